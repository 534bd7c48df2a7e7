"""Faults of January 2024: rules that no table of the quarter can break, and one fault in every kind of file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence

from docx import Document

from pipelines.sample.workbooks import Book, CellContent
from tests.province import truth
from tests.province.documents import Fault, Filed, fault

_OFFICE = "填报单位（盖章）：{}应急管理局    填报日期：2024年2月4日"
_HEAVIEST = ("注：一案多罚的，按最重的种类计入。",)
_EVERY = ("注：一案多罚的，各种类分别计一次。",)
_CLASSES = (
    "行政处罚次数（次）", "警告（次）", "通报批评（次）", "罚款次数（次）", "没收（次）", "暂扣证照（次）", "降低资质等级（次）",
    "吊销证照（次）", "限制开展生产经营活动（次）", "停产停业（次）", "关闭取缔（次）", "限制从业（人）", "行政拘留（宗）",
    "其他行政处罚（次）",
)  # fmt: skip
COPIED = {
    "inspection.count": "160", "inspection.units": "120", "document.record": "150", "hazard.found": "181",
    "hazard.rectified": "170", "penalty.count": "14", "training.people": "95", "training.certified": "88",
    "penalty.fine_amount": "23.5",
}  # fmt: skip
"""What one county reports and another copies, and what one reports for December and again for January."""


def table(
    county: str,
    columns: Sequence[str],
    values: Sequence[CellContent],
    *,
    month: str = "2024年1月",
    subject: str = "安全生产行政执法情况统计表",
    notes: Sequence[str] = (),
) -> bytes:
    """A county's form of one row."""
    return sheets(county, [(f"{county}{month}{subject}", columns, values, notes)])


def sheets(county: str, parts: Sequence[tuple[str, Sequence[str], Sequence[CellContent], Sequence[str]]]) -> bytes:
    """A county's workbook of one row a sheet: (title, columns, values, notes)."""
    book = Book()
    for number, (title, columns, values, notes) in enumerate(parts, 1):
        head = (("填报地区", *columns),)
        book.add_sheet(f"Sheet{number}", title, _OFFICE.format(county), head, [[county, *values]], notes)
    return book.finish()


def page(county: str, text: str) -> bytes:
    """A county's text."""
    return f"{county}安全生产工作情况\n{text}\n{county}应急管理局\n2024年2月4日\n".encode()


def long_table(county: str, period: str, printed: truth.Printed) -> bytes:
    """A county's long table of one period."""
    codes = {name: code for code, name in truth.counties()}
    return truth.write_long(codes[county], county, [(period, printed)])


def past_files() -> dict[str, bytes]:
    """What some counties filed before, and now contradict or repeat."""
    return {
        "沙渚县执法统计_2023年12月.csv": long_table("沙渚县", "2023年12月", COPIED),
        "柳渚县隐患统计_2023年1月.csv": long_table("柳渚县", "2023年1月", {"hazard.found": "40"}),
        "金渚县事故统计_2023年1月.csv": long_table("金渚县", "2023年1月", {"accident.count": "0"}),
    }


def classes() -> list[Filed]:
    """Forms that count by the heaviest class, and workbooks that mix conventions."""
    counts = [20, 1, 0, 10, 1, 1, 0, 1, 0, 2, 1, 0, 1, 1]
    name = "{}行政处罚情况_2024年1月.xlsx".format
    title = "{}2024年1月行政处罚情况统计表".format
    one, count = ("行政处罚次数（次）",), "penalty.count"
    return [
        Filed(
            "澄阳县", name("澄阳县"),
            table("澄阳县", _CLASSES, counts, subject="行政处罚情况统计表", notes=_HEAVIEST),
            (fault("classes that do not add up", "P20", count),),
        ),
        Filed(
            "渡川县", name("渡川县"),
            sheets("渡川县", [(title("渡川县"), one, [20], _HEAVIEST), (title("渡川县"), one, [26], _EVERY)]),
            (fault("two conventions in one workbook", "P21", count),),
        ),
        Filed(
            "鹿溪县", name("鹿溪县"),
            sheets("鹿溪县", [(title("鹿溪县"), one, [20], _HEAVIEST), (title("鹿溪县"), one, [20], ())]),
            (fault("one count stated by two conventions", "X15", count),),
        ),
    ]  # fmt: skip


