"""What the gate found of a quarter, as values and as a file of the home: the last report, and the last that passed.

The manifest of a publication carries what its quarters passed by, and who let them through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pipelines.validation.gate_overrides import Override
from pipelines.validation.gate_terms import Condition
from warehouse.errors import GateError
from warehouse.home import Home
from warehouse.whole_files import write_whole

Outcome = Literal["pass", "not_applicable", "warn", "overridden", "hold", "blocked"]
_ORDER: tuple[Outcome, ...] = ("pass", "not_applicable", "warn", "overridden", "hold", "blocked")
_STOPS = frozenset({"hold", "blocked"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one condition says: its value, the limit that it is held to, and who let it through.

    With ``is_share`` value and limits are parts of 1 (a file keeps them so; people read percents), without it counts.
    """

    condition: str
    outcome: Outcome
    zh: str
    en: str
    value: float | None = None
    side: str = ""
    warn: float | None = None
    hold: float | None = None
    detail: str = ""
    override: Override | None = None
    is_share: bool = False

    @classmethod
    def of(
        cls,
        condition: Condition,
        outcome: Outcome,
        *,
        value: float | None = None,
        detail: str = "",
        override: Override | None = None,
    ) -> Verdict:
        """The verdict of a condition, with its words and limits."""
        side = condition.side if condition.kind == "measure" else ""
        words = (condition.name, outcome, condition.zh, condition.en)
        is_share = condition.kind == "measure" and condition.is_share
        return cls(*words, value, side, condition.warn, condition.hold, detail, override, is_share)

    def in_words(self) -> str:
        """One line in English; the command line tells it in Chinese by ``errors.zh.yaml``."""
        if self.detail:
            return f"{self.condition}: {self.detail}"
        limit = "" if self.hold is None else f" (limit: not {self.side} {self._told(self.hold)})"
        return f"{self.condition} {'—' if self.value is None else self._told(self.value)}{limit}: {self.en}"

    def _told(self, value: float) -> str:
        return f"{value * 100:.4g}%" if self.is_share else f"{value:.4g}"


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the gate found of a quarter; ``anomalies`` and ``kept_back`` are there for a person to look at."""

    quarter: str
    at: str
    verdicts: tuple[Verdict, ...]
    anomalies: tuple[Mapping[str, Any], ...] = ()
    kept_back: Mapping[str, int] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """The gravest of all verdicts."""
        return max((v.outcome for v in self.verdicts), key=_ORDER.index, default="pass")

    @property
    def is_passed(self) -> bool:
        """Whether the quarter may stand."""
        return self.outcome not in _STOPS

    def refuse(self) -> None:
        """Say why the quarter may not stand, where it may not.

        Raises:
            GateError: naming the conditions and what to do.
        """
        if self.is_passed:
            return
        stopping = [v for v in self.verdicts if v.outcome in _STOPS]
        told = "; ".join(v.in_words() for v in stopping)
        only_held = all(v.outcome == "hold" for v in stopping)
        command = f"redline gate --quarter {self.quarter}"
        let = f", or let it through: {command} --override {stopping[0].condition} --who NAME --why TEXT"
        raise GateError(
            f"held by the gate, what stood of the quarter before still stands: {told}"
            if self.outcome == "hold"
            else f"blocked by the gate, what stood of the quarter before still stands: {told}",
            next_step=f"see {command}{let if only_held else '; please report it'}",
        )

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return _plain({**asdict(self), "outcome": self.outcome})  # type: ignore[no-any-return]


def write_report(home: Home, report: GateReport) -> None:
    """Keep a report as the quarter's last, and as the last that passed where it did."""
    folder = home.root / "gate"
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps(report.as_dict(), ensure_ascii=False, indent=1).encode()
    write_whole(folder / f"{report.quarter}.json", data)
    if report.is_passed:
        write_whole(folder / f"{report.quarter}.passed.json", data)


def read_report(home: Home, quarter: str, *, passed: bool = False) -> dict[str, Any] | None:
    """A quarter's last report, or the last that passed, as plain values; None where there is none.

    Raises:
        GateError: where it is damaged.
    """
    path = home.root / "gate" / f"{quarter}{'.passed' if passed else ''}.json"
    if not path.is_file():
        return None
    try:
        content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise GateError(
            "the gate's report is damaged", where=str(path), next_step=f"redline load --quarter {quarter}"
        ) from error
    return content


def reported_quarters(home: Home) -> tuple[str, ...]:
    """The quarters that the gate has looked at, oldest first."""
    return tuple(sorted(path.stem for path in (home.root / "gate").glob("????Q?.json")))


def gate_notes(home: Home, quarters: Iterable[str]) -> dict[str, Any]:
    """What a manifest says of the gate: outcome, conditions that did not simply pass, and overrides, by quarter."""
    told: dict[str, Any] = {}
    for quarter in sorted(quarters):
        if report := read_report(home, quarter, passed=True):
            remarks = [_brief(v) for v in report["verdicts"] if v["outcome"] not in ("pass", "not_applicable")]
            told[quarter] = {"outcome": report["outcome"], "at": report["at"], "conditions": remarks}
    return {"gate": told}


def held_quarters(home: Home) -> dict[str, list[str]]:
    """The quarters whose last load did not pass, with the conditions that kept each out."""
    reports = {q: read_report(home, q) or {} for q in reported_quarters(home)}
    return {
        quarter: [v["condition"] for v in report["verdicts"] if v["outcome"] in _STOPS]
        for quarter, report in reports.items()
        if report.get("outcome") in _STOPS
    }


def _brief(verdict: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("condition", "outcome", "zh", "en", "value", "warn", "hold", "override", "is_share")
    return {name: verdict[name] for name in kept}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
