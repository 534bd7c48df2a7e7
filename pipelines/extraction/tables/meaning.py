"""What a header's words are about: a place, a sector, a period, a comparison, a target, a total, a unit, or a figure.

One label is judged by its words alone here; whether a whole axis holds places or sectors is judged in ``axes.py``.
"""

from __future__ import annotations

import re
from typing import Literal

from pipelines.extraction.tables.wording import Label

Comparison = Literal["change", "ratio", "unclear"]
StubHead = Literal["place", "sector", "kind", "period", "unit", "indicator"]
RelativePeriod = Literal["current", "month", "quarter", "cumulative", "prior_year", "previous"]

_TOTAL = re.compile(
    r"^(?:全[市县区省州盟旗]|本[市县区地级]+|各[县市区]+|[全本]辖?区|总|全年|年度|年|当年)?(?:合计|总计|共计|累计合计|总合计|合计数|总和|汇总)$"
    r"|^(?:合计|总计)(?:数|值)?$|^全[市县区省州盟旗]$|^[\u4e00-\u9fff]{2,6}[市县区](?:合计|总计)$|^全部(?:行业|领域)?$|^所有(?:行业|领域)$"
)
_SUBTOTAL = re.compile(r"小计|^分计$")
_PLAIN_TOTAL = re.compile(
    r"^(?:小计|合计|总计|总数|总量|共计|总|合计数|小计数|全部|数量|数|个数|次数|金额|总额|项数|计)$"
)
_PRIOR = re.compile(
    r"^(?:去年|上年|上一年|上年度|去年度|前一年)(?:同期|同月|同季|同季度)?(?:数|数据|累计|累计数|值|完成数)?$|^同期(?:数|值|数据)?$"
)
_PRIOR_INSIDE = re.compile(r"(?:去年|上年)同期|(?:去年|上年)$")
_PREVIOUS = re.compile(r"^(?:上月|上季|上季度|上期|上个月|上半月)(?:数|末|底|累计)?$")
_MONTH = re.compile(r"^(?:本月|当月|本月份)(?:数|完成|发生|发生数|实绩|新增)?$")
_QUARTER = re.compile(r"^(?:本季|本季度|当季)(?:数|完成|发生|发生数|新增)?$")
_CURRENT = re.compile(
    r"^(?:本期|本年|今年|本年度|当期|报告期|当年|本期数|本年数|本年实绩)(?:数|发生|发生数|完成|完成数)?$"
)
_CUMULATIVE = re.compile(
    r"^(?:本|今|当)?(?:年|季|月|期)?(?:度)?(?:自)?(?:年初|1月|1)?(?:起|以来)?(?:至|到|-)?(?:本|当|上)?(?:月|季度?|期|今)?(?:份|末|底)?(?:止|为止)?累计(?:数|量|值|额|完成|发生)*$|^年初至今$"
)
_COMPARE = re.compile(
    r"同比|环比|与?[上去]年(?:同期)?(?:相比|比)|[较比](?:[上去]年)?同期|[较比][上去]年|增减|升降|增长|^±|^[+\-]$|增幅|降幅|变化|变动"
)
_RATIO_HINT = re.compile(r"%|％|‰|幅|率|百分")
_CHANGE_HINT = re.compile(r"增减(?:数|量|值|额|起|人|家)|绝对|^[+\-±]$|增减$|^增$|^减$|变化(?:数|量)")
_TARGET = re.compile(
    r"目标|任务数?|(?:年度|全年|本年)?计划(?:数|指标|任务)?$|^计划|控制(?:指标|数)|考核指标|指标(?:数|值)$|力争|下达指标"
)
_NOT_TARGET = re.compile(
    r"列入|治理计划|目标任务|完成率|占|零事故村目标|达到|落实|计划完成|指标使用|执行率|^计划(?:监督)?(?:检查|执法|监察)(?:生产经营)?(?:单位|企业|次数|家次|家数|对象)"
)
_ORDINAL = re.compile(r"^(?:序号|编号|序|No\.?|NO\.?|号|行次|排名|名次|位次|栏次)$")
_TEXT_HEAD = re.compile(
    r"备注|说明|联系|电话|^(?:单位|部门)?负责人$|填报人|制表|签字|附注|存在问题|主要问题|下一步|案由|简要|地址|名称及|日期$|时间$"
)
_CODE_HEAD = re.compile(r"代码|编码|区划码|信用代码|文号|邮编|编号")
_PLACE_HEAD = re.compile(
    r"^(?:县|市|区|旗|地区|地方|区域|辖区|州|盟|乡镇|乡|镇|街道|村|区县|县区|县市区|市县|市区|市州|州市|设区市|地市|所在[镇乡县区地]|乡镇街道|镇街|"
    r"统计区域|行政区划|行政区域|所属区域|所属[县市区]|属地|单位名称|填报单位|报送单位|上报单位|单位|执法主体|执法单位|执法机关|责任单位)"
    r"(?:名称|别)?(?:[(（、/].*)?$|县[(（、]|[县市][、(（]"
)
_SECTOR_HEAD = re.compile(r"行业|领域|门类|产业|(?:企业|单位|生产经营单位|监管对象)(?:类别|类型)")
_KIND_HEAD = re.compile(r"类别|分类|类型|种类")
_PERIOD_HEAD = re.compile(r"^(?:月份?|季度|年份?|年度|时间|时段|统计(?:期|月份|时间|时段)|报告期|期间|期别|月度)$")
_INDICATOR_HEAD = re.compile(r"指标|项目|内容|统计项|名称$|事项|类型")
_UNIT_HEAD = re.compile(r"计量单位|^单位$|^计量$|^量纲$")


