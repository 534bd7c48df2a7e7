"""Prose reports as four writers of the sample province write them: brief, by sectors, cumulative, and for the web.

Each writer has one order and one set of words; every figure goes through the printer, which remembers it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.sample.offices import SECTORS, County
from pipelines.sample.printing import Printer
from pipelines.sample.wording import name_day, name_months, name_quarter
from warehouse.quarters import Quarter


@dataclass(frozen=True, slots=True)
class Filing:
    """One report to be written: whose, for which quarter, filed when, and whether it corrects an earlier one."""

    seed: int
    county: County
    quarter: Quarter
    filed_on: date
    is_correction: bool = False


def _write_title(filing: Filing, period: str, subject: str) -> str:
    return f"{filing.county.name}{period}{subject}{'（更正）' if filing.is_correction else ''}"


def _write_correction(filing: Filing) -> list[str]:
    if not filing.is_correction:
        return []
    return ["　　经核查，原报送的数据有误，现予更正，以本次报送为准。"]


def _write_accidents(printer: Printer, opening: str) -> str:
    if not printer.figures.get("accident.count"):
        return f"{opening}未发生生产安全事故。"
    sentence = f"{opening}发生生产安全事故{printer.number('accident.count')}起，"
    if printer.figures.get("accident.deaths"):
        sentence += f"死亡{printer.number('accident.deaths')}人，"
    else:
        sentence += "无人员死亡，"
    if printer.figures.get("accident.injuries"):
        sentence += f"受伤{printer.number('accident.injuries')}人。"
    else:
        sentence += "无人员受伤。"
    return sentence


def _write_zero_accident(printer: Printer, filing: Filing) -> str:
    day = filing.quarter.end
    village_goal, enterprise_goal = (
        f"{printer.figures.get(f'zero_accident.{unit}_target') * 100:.0f}%" for unit in ("village", "enterprise")
    )
    return (
        f"截至{day.month}月{day.day}日，{filing.county.whole}共有村（社区）{printer.number('zero_accident.village_total')}个，其中“零事故”村"
        f"（社区）{printer.number('zero_accident.village_zero')}个，“零事故”村（社区）比例为"
        f"{printer.percent('zero_accident.village_rate')}%；“零事故”企事业单位比例为"
        f"{printer.percent('zero_accident.enterprise_rate')}%。年度目标分别为{village_goal}和{enterprise_goal}。"
    )


def write_brief(filing: Filing, printer: Printer) -> str:
    """Write the short report: one paragraph a subject, the quarter's own figures."""
    period = name_quarter(filing.quarter)
    n = printer.number
    lines = [
        _write_title(filing, period, "安全生产行政执法工作情况"),
        *_write_correction(filing),
        f"　　{period}，{filing.county.bureau}紧盯重点行业领域，扎实开展执法检查。"
        f"{filing.county.whole}共派出检查组{n('inspection.teams')}个，"
        f"出动执法人员{n('inspection.personnel')}人次，检查企业{n('inspection.units')}家，排查隐患{n('hazard.found')}项，"
        f"已整改{n('hazard.rectified')}项，整改率{printer.percent('hazard.rectification_rate')}%，其中重大隐患"
        f"{n('hazard.major_found')}项。",
        f"　　下达执法文书方面，制作现场检查记录{n('document.record')}份，下发责令限期整改指令书"
        f"{n('document.rectification_order')}份。",
        f"　　行政处罚方面，立案{n('penalty.case_filed')}起，结案{n('penalty.case_closed')}起，罚款"
        f"{printer.wan('penalty.fine_amount')}万元，收缴罚款{printer.wan('penalty.fine_collected')}万元，责令停产整顿企业"
        f"{n('penalty.suspension')}家，关闭取缔{n('penalty.closure')}家，行政拘留{n('detention.administrative')}人。",
        f"　　宣传培训方面，培训企业人员{n('training.people')}人次，组织应急演练{n('drill.count')}场。",
        f"　　零事故创建方面，{_write_zero_accident(printer, filing)}",
        f"　　{_write_accidents(printer, f'事故情况方面，{filing.county.whole}')}",
        f"{filing.county.bureau}",
        name_day(filing.filed_on),
    ]
    return "\n".join(lines) + "\n"


