"""Money in penalty lists: the cell of an amount column, and the sums that a decision's text names.

All money is Decimal yuan. Decisions write 20000元, 2万元, 20,000.00元 and 贰万元整, often one beside the other.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.cases.kinds import split_decision
from pipelines.extraction.grammar.numerals import DIGITS, LARGE, SMALL, parse_han
from pipelines.reading.model import Cell

_HAN = "".join((*DIGITS, *SMALL, *LARGE))
# A number begins where no digit stands before it: half of a longer one (the 万伍仟 of 3万伍仟) is another number.
_NUMBER = rf"(?:(?<![\d.])(?<!\d,)\d[\d,]{{0,24}}(?:\.\d{{1,6}})?|(?<![{_HAN}\d])[{_HAN}]{{1,24}})"
_MONEY = re.compile(
    rf"(?:(?<![\d.])(?<!\d,)(?P<head>\d{{1,9}})万(?=\d))?(?P<number>{_NUMBER})(?P<scale>[余多]?[百千]?万|[余多]?[千亿])?(?:元|圆)(?:整|正)?"
    r"|¥(?P<plain>\d[\d,]{0,24}(?:\.\d{1,6})?)(?![\d.,余多百千万亿元圆])"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PLAIN_CELL = re.compile(rf"[-+]?(?:{_GROUPED.pattern}|\.\d+)(?:[eE][-+]?\d{{1,3}})?", re.ASCII)
_VERB = re.compile(r"没收|罚没|罚款|罚金|罚(?=人民币|[￥¥\d壹贰叁肆伍陆柒捌玖拾])|处罚|处以|处(?=人民币|[￥¥\d])")
_AFTER_FINE = re.compile(r"^(?:人民币)?[)）]?的?(?:罚款|罚金|经济处罚)")
_RESTATED = re.compile(r"[(][^()]*$")
_PART, _ANEW = re.compile(r"其中"), re.compile(r"[并另]|同时|没收")
_WORDS = (_MONEY, _VERB, _AFTER_FINE, _RESTATED, _PART, _ANEW)
_BLANKS = frozenset({"", "-", "—", "－", "--", "——", "/", "／", "无", "NULL", "null", "None", "空", "*"})
MONEY_CHARACTERS = frozenset("".join(pattern.pattern for pattern in _WORDS) + "¥￥")
"""Every character that a sum in the text of a decision, or the word that it belongs to, can hold."""

LARGEST_SUM = Decimal(10) ** 12
"""Yuan: no sum of a decision reaches it; what is printed so is no amount, and would not fit its column."""
_SCALES = {"万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "千": 1000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class CellAmount:
    """An amount cell: ``number`` as printed, ``yuan`` where the cell itself states a unit, ``is_unreadable`` else."""

    number: Decimal | None = None
    yuan: Decimal | None = None
    is_unreadable: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing is written, or a zero."""
        return not self.is_unreadable and not self.number and not self.yuan

    def to_yuan(self, factor: Decimal | None) -> Decimal | None:
        """Convert to yuan with the column's factor; a unit in the cell goes first."""
        if self.yuan is not None:
            return self.yuan.quantize(Decimal("0.01"))
        if self.number is None or factor is None:
            return None
        return (self.number * factor).quantize(Decimal("0.01"))


@dataclass(frozen=True, slots=True)
class ContentAmounts:
    """The sums that a decision's text names, in yuan, in order: fines and confiscated sums apart."""

    fines: tuple[Decimal, ...] = ()
    confiscated: tuple[Decimal, ...] = ()

    @property
    def fine(self) -> Decimal | None:
        """All fines together."""
        return sum(self.fines, Decimal(0)) if self.fines else None

    @property
    def confiscation(self) -> Decimal | None:
        """All confiscated sums together."""
        return sum(self.confiscated, Decimal(0)) if self.confiscated else None


def read_amount_cell(cell: Cell) -> CellAmount:
    """Read an amount cell: a number, a text with separators, or a text with its own unit."""
    if isinstance(cell.value, Decimal):
        return _check_number(cell.value)
    text = re.sub(r"[\s￥¥]", "", unicodedata.normalize("NFKC", cell.text)).removeprefix("人民币")
    if text in _BLANKS:
        return CellAmount()
    if _PLAIN_CELL.fullmatch(text):
        return _check_number(Decimal(text.replace(",", "")))
    match = _MONEY.fullmatch(text)
    value = _read_money(match) if match else None
    return CellAmount(is_unreadable=True) if value is None else CellAmount(yuan=value)


def _check_number(number: Decimal) -> CellAmount:
    is_money = number.is_finite() and 0 <= number < LARGEST_SUM
    return CellAmount(number=number) if is_money else CellAmount(is_unreadable=True)


def find_content_amounts(text: str) -> ContentAmounts:
    """Find the fines and confiscated sums in a decision's text.

    A sum belongs to the verb before it (罚款人民币2万元), or to 罚款 right after it (处2万元罚款). The same sum
    restated in brackets, in figures or in formal numerals, counts once; sums without such a verb are left alone, and so
    are the parts that a sum is made of (其中企业1万元,个人1万元).
    """
    fines: list[Decimal] = []
    confiscated: list[Decimal] = []
    for clause in split_decision(text):
        clause = clause.replace("￥", "¥")
        last_end, last_value, is_part = 0, None, False
        for match in _MONEY.finditer(clause):
            value = _read_money(match)
            if value is None:
                continue
            between = clause[last_end : match.start()]
            verbs = _VERB.findall(between)
            is_restated = bool(_RESTATED.search(between)) and value == last_value
            behind = _AFTER_FINE.match(clause[match.end() :])
            last_end, last_value = match.end() + (behind.end() if behind else 0), value
            if is_restated:
                continue
            is_part = bool(fines or confiscated) and (
                bool(_PART.search(between)) or (is_part and not _ANEW.search(between))
            )
            if is_part:
                continue
            if behind or (verbs and not verbs[-1].startswith(("没收", "罚没"))):
                fines.append(value)
            elif verbs and verbs[-1] == "没收":
                confiscated.append(value)
    return ContentAmounts(tuple(fines), tuple(confiscated))


def _read_money(match: re.Match[str]) -> Decimal | None:
    number, scale = match["plain"] or match["number"], (match["scale"] or "")
    if scale[:1] in ("余", "多"):
        return None
    value = _read_digits(number) if number[0].isdigit() else parse_han(number)
    if value is None:
        return None
    yuan = value * _SCALES.get(scale, 1) + Decimal(match["head"] or 0) * _SCALES["万"]
    return yuan if yuan < LARGEST_SUM else None


def _read_digits(number: str) -> Decimal | None:
    """Digits with or without thousands separators; None where the commas separate no thousands (2,5)."""
    return Decimal(number.replace(",", "")) if _GROUPED.fullmatch(number) else None