def is_total(label: Label) -> bool:
    """Whether the words name the whole: 合计, 总计, 全市."""
    return bool(_TOTAL.match(label.core) or label.core == "计")


def is_subtotal(label: Label) -> bool:
    """Whether the words name a part's sum: 小计, 工矿企业(小计)."""
    return bool(_SUBTOTAL.search(label.core))


def is_plain_total(label: Label) -> bool:
    """Whether the words say nothing of their own and mean what stands above them: 合计, 小计, 次数, 金额."""
    return bool(_PLAIN_TOTAL.match(label.core)) or not label.core


def read_relative(label: Label) -> RelativePeriod | None:
    """The period that a label names in relation to the table's: 本月, 累计, 去年同期."""
    core = label.core
    if _COMPARE.search(core):
        return None
    if _PRIOR.match(core) or _PRIOR_INSIDE.search(core):
        return "prior_year"
    for pattern, name in _RELATIVE:
        if pattern.match(core):
            return name
    return None


_RELATIVE: tuple[tuple[re.Pattern[str], RelativePeriod], ...] = (
    (_PREVIOUS, "previous"),
    (_MONTH, "month"),
    (_QUARTER, "quarter"),
    (_CUMULATIVE, "cumulative"),
    (_CURRENT, "current"),
)


def read_comparison(label: Label) -> Comparison | None:
    """Whether a label compares with another period, and whether as a number or a ratio."""
    words = label.core + label.unit
    if label.raw.strip() in ("+", "-", "±", "＋", "－", "+/-", "+、-", "+,-", "+，-"):
        return "change"
    if label.core in ("", "±") and label.unit.startswith("±"):
        return "ratio"
    if not _COMPARE.search(label.core):
        return None
    if _RATIO_HINT.search(words):
        return "ratio"
    if _CHANGE_HINT.search(label.core) or (label.unit and not label.unit.startswith("±")):
        return "change"
    return "unclear"


def is_month_on_month(label: Label) -> bool:
    """Whether a comparison is with the period just before (环比), not with last year."""
    return bool(re.search(r"环比|上[月季期]", label.core))


def is_target(label: Label) -> bool:
    """Whether a label names what is aimed at, not what was reached."""
    return bool(_TARGET.search(label.core)) and not _NOT_TARGET.search(label.core)


def is_ordinal(label: Label) -> bool:
    """Whether a column only numbers its rows."""
    return bool(_ORDINAL.match(label.core))


def is_text_column(label: Label) -> bool:
    """Whether a column holds remarks, codes or names of persons: no figures by its own words."""
    return bool(_TEXT_HEAD.search(label.core) or _CODE_HEAD.search(label.core))


def read_stub_head(label: Label) -> StubHead | None:
    """What the head of a stub column says that the column holds; ``kind`` may be kinds of work as well as sectors."""
    core = label.core
    for pattern, name in _STUB_HEADS:
        if pattern.search(core):
            return name
    return "unit" if not core and label.unit == "单位" else None


_STUB_HEADS: tuple[tuple[re.Pattern[str], StubHead], ...] = (
    (_UNIT_HEAD, "unit"),
    (_PERIOD_HEAD, "period"),
    (_PLACE_HEAD, "place"),
    (_SECTOR_HEAD, "sector"),
    (_KIND_HEAD, "kind"),
    (_INDICATOR_HEAD, "indicator"),
)


_COMPARE_WORDS = re.compile(
    r"(?:与|较|比)?(?:去年|上年)(?:同期)?(?:相比|比)?|(?:较|比)同期|同比|环比|(?:[±+\-])|增长|增减|升降|增加|减少|上升|下降|增幅|降幅|幅度|"
    r"变化|变动|百分比|百分点|[%％]|情况|[()（）/、,，]"
)
_COMPARE_REST = re.compile(r"^(?:数|率|量|值|额|幅|起|人|家|比例|绝对数|绝对值|增|减)*$")
_PERIOD_PREFIX = re.compile(
    r"^(?P<period>(?:(?:20\d\d|今|本|去|上)年(?:度)?)?(?:\d{1,2}[-—~至]\d{1,2}月(?:份)?|\d{1,2}月(?:份)?|第?[一二三四]季度|[上下]半年|前三季度|全年)?(?:累计)?|"
    r"(?:去年|上年)同期|同期|本月|当月|本季度?|当季|本年累计|本年|今年|当年|本期|报告期|年初至今|年初以来|上月|上季度?|1至本月|累计)(?P<rest>[\u4e00-\u9fff“”()（）、]{2,})$"
)


def split_comparison(words: str) -> str:
    """What a comparison says of its own statistic: 事故起数 of 事故起数同比增减; "" for none."""
    rest = _COMPARE_WORDS.sub("", words)
    return "" if _COMPARE_REST.match(rest) else rest


def split_period(label: Label) -> tuple[str, str]:
    """Part a period in front of a label's words: (本月, 检查次数); ("", words) for none."""
    match = _PERIOD_PREFIX.match(label.core)
    if match is None or not match["period"]:
        return "", label.core
    return match["period"], match["rest"]
