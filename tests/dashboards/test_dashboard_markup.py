from __future__ import annotations

from dashboards.charts.matrix import Cell, Line, draw_grid
from dashboards.charts.palette import shade
from dashboards.charts.ranking import Rank, draw_bars, draw_dots
from dashboards.charts.timeline import Step, draw_timeline
from dashboards.charts.trajectory import Goal, Point, draw_trajectory
from dashboards.markup import Column, Html, element, link, page_address, table
from dashboards.passages import show_context, show_place
from warehouse.evidence import Grid, Leaf, Passage

EVIL = "<img src=x onerror=alert(1)>"
WORDS = {"missing": "未报", "not_stated": "无此项", "other_period": "其他期间"}
TAMED = "&lt;img src=x onerror=alert(1)&gt;"


def test_text_is_escaped_wherever_it_goes() -> None:
    assert str(element("b", EVIL, title='"><i>')) == f'<b title="&quot;&gt;&lt;i&gt;">{TAMED}</b>'
    assert EVIL not in str(table([Column(EVIL)], [[EVIL]]))
    assert str(link(Html("<b>1</b>"), "a?b=1&c=2")) == (
        '<a class="rl-link" href="a?b=1&amp;c=2" target="_self"><b>1</b></a>'
    )


def test_an_address_carries_the_choices_and_leaves_out_what_is_empty() -> None:
    assert (
        page_address("evidence", {"lang": "en"}, observation="ab c", county=None) == "evidence?lang=en&observation=ab+c"
    )
    assert page_address("coverage", {}) == "coverage"


def test_the_figure_is_marked_in_its_sentence() -> None:
    shown = str(show_place(Passage("chars 2-6", f"罚款{EVIL}", "41.1万元", "，9家")))
    assert f'罚款{TAMED}<mark class="rl-hit">41.1万元</mark>，9家' in shown


def test_the_figure_is_marked_in_its_cell_and_left_out_rows_are_told() -> None:
    grid = Grid("S!B9", (1, 2, 9), ("A", "B"), (("单位", "罚款"), ("", "万元"), (EVIL, "670")), (2, 1))
    shown = str(show_place(grid))
    assert '<td class="rl-hit" title="670"><mark class="rl-hit">670</mark></td>' in shown
    assert shown.count("<mark") == 1
    assert shown.count("rl-gap") == 1
    assert EVIL not in shown


def test_the_figure_is_marked_in_its_object() -> None:
    shown = str(show_place(Leaf("$.items[0].罚款", '{\n  "检查": 300,\n  "罚款": 300\n}', "300")))
    assert "&quot;检查&quot;: 300" in shown.replace('"', "&quot;")
    assert '"罚款": '.replace('"', "&quot;") + '<mark class="rl-hit">300</mark>' in shown


def test_a_list_item_is_shown_beside_its_list() -> None:
    shown = str(show_place(Leaf("$.fines[1]", "[\n  5,\n  7\n]", "7")))
    assert '<mark class="rl-hit">7</mark>' in shown


def test_without_a_reading_the_sentence_of_the_observation_is_marked() -> None:
    assert "罚款<mark" in str(show_context("罚款41万元", "41万元"))
    assert "<mark" not in str(show_context("罚款总额", "41万元"))


def test_an_unreported_county_has_a_hatched_line_and_no_bar() -> None:
    shown = str(draw_bars([Rank("甲县", "", "未报", "missing"), Rank("乙县", "", "0", "value", part=0.0)], WORDS))
    assert shown.index("乙县") < shown.index("甲县")
    assert "rl-track-missing" in shown
    assert shown.count("rl-fill") == 1


def test_many_unreported_counties_fold_under_their_number_and_none_is_left_out() -> None:
    shown = str(draw_bars([Rank(f"第{n}县", "", "未报", "missing") for n in range(13)], WORDS))
    assert "<summary>未报 · 13</summary>" in shown
    assert all(f"第{n}县" in shown for n in range(13))
    assert "<summary>" not in str(draw_bars([Rank(f"第{n}县", "", "未报", "missing") for n in range(12)], WORDS))


def test_a_dot_below_its_target_is_hollow_and_the_target_is_a_mark_of_its_own() -> None:
    below, above = Rank("甲", "", "91%", "value", 0.4, 0.5), Rank("乙", "", "97%", "value", 0.9, 0.5)
    assert "rl-dot-below" in str(draw_dots([below], WORDS))
    assert "rl-dot-below" not in str(draw_dots([above], WORDS))
    assert 'class="rl-mark" style="left:50.00%"' in str(draw_dots([above], WORDS))


def test_a_grid_shows_the_word_for_an_absence() -> None:
    line = Line(
        "甲县",
        {"q1": Cell("未报", status="missing"), "q2": Cell("7", part=1.0, address="evidence?observation=1")},
        "市",
    )
    shown = str(draw_grid([("q1", "Q1"), ("q2", "Q2"), ("q3", "Q3")], [line], Cell("·", status="not_stated")))
    assert 'class="rl-cell-missing"><span title="">未报</span>' in shown
    assert 'href="evidence?observation=1"' in shown
    assert 'rl-cell-not_stated"><span title="">·</span>' in shown


def test_shades_run_from_light_to_dark_with_readable_ink() -> None:
    assert (shade(0.0), shade(1.0)) == (("#fbf1ee", "#23262b"), ("#9a2a24", "#ffffff"))


def test_a_quarter_without_a_figure_is_a_field_not_a_bar() -> None:
    chart = draw_timeline(
        [Step("2024Q1", "2024Q1", 5.0, "5", "3/8"), Step("2024Q2", "2024Q2", None, "未报", "0/8")],
        "件",
        ("a", "b", "c"),
    ).to_dict()
    values = chart["data"]["values"]
    assert all(layer["encoding"]["x"]["scale"]["domain"] == ["2024Q1|3/8", "2024Q2|0/8"] for layer in chart["layer"])
    assert [(v["value"], v["field"], v["quarter"]) for v in values] == [
        (5.0, None, "2024Q1|3/8"),
        (None, 5.0, "2024Q2|0/8"),
    ]


def test_no_line_crosses_the_end_of_a_year() -> None:
    points = [Point("甲县", q[:4], q, 0.9, "90%", False) for q in ("2023Q4", "2024Q1")]
    chart = draw_trajectory(points, [Goal("2024", ("2024Q1",), 0.8, "80%")], ["2023Q4", "2024Q1"], ("a", "b", "c"))
    first = chart.to_dict()["layer"][0]
    assert {value["line"] for value in first["data"]["values"]} == {"甲县 2023", "甲县 2024"}
    assert first["encoding"]["detail"]["field"] == "line"
