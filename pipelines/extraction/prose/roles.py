"""What a number is before any indicator is asked: a fact, an aim, a norm, a tier, a limit, a quota, a past value."""

from __future__ import annotations

import re
from typing import Literal

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.aims import aim_at
from pipelines.extraction.prose.windows import Frame

NumberRole = Literal[
    "fact", "target", "quota", "legal_range", "norm", "tier", "share", "base_year", "prior_year", "unclear"
]

# A written 一 counts only cases and people; 一个, 一支, 一场 are articles.
_ONE_COUNTS = frozenset({"起", "宗", "人", "名", "例", "家"})
# How the words of QUOTA_BEFORE end.
_QUOTA_ENDS = frozenset("标务数划度限值别共为是有:(\n")
# 10万元以上处罚2起: a tier of cases.
_CASES_ABOVE = re.compile(r"(?:及?以上)?的?(?:行政|大额|重大)*(?:处罚|罚款|案件|罚单)\D{0,6}\d+[起件宗个例]")
# 去年同期,检查企业36家,罚款3万元: last year's until a word of this year.
_PRIOR_OPENS = re.compile(
    r"(?:^|[,:])\s*(?:而|在)?(?:去年|上年|上一年)(?:同期|全年|同一?时期|上半年|一季度|前[二三]季度|\d{1,2}[-至到]\d{1,2}月(?:份)?)?"
    r",(?!.*(?:今年|本年|目前|截[至止]|同比|相比|比较|我[省市县区]今)).*$",
    re.DOTALL,
)
_FEW = 9
# How far back a text may say what its brackets hold.
_FAR = 600
_CLOSES = frozenset({",", ";", "。", "、", ")", ""})
# 处3万元以上30万元以下罚款: the range of a rule, in which no decision stands.
_RULE_RANGE = re.compile(r"以下的?(?:罚款|罚金|拘留|有期徒刑|的)|以上[^,;。]{0,12}以下")
# 每村配备2名; 比计划多检查36家: a rule of counting, and a difference.
_PER_OR_MORE = re.compile(
    r"每(?!年全)[^,;。]{0,12}$|[比较][^,;。]{1,10}[多少](?:检查|查处|立案|处罚|罚款|排查|培训|关闭|投入|完成|查出)[^,;。]{0,8}$"
)
# Without these characters neither it nor SINGLE can be there.
_PER_OR_THAN = re.compile("[每比较]")
# 最多的是澄阳县11起: a place of a ranking.
_MOST_OF_PLACES = re.compile(
    r"最[多少高低大小重](?:的)?(?:依次|分别)?(?:是|为|有)?[一-鿿]{1,8}(?:县|市|区|镇|乡|街道|旗|州)(?:有|为|达|仅)?(?:\d+[起宗家件次处项条]、?)?$"
)
# 发现一处隐患奖励两百元, 每人每次罚款五百元: a price list.
_PRICE_OF_ONE = re.compile(
    r"(?:发现|举报|查实)[^,;。\d]{0,4}(?:一|每)[起处件条个家例项][^;。\d]{0,14}(?:奖|扣)[^,;。\d]{0,8}$|凡[^;。\d]{2,20}(?:奖|罚|扣)[^,;。\d]{0,6}$|每[人次起处件条个家][^,;。]{0,8}(?:奖励|罚款|扣)[^,;。\d]{0,6}$"
)
# 整改率达到历史最高的95%: the best so far.
_RECORD = re.compile(
    r"(?:达到?|创下?)了?(?:历史|历年|近年|近\d+年|多年|同期|建[局县市]以来)来?(?:的)?最[高低多少好](?:水平)?(?:的|值|点)*$"
)
_MEAN_OR_MOST = re.compile("[均都最算按]")
# 情节严重的,处...: what a rule says of whoever does so.
_CONDITION = re.compile(
    r"(?:情节[^,;。\d]{0,6}|逾期[^,;。\d]{0,8}|拒不[^,;。\d]{0,8}|违反[^,;。]{0,24}|造成[^,;。]{0,14}|构成[^,;。\d]{0,10}|未按[^,;。]{0,24})的,[^;。]*$"
)


def role_of(frame: Frame, index: int) -> NumberRole:
    """The role of number ``index`` from the words around it; ``fact`` where nothing says otherwise."""
    quantity = frame.quantities[index]
    before = frame.text[_comma_part(frame, quantity.start) : quantity.start]
    after = frame.text[quantity.end : min(frame.end, quantity.end + 16)]
    if _is_sum_of(quantity, after):
        return "norm"
    if _is_tier(quantity, after):
        return "tier"
    if quantity.is_han and quantity.value == 1 and quantity.measure not in _ONE_COUNTS and after[:1] not in _CLOSES:
        return "norm"
    if before and before[-1] in _QUOTA_ENDS and wording.QUOTA_BEFORE.search(before):
        return "quota"
    if _is_limit(frame, quantity, before):
        return "legal_range"
    if quantity.is_range or _is_norm(quantity, before):
        return "norm"
    if _is_rule(frame, index):
        return "legal_range"
    clause = frame.clause_of(quantity.start)
    aim = aim_at(frame.text, clause, _comma_part(frame, quantity.start), quantity.start, quantity.end)
    if aim == "target":
        return "target"
    if quantity.unit == "ratio" and _is_share(frame, quantity, before):
        return "share"
    if _is_base(frame, quantity):
        return "base_year"
    if _is_prior(before, frame.text[clause[0] : quantity.start]):
        return "prior_year"
    return aim or "fact"


