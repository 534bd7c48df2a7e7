"""Certainty: how well a figure's clause explains it. What no known word explains waits for review, never for luck.

A figure is sure where its head word, its number and all that stands between them are known, where no other head
has a better claim to it, and where nothing says that it is only planned, supposed or a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml

from pipelines.extraction.prose import wording
from pipelines.extraction.prose.adjustments import doubt_adjusted
from pipelines.extraction.prose.aims import is_supposed
from pipelines.extraction.prose.lexicon import RANK, Head, Sense
from pipelines.extraction.prose.member_lists import RULE as LIST_RULE
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.registers import may_be_acted_on
from pipelines.extraction.prose.replaced import without_telling
from pipelines.extraction.prose.shares import mark_shares
from pipelines.extraction.prose.state import Reading

_DATA = Path(__file__).parent / "certainty_words.yaml"
_LONGEST_NOUN = 16
_LONGEST_GAP = 60
# What stands for a word that is known as a name: a noun that the words list.
_NOUN = "厂"
_MARKS = frozenset('“”"《》 ·、和及')
_CLAUSES = ("因", "赴", "涉及", "在")
_BRACKET = re.compile(r"\([^()]*\)")
# A clause that only tells when or under which condition: 取缔后又擅自..., 停产期间...
_TURNS_AWAY = re.compile(
    r"之后|以后|后|期间|之前|以前|计划|因|被|拟|须|超过\D|才|却|连续|(?:又|仍|擅自|违规|继续|恢复)[^,;。]*的$"
)
# Rules whose head stands before another number, and statistics that are of plans themselves.
_LENT = frozenset({LIST_RULE, "head_resumed"})
_OF_PLANS = frozenset({"inspection.plan_rate", "accident.control_usage", "hazard.major_planned", "hazard.pending"})
_PLACES = re.compile(r"(?:乡镇|街道|部门|县区|行政村|成员单位|县市区)(?:共|等)?$")
_LENDS = frozenset({"next_place", "same_head", "part_of_total", "second_of_head"})
_CATCHING = frozenset({"two_readings", "wording_unclear", "role_unclear"})
_AMONG = re.compile(r"中(?![心小型队毒介学央等层])|里(?:面|头)?的?|之?内的?有|当中")
_FARTHEST = 26
# 举报一般隐患奖励200元: a price list, unless it was paid.
_PRICE = re.compile(r"^(?!.*(?:发放|兑现|兑付|发给|落实|给予|共|累计|合计|已|支付)).*(?:奖励|奖金)$", re.DOTALL)
# 共有112名监管人员: who is employed, not who was sent out.
_NO_INSPECTORS = re.compile(r"(?:安全|行业|技术)?(?:专家|志愿者|记者|医护|教师|学员)")
_STAFF = re.compile(r"(?:[共现拥设]有|配备了?|配有|在编|核定)$")
_ACCIDENT = re.compile(r"(?:事故|火灾|灾情|爆炸|坍塌|沉船|火情)")
_HAZARD = re.compile(r"(?:各类|各种|安全|生产|事故|消防|火灾|一般|重大|风险|问题|隐患)*(?:隐患|问题)")
_UNLAWFUL = re.compile(r"非法|违法|违章|违规|无证|三违|“?三无|黑|酒|交通违|盗采|套牌")
_KINDS: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "accident.count": ("before_accidents", _ACCIDENT),
    "accident.fatal_count": ("before_accidents", _ACCIDENT),
    "hazard.found": ("before_problems", _HAZARD),
    "hazard.major_found": ("before_problems", _HAZARD),
    "hazard.general_found": ("before_problems", _HAZARD),
    "violation.illegal": ("before_violations", _UNLAWFUL),
    "violation.corrected": ("before_violations", _UNLAWFUL),
    "penalty.case_filed": ("before_cases", re.compile(r"案件")),
}


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    rows = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return {name: tuple(sorted(map(str, words), key=len, reverse=True)) for name, words in rows.items()}


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    """What explains the words between a head and its number: fillers, at most one noun phrase, fillers."""
    fill = rf"(?:{'|'.join(map(re.escape, _words()['fillers']))}|[“”\"'\s·|:、,])*+"
    noun = rf"[一-鿿“”\"、()·]{{0,{_LONGEST_NOUN}}}?(?:{'|'.join(map(re.escape, _words()['nouns']))})[”\")]?"
    return re.compile(rf"{fill}(?:{noun})?{fill}")


def _leads_on(printed: str) -> bool:
    """Whether nouns, light verbs, a cause or a relative clause explain what leads from a number to a head behind it."""
    words = _words()
    reached = [True, *(False for _ in printed)]
    for at, char in enumerate(printed):
        if not reached[at]:
            continue
        reached[at + 1] |= char in _MARKS
        for word in words["behind"]:
            if printed.startswith(word, at):
                reached[at + len(word)] = True
        opens = printed.startswith(_CLAUSES, at)
        for stop in range(at + 1, min(len(printed), at + _LONGEST_NOUN + 2) + 1):
            reached[stop] |= opens or printed.endswith("的", at, stop) or printed.endswith(words["nouns"], at, stop)
    return reached[-1]


def weigh(reading: Reading) -> None:
    """Send every figure of a sentence that its clause does not explain to review, with the reason."""
    for index, figure in enumerate(reading.figures):
        if reason := _doubt(reading, figure):
            reading.figures[index] = replace(figure, reason=reason)
    doubt_adjusted(reading)
    mark_shares(reading.figures)


def _doubt(reading: Reading, figure: Figure) -> str | None:
    lender = reading.figures[figure.follows] if figure.follows is not None and figure.rule in _LENDS else None
    if lender is not None and not figure.reason and lender.reason in _CATCHING:
        return lender.reason
    if figure.reason or figure.role != "observed" or figure.quantity is None:
        return None
    frame = reading.frame
    is_told = frame.index_of(figure.quantity) in reading.replaced.told
    may_be_plan = figure.indicator not in _OF_PLANS and not is_told
    if may_be_plan and is_supposed(frame.text, frame.clause_of(figure.at), figure.at, figure.end):
        return "role_unclear"
    if figure.head is None:
        return None
    if reason := _doubt_money(reading, figure):
        return reason
    start, end = figure.head
    if start >= figure.quantity.end:
        return _doubt_behind(reading, figure, start)
    if figure.rule in _LENT or figure.turns:
        return None
    end = _overlapped_end(reading, start, end, figure.at)
    if _has_no_object(reading, figure, end) or _has_rival(reading, figure, end, figure.at):
        return "two_readings"
    is_other = any(doubts(reading, figure) for doubts in (may_be_acted_on, _is_outdone, _is_difference))
    if is_other or _counts_places(reading, figure, end):
        return "two_readings"
    if _is_undone(reading, figure):
        return "role_unclear"
    stop = end + len(without_telling(reading.text(end, figure.at))) if is_told else figure.at
    if not _is_explained(reading, end, stop) or not _is_its_kind(reading, figure):
        return "wording_unclear"
    return None


def _doubt_behind(reading: Reading, figure: Figure, start: int) -> str | None:
    """Why a head behind its number is not sure to be of it: 1040家单位中..., 5个督查组先后暗访."""
    if figure.quantity is None or _has_rival(reading, figure, figure.quantity.end, start):
        return "two_readings"
    if figure.indicator == "inspection.personnel" and _STAFF.search(reading.text(reading.frame.start, figure.at)):
        return "two_readings"
    between = reading.text(figure.quantity.end, start)
    if not _is_its_kind(reading, figure, figure.quantity.end):
        return "wording_unclear"
    if _AMONG.search(between):
        return "subset_unclear"
    if figure.indicator in _KINDS:
        return None
    if len(between) > _FARTHEST or not _leads_on(_bare_names(reading, figure, start)):
        return "wording_unclear"
    return None


def _bare_names(reading: Reading, figure: Figure, start: int) -> str:
    """The words between a number and a head behind it, names as nouns and brackets left out."""
    begin = figure.quantity.end if figure.quantity else figure.end
    return _BRACKET.sub("", _named_as_nouns(reading, begin, start))


def _doubt_money(reading: Reading, figure: Figure) -> str | None:
    """Why rewards and funds are not sure: a price list, or money that went elsewhere."""
    begin, _ = reading.frame.clause_of(figure.at)
    if figure.indicator == "reward.amount" and _PRICE.search(reading.text(begin, figure.at)):
        return "role_unclear"
    if figure.indicator == "hazard.funds" and _is_spent_on_else(reading, figure):
        return "two_readings"
    return None


def _is_spent_on_else(reading: Reading, figure: Figure) -> bool:
    """发现隐患12处,投入120万元建设消防站: what was spent went to something that is named."""
    behind = reading.text(figure.end, reading.frame.boundary_after(figure.end))
    before = reading.text(reading.frame.boundary_before(figure.at), figure.at)
    if re.search(r"整改|治理|隐患|整治", before + behind):
        return False
    return bool(behind.strip("、 ")) or re.search(r"购|建|更新|改造|宣传|培训|装备|采购", before) is not None


def _is_difference(reading: Reading, figure: Figure) -> bool:
    """较上年多立案12起: the head is what there was more of."""
    if figure.head is None or reading.text(figure.head[0] - 1, figure.head[0]) not in {"多", "少"}:
        return False
    begin, _ = reading.frame.clause_of(figure.head[0])
    return re.search(r"[比较]", reading.text(begin, figure.head[0])) is not None


def _counts_places(reading: Reading, figure: Figure, end: int) -> bool:
    """巡查乡镇18个: places are counted, no units; 抽调6名专家: experts, no inspectors."""
    if figure.indicator == "inspection.personnel" and figure.quantity is not None:
        return _NO_INSPECTORS.match(reading.frame.text, figure.quantity.end) is not None
    if figure.indicator not in {"inspection.units", "inspection.self_check_units"}:
        return False
    return _PLACES.search(reading.text(end, figure.at)) is not None


def _has_no_object(reading: Reading, figure: Figure, end: int) -> bool:
    """查处21起: of what, the clause does not say."""
    if figure.head is None or figure.indicator != "violation.illegal" or _rank_of(reading, figure) > RANK["weak"]:
        return False
    behind = reading.text(figure.end, reading.frame.boundary_after(figure.end))
    return wording.BARE.fullmatch(reading.text(end, figure.at)) is not None and not behind.strip("、")


def _overlapped_end(reading: Reading, start: int, end: int, stop: int) -> int:
    """Where the heads end that begin inside a head: 责令停产 and 停产停业整顿 are one."""
    for head in reading.heads:
        if start < head.start < end < head.end <= stop:
            end = head.end
    return end


def _is_undone(reading: Reading, figure: Figure) -> bool:
    """解除查封3家, 自行停产12家: what stands before the act takes it back or says that nobody ordered it."""
    if figure.head is None or _rank_of(reading, figure) < RANK["noun"]:
        return False
    begin, end = _opening(reading, figure.head[0]), figure.head[0]
    return reading.text(begin, end).endswith(_words()["undoing"])


def _has_rival(reading: Reading, figure: Figure, start: int, end: int) -> bool:
    """Whether another statistic's head, as strong and with the same measure word, stands nearer to the number."""
    own = min(_rank_of(reading, figure), RANK["noun"] if _family(figure.indicator) == "inspection" else RANK["joint"])
    return any(
        sense.indicator is not None
        and sense.rank >= own
        and _takes(sense, figure)
        and _family(sense.indicator) != _family(figure.indicator)
        and "的" not in reading.text(head.end, end)
        for head in _inside(reading.heads, start, end)
        for sense in head.senses
    )


