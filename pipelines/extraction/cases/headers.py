"""Where a list of penalty decisions has its header, and which column is which field.

Wordings are data (``headers.yaml``): the Chinese standard, its pinyin names and the free wordings of county pages.
Title rows may stand above; a header may take two rows under merged cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from pipelines.extraction.cases.decision import read_case_date
from pipelines.reading.model import BLANK, Cell, Table

HEADER_SEARCH_ROWS = 20
SAMPLE_ROWS = 50
MINIMUM_FIELDS = 4
CONTINUING_TENTHS = 8
YUAN, TEN_THOUSAND = Decimal(1), Decimal(10_000)
MONEY_FIELDS = ("fine", "confiscated", "fine_and_confiscated")
FEWEST_OF_ONE = 3
_OF_ONE_DECISION = ("credit_code", "violation", "facts", "basis", "kind", "content", "authority", *MONEY_FIELDS)

_BRACKETED = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]")
_UNITS = {"万元": TEN_THOUSAND, "千元": Decimal(1000), "元": YUAN}
_UNIT_WORD = re.compile(r"[百千万亿美欧日港]*元")
_NOISE = re.compile(r"[\s*:：★※'\"“”]+")
_SUFFIX_UNIT = re.compile(r"[/_-]?(?:人民币)?(?:万元|千元|元)$")
_LONGEST_HEADER = 300
_NUMBER = re.compile(r"[^\s\d]{2,16}[〔\[（(【]\s?20\d\d\s?[〕\]）)】]\s?第?\s?[\d\-—\w]{1,12}\s?号?")
_TABLE_UNIT = re.compile(r"单位[^,。;]{0,12}?([百千万亿美欧日港]*元(?:/[百千万亿美欧日港]*元)?)")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """How one field may be headed: whole names, pinyin names, shapes of names, fragments, and fragments that forbid it.

    ``weak`` names (日期, 金额) count only in a table that its other columns show to be a list.
    """

    field: str
    pinyin: frozenset[str]
    names: frozenset[str]
    contains: tuple[str, ...]
    never: tuple[str, ...]
    shapes: tuple[re.Pattern[str], ...] = ()
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """A located header: rows 1-based, ``columns`` field to 1-based column, ``factors`` money field to yuan per unit.

    A factor of None means that neither header nor title states the unit. ``title`` is what stands above; ``texts`` are
    the header's cells, by which its repetition further down is known.
    """

    top: int
    bottom: int
    columns: Mapping[str, int]
    factors: Mapping[str, Decimal | None]
    is_pinyin: bool
    title: str
    texts: frozenset[str]


@cache
def load_field_words() -> tuple[FieldWords, ...]:
    """Load the wordings of every field from ``headers.yaml``."""
    source = files(__package__).joinpath("headers.yaml").read_text(encoding="utf-8")
    fields: dict[str, dict[str, Any]] = yaml.safe_load(source)["fields"]
    return tuple(
        FieldWords(
            field=name,
            pinyin=frozenset(words["pinyin"]),
            names=frozenset(_NOISE.sub("", unicodedata.normalize("NFKC", word)) for word in words["names"]),
            contains=tuple(sorted(words["contains"], key=len, reverse=True)),
            never=tuple(words.get("never", ())),
            shapes=tuple(re.compile(shape) for shape in words.get("shapes", ())),
            weak=frozenset(words.get("weak", ())),
        )
        for name, words in fields.items()
    )


def strip_header(text: str) -> str:
    """Reduce a header cell to the words that name its field: no blanks, stars, remarks in brackets or units."""
    bare = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    while (shorter := _BRACKETED.sub("", bare)) != bare:
        bare = shorter
    return _SUFFIX_UNIT.sub("", bare) or bare


def read_money_factor(text: str) -> Decimal | None:
    """Read the unit that a header states: yuan per unit, None where it states none, several or an unusual one."""
    stated = set(_UNIT_WORD.findall(unicodedata.normalize("NFKC", text)))
    return _UNITS.get(stated.pop()) if len(stated) == 1 else None


def match_field(text: str) -> tuple[str, int] | None:
    """Match a header cell to a field, and how surely: 3 pinyin, 2 a whole name, 1 a fragment, 0 a weak name."""
    return _match_header(text) if len(text) <= _LONGEST_HEADER else None


@lru_cache(maxsize=20_000)
def _match_header(text: str) -> tuple[str, int] | None:
    bare = strip_header(text)
    if not bare:
        return None
    upper = bare.upper()
    for words in load_field_words():
        if upper in words.pinyin:
            return words.field, 3
    for words in load_field_words():
        if bare in words.names:
            return words.field, 2
    for words in load_field_words():
        if any(shape.fullmatch(bare) for shape in words.shapes):
            return words.field, 2
        if bare in words.weak:
            return words.field, 0
    return _match_fragment(bare)


def _match_fragment(bare: str) -> tuple[str, int] | None:
    """Match a header by the longest fragment that names a field."""
    best: tuple[int, str] | None = None
    for words in load_field_words():
        if any(fragment in bare for fragment in words.never):
            continue
        found = next((fragment for fragment in words.contains if fragment in bare), None)
        if found and len(bare) <= len(found) + 10 and (best is None or len(found) > best[0]):
            best = len(found), words.field
    return (best[1], 1) if best else None


def locate_header(table: Table) -> CaseHeader | None:
    """Find the header of a penalty list, or None where the table is no such list.

    A header names the party, a document number or a decision date, and what was decided, in at least four columns. One
    that names neither number nor date is still a list where its other columns leave no doubt: its rows wait then.
    """
    best: tuple[bool, int, int] = False, 0, 0
    header: CaseHeader | None = None
    for top in range(1, min(len(table.rows), HEADER_SEARCH_ROWS) + 1):
        for bottom in (top, top + 1):
            if bottom > len(table.rows):
                continue
            candidate, strength = _read_header(table, top, bottom)
            if candidate and (rank := _rank(candidate, strength)) > best:
                best, header = rank, candidate
    return header


def _rank(header: CaseHeader, strength: int) -> tuple[bool, int, int]:
    """How good a header is: one that tells decisions apart before one that does not, then by its columns."""
    return _has_identity(header.columns), len(header.columns), strength


def continue_header(table: Table, before: Table, header: CaseHeader) -> CaseHeader | None:
    """The header of the list before it for a table that has none and goes on with that list, None where it does not.

    The table is no wider, has no header of its own, and nearly all of its first rows, from the first that does,
    have a date where the list has its dates, a text where it has its parties, a document number where it has those.
    """
    rows = [row for row in table.rows[:SAMPLE_ROWS] if any(cell.text.strip() for cell in row)]
    is_wider = _measure_width(rows) > _measure_width(before.rows[header.top - 1 : header.bottom])
    if not rows or is_wider or not {"document_no", "decision_date"} <= header.columns.keys():
        return None
    alike = [_looks_like_decision(row, header.columns) for row in rows]
    first = alike.index(True) if any(alike) else len(rows)
    above = rows[:first]
    has_own_header = any(sum(bool(cell.text.strip()) for cell in row) >= MINIMUM_FIELDS for row in above)
    if has_own_header or sum(alike) * 10 < max(1, len(rows) - first) * CONTINUING_TENTHS:
        return None
    return replace(header, top=1, bottom=0)


def _measure_width(rows: Sequence[Sequence[Cell]]) -> int:
    """The last column that any of these rows fills."""
    filled = (max((place for place, cell in enumerate(row, 1) if cell.text.strip()), default=0) for row in rows)
    return max(filled, default=0)


def _looks_like_decision(row: Sequence[Cell], columns: Mapping[str, int]) -> bool:
    cells = {name: row[column - 1] if column <= len(row) else BLANK for name, column in columns.items()}
    number, party = cells["document_no"].text.strip(), cells["party"].text.strip()
    has_number = _NUMBER.fullmatch(number) is not None
    return has_number and bool(party) and not party.isdigit() and read_case_date(cells["decision_date"]) is not None


def _read_header(table: Table, top: int, bottom: int) -> tuple[CaseHeader | None, int]:
    """Read a header from these rows, with the summed strength of its matches."""
    texts = join_header_rows(table, top, bottom)
    matches: dict[str, tuple[int, int]] = {}
    pinyin = 0
    doubled: set[str] = set()
    for column, text in enumerate(texts, start=1):
        match = match_field(text)
        if match is None:
            continue
        name, strength = match
        pinyin += strength == 3
        if name in matches and strength == matches[name][0]:
            doubled.add(name)
        if name not in matches or strength > matches[name][0]:
            matches[name] = strength, column
    if "document_no" not in matches:
        _take_numbers(table, bottom, matches, _other_numbers(texts))
    columns = {name: column for name, (_, column) in matches.items()}
    if not _names_a_list({name: column for name, column in columns.items() if matches[name][0]}):
        return None, 0
    title = _read_title(table, top)
    stated = _TABLE_UNIT.search(unicodedata.normalize("NFKC", title))
    shared = read_money_factor(stated[1]) if stated else None
    factors = {name: read_money_factor(texts[columns[name] - 1]) or shared for name in MONEY_FIELDS if name in columns}
    factors |= dict.fromkeys(doubled & factors.keys())  # two columns of one sum: the texts must say which unit holds
    header = CaseHeader(
        top=top,
        bottom=bottom,
        columns=columns,
        factors=factors,
        is_pinyin=pinyin >= MINIMUM_FIELDS,
        title=title,
        texts=frozenset(cell.text.strip() for row in table.rows[top - 1 : bottom] for cell in row if cell.text.strip()),
    )
    return header, sum(strength for strength, _ in matches.values())


def _names_a_list(columns: Mapping[str, int]) -> bool:
    if len(columns) < MINIMUM_FIELDS or "party" not in columns:
        return False
    has_decision = any(name in columns for name in ("kind", "content", *MONEY_FIELDS))
    return has_decision and (_has_identity(columns) or _is_surely_a_list(columns))


def _has_identity(columns: Mapping[str, int]) -> bool:
    return "document_no" in columns or "decision_date" in columns


def _is_surely_a_list(columns: Mapping[str, int]) -> bool:
    """Whether columns that only single decisions have show a list, though neither number nor date is known."""
    return sum(name in columns for name in _OF_ONE_DECISION) >= FEWEST_OF_ONE and len(columns) >= MINIMUM_FIELDS


def _take_numbers(table: Table, bottom: int, matches: dict[str, tuple[int, int]], others: frozenset[int]) -> None:
    """Take the column that holds document numbers, also from a field whose words its head only happens to hold."""
    sure = frozenset(column for strength, column in matches.values() if strength > 1)
    found = _find_numbers(table, bottom, sure | others)
    if found is None:
        return
    for name in [name for name, (_, column) in matches.items() if column == found]:
        del matches[name]
    matches["document_no"] = 1, found


def _find_numbers(table: Table, bottom: int, taken: frozenset[int]) -> int | None:
    """The one column whose cells are document numbers (澄应急罚〔2024〕6号), whatever stands over it."""
    votes: Counter[int] = Counter()
    rows = table.rows[bottom : bottom + SAMPLE_ROWS]
    for row in rows:
        here = (column for column, cell in enumerate(row, start=1) if _NUMBER.fullmatch(cell.text.strip()))
        votes.update(column for column in here if column not in taken)
    found = [column for column, count in votes.items() if count >= MINIMUM_FIELDS and count * 2 > len(rows)]
    return found[0] if len(found) == 1 else None


def _other_numbers(texts: Sequence[str]) -> frozenset[int]:
    """The columns whose heads say that their numbers are those of other documents (告知书文号)."""
    never = next(words.never for words in load_field_words() if words.field == "document_no")
    heads = ((column, "".join(text[:_LONGEST_HEADER].split())) for column, text in enumerate(texts, start=1))
    return frozenset(column for column, head in heads if any(word in head for word in never))


def join_header_rows(table: Table, top: int, bottom: int) -> Sequence[str]:
    """Join the header's rows column by column; a merged cell speaks for every column that it covers."""
    width = max(len(row) for row in table.rows[top - 1 : bottom])
    joined = [""] * width
    for row in range(top, bottom + 1):
        cells = [cell.text for cell in table.rows[row - 1]] + [""] * (width - len(table.rows[row - 1]))
        for merge in table.merged:
            if merge.top == row and merge.right > merge.left and bottom > top:
                for column in range(merge.left, min(merge.right, width) + 1):
                    cells[column - 1] = cells[merge.left - 1]
        joined = [left + right for left, right in zip(joined, cells, strict=True)]
    return joined


def _read_title(table: Table, top: int) -> str:
    """Join what stands above the header: the caption, then each row's distinct texts."""
    lines = [table.caption] if table.caption else []
    for row in table.rows[: top - 1]:
        lines.append(" ".join(dict.fromkeys(cell.text.strip() for cell in row if cell.text.strip())))
    return "\n".join(line for line in lines if line)
