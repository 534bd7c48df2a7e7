"""How a table differs from the layout it resembles, kind by kind; and a draft that, filled in, reads its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.extraction.templates.drafting import plan_draft, suggest_indicators, write_draft
from pipelines.extraction.templates.drift import (
    choose_reference,
    find_changes,
    refer_to_shape,
    refer_to_template,
)
from pipelines.extraction.templates.model import NO_TEMPLATES, Key, Template
from pipelines.reading.model import Reading
from tests.tables.table_samples import CATALOGUE, tree
from tests.templates.layouts import SLIPS, SLIPS_TEMPLATE, book, figures, problems_of, read, refusals, slips, template


def _changes(picture: str, one: Template) -> list[tuple[str, str, str, str]]:
    """(kind, path, cell, detail) of every difference, read under no template at all."""
    found = read(slips(picture))
    changes = find_changes(found.shapes[0], refer_to_template(found.shapes[0], one), found.refusals)
    return [
        (c.kind, c.path, c.locator.partition("!")[2], c.detail)
        for c in changes
        if c.path not in ("甲类文书", "乙类文书")
    ]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("备注", "备注", []),
        ("备注", "", []),
        ("|罚款(万元)|备注", "|罚款(万元)|检查人员(人)", [("added", "检查人员", "G2", "")]),
        ("检查企业(家)", "检查矿山企业(家)", [("added", "检查矿山企业", "B2", ""), ("gone", "检查企业", "", "")]),
        ("检查企业(家)|检查次数(次)", "检查次数(次)|检查企业(家)", [("moved", "检查企业", "C2", "")]),
        ("罚款(万元)", "罚款(元)", [("unit_changed", "罚款", "F2", "万元 → 元")]),
        ("检查企业(家)", "检查企业(户)", []),
        ("检查企业(家)", "检查企业", []),
        ("备注", "丙类文书", [("added", "丙类文书", "G2", ""), ("unmatched", "丙类文书", "G2", "header_unmatched")]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_told(
    old: str, new: str, changes: list[tuple[str, str, str, str]], tmp_path: Path
) -> None:
    picture = SLIPS.replace("8|2.5|", "8|2.5|1")
    assert picture.count(old) == 1
    found = _changes(picture.replace(old, new), template(SLIPS_TEMPLATE, tmp_path))
    kinds = [c for c in found if c[0] != "moved"] if changes and changes[0][0] != "moved" else found
    if changes and changes[0][0] == "moved":
        assert [c[0] for c in found] == ["moved"]
        assert found[0][1] in ("检查企业", "检查次数")
    else:
        assert kinds == changes


def test_rows_are_compared_where_the_template_has_them(tmp_path: Path) -> None:
    picture = "渡川县2024年第一季度情况|\n项目|数量\n甲项(份)|5\n丙项(份)|6\n"
    text = """
id: rows
version: 1
name: 表
heads:
  - path: 项目
  - path: 数量
rows:
  - {path: 甲项, unit: 家}
  - {path: 乙项}
