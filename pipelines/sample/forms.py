"""The forms that counties of the sample province fill in as workbooks, and the prefectures' summaries.

Four layouts: a row under a merged header, indicators in rows, a roll-up of townships, the zero-accident table; each
carries the zero-accident sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from pipelines.sample.chance import make_random, split_total
from pipelines.sample.figures import Figures
from pipelines.sample.model import SampleFact
from pipelines.sample.offices import SECTORS
from pipelines.sample.printing import Printer
from pipelines.sample.prose import Filing
from pipelines.sample.wording import name_day, name_quarter
from pipelines.sample.workbooks import Book, CellContent

ZERO_HEADER = (
    ("单位", "零事故村（社区）", "<", "<", "<", "零事故企事业单位", "<", "<", "<"),
    (
        "^",
        "总数（个）",
        "零事故数（个）",
        "比例（%）",
        "年度目标（%）",
        "总数（家）",
        "零事故数（家）",
        "比例（%）",
        "年度目标（%）",
    ),
)


def _head(filing: Filing, subject: str) -> tuple[str, str]:
    mark = "（更正）" if filing.is_correction else ""
    title = f"{filing.county.name}{name_quarter(filing.quarter)}{subject}{mark}"
    return title, f"填报单位（盖章）：{filing.county.bureau}    填报日期：{name_day(filing.filed_on)}"


def list_zero_cells(printer: Printer) -> list[CellContent]:
    """List a place's cells of the zero-accident table: villages, then enterprises."""
    cells: list[CellContent] = []
    for unit in ("village", "enterprise"):
        cells += [
            printer.cell(f"zero_accident.{unit}_total"),
            printer.cell(f"zero_accident.{unit}_zero"),
            printer.percent_cell(f"zero_accident.{unit}_rate"),
            printer.figures.get(f"zero_accident.{unit}_target") * 100,
        ]
    return cells


def add_zero_sheet(book: Book, filing: Filing, printer: Printer) -> None:
    """Add the zero-accident sheet of one county."""
    day = filing.quarter.end
    _, office = _head(filing, "")
    title = f"{filing.county.name}“零事故”创建情况统计表（截至{name_day(day)}）"
    book.add_sheet("零事故创建", title, office, ZERO_HEADER, [[filing.county.name, *list_zero_cells(printer)]])


def write_row_form(filing: Filing, printer: Printer) -> bytes:
    """Write the form with one row for the county under a header of two rows."""
    header = (
        ("填报地区", "监督检查", "<", "事故隐患", "<", "<", "<", "行政处罚", "<", "<", "<", "<", "<", "<"),
        ("^", "检查单位（家）", "检查次数（家次）", "排查隐患（项）", "其中：重大隐患（项）", "已整改（项）",
         "整改率（%）", "立案（件）", "处罚次数（次）", "罚款金额（万元）", "收缴罚款（万元）", "停产停业整顿（家）",
         "关闭取缔（家）", "行政拘留（人）"),
    )  # fmt: skip
    row: list[CellContent] = [
        filing.county.name,
        printer.cell("inspection.units"),
        printer.cell("inspection.count"),
        printer.cell("hazard.found"),
        printer.cell("hazard.major_found"),
        printer.cell("hazard.rectified"),
        printer.percent_cell("hazard.rectification_rate"),
        printer.cell("penalty.case_filed"),
        printer.cell("penalty.count"),
        printer.cell("penalty.fine_amount", wan=True),
        printer.cell("penalty.fine_collected", wan=True),
        printer.cell("penalty.suspension"),
        printer.cell("penalty.closure"),
        printer.cell("detention.administrative"),
    ]
    book = Book()
    title, office = _head(filing, "安全生产行政执法情况统计表")
    book.add_sheet("执法统计", title, office, header, [row], ["单位负责人：        审核人：        填表人："])
    add_zero_sheet(book, filing, printer)
    return book.finish()


