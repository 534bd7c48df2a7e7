"""The report as a text document: a few paragraphs and a table of sectors."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from pipelines.sample.offices import SECTORS
from pipelines.sample.packing import CREATED, freeze_archive
from pipelines.sample.printing import Printer
from pipelines.sample.prose import Filing
from pipelines.sample.wording import name_day, name_quarter

_COLUMNS = (
    ("检查企业（家）", "inspection.units"),
    ("发现隐患（项）", "hazard.found"),
    ("已整改（项）", "hazard.rectified"),
    ("罚款（万元）", "penalty.fine_amount"),
    ("停产停业整顿（家）", "penalty.suspension"),
    ("行政拘留（人）", "detention.administrative"),
)


def write_docx(filing: Filing, printer: Printer) -> bytes:
    """Write the report: title, three paragraphs, a table of sectors with its total, the office and the day."""
    document = Document()
    properties = document.core_properties
    properties.created = properties.modified = CREATED
    properties.author = filing.county.bureau
    period = name_quarter(filing.quarter)
    mark = "（更正）" if filing.is_correction else ""
    title = document.add_paragraph(f"{filing.county.name}{period}安全生产监管执法情况通报{mark}")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in _list_paragraphs(filing, printer, period):
        document.add_paragraph(line)
    document.add_paragraph(f"{filing.county.name}{period}分行业执法情况统计表")
    _add_table(document, printer)
    document.add_paragraph(filing.county.bureau)
    document.add_paragraph(name_day(filing.filed_on))
    stream = io.BytesIO()
    document.save(stream)
    return freeze_archive(stream.getvalue())


def _list_paragraphs(filing: Filing, printer: Printer, period: str) -> list[str]:
    n = printer.number
    day = filing.quarter.end
    return [
        f"{period}，{filing.county.whole}出动执法人员{n('inspection.personnel')}人次，检查企业{n('inspection.units')}家，排查隐患"
        f"{n('hazard.found')}项，已整改{n('hazard.rectified')}项，整改率{printer.percent('hazard.rectification_rate')}%。",
        f"立案{n('penalty.case_filed')}起，结案{n('penalty.case_closed')}起，罚款{printer.wan('penalty.fine_amount')}万元，收缴罚款"
        f"{printer.wan('penalty.fine_collected')}万元，责令停产停业整顿{n('penalty.suspension')}家，行政拘留"
        f"{n('detention.administrative')}人。",
        f"截至{day.month}月{day.day}日，“零事故”村（社区）比例为{printer.percent('zero_accident.village_rate')}%，“零事故”企事业单位"
        f"比例为{printer.percent('zero_accident.enterprise_rate')}%。",
    ]


def _add_table(document: Any, printer: Printer) -> None:
    table = document.add_table(rows=1, cols=1 + len(_COLUMNS))
    for cell, text in zip(table.rows[0].cells, ("行业", *(name for name, _ in _COLUMNS)), strict=True):
        cell.text = text
    for sector, name in (*SECTORS.items(), (None, "合计")):
        cells = table.add_row().cells
        cells[0].text = name
        for cell, (_, indicator) in zip(cells[1:], _COLUMNS, strict=True):
            is_money = indicator == "penalty.fine_amount"
            cell.text = printer.wan(indicator, sector) if is_money else printer.number(indicator, sector)
