"""A further report that corrects nothing: by its later day it replaces what it says again, and adds what is new."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.intake import submit_paths
from pipelines.load import load
from tests.orchestration.reports import CHENGYANG_2024Q1, NOW, write_reports
from tests.orchestration.test_load import ask, facts
from warehouse.home import Home

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]

FURTHER = """澄阳县2024年第一季度安全生产执法情况{kind}
发布时间:{day}
2024年第一季度,澄阳县应急管理局罚款43.5万元,组织应急演练6场。
"""
FILED = {
    ("990101", "inspection.count", 120.0, "2024-03-31"),
    ("990101", "penalty.suspension", 3.0, "2024-03-31"),
}
ADDED = ("990101", "drill.count", 6.0, "2024-03-31")
MARKED = "select file_name, is_correction from raw.submission where superseded_at is null order by all"


@pytest.mark.parametrize(("kind", "order"), [("补报", ("a", "s")), ("补充报告", ("s", "a"))])
def test_of_an_equal_key_the_later_day_stands_and_other_keys_are_added(
    tmp_path: Path, kind: str, order: tuple[str, str]
) -> None:
    texts = {"a": CHENGYANG_2024Q1, "s": FURTHER.format(kind=kind, day="2024-04-25")}
    home = Home(tmp_path / "home")
    for hour, name in enumerate(order):
        submit_paths(home, write_reports(tmp_path / "in", **{name: texts[name]}))
        assert load(home, now=NOW + timedelta(hours=hour)).problems == []
    assert ask(home, MARKED) == [("a.txt", False), ("s.txt", False)]
    assert set(facts(home)) == {*FILED, ADDED, ("990101", "penalty.fine_amount", 435000.0, "2024-03-31")}


def test_an_earlier_day_replaces_nothing_and_still_adds(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    further = FURTHER.format(kind="补报", day="2024-04-02")
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, s=further))
    assert load(home, now=NOW).problems == []
    assert set(facts(home)) == {*FILED, ADDED, ("990101", "penalty.fine_amount", 411000.0, "2024-03-31")}
