"""What a text of the first quarter states: the accepted figures, and those in review for one reason."""

from __future__ import annotations

from decimal import Decimal

from tests.prose.conftest import Read

REPORT = "澄阳县2024年第一季度安全生产执法情况"
LETTER = "关于更正2024年第一季度执法数据的说明"
FINE, CHECKS, STOPS, CASES = "penalty.fine_amount", "inspection.count", "penalty.suspension", "penalty.count"
UNITS, CLOSED, FOUND, MENDED = "penalty.units", "penalty.closure", "hazard.found", "hazard.rectified"
FILED, ENDED = "penalty.case_filed", "penalty.case_closed"
ACCIDENTS, DEATHS, INJURIES = "accident.count", "accident.deaths", "accident.injuries"
Stated = set[tuple[str, Decimal]]


def told(read: Read, title: str, body: str, reason: str = "void_statement") -> tuple[Stated, Stated]:
    """What is accepted, and what is in review for a reason, of a text of the first quarter."""
    found = read(f"{title}\n澄阳县2024年第一季度{body}。").observations
    accepted = {(o.indicator, o.value.normalize()) for o in found if o.status == "accepted"}
    return accepted, {(o.indicator, o.value.normalize()) for o in found if o.reason == reason}


def of(*stated: tuple[str, str]) -> Stated:
    """Figures by indicator and value."""
    return {(code, Decimal(value).normalize()) for code, value in stated}
