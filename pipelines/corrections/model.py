"""One entry of the corrections ledger, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

Action = Literal["set_value", "set_indicator", "withdraw", "accept"]
SubjectKind = Literal["observation", "case"]
TargetKind = Literal[SubjectKind, "submission"]
EntryStatus = Literal["active", "retired"]
ACTIONS: tuple[Action, ...] = ("set_value", "set_indicator", "withdraw", "accept")
STATUSES: tuple[EntryStatus, ...] = ("active", "retired")
CASE_FIELDS = ("fine_yuan", "confiscated_yuan", "decision_date", "document_no")
"""What of a penalty decision may be set."""
MONEY_FIELDS = ("fine_yuan", "confiscated_yuan")


@dataclass(frozen=True, slots=True)
class Correction:
    """A decision on one figure or one penalty decision of one submission, or on the submission whole.

    ``target_id`` is the observation's or case's id; ``locator`` and ``indicator`` find it again where another version
    of the extraction gave it another id. ``field`` is what ``value`` and ``expect`` speak of: ``value`` of an
    observation, one of ``CASE_FIELDS`` of a case. ``value`` is the new value or the new indicator's code, None for
    withdraw and accept. ``expect`` is what the file reads, None for an empty field. ``where`` is file and line. Of a
    submission the target is its own id, ``locator`` and ``field`` are empty, and ``withdraw`` is all that can be done.
    ``period`` (first and last day, 2024-01-01..2024-03-31) is what an accept says of a figure whose own is unknown.
    """

    id: str
    kind: TargetKind
    target_id: str
    submission_id: str
    locator: str
    indicator: str | None
    action: Action
    field: str
    value: str | None
    expect: str | None
    reason: str
    who: str
    status: EntryStatus
    where: str
    period: str | None = None

    def as_words(self) -> str:
        """The entry as it stands beside what it changed."""
        changed = f" (was {'empty' if self.expect is None else self.expect})" if self.value is not None else ""
        if self.action == "set_indicator":
            changed = f" (was {self.indicator})"
        if self.period is not None:
            changed = f" (period {self.period})"
        return f"[{self.id}] {self.action} by {self.who}: {self.reason}{changed}"


def withdraw_submission(sha256: str, entry_id: str, *, reason: str, who: str, where: str) -> Correction:
    """The active entry that withdraws a submission whole."""
    return Correction(
        id=entry_id,
        kind="submission",
        target_id=sha256,
        submission_id=sha256,
        locator="",
        indicator=None,
        action="withdraw",
        field="",
        value=None,
        expect=None,
        reason=reason,
        who=who,
        status="active",
        where=where,
    )


def parse_field(field: str, text: str) -> Decimal | date | str:
    """The value of a field from its text.

    Raises:
        ValueError: where it is none; the message says how it is written.
    """
    if field == "decision_date":
        return date.fromisoformat(text)
    if field == "document_no":
        return text
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no number; write digits, in the canonical unit") from error
    places = 2 if field in MONEY_FIELDS else 6
    if not number.is_finite() or abs(number) >= Decimal(10) ** 17 or number != round(number, places):
        raise ValueError(f"{text!r} is no number of at most 17 digits and {places} decimals")
    if field in MONEY_FIELDS and number < 0:
        raise ValueError(f"{text!r} is below zero")
    return number


def parse_span(text: str) -> tuple[date, date]:
    """First and last day of a period as an entry writes it.

    Raises:
        ValueError: where it is none; the message says how it is written.
    """
    first, _, last = text.partition("..")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError as error:
        raise ValueError(f"{text!r} is no period; write first and last day as 2024-01-01..2024-03-31") from error
    if start > end:
        raise ValueError(f"{text!r} ends before it begins")
    return start, end


def show_read(value: object) -> str:
    """A value that a file reads, as a person writes it into an entry."""
    if value is None:
        return "nothing"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def is_same(field: str, text: str | None, value: object) -> bool:
    """Whether an entry's text says the value that a row holds."""
    if text is None or value is None:
        return text is None and value is None
    try:
        return parse_field(field, text) == value
    except ValueError:
        return False
