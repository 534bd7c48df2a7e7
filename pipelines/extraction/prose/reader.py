"""Read one sentence: give each number its indicator by head word and measure word together.

Order of attempts for a number: a change against another period, then a head before it, a head after it, a head across a
bracket, a comma or a colon, then the part of a total named before. What none of these takes is told, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipelines.extraction.grammar.quantity import Quantity
from pipelines.extraction.model import Unit
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.joint import join_codes
from pipelines.extraction.prose.lexicon import Head, Sense
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.windows import Frame

UNITS: Mapping[str, Unit] = {
    "count": "count",
    "person": "person",
    "yuan": "yuan",
    "ratio": "ratio",
    "per_mille": "ratio",
}


@dataclass
class Reading:
    """What is known while a sentence is read from left to right.

    ``figures`` in order; ``taken``: heads that an earlier number used up, by start and unit; ``group``: the levels
    (indexes into figures) that a following rate may refer to; ``changed``: the changes likewise.
    """

    frame: Frame
    heads: tuple[Head, ...]
    words_before: frozenset[str]
    previous: tuple[Figure, ...] = ()
    figures: list[Figure] = field(default_factory=list)
    taken: set[tuple[int, str]] = field(default_factory=set)
    group: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    group_closed: bool = False
    unread: list[Quantity] = field(default_factory=list)
    last: Sense | None = None
    row: tuple[int, int] | None = None
    turns: int = 0

    def text(self, start: int, end: int) -> str:
        """A piece of the document."""
        return self.frame.text[start:end]

    def add(self, figure: Figure) -> int:
        """Keep a figure; its index."""
        self.figures.append(figure)
        return len(self.figures) - 1

    def add_level(self, figure: Figure) -> int:
        """Keep a level, which opens a new group after a rate closed the last."""
        if self.group_closed or (self.group and self._is_apart(figure)):
            self.group, self.changed, self.group_closed = [], [], False
        index = self.add(figure)
        self.group.append(index)
        return index

    def forget_group(self) -> None:
        """A number that is not understood stands between: what follows is no change of the levels before it."""
        self.group, self.changed = [], []

    def _is_apart(self, figure: Figure) -> bool:
        last = self.figures[self.group[-1]]
        return last.segment != figure.segment or last.indicator == figure.indicator


@dataclass(frozen=True, slots=True)
class Match:
    """A head with the sense that fits a number."""

    head: Head
    sense: Sense


def fit(reading: Reading, head: Head, quantity: Quantity) -> Match | None:
    """The head's first sense that takes the number's measure word, in its context."""
    if (head.start, str(quantity.unit)) in reading.taken:
        return None
    for sense in head.senses:
        if not sense.takes(quantity.measure):
            continue
        if sense.context and not any(word in reading.words_before for word in sense.context):
            continue
        if sense.adjacent and quantity.start - head.end not in {0}:
            continue
        return Match(head, sense)
    return None


def matches_in(reading: Reading, start: int, end: int, quantity: Quantity) -> list[Match]:
    """All fitting heads that lie in a window, in order."""
    inside = (head for head in reading.heads if head.start >= start and head.end <= end)
    return [match for head in inside if (match := fit(reading, head, quantity)) is not None]


def best_left(reading: Reading, start: int, end: int, quantity: Quantity) -> list[Match]:
    """The strongest head before a number, the nearest of equals, last in the list; joined heads stand before it."""
    found = matches_in(reading, start, end, quantity)
    if not found:
        return []
    top = max(match.sense.rank for match in found)
    if top == 1 and any(word in reading.text(found[-1].head.end, end) for word in ("发现", "存在", "查出", "涉及")):
        return []
    last = max((match for match in found if match.sense.rank == top), key=lambda match: match.head.end)
    return [match for match in found if match.head.end <= last.head.end and match.sense.rank >= 2] or [last]


def best_right(reading: Reading, start: int, end: int, quantity: Quantity) -> Match | None:
    """The strongest head after a number, the last of equals; none where places or fields are what is counted."""
    if wording.NOT_COUNTED.match(reading.frame.text, quantity.end):
        return None
    found = [match for match in matches_in(reading, start, end, quantity)
             if not match.sense.adjacent and not wording.NOUN_GOES_ON.match(reading.frame.text, match.head.end)]  # fmt: skip
    if not found:
        return None
    return max(found, key=lambda match: (match.sense.rank, match.head.start))


def read_level(reading: Reading, index: int) -> bool:
    """Give number ``index`` a level's indicator; False where no rule takes it."""
    quantity = reading.frame.quantities[index]
    left_start, left_end = reading.frame.left_of(index)
    right_start, right_end = reading.frame.right_of(index)
    left = best_left(reading, left_start, left_end, quantity)
    right = best_right(reading, right_start, right_end, quantity)
    if left and right and _right_is_stronger(reading, index, left[-1], right):
        left = []
    if left:
        return _take_left(reading, quantity, left, "head_before")
    if right is None and reading.frame.text[right_end : right_end + 1] == "、":
        shared = _shared_right(reading, index, quantity)
        if shared is not None and shared.sense.indicator is not None:
            _keep(reading, quantity, shared.sense, quantity.start, "shared_verb_behind", window_start=left_start)
            return True
    if right is not None:
        return _take_right(reading, quantity, right, left_start)
    if _take_listed(reading, quantity, left_start) or _take_stock(reading, quantity, left_start):
        return True
    return _take_across(reading, index, quantity, left_start)


