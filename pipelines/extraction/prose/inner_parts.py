"""A number that repeats the statistic of the one before it as a part of it: 死亡2人(含抢救无效死亡1人).

Where no sector, place, period or tier tells the two apart the second is a part of the first, never a second statement
of the same thing; a number that the brackets leave out or set beside the first waits for review.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extraction.model import Observation
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.merging import Candidate
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.observing import Placed

_REASON = "subset_unclear"
# Set beside the number before, not in it: (另有1人失踪后死亡), (不含上年结转3件).
_BESIDE = re.compile(r"[^()\d]{0,8}?(?:另|还有|此外|不含|不包括|不包含|未含|未包括|不计|未计|除)")
# Of another time, or unsure: what belongs to it is not this period's alone.
_OTHER_TIME = re.compile(
    r"上(?:个|一)?(?:年|季|月|期|半年)|去年|前期|往年|此前|之前|跨|结转|遗留|迟|补(?:报|录|计)|后续|累计|[本当全今]?[月季年]度?(?=[^,;。]*(?:检查|发生|死亡|罚款|查处|立案))|\d+[年月季]"
)
# 含上年结转5万元: counted now, though another year is named; 上年同期, 上年为 are that year's own.
_CARRIED_OVER = re.compile(r"结转|遗留|转入|迟|补(?:报|录|计)|事故[^,;。]*(?:死亡|受伤)")
_ADDED_UP = frozenset({"count", "person", "yuan"})
_OF_CHANGE = re.compile(r"_(?:yoy|mom|change)$")
_MARKS = " 、,;和及与:“”\"'·("
# 餐饮场所由57起降到31起: the part is named before its from-to.
_FROM_TO = re.compile(r"[由从]|\d")
_BRACKET = re.compile(r"\([^()]*\)")
_NEAR, _FAR, _RECENT = 12, 400, 8
_LONGEST = 30


def mark_parts(text: str, placed: Sequence[Placed], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those that are parts of one before them marked as parts.

    Args:
        text: repaired text of the document.
        placed: its figures with their sentences.
        candidates: what was observed of each, in the same order.
    """
    found = list(candidates)
    wholes: dict[tuple[object, ...], list[int]] = {}
    added: dict[int, Decimal] = defaultdict(Decimal)
    last: int | None = None
    for index in sorted(range(len(placed)), key=lambda at: placed[at].figure.at):
        before, last = last, index
        one = found[index].observation
        if one.unit not in _ADDED_UP or one.role not in {"observed", "prior_year"} or _OF_CHANGE.search(one.indicator):
            continue
        if one.is_subtotal or one.value_state != "number":
            continue
        alike = wholes.setdefault(_statistic(one), [])
        like = [at for at in reversed(alike[-_RECENT:]) if _is_of_one_span(one, found[at].observation)]
        whole = next((at for at in like if _opens(text, placed[at].figure, placed[index].figure, one)), None)
        if whole is None:
            if one.role == "observed":
                alike.append(index)
            continue
        of = found[whole].observation
        if _is_joint(text, placed[whole].figure, placed[index].figure):
            found[whole] = replace(found[whole], observation=_doubted(of))
            alike.append(index)
            continue
        if one.role == "prior_year":
            one = replace(one, role="observed", period=of.period, period_basis=of.period_basis)
        name = _name(text, placed[whole].figure, placed[index].figure) or _name_before(text, placed, before, index)
        is_sure = _is_opened(text, placed[whole].figure, placed[index].figure)
        is_sure = is_sure or _goes_on(text, placed, found, whole, index)
        if one.value == of.value and not is_sure:
            continue
        added[whole] += one.value
        is_sure = is_sure and bool(name) and added[whole] <= of.value and not _OTHER_TIME.search(name)
        found[index] = replace(found[index], observation=_part(one, name, is_sure=is_sure))
    return found


def _statistic(one: Observation) -> tuple[object, ...]:
    """What two statements of one thing have in common; a value of last year is asked for beside this year's."""
    return (one.indicator, one.place, one.division_code, one.sector_code, one.sector_text, one.severity, one.scope)


def _is_of_one_span(one: Observation, of: Observation) -> bool:
    """Whether two are of one period; what is carried over from another year may be printed with that year."""
    if one.role != "observed" or one.period is None or of.period is None:
        return one.role != "observed" or one.period == of.period
    return (one.period.start, one.period.end) == (of.period.start, of.period.end)


