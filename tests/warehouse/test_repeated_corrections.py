"""An office that corrects itself more than once, roundly, or in two figures of one letter: which figure stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, digest, observation, submission
from warehouse.home import Home

Statement = tuple[str, str, str, int | None, Row]
"""(name, kind, raw, day of April, changes): a form or a correction of the office, or another office's form."""
OFFICE, OTHER = "990101", "990100"
YUAN: dict[str, Any] = {"unit": "yuan", "indicator_code": "penalty.fine_amount"}
KINDS = {"form": ("table", OFFICE, False), "correction": ("prose", OFFICE, True), "summary": ("table", OTHER, False)}


def said(kind: str, value: int, day: int | None = None, name: str = "", **changes: Any) -> Statement:
    return name or f"{kind} {value} {day}", kind, str(value), day, {"value": value, **changes}


CASES: dict[str, tuple[list[Statement], str | None]] = {
    "back to the form": (
        [said("form", 411, 8), said("correction", 382, 15), said("correction", 411, 20)],
        "form 411 8",
    ),
    "back to an undated form": (
        [said("form", 411), said("correction", 382, 15), said("correction", 411, 20)],
        "form 411 None",
    ),
    "twice": ([said("form", 411, 8), said("correction", 382, 15), said("correction", 390, 20)], "correction 390 20"),
    "twice on one day": ([said("form", 411, 8), said("correction", 382, 15), said("correction", 390, 15)], None),
    "twice on one day, once as the form": (
        [said("form", 411, 8), said("correction", 382, 15), said("correction", 411, 15)],
        None,
    ),
    "once undated, once as the form": (
        [said("form", 411, 8), said("correction", 382), said("correction", 411, 20)],
        None,
    ),
    "twice on one day, and a later summary": (
        [said("form", 411, 8), said("correction", 382, 15), said("correction", 390, 15), said("summary", 390, 20)],
        "summary 390 20",
    ),
    "twice without a form": ([said("correction", 382, 15), said("correction", 390, 20)], "correction 390 20"),
    "a newer one ends the slip of an earlier one": (
        [
            said("form", 4110000, 8, **YUAN),
            said("correction", 411, 15, **YUAN),
            said("correction", 4110000, 20, **YUAN),
        ],
        "form 4110000 8",
    ),
    "a rounded count is no correction": (
        [said("form", 12034, 8), said("correction", 12000, 15, raw="检查企业1.2万家次")],
        "form 12034 8",
    ),
    "beyond its rounding it is one": (
        [said("form", 13100, 8), said("correction", 12000, 15, raw="检查企业1.2万家次")],
        "correction 12000 15",
    ),
    "about, within a tenth": (
        [said("form", 12034, 8), said("correction", 12500, 15, raw="约12500", qualifier="approx")],
        "form 12034 8",
    ),
    "about, beyond a tenth": (
        [said("form", 12034, 8), said("correction", 14000, 15, raw="约14000", qualifier="approx")],
        "correction 14000 15",
    ),
    "one letter, rounded and exact": (
        [
            said("form", 500000, 8, **YUAN),
            said("correction", 411000, 15, "letter", **YUAN, raw="41.1万元"),
            said("correction", 411230, 15, "letter", **YUAN, raw="411230元"),
        ],
        "letter",
    ),
    "one letter, two things": (
        [
            said("form", 500000, 8, **YUAN),
            said("correction", 411000, 15, "letter", **YUAN, raw="41.1万元"),
            said("correction", 412230, 15, "letter", **YUAN, raw="412230元"),
        ],
        "form 500000 8",
    ),
    "one letter whose rounded figure the form rounds to": (
        [
            said("form", 410900, 8, **YUAN),
            said("correction", 411000, 15, "letter", **YUAN, raw="41.1万元"),
            said("correction", 411230, 15, "letter", **YUAN, raw="411230元"),
        ],
        "letter",
    ),
}
STANDING = (
    "select o.sector_text, s.file_name, f.value from core.current_fact as f inner join core.observation as o"
    " on f.observation_id = o.observation_id and o.superseded_at is null inner join raw.submission as s"
    " on o.submission_id = s.submission_id and s.superseded_at is null"
)


