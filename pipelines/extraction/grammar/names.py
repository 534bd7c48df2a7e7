"""Digits that are no figures: dates, times, document numbers, telephone numbers, programme names, ordinals.

Finds spans; the quantity finder flags whatever number touches one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines.extraction.grammar.gating import find_gated

_H = "零〇○一二两三四五六七八九十"
_N = rf"(?:\d{{1,2}}|[{_H}]{{1,3}})"
_DASH = r"[-—–－~～至到]"

_PATTERNS = [
    # calendar: years, months, days and their ranges
    rf"(?<!\d)(?:(?:19|20)\d{{2}}|[一二][九〇○零][{_H}]{{2}})\s*年?\s*{_DASH}\s*(?:(?:19|20)\d{{2}})\s*年度?",
    rf"(?<!\d)(?:(?:19|20)\d{{2}}|[一二][九〇○零][{_H}]{{2}}|[xX×*]{{2,4}})\s*年(?:度|初|底|末)?",
    rf"(?<![\d.])(?:{_N}|元)(?:月份?|日)?\s*(?:{_DASH}|、|和|及)\s*{_N}\s*月(?:份|底|末|初|[上中下]旬)?(?!饼)",
    rf"(?<![\d.个]){_N}\s*月(?:份|底|末|初|[上中下]旬)?(?:\s*{_N}\s*[日号])?(?:\s*{_DASH}\s*{_N}\s*[日号])?",
    rf"(?<![\d.]){_N}\s*日(?:\s*{_DASH}\s*{_N}\s*日)?(?!内|游|均)",
    rf"前\s*{_N}\s*个?月",
    r"(?<!\d)(?:19|20)\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)",
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?!\d)",
    r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)",
    r"(?<!\d)\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)",
    rf"(?<![\d.])(?:[上下]午|凌晨|晚上?|早上?|中午)?{_N}\s*[时点](?:{_N}分|许|半|整|左右(?!人))",
    r"(?:[一二三四1-4]|前[二两三23])(?:个)?季度?(?:末)?|第[一二三四1-4]季度",
    r"(?:十[一二三四五六]|[一二]十)五(?=[”\"]?(?:期间|规划|时期|计划|末|以来))",
    # ordinals and numbers of things
    rf"第\s*(?:\d+|[{_H}百千]{{1,8}})\s*(?:[-—至、]\s*(?:\d+|[{_H}百千]{{1,8}})\s*)?[一-鿿]?",
    r"[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*(?:第\s*)?\d+\s*号?",
    rf"(?<!\d)(?:\d{{1,8}}|[{_H}]{{1,6}})\s*号(?!召)(?:令|文件?|公告|通知|线|楼|矿|井|机组)?",
    r"(?<!\d)\d+#|[#＃№]\s*\d+",
    r"(?:No|NO|no)\.?\s*\d+",
    r"(?<![A-Za-z])[A-Za-z]{1,12}(?:[-/ ][A-Za-z]{1,8})?\s?\d+(?:[.-]\d+)*(?:[-—](?:19|20)\d{2})?",
    r"\d+\s*[+＋]\s*(?:\d+|[A-Za-zX])(?:\s*[+＋]\s*(?:\d+|[A-Za-zX]))*",
    r"(?<![\d.])\d{1,2}\s*[·•・∙]\s*\d{1,2}(?!\d)",
    r"(?<![\d.])\d{1,2}\.\d{1,2}(?=[”\"’]|(?:特别重大|重大|较大|一般)?[一-鿿]{0,6}(?:事故|火灾|爆炸|专案|透水|坍塌))(?!\d)",
    r"(?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d)",
    r"(?<!\d)1[3-9]\d{9}(?!\d)",
    r"(?:电话|热线|拨打|传真|邮编|邮政编码|备案(?:号|编号)|编号|文号|案号|网安备|ICP备|QQ|qq|微信|信箱|工号|证号|账号|代码)"
    r"[^\d\n]{0,4}[\d\-—]{3,}+(?:[、,/]\s?\d{3,})*号?(?![余多]?\s?(?:件|起|条|次|人|家|个|项|份))",
    r"(?<!\d)(?:110|119|120|12345|12350|12318|12369|96\d{3})(?=(?:[一-鿿]{0,4})(?:热线|举报|投诉|电话|指挥|平台|报警|宣传))",
    r"(?<!\d)\d+\s*/\s*\d+(?!\d)",
    r"[浏览点击阅读访问](?:量|次数|数|次|人数)?\s*[:：]\s*\d+\s*次?",
    r"页\s*[:：]\s*\[?\d+\]?|第?\s?\d+\s?页",
    r"[©Cc]opyright[^\n]{0,12}\d{4}(?:-\d{4})?",
    r"\[\d+\]",
    r"(?<!\d)\d{9,}(?![\d,.]|\s*[万亿]?元)",
    # programmes: 四个一律, 三项制度, 一企一策, 三年行动
    r"(?<!\d)[一二两三四五六七八九十]{1,3}[个项大](?=一律|必须|清单|根本|全覆盖|到位|责任|方面|一批|注重|坚持|严禁|不放过|岗位|制度|"
    r"行动|建设|机制|零|统一|体系|专项|环节|层面|一|加强|强化|突出|抓|确保|结合|从严|不|转变|关键|阶段|百日)",
    r"(?<!\d)(?:\d{1,2}|[三两一二五十]{1,2})年(?=行动|规划|计划|攻坚)|百日(?=行动|攻坚|整治|会战|安全)",
    r"一(?![百千万亿])[一-鿿]一[一-鿿]",
    # 未发生一起较大事故 says zero, never one
    r"(?:没有|未|无|杜绝|避免)[一-鿿]{0,6}一[起人例件家次处名]",
    r"[零双三四五六七八][一-鿿][零双三四五六七八一两][一-鿿](?=[”\"])",
    r"(?<=[这那每同另某任哪上下又再逐])一[家起个处项次名人条批件]",
    r"[统唯专万之单]一(?=[家起个处项次名条])",
    r"千家万户|万家灯火|百家争鸣|千家万",
]
_NAMES = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
# Where a name may begin: one character and what must stand behind it.
_BEGINS = re.compile(
    rf"""[\s\d{_H}A-Za-z元前上下凌晚早中第〔\[［(（【#＃№©*×电热拨传邮备编文案网微信工证账代浏览点击阅读访问页没未无杜避双统唯专万之单千百](?:
    (?<=\d)(?=\d*个?季|\d*[\s年月日时点:：/—–－~～至到、和及季号#+＋·•・∙页-]|\d*\.\s*\d{{1,2}}(?!\d*%)|\d{{7}}|(?<=1)(?:10|19|20|23)|(?<=9)6\d)
  | (?<=[{_H}])(?=[{_H}]{{0,5}}[\s年月日时点—–－~～至到、和及号个项大季期规计末以“”\"-]|[一-鿿]{{2,3}}[”\"])
  | (?<=一)(?=[一-鿿]一|[家起个处项次名人条批件])
  | (?<=[A-Za-z#＃№第©]) | (?<=\s)(?=\d+\s?页)
  | (?<=元)(?=[月日\s—–－~～至到、和及-]) | (?<=前)(?=[\s\d{_H}])
  | (?<=[上下中])(?=午) | (?<=凌)(?=晨) | (?<=[晚早])(?=[上\d{_H}])
  | (?<=[\[〔［(（【])(?=\s*[12]\d|\d) | (?<=[*×])(?=[xX×*])
  | (?<=[电热拨传邮备编文案网微信工证账代])(?=[话线打真编政案号安信箱码])
  | (?<=[浏览点击阅读访问])(?=[量次数人\s:：]) | (?<=页)(?=\s*[:：])
  | (?<=[没未无杜避])(?=[有绝免一-鿿]) | (?<=[统唯专万之单])(?=一) | (?<=双)(?=[一-鿿]) | (?<=[千百万])(?=[家日])
    )""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’\n]{1,9})[”\"」』’]")
_FIGURE_ALONE = re.compile(r"\d+(?:\.\d+)?[%‰]?")
_LIST_NUMERAL = re.compile(
    r"(?:(?<=[\n。;；!?])|^)[ \t　]*(?:\d{1,2}[.、．](?!\d)|\d{1,2}\.(?=\d{1,2}[-—]?\d*月)|[(（]\d{1,2}[)）])",
    re.MULTILINE,
)
_LAW = re.compile(r"》[^\n。;]{0,4}?第?[一二三四五六七八九十百\d]{1,8}条")


def find_name_spans(text: str) -> list[tuple[int, int]]:
    """Spans of ``text`` whose digits are names, dates or numbers of things: sorted, disjoint."""
    spans = [match.span() for match in find_gated(_BEGINS, _NAMES, text)]
    spans += [match.span() for match in _LIST_NUMERAL.finditer(text)]
    spans += [match.span() for match in _LAW.finditer(text)]
    spans += [match.span(1) for match in _QUOTED.finditer(text) if not _FIGURE_ALONE.fullmatch(match[1])]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any span shares a character with start..end; ``spans`` as :func:`find_name_spans` returns them."""
    at = bisect_left(spans, (start, start))
    return (at > 0 and spans[at - 1][1] > start) or (at < len(spans) and spans[at][0] < end)
