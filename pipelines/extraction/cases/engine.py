"""Lists of penalty decisions (双公示) to penalty cases: the one door of this room.

A table is read as a list when its header says so; every row below becomes a case with a status, and whatever is no
decision and not blank is told as a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extraction.cases.amounts import find_content_amounts, read_amount_cell
from pipelines.extraction.cases.decision import Decision, read_decision
from pipelines.extraction.cases.headers import TEN_THOUSAND, YUAN, CaseHeader, locate_header
from pipelines.extraction.cases.judgement import judge_decisions, read_document_years
from pipelines.extraction.cases.period import find_list_period
from pipelines.extraction.cases.plausibility import keep_back_outliers
from pipelines.extraction.cases.rows import RawCase, read_rows
from pipelines.extraction.model import PenaltyCase, Period, Refusal
from pipelines.reading.model import BLANK, Table, cell_name

NEEDED_FIELDS = ("document_no", "decision_date")
MAX_RAW = 400


@dataclass(frozen=True, slots=True)
class CaseExtraction:
    """All that was understood of a submission's penalty lists."""

    cases: tuple[PenaltyCase, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def is_case_list(table: Table) -> bool:
    """Tell whether a table is a list of penalty decisions."""
    return locate_header(table) is not None


def extract_cases(
    tables: Sequence[Table], *, period: Period | None = None, file_name: str = ""
) -> tuple[PenaltyCase, ...]:
    """Read the penalty cases of a submission's tables, in order; see :func:`read_case_lists`."""
    return read_case_lists(tables, period=period, file_name=file_name).cases


def read_case_lists(tables: Sequence[Table], *, period: Period | None = None, file_name: str = "") -> CaseExtraction:
    """Read the penalty cases of a submission's tables and what stands in them beside cases.

    Args:
        tables: the tables of one submission; those that are no penalty lists are passed over.
        period: the period of the submission, where the caller knows one; a title that states one goes first.
        file_name: the file's own name, which may state a period.

    Returns:
        One case a row, money in yuan, statuses and reasons of the catalogue; and the rows that are no decisions.
    """
    decisions: list[Decision] = []
    periods: list[Period | None] = []
    refusals: list[Refusal] = []
    for table in tables:
        header = locate_header(table)
        if header is None:
            continue
        if table.hidden:
            refusals.append(Refusal(table.locator, table.locator, "hidden_source"))
            continue
        raws, refused = read_rows(table, header)
        refusals.extend((*_name_missing_columns(table, header), *refused))
        factors = settle_factors(header, raws)
        read = [read_decision(raw, factors) for raw in raws]
        days = [decision.decision_date for decision in read if decision.decision_date]
        stated = find_list_period(header.title, file_name, period, days, read_document_years(read))
        decisions.extend(keep_back_outliers(read))
        periods.extend([stated] * len(read))
    return CaseExtraction(judge_decisions(decisions, periods), tuple(refusals))


def _name_missing_columns(table: Table, header: CaseHeader) -> Iterator[Refusal]:
    """Tell once for a list which column it needs and has not: the header as printed, at its first cell."""
    missing = [field for field in NEEDED_FIELDS if field not in header.columns]
    if missing:
        printed = " | ".join(cell.text.strip() for cell in table.rows[header.bottom - 1] if cell.text.strip())
        yield Refusal(f"{table.locator}!{cell_name(header.top, 1)}", printed[:MAX_RAW], "header_unknown")


def settle_factors(header: CaseHeader, raws: Sequence[RawCase]) -> Mapping[str, Decimal | None]:
    """Settle the unit of each amount column: as its header or title states, else as the decisions' own texts show.

    The pinyin standard means 万元 where nothing speaks against it. A column without unit or witnesses has none.
    """
    return {
        field: factor or _infer_factor(field, raws) or (TEN_THOUSAND if header.is_pinyin else None)
        for field, factor in header.factors.items()
    }


def _infer_factor(field: str, raws: Sequence[RawCase]) -> Decimal | None:
    votes = {YUAN: 0, TEN_THOUSAND: 0}
    for raw in raws:
        said = find_content_amounts(raw.text("content") or "")
        total = said.confiscation if field == "confiscated" else said.fine
        if field == "fine_and_confiscated":
            total = (said.fine or Decimal(0)) + (said.confiscation or Decimal(0))
        number = read_amount_cell(raw.cells.get(field, BLANK)).number
        if not number or not total:
            continue
        for factor in votes:
            votes[factor] += number * factor == total
    if votes[YUAN] == votes[TEN_THOUSAND]:
        return None
    return max(votes, key=lambda factor: votes[factor])