def staged(reverse: bool = False) -> Staged:
    """Each case speaks of a sector of its own, so that all of them are one load."""
    state = Staged()
    files: dict[str, Row] = {}
    for sector, (statements, _) in CASES.items():
        for number, (name, kind, raw, day, changes) in enumerate(statements):
            method, office, is_correction = KINDS[kind]
            mark = f"{sector}/{name}"
            files[mark] = submission(
                mark,
                file_name=name,
                division_code=office,
                is_correction=is_correction,
                published_on=None if day is None else date(2024, 4, day),
            )
            own = {"raw": raw, "method": method, "sector_code": "other", "sector_text": sector, **changes}
            state.observations.append(observation(mark, number, **own))
    state.submissions = list(files.values())
    if reverse:
        state.submissions.reverse()
        state.observations.reverse()
    return state


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, int]]:
    home = Home(tmp_path_factory.mktemp("corrections"))
    staged().load(home)
    return {sector: (name, int(value)) for sector, name, value in ask(home, STANDING)}


@pytest.mark.parametrize("case", CASES)
def test_the_newest_correction_speaks_for_its_office(standing: dict[str, tuple[str, int]], case: str) -> None:
    assert standing.get(case, (None,))[0] == CASES[case][1]


def test_of_one_letter_the_exact_figure_stands(standing: dict[str, tuple[str, int]]) -> None:
    exact = {standing[case][1] for case in CASES if CASES[case][1] == "letter"}
    assert exact == {411230}


def test_neither_the_order_of_rows_nor_a_second_load_changes_anything(
    home: Home, standing: dict[str, tuple[str, int]]
) -> None:
    staged(reverse=True).load(home)
    assert {sector: (name, int(value)) for sector, name, value in ask(home, STANDING)} == standing
    assert not staged().load(home, at=NOON).changed


OPEN = "select stated_value, compared_value from marts.mart_reconciliation order by quarter, place"


def test_a_copy_of_the_form_that_its_office_corrected_is_told_first(home: Home) -> None:
    rows = [
        observation("form", 1, value=200, method="table"),
        observation("letter", 1, value=199),
        observation("copy", 1, value=200, method="table"),
        observation("form", 2, value=1, indicator_code="hazard.found", method="table"),
        observation("letter", 2, value=9, indicator_code="hazard.found", sector_code="coal_mine"),
        observation("copy", 2, value=9, indicator_code="hazard.found", method="table"),
    ]
    files = [
        submission("form", published_on=date(2024, 4, 8)),
        submission("letter", published_on=date(2024, 4, 15), is_correction=True),
        submission("copy", published_on=date(2024, 4, 20), division_code=OTHER),
    ]
    Staged(files, rows).load(home)
    assert [(int(a), int(b)) for a, b in ask(home, OPEN)] == [(200, 199), (9, 1)]


def test_a_correction_that_a_newer_one_took_back_is_not_told_first(home: Home) -> None:
    rows = [
        observation("form", 1, value=200, method="table"),
        observation("first", 1, value=199),
        observation("second", 1, value=200),
        observation("form", 2, value=1, indicator_code="hazard.found", method="table"),
        observation("other", 2, value=9, indicator_code="hazard.found", method="prose"),
    ]
    files = [
        submission("form", published_on=date(2024, 4, 8)),
        submission("first", published_on=date(2024, 4, 15), is_correction=True),
        submission("second", published_on=date(2024, 4, 20), is_correction=True),
        submission("other"),
    ]
    Staged(files, rows).load(home)
    assert [(int(a), int(b)) for a, b in ask(home, OPEN)] == [(1, 9), (200, 199)]
    assert digest("form 1")[:20] in {row[0] for row in ask(home, "select observation_id from core.current_fact")}
