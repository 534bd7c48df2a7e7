"""Aims, plans and proposals around a number: what is said to come, or only asked for, has not happened.

A strong word of the future (计划, 将, 明年, 下一步) governs the clauses after it too, until a word of the past
(已, 截至, 实际, 今年以来) or the end of the ;-part; a weak one (确保, 不低于) only its own clause. A deadline without a
word of the past (年底前关闭4座) may be either and is told as doubtful.
"""

from __future__ import annotations

import re
from typing import Literal

from pipelines.extraction.prose import wording

Aim = Literal["target", "unclear"]

_VERBS = (
    r"(?:再次|再|继续|会|要|达|完成(?!率)|实现|开展|组织|新增|新建|新创|力争|检查|抽查|复查|排查|督查|巡查|执法检查|对|把|于|在|按|从|以|建成|建设|建|投入|投资|安排|培训|举办|举行|召开|"
    r"推进|推动|启动|实施|全部|全面|全年|今年|明年|年内|下半年|进一步|陆续|到|用|分批|集中|重点|严格|持续|派|改造|更换|整治|整改|关闭|淘汰|招|购置|配备|发放|创建|打造|落实|争取|通过|利用|力求|下发|出台|依法|"
    r"按期|如期|逐步|努力|深入|加快|加大)"
)
# Words of the future that govern the clauses behind them.
_STRONG = re.compile(
    rf"(?<![即必])将{_VERBS}|计划{_VERBS}|(?<=年)度?计划(?:执法|监察|监督)?(?:检查|监察|督查|抽查|执法)|(?:还|仍|尚)?[须需](?:再|继续|在)(?!培训|教育)"
    r"|各(?:地|级|单位|部门|乡镇|镇|街道|县|区|市|企业|有关|相关|成员|苏木|旗|监管)[^,;。\d]{0,12}?(?:要(?!求|点|素)|须)"
    rf"|(?:^|[,;:。])(?:按照|根据)(?:工作|年度|实施)?计划,"
    r"|(?:年底|月底|月末|年末|季度末|年内|节前|\d日|\d月份?)(?:之|以)?前?,?(?:还|要|还要|将|须)?再(?:关|查|检|整|培|组|开|打|新|完|建|淘|取|投|抽|排)"
    r"|明年|下一步|下步|下阶段|下一阶段|(?<![定模比虚])拟(?![\d定人])|预计|有望|打算|准备(?!工作|充分|好|就绪)|力争"
    r"|(?:四|第四|下|三|第三)季度(?:我们|还)?将|下半年(?:我们|还|要|再|将|力争|争取)|规划(?:到|建|新)"
    r"|(?:计划|目标|任务|打算|规划)(?:(?!完成|执行|落实|进展|情况|结果)[^,;。:\d]){0,6}如下:"
    r"|(?:工作)?(?:目标|任务)(?:任务)?(?:是|为|:)|要求各|争取(?=[在到年明今])"
    r"|(?<![重主必需只首摘提扼简概])要(?:再|继续|组织|开展|对|检查|全面|进一步|确保|力争|争取|达到|完成|实现|在|于|把|建|培训|新)"
)
# 按照年度计划开展检查 and 列入计划整改: the plan is a thing there, no verb.
_BY_PLAN = re.compile(r"(?:按照?|根据|依据|结合|对照|围绕|落实|执行|制定了?|列入|纳入|经)[^,;。]{0,14}$")
# What ends their reach: the past, or the state of things.
_PAST = re.compile(
    r"已(?!发证)|截至|截止|目前|实际|累计|(?<![全实])完成率|完成了|超额|共(?!建|享|同)|今年以来|去年|上年|上半年|\d月份?以来|以来|至今|迄今|今年1|"
    r"(?:达到|实现|发现|查出|检查|整改)了|其间|期间,|过去|此前|昨|日前"
)
# What an office only asks another for.
_PROPOSAL = re.compile(
    r"(?:(?<!根据)(?<!专家)(?<!按照)(?<!结合)建议(?!书|函|类|意见|\d)|提议|商请|报请|呈请|函请|(?<!提出)申请(?!办|执行))[^,;。\d]{0,16}$"
    r"|(?:停产|停业|关闭|取缔|吊销|暂扣|处罚|处分|问责)[^,;。\d]{0,6}建议$"
)
_ASKS = re.compile("建议|提议|商请|报请|呈请|函请|申请")
_PROPOSED_BEHIND = re.compile(r"[^,;。\d]{0,14}?提出[^,;。\d]{0,10}建议(?!书)")
# 若发生1起..., 凡有2次...: a case that is only thought of.
_CONDITION = re.compile(
    r"(?:^|[,;:。、(])(?:若|如(?=发[生现]|有|遇|出现|果|查)|倘若|假如|假设|一旦|凡(?!是)|万一)[^,;。]*$"
)
_IF = re.compile("若|如|假|一旦|凡|万一")
# 7起拟立案查处, 2家企业拟给予处罚: said behind the number.
_TO_COME_BEHIND = re.compile(
    r"[^,;。、:\d]{0,8}?(?<![模虚比草])(?:拟(?![定人态])|将(?:被|予|依法|给予|处|关|停|移送)"
    r"|待(?=立案|处罚|处理|关闭|移送)|准备|打算|建议)"
)
# A deadline, or what a meeting asks for: done or not, the words do not say.
_DEADLINE = re.compile(
    r"(?:年底|月底|月末|年末|季度末|年内|\d日|\d月份?)(?:之|以)?前(?!夕|后|期|述|一|三|两|几|\d)"
    r"|(?<![截])(?:^|[,;。、])(?:力争)?到20\d\d年|(?:会议|通知|方案|文件|安委会|安委办|领导|省政府|市政府|县政府)要求[,:]"
)
# Without one of these words neither _STRONG nor _DEADLINE can be there: told fast.
_AHEAD = re.compile(
    "再|将|须|需|计划|明年|下一步|下步|下阶段|下一阶段|拟|预计|有望|打算|准备|力争|下半年|规划|目标|任务|要|争取"
)
_BY_A_DAY = re.compile("前|到20|要求")
_DONE = re.compile(r"已完成|完成了|已达|达到了|实际|截至|累计完成|共完成")


