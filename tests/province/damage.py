"""Damage that files take on their way: cut, mistyped, shifted, copied, sent again, in another unit.

Each is filed for January 2024 unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.province import truth
from tests.province.documents import Fault, Filed, case_list, fault
from tests.province.january import COPIED, long_table, page, table

_VISITS = ("检查次数（次）", "检查单位数（家）")
_SHIFTED = ("inspection.count", "inspection.units", "hazard.found", "hazard.rectified", "penalty.count")


def bytes_and_marks() -> list[Filed]:
    """Bytes that were cut or read twice, marks and digits that no longer are numbers."""
    text = page("砚北区", "2024年1月，全区检查企业46家，排查隐患81项。")
    book = table("砚南区", _VISITS, [60, 46])
    return [
        Filed(
            "砚北区", "砚北区工作情况_2024年1月.txt", text.decode().encode().decode("latin-1").encode(),
            (fault("a text that was decoded twice", "nothing_found"),),
        ),
        Filed(
            "砚南区", "砚南区工作情况_2024年1月.xlsx", book[: len(book) // 2],
            (fault("a workbook cut in half", "truncated"),),
        ),
        Filed(
            "集垭市", "集垭市工作情况_2024年1月.xlsx", table("集垭市", _VISITS, ["3870270281001010", "46"]),
            (fault("numbers glued together in a cell", "glued_digits"),),
        ),
        Filed(
            "泊东新区", "泊东新区工作情况_2024年1月.xlsx", table("泊东新区", _VISITS, ["60", "?46"]),
            (fault("a mark of a lost digit in a cell", "damaged_number"),),
        ),
    ]  # fmt: skip


def shifts() -> list[Filed]:
    """Columns that changed places, and rows that moved down by one."""
    swapped = table(
        "泊源县", ("检查单位数（家）", "检查次数（次）", "已整改隐患（项）", "排查隐患（项）"), [60, 46, 81, 70]
    )
    down = dict(zip(_SHIFTED, ("5.5", "60", "46", "81", "12"), strict=True))
    return [
        Filed(
            "泊源县", "泊源县工作情况_2024年1月.xlsx", swapped,
            (
                fault("visits and parties under each other's head", "I01", "inspection.units", "inspection.count"),
                fault("found and cured under each other's head", "H01", "hazard.found", "hazard.rectified"),
            ),
        ),
        Filed(
            "望渚县", "望渚县工作情况_2024年1月.csv", long_table("望渚县", "2024年1月", down),
            (fault("values a row too low", "value_out_of_range", *_SHIFTED),),
        ),
    ]  # fmt: skip


def units() -> list[Filed]:
    """Units that the cells do not follow, or that nobody printed."""
    return [
        Filed(
            "双垭县", "双垭县处罚情况_2024年1月.xlsx",
            table("双垭县", ("处罚次数（次）", "罚款（万元）"), [12, 55000]),
            (fault("yuan under a head of ten thousand yuan, in a form", "P28", "penalty.fine_amount"),),
        ),
        Filed(
            "松涧县", "松涧县处罚情况_2024年1月.xlsx", table("松涧县", ("处罚次数（次）", "罚款"), [12, "12.5"]),
            (fault("money without a unit", "unit_unknown", "penalty.fine_amount"),),
        ),
        Filed(
            "白砚县", "白砚县隐患情况_2024年1月.xlsx",
            table("白砚县", ("一般隐患（项）", "隐患整改率（%）"), [60, 0.95]),
            (fault("a share between nought and one under percent", "unit_conflict", "hazard.rectification_rate"),),
        ),
    ]  # fmt: skip


def times() -> list[Filed]:
    """Years that were mistyped, and a running count that falls."""
    visits = ("inspection.count", "inspection.units")
    return [
        Filed(
            "澄西区", "澄西区执法情况_1月.xlsx", table("澄西区", _VISITS, [60, 46], month="2042年1月"),
            (fault("a year that is to come", "X19", *visits),),
        ),
        Filed(
            "澄东区", "澄东区执法情况_1月.xlsx", table("澄东区", _VISITS, [60, 46], month="2014年1月"),
            (fault("a year ten years ago", "X20", *visits),),
        ),
        Filed(
            "石闸县", "石闸县培训情况_2024年1-2月.csv",
            long_table("石闸县", "2024年1-2月", {"training.people": "345", "training.sessions": "9"}),
            (fault("a running count that falls", "X05", "training.people"),),
        ),
        Filed(
            "柳渚县", "柳渚县检查情况_2023年第四季度.csv", long_table("柳渚县", "2023年第四季度", {"inspection.units": "290"}),
            (fault("last year's figure stated anew without an order", "conflicting_values", "inspection.units"),),
        ),
    ]  # fmt: skip


def copies() -> list[Filed]:
    """Files of other offices and other times."""
    named = frozenset(COPIED)
    told = truth.write_past(*next((c, n) for c, n in truth.counties() if n == "谷岭县"))
    return [
        Filed("永砚市", "永砚市执法统计_2024年1月.csv", long_table("永砚市", "2024年1月", COPIED)),
        Filed(
            "集垭市", "集垭市执法统计_2024年1月.csv", long_table("集垭市", "2024年1月", COPIED),
            (fault("a neighbour's numbers under an own title", "X22", *named),),
        ),
        Filed(
            "沙渚县", "沙渚县执法统计_2024年1月.csv", long_table("沙渚县", "2024年1月", COPIED | {"penalty.count": "14"}),
            (fault("the numbers of the month before under a new title", "X23", *named),),
        ),
        Filed(
            "鹿溪县", "鹿溪县情况_2024年1月.xlsx", table("澄阳县", ("应急演练（场）",), [6]),
            (fault("a county's file under a neighbour's name", "X21"),),
        ),
        Filed("谷岭县", "谷岭县执法统计_2024年第一季度再报.csv", told, (fault("last year's file as this quarter's", "duplicate"),)),
    ]  # fmt: skip


def parts() -> list[Filed]:
    """Wholes below parts of which others are not printed, a damaged digit, another office's place."""
    return [
        Filed(
            "澄阳县", "澄阳县文书情况_2024年1月.xlsx",
            table("澄阳县", ("执法文书（份）", "现场检查记录（份）"), [70, 212]),
            (fault("documents in all below one kind", "I07", "document.total", "document.record"),),
        ),
        Filed(
            "澄西区", "澄西区检查情况_2024年1月.txt", page("澄西区", "2024年1月，全区开展执法检查1█5家次。"),
            (fault("a digit that is a block", "damaged_number"),),
        ),
        Filed(
            "澄东区", "澄东区演练情况_2024年1月.xlsx", table("澄东区", ("应急演练（场）", "培训期数（期）"), ["1O8", "9"]),
            (fault("a letter for a digit in a cell", "damaged_number"),),
        ),
        Filed(
            "渡川县", "渡川县立案情况_2024年1月.xlsx",
            table("渡川县", ("处罚单位数（家）", "立案（件）"), [88, 61]),
            (fault("more parties than cases", "P35", "penalty.units", "penalty.case_filed"),),
        ),
    ]  # fmt: skip


