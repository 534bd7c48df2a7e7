"""What an analyst asks of the pages: who corrected what, whose figure it is, what waits, and what cannot be compared."""

from __future__ import annotations

import html as markup
import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.charts.ranking import Rank, draw_bars
from dashboards.charts.timeline import Step, draw_timeline
from dashboards.context import View
from dashboards.filters import Filters
from dashboards.messages import load_messages
from dashboards.revisions import _equal
from dashboards.source import Source
from tests.warehouse.staged_rows import Staged, digest, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.measures import load_measures
from warehouse.errors import WarehouseError
from warehouse.held_quarters import read_held
from warehouse.home import Home
from warehouse.publication import publish

Visit = Callable[..., AppTest]
FIRST = datetime(2024, 5, 1, 1, tzinfo=UTC)
SECOND = datetime(2024, 5, 2, 1, tzinfo=UTC)
ENTRY = "[slip-1] set_value by 王某: 来电确认，多写了万 (was 4110000)"
FINE: dict[str, Any] = {"indicator_code": "penalty.fine_amount", "unit": "yuan", "raw": "411"}
EARLIER: dict[str, Any] = {"period_start": date(2023, 10, 1), "period_end": date(2023, 12, 31), "quarter": "2023Q4"}
COUNT, DEATHS = "accident.count", "accident.deaths"
MONTHLY = "accident.count_mom"


def figure(of: str, number: int, county: str, code: str, value: str, **changes: Any) -> dict[str, Any]:
    raw = changes.pop("raw", value)
    return observation(of, number, indicator_code=code, value=value, raw=raw, division_code=county, **changes)


def held_row() -> dict[str, Any]:
    return {
        "quarantine_id": digest("held")[:20], "subject_kind": "observation", "subject_id": digest("a 1")[:20],
        "submission_id": digest("a"), "quarter": "2024Q1", "rule_id": "B13", "reason": "rule_error",
        "locator": "chars 10-13", "detail": "penalty.fine_amount 4110000", "state": "held",
    }  # fmt: skip


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A fine held back and then corrected, a withdrawn county in another's table, and accidents of two quarters."""
    home = Home(tmp_path_factory.mktemp("asked"))
    before = [
        figure("old", 1, "990101", COUNT, "5", **EARLIER),
        figure("old", 2, "990102", COUNT, "2", **EARLIER),
        figure("old", 3, "990103", COUNT, "0", **EARLIER),
    ]
    Staged([submission("old", "2023Q4", division_code="990100")], before).load(home, "2023Q4", at=FIRST)
    gone = submission(
        "b", division_code="990102", outcome="withdrawn", outcome_reason="withdrawn", outcome_detail="王某"
    )
    files = [
        submission("a"), gone, submission("c", division_code="990103"),
        submission("area", division_code="990100", published_on=date(2024, 4, 3)),
    ]  # fmt: skip
    others = [
        figure("a", 2, "990101", COUNT, "2"),
        figure("area", 1, "990102", COUNT, "3"),
        figure("area", 2, "990102", "penalty.suspension", "4"),
        figure("c", 1, "990103", COUNT, "1"),
        figure("c", 2, "990103", "penalty.fine_amount", "50000", unit="yuan"),
    ]
    wrong = figure("a", 1, "990101", value="4110000", code="penalty.fine_amount", unit="yuan", raw="411")
    right = {**wrong, "value": Decimal(411000), "correction": ENTRY}
    Staged(files, [wrong, *others], quarantine=[held_row()]).load(home, at=FIRST)
    Staged(files, [right, *others]).load(home, at=SECOND)
    publish(home, at=SECOND)
    return home


def shown(app: AppTest) -> str:
    assert list(app.exception) == []
    return "\n".join(body for part in app.get("html") if "<style" not in (body := str(part.proto.body)))


