"""The division of a decision is that of the authority that took it, else of the office that sends the list."""

from __future__ import annotations

import pytest

from pipelines.extraction.cases.authority import find_division


@pytest.mark.parametrize(
    ("authority", "office", "found"),
    [
        ("澄阳县应急管理局", None, "990101"),
        ("澄阳县应急管理局", "990100", "990101"),
        ("示例省澄川市澄阳县应急管理局", None, "990101"),
        ("澄川市应急管理局", "990101", "990100"),
        ("县应急管理局", "990101", "990101"),
        ("应急管理局", None, None),
        (None, "990101", "990101"),
        (None, None, None),
    ],
)
def test_an_authority_s_name_tells_its_division(authority: str | None, office: str | None, found: str | None) -> None:
    assert find_division(authority, office) == found


def test_a_name_that_several_divisions_bear_is_told_apart_by_the_office() -> None:
    assert find_division("鼓楼区应急管理局", None) is None
    assert find_division("鼓楼区应急管理局", "320100") == "320106"
