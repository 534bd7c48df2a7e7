"""A template file that is wrong says so with its line and what to write; one that is right comes as it was written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipelines.extraction.templates.book import SHIPPED, find_overlaps, load_book, own_folder, template_files
from pipelines.extraction.templates.form import describe_schema
from pipelines.extraction.templates.keys import read_path, write_path
from tests.tables.table_samples import CATALOGUE
from tests.templates.layouts import SLIPS_TEMPLATE, problems_of, template
from warehouse.errors import CatalogueError
from warehouse.home import Home

_GOOD = """
id: slips
version: 1
name: 表
heads:
  - path: 甲类文书
    indicator: document.record
    unit: 份
  - path: 乙类文书
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("version: 1\n", "", 1, "'version' is missing -> add it"),
        ("id: slips", "id: 渡川", 1, "id: string should match pattern"),
        ("version: 1", "version: none", 2, "version: input should be a valid integer"),
        ("version: 1", "version: 0", 2, "version: input should be greater than or equal to 1"),
        ("name: 表", "name: 表\nvalid_from: 2024-13-01", 4, "valid_from: "),
        ("name: 表", "name: 表\nvalid_from: 2024-04-01\nvalid_to: 2024-03-31", 5, "valid_to lies before valid_from"),
        ("name: 表", "name: 表\nofices: [渡川县]", 4, "'ofices' is no key of a template"),
        ("name: 表", "name: 表\noffices: ['']", 4, "'' names no office"),
        ("name: 表", "name: 表\noffices:\n  - 渡川县\n  - '9901'", 6, "'9901' names no office"),
        ("name: 表", "name: 表\noffices: [县]", 4, "'县' names no office"),
        ("name: 表", "name: 表\nanchors: ['']", 4, "an empty word"),
        ("name: 表", "name: 表\nname: 又一", 4, "'name' stands twice"),
        ("name: 表", "name: 表\nmarks: {blank: nothing}", 4, "blank: input should be 'zero'"),
        ("name: 表", "name: 表\nmarks: {tilde: zero}", 4, "'tilde' is no key"),
        ("path: 乙类文书", "path: '(份)'", 8, "the path has no words"),
        ("path: 乙类文书", "path: 乙类文书\n    indicator: '?'", 9, 'the indicator is still "?"'),
        ("document.record", "document.recrod", 6, "did you mean document.record?"),
        ("document.record", "zzz", 6, "indicator 'zzz' is unknown -> see docs"),
        ("unit: 份", "unit: 斗升", 7, "unit '斗升' is not known"),
        ("unit: 份", "unit: 起、人", 7, "unit '起、人' is not known"),
        ("unit: 份", "unit: 万元", 7, "万元 does not measure document.record (count)"),
        ("unit: 份", "sector: space", 7, "sector 'space' is unknown"),
        ("unit: 份", "role: hoped", 7, "role: input should be 'observed'"),
        ("unit: 份", "time: 本月", 7, "time: input should be 'month'"),
        ("  - path: 乙类文书\n", "", 4, "fewer than 2 paths tell this layout"),
        ("path: 乙类文书", "path: 合计", 4, "fewer than 2 paths tell this layout"),
        ("path: 乙类文书", "path: 乙类文书\n    optional: true", 4, "fewer than 2 paths tell this layout"),
        ("indicator: document.record", "indicator: -", 6, "no valid YAML"),
        ("name: 表", "name: [表", 4, "no valid YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(old: str, new: str, line: int, words: str, tmp_path: Path) -> None:
    assert _GOOD.count(old) == 1
    found = problems_of(_GOOD.replace(old, new), tmp_path, "bad.yaml")
    assert found.template is None
    assert len(found.problems) == 1, found.problems
    assert found.problems[0].startswith(f"bad.yaml:{line}: ")
    assert words in found.problems[0]
    assert " -> " in found.problems[0]


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = (
        _GOOD.replace("document.record", "zzz")
        .replace("unit: 份", "unit: 斗升")
        .replace("path: 乙", "indicator: '?'\n    path: 乙")
    )
    assert [p.split(": ")[0] for p in problems_of(text, tmp_path, "bad.yaml").problems] == [
        "bad.yaml:6", "bad.yaml:7", "bad.yaml:8"]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "no template"), (b"- 1", "no template"), (b"\xff\xfe\x00", "not UTF-8")]
)
def test_a_file_that_is_no_template_is_told(content: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(content)
    from pipelines.extraction.templates.reading import read_template

    found = read_template(tmp_path / "a.yaml", CATALOGUE)
    assert found.template is None
    assert words in found.problems[0]
    missing = read_template(tmp_path / "none.yaml", CATALOGUE)
    assert "cannot be read" in missing.problems[0]


def test_a_file_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    found = problems_of(f"l0: &l0 [a, b]\n{levels}", tmp_path, "bad.yaml")
    assert found.problems == ("bad.yaml: the file says more than a template can -> remove aliases and repeats",)


def test_a_right_file_comes_as_it_was_written(tmp_path: Path) -> None:
    text = f'{SLIPS_TEMPLATE}valid_from: 2024-01-01\noffices: ["990102"]\nanchors: [执法]\nmarks: {{blank: zero_by_mark, "0": not_filed, 无: zero}}\n'
    one = template(text, tmp_path)
    assert (one.source, one.valid_from, one.valid_to) == ("slips@1", date(2024, 1, 1), None)
    assert (one.offices, one.anchors) == (("990102",), ("执法",))
    assert dict(one.marks) == {"blank": "zero", "0": "not_filed", "无": "zero"}
    assert [(s.path, s.indicator, s.unit, s.is_optional) for s in one.heads][3:] == [
        (("甲类文书",), "document.record", "", False), (("乙类文书",), "document.rectification_order", "份", False),
        (("罚款",), None, "万元", False), (("备注",), None, "", True)]  # fmt: skip


def test_what_it_says_of_figures_makes_its_mark_and_nothing_else(tmp_path: Path) -> None:
    one = template(SLIPS_TEMPLATE, tmp_path)
    assert template(SLIPS_TEMPLATE.replace("name: 执法", "name:   执法"), tmp_path).mark == one.mark
    assert template(f"{SLIPS_TEMPLATE}valid_to: 2024-03-31\noffices: [渡川县]\n", tmp_path).mark == one.mark
    assert template(SLIPS_TEMPLATE.replace("unit: 份", "unit: 份\n    note: 现场"), tmp_path).mark == one.mark
    assert template(SLIPS_TEMPLATE.replace("unit: 份", "unit: 张"), tmp_path).mark != one.mark
    assert template(f"{SLIPS_TEMPLATE}marks: {{blank: zero}}\n", tmp_path).mark != one.mark


@pytest.mark.parametrize(
    ("printed", "path"),
    [("甲类文书", ("甲类文书",)), ("行政处罚 > 罚款（万元）", ("行政处罚", "罚款")), ("1.甲 类\n文书", ("甲类文书",)),
     ("* > 甲类", ("*", "甲类")), ("2024年1-3月 > 甲类", ("*", "甲类")), ("本月 > 甲类", ("本月", "甲类")), ("（家）", ())],
)  # fmt: skip
def test_a_path_may_be_copied_as_it_is_printed(printed: str, path: tuple[str, ...]) -> None:
    assert read_path(printed) == path
    assert read_path(write_path(path)) == path


def test_versions_of_one_layout_may_not_hold_on_the_same_day(tmp_path: Path) -> None:
    one = template(SLIPS_TEMPLATE, tmp_path, "one.yaml")
    two = template(SLIPS_TEMPLATE.replace("version: 1", "version: 2\nvalid_from: 2024-04-01"), tmp_path, "two.yaml")
    ended = template(f"{SLIPS_TEMPLATE}valid_to: 2024-03-31\n", tmp_path, "one.yaml")
    assert [p.split(" -> ")[0] for p in find_overlaps([one, two])] == [
        "two.yaml:1: slips@2 holds on the same days as slips@1 (one.yaml)"]  # fmt: skip
    assert list(find_overlaps([ended, two])) == []
    assert ["stands in" in p for p in find_overlaps([one, one])] == [True]


def test_the_shipped_templates_are_right_and_hold_for_invented_offices_alone() -> None:
    shipped = load_book(CATALOGUE).templates
    assert [t.source for t in shipped] == ["shili-assessment@1", "shili-hazard-quarter@1", "shili-township-documents@1"]
    assert len(template_files(SHIPPED)) == len(shipped)
    assert {office[:2] for t in shipped for office in t.offices} == {"99"}


def test_an_own_template_replaces_the_shipped_one_of_its_id(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert load_book(CATALOGUE, home) == load_book(CATALOGUE)
    template(SLIPS_TEMPLATE.replace("id: slips", "id: shili-assessment"), own_folder(home) / "deep")
    book = load_book(CATALOGUE, home)
    assert [t.name for t in book.templates if t.id == "shili-assessment"] == ["执法情况统计表"]
    assert [t.id for t in book.own] == ["shili-assessment"]


def test_a_wrong_own_template_stops_all_that_needs_it(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    problems_of(_GOOD.replace("document.record", "zzz").replace("unit: 份", "unit: 斗升"), own_folder(home), "bad.yaml")
    with pytest.raises(CatalogueError, match=r"^bad\.yaml:6: indicator 'zzz' is unknown \(and 1 more\) -> "):
        load_book(CATALOGUE, home)
    problems_of(_GOOD, own_folder(home), "bad.yaml")
    assert [t.source for t in load_book(CATALOGUE, home).own] == ["slips@1"]


def test_the_committed_schema_is_that_of_the_form() -> None:
    committed = json.loads((SHIPPED.parent / "template.schema.json").read_text("utf-8"))
    assert committed == json.loads(json.dumps(describe_schema()))


def test_mistakes_of_shape_hide_no_mistakes_of_meaning(tmp_path: Path) -> None:
    text = """
id: One
version: 1
name: 表
colour: red
offices: ["990199", "99"]
heads:
  - path: 检查次数
    indicator: inspection.cuont
  - path: 罚款
    unit: 石
  - indicator: "?"
  - path: 检查企业
    time: later
"""
    told = problems_of(text, tmp_path).problems
    assert [problem.split(":")[1] for problem in told] == ["1", "4", "5", "5", "8", "10", "11", "11", "13"]
    assert any("990199 is the code of no division" in problem for problem in told)


@pytest.mark.parametrize("path", ["行政处罚>罚款(万元)", "行政处罚＞罚款", "行政处罚 > 罚款", "行政处罚> 罚款"])
def test_a_path_is_the_same_with_and_without_blanks(path: str) -> None:
    assert read_path(path) == ("行政处罚", "罚款")