def write_transposed(filing: Filing, printer: Printer) -> bytes:
    """Write the form with indicators in rows, their unit beside them, and sectors in columns."""
    rows = [
        _transpose(printer, "检查生产经营单位", "家", "inspection.units"),
        _transpose(printer, "排查事故隐患", "项", "hazard.found"),
        _transpose(printer, "已整改事故隐患", "项", "hazard.rectified"),
        _transpose(printer, "行政处罚次数", "次", "penalty.count"),
        _transpose(printer, "  其中:1)对生产经营单位", "次", "penalty.count_unit"),
        _transpose(printer, "      2)对生产经营单位主要负责人", "次", "penalty.count_person"),
        _transpose(printer, "责令停产停业整顿生产经营单位", "个", "penalty.suspension"),
        _transpose(printer, "处罚罚款", "万元", "penalty.fine_amount", wan=True),
        _transpose(printer, "行政拘留", "人", "detention.administrative"),
    ]
    collected = ["实际收缴罚款", "万元", printer.cell("penalty.fine_collected", wan=True)]
    rows.append([*collected, *[None] * len(SECTORS)])
    book = Book()
    title, office = _head(filing, "安全生产行政处罚情况统计表")
    header = (("项目内容", "计量单位", "合计", *SECTORS.values()),)
    note = "注：实际收缴罚款不分行业填报，空白处不填。"
    book.add_sheet("Sheet1", title, office, header, rows, [note])
    add_zero_sheet(book, filing, printer)
    return book.finish()


def _transpose(printer: Printer, label: str, unit: str, indicator: str, *, wan: bool = False) -> list[CellContent]:
    cells = [printer.cell(indicator, sector, wan=wan) for sector in SECTORS]
    return [label, unit, printer.cell(indicator, wan=wan), *cells]


def add_sector_sheet(book: Book, filing: Filing, printer: Printer) -> None:
    """Add the sheet with a row a sector and a total row."""
    header = (("行业", "检查企业（家）", "行政处罚（次）", "罚款（万元）", "停产停业整顿（家）", "行政拘留（人）"),)
    rows: list[list[CellContent]] = [[name, *_list_sector_cells(printer, sector)] for sector, name in SECTORS.items()]
    rows.append(["合计", *_list_sector_cells(printer, None)])
    title, office = _head(filing, "分行业行政处罚情况统计表")
    book.add_sheet("分行业", title, office, header, rows)


def _list_sector_cells(printer: Printer, sector: str | None) -> list[CellContent]:
    return [
        printer.cell("inspection.units", sector),
        printer.cell("penalty.count", sector),
        printer.cell("penalty.fine_amount", sector, wan=True),
        printer.cell("penalty.suspension", sector),
        printer.cell("detention.administrative", sector),
    ]


def write_townships(filing: Filing, printer: Printer) -> bytes:
    """Write the roll-up of townships, with the county's total below, and the sector sheet."""
    codes = (
        "document.record",
        "document.rectification_order",
        "document.reinspection",
        "hazard.found",
        "hazard.rectified",
    )
    header = (
        ("序号", "所在镇", "现场检查记录（份）", "责令限期整改指令书（份）", "整改复查意见书（份）", "发现隐患（项）",
         "已整改（项）", "未整改（项）", "整改率（%）"),
    )  # fmt: skip
    rows: list[list[CellContent]] = []
    for number, (town, counts) in enumerate(_split_over_towns(filing, printer.figures, codes).items(), start=1):
        rows.append([number, town, *(counts[code] for code in codes), *_close_balance(counts)])
        printer.facts.extend(_list_town_facts(printer.figures, town, counts))
    total: list[CellContent] = ["合计", "<", *(printer.cell(code) for code in codes)]
    rows.append([*total, printer.cell("hazard.pending"), printer.percent_cell("hazard.rectification_rate")])
    book = Book()
    title, office = _head(filing, "乡镇安全生产检查情况汇总表")
    book.add_sheet("乡镇汇总", title, office, header, rows)
    add_sector_sheet(book, filing, printer)
    add_zero_sheet(book, filing, printer)
    return book.finish()


