"""Faults that only whole documents can have: summaries, roll-ups, forms with parts, prose, lists of decisions, resends.

They speak of February or March 2024, those of ``january`` and ``damage`` of January, where a county's own table would else contradict them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.sample.workbooks import Book, CellContent
from tests.province import truth

_OFFICE = "填报单位（盖章）：{name}应急管理局    填报日期：2024年4月4日"
SECTORS = ("非煤矿山", "危险化学品", "建筑施工")


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a document: on which figures, of this file or another, and by which rule or reason it is found."""

    kind: str
    found_by: str
    indicators: frozenset[str] = frozenset()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of the province: ``place`` names its office; ``faults`` is empty where it is sound."""

    place: str
    file: str
    content: bytes
    faults: tuple[Fault, ...] = field(default=())


def fault(kind: str, found_by: str, *indicators: str) -> Fault:
    return Fault(kind, found_by, frozenset(indicators))


def summary(
    city: str, head: Sequence[str], rows: Mapping[str, Sequence[CellContent]], title: str = "行政执法情况汇总表"
) -> bytes:
    """A prefecture's summary of March: a row a county, and what else is given."""
    book = Book()
    printed = [[name, *cells] for name, cells in rows.items()]
    book.add_sheet("汇总", f"{city}2024年3月{title}", _OFFICE.format(name=city), (("县（市、区）", *head),), printed)
    return book.finish()


def names_of(prefecture: str) -> list[str]:
    """The counties of a prefecture."""
    return [name for code, name in truth.counties() if code.startswith(prefecture)]


def summaries() -> list[Filed]:
    """Three prefectures: one with an own row and a slipped unit, one without own row, one that leaves a county out."""
    first, second, third = names_of("9901"), names_of("9902"), names_of("9903")
    with_own: dict[str, list[CellContent]] = {n: [30, "2.5"] for n in first}
    with_own[first[3]] = [30, "25000"]
    with_own |= {"市本级": [12, "4.0"], "合计": [259, "24.0"]}
    without_own: dict[str, list[CellContent]] = {n: [30, 4] for n in second}
    without_own["合计"] = [255, 31]
    short: dict[str, list[CellContent]] = {n: [30] for n in third[:-1]}
    short |= {"市本级": [12], "合计": [222]}
    return [
        Filed(
            "澄川市",
            "澄川市行政执法情况汇总表_2024年3月.xlsx",
            summary("澄川市", ("排查隐患（项）", "罚款（万元）"), with_own),
            (
                fault("a prefecture total that is not counties and own level", "X01", "hazard.found"),
                fault("one county's fine in yuan in a summary", "unit_conflict", "penalty.fine_amount"),
            ),
        ),
        Filed(
            "砚岭市",
            "砚岭市行政执法情况汇总表_2024年3月.xlsx",
            summary("砚岭市", ("排查隐患（项）", "重大隐患（项）"), without_own),
            (
                fault("a total above its counties and no own row", "X02", "hazard.found"),
                fault("a total below its counties", "X18", "hazard.major_found"),
            ),
        ),
        Filed(
            "泊江市",
            "泊江市行政执法情况汇总表_2024年3月.xlsx",
            summary("泊江市", ("排查隐患（项）",), short),
            (fault("a county left out of the summary", "X17"),),
        ),
    ]


def forms() -> list[Filed]:
    """Forms of counties for February: towns, marked parts, sectors."""
    return [
        Filed(
            "澄阳县",
            "澄阳县乡镇检查情况汇总_2024年2月.xlsx",
            _form(
                "澄阳县",
                "乡镇安全生产检查情况汇总表",
                (("所在镇", "发现隐患（项）", "已整改（项）"),),
                [["河口镇", 20, 18], ["青石镇", 30, 29], ["合计", 60, 47]],
            ),
            (fault("towns that do not add up", "X09", "hazard.found"),),
        ),
        Filed(
            "渡川县",
            "渡川县行政执法情况统计表_2024年2月.xlsx",
            _form(
                "渡川县",
                "安全生产行政执法情况统计表",
                (("填报地区", "事故隐患", "<"), ("^", "排查隐患（项）", "其中：重大隐患（项）")),
                [["渡川县", 40, 44]],
            ),
            (fault("a marked part above its whole", "X10", "hazard.major_found"),),
        ),
        Filed(
            "鹿溪县",
            "鹿溪县行政处罚情况统计表_2024年2月.xlsx",
            _form(
                "鹿溪县",
                "安全生产行政处罚情况统计表",
                (("项目内容", "计量单位", "合计"),),
                [
                    ["行政处罚次数", "次", 20],
                    ["  其中:1)对生产经营单位", "次", 15],
                    ["      2)对生产经营单位主要负责人", "次", 9],
                ],
            ),
            (fault("marked parts above their whole together", "X11", "penalty.count_unit", "penalty.count_person"),),
        ),
        Filed(
            "石闸县",
            "石闸县分行业执法情况统计表_2024年2月.xlsx",
            _form(
                "石闸县",
                "分行业执法情况统计表",
                (("行业", "检查企业（家）"),),
                [*([s, 10] for s in SECTORS), ["其他", 6], ["合计", 40]],
            ),
            (fault("sectors with others that do not add up", "X03", "inspection.units"),),
        ),
        Filed(
            "谷岭县",
            "谷岭县分行业执法情况统计表_2024年2月.xlsx",
            _form(
                "谷岭县",
                "分行业执法情况统计表",
                (("行业", "检查企业（家）"),),
                [*([s, 10] for s in SECTORS), ["合计", 28]],
            ),
            (fault("sectors above their total", "X04", "inspection.units"),),
        ),
    ]


