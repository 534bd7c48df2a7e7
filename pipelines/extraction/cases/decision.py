"""One decision understood: its kinds, amounts, date and parties, and what is doubtful about it alone.

What a row says is weighed here against itself: the amount column against the sum that the decision's text names, the
credit code against its check character. What other rows say of it is the business of ``judgement``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from pipelines.extraction.cases.amounts import CellAmount, ContentAmounts, find_content_amounts, read_amount_cell
from pipelines.extraction.cases.credit_code import find_credit_code_fault, normalise_credit_code
from pipelines.extraction.cases.kinds import read_content_kinds, read_kind_cell
from pipelines.extraction.cases.rows import RawCase
from pipelines.extraction.grammar.dates import parse_date
from pipelines.reading.model import BLANK, Cell

_CORRECTION = re.compile(r"更正|订正|修正|勘误|补正|修订")
_MARKED = re.compile(r"是|√|✓|Y|y|有|1")
_CHANGED = re.compile(
    r"(?<!无)(?<!未)(?<!不)(?<!无需)(?:更正|订正|修正|勘误|补正|修订|变更|改为|调整为|更改|以本条为准|以此为准|有误)"
)
_CORRECTION_SUFFIX = re.compile(r"[(（\[【][^()（）]*(?:更正|订正|修正|勘误|补正|修订)[^()（）]*[)）\]】]\s*$")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_ORGANISATION = re.compile(
    r"公司|厂|矿|店|站|部|社|所|院|校|行|场|中心|集团|企业|合作|工程|项目|医院|超市|商行|酒|馆|铺|坊|园|局|委|会|处|队|库|仓|城|吧|户$"
)
_MASKED = re.compile(r"[*＊某×Xx○]")
_NATURAL_CLASS = re.compile(r"自然人|个人|公民")
_LEGAL_CLASS = re.compile(r"法人|组织|个体工商户|企业|单位")
CENT = Decimal("0.01")
COLUMN_NOT_FOUND = "column_not_found"
SHORT_REMARK = 4
"""Characters of an unknown word beside known kinds, (个人) for one, that are not worth a flag."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A row understood by itself. Money in yuan; ``faults`` keep it out of the facts, ``flags`` do not.

    ``has_witness``: the text of the decision names the sum of the fine.
    """

    raw: RawCase
    document_no: str | None
    document_key: str
    party: str | None
    authority: str | None
    authority_key: str
    credit_code: str | None
    decision_date: date | None
    kinds: tuple[str, ...]
    fine_yuan: Decimal | None
    confiscated_yuan: Decimal | None
    is_correction: bool
    has_witness: bool
    faults: tuple[str, ...] = ()
    flags: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Money:
    fine: Decimal | None
    confiscated: Decimal | None
    faults: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


def normalise_key(text: str | None) -> str:
    """Return a text as it is compared: half-width, without blanks, every bracket alike."""
    half = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return half.translate(str.maketrans("〔〕[]【】{}", "()()()()"))


def read_decision(raw: RawCase, factors: Mapping[str, Decimal | None]) -> Decision:
    """Understand one row.

    Args:
        raw: the row as printed.
        factors: yuan per unit of each amount column, None where nothing tells it.
    """
    document_text = raw.text("document_no") or ""
    document_no = _CORRECTION_SUFFIX.sub("", document_text).strip() or None
    decision_date = read_case_date(raw.cells.get("decision_date", BLANK))
    kinds, kind_faults, kind_flags = _read_kinds(raw)
    money = _weigh_money(raw, factors, kinds)
    code, code_flags = _read_credit_code(raw)
    faults = [
        *([] if document_no else [_explain_gap(raw, "document_no", "document_no_missing")]),
        *([] if decision_date else [_explain_gap(raw, "decision_date", "date_invalid")]),
    ]
    if raw.is_hidden:
        kind_faults = (*kind_faults, "hidden_source")
    authority = raw.text("authority") or raw.text("source")
    return Decision(
        raw=raw,
        document_no=document_no,
        document_key=normalise_key(document_no),
        party=raw.text("party"),
        authority=authority,
        authority_key=normalise_key(authority),
        credit_code=code,
        decision_date=decision_date,
        kinds=kinds,
        fine_yuan=money.fine,
        confiscated_yuan=money.confiscated,
        is_correction=_says_correction(raw) or bool(_CORRECTION_SUFFIX.search(document_text)),
        has_witness=bool(find_content_amounts(raw.text("content") or "").fines),
        faults=tuple(dict.fromkeys((*faults, *money.faults, *kind_faults))),
        flags=(*code_flags, *money.flags, *kind_flags),
    )


def _explain_gap(raw: RawCase, field: str, blank: str) -> str:
    """Why a needed field is not there: its column was not found, or (``blank``) the row leaves it open."""
    return blank if field in raw.cells else COLUMN_NOT_FOUND


def _says_correction(raw: RawCase) -> bool:
    """Whether a row's remark, or its own column for corrections, says that it corrects another row."""
    own = normalise_key(raw.text("correction"))
    marked = bool(own) and bool(_MARKED.fullmatch(own) or _CHANGED.search(own))
    return marked or bool(_CORRECTION.search(raw.text("note") or ""))


