"""What the sample province is made of: submissions, what a careful reader finds in them, and planted mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

MistakeKind = Literal[
    "late_revision",
    "yuan_under_wan",
    "unreported",
    "duplicate_file",
    "rate_over_one",
    "lost_digit",
    "impossible_share",
    "credit_code_wrong",
    "duplicate_case",
    "case_date_invalid",
    "case_amount_in_other_unit",
    "case_correction",
]


@dataclass(frozen=True, slots=True)
class SampleFact:
    """A figure that a submission prints and that is true: value in the canonical unit (count, person, yuan, ratio)."""

    indicator: str
    value: Decimal
    place: str
    sector: str | None
    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class SampleMistake:
    """A mistake planted in a submission, as real offices make them.

    ``path`` is the submission's path below the sample's folder (for an unreported quarter: where it would stand).
    """

    kind: MistakeKind
    path: str
    detail: str


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """One submission: its path below the sample's folder, its bytes and the true figures that it prints.

    ``fine_yuan`` is, for a penalty list, the sum of the fines of the decisions that stand.
    """

    path: str
    content: bytes
    facts: tuple[SampleFact, ...] = ()
    mistakes: tuple[SampleMistake, ...] = ()
    fine_yuan: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SampleReport:
    """What was written: the folder, the submissions' paths in order, and the planted mistakes."""

    directory: Path
    files: tuple[str, ...]
    mistakes: tuple[SampleMistake, ...]
    facts: dict[str, tuple[SampleFact, ...]] = field(repr=False, default_factory=dict)
    case_fines: dict[str, Decimal] = field(repr=False, default_factory=dict)