def _right_is_stronger(reading: Reading, index: int, left: Match, right: Match) -> bool:
    if reading.text(left.head.end, reading.frame.quantities[index].start).startswith("的"):
        return True
    return left.sense.rank <= 1 < right.sense.rank and not reading.frame.next_is_number(index)


def _shared_right(reading: Reading, index: int, quantity: Quantity) -> Match | None:
    """The verb behind a row of numbers: 对5家批发企业、29家零售店全覆盖检查."""
    quantities = reading.frame.quantities
    following = index + 1
    if following >= len(quantities) or quantities[following].measure != quantity.measure:
        return None
    start, end = reading.frame.right_of(following)
    if reading.frame.next_is_number(following) or reading.frame.text[end : end + 1] == "、":
        return None
    return best_right(reading, start, end, quantity)


def _take_listed(reading: Reading, quantity: Quantity, left_start: int) -> bool:
    """A row under one verb: 挂包7个乡镇、24个项目、14家企业; 检查企业80家、商场15家."""
    if reading.last is None or not reading.figures:
        return False
    sense, last = reading.last, reading.figures[-1]
    window = reading.text(left_start, quantity.start)
    if last.quantity is None or last.quantity.end != left_start or not _ROW.fullmatch(window):
        return False
    if sense.indicator not in LISTED or not sense.takes(quantity.measure) or len(window) > 16:
        return False
    if any(head.start >= left_start and head.end <= quantity.start for head in reading.heads):
        return False
    link = max(window.rfind(mark) for mark in "、和及")
    _keep(reading, quantity, sense, left_start + link + 1, "row_under_one_verb", window_start=left_start + link + 1)
    return True


_ROW = re.compile(r"[一-鿿“”()]{0,10}[、和及][一-鿿“”]{0,12}")
LISTED = frozenset(
    {
        "inspection.units",
        "inspection.count",
        "coverage.units",
        "penalty.closure",
        "penalty.seizure",
        "accountability.units",
    }
)


def _take_stock(reading: Reading, quantity: Quantity, left_start: int) -> bool:
    """What a place has: 全市有煤矿129座,非煤矿山432座."""
    if quantity.measure not in {"家", "座", "户", "处", "口", "所", "个"}:
        return False
    window = reading.text(left_start, quantity.start)
    goes_on = bool(reading.figures) and reading.figures[-1].rule == "stock" and len(window) <= 24
    if not (wording.HAS_STOCK.search(window) or goes_on) or not wording.STOCK_NOUN.search(window):
        return False
    figure = _figure(reading, quantity, "coverage.units", left_start, "stock", window_start=left_start)
    reading.add_level(figure)
    return True


def _take_left(reading: Reading, quantity: Quantity, found: list[Match], rule: str) -> bool:
    last = found[-1]
    if last.sense.indicator is None:
        return True
    between = reading.text(last.head.end, quantity.start)
    if between.rstrip("“” ").endswith("各"):
        for match in found:
            _keep(reading, quantity, match.sense, match.head.start, f"{rule}_each")
        return True
    joined, reason, first = join_codes(reading.frame.text, [(m.head, m.sense) for m in found])
    sense = replace(last.sense, indicator=joined) if joined else last.sense
    _keep(
        reading,
        quantity,
        sense,
        first,
        rule if joined in {None, last.sense.indicator} else f"{rule}_joint",
        reason=reason,
    )
    return True


