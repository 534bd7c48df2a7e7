"""What extraction yields: observations, penalty cases, and what it knows of the document they stand in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from pipelines.extraction.templates.model import TableShape

Unit = Literal["count", "person", "yuan", "ratio"]
Qualifier = Literal["exact", "approx", "over", "at_least", "at_most"]
Role = Literal["observed", "target", "quota", "legal_range", "plan", "prior_year", "base_year"]
PeriodKind = Literal["month", "quarter", "half", "year", "ytd", "campaign", "multi_year", "day", "instant"]
PeriodBasis = Literal["printed", "derived", "submission"]
Status = Literal["accepted", "review"]
ValueState = Literal["number", "zero_by_mark", "zero_in_words"]
Method = Literal["prose", "table", "tree"]


@dataclass(frozen=True, slots=True)
class Period:
    """A printed period: a flow has start and end; a stock, as at a day, has no start; an open one no end."""

    start: date | None
    end: date | None
    kind: PeriodKind


@dataclass(frozen=True, slots=True)
class Observation:
    """One reported number with its meaning and its place in the submission.

    Units: ``value`` is in the canonical unit (count, person, yuan, ratio as 0..1). ``raw`` is the phrase or cell as
    printed, damage and all. ``locator``: ``chars 120-135`` of the raw text, ``para 3 chars 5-12``, ``Sheet1!C7``,
    ``csv!C7``, ``table1!C7``, ``$.a[0].b``. ``place`` is as the document names it with its kind (翼城县);
    ``division_code`` None where it is not resolved. ``sector_code`` None means all sectors.
    ``context`` is the sentence, or the header path of the cell, in which the figure stands.
    ``rule`` names the rule that took it. A status of review always has a ``reason`` (a code of the catalogue).
    ``also_at`` are further locators of the same statistic (headline, lead and body).
    """

    indicator: str
    value: Decimal
    unit: Unit
    raw: str
    locator: str
    method: Method
    rule: str
    qualifier: Qualifier = "exact"
    place: str | None = None
    division_code: str | None = None
    period: Period | None = None
    period_basis: PeriodBasis = "printed"
    sector_code: str | None = None
    sector_text: str | None = None
    severity: str | None = None
    scope: str | None = None
    role: Role = "observed"
    value_state: ValueState = "number"
    counting_basis: Literal["heaviest_class", "every_class", "unknown"] = "unknown"
    is_subtotal: bool = False
    context: str = ""
    status: Status = "accepted"
    reason: str | None = None
    also_at: tuple[str, ...] = ()

    def identify(self, sha256: str) -> str:
        """The observation's id: a hash of the submission, the locator and what was read there."""
        period = (self.period.start, self.period.end) if self.period else None
        parts = (
            sha256,
            self.locator,
            self.indicator,
            self.value.normalize(),
            self.place,
            period,
            self.sector_code,
            self.severity,
            self.scope,
            self.role,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


CaseStatus = Literal["accepted", "superseded", "quarantined"]


@dataclass(frozen=True, slots=True)
class PenaltyCase:
    """One row of a penalty list (双公示): one decision on one party. Money in yuan, exact."""

    row: int
    locator: str
    document_no: str | None
    party: str | None
    party_class: str | None
    credit_code: str | None
    authority: str | None
    decision_date: date | None
    kinds: tuple[str, ...]
    fine_yuan: Decimal | None
    confiscated_yuan: Decimal | None
    violation: str | None
    content: str | None
    note: str | None
    status: CaseStatus
    reasons: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    publish_date: date | None = None

    def identify(self, sha256: str) -> str:
        """The case's id: a hash of the submission and the row's locator."""
        return hashlib.sha256(repr((sha256, self.locator, self.document_no, self.party)).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class DocumentContext:
    """What a document says of itself: who reports, for when, published when, and whether it corrects another.

    ``sector`` is the one sector (code, words) that the title of its tables is about.
    """

    title: str = ""
    place: str | None = None
    division_code: str | None = None
    published_on: date | None = None
    period: Period | None = None
    is_correction: bool = False
    sector: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A place in a submission that looks like a figure or a header but was not understood: told, never dropped."""

    locator: str
    raw: str
    reason: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was understood of one reading; ``shapes`` are its statistical tables as templates see them."""

    context: DocumentContext
    observations: tuple[Observation, ...] = ()
    cases: tuple[PenaltyCase, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    shapes: tuple[TableShape, ...] = ()