def words(text: str) -> str:
    return " ".join(markup.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def row_with(app: AppTest, *wanted: str) -> str:
    rows = [words(row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", shown(app), flags=re.DOTALL)]
    return next(row for row in rows if all(word in row for word in wanted))


def line_of(app: AppTest, county: str) -> str:
    pieces = re.split(r'(?=class="rl-row|class="rl-legend)', shown(app))
    return next(piece for piece in pieces if piece.startswith('class="rl-row') and county in piece)


# --- corrections


def test_a_corrected_figure_says_who_changed_it_from_what_to_what_and_why(visit: Visit, asked: Home) -> None:
    app = visit("evidence", at=asked, observation=digest("a 1")[:20])
    assert "已更正 王某将原文读作的 411 万元 改为 41.1 万元。理由：来电确认，多写了万" in words(shown(app))
    assert "更正台账：slip-1 改数值，经办人 王某" in row_with(app, "现行", "41.1 万元")
    english = words(shown(visit("evidence", at=asked, observation=digest("a 1")[:20], lang="en")))
    assert "王某 put 411,000 yuan in place of 4,110,000 yuan, which the file reads." in english


def test_what_was_held_until_the_correction_stays_readable(visit: Visit, asked: Home) -> None:
    app = visit("evidence", at=asked, observation=digest("a 1")[:20])
    row = row_with(app, "B13", "曾隔离")
    assert "至 2024-05-02 09:00" in row
    assert "随更正解除" in row
    assert "从未被隔离" not in shown(app)
    assert "从未被隔离" in shown(visit("evidence", at=asked, observation=digest("c 2")[:20]))


# --- second hand


@pytest.mark.parametrize(
    ("page", "choices"),
    [
        ("rate", {"rate": MONTHLY}),
        ("evidence", {}),
        ("accident", {}),
        ("enforcement", {"indicator": "penalty.suspension"}),
    ],
)
def test_a_figure_of_another_offices_table_is_marked_and_the_mark_explained(
    visit: Visit, asked: Home, page: str, choices: dict[str, str]
) -> None:
    app = visit(page, at=asked, quarter="2024Q1", **choices)
    assert "他报" in row_with(app, "渡川县")
    assert "他报" not in row_with(app, "鹿溪县")
    assert "他报 该县自己没有报送（或已撤回），数字来自其他单位的报表；计入合计" in words(shown(app))


def test_a_sum_tells_how_many_of_its_parts_are_second_hand(visit: Visit, asked: Home) -> None:
    text = words(shown(visit("enforcement", at=asked, quarter="2024Q1", indicator="penalty.suspension")))
    assert "其中 1 县为他报" in text
    areas = words(shown(visit("rate", at=asked, quarter="2024Q1", rate=MONTHLY)))
    assert "3/8 县有本期与上期数，其中 1 县为他报" in areas
    assert "在所有合计里都不计入" not in words(shown(visit("coverage", at=asked, quarter="2024Q1")))


# --- rates


def test_a_change_names_its_two_periods_and_begins_at_zero(visit: Visit, asked: Home) -> None:
    app = visit("rate", at=asked, quarter="2024Q1", rate=MONTHLY)
    line = line_of(app, "澄阳县")
    assert "-60.0% 本期 2 / 上期 5" in words(line)
    assert "本期 / 基期" in shown(app)
    bar = re.search(r'rl-fill" style="left:([\d.]+)%;width:([\d.]+)%', line)
    assert bar is not None
    assert (bar[1], bar[2]) == ("0.00", "50.00")  # from -60 % to zero on a scale of -60 % to 60 %
    assert 'rl-zero" style="left:50.00%' in line
    risen = re.search(r'rl-fill" style="left:([\d.]+)%;width:([\d.]+)%', line_of(app, "渡川县"))
    assert risen is not None
    assert (risen[1], risen[2]) == ("50.00", "41.67")
    assert "上期为零，无从比较" in words(line_of(app, "鹿溪县"))


def test_bars_without_negatives_begin_at_the_left_edge() -> None:
    drawn = str(draw_bars([Rank("甲县", "", "5", "value", part=0.5)], {}))
    assert 'rl-fill" style="width:50.00%"' in drawn
    assert "rl-zero" not in drawn


def test_a_rate_that_nobody_can_derive_is_offered_and_says_why(visit: Visit, asked: Home) -> None:
    app = visit("rate", at=asked, quarter="2024Q1", rate="penalty.average_fine")
    offered = next(box for box in app.selectbox if box.label == "比率指标").options
    assert "单案平均罚款（无县可推算）" in offered
    text = words(shown(app))
    assert "没有县可得出单案平均罚款 报表中无分母：2 县" in text
    assert "分子：罚款金额；分母：" in text
    assert "没有县分子、分母俱报" in text


def test_where_no_rate_is_stated_the_column_says_derived_only(visit: Visit, asked: Home) -> None:
    app = visit("rate", at=asked, quarter="2024Q1", rate=MONTHLY)
    assert "未自报，仅推算" in row_with(app, "澄阳县", "2 / 上期")


# --- the gate


def write_gate(home: Home, outcome: str) -> None:
    verdicts = [
        {
            "condition": "coverage",
            "outcome": outcome,
            "zh": "报送比例",
            "en": "share reported",
            "value": 0.4,
            "hold": 0.8,
            "is_share": True,
        },
        {"condition": "other", "outcome": "pass", "zh": "其他", "en": "other", "value": 1.0, "hold": 2.0},
    ]
    folder = home.root / "gate"
    folder.mkdir(exist_ok=True)
    report = {"quarter": "2024Q1", "at": SECOND.isoformat(), "outcome": outcome, "verdicts": verdicts}
    (folder / "2024Q1.json").write_text(json.dumps(report), "utf-8")


@pytest.fixture
def waiting(asked: Home, tmp_path: Path) -> Home:
    home = Home(tmp_path / "waiting")
    shutil.copytree(asked.root, home.root)
    return home


def test_a_quarter_that_the_gate_holds_is_told_on_every_page(visit: Visit, waiting: Home) -> None:
    write_gate(waiting, "hold")
    text = words(shown(visit("overview", at=waiting, quarter="2023Q4")))
    assert "2024年第一季度新装载的数据暂缓发布：报送比例 40%（暂缓限 80%）" in text
    assert "上一次通过关口的数据" in text
    assert "新装载暂缓" in words(shown(visit("overview", at=waiting, quarter="2024Q1")))
    assert row_with(visit("publication", at=waiting), "新装载暂缓").endswith("报送比例 暂缓 40% 暂缓限 80%")
    assert "is held back: share reported 40%" in words(shown(visit("overview", at=waiting, lang="en")))
    assert "暂缓发布" not in shown(visit("overview", at=waiting, as_of="2024-05-02T00:00:00Z"))


def test_a_quarter_that_passed_is_not_called_held(visit: Visit, waiting: Home) -> None:
    write_gate(waiting, "warn")
    assert read_held(waiting) == ()
    assert "暂缓发布" not in shown(visit("overview", at=waiting))


def test_a_damaged_report_of_the_gate_is_a_stated_problem(waiting: Home) -> None:
    write_gate(waiting, "blocked")
    assert [(held.quarter, len(held.verdicts)) for held in read_held(waiting)] == [("2024Q1", 1)]
    (waiting.root / "gate" / "2024Q1.json").write_text("{", "utf-8")
    with pytest.raises(WarehouseError, match="damaged"):
        read_held(waiting)


# --- coverage, time and units


def test_counties_that_give_no_date_are_not_counted_as_timely(visit: Visit, asked: Home) -> None:
    assert "另有 2 县未注明日期" in words(shown(visit("coverage", at=asked, quarter="2024Q1")))


def test_a_sum_of_fewer_counties_is_drawn_hollow_with_its_coverage() -> None:
    steps = [Step("2024Q1", "2024Q1", 9.0, "9", "8/8"), Step("2024Q2", "2024Q2", 5.0, "5", "3/8", is_partial=True)]
    drawn = draw_timeline(steps, "家", ("a", "b", "c")).to_dict()
    assert [value["label"] for value in drawn["data"]["values"]] == ["9", "5 (3/8)"]
    hollow = [layer for layer in drawn["layer"] if layer["mark"].get("strokeDash")]
    assert len(hollow) == 1
    assert {"filter": "datum.partial"} in hollow[0]["transform"]


def test_every_count_of_the_catalogue_has_one_word_for_what_it_counts(visit: Visit, asked: Home) -> None:
    counts = {code for code, indicator in load_catalogue().indicators.items() if indicator.unit == "count"}
    assert set(load_measures()) == counts
    assert all(measure.zh and measure.en for measure in load_measures().values())
    text = words(shown(visit("enforcement", at=asked, quarter="2024Q1", indicator="penalty.suspension")))
    assert "停产停业整顿 (家)" in text
    assert "个/次/件" not in text


def test_a_year_that_was_never_due_has_nothing_to_compare_and_is_not_called_unreported(
    visit: Visit, doubted: Home
) -> None:
    assert "无可比数" in row_with(visit("zero_accident", at=doubted, quarter="2024Q2"), "澄阳县", "d.txt")


def test_a_year_in_which_the_county_reported_other_things_says_so(visit: Visit, home: Home) -> None:
    row = row_with(visit("zero_accident", at=home, quarter="2024Q1"), "澄阳县", "91.3%")
    assert "报表中无此项" in row
    assert "无可比数" not in row


@pytest.mark.parametrize(("code", "told"), [("b 1", True), ("a 1", False)])
def test_a_value_that_moved_to_another_source_unchanged_says_so(code: str, told: bool, asked: Home) -> None:
    gone = {"observation_id": "a 1", "value": Decimal(5), "superseded_at": SECOND, "recorded_at": FIRST}
    came = {"observation_id": code, "value": Decimal(5), "superseded_at": None, "recorded_at": SECOND}
    found: Any = SimpleNamespace(facts=(gone, came), observation={"observation_id": "c 1", "correction": None})
    assert ("改以另一处相同的数为准" in str(_equal(speaking(asked), found, came))) is told


def speaking(home: Home) -> View:
    unused: Any = None
    return View(Source(home, unused), load_messages("zh"), Filters("2024Q1", None, None))
