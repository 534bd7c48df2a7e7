"""Where running text prints a correction's two states one behind the other: 更正前：... and 更正后：...

The words head a line of their own, with the paragraphs under it, or lead into a paragraph. What stands under 更正前 is
void. 修订前, 原文, 误 count only in a document that corrects, and only with the other state.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import attrgetter

from pipelines.extraction.correction_words import AFTER, BEFORE, SURE_VERB, State, Told, settle, tell_state
from pipelines.extraction.prose.segmentation import Line

_OPENING = (
    r"(?:^|(?<=[。;!?]))\s*(?:[〇◆◇△▲■□★☆※·•]\s*)?"
    r"(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)、?|\d{1,2}[.、](?!\d)|[①-⑳])?\s*"
)
_WORDS = r"[^\s,。;:!?、|“”\"【】\[\]《》]"
# 更正前 itself opens what it speaks of; other labels (数据更正前:, 原文:, 【误】) need a mark behind them.
_SAID = re.compile(rf"{_OPENING}[【\[(“\"]?(?P<label>{SURE_VERB}(?:{BEFORE}|{AFTER}))", re.MULTILINE)
_MARKED = re.compile(
    rf"{_OPENING}(?:[【\[(](?P<bracketed>{_WORDS}{{1,30}}?)[】\])]|(?P<label>{_WORDS}{{1,30}}?))"
    r"\s*(?::|$)",
    re.MULTILINE,
)
_FILLERS = re.compile(r"(?:为|是|如下|具体|分别)+$")
_MAY_LEAD = re.compile("[前后原误错正现]|应为")
_VALUE = re.compile(r"\d(?:\.\d+)?[余多]?[百千万亿]?(?:[家户次起人项条处件元%])")
_TURN = re.compile(r"(?:更正|订正|修正|勘误|更改|修改|修订|调整)(?:后|为|成)|应为|实为|现为|现改为")
# Under a heading stand whole reports, in which plans are 调整为 and 修改为.
_SURE_TURN = re.compile(rf"{SURE_VERB}(?:后|为|成)")
# What a measure or a reform changes, of which both states were true.
_POLICY = re.compile(
    r"标准|政策|区划|机构|体制|体系|职能|职责|编制|布局|结构|产业|规划|方案|制度|规程|班子|分工|机制|流程|工艺|频次|分级|等级|类别"
    r"|范围|目录|名录|预案|法规|条例|办法|改革"
)
_LONGEST_HEADING = 24
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a lead-in speaks of, ``text[start:end]``, and its state; doubtful where nothing says why it changed."""

    start: int
    end: int
    state: State
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead-in: where it begins and ends, what it tells, its line, whether it fills that, and whether it opens it.

    ``is_doubtful``: both states are printed, and nothing says whether a figure was corrected or the world changed.
    """

    start: int
    end: int
    told: Told
    line: int
    is_heading: bool
    opens_line: bool
    is_doubtful: bool = False


def find_leads(text: str, lines: Sequence[Line], *, is_correction: bool) -> tuple[Lead, ...]:
    """The lead-ins of a text that hold, in order.

    Args:
        text: repaired text of the document.
        lines: its lines.
        is_correction: whether the document says that it corrects another.
    """
    leads = tuple(_read_leads(text, lines))
    held = settle([lead.told for lead in leads], is_correction=is_correction)
    if held is None:
        return tuple(replace(lead, is_doubtful=True) for lead in leads) if _are_unclear(text, leads) else ()
    return tuple(lead for lead in leads if held or lead.told.is_sure)


def prints_both(leads: Sequence[Lead]) -> bool:
    """Whether lines open with both states: then the document corrects, whatever its title says."""
    return _states([lead for lead in leads if not lead.is_doubtful]) == {"before", "after"}


def _states(leads: Sequence[Lead]) -> set[State]:
    return {lead.told.state for lead in leads if lead.opens_line}


def _are_unclear(text: str, leads: Sequence[Lead]) -> bool:
    """调整前: and 调整后: under a title that corrects nothing: a change of policy says what was changed."""
    if _states(leads) != {"before", "after"}:
        return False
    begin = text.rfind("\n", 0, max(0, leads[0].start - 1)) + 1
    return not any(_POLICY.search(words) for words in (text[begin : leads[0].start], *(one.told.rest for one in leads)))


def lay_stretches(text: str, lines: Sequence[Line], leads: Sequence[Lead]) -> tuple[Stretch, ...]:
    """How far each lead-in speaks, in order."""
    return tuple(
        Stretch(lead.start, _end_of(text, lines, lead, follower), lead.told.state, lead.is_doubtful)
        for lead, follower in zip_longest(leads, leads[1:])
    )


def state_at(stretches: Sequence[Stretch], position: int) -> State | None:
    """The state of what stands at a position; None outside all stretches and where it is doubtful."""
    stretch = _stretch_at(stretches, position)
    return stretch.state if stretch and not stretch.is_doubtful else None


def is_doubtful_at(stretches: Sequence[Stretch], position: int) -> bool:
    """Whether what stands at a position may be a former state or the one that holds, and nothing says which."""
    stretch = _stretch_at(stretches, position)
    return stretch is not None and stretch.is_doubtful


def _stretch_at(stretches: Sequence[Stretch], position: int) -> Stretch | None:
    at = bisect_right(stretches, position, key=_START) - 1
    return stretches[at] if at >= 0 and position < stretches[at].end else None


def _read_leads(text: str, lines: Sequence[Line]) -> Iterator[Lead]:
    """All that may be lead-ins; furniture and cells hold none."""
    for number, line in enumerate(lines):
        if line.kind in {"furniture", "cell", "blank"} or _MAY_LEAD.search(text, line.start, line.end) is None:
            continue
        found: dict[int, Lead] = {}
        for pattern in (_MARKED, _SAID):
            for match in pattern.finditer(text, line.start, line.end):
                words = match["label"] or match["bracketed"]
                told = None if _VALUE.search(words) else tell_state(words) or tell_state(_FILLERS.sub("", words))
                if told is not None:
                    found[match.start()] = _lead(text, line, number, match, told)
        yield from (found[at] for at in sorted(found))


def _lead(text: str, line: Line, number: int, match: re.Match[str], told: Told) -> Lead:
    rest = text[match.end() : min(line.end, match.end() + _LONGEST_HEADING + 1)].rstrip()
    is_heading = len(rest) <= _LONGEST_HEADING and not re.search(r"[\d。;]", rest)
    return Lead(match.start(), match.end(), told, number, is_heading, opens_line=match.start() == line.start)


def _end_of(text: str, lines: Sequence[Line], lead: Lead, follower: Lead | None) -> int:
    """Where a lead-in ends to speak: at the next one; with no 更正后 to come at its line's or its section's end.

    A word of correction within its own text turns to what stands (更正前检查120家次，应为118家次).
    """
    stop = follower.start if follower else len(text)
    if lead.is_doubtful and lead.told.state == "after":
        return min(stop, _next_heading(lines, lead) if lead.is_heading else lines[lead.line].end)
    if lead.told.state == "after":
        return stop
    is_answered = follower is not None and follower.told.state == "after"
    if lead.is_heading and is_answered:
        return stop
    line_end = min(stop, lines[lead.line].end)
    turn = _SURE_TURN.search(text, lead.end, stop) if lead.is_heading else _TURN.search(text, lead.end, line_end)
    if turn is not None:
        return turn.start()
    if not lead.is_heading:
        return stop if is_answered else line_end
    return min(stop, _next_heading(lines, lead))


def _next_heading(lines: Sequence[Line], lead: Lead) -> int:
    """Where the next heading stands below the first line of what a lead-in heads; else the text's end."""
    later = (lines[number] for number in range(lead.line + 2, len(lines)))
    return next((line.start for line in later if line.kind == "heading"), lines[-1].end)
