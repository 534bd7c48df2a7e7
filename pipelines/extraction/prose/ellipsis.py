"""Numbers that leave their head unsaid: 3起4人, 其中超速50起 after 违法行为600起, 去年同期是两起.

They take the head of the figure before them with the same measure word, where the words between allow it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.figures import keep_following, keep_level
from pipelines.extraction.prose.member_lists import MEMBER
from pipelines.extraction.prose.member_lists import RULE as LIST_RULE
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.state import Reading, fit

PARTY = frozenset({"家", "个", "户", "处", "座", "所", "间", "口", "场"})
_CASES = frozenset({"起", "宗", "件", "例", "辆", "艘", "台", "人次"})
_GRADES = frozenset({"standard.level1", "standard.level2", "standard.level3"})
_KINDS = ("units", "standard.enterprises", "standard.new", "inspection.count")
_LONG = 12
# 移送公安4件6人; 处罚单位36家、责任人12人.
_SECOND = re.compile(r"[/、]?(?:共|计|(?:相关|有关)?(?:责任人员?|个人|负责人))?")
_PARTED = (
    "violation.",
    "accident.",
    "penalty.seizure",
    "penalty.count",
    "penalty.case_filed",
    "penalty.closure",
    "hazard.found",
    "complaint.",
)


def take_part(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """Ellipsis: 3起4人, 其中超速50起 after 违法行为600起, 去年同期是两起."""
    window = reading.text(left_start, quantity.start)
    pool = [*reading.previous, *reading.figures]
    if not pool:
        return False
    last = pool[-1]
    if _is_death_pair(reading, last, quantity, window):
        keep_following(reading, quantity, last, "accident.deaths", left_start, "count_and_deaths")
        return True
    if _SECOND.fullmatch(window.strip()) and _take_same_head(reading, quantity, left_start):
        return True
    model = _same_measure(reading, quantity)
    if _take_fined(reading, index, quantity, left_start):
        return True
    if model is None:
        return False
    if last.rule == "part_of_total" and model.indicator == "penalty.fine_amount" and window.strip() in {"", "、", ","}:
        keep_following(reading, quantity, last, model.indicator, left_start, "part_of_total", scope=last.scope)
        return True
    if reading.figures and _is_next_place(reading, window, left_start):
        is_of_two = _may_be_of_two(reading, window, left_start)
        keep_following(reading, quantity, model, model.indicator, left_start, "next_place")
        if is_of_two:
            reading.figures[-1] = replace(reading.figures[-1], reason="two_readings")
        return True
    if reading.figures and wording.BARE.fullmatch(window) and _RANKED.search(reading.text(last.end, left_start)):
        keep_following(reading, quantity, model, model.indicator, left_start, "next_place")
        return True
    if wording.CHANGE_TO.search(window) or wording.PRIOR.search(window):
        keep_following(reading, quantity, model, model.indicator, left_start, "same_head")
        return True
    if _is_part(reading, model, window, left_start, quantity.start):
        keep_following(reading, quantity, model, model.indicator, left_start, "part_of_total", scope=_part_name(window))
        return True
    return False


def _take_same_head(reading: Reading, quantity: Quantity, left_start: int) -> bool:
    """A second number for one head: 移送公安4件6人, 培训班3期280人."""
    match = fit(reading, reading.last_head, quantity) if reading.last_head else None
    if match is None or match.sense.indicator is None or match.sense.adjacent:
        return False
    last = reading.figures[-1].quantity if reading.figures else None
    if last is None or last.measure == quantity.measure or last.end > quantity.start:
        return False
    keep_level(reading, quantity, match.sense, quantity.start, "second_of_head", window_start=left_start)
    return True


def _take_fined(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """罚款68万元,其中施工企业5家、42万元,监理企业3家、26万元: the parties of each part of a fine."""
    quantities, fines = reading.frame.quantities, [f for f in reading.figures if f.indicator == "penalty.fine_amount"]
    if not fines or quantity.measure not in {"家", "户"} or index + 1 >= len(quantities):
        return False
    following = quantities[index + 1]
    gap = reading.text(quantity.end, following.start)
    window = reading.text(left_start, quantity.start)
    since = reading.text(fines[0].end, quantity.start)
    if following.unit != "yuan" or gap not in {"", "、", "/"} or not wording.PART.search(since) or len(window) > _LONG:
        return False
    scope = _part_name(window)
    keep_following(reading, quantity, fines[0], "penalty.fined_units", left_start, "part_of_total", scope=scope)
    return True


def _is_death_pair(reading: Reading, last: Figure, quantity: Quantity, window: str) -> bool:
    is_count = last.indicator.startswith("accident.") and last.indicator.endswith("count")
    return (
        is_count
        and quantity.unit == "person"
        and bool(reading.figures)
        and window.strip() in {"", "、", "造成", ",", "/"}
    )


def _same_measure(reading: Reading, quantity: Quantity) -> Figure | None:
    pool = [*reading.previous, *reading.figures]
    same = [figure for figure in pool if figure.quantity is not None and _alike(figure, quantity)
            and not figure.is_subtotal and not figure.indicator.endswith(("_yoy", "_change"))]  # fmt: skip
    return same[-1] if same else None


# 渡川县最低,仅3.8万元; 鹿溪县次之,为52万元.
_RANKED = re.compile(
    r"^[,;、]?[一-鿿]{1,9}(?:县|市|区|镇|乡|街道|旗|州)(?:则|却|为)?(?:最[高低多少大小]|次之|居次|垫底|紧随其后|位?居第[二三四]|排名?(?:第[二三四]|末位|垫底)),$"
)
_PLACE_ITEM = re.compile(
    r"[、,;和及]?(?:而|其次(?:是|为)?|最[多少高低](?:的)?(?:是|为)?|再次(?:是|为)?|依次(?:是|为)?)?[一-鿿]{1,9}(?:县|市|(?<![小社景库厂])区|镇|乡|街道|旗|州)"
    r"(?:则|也|又|还)?(?:组织|开展|举办|举行|完成|排查|检查|发生|有|是|为|达到?|也有|只有|仅有?|仅为|最[多少高低],?(?:仅|只有|只|有|为|达到?|是)?)?(?:了)?"
)


def _may_be_of_two(reading: Reading, window: str, left_start: int) -> bool:
    """甲镇查出隐患126条、整改120条,乙镇98条、96条: which of the two a number of the next place is, it does not say."""
    last = reading.figures[-1]
    if last.rule == "next_place":
        return last.reason == "two_readings"
    if len(reading.figures) < _BOTH or wording.PART.search(reading.text(last.end, left_start) + window):
        return False
    other = reading.figures[-2]
    if last.quantity is None or other.quantity is None or other.quantity.measure != last.quantity.measure:
        return False
    gap = reading.text(other.end, last.at)
    named = any(other.end <= start and stop <= last.at for start, stop in reading.named)
    return other.indicator != last.indicator and not named and not re.search(r"[;。(]", gap)


_BOTH = 2


def _is_next_place(reading: Reading, window: str, left_start: int) -> bool:
    """The next place of a ranking: 澄阳县812家次、渡川县701家次, or with the numbers in brackets."""
    pattern = MEMBER if reading.figures[-1].rule in {LIST_RULE, "next_place"} else _PLACE_ITEM
    is_item = pattern.fullmatch(window.strip()) or _PLACE_ITEM.fullmatch(window.strip())
    if window.strip() and (is_item or _is_named(reading, window, left_start)):
        return True
    if reading.figures[-1].rule == "next_place" and window == "、":
        return True
    text = reading.frame.text
    if text[left_start - 1 : left_start] != "(" or window.strip():
        return False
    before = text[reading.figures[-1].end : left_start - 1].strip(") ")
    return pattern.fullmatch(before) is not None


_LINKED = re.compile(r"[、,和及; ]*(?:其中)?(?:涉及)?")


def _is_named(reading: Reading, window: str, left_start: int) -> bool:
    """Whether a window is the bare name of a place or a sector, with a bracket behind it at most."""
    lead = _LINKED.match(window)
    begin = left_start + (lead.end() if lead else 0)
    end = left_start + len(window.rstrip())
    return any(
        start == begin and (stop == end or re.fullmatch(r"\([^()]*\)|企业|领域|行业|方面", reading.text(stop, end)))
        for start, stop in reading.named
    )


def _alike(figure: Figure, quantity: Quantity) -> bool:
    """The same measure word, or two that both count parties (单位586家, 井场132口)."""
    measure = figure.quantity.measure if figure.quantity else None
    if measure == quantity.measure:
        return figure.indicator not in _GRADES
    both = {measure, quantity.measure}
    return (figure.indicator.endswith("units") and both <= PARTY) or (
        figure.indicator.startswith("violation.") and both <= _CASES
    )


# 行政处罚10次,对单位6次,对个人4次: on whom the penalties fell, without 其中.
_OF_PARTY = re.compile(r"[、,和及]?对[一-鿿]{0,8}?(?:企业|单位|负责人|责任人员?|个人|自然人|从业人员)")


def _is_part(reading: Reading, model: Figure, window: str, left_start: int, quantity_start: int) -> bool:
    """Whether a number without a head of its own names a part of the total before it."""
    frame = reading.frame
    is_kind = model.indicator.endswith(_KINDS) and (
        wording.STOCK_NOUN.search(window) is not None or MEMBER.fullmatch(window) is not None
    )
    if not model.indicator.startswith(_PARTED) and not is_kind:
        return False
    if re.match(r"[、,和及]?(?:其中)?(?:不(?:属|实|合格|达标)|未(?:查实|整改|完成|达标))", window):
        return False
    since = frame.text[frame.start : quantity_start]
    opened, closed = (frame.text.rfind(mark, frame.start, left_start) for mark in "()")
    in_bracket = opened > closed
    is_of_party = model.indicator == "penalty.count" and _OF_PARTY.fullmatch(window) is not None
    return (wording.PART.search(since) is not None or in_bracket or is_of_party) and len(window) <= 20


def _part_name(window: str) -> str | None:
    name = window.strip("、,和及与“” ·")
    for word in ("其中", "包括", "含"):
        name = name.removeprefix(word)
    return name or None