# (括号内为去年同期数): what the brackets of a text hold.
_BRACKETS_HOLD = re.compile(r"括号[内中里](?:的)?(?:数字|数据|数|均)?(?:为|是|系)(?:去年|上年|上一年)(?:同期)?")


def role_in_brackets(frame: Frame, index: int) -> NumberRole | None:
    """Last year's value where the text says that its brackets hold them; None where it says nothing."""
    at = frame.text.rfind("括号", max(0, frame.start - _FAR), frame.end)
    said = _BRACKETS_HOLD.match(frame.text, at) if at >= 0 else None
    quantity = frame.quantities[index]
    if said is None or said.end() > quantity.start:
        return None
    before = frame.text[quantity.start - 1 : quantity.start]
    if before == "(" and frame.text[quantity.end : quantity.end + 1] == ")":
        return "prior_year"
    return "fact" if said.start() >= _comma_part(frame, quantity.start) - len(said[0]) - _FEW else None


def _is_prior(before: str, reach: str) -> bool:
    """Last year's value: said in its own part without a comparison, or by 去年同期 that opens the clause."""
    if wording.PRIOR.search(before) and not wording.COMPARES.search(before):
        return True
    return _PRIOR_OPENS.search(reach) is not None


def _is_sum_of(quantity: Quantity, after: str) -> bool:
    """两项合计312项: how many things are added up."""
    is_few = quantity.measure in {"项", "类", "个", "者"} and quantity.value <= _FEW
    return is_few and after.startswith(("合计", "共计", "相加", "之和"))


def _is_limit(frame: Frame, quantity: Quantity, before: str) -> bool:
    """The end of a legal range (最高5000元), or the price of one case; 最多的是澄阳县11起 is neither."""
    if quantity.unit == "yuan" and _PRICE_OF_ONE.search(frame.text, frame.clause_of(quantity.start)[0], quantity.start):
        return True
    if not (quantity.is_range or "最" in before or "可" in before):
        return False
    return wording.LIMIT.search(before) is not None and not _is_most_of_all(before)


def _is_most_of_all(before: str) -> bool:
    return _RECORD.search(before) is not None or _MOST_OF_PLACES.search(before) is not None


def _is_norm(quantity: Quantity, before: str) -> bool:
    """A mean, a single case or a rule of counting: 平均每家12万元, 最大一起, 每村2名."""
    may_be_one = quantity.value and quantity.unit != "ratio" and _MEAN_OR_MOST.search(before)
    if may_be_one and wording.SINGLE.search(before) and not _is_most_of_all(before):
        return True
    return _PER_OR_THAN.search(before) is not None and _PER_OR_MORE.search(before) is not None


def _comma_part(frame: Frame, position: int) -> int:
    """The start of the ,-part, behind commas, semicolons and colons only."""
    begin, _ = frame.clause_of(position)
    comma = frame.text.rfind(",", begin, position)
    return comma + 1 if comma >= 0 else begin


def _is_tier(quantity: Quantity, after: str) -> bool:
    if quantity.unit == "yuan" and quantity.qualifier == "at_least" and _CASES_ABOVE.match(after):
        return True
    bounded = quantity.qualifier in {"at_least", "at_most"} or quantity.is_range
    return quantity.unit == "person" and bounded and wording.TIER_AFTER.match(after) is not None


def _is_rule(frame: Frame, index: int) -> bool:
    """A bound of a rule's range (X以上Y以下罚款), or the end of one."""
    quantity = frame.quantities[index]
    if quantity.unit not in {"yuan", "count", "person"}:
        return False
    rest = frame.text[quantity.end : min(frame.end, quantity.end + 24)]
    if quantity.unit == "yuan":
        clause, _ = frame.clause_of(quantity.start)
        before = frame.text[clause : quantity.start]
        if _RULE_RANGE.match(rest) or ("的," in before and _CONDITION.search(before)):
            return True
    if index == 0 or quantity.unit != "yuan" or not rest.startswith("以下"):
        return False
    return frame.text[frame.quantities[index - 1].end : quantity.start] == "以上"


def _is_share(frame: Frame, quantity: Quantity, before: str) -> bool:
    begin, _ = frame.clause_of(quantity.start)
    number = max((q.end for q in frame.quantities if q.end <= quantity.start), default=begin)
    stretch = frame.text[max(begin, number) : quantity.start]
    if frame.text[number : number + 1] == ")":
        stretch = before
    if not wording.SHARE.search(stretch):
        return False
    return re.search(r"占[^,;。]{0,24}?(?:指标|控制数)", stretch) is None


def _is_base(frame: Frame, quantity: Quantity) -> bool:
    """The first number of 由90人下降到60人."""
    begin = frame.boundary_before(quantity.start)
    end = frame.boundary_after(quantity.end)
    if not wording.FROM.search(frame.text[begin : quantity.start]):
        return False
    turn = wording.CHANGE_TO.search(frame.text, quantity.end, end)
    return turn is not None and not wording.CHANGE_TO.search(frame.text, begin, quantity.start)
