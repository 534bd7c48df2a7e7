"""Small penalty lists of invented offices, built row by row."""

from datetime import date
from decimal import Decimal

from pipelines.reading.model import BLANK, Cell, MergedRange, Table

GOOD_CODE = "91350100M000100Y43"
HEADER = (
    "行政相对人名称", "行政相对人类别", "统一社会信用代码", "行政处罚决定书文号", "处罚类别", "处罚内容", "罚款金额(万元)", "没收金额(万元)",
    "处罚决定日期", "处罚机关", "备注",
)  # fmt: skip
FIELDS = ("party", "class", "code", "no", "kind", "content", "fine", "confiscated", "date", "authority", "note")


def make_row(number: int = 1, **changes):
    """One sound decision of a fictional office, with these fields changed."""
    values = {
        "party": "澄阳县长河建材厂",
        "class": "法人及非法人组织",
        "code": GOOD_CODE,
        "no": f"（澄）应急罚〔2024〕{number}号",
        "kind": "罚款",
        "content": "处罚款人民币20000元",
        "fine": "2",
        "confiscated": "",
        "date": "2024-03-05",
        "authority": "澄阳县应急管理局",
        "note": "",
    } | changes
    return [values[field] for field in FIELDS]


def make_cell(value):
    if value in ("", None):
        return BLANK
    if isinstance(value, Decimal | date):
        return Cell(str(value), value)
    return Cell(str(value), str(value))


def make_table(*rows, header=HEADER, title=None, merged=(), caption=""):
    lines = [[title]] if title else []
    lines += [list(header), *rows]
    width = max(len(line) for line in lines)
    cells = tuple(tuple(make_cell(value) for value in [*line, *[""] * (width - len(line))]) for line in lines)
    return Table("Sheet1", cells, merged=tuple(MergedRange(*merge) for merge in merged), caption=caption)