def write_sectors(filing: Filing, printer: Printer) -> str:
    """Write the report by sectors: totals first, then a paragraph for each sector that was inspected."""
    period = name_quarter(filing.quarter)
    n = printer.number
    lines = [
        _write_title(filing, period, "重点行业领域安全生产执法检查情况报告"),
        *_write_correction(filing),
        f"{period}，{filing.county.whole}共检查生产经营单位{n('inspection.units')}家，发现隐患{n('hazard.found')}处，完成整改"
        f"{n('hazard.rectified')}处。实施行政处罚{n('penalty.count')}次，罚款{printer.wan('penalty.fine_amount')}万元，"
        f"实际收缴罚款{printer.wan('penalty.fine_collected')}万元，停产停业整顿{n('penalty.suspension')}家，行政拘留"
        f"{n('detention.administrative')}人。",
        "分行业情况如下：",
    ]
    for sector, name in SECTORS.items():
        lines.append(_write_sector(printer, sector, name))
    lines += [
        "“零事故”创建情况。" + _write_zero_accident(printer, filing),
        _write_accidents(printer, f"{period}，{filing.county.whole}"),
        f"报送单位：{filing.county.bureau}",
        f"报送日期：{name_day(filing.filed_on)}",
    ]
    return "\n".join(lines) + "\n"


def _write_sector(printer: Printer, sector: str, name: str) -> str:
    parts = [
        f"检查企业{printer.number('inspection.units', sector)}家",
        f"发现隐患{printer.number('hazard.found', sector)}处",
        f"完成整改{printer.number('hazard.rectified', sector)}处",
    ]
    if printer.figures.get("penalty.fine_amount", sector):
        parts.append(f"罚款{printer.wan('penalty.fine_amount', sector)}万元")
    if printer.figures.get("penalty.suspension", sector):
        parts.append(f"停产停业整顿{printer.number('penalty.suspension', sector)}家")
    if printer.figures.get("detention.administrative", sector):
        parts.append(f"行政拘留{printer.number('detention.administrative', sector)}人")
    return f"{name}方面：{'，'.join(parts)}。"


def write_cumulative(filing: Filing, printer: Printer) -> str:
    """Write the report that runs on since January: every figure is the year's up to the quarter's end."""
    period = name_months(filing.quarter)
    n = printer.number
    lines = [
        _write_title(filing, period, "安全生产监管执法工作总结"),
        *_write_correction(filing),
        "一、执法检查情况",
        f"{period}，{filing.county.whole}累计检查企业{n('inspection.count')}家次，查出隐患{n('hazard.found')}条，已整改"
        f"{n('hazard.rectified')}条，隐患整改率达{printer.percent('hazard.rectification_rate', 1)}%，尚未完成整改"
        f"{n('hazard.pending')}条。",
        "二、行政处罚情况",
        f"累计立案查处{n('penalty.case_filed')}件，结案{n('penalty.case_closed')}件，处以罚款"
        f"{printer.wan('penalty.fine_amount')}万元，收缴罚款{printer.wan('penalty.fine_collected')}万元；责令停产停业"
        f"{n('penalty.suspension')}家，取缔关闭{n('penalty.closure')}家；行政拘留{n('detention.administrative')}人。",
        "三、事故情况",
        _write_accidents(printer, f"{period}，{filing.county.whole}"),
        "四、“零事故”创建情况",
        _write_zero_accident(printer, filing),
        f"{filing.county.bureau}　　{name_day(filing.filed_on)}",
    ]
    return "\n".join(lines) + "\n"


def write_for_web(filing: Filing, printer: Printer) -> str:
    """Write the news form that an office's web page carries; the script is changed afterwards."""
    period = name_quarter(filing.quarter)
    n = printer.number
    lines = [
        _write_title(filing, period, "安全生产工作动态"),
        f"发布日期：{name_day(filing.filed_on)}　来源：{filing.county.bureau}",
        *_write_correction(filing),
        f"　　{period}，{filing.county.name}出动检查人员{n('inspection.personnel')}人次，"
        f"检查企业{n('inspection.units')}家，"
        f"发现隐患{n('hazard.found')}项，整改完成{n('hazard.rectified')}项，整改率"
        f"{printer.percent('hazard.rectification_rate')}%。",
        f"　　执法力度持续加大，共处罚款{printer.wan('penalty.fine_amount')}万元，停产整顿{n('penalty.suspension')}家，"
        f"关闭取缔{n('penalty.closure')}家，行政拘留{n('detention.administrative')}人。",
        f"　　{_write_zero_accident(printer, filing)}",
        f"　　{_write_accidents(printer, f'{period}，{filing.county.whole}')}",
    ]
    return "\n".join(lines) + "\n"


WRITERS: dict[str, Callable[[Filing, Printer], str]] = {
    "brief": write_brief,
    "sectors": write_sectors,
    "cumulative": write_cumulative,
    "traditional": write_for_web,
}
