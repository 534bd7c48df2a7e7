"""A 将 that only tells plans nothing: 将检查企业120家次更正为118家次,罚款3万元 happened, both of it; so 现将…通报如下.

Such a 将 takes its object as 把 does; it is read as 把, so that no rule about the future ever sees it.
"""

from __future__ import annotations

import re

from pipelines.extraction.prose.replacing_words import CORRECT, CORRECTS, WEAK

_MARKS = r"[^,;。!?\n“”\"「」『』]"
_QUOTED = r"[“\"「『][^“”\"「」『』\n]{1,60}[”\"」』]"
_OBJECT = rf"(?:{_MARKS}|{_QUOTED}){{1,80}}?"
# The verb's own 为 or 如下 tells that it is done: 将更正数据 and 将于本月更正为 stay what they are.
_AS_FOLLOWS = r"(?:更正|订正|勘误|修正|勘正|校正)(?:情况|内容|数据|说明|公布|公告|通报|报告)*如下"
# 现将检查情况通报如下 tells what was done, 现将检查计划公布如下 what is to be.
_TELLS = r"(?:通报|汇报|报告|公布|公告|公示|通告|总结|汇总|统计|介绍|说明)(?:情况|内容|数据)?如下"
_PLANNED = r"计划|规划|方案|安排|部署|目标|任务|要求|预算|打算|设想|建议|意见|措施|思路|重点|拟|下一?步|下阶段|下半年"
_DONE = rf"(?:(?!{_PLANNED}){_MARKS}){{1,60}}?"
_MISREPORTS = r"[误错](?:报|写|填|录|计|记|登|统计|登记|上报|填报)(?:为|成)"
_REACHES_NO_DAY = r"(?![于会在由被要])"
_REPORTS = re.compile(rf"现将(?={_DONE},?{_TELLS})")
_ALWAYS = re.compile(rf"将{_REACHES_NO_DAY}(?={_OBJECT},?(?:{CORRECT}|{_AS_FOLLOWS}|{_MISREPORTS}))|(?<=[误错])将")
_WHERE_CORRECTED = re.compile(rf"(?<!半年)(?<![下三四]季度)将{_REACHES_NO_DAY}(?={_OBJECT},?(?:{WEAK}))")
# 将死亡2人,受伤3人更正为1人,2人: over commas where as many numbers stand behind the verb as before it.
_LISTED = re.compile(
    rf"将{_REACHES_NO_DAY}(?=(?P<olds>[^;。!?\n]{{2,160}}?)应?{CORRECT}"
    r"(?P<news>[\d.]+[^,;。、\d和及与]{0,5}(?:[,、和及与]+[\d.]+[^,;。、\d和及与]{0,5})*))"
)
_NUMBER = re.compile(r"\d[\d.]*")
_SENTENCE = re.compile(r"[^。!?\n]+")


def tell_by_object(text: str, *, is_correction: bool) -> str:
    """The text, as long as before, with each 将 that only tells a correction as 把.

    Args:
        text: repaired text of the document.
        is_correction: whether the document says that it corrects another; then 调整为 and 改为 correct too.
    """
    if "将" not in text:
        return text
    return _SENTENCE.sub(lambda match: _tell_sentence(match[0], is_correction=is_correction), text)


def _tell_sentence(sentence: str, *, is_correction: bool) -> str:
    if "将" not in sentence:
        return sentence
    told = _LISTED.sub(_tell_list, _ALWAYS.sub("把", _REPORTS.sub("现把", sentence)))
    return _WHERE_CORRECTED.sub("把", told) if is_correction or CORRECTS.search(sentence) else told


def _tell_list(match: re.Match[str]) -> str:
    count = len(_NUMBER.findall(match["olds"]))
    return "把" if count > 1 and count == len(_NUMBER.findall(match["news"])) else match[0]
