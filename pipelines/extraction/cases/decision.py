"""What one decision says, weighed against itself: its kinds, its amounts, its date, its party.

Everything here is asked of a distinct text once (``memo``), not of every row: lists repeat themselves. What other rows
say of a decision is the business of ``judgement``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from pipelines.extraction.cases.amounts import CellAmount, ContentAmounts, find_content_amounts, read_amount_cell
from pipelines.extraction.cases.cells import clean_text, unpack_cell
from pipelines.extraction.cases.kinds import KindsFound, read_content_kinds, read_kind_cell
from pipelines.extraction.grammar.dates import parse_date
from pipelines.reading.model import Cell

_MARKED = re.compile(r"是|√|✓|Y|y|有|1")
_CHANGED = re.compile(
    r"(?<!无)(?<!未)(?<!不)(?<!无需)(?:更正|订正|修正|勘误|补正|修订|变更|改为|调整为|更改|以本条为准|以此为准|有误)"
)
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_NATURAL_CLASS = re.compile(r"自然人|个人|公民")
_LEGAL_CLASS = re.compile(r"法人|组织|个体工商户|企业|单位")
_BRACKETS = str.maketrans("〔〕[]【】{}", "()()()()")
CENT = Decimal("0.01")
SHORT_REMARK = 4
"""Characters of an unknown word beside known kinds, (个人) for one, that are not worth a flag."""

REMEMBERED = 20_000
"""Distinct texts of a column that are kept in mind."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Kinds and amounts of one decision. Money in yuan; ``faults`` keep it out of the facts, ``flags`` do not.

    ``has_witness``: the text of the decision names the sum of the fine.
    """

    kinds: tuple[str, ...]
    fine_yuan: Decimal | None
    confiscated_yuan: Decimal | None
    has_witness: bool
    faults: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Money:
    fine: Decimal | None
    confiscated: Decimal | None
    faults: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


_PROPOSED = re.compile(
    r"(?:^|[,，。;；\s])(?:我局|本机关|本局|经研究)?拟(?:对[^,，。;；]{1,30})?(?:处以?|给予|作出|罚款|没收|予以|责令)"
)
VERDICT_CHARACTERS = frozenset("拟我局本机关经研究对处以给予作出责令决定不免于除行政罚款没收")
"""What the words of a proposal or a waiver are written with."""
_WAIVED = re.compile(r"(?:不予|免予|免于|免除)(?:行政)?处罚")


@dataclass(frozen=True, slots=True)
class _Content:
    """What the text of a decision imposes and which sums it names."""

    kinds: KindsFound
    amounts: ContentAmounts


def normalise_key(text: str | None) -> str:
    """Return a text as it is compared: half-width, without blanks, every bracket alike."""
    half = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return half.translate(_BRACKETS)


def read_case_date(cell: Cell) -> date | None:
    """Read a decision date in any of its forms; None for a blank, an impossible or an unreadable one."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, Decimal):
        return parse_date(cell.value)
    return parse_date(_TIME.sub("", unicodedata.normalize("NFKC", cell.text).strip()))


def marks_correction(text: str | None) -> bool:
    """Whether the cell of a column for corrections says that its row corrects another."""
    own = normalise_key(text)
    return bool(own) and bool(_MARKED.fullmatch(own) or _CHANGED.search(own))


def read_party_class(text: str | None) -> bool | None:
    """Whether a class column says natural person; None where it says neither."""
    if _NATURAL_CLASS.search(text or ""):
        return True
    return False if _LEGAL_CLASS.search(text or "") else None


def weigh_decision(cells: Mapping[str, str | None], factors: Mapping[str, Decimal | None]) -> Weighed:
    """Weigh the kinds and amounts of one row.

    Args:
        cells: of the columns kind, content, fine, confiscated and fine_and_confiscated those that the list has, amounts
            as ``pack_cell`` packs them.
        factors: yuan per unit of each amount column, None where nothing tells it.
    """
    said = clean_text(cells.get("content") or "") or ""
    content = _read_content(said)
    kinds, kind_faults, kind_flags = _join_kinds(_read_kind_cell(clean_text(cells.get("kind") or "") or ""), content)
    money = _weigh_money(cells, factors, kinds, content.amounts)
    return Weighed(
        kinds=tuple(sorted(kinds)),
        fine_yuan=money.fine,
        confiscated_yuan=money.confiscated,
        has_witness=bool(content.amounts.fines),
        faults=tuple(dict.fromkeys((*money.faults, *kind_faults, *_undecided(said, content)))),
        flags=(*money.flags, *kind_flags),
    )


def _undecided(said: str, content: _Content) -> tuple[str, ...]:
    """A text that only proposes a penalty, or waives one and imposes nothing, contradicts that there is a decision."""
    if _PROPOSED.search(said) and "决定" not in said:
        return ("amount_conflicts_with_content",)
    is_waived = _WAIVED.search(said) and not content.kinds.kinds and not content.amounts.fines
    return ("amount_conflicts_with_content",) if is_waived else ()