def _take_right(reading: Reading, quantity: Quantity, match: Match, left_start: int) -> bool:
    if match.sense.indicator is None:
        return True
    is_accident = match.sense.indicator.startswith("accident.")
    if is_accident and wording.OCCASION.search(reading.text(left_start, quantity.start)):
        return True
    reading.taken.add((match.head.start, str(quantity.unit)))
    _keep(reading, quantity, match.sense, quantity.start, "number_first", end=match.head.end, window_start=left_start)
    return True


def _take_across(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """A head across a bracket, a comma or a colon, where the number's own window is bare; else a part of a total."""
    frame = reading.frame
    mark = frame.text[left_start - 1 : left_start] if left_start > frame.start else ""
    window = frame.text[left_start : quantity.start]
    if mark and mark in "),:" and wording.BARE.fullmatch(window):
        start, end = _part_before(frame, left_start - 1, mark)
        found = best_left(reading, start, end, quantity)
        if found:
            return _take_left(reading, quantity, found, "head_across")
    return _take_part(reading, index, quantity, left_start)


def _part_before(frame: Frame, at: int, mark: str) -> tuple[int, int]:
    """The stretch before a mark: behind a bracket what led to it, before a comma or colon the part without numbers."""
    if mark == ")":
        at = max((b for b in frame.boundaries if b < at and frame.text[b] == "("), default=at)
    start = frame.boundary_before(at)
    number_end = max((q.end for q in frame.quantities if q.end <= at), default=frame.start)
    return max(start, number_end), at


def _take_part(reading: Reading, index: int, quantity: Quantity, left_start: int) -> bool:
    """Ellipsis: 3起4人, 其中酒驾72起 after 违法行为8920起, 去年同期是四起."""
    window = reading.text(left_start, quantity.start)
    pool = [*reading.previous, *reading.figures]
    if not pool:
        return False
    last = pool[-1]
    if _is_death_pair(reading, last, quantity, window):
        _follow(reading, quantity, last, "accident.deaths", left_start, "count_and_deaths")
        return True
    model = _same_measure(reading, quantity)
    if model is None:
        return False
    if wording.CHANGE_TO.search(window) or wording.PRIOR.search(window):
        _follow(reading, quantity, model, model.indicator, left_start, "same_head")
        return True
    if _is_part(reading, model, window, left_start, quantity.start):
        _follow(reading, quantity, model, model.indicator, left_start, "part_of_total", scope=_part_name(window))
        return True
    return False


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
    same = [figure for figure in pool if figure.quantity is not None and figure.quantity.measure == quantity.measure
            and not figure.is_subtotal and not figure.indicator.endswith(("_yoy", "_change"))]  # fmt: skip
    return same[-1] if same else None


_PARTED = ("violation.", "accident.", "penalty.seizure", "penalty.count", "penalty.closure", "complaint.")


def _is_part(reading: Reading, model: Figure, window: str, left_start: int, quantity_start: int) -> bool:
    """Whether a number without a head of its own names a part of the total before it."""
    frame = reading.frame
    is_kind = wording.STOCK_NOUN.search(window) is not None and model.indicator.endswith("units")
    if not model.indicator.startswith(_PARTED) and not is_kind:
        return False
    since = frame.text[frame.start : quantity_start]
    in_bracket = frame.text[left_start - 1 : left_start] == "("
    return (wording.PART.search(since) is not None or in_bracket) and len(window) <= 20


def _part_name(window: str) -> str | None:
    name = window.strip("、,和及与“” ·")
    for word in ("其中", "包括", "含"):
        name = name.removeprefix(word)
    return name or None


def _follow(
    reading: Reading, quantity: Quantity, model: Figure, indicator: str, start: int, rule: str, scope: str | None = None
) -> None:
    follows = reading.figures.index(model) if model in reading.figures else None
    figure = replace(
        _figure(reading, quantity, indicator, start, rule, window_start=start),
        follows=follows, scope=scope or model.scope, severity=model.severity, is_subtotal=rule == "part_of_total",
    )  # fmt: skip
    reading.add_level(figure)


def _keep(
    reading: Reading,
    quantity: Quantity,
    sense: Sense,
    start: int,
    rule: str,
    *,
    end: int | None = None,
    window_start: int | None = None,
    reason: str | None = None,
) -> None:
    indicator = _settle_hazard(reading, sense, end or quantity.start)
    window = (
        min(start, reading.frame.left_of(reading.frame.quantities.index(quantity))[0])
        if window_start is None
        else window_start
    )
    figure = _figure(reading, quantity, indicator, start, rule, end=end, window_start=window)
    if indicator.startswith("accident."):
        figure = _with_severity(reading, figure)
    if reason:
        figure = replace(figure, reason=reason)
    reading.last = sense
    reading.add_level(figure)


def _figure(
    reading: Reading,
    quantity: Quantity,
    indicator: str,
    start: int,
    rule: str,
    *,
    end: int | None = None,
    window_start: int = 0,
) -> Figure:
    finish = max(end or 0, quantity.end)
    begin = min(start, quantity.start)
    return Figure(
        indicator=indicator, value=quantity.value, unit=UNITS[str(quantity.unit)], qualifier=quantity.qualifier, start=begin,
        end=finish, at=quantity.start, rule=rule, segment=reading.frame.segment_of(quantity.start), sector_from=window_start,
        sector_to=max(finish, _noun_end(reading, quantity)),
        quantity=quantity,
    )  # fmt: skip


def _noun_end(reading: Reading, quantity: Quantity) -> int:
    """The end of the noun that a number counts, to its right: 查处12起玩具烟花作坊."""
    start, end = reading.frame.right_of(reading.frame.quantities.index(quantity))
    cut = re.search(r"[、并和及与]", reading.text(start, end))
    return start + cut.start() if cut else end


def _settle_hazard(reading: Reading, sense: Sense, until: int) -> str:
    """整改N项 after 重大隐患 is of the major ones; after 一般隐患 of the general ones."""
    indicator = sense.indicator or ""
    family = reading.figures[-1].indicator.split(".")[0] if reading.figures else ""
    indicator = dict(sense.after).get(family, indicator)
    if sense.major is None:
        return indicator
    kind = ""
    for head in reading.heads:
        if head.start >= until:
            break
        codes = {known.indicator for known in head.senses}
        if "hazard.major_found" in codes or "hazard.major_rate" in codes:
            kind = "major"
        elif "hazard.general_found" in codes or "hazard.general_rate" in codes:
            kind = "general"
        elif "hazard.found" in codes and head.word not in {"问题"}:
            kind = ""
    return {"major": sense.major, "general": sense.general or indicator}.get(kind, indicator)


_TIERED = {"accident.count": "count", "accident.deaths": "deaths"}


def severity_in(text: str) -> str | None:
    """The accident tier that a stretch of text names: 较大事故, 较大及以上..., 亡人火灾."""
    for match in wording.SEVERITY.finditer(text):
        kind = str(match.lastgroup)
        if kind == "fatal" or wording.SEVERE_NOUN.match(text, match.end()):
            return wording.SEVERITY_CODE[kind]
    return None


def _with_severity(reading: Reading, figure: Figure) -> Figure:
    """The tier of an accident figure from its own window, or of the accidents that it follows."""
    text = reading.text(figure.sector_from, figure.sector_to)
    severity = severity_in(text)
    scope = "production" if "生产经营性" in text else None
    follows = None
    if figure.indicator == "accident.control_usage":
        follows = len(reading.figures) - 1 if reading.figures else None
    elif not figure.indicator.endswith("count"):
        follows = _leading_count(reading, figure.segment)
    if follows is not None:
        leader = reading.figures[follows]
        severity, scope = severity or leader.severity, scope or leader.scope
    return replace(figure, severity=severity, scope=scope, follows=follows)


def _leading_count(reading: Reading, segment: int) -> int | None:
    """The accident count that deaths, injuries and losses after it belong to."""
    for index in range(len(reading.figures) - 1, -1, -1):
        figure = reading.figures[index]
        if figure.segment != segment:
            return None
        if figure.indicator.startswith("accident.") and figure.indicator.endswith("count"):
            return index
    return None