def aim_at(text: str, clause: tuple[int, int], part_start: int, position: int, end: int) -> Aim | None:
    """Whether a number is an aim, a plan or a proposal; ``unclear`` where it may be one.

    Args:
        text: repaired text.
        clause: the part between ; and 。.
        part_start: where the part between commas begins.
        position: where the number begins.
        end: where it ends.
    """
    before = text[part_start:position]
    if (_IF.search(before) and _CONDITION.search(before)) or _TO_COME_BEHIND.match(text, end, clause[1]):
        return "target"
    if (_ASKS.search(before) and _PROPOSAL.search(before)) or _PROPOSED_BEHIND.match(text, end, clause[1]):
        return "target"
    weak = _last(wording.AIM, before)
    if weak >= 0 and not _DONE.search(before, weak):
        return "target"
    reach = text[clause[0] : position]
    strong = _last(_STRONG, reach) if _AHEAD.search(reach) else -1
    if strong >= 0 and not _PAST.search(reach, strong):
        return "target"
    deadline = _last(_DEADLINE, reach) if _BY_A_DAY.search(reach) else -1
    return "unclear" if deadline >= 0 and not _PAST.search(reach) else None


# What may only be supposed, required or cited, in the clause of a number: any of these without a word of the past.
_SUPPOSED = re.compile(
    r"(?:^|[,;:。、(])(?:若|如(?!下|期|实|何|此|同|今)|倘若|假如|假设|一旦|凡(?!是)|万一|例如|比如|譬如)"
    r"|(?<![按照反合据])规定|(?<![按照据合])要求|原则上|须(?!知)|需(?!求|要整改问题|整改问题)|应(?:当|该)?(?=由|在|于|对|有|不|再|按|把|达(?!标)|检|查|培|配|建|参|持|完|整|投|缴|处|罚|关|停|报|做|列)(?!检单|对)|拟(?!定|人|态)"
    r"|计划(?!内|外|生育|完成率|书|表|中|的|[、,)和])|预计|预期|预算|有望|争取|务必|打算|希望|号召|倡议|可能|(?<![即必])将(?!近|军|来|士|\d|[^,;。]{1,14}(?:列入|纳入|移送|移交|列为|关|封))|(?<![重主必需只首摘提扼简概])要(?!求|点|素|害|闻|案|件|道|地|职|领|强|紧)"
    r"|曾(?!经营)|每(?:年|月|季度|周|日|半年|村|个|家|名|人|户|班|起|处|次)"
)
_MAY_SUPPOSE = re.compile(
    "若|如|假|一旦|凡|万一|规定|要求|原则上|须|需|应|拟|计划|预|有望|争取|务必|打算|希望|号召|倡议|可能|将|要|曾|每"
)
_SUPPOSED_BEHIND = re.compile(r"[^,;。、\d]{0,8}?(?:的)?(?:任务|目标|计划|指标|要求|标准|规定|打算)(?![量书单])")


def is_supposed(text: str, clause: tuple[int, int], position: int, end: int) -> bool:
    """Whether a number may only be supposed, required, cited as an example or long past.

    Args:
        text: repaired text.
        clause: the part between ; and 。.
        position: where the number begins.
        end: where its phrase ends.
    """
    reach = text[clause[0] : position]
    part = max(reach.rfind(","), reach.rfind(":")) + 1
    for match in _SUPPOSED.finditer(reach) if _MAY_SUPPOSE.search(reach) else ():
        if match[0] == "计划" and _BY_PLAN.search(reach, 0, match.start()):
            continue
        far = match.start() < part and match[0][:1] not in ",;:。、(" and match.start() > 0
        if not far and not _PAST.search(reach, match.start()):
            return True
    return _SUPPOSED_BEHIND.match(text, end) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends; -1 where there is none."""
    ends = (m.end() for m in pattern.finditer(text) if not (m[0][:2] == "计划" and _BY_PLAN.search(text, 0, m.start())))
    return max(ends, default=-1)
