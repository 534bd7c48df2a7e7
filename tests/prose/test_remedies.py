"""What is done about hazards shares their sector; the register of an office is told from what was done to some of it."""

from __future__ import annotations

import pytest

from tests.prose.conftest import Read

Rows = tuple[tuple[str, int, str | None, str | None], ...]

FIRE, ROAD = "fire_safety", "road_transport"

SECTORS: tuple[tuple[str, Rows], ...] = (
    ("排查火灾隐患63处,整改65处。", (("hazard.found", 63, FIRE, None), ("hazard.rectified", 65, FIRE, None))),
    (
        "火灾隐患12处,整改10处;道路交通隐患30处,整改28处。",
        (("hazard.found", 12, FIRE, None), ("hazard.rectified", 10, FIRE, None), ("hazard.found", 30, ROAD, None), ("hazard.rectified", 28, ROAD, None)),
    ),
    (
        "火灾隐患12处,整改10处,道路交通隐患30处,整改28处。",
        (("hazard.found", 12, FIRE, None), ("hazard.rectified", 10, FIRE, None), ("hazard.found", 30, ROAD, None), ("hazard.rectified", 28, ROAD, None)),
    ),
    (
        "排查火灾隐患63处,其中重大隐患3处,已整改60处。",
        (("hazard.found", 63, FIRE, None), ("hazard.major_found", 3, FIRE, None), ("hazard.rectified", 60, FIRE, None)),
    ),
    (
        "排查火灾隐患63处,立行立改40处,限期整改23处,未整改3处。",
        (("hazard.found", 63, FIRE, None), ("hazard.immediate", 40, FIRE, None), ("hazard.deadline", 23, FIRE, None), ("hazard.pending", 3, FIRE, None)),
    ),
    (
        "排查隐患40处,整改38处,其中火灾隐患12处,整改10处。",
        (("hazard.found", 40, None, None), ("hazard.rectified", 38, None, None), ("hazard.found", 12, FIRE, None), ("hazard.rectified", 10, FIRE, None)),
    ),
    (
        "排查隐患90处,其中火灾隐患63处,整改80处。",
        (("hazard.found", 90, None, None), ("hazard.found", 63, FIRE, None), ("hazard.rectified", 80, None, None)),
    ),
    (
        "排查隐患90处,其中火灾隐患63处,整改60处。",
        (("hazard.found", 90, None, None), ("hazard.found", 63, FIRE, None), ("hazard.rectified", 60, None, "two_readings")),
    ),
    (
        "排查火灾隐患12处、道路交通隐患30处,整改40处。",
        (("hazard.found", 12, FIRE, None), ("hazard.found", 30, ROAD, None), ("hazard.rectified", 40, None, None)),
    ),
    ("排查火灾隐患63处,全县整改各类隐患90处。", (("hazard.found", 63, FIRE, None), ("hazard.rectified", 90, None, None))),
)  # fmt: skip

REGISTERS: tuple[tuple[str, Rows], ...] = (
    ("监管企业320家,检查企业330家。", (("inspection.units_supervised", 320, None, None), ("inspection.units", 330, None, None))),
    ("全县监管单位320家。", (("inspection.units_supervised", 320, None, None),)),
    ("辖区现有监管企业320家。", (("inspection.units_supervised", 320, None, None),)),
    ("检查监管企业12家。", (("inspection.units_supervised", 12, None, "two_readings"),)),
    ("对监管企业320家开展检查。", (("inspection.units_supervised", 320, None, "two_readings"),)),
    ("已划分监管责任320家。", (("coverage.units", 320, None, None),)),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*SECTORS, *REGISTERS], ids=[r[0] for r in (*SECTORS, *REGISTERS)])
def test_figure_has_the_sector_and_the_statistic_that_its_words_give(read: Read, text: str, expected: Rows) -> None:
    found = [(o.indicator, int(o.value), o.sector_code, o.reason) for o in read(text).observations]
    assert sorted(found, key=str) == sorted(expected, key=str)
