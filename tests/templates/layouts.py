"""Layouts of invented offices, and templates for them written to a folder of the test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipelines.extraction.extract import extract_reading
from pipelines.extraction.model import Extraction, Observation
from pipelines.extraction.templates.model import Template, TemplateBook
from pipelines.extraction.templates.reading import read_template
from pipelines.reading.model import Reading, Table
from tests.tables.table_samples import CATALOGUE, sheet

SLIPS = """
渡川县应急管理局2024年第一季度执法情况统计表||||||
所在乡镇|检查企业(家)|检查次数(次)|甲类文书|乙类文书|罚款(万元)|备注
东岭镇|12|30|30|8|2.5|
西渠镇|9|21|21|||
合计|21|51|51|8|2.5|
"""
SLIPS_TEMPLATE = """
id: slips
version: 1
name: 执法情况统计表
heads:
  - path: 所在乡镇
  - path: 检查企业
    unit: 家
  - path: 检查次数
    unit: 次
  - path: 甲类文书
    indicator: document.record
  - path: 乙类文书
    indicator: document.rectification_order
    unit: 份
  - path: 罚款
    unit: 万元
  - path: 备注
    optional: true
"""


def slips(text: str = SLIPS) -> Table:
    """The roll-up whose slips only the office knows."""
    return sheet(text, name="汇总")


def template(text: str, folder: Path, name: str = "one.yaml") -> Template:
    """A template from its text, which must be right."""
    read = problems_of(text, folder, name)
    assert read.problems == ()
    assert read.template is not None
    return read.template


def problems_of(text: str, folder: Path, name: str = "one.yaml"):  # type: ignore[no-untyped-def]
    """What reading a template's text gives."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text.lstrip("\n"), "utf-8")
    return read_template(path, CATALOGUE)


def book(*templates: Template) -> TemplateBook:
    return TemplateBook(templates)


def read(table: Table, *templates: Template, file: str = "报表.xlsx") -> Extraction:
    """What is understood of a sheet under some templates and no others."""
    return extract_reading(Reading(file, "0" * 64, "xlsx", None, (table,)), CATALOGUE, book(*templates))


def figure(found: Extraction, cell: str) -> Observation:
    """The one figure at a cell."""
    (one,) = [o for o in found.observations if o.locator.partition("!")[2] == cell]
    return one


def figures(found: Extraction) -> dict[str, tuple[str, float, str]]:
    """(indicator, value, status or reason) by cell."""
    return {
        o.locator.partition("!")[2]: (o.indicator, float(o.value), o.reason or o.status) for o in found.observations
    }


def refusals(found: Extraction) -> dict[str, str]:
    return {r.locator.partition("!")[2]: r.reason for r in found.refusals}


def under_id(one: Template, name: str, **more: object) -> Template:
    """The same template under another name."""
    return replace(one, id=name, **more)  # type: ignore[arg-type]