def find_said_sum(content: str | None, field: str) -> Decimal | None:
    """The sum that a decision's text names for an amount column, in yuan."""
    said = _read_content(clean_text(content or "") or "").amounts
    if field == "fine_and_confiscated":
        return (said.fine or Decimal(0)) + (said.confiscation or Decimal(0))
    return said.confiscation if field == "confiscated" else said.fine


@lru_cache(REMEMBERED)
def read_amount(packed: str | None) -> CellAmount:
    """Read an amount cell as ``pack_cell`` packs it."""
    return read_amount_cell(unpack_cell(packed))


@lru_cache(REMEMBERED)
def _read_content(text: str) -> _Content:
    return _Content(read_content_kinds(text), find_content_amounts(text))


@lru_cache(REMEMBERED)
def _read_kind_cell(text: str) -> KindsFound:
    return read_kind_cell(text)


def _join_kinds(named: KindsFound, content: _Content) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Join the kinds that the class cell names with those that the decision's text imposes: kinds, faults, flags."""
    imposed = content.kinds
    has_sum = bool(content.amounts.fines)
    kinds = tuple(dict.fromkeys((*named.kinds, *imposed.kinds, *(("fine",) if has_sum else ()))))
    if "other" in kinds and imposed.kinds:
        kinds = tuple(kind for kind in kinds if kind != "other")
    if named.is_ambiguous and not {"licence_suspended", "licence_revoked"} & set(kinds):
        return kinds, ("two_readings",), ()
    if not kinds:
        return (), ("kind_unknown",), ()
    is_partly_unknown = any(len(word) > SHORT_REMARK for word in named.unknown)
    return kinds, (), ("kind_unknown",) if is_partly_unknown else ()


def _weigh_money(
    cells: Mapping[str, str | None],
    factors: Mapping[str, Decimal | None],
    kinds: Sequence[str],
    said: ContentAmounts,
) -> _Money:
    """Weigh the amount columns against the sums that the text of the decision names; the text is the decision."""
    if "fine_and_confiscated" in cells and "fine" not in cells:
        joint = read_amount(cells["fine_and_confiscated"])
        return _weigh_joint(joint, factors.get("fine_and_confiscated"), said, kinds)
    fine, fine_faults = _weigh_column(cells, "fine", factors, said.fines)
    confiscated, confiscated_faults = _weigh_column(cells, "confiscated", factors, said.confiscated)
    faults = [*fine_faults, *confiscated_faults]
    flags = []
    if "fine" in kinds and not faults:
        has_column = "fine" in cells
        is_blank = not has_column or read_amount(cells["fine"]).is_blank
        if fine is None or (has_column and is_blank):
            flags.append("fine_without_amount")
    if (fine and "fine" not in kinds) or (confiscated and "confiscation" not in kinds):
        faults.append("amount_conflicts_with_content")
    return _Money(fine, confiscated, tuple(dict.fromkeys(faults)), tuple(flags))


def _weigh_column(
    cells: Mapping[str, str | None], column: str, factors: Mapping[str, Decimal | None], said: Sequence[Decimal]
) -> tuple[Decimal | None, tuple[str, ...]]:
    total = sum(said, Decimal(0)).quantize(CENT) if said else None
    cell = read_amount(cells.get(column))
    if cell.is_blank:
        return total, ()
    if cell.is_unreadable:
        return total, () if total is not None else ("amount_unreadable",)
    stated = cell.to_yuan(factors.get(column))
    if stated is None:
        return total, () if total is not None else ("unit_unknown",)
    if total is None or stated == total or stated in said:
        return stated, ()
    return total, ("amount_conflicts_with_content",)


def _weigh_joint(cell: CellAmount, factor: Decimal | None, said: ContentAmounts, kinds: Sequence[str]) -> _Money:
    """Weigh one column of fines and confiscated sums together: only the text or a single kind can part them."""
    stated = cell.to_yuan(factor)
    if said.fines or said.confiscated:
        total = (said.fine or Decimal(0)) + (said.confiscation or Decimal(0))
        agrees = stated is None or stated == total
        return _Money(said.fine, said.confiscation, () if agrees else ("amount_conflicts_with_content",))
    if cell.is_blank:
        return _Money(None, None, flags=("fine_without_amount",) if "fine" in kinds else ())
    if stated is None:
        return _Money(None, None, ("amount_unreadable" if cell.is_unreadable else "unit_unknown",))
    if "fine" in kinds and "confiscation" not in kinds:
        return _Money(stated, None)
    if "confiscation" in kinds and "fine" not in kinds:
        return _Money(None, stated)
    return _Money(None, None, ("two_readings",))
