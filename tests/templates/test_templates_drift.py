"""How a table differs from the layout it resembles, kind by kind; and a draft that, filled in, reads its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.extraction.templates.book import find_overlaps
from pipelines.extraction.templates.drafting import count_open, plan_draft, write_draft
from pipelines.extraction.templates.drift import (
    choose_reference,
    find_changes,
    refer_to_shape,
    refer_to_template,
)
from pipelines.extraction.templates.entries import suggest_indicators
from pipelines.extraction.templates.matching import explain_absence
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
        ("检查企业(家)", "检查矿山企业(家)", [("renamed", "检查矿山企业", "B2", "检查企业 → 检查矿山企业")]),
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
        ("renamed", "row", "丙项"), ("unmatched", "row", "甲项"), ("unmatched", "row", "丙项")}  # fmt: skip


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
    assert [(c.kind, c.path) for c in find_changes(shape, chosen, ())] == [("renamed", "检查次数")]


def _draft(picture: str, *templates: Template) -> str:
    found = read(slips(picture), *templates)
    shape = found.shapes[0]
    reference = choose_reference(refer_to_template(shape, one) for one in templates)
    changes = find_changes(shape, reference, found.refusals)
    planned = plan_draft("报表.xlsx", shape, reference, changes, found.observations, templates)
    return write_draft(planned, CATALOGUE)


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


def test_suggestions_look_at_words_and_the_measure_not_at_digits() -> None:
    assert suggest_indicators(Key(("B10",), 3), CATALOGUE) == ()
    assert suggest_indicators(Key(("B10检查",), 3, "次"), CATALOGUE)[0] == "inspection.count"
    assert suggest_indicators(Key(("检查",), 3, "家"), CATALOGUE)[0] == "inspection.units"


NEIGHBOUR = f"""{SLIPS_TEMPLATE}    note: 以万元为单位
offices: ["990104"]
marks: {{blank: zero}}
"""


def test_a_template_of_another_office_lends_a_draft_nothing_but_suggestions(tmp_path: Path) -> None:
    other = template(NEIGHBOUR.replace("optional: true\n    note: 以万元为单位", "optional: true"), tmp_path)
    text = _draft(SLIPS, other)
    assert 'id: "slips"' not in text
    assert "\nversion: 1\n" in text
    assert 'offices: ["990102"]' in text
    assert "990104" not in text
    assert 'indicator: "?"  # slips@1「甲类文书」: document.record 现场检查记录' in text
    assert 'marks: {"blank": "?"}' in text
    assert count_open(text) == 3
    refused = problems_of(text, tmp_path, "draft.yaml").problems
    assert len(refused) == 3
    assert all('is still "?"' in problem for problem in refused)


def test_a_next_version_is_the_next_free_one_and_holds_on_no_day_of_another(tmp_path: Path) -> None:
    first = template(f"{SLIPS_TEMPLATE}valid_to: 2023-12-31\n", tmp_path, "1.yaml")
    third = template(
        SLIPS_TEMPLATE.replace("version: 1", "version: 3") + "valid_from: 2024-07-01\n", tmp_path, "3.yaml"
    )
    later = SLIPS.replace("|罚款(万元)|备注", "|罚款(万元)|丙类文书").replace("2.5|", "2.5|1")
    text = _draft(later, first, third)
    assert "version: 4\nname" in text
    assert "valid_from: 2024-01-01\nvalid_to: 2024-06-30\n" in text
    filled = template(text.replace('"?"', "document.plan"), tmp_path, "4.yaml")
    assert list(find_overlaps((first, third, filled))) == []


def test_money_without_a_printed_unit_stays_open_in_a_draft_though_it_was_known_before(tmp_path: Path) -> None:
    one = template(f'{SLIPS_TEMPLATE}offices: ["990102"]\n', tmp_path)
    bare = SLIPS.replace("罚款(万元)|备注", "罚款|丙类文书").replace("2.5|", "2.5|1")
    text = _draft(bare, one)
    assert 'unit: "?"  # 表上没有印出单位 no unit is printed,原为 was 万元' in text
    assert count_open(text) == 2
    (problem, _) = problems_of(text, tmp_path, "draft.yaml").problems
    assert 'the unit is still "?"' in problem
    assert 'unit: "?"' in _draft(bare)
    assert 'unit: "?"' not in _draft(bare.replace("情况统计表|", "情况统计表（单位：万元）|"))


def test_a_note_on_the_unit_does_not_outlive_the_unit(tmp_path: Path) -> None:
    said = SLIPS_TEMPLATE.replace("    unit: 万元\n", "    unit: 万元\n    note: 以万元为单位填报\n")
    text = _draft(SLIPS.replace("罚款(万元)", "罚款(元)"), template(f'{said}offices: ["990102"]\n', tmp_path))
    assert "    note:" not in text
    assert "    # 原说明 the note was: 以万元为单位填报" in text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("甲类文书|乙类文书", "A类文书|乙类文书", [("renamed", "甲类文书 → A类文书")]),
        ("检查企业(家)", "走访对象(万元)", [("added", ""), ("gone", "")]),
        ("检查企业(家)|检查次数(次)|", "检查次数(次)|", [("gone", "")]),
    ],
)
def test_a_head_that_stands_where_another_stood_may_be_renamed(
    old: str, new: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    picture = SLIPS.replace(old, new)
    found = read(slips(picture))
    reference = refer_to_template(found.shapes[0], template(SLIPS_TEMPLATE, tmp_path))
    assert [(c.kind, c.detail) for c in find_changes(found.shapes[0], reference, ())] == expected


def test_a_head_with_the_same_form_code_is_renamed_wherever_it_stands(tmp_path: Path) -> None:
    said = SLIPS_TEMPLATE.replace("甲类文书", "A001")
    picture = SLIPS.replace("检查次数(次)|甲类文书", "A001新式记录|检查次数(次)")
    found = read(slips(picture))
    reference = refer_to_template(found.shapes[0], template(said, tmp_path))
    renamed = [c for c in find_changes(found.shapes[0], reference, ()) if c.kind == "renamed"]
    assert [(c.path, c.was) for c in renamed] == [("新式记录", "A001")]


def test_a_renamed_head_has_its_old_meaning_beside_it_in_the_draft(tmp_path: Path) -> None:
    text = _draft(SLIPS.replace("甲类文书", "子类文书"), template(SLIPS_TEMPLATE, tmp_path))
    assert '- path: "子类文书"\n    indicator: "?"  # slips@1「甲类文书」: document.record 现场检查记录' in text


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('offices: ["990104"]\n', "990102 is not among its offices 990104"),
        ("valid_from: 2025-01-01\n", "2024-03-31 lies before valid_from 2025-01-01"),
        ("valid_to: 2023-12-31\n", "2024-03-31 lies after valid_to 2023-12-31"),
        ("anchors: [应急统09]\n", "anchors not on the table: 应急统09"),
    ],
)
def test_why_a_template_does_not_apply_is_told(more: str, words: str, tmp_path: Path) -> None:
    shape = read(slips()).shapes[0]
    (why,) = explain_absence(shape, template(f"{SLIPS_TEMPLATE}{more}", tmp_path))
    assert words in why


def test_a_template_that_is_too_far_tells_its_score_and_one_that_applies_tells_nothing(tmp_path: Path) -> None:
    shape = read(slips()).shapes[0]
    far = SLIPS_TEMPLATE.replace("检查企业", "巡查").replace("检查次数", "督导")
    (why,) = explain_absence(shape, template(far, tmp_path))
    assert "is below 0.75" in why
    assert explain_absence(shape, template(SLIPS_TEMPLATE, tmp_path)) == ()
