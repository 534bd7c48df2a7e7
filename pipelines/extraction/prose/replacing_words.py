"""The words between a value and the one that takes its place: verbs of correction, slips, reviews, what only tells it.

更正为 replaces always; 调整为 and 改为 only where something is corrected; 因录入错误 and 经市局复核 lead up to either.
"""

from __future__ import annotations

import re

from pipelines.extraction.correction_words import BEFORE, SURE_VERB

_CORRECT = r"(?:更正|订正|修正|更改|改正|勘正|校正)"
CORRECT = rf"{_CORRECT}(?:为|成|至)"
"""A verb that corrects, whatever stands around it."""
STRONG = (
    rf"{_CORRECT}(?:为|成|至|后(?:的?(?:数据|数字|数))?(?:应?为|是)?)"
    r"|(?:更正|订正)(?=:)|(?:更正|订正|勘误|修正)(?:情况|内容|数据|后)*如下|应[当该]?(?:(?:更正|订正|修正|改)?为|是)|实际?应?(?:为|是)|正确(?:数据|数字|数|值)?应?(?:为|是)"
)
WEAK = r"(?:调整|改|变更|修改|更新|核定|核实|复核|核减|核增|调减|调增)(?:为|成|至|到)"
VERB = re.compile(rf"(?P<strong>{STRONG})|(?P<weak>{WEAK})")

_OF_WORK = (
    r"(?:录入|输入|填报|填写|统计|计算|汇总|上报|报送|申报|登记|打印|打字|排版|转换|抄录|审核|校对|核对|系统|软件|工作|口径"
    r"|数据|数字|数值|人员|经办|人为|操作|手工|文字|我局|本局|单位|部门|方式|范围|前期|当时|时|中|的|存在|出现|有)"
)
_SLIP = (
    r"(?:错误|有误|失误|笔误|口误|误差|误(?![将把报写填])|疏忽|疏漏|偏差|差错|出错|遗漏"
    r"|漏报|漏统|漏计|重复|重报|多报|少报|虚报|不实|不准确?)"
)
_CHANGE = r"(?:调整|变化|变更|不同|不一致?|不全|原因|问题)"
_SO = r"(?:所致|造成|导致|引起|的?原因)?"
_REVIEW = r"(?:复核|核实|核查|核对|复查|审核|审定|认定|确认|比对|查证|核准)"
_MONTH_DAY = r"(?:\d{1,2}月)?(?:\d{1,2}日)?"
_ALL = r"(?:以上|上述|前述)"
_GROUP = r"(?:[两二三四五六七八九十\d]{1,2}?[项个类组])?"
_DATA = r"(?:数据|数字|数值|金额|指标|数)"
# 此数有误, 以上两项数据: what the correction points at.
_POINTS = rf"(?:(?:此|该|这|本)[一]?[项个处]?{_DATA}|{_ALL}{_GROUP}{_DATA}?)"
_CAUSE = rf"(?:因|由于|系|属于?)?{_OF_WORK}{{0,4}}{_SLIP}{_SO}|(?:因|由于){_OF_WORK}{{0,4}}{_CHANGE}{_SO}"
_REVIEWED = rf"经(?![营济费])[^,;。:()\d]{{0,10}}?{_MONTH_DAY}[^,;。:()\d]{{0,6}}?{_REVIEW}{{1,2}}后?"
LINK = (
    rf"(?>(?!{STRONG}|{WEAK})(?:[”\"』」),(、]|的?(?:数据|数字)|作废|系|属|误报|现|已|予以|特此?|均|分别|应"
    rf"|{_REVIEWED}|{_CAUSE}|{_POINTS}))*+"
)
_WAY = r"下降|减少|降低|回落|上升|增长|增加|上涨"
_OPENS = rf"(?:分别|均)?为?[“\"『「: ]*(?:同比)?(?P<way>{_WAY})?(?:约|共|了)?"
GAP = re.compile(rf"(?P<across>;?){LINK}(?:(?P<strong>{STRONG})|(?P<weak>{WEAK})){_OPENS}")
"""All that may stand between a value and the one in its place; ``;`` only behind 更正前 and 原报, and before 以上."""
BEHIND = re.compile(_OPENS)
"""What may stand between the verb and its first number."""
LEADS_UP = re.compile(rf"\s*(?:现|特|兹)*{LINK}[“\"『「: ]*")
"""What may stand before the verb in a sentence that names nothing of its own."""
POINTS_AT_ALL = re.compile(_ALL)
POINTS_BACK = re.compile(rf"{_ALL}|前文|上文|前面|上面|前款|此前|先前")

# What makes 调整为 a correction, and 应为 one that a head of its own may follow.
MISTAKE = re.compile(r"更正|订正|勘误|误报|错报|误[为写填将把]|错将|有误|(?<![草高平中太])原(?:报(?!告|道|警)|上报)")
CORRECTS = re.compile(rf"{MISTAKE.pattern}|应[当该]?[为是]|实为")
# 误将罚款38.2万元报为41.1万元: the first is right.
MISTAKEN = re.compile(r"[误错](?:将|把)")
REPORTED_AS = re.compile(r"[^,;。\d]{0,3}(?:报|写|填|录|录入|记|统计|登记|列)(?:为|成)")

# “罚款41.1万元”更正为“罚款38.2万元”: words that are quoted to be corrected are no names.
QUOTED = re.compile(
    rf"[“\"「『]([^“”\"「」『』\n]{{1,24}})[”\"」』]{LINK}(?:{STRONG}|{WEAK}):?[“\"「『]([^“”\"「」『』\n]{{1,24}})[”\"」』]"
)
# What before a number tells only that it is corrected: 检查企业由120家次更正为118家次.
TOLD = re.compile(
    rf"(?:{SURE_VERB}{BEFORE}(?:的?(?:数据|数字|数))?(?:为|是)?:?|由?原(?:来|先)?(?:的|有)?|由|从"
    rf"|(?:此前|先前)?(?:误报|错报|原报|原为|误写|误填)(?:为|成)?|[现应]?(?:{STRONG}|{WEAK}))[“\"]?:?$"
)
# What heads the former value, behind which the one in its place may stand across a semicolon.
FORMER = re.compile(rf"(?:{SURE_VERB}{BEFORE}|原报|原为|误报|错报)(?:的?(?:数据|数字|数))?(?:为|是|成)?:?$")