def _form(county: str, subject: str, header: Sequence[Sequence[str]], rows: Sequence[Sequence[CellContent]]) -> bytes:
    book = Book()
    book.add_sheet("Sheet1", f"{county}2024年2月{subject}", _OFFICE.format(name=county), header, rows)
    return book.finish()


def prose() -> list[Filed]:
    """Reports in words for February, or for days of their own."""
    texts = [
        (
            "澄东区",
            "2024年2月，全区发生生产安全事故20起，同比减少5起，下降33.3%；死亡9人，同比减少15人，下降65.7%。",
            (
                fault("a fall of accidents that does not follow", "A12", "accident.count_yoy"),
                fault("a fall of deaths that does not follow", "A13", "accident.deaths_yoy"),
            ),
        ),
        (
            "澄西区",
            "2024年2月，全区出动执法人员96人次，检查企业?58家，排查隐患81项。",
            (
                fault("a digit that was lost", "damaged_number"),
                fault("a number that is told as lost", "X13"),
            ),
        ),
        (
            "永砚市",
            "2024年2月，全市处罚款1285.21万元，其中事故罚款892.21元，监督检查罚款393万元。",
            (fault("an accident fine in yuan in words", "unit_conflict", "penalty.fine_accident"),),
        ),
        (
            "砚阳县",
            "2024年1月25日至2月24日，全县检查企业46家，排查隐患81项。",
            (fault("a statistical month", "X08", "inspection.units", "hazard.found"),),
        ),
        (
            "松涧县",
            "2024年2月，全县发生道路交通事故12起，其中生产经营性道路交通事故13起。",
            (fault("more production accidents than accidents", "A17", "accident.count"),),
        ),
    ]
    filed = []
    for county, text, faults in texts:
        page = f"{county}安全生产工作情况\n{text}\n{county}应急管理局\n2024年3月4日\n"
        filed.append(Filed(county, f"{county}安全生产工作情况_2024年2月.txt", page.encode(), faults))
    note = "白砚县2024年第一季度执法情况\n全县检查企业46家。\n注：统计期间为2024年1月1日至12月31日。\n"
    filed.append(
        Filed(
            "白砚县",
            "白砚县执法情况_2024.txt",
            note.encode(),
            (fault("a quarter by title and a year by note", "X07", "inspection.units"),),
        )
    )
    return filed


def yearly() -> list[Filed]:
    """Tables of the year 2023 that contradict its quarters."""
    cases = (
        ("红垭县", {"inspection.units": "1300"}, fault("a year of parties above its quarters", "I10", "inspection.units")),
        ("双垭县", {"inspection.units": "305"}, fault("a year of parties below a quarter", "I11", "inspection.units")),
        ("澄东区", {"zero_accident.village_rate": "99.38"}, fault("a share that rises within the year", "Z05", "zero_accident.village_rate")),
        ("砚南区", {"penalty.count": "160"}, fault("a year that is not its quarters", "X06", "penalty.count")),
        ("砚北区", {"penalty.count": "30"}, fault("a year that falls below its start", "X05", "penalty.count")),
    )  # fmt: skip
    codes = {name: code for code, name in truth.counties()}
    return [
        Filed(name, f"{name}执法年报_2023年.csv", truth.write_long(codes[name], name, [("2023年", printed)]), (found,))
        for name, printed, found in cases
    ]


