"""How the figures of one place and indicator moved: every version of each, when it became known, and why it changed.

Rests on the current publication alone, whose rows keep every version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from warehouse.difference.compare import compare_times
from warehouse.difference.why import Why
from warehouse.home import Home
from warehouse.publication import open_publication

_INSTANT = timedelta(microseconds=1)
_TIMES = """
select distinct known
from (
    select unnest([recorded_at, superseded_at]) as known
    from core.every_fact
    where division_code = $division and indicator_code = $indicator
    union all
    select unnest([recorded_at, superseded_at]) as known
    from core.observation
    where division_code = $division and indicator_code = $indicator and correction is not null
)
where known is not null
order by known
"""
_TOLD = (
    "quarter", "period_start", "period_end", "period_kind", "sector_code", "sector_text", "severity", "scope", "basis",
    "is_subtotal", "unit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Revision:
    """One version: what it speaks of, since when it was known (UTC), its value (None: withdrawn) and why it came.

    A version may say the same as the one before: then its file, or a person's correction of it, is another.
    """

    subject: Mapping[str, Any]
    known_since: datetime
    value: Decimal | None
    qualifier: str | None
    observation_id: str | None
    why: Why

    def as_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **self.subject,
            "known_since": self.known_since,
            "value": self.value,
            "qualifier": self.qualifier,
            "observation_id": self.observation_id,
            "why": self.why.code,
            "why_zh": self.why.zh,
            "why_en": self.why.en,
            "detail": self.why.detail,
        }


def list_revisions(home: Home, division_code: str, indicator_code: str) -> tuple[Revision, ...]:
    """Every version of every figure of a division and indicator, by period and then by time.

    Args:
        home: whose current publication.
        division_code: code of the place.
        indicator_code: code of the indicator.

    Raises:
        WarehouseError: where nothing is published yet.
    """
    with open_publication(home) as connection:
        named = {"division": division_code, "indicator": indicator_code}
        times = [row[0].replace(tzinfo=UTC) for row in connection.execute(_TIMES, named).fetchall()]
    found = [revision for moment in times for revision in _changes_at(home, moment, division_code, indicator_code)]
    return tuple(sorted(found, key=lambda r: (_order(r.subject), r.known_since)))


def _changes_at(home: Home, moment: datetime, division_code: str, indicator_code: str) -> Iterator[Revision]:
    found = compare_times(home, moment - _INSTANT, moment, only=(division_code, indicator_code))
    for change in (*found.changes, *found.moved):
        row = change.row
        subject = {name: row[name] for name in _TOLD}
        yield Revision(subject, moment, row["new_value"], row["new_qualifier"], row["new_id"], change.why)


def _order(subject: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(subject[name] or "") for name in ("period_end", "period_start", *_TOLD[3:]))
