"""An office's own correction among other statements: every pair and every three of them, in any order, twice."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest

from tests.warehouse.staged_rows import NOON, Row, Staged, ask, observation, submission
from warehouse.home import Home

OFFICE, OTHER = {"division_code": "990101"}, {"division_code": "990100"}
EARLY, LATE = {"published_on": date(2024, 4, 8)}, {"published_on": date(2024, 4, 20)}
CORRECTS = {"is_correction": True}
STATEMENTS: dict[str, tuple[str, Row]] = {
    "form": ("table", {**OFFICE}),
    "form early": ("table", {**OFFICE, **EARLY}),
    "form late": ("table", {**OFFICE, **LATE}),
    "corrected form early": ("table", {**OFFICE, **EARLY, **CORRECTS}),
    "summary": ("table", {**OTHER}),
    "summary early": ("table", {**OTHER, **EARLY}),
    "summary late": ("table", {**OTHER, **LATE}),
    "prose late": ("prose", {**OFFICE, **LATE}),
    "correction": ("prose", {**OFFICE, **CORRECTS}),
    "correction early": ("prose", {**OFFICE, **CORRECTS, **EARLY}),
    "correction late": ("prose", {**OFFICE, **CORRECTS, **LATE}),
}
CORRECTIONS = {"correction", "correction early", "correction late"}
GROUPS = [group for size in (2, 3) for group in combinations(STATEMENTS, size)]
STANDING = (
    "select o.sector_text, s.file_name from core.current_fact as f inner join core.observation as o"
    " on f.observation_id = o.observation_id and o.superseded_at is null inner join raw.submission as s"
    " on o.submission_id = s.submission_id and s.superseded_at is null"
)


def staged(reverse: bool = False) -> Staged:
    """Each group speaks of a sector of its own, so that all of them are one load."""
    state = Staged([submission(name, file_name=name, **changes) for name, (_, changes) in STATEMENTS.items()])
    for number, group in enumerate(GROUPS):
        for name in group:
            sector: dict[str, Any] = {"sector_code": "other", "sector_text": " + ".join(group)}
            value = 100 + list(STATEMENTS).index(name)
            row = observation(name, number, value=value, method=STATEMENTS[name][0], **sector)
            state.observations.append(row)
    if reverse:
        state.submissions.reverse()
        state.observations.reverse()
    return state


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = Home(tmp_path_factory.mktemp("statements"))
    staged().load(home)
    return dict(ask(home, STANDING))


def beats(standing: dict[str, str], one: str, other: str) -> bool:
    pair = one, other
    return standing.get(" + ".join(sorted(pair, key=list(STATEMENTS).index))) == one


@pytest.mark.parametrize("group", [g for g in GROUPS if len(g) == 3 and CORRECTIONS & set(g)], ids=" + ".join)
def test_what_stands_before_each_of_two_stands_before_both(standing: dict[str, str], group: tuple[str, ...]) -> None:
    best = [one for one in group if all(beats(standing, one, other) for other in group if other != one)]
    if best:
        assert standing[" + ".join(group)] == best[0]


@pytest.mark.parametrize("correction", sorted(CORRECTIONS))
def test_no_form_that_its_office_corrected_stands_whatever_the_third_says(
    standing: dict[str, str], correction: str
) -> None:
    for form in ("form", "form early"):
        assert beats(standing, correction, form)
        groups = [" + ".join(group) for group in GROUPS if {correction, form} <= set(group)]
        assert form not in {standing.get(group) for group in groups}


def test_where_three_cannot_be_ordered_by_pairs_the_corrected_form_is_out(standing: dict[str, str]) -> None:
    assert beats(standing, "form", "summary late")
    assert beats(standing, "summary late", "correction early")
    assert beats(standing, "correction early", "form")
    assert standing["form + summary late + correction early"] == "summary late"


def test_the_order_of_rows_changes_nothing_and_a_second_load_writes_nothing(
    home: Home, standing: dict[str, str]
) -> None:
    staged(reverse=True).load(home)
    assert dict(ask(home, STANDING)) == standing
    assert not staged().load(home, at=NOON).changed