def _split_over_towns(filing: Filing, figures: Figures, codes: Sequence[str]) -> dict[str, dict[str, int]]:
    """Split the county's counts over its towns; a town never rectifies more than it found."""
    random = make_random(filing.seed, "towns", filing.county.code, filing.quarter)
    towns = filing.county.towns
    split = {
        code: split_total(random, int(figures.get(code)), [1.0] * len(towns))
        for code in codes
        if code != "hazard.rectified"
    }
    pending = split_total(random, int(figures.get("hazard.pending")), [1.0] * len(towns))
    split["hazard.rectified"] = tuple(found - left for found, left in zip(split["hazard.found"], pending, strict=True))
    return {town: {code: split[code][place] for code in codes} for place, town in enumerate(towns)}


def _close_balance(counts: dict[str, int]) -> list[CellContent]:
    found, rectified = counts["hazard.found"], counts["hazard.rectified"]
    return [found - rectified, _round_percent(rectified, found) if found else "—"]


def _round_percent(part: int, whole: int) -> Decimal:
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _list_town_facts(figures: Figures, town: str, counts: dict[str, int]) -> list[SampleFact]:
    found, rectified = counts["hazard.found"], counts["hazard.rectified"]
    values = {code: Decimal(value) for code, value in counts.items()} | {"hazard.pending": Decimal(found - rectified)}
    if found:
        values["hazard.rectification_rate"] = _round_percent(rectified, found) / 100
    return [SampleFact(code, value, town, None, figures.start, figures.end) for code, value in values.items()]


def write_zero_table(filing: Filing, printer: Printer) -> bytes:
    """Write the workbook that opens with the zero-accident table and carries the sectors behind it."""
    book = Book()
    add_zero_sheet(book, filing, printer)
    add_sector_sheet(book, filing, printer)
    return book.finish()


FORMS: dict[str, Callable[[Filing, Printer], bytes]] = {
    "row_form": write_row_form,
    "transposed": write_transposed,
    "townships": write_townships,
    "zero_table": write_zero_table,
}


def write_summary(filing: Filing, printers: Sequence[Printer | str], total: Printer) -> bytes:
    """Write a prefecture's summary: a row a county, its own level, and the total.

    Args:
        filing: the prefecture's filing; its county stands for the prefecture itself.
        printers: each county's printer, or the name of a county that did not report.
        total: the prefecture's printer.
    """
    header = (
        ("序号", "县（市、区）", "执法检查", "<", "<", "<", "行政处罚", "<", "<", "<", "<", "备注"),
        ("^", "^", "检查单位（家）", "排查隐患（项）", "已整改（项）", "整改率（%）", "立案（件）", "罚款（万元）",
         "收缴罚款（万元）", "停产停业整顿（家）", "行政拘留（人）", "^"),
    )  # fmt: skip
    rows: list[list[CellContent]] = []
    zero_rows: list[list[CellContent]] = []
    for number, printer in enumerate(printers, start=1):
        if isinstance(printer, str):
            rows.append([number, printer, *[None] * 9, "未报送"])
            zero_rows.append([printer, *[None] * 8])
            continue
        rows.append([number, printer.figures.place, *_list_summary_cells(printer), None])
        if ("zero_accident.village_total", None) in printer.figures.values:
            zero_rows.append([printer.figures.place, *list_zero_cells(printer)])
    rows.append([None, "合计", *_list_summary_cells(total), None])
    zero_rows.append(["合计", *list_zero_cells(total)])
    book = Book()
    title, office = _head(filing, "安全生产行政执法情况汇总表")
    book.add_sheet("执法汇总", title, office, header, rows)
    zero_title = f"{filing.county.name}“零事故”创建情况汇总表（截至{name_day(filing.quarter.end)}）"
    book.add_sheet("零事故创建", zero_title, office, (("县（市、区）", *ZERO_HEADER[0][1:]), ZERO_HEADER[1]), zero_rows)
    return book.finish()


def _list_summary_cells(printer: Printer) -> list[CellContent]:
    return [
        printer.cell("inspection.units"),
        printer.cell("hazard.found"),
        printer.cell("hazard.rectified"),
        printer.percent_cell("hazard.rectification_rate"),
        printer.cell("penalty.case_filed"),
        printer.cell("penalty.fine_amount", wan=True),
        printer.cell("penalty.fine_collected", wan=True),
        printer.cell("penalty.suspension"),
        printer.cell("detention.administrative"),
    ]