def _rank_of(reading: Reading, figure: Figure) -> int:
    """How strong the head of a figure is."""
    senses = (s for h in reading.heads if (h.start, h.end) == figure.head for s in h.senses)
    return max((sense.rank for sense in senses if sense.indicator is not None), default=RANK["joint"])


def _is_outdone(reading: Reading, figure: Figure) -> bool:
    """没收“三无”船舶6艘: a stronger verb, which does not take the measure word, governs the head."""
    head = figure.head
    if head is None:
        return False
    frame = reading.frame
    own = _rank_of(reading, figure)
    for rival in _inside(reading.heads, _opening(reading, head[0]), head[0]):
        strongest = max((s.rank for s in rival.senses if (s.indicator or "").startswith("penalty.")), default=0)
        is_bare = re.fullmatch(r"[“”\"·]*", frame.text[rival.end : head[0]]) is not None
        if strongest > own and is_bare and not any(_takes(sense, figure) for sense in rival.senses):
            return True
    return False


def _opening(reading: Reading, at: int) -> int:
    """Where the words that lead to a position begin: behind the last mark or number."""
    numbers = (q.end for q in reading.frame.quantities if q.end <= at)
    return max(reading.frame.boundary_before(at), max(numbers, default=reading.frame.start))


def _inside(heads: Iterable[Head], start: int, end: int) -> Iterable[Head]:
    return (head for head in heads if head.start >= start and head.end <= end)


