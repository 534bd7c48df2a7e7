"""Files without a sheet: the long csv in GB18030 and the JSON export with Chinese keys."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from pipelines.sample.offices import SECTORS
from pipelines.sample.printing import Printer
from pipelines.sample.prose import Filing
from pipelines.sample.wording import name_day, name_quarter

_CSV_LINES = (
    ("检查企业数", "家", "inspection.units"),
    ("排查隐患数", "项", "hazard.found"),
    ("已整改隐患数", "项", "hazard.rectified"),
    ("行政处罚次数", "次", "penalty.count"),
    ("罚款金额", "万元", "penalty.fine_amount"),
    ("停产停业整顿", "家", "penalty.suspension"),
    ("行政拘留", "人", "detention.administrative"),
)
_CSV_TOTALS = (
    ("立案", "件", "penalty.case_filed"),
    ("收缴罚款", "万元", "penalty.fine_collected"),
    ("关闭取缔", "家", "penalty.closure"),
    ("村（社区）总数", "个", "zero_accident.village_total"),
    ("零事故村（社区）数", "个", "zero_accident.village_zero"),
    ("零事故村（社区）比例", "%", "zero_accident.village_rate"),
    ("企事业单位总数", "家", "zero_accident.enterprise_total"),
    ("零事故企事业单位数", "家", "zero_accident.enterprise_zero"),
    ("零事故企事业单位比例", "%", "zero_accident.enterprise_rate"),
)


def _print_line(printer: Printer, unit: str, indicator: str, sector: str | None) -> str:
    if unit == "%":
        return printer.percent(indicator)
    return printer.wan(indicator, sector) if unit == "万元" else printer.number(indicator, sector)


def write_csv(filing: Filing, printer: Printer) -> bytes:
    """Write the long table: a line an indicator and sector, in the encoding of old office software."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(["行政区划代码", "县区", "行业", "指标名称", "计量单位", name_quarter(filing.quarter)])
    for code, sector_name in ((None, "全部"), *SECTORS.items()):
        for name, unit, indicator in (*_CSV_LINES, *(_CSV_TOTALS if code is None else ())):
            value = _print_line(printer, unit, indicator, code)
            writer.writerow([filing.county.code, filing.county.name, sector_name, name, unit, value])
    return stream.getvalue().encode("gb18030")


def write_json(filing: Filing, printer: Printer) -> bytes:
    """Write the export of a reporting system: keys in Chinese, money in 万元, a record a sector and the total."""
    records = [
        {"行业": name, "检查情况": _list_inspection(printer, code), "处罚情况": _list_penalties(printer, code)}
        for code, name in SECTORS.items()
    ]
    total_inspection = _list_inspection(printer, None) | {"整改率": f"{printer.percent('hazard.rectification_rate')}%"}
    total_penalties = _list_penalties(printer, None) | {
        "立案数": _number(printer.number("penalty.case_filed")),
        "实际收缴罚款": _number(printer.wan("penalty.fine_collected")),
    }
    export = {
        "报表名称": f"{filing.county.name}安全生产行政执法季报",
        "填报单位": filing.county.bureau,
        "行政区划代码": filing.county.code,
        "统计期间": {
            "开始日期": filing.quarter.start.isoformat(),
            "结束日期": filing.quarter.end.isoformat(),
            "期间类型": "季度",
        },
        "金额单位": "万元",
        "数据": records,
        "合计": {"检查情况": total_inspection, "处罚情况": total_penalties},
        "零事故创建": _list_zero(printer),
        "报送日期": name_day(filing.filed_on),
    }
    return json.dumps(export, ensure_ascii=False, indent=2).encode() + b"\n"


def _number(text: str) -> int | float | str:
    try:
        value = Decimal(text)
    except ArithmeticError:
        return text
    return int(value) if value == value.to_integral_value() else float(value)


def _list_inspection(printer: Printer, sector: str | None) -> dict[str, int | float | str]:
    return {
        "检查企业数": _number(printer.number("inspection.units", sector)),
        "检查次数": _number(printer.number("inspection.count", sector)),
        "排查隐患": _number(printer.number("hazard.found", sector)),
        "已整改": _number(printer.number("hazard.rectified", sector)),
    }


def _list_penalties(printer: Printer, sector: str | None) -> dict[str, int | float | str]:
    return {
        "处罚次数": _number(printer.number("penalty.count", sector)),
        "罚款": _number(printer.wan("penalty.fine_amount", sector)),
        "责令停产停业整顿": _number(printer.number("penalty.suspension", sector)),
        "行政拘留": _number(printer.number("detention.administrative", sector)),
    }


def _list_zero(printer: Printer) -> dict[str, int | float | str]:
    return {
        "村（社区）总数": _number(printer.number("zero_accident.village_total")),
        "零事故村（社区）数": _number(printer.number("zero_accident.village_zero")),
        "零事故村（社区）比例": f"{printer.percent('zero_accident.village_rate')}%",
        "村（社区）年度目标": f"{printer.figures.get('zero_accident.village_target') * 100:.0f}%",
        "企事业单位总数": _number(printer.number("zero_accident.enterprise_total")),
        "零事故企事业单位数": _number(printer.number("zero_accident.enterprise_zero")),
        "零事故企事业单位比例": f"{printer.percent('zero_accident.enterprise_rate')}%",
        "企事业单位年度目标": f"{printer.figures.get('zero_accident.enterprise_target') * 100:.0f}%",
    }