def _opens(text: str, whole: Figure, figure: Figure, one: Observation) -> bool:
    """Whether a figure lies in the whole before it: in the bracket directly behind it, or after 其中."""
    if not 0 <= figure.at - whole.end <= _FAR or figure.row is not None:
        return False
    between = text[whole.end : figure.at]
    if not _is_near(between):
        return False
    opened = _open_bracket(between)
    if opened is not None and opened <= _NEAR and not re.search(r"[,、]", between[:opened]):
        inside = between[opened + 1 :]
        return one.role == "observed" or (_CARRIED_OVER.search(inside) is not None and "同期" not in inside)
    part = wording.PART.search(between)
    if part is None or one.role != "observed":
        return False
    before = between[: part.start()]
    is_closed = opened is None and before.count("(") > before.count(")")
    return not is_closed and (opened is None or opened < part.start())


def _is_near(between: str) -> bool:
    """Whether two figures share a ;-part, or the second's part or sentence opens with 其中."""
    cuts = [match.end() for match in re.finditer(r"[;。\n]+\s*", between)]
    return not cuts or (len(cuts) == 1 and wording.PART.match(between, cuts[0]) is not None)


def _open_bracket(between: str) -> int | None:
    """Where the bracket opens that is still open at the end; None where none is."""
    depth = 0
    for at in range(len(between) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(between[at], 0)
        if depth < 0:
            return at
    return None


def _lead(text: str, whole: Figure, figure: Figure) -> str:
    """The words directly before a figure, behind the last mark that no bracket of its own holds."""
    between = text[whole.end : figure.at]
    depth = 0
    for at in range(len(between) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(between[at], 0)
        if depth < 0 or (depth == 0 and between[at] in ",、;。\n"):
            return between[at + 1 :].strip()
    return between.strip()


def _name(text: str, whole: Figure, figure: Figure) -> str:
    """What a part is of: the words before its number, else behind it; none where they only repeat the head."""
    lead = wording.PART.sub("", _lead(text, whole, figure), count=1).strip(_MARKS).removeprefix("含")
    if not lead and figure.quantity is not None:
        lead = text[figure.quantity.end : figure.end].strip(_MARKS)
    name = _FROM_TO.split(lead)[0].strip(_MARKS)
    return "" if whole.head is not None and name == text[slice(*whole.head)] else name


def _name_before(text: str, placed: Sequence[Placed], before: int | None, index: int) -> str:
    """施工企业5家、42万元: the money is of the part named with the number before it."""
    if before is None or placed[before].figure.end > placed[index].figure.at:
        return ""
    gap = text[placed[before].figure.end : placed[index].figure.at]
    return (placed[before].figure.scope or "") if gap in {"", "、", "/"} and placed[before].figure.is_subtotal else ""


def _is_opened(text: str, whole: Figure, figure: Figure) -> bool:
    """Whether a word of division opens the figure's own words, or the bracket behind its whole holds it."""
    opened = _open_bracket(text[whole.end : figure.at])
    if opened is not None:
        return _BESIDE.match(text, whole.end + opened + 1) is None
    return wording.PART.match(_lead(text, whole, figure)) is not None


def _goes_on(text: str, placed: Sequence[Placed], found: Sequence[Candidate], whole: int, index: int) -> bool:
    """Whether a word of division opens the list behind the whole, and nothing but parts stands before this one."""
    start, end = placed[whole].figure.end, placed[index].figure.at
    opening = _BRACKET.sub("", text[start:end]).lstrip(" ,;。(\n")
    between = (at for at, item in enumerate(placed) if start <= item.figure.at < end)
    is_list = all(found[at].observation.is_subtotal for at in between)
    return is_list and wording.PART.match(opening) is not None and not re.search(r"[;。()\n]", opening)


def _is_joint(text: str, whole: Figure, figure: Figure) -> bool:
    """培训主要负责人、管理人员和特种作业人员90人,其中特种作业人员20人: the first is of all three, not of the last."""
    if whole.head is None or text[whole.head[0] - 1 : whole.head[0]] not in {"、", "和", "及", "与"}:
        return False
    return whole.indicator.startswith("training.") and text[slice(*whole.head)] in _lead(text, whole, figure)


def _doubted(one: Observation) -> Observation:
    return replace(one, status="review", reason=one.reason or "two_readings")


def _part(one: Observation, name: str, *, is_sure: bool) -> Observation:
    reason = one.reason if is_sure else one.reason or _REASON
    status = "review" if reason else one.status
    return replace(one, is_subtotal=True, scope=name[:_LONGEST] or None, status=status, reason=reason)