def lists() -> list[Filed]:
    """Lists of decisions with rows that cannot be: serial numbers for days, sums, numbers and offices of others."""
    rows = [("71", "0.5", "5000", "45324"), ("72", "0.6", "6000", "45600")]
    return [
        Filed(
            "澄阳县", "澄阳县行政处罚信息公示_2024Q1.xlsx", case_list("澄阳县", rows),
            (fault("a serial number of a day outside the quarter", "P27"),),
        ),
        Filed(
            "渡川县", "渡川县行政处罚信息公示_2024Q1.xlsx",
            case_list("渡川县", [("73", "0.5", "5000", "2024-02-01")], published="2024-03-05"),
            (fault("a decision published after its term", "P24"),),
        ),
        Filed(
            "鹿溪县", "鹿溪县行政处罚信息公示_2024Q1.xlsx",
            case_list("鹿溪县", [("74", "20000", "200000000", "2024-02-01")]),
            (
                fault("a fine beyond the law", "P36"),
                Fault(
                    "a fine beyond the law beside the form", "P22", frozenset({"penalty.fine_amount"}),
                    file="鹿溪县执法统计_2024Q1.csv",
                ),
            ),
        ),
        Filed(
            "谷岭县", "谷岭县行政处罚信息公示_2024Q1.xlsx",
            case_list("谷岭县", [("75", "120", "1200000", "2024-02-01")]),
            (fault("a firm's fine for a person", "P37"),),
        ),
        Filed(
            "石闸县", "石闸县行政处罚信息公示_2024Q1.xlsx",
            case_list("石闸县", [("76", "0.5", "5000", "2024-02-01")], year="2021"),
            (fault("a number given years before its decision", "P38"),),
        ),
    ]  # fmt: skip


WRITERS: tuple[Callable[[], list[Filed]], ...] = (bytes_and_marks, shifts, units, times, copies, parts, lists)