"""
    found = read(slips(picture))
    reference = refer_to_template(found.shapes[0], template(text, tmp_path))
    changes = {(c.kind, c.axis, c.path) for c in find_changes(found.shapes[0], reference, found.refusals)}
    assert changes == {
        ("added", "row", "丙项"), ("gone", "row", "乙项"), ("unmatched", "row", "甲项"), ("unmatched", "row", "丙项")}  # fmt: skip


def test_what_resembles_nothing_is_compared_with_nothing(tmp_path: Path) -> None:
    found = read(slips("渡川县2024年第一季度情况|||\n所在乡镇|矿山(座)|尾矿库(座)|丁类文书\n东岭镇|1|2|3\n"))
    shape = found.shapes[0]
    assert choose_reference([refer_to_template(shape, template(SLIPS_TEMPLATE, tmp_path))]) is None
    assert {c.kind for c in find_changes(shape, None, found.refusals)} == {"unmatched"}


def test_the_nearest_of_several_is_chosen_and_an_earlier_table_counts(tmp_path: Path) -> None:
    shape = read(slips()).shapes[0]
    earlier = read(slips(SLIPS.replace("检查次数(次)", "巡访次数(次)"))).shapes[0]
    far = template(
        SLIPS_TEMPLATE.replace("  - path: 罚款\n    unit: 万元\n", "  - path: 演练\n  - path: 培训\n"), tmp_path
    )
    chosen = choose_reference([refer_to_template(shape, far), refer_to_shape(shape, earlier, "2023Q4 上季.xlsx")])
    assert chosen is not None
    assert chosen.name == "2023Q4 上季.xlsx 汇总!A3"
    assert [(c.kind, c.path) for c in find_changes(shape, chosen, ())] == [("added", "检查次数"), ("gone", "巡访次数")]


def _draft(picture: str, *templates: Template) -> str:
    found = read(slips(picture), *templates)
    shape = found.shapes[0]
    reference = choose_reference(refer_to_template(shape, one) for one in templates)
    changes = find_changes(shape, reference, found.refusals)
    return write_draft(plan_draft("报表.xlsx", shape, reference, changes, found.observations), CATALOGUE)


def test_a_draft_leaves_open_what_is_not_understood_and_is_refused_until_it_is_filled(tmp_path: Path) -> None:
    text = _draft(SLIPS)
    assert text.count('indicator: "?"') == 2
    assert 'path: "检查次数"  # 已识别 read as inspection.count' in text
    assert 'offices: ["990102"]' in text
    refused = problems_of(text, tmp_path, "draft.yaml")
    lines = [i for i, line in enumerate(text.splitlines(), 1) if line.strip().startswith('indicator: "?"')]
    assert [p.partition(": ")[0] for p in refused.problems] == [f"draft.yaml:{n}" for n in lines]


def test_a_draft_that_is_filled_in_reads_its_file(tmp_path: Path) -> None:
    text = (
        _draft(SLIPS)
        .replace('indicator: "?"', "indicator: document.record", 1)
        .replace('indicator: "?"', 'indicator: "-"', 1)
    )
    found = read(slips(), template(text, tmp_path))
    assert figures(found)["D5"] == ("document.record", 51, "accepted")
    assert refusals(found)["E2"] == "outside_catalogue"
    assert "header_unmatched" not in refusals(found).values()
    shape = found.shapes[0]
    assert find_changes(shape, refer_to_template(shape, template(text, tmp_path)), found.refusals) == ()


def test_a_draft_of_a_drifted_layout_is_its_next_version(tmp_path: Path) -> None:
    one = template(f'{SLIPS_TEMPLATE}offices: ["990102"]\nmarks: {{blank: zero}}\n', tmp_path)
    later = (
        SLIPS.replace("第一季度", "第二季度").replace("罚款(万元)|备注", "罚款(元)|丙类文书").replace("2.5|", "25000|3")
    )
    text = _draft(later, one)
    assert 'id: "slips"\nversion: 2\n' in text
    assert "valid_from: 2024-04-01" in text
    assert 'marks: {"blank": "zero"}' in text
    assert text.count('indicator: "?"') == 1
    assert 'unit: "元"  # 原为 was 万元' in text
    two = template(text.replace('indicator: "?"', "indicator: document.plan"), tmp_path)
    found = figures(read(slips(later), two))
    assert found["D3"] == ("document.record", 30, "accepted")
    assert found["F3"] == ("penalty.fine_amount", 25000, "accepted")
    assert found["G3"] == ("document.plan", 3, "accepted")


def test_a_draft_of_indicators_in_rows_has_them(tmp_path: Path) -> None:
    picture = "渡川县2024年第一季度情况|\n项目|数量\n检查次数(次)|5\n甲项(份)|6\n罚款(万元)|2\n"
    text = _draft(picture)
    assert 'rows:\n  - path: "检查次数"' in text
    filled = template(text.replace('indicator: "?"', "indicator: document.plan"), tmp_path)
    assert figures(read(slips(picture), filled))["B4"] == ("document.plan", 6, "accepted")


def test_heads_of_json_are_told_one_by_one_though_they_share_a_place(tmp_path: Path) -> None:
    value = {
        "单位": "渡川县应急管理局",
        "年": 2024,
        "季度": 1,
        "数据": [{"乡镇": "东岭镇", "甲类文书": 3, "检查次数(次)": 4}],
    }
    found = extract_reading(Reading("a.json", "0" * 64, "json", None, (tree(value),)), CATALOGUE, NO_TEMPLATES)
    (shape,) = found.shapes
    assert [c.path for c in find_changes(shape, None, found.refusals)] == ["甲类文书"]
    text = write_draft(plan_draft("a.json", shape, None, find_changes(shape, None, found.refusals), ()), CATALOGUE)
    filled = template(text.replace('"?"', "document.record"), tmp_path)
    again = extract_reading(Reading("a.json", "0" * 64, "json", None, (tree(value),)), CATALOGUE, book(filled))
    assert {(o.indicator, float(o.value), o.locator) for o in again.observations} == {
        ("document.record", 3, "$.数据[0].甲类文书"),
        ("inspection.count", 4, "$.数据[0].检查次数(次)"),
    }


def test_what_a_template_has_as_optional_stays_in_its_next_version(tmp_path: Path) -> None:
    text = _draft(
        SLIPS.replace("|罚款(万元)|备注", "|罚款(万元)|丙类文书").replace("2.5|", "2.5|1"),
        template(SLIPS_TEMPLATE, tmp_path),
    )
    assert '  - path: "备注"\n    optional: true\n' in text


def test_the_nearest_words_of_the_catalogue_are_of_the_printed_unit() -> None:
    key = Key(("隐患治理资金",), 3, "万元")
    near = suggest_indicators(key, CATALOGUE)
    assert near[0] == "hazard.funds"
    assert {CATALOGUE.indicators[code].unit for code in near} == {"yuan"}
    assert suggest_indicators(Key(("A001",), 3), CATALOGUE) == ()
