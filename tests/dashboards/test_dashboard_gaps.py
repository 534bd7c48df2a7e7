"""The reconciliation page: what explains a gap stands beside it, each side with its file."""

from __future__ import annotations

import html as markup
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.warehouse.gap_rows import publish_gaps
from warehouse.home import Home

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("gaps"))
    publish_gaps(home)
    return home


def page(app: AppTest) -> str:
    assert list(app.exception) == []
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def rows_of(app: AppTest) -> list[str]:
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", page(app), flags=re.DOTALL)
    return [" ".join(markup.unescape(re.sub(r"<[^>]*>", " ", row)).split()) for row in found]


def test_an_own_correction_that_does_not_stand_comes_first_with_both_files(visit: Visit, gaps: Home) -> None:
    first = rows_of(visit("reconciliation", at=gaps, quarter="2024Q1"))[1]
    assert first.startswith("1 澄阳县 排查隐患数")
    assert "summary.txt S!B2" in first
    assert "corrected.txt" in first
    assert "本单位更正 对照的数是本单位的更正，日期不明，未被采用" in first


def test_a_list_that_lacks_held_decisions_says_so_and_leads_to_them(visit: Visit, gaps: Home) -> None:
    app = visit("reconciliation", at=gaps, quarter="2024Q1")
    (row,) = [row for row in rows_of(app) if "处罚清单" in row and "行政处罚次数" in row]
    assert "隔离 加上隔离中的 1 个决定（5 万元）即相符" in row
    assert "list.txt" in row
    asked = {"decisions": "990101", "first_day": "2024-01-01", "last_day": "2024-03-31"}
    listed = [row for row in rows_of(visit("reconciliation", at=gaps, quarter="2024Q1", **asked)) if "list.txt" in row]
    assert [("隔离" in row) for row in listed] == [True, False]


def test_the_page_says_the_same_in_english(visit: Visit, gaps: Home) -> None:
    told = page(visit("reconciliation", at=gaps, quarter="2024Q1", lang="en"))
    assert "of no known day, that does not stand" in told
    assert "agrees once the decisions in quarantine are counted: 1" in told