def _takes(sense: Sense, figure: Figure) -> bool:
    return figure.quantity is not None and sense.takes(figure.quantity.measure)


def _family(indicator: str) -> str:
    return indicator.split(".")[0]


def _is_explained(reading: Reading, start: int, end: int) -> bool:
    """Whether the words between a head and its number are known: fillers and one noun, or a sector or a place."""
    printed = reading.text(start, end)
    if not printed or len(printed) > _LONGEST_GAP or _TURNS_AWAY.match(printed):
        return not printed
    return _between().fullmatch(_BRACKET.sub("", _named_as_nouns(reading, start, end))) is not None


def _named_as_nouns(reading: Reading, start: int, end: int) -> str:
    """A stretch with its places, sectors, periods and head words each replaced by a noun that the words list."""
    printed = reading.text(start, end)
    known = [*reading.named, *((head.start, head.end) for head in _inside(reading.heads, start, end))]
    for begin, stop in known:
        if begin >= start and stop <= end:
            printed = printed[: begin - start] + _NOUN * (stop - begin) + printed[stop - start :]
    return printed


def _is_its_kind(reading: Reading, figure: Figure, start: int | None = None) -> bool:
    """Whether 事故, 问题, 案件 stand behind a word that makes them what is counted (not 涉险事故, 困难问题)."""
    name, pattern = _KINDS.get(figure.indicator, ("", None))
    if figure.head is None or pattern is None or not pattern.match(reading.frame.text, figure.head[0]):
        return True
    end = figure.head[0]
    begin = _opening(reading, end) if start is None else start
    before = reading.text(begin, end).rstrip(" 、·:“")
    if before.endswith(("”", '"')):
        return True
    before = _BRACKET.sub("", before)
    if figure.quantity and reading.frame.index_of(figure.quantity) in reading.replaced.told:
        before = without_telling(before)
    return not before or before.endswith(_words()[name]) or any(stop == end for _, stop in reading.named)
