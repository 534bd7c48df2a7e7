"""Aims, plans and proposals around a number: what is said to come, or only asked for, has not happened.

A strong word of the future (计划, 将, 明年, 下一步) governs the clauses after it too, until a word of the past
(已, 截至, 实际, 今年以来) or the end of the ;-part; a weak one (力争, 确保, 不低于) only its own clause.
"""

from __future__ import annotations

import re

from pipelines.extraction.prose import wording

_BEFORE_PLAN = r"(?:^|[,;:。、(]|我们|我[局市县区州省盟旗镇]|各地|全[省市县区州盟旗镇]|[局委办部队厅]|还|并|也|又|已|年|月|季度|度|初|末|底|后|前|期间|按照|按|阶段|下半年)"
_VERBS = (
    r"(?:再|再次|继续|会|要|达|完成|实现|开展|组织|新增|新建|新创|力争|检查|抽查|复查|排查|督查|巡查|对|把|于|在|按|从|以|建|建成|投入|投资|安排|培训|举办|举行|召开|推进|推动|启动|实施|全部|全面|进一步|陆续|"
    r"分批|集中|重点|严格|持续|派|改造|更换|整治|整改|关闭|淘汰|招录|招聘|新招|购置|配备|发放|创建|打造|落实|争取|通过|利用|用|力求|下发|出台|为|由|依法|按期|如期|逐步|努力|深入|加快|加大)"
)
# Words of the future that govern the clauses behind them.
_STRONG = re.compile(
    rf"(?<![即必])将{_VERBS}"
    rf"|{_BEFORE_PLAN}(?:还|也)?计划(?:在|于|用|对|再|到|今年|全年|明年|年内|下半年|完成(?!率)|开展|组织|新增|新建|更换|改造|培训|检查|投入|建设|执法检查|安排|举办|关闭|淘汰|创建|招)"
    r"|(?:^|[,;:。])(?:按照|根据)(?:工作|年度|实施)?计划,|明年|下一步|下步|下阶段|下一阶段|(?<![定模])拟(?![\d定人])|预计|有望|打算|准备(?!工作|充分|好|就绪)"
    r"|(?:四|第四|下|三|第三)季度(?:我们|还)?将|下半年(?:我们|还|要|再|将|力争|争取)|规划(?:到|建|新)|(?:工作)?目标(?:任务)?(?:是|为|:)|要求各|争取(?=[在到年明今])"
)
# What ends their reach: the past, or the state of things.
_PAST = re.compile(
    r"已(?!发证)|截至|截止|目前|实际|累计|(?<![全实])完成率|完成了|超额|共(?!建|享|同)|今年以来|去年|上年|上半年|\d月份?以来|以来|至今|迄今|今年1|"
    r"(?:达到|实现|发现|查出|检查|整改)了|其间|期间,|过去|此前|昨|日前"
)
# Governs its own clause only.
_WEAK = wording.AIM
# What an office only asks another for.
_PROPOSAL = re.compile(
    r"(?:(?<!根据)(?<!专家)(?<!按照)(?<!结合)建议(?!书|函|类|意见|\d)|提议|商请|报请|呈请|函请|(?<!提出)申请(?!办|执行))[^,;。\d]{0,16}$"
)


def is_aim(text: str, clause_start: int, part_start: int, position: int) -> bool:
    """Whether a number at ``position`` is an aim, a plan or a proposal.

    Args:
        text: repaired text.
        clause_start: where the part between ; and 。 begins.
        part_start: where the part between commas begins.
        position: where the number begins.
    """
    before = text[part_start:position]
    if _PROPOSAL.search(before):
        return True
    weak = _last(_WEAK, before)
    if weak >= 0 and not _is_done(before[weak:]):
        return True
    strong = _last(_STRONG, text[clause_start:position])
    return strong >= 0 and not _PAST.search(text, clause_start + strong, position)


def _is_done(after: str) -> bool:
    return re.search(r"已完成|完成了|已达|达到了|实际|截至|累计完成|共完成", after) is not None


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the last match ends; -1 where there is none."""
    return max((match.end() for match in pattern.finditer(text)), default=-1)
