"""What was understood, as the rows that the warehouse stages: submissions, observations and penalty cases.

Ids are hashes of content and locator, so the same file gives the same rows in whatever order files arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from pipelines.corrections.ledger import Decision
from pipelines.extraction.cases.authority import find_division
from pipelines.extraction.extract import EXTRACTOR_VERSION
from pipelines.extraction.model import DocumentContext, Extraction, Observation, PenaltyCase
from pipelines.extraction.void_statement import is_withdrawal_notice
from pipelines.intake import CHINA_TIME
from pipelines.understanding import Understood
from warehouse.archive import Submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.difference.why import ENDED
from warehouse.receipt.wording import asks_nothing
from warehouse.submissions import FOR_QUARTER, SENT_AGAIN

Row = dict[str, Any]

_NO_CONTEXT = DocumentContext()


WITHDRAWN = "withdrawn"
"""The outcome of a file that the ledger withdraws whole."""
NOTICE = "it seems to take back another file: decide with `redline withdraw`"
"""The remark on a file whose title calls another void; which one is meant a person decides."""


def submission_row(submission: Submission, understood: Understood, withdrawal: Decision | None = None) -> Row:
    """The row of ``raw.submission``: what came, from whom, and what became of it.

    Of a file that is withdrawn nothing is taken up: its counts are zero, and the detail says who withdrew it and why;
    a note says who ended a withdrawal.
    """
    if withdrawal is not None and withdrawal.correction.status == "retired":
        row = submission_row(submission, understood)
        return {**row, "notes": [*row["notes"], f"{ENDED}{_decision_words(withdrawal)}"]}
    if withdrawal is not None:
        return _withdrawn_row(submission_row(submission, understood), withdrawal)
    extraction = understood.extraction
    context = extraction.context if extraction else _NO_CONTEXT
    return {
        "submission_id": submission.sha256,
        "file_name": submission.name,
        "size_bytes": submission.size_bytes,
        "format": understood.format,
        "encoding": understood.encoding,
        "quarter": submission.quarter,
        "quarter_basis": submission.quarter_basis,
        "office_name": context.place,
        "division_code": context.division_code,
        "published_on": context.published_on,
        "is_correction": context.is_correction,
        "title": context.title or None,
        "outcome": understood.outcome,
        "outcome_reason": None if understood.outcome == "read" else understood.outcome,
        "outcome_detail": understood.detail,
        "observations_count": len(extraction.observations) if extraction else 0,
        "cases_count": understood.case_count,
        "refusals_count": _count_refused(extraction) if extraction else 0,
        "submitted_at": submission.submitted_at.astimezone(UTC).replace(tzinfo=None),
        "notes": [*understood.notes, *_other_names(submission), *_notice(context)],
    }


def _withdrawn_row(row: Row, withdrawal: Decision) -> Row:
    read = f"read as {row['outcome']}: {row['observations_count']} figures, {row['cases_count']} decisions"
    return {
        **row,
        "outcome": WITHDRAWN,
        "outcome_reason": WITHDRAWN,
        "outcome_detail": _decision_words(withdrawal),
        **dict.fromkeys(("observations_count", "cases_count", "refusals_count"), 0),
        "notes": [*row["notes"], read],
    }


def _decision_words(decision: Decision) -> str:
    """Who decided, on which day of the offices' own time and why, and by which entry."""
    entry, day = decision.correction, decision.recorded_at.astimezone(CHINA_TIME).date()
    return f"{entry.who} {day}: {entry.reason} [{entry.id}]"


def _count_refused(extraction: Extraction) -> int:
    """How many places were not understood.

    Totals, notes and the like, of which nothing is asked, are none of them; nor is a statistic that nobody collects.
    """
    catalogue = load_catalogue()
    return sum(not asks_nothing(refusal.reason, catalogue) for refusal in extraction.refusals)


def observation_rows(submission: Submission, understood: Understood) -> list[Row]:
    """The rows of ``core.observation``, one a figure; the same statement twice at one place is one row."""
    if understood.extraction is None:
        return []
    rows: dict[str, Row] = {}
    for observation in understood.extraction.observations:
        row = _observation_row(observation, submission)
        known = rows.get(row["observation_id"])
        if known is None or (known["status"] == "accepted" and row["status"] == "review"):
            rows[row["observation_id"]] = row
    return list(rows.values())


def case_rows(submission: Submission, understood: Understood) -> list[Row]:
    """The rows of ``core.penalty_case``, one a row of a penalty list; those of large lists see ``staged_cases``."""
    if understood.extraction is None:
        return []
    context = understood.extraction.context
    return [_case_row(case, submission, context) for case in understood.extraction.cases]


def refusal_texts(understood: Iterable[Understood]) -> Mapping[str, int]:
    """How often each reason for a refusal occurs."""
    counts: dict[str, int] = {}
    for one in understood:
        for refusal in one.extraction.refusals if one.extraction else ():
            counts[refusal.reason] = counts.get(refusal.reason, 0) + 1
    return counts


def _observation_row(observation: Observation, submission: Submission) -> Row:
    period = observation.period
    return {
        "observation_id": observation.identify(submission.sha256),
        "submission_id": submission.sha256,
        "quarter": submission.quarter,
        "indicator_code": observation.indicator,
        "value": observation.value,
        "unit": observation.unit,
        "qualifier": observation.qualifier,
        "raw": observation.raw,
        "locator": observation.locator,
        "also_at": list(observation.also_at),
        "method": observation.method,
        "rule": observation.rule,
        "place": observation.place,
        "division_code": observation.division_code,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_kind": period.kind if period else None,
        "period_basis": observation.period_basis,
        "sector_code": observation.sector_code,
        "sector_text": observation.sector_text,
        "severity": observation.severity,
        "scope": observation.scope,
        "role": observation.role,
        "value_state": observation.value_state,
        "counting_basis": observation.counting_basis,
        "is_subtotal": observation.is_subtotal,
        "context": observation.context,
        "status": observation.status,
        "reason": observation.reason,
        "extractor_version": EXTRACTOR_VERSION,
    }


def _case_row(case: PenaltyCase, submission: Submission, context: DocumentContext) -> Row:
    return {
        "case_id": case.identify(submission.sha256),
        "submission_id": submission.sha256,
        "quarter": submission.quarter,
        "row_number": case.row,
        "locator": case.locator,
        "document_no": case.document_no,
        "party": case.party,
        "party_class": case.party_class,
        "credit_code": case.credit_code,
        "authority": case.authority,
        "division_code": find_division(case.authority, context.division_code),
        "decision_date": case.decision_date,
        "publish_date": case.publish_date,
        "kinds": list(case.kinds),
        "fine_yuan": case.fine_yuan,
        "confiscated_yuan": case.confiscated_yuan,
        "violation": case.violation,
        "content": case.content,
        "note": case.note,
        "status": case.status,
        "reasons": list(case.reasons),
        "flags": list(case.flags),
    }


def _other_names(submission: Submission) -> tuple[str, ...]:
    """A remark for each other name or quarter that the same bytes were sent under."""
    return tuple(f"{SENT_AGAIN}{name}{FOR_QUARTER * bool(q)}{q or ''}" for name, q in submission.sent_again)


def _notice(context: DocumentContext) -> tuple[str, ...]:
    """A remark where the title takes another file back."""
    return (NOTICE,) if is_withdrawal_notice(context.title or "") else ()