_LIST_HEADER = (
    "行政相对人名称", "行政相对人类别", "统一社会信用代码", "行政处罚决定书文号", "违法行为类型", "处罚类别", "处罚内容",
    "罚款金额（万元）", "处罚决定日期", "处罚机关",
)  # fmt: skip
_BAD_CODE = "91990301MA00000010"


def case_list(
    county: str,
    rows: Sequence[tuple[str, str, str, str]],
    *,
    code: str | None = None,
    published: str | None = None,
    year: str = "2024",
) -> bytes:
    """A county's list of decisions: (number, fine in 万元, fine in the words of the decision, day)."""
    book = Book()
    head = (*_LIST_HEADER, *(["公示日期"] if published else []))
    printed: list[list[CellContent]] = [
        [
            f"{county}某某有限公司", "自然人" if code is None else "法人及非法人组织", code,
            f"（示）应急罚〔{year}〕{number}号", "未如实记录隐患", "罚款", f"罚款人民币{said}元", fine, day,
            f"{county}应急管理局", *([published] if published else []),
        ]
        for number, fine, said, day in rows
    ]  # fmt: skip
    title = f"{county}2024年第一季度行政处罚信息公示表"
    book.add_sheet("公示", title, _OFFICE.format(name=county), (head,), printed)
    return book.finish()


def lists() -> list[Filed]:
    """Lists of decisions with a fault each."""
    name = "{}行政处罚信息公示_2024Q1.xlsx".format
    return [
        Filed(
            "泊源县", name("泊源县"), case_list("泊源县", [("1", "0.5", "5000", "2024-02-30")]),
            (fault("a day that does not exist", "P27"),),
        ),
        Filed(
            "沙渚县", name("沙渚县"), case_list("沙渚县", [("2", "5000", "5000", "2024-02-20")]),
            (fault("a fine in yuan under ten thousand yuan in a list", "P25"),),
        ),
        Filed(
            "柳渚县", name("柳渚县"), case_list("柳渚县", [("3", "0.5", "5000", "2024-02-20")], code=_BAD_CODE),
            (fault("a credit code with a wrong check character", "P23"),),
        ),
        Filed("金渚县", name("金渚县"), case_list("金渚县", [("4", "0.5", "5000", "2024-02-20")])),
        Filed(
            "金渚县", "金渚县行政处罚信息公示_补_2024Q1.xlsx",
            case_list("金渚县", [("4", "0.6", "6000", "2024-02-20")]),
            (fault("one decision in two lists with two fines", "P26"),),
        ),
        Filed(
            "望渚县", name("望渚县"),
            case_list("望渚县", [(str(10 + n), "30", "300000", "2024-02-20") for n in range(3)]),
            (
                Fault(
                    "lists above the fines that are stated", "P22", frozenset({"penalty.fine_amount"}),
                    file="望渚县执法统计_2024Q1.csv",
                ),
            ),
        ),
    ]  # fmt: skip


def resends() -> list[Filed]:
    """The same office twice: a contradiction without an order, the same bytes again, and a correction."""
    page = "{0}2024年2月安全生产工作情况\n2024年2月，全区组织应急演练{1}场。\n{0}应急管理局\n2024年3月4日\n"
    found = (fault("two files that contradict each other", "X16", "drill.count"),)
    contradiction = [
        Filed(
            "泊东新区", f"泊东新区工作情况{n}_2024年2月.txt", page.format("泊东新区", drills).encode(), found[: n - 1]
        )
        for n, drills in enumerate(("14", "19"), 1)
    ]
    name, again = "泊北新区", (fault("the same bytes twice", "duplicate"),)
    first = Filed(name, f"{name}工作情况_2024年2月.txt", page.format(name, "7").encode())
    second = Filed(name, f"{name}工作情况_再报_2024年2月.txt", first.content, again)
    revised = page.replace("工作情况\n", "工作情况（更正）\n", 1)
    correction = (fault("a figure that its office corrects", "superseded", "drill.count"),)
    return [
        *contradiction,
        first,
        second,
        Filed("集垭市", "集垭市工作情况_2024年2月.txt", page.format("集垭市", "70").encode(), correction),
        Filed("集垭市", "集垭市工作情况_更正_2024年2月.txt", revised.format("集垭市", "7").encode()),
    ]


WRITERS: tuple[Callable[[], list[Filed]], ...] = (summaries, forms, prose, yearly, lists, resends)
"""The writers of this file; those of January stand in ``january`` and ``damage``."""