def words() -> list[Filed]:
    """Reports in words."""
    texts = [
        (
            "石闸县",
            "2024年1月，全县生产安全事故起数同比下降120%，死亡人数同比下降150%。",
            (
                fault("accidents that fall by more than all", "B10", "accident.count_yoy"),
                fault("deaths that fall by more than all", "B11", "accident.deaths_yoy"),
            ),
        ),
        (
            "谷岭县",
            "2024年1月，全县事故造成受伤3人，同比减少1人，下降50%；直接经济损失30.5万元，同比减少10.2万元，下降50%。",
            (
                fault("injuries that do not follow", "A18", "accident.injuries_yoy"),
                fault("a loss that does not follow", "A19", "accident.loss_yoy"),
            ),
        ),
        (
            "金渚县",
            "2024年1月，全县发生生产安全事故2起，同比上升100%。",
            (fault("a rise over nothing", "A14", "accident.count_yoy"),),
        ),
        (
            "澄西区",
            "2024年1月，全区纳入统计事故1起，其中生产经营性死亡事故2起。",
            (fault("fewer events than fatal accidents", "Z07", "zero_accident.events"),),
        ),
        (
            "柳渚县",
            "2024年1月，全县排查隐患35项，去年同期为50项。",
            (fault("a year before that was reported otherwise", "X24", "hazard.found"),),
        ),
        (
            "双垭县",
            "2024年1月，全县检查企业38702702810010100家，组织应急演练6场。",
            (fault("numbers glued together in a sentence", "X12"),),
        ),
        (
            "砚阳县",
            "2024年1月，全县检查企业96家，开展执法检查60次，排查隐患81项，已整改90项。",
            (
                fault("more parties than visits, in words", "I01", "inspection.units", "inspection.count"),
                fault("more rectified than found, in words", "H01", "hazard.rectified"),
            ),
        ),
    ]
    return [Filed(c, f"{c}工作情况_2024年1月.txt", page(c, text), faults) for c, text, faults in texts]


def kinds_of_files() -> list[Filed]:
    """More parties than visits, in every kind of file."""
    told = ("inspection.units", "inspection.count")
    rows = "<tr><td>检查次数</td><td>次</td><td>60</td></tr><tr><td>检查单位数</td><td>家</td><td>96</td></tr>"
    web = (
        f"<h1>松涧县2024年1月安全生产执法情况</h1><table><tr><th>指标</th><th>单位</th><th>数量</th></tr>{rows}</table>"
    )
    record = {"county": "白砚县", "period": "2024年1月", "检查次数": 60, "检查单位数": 96, "排查隐患": 81}
    paper = _paper("永砚市安全生产工作情况", "2024年1月，全市检查企业96家，开展执法检查60次。", "永砚市应急管理局")
    form = table("澄东区", ("检查次数（次）", "检查单位数（家）", "排查隐患（项）"), [60, 96, 81])
    return [
        Filed("永砚市", "永砚市工作情况_2024年1月.docx", paper, _more("docx", told)),
        Filed("松涧县", "松涧县工作情况_2024年1月.html", f"<html><body>{web}</body></html>".encode(), _more("html", told)),
        Filed(
            "白砚县", "白砚县工作情况_2024年1月.json", json.dumps([record], ensure_ascii=False).encode(), _more("json", told)
        ),
        Filed("澄东区", "澄东区工作情况_2024年1月.xlsx", form, _more("xlsx", told)),
    ]  # fmt: skip


def _paper(*paragraphs: str) -> bytes:
    document, stream = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(stream)
    return stream.getvalue()


def _more(kind: str, told: tuple[str, ...]) -> tuple[Fault, ...]:
    return (fault(f"more parties than visits, in {kind}", "I01", *told),)


def targets() -> list[Filed]:
    """Targets of the year that stand as if they were reached."""
    told = "zero_accident.village_rate"
    head = (("填报地区", "零事故创建目标任务"), ("^", "零事故村比例（%）"))
    book = Book()
    book.add_sheet("Sheet1", "澄西区2024年1月零事故创建情况表", _OFFICE.format("澄西区"), head, [["澄西区", "80"]])
    return [
        Filed(
            "红垭县", "红垭县零事故_2024年1月.xlsx",
            table("红垭县", ("零事故村比例（%）",), ["80"], subject="零事故村创建目标任务表"),
            (fault("targets under a title that says so", "Z09", told),),
        ),
        Filed(
            "澄西区", "澄西区零事故_2024年1月.xlsx", book.finish(),
            (fault("targets under a head that says so", "Z09", told),),
        ),
    ]  # fmt: skip


WRITERS: tuple[Callable[[], list[Filed]], ...] = (classes, words, kinds_of_files, targets)