def read_case_date(cell: Cell) -> date | None:
    """Read a decision date in any of its forms; None for a blank, an impossible or an unreadable one."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if isinstance(cell.value, Decimal):
        return parse_date(cell.value)
    return parse_date(_TIME.sub("", unicodedata.normalize("NFKC", cell.text).strip()))


def _read_kinds(raw: RawCase) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Join the kinds that the class cell names with those that the decision's text imposes: kinds, faults, flags."""
    named = read_kind_cell(raw.text("kind") or "")
    imposed = read_content_kinds(raw.text("content") or "")
    has_sum = bool(find_content_amounts(raw.text("content") or "").fines)
    kinds = tuple(dict.fromkeys((*named.kinds, *imposed.kinds, *(("fine",) if has_sum else ()))))
    if "other" in kinds and imposed.kinds:
        kinds = tuple(kind for kind in kinds if kind != "other")
    if named.is_ambiguous and not {"licence_suspended", "licence_revoked"} & set(kinds):
        return kinds, ("two_readings",), ()
    if not kinds:
        return (), ("kind_unknown",), ()
    is_partly_unknown = any(len(word) > SHORT_REMARK for word in named.unknown)
    return kinds, (), ("kind_unknown",) if is_partly_unknown else ()


def _weigh_money(raw: RawCase, factors: Mapping[str, Decimal | None], kinds: Sequence[str]) -> _Money:
    """Weigh the amount columns against the sums that the text of the decision names; the text is the decision."""
    said = find_content_amounts(raw.text("content") or "")
    joint = raw.cells.get("fine_and_confiscated")
    if joint is not None and "fine" not in raw.cells:
        return _weigh_joint(read_amount_cell(joint), factors.get("fine_and_confiscated"), said, kinds)
    fine, fine_faults = _weigh_column(raw, "fine", factors, said.fines)
    confiscated, confiscated_faults = _weigh_column(raw, "confiscated", factors, said.confiscated)
    faults = [*fine_faults, *confiscated_faults]
    flags = []
    if "fine" in kinds and not faults:
        has_column = "fine" in raw.cells
        is_blank = not has_column or read_amount_cell(raw.cells["fine"]).is_blank
        if fine is None or (has_column and is_blank):
            flags.append("fine_without_amount")
    if (fine and "fine" not in kinds) or (confiscated and "confiscation" not in kinds):
        faults.append("amount_conflicts_with_content")
    return _Money(fine, confiscated, tuple(dict.fromkeys(faults)), tuple(flags))


def _weigh_column(
    raw: RawCase, column: str, factors: Mapping[str, Decimal | None], said: Sequence[Decimal]
) -> tuple[Decimal | None, tuple[str, ...]]:
    total = sum(said, Decimal(0)).quantize(CENT) if said else None
    cell = read_amount_cell(raw.cells.get(column, BLANK))
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


def is_natural_person(raw: RawCase) -> bool:
    """Tell a natural person: by the class column, else by a short or masked name without a word for an organisation."""
    party_class = raw.text("party_class") or ""
    if _NATURAL_CLASS.search(party_class):
        return True
    if _LEGAL_CLASS.search(party_class):
        return False
    party = raw.text("party") or ""
    if _ORGANISATION.search(party):
        return False
    return len(party) <= 4 or bool(_MASKED.search(party))


def _read_credit_code(raw: RawCase) -> tuple[str | None, tuple[str, ...]]:
    """Read the party's code; a natural person has none, and an identity number in its place is not kept."""
    text = raw.text("credit_code")
    code = normalise_credit_code(text) if text else None
    if is_natural_person(raw):
        keeps = code is not None and find_credit_code_fault(code) is None
        return (code if keeps else None), ()
    if code is None:
        return None, ("credit_code_missing",) if "credit_code" in raw.cells else ()
    fault = find_credit_code_fault(code)
    return code, (fault,) if fault else ()
