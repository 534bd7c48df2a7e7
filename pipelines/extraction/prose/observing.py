"""The observation of a figure: its sector, place, period and role settled, its quote cut from the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.correction_words import State
from pipelines.extraction.grammar.place import PlaceMention
from pipelines.extraction.model import DocumentContext, Observation, Period, Role
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.both_states import is_doubtful_at, state_at
from pipelines.extraction.prose.document import ProseDocument
from pipelines.extraction.prose.firms import case_before
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.merging import Candidate
from pipelines.extraction.prose.model import Figure
from pipelines.extraction.prose.period_scope import is_misdated, period_at, periods_of_row, prior_period_at
from pipelines.extraction.prose.place_scope import code_of, is_of_several, place_at
from pipelines.extraction.prose.remedies import hazards_of
from pipelines.extraction.prose.replaced import RULE as REPLACED
from pipelines.extraction.prose.sector_scope import SectorScope, members, own_sector, section_sector, topic_sector
from pipelines.extraction.prose.segmentation import Sentence
from pipelines.extraction.void_statement import REASON as VOID
from pipelines.extraction.void_statement import is_void
from warehouse.catalogue.model import Catalogue


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the sentence that it stands in."""

    figure: Figure
    sentence: Sentence


def observe(
    document: ProseDocument, known: Mentions, catalogue: Catalogue, item: Placed, placed: Sequence[Placed]
) -> Candidate:
    """The observation of a figure: its scopes settled, its quote and locator cut from the raw text."""
    figure = item.figure
    hazards, may_be_of_total = hazards_of(document.text, item, placed)
    sector = sector_of(known, item, placed, hazards)
    place = _place(known, item, placed)
    period = _period(known, item, is_flow=_is_flow(catalogue, figure.indicator))
    in_heading = item.sentence.kind in {"title", "heading"}
    firm = case_before(document.text, item.sentence.start, figure.at)
    reason = figure.reason or _member_reason(known, figure) or ("subset_unclear" if firm else None)
    reason = reason or ("two_readings" if may_be_of_total else None)
    reason = reason or ("role_unclear" if _is_to_come(period, known.context) else None)
    if is_misdated(known, item.sentence, figure.at):  # no other words of the text date it instead
        period, reason = None, "period_unknown"
    reason = reason or ("role_unclear" if is_doubtful_at(known.stretches, figure.at) else None)
    if figure.row is None and figure.place is None and is_of_several(known, item.sentence, figure.at):
        reason = reason or "place_unknown"
    observation = Observation(
        indicator=_finer(figure, catalogue),
        value=figure.value,
        unit=figure.unit,
        raw=document.raw_of(figure.start, figure.end),
        locator=document.locate(figure.start, figure.end),
        method="prose",
        rule=figure.rule,
        qualifier=figure.qualifier,
        place=place.name if place and place.kind != "own_level" else known.context.place,
        division_code=code_of(known, place),
        period=period,
        period_basis="printed" if period else "submission",
        sector_code=sector.code if sector else None,
        sector_text=sector.text if sector else None,
        severity=figure.severity,
        scope=figure.scope or firm or (place.printed if place and place.kind == "own_level" else None),
        role=_role(figure, period, known.context),
        value_state=figure.value_state,
        is_subtotal=figure.is_subtotal,
        context=document.raw_of(item.sentence.start, item.sentence.end).strip(),
        status="review" if reason else "accepted",
        reason=reason,
    )
    state = state_at(known.stretches, figure.at)
    if state == "before" or is_void(observation):
        observation = replace(observation, status="review", reason=VOID)
    leader = placed[figure.follows].figure.value if figure.follows is not None else None
    ulp = figure.quantity.ulp if figure.quantity else figure.value
    return Candidate(observation, in_heading, ulp, leader, _state(figure, observation, state))


def _state(figure: Figure, observation: Observation, headed: State | None) -> State | None:
    """The state of a correction that a figure is of; 死亡2人、受伤3人更正为2人、4人 leaves the first as it was."""
    if observation.reason == VOID:
        return "before"
    return "after" if figure.rule == REPLACED else headed


def _is_to_come(period: Period | None, context: DocumentContext) -> bool:
    """A period that begins, or a day that lies, after the publication: what is said of it cannot have happened."""
    if period is None or context.published_on is None:
        return False
    if period.start is not None:
        return period.start > context.published_on
    return period.end is not None and (period.end - context.published_on).days > _SLACK_DAYS


# A text of the last days of a month already speaks of its end.
_SLACK_DAYS = 10
_CHANGED = re.compile(r"_(?:yoy|mom|change)$")


def _is_flow(catalogue: Catalogue, code: str) -> bool:
    indicator = catalogue.indicators.get(_CHANGED.sub("", code))
    return indicator is not None and indicator.additivity == "flow"


_TIERED = {"general", "larger", "major", "extra"}


def _finer(figure: Figure, catalogue: Catalogue) -> str:
    """accident.count of a tier is the tier's own code, where the catalogue has one."""
    if figure.indicator in {"accident.count", "accident.deaths"} and figure.severity in _TIERED:
        code = figure.indicator.replace("accident.", f"accident.{figure.severity}_")
        if code in catalogue.indicators:
            return code
    if figure.indicator == "accident.count" and figure.severity == "fatal":
        return "accident.fatal_count"
    return figure.indicator


def _leaders(item: Placed, placed: Sequence[Placed]) -> Iterator[Placed]:
    """The figure itself, then those it follows, nearest first."""
    seen: set[int] = set()
    current: Placed | None = item
    while current is not None:
        yield current
        follows = current.figure.follows
        if follows is None or follows in seen or not 0 <= follows < len(placed):
            return
        seen.add(follows)
        current = placed[follows]


def _member_reason(known: Mentions, figure: Figure) -> str | None:
    """Why a figure of a row cannot be given to one member of its list; None where it can."""
    if figure.row is None:
        return None
    sectors, places = members(known, *figure.row)
    counts = {len(sectors), len(places), len(periods_of_row(known, *figure.row))}
    return None if figure.turns in counts else "two_readings"


def sector_of(
    known: Mentions, item: Placed, placed: Sequence[Placed], hazards: Placed | None = None
) -> SectorScope | None:
    """The sector of a figure: of its list, its own words, those it follows, its topic, its section."""
    if item.figure.row is not None:
        sectors, _ = members(known, *item.figure.row)
        if len(sectors) == item.figure.turns:
            return sectors[item.figure.turn]
    topic = topic_sector(known, item.sentence, item.figure.start)
    for one in (*_leaders(item, placed), *((hazards,) if hazards else ())):
        if one.figure.sector is not None:
            return SectorScope(one.figure.sector, one.figure.sector_words or "")
        if one.figure.topic_at is not None:
            before = topic_sector(known, one.sentence, one.figure.topic_at)
            return before or section_sector(known, one.sentence.line)
        own = own_sector(known, one.figure.sector_from, one.figure.sector_to)
        if own is not None and own.text != "矿山":
            if one is hazards and topic is not None and topic.code == own.code:
                return topic
            return topic if own.is_hint and topic is not None and topic.is_led else own
    return topic or section_sector(known, item.sentence.line)


def _place(known: Mentions, item: Placed, placed: Sequence[Placed]) -> PlaceMention | None:
    if item.figure.place is not None:
        return item.figure.place
    for one in _leaders(item, placed):
        if one.figure.topic_at is not None and one.figure.follows is None:
            return place_at(known, one.sentence, one.figure.topic_at, one.figure.topic_at)
    if item.figure.row is not None:
        _, places = members(known, *item.figure.row)
        if len(places) == item.figure.turns:
            return places[item.figure.turn]
    return place_at(known, item.sentence, item.figure.at, item.figure.end)


def _period(known: Mentions, item: Placed, *, is_flow: bool) -> Period | None:
    """The figure's period; a flow up to a day (截至6月30日) begins where the reported period does."""
    if item.figure.row is not None:
        years = periods_of_row(known, *item.figure.row)
        if len(years) == item.figure.turns > 1:
            return years[item.figure.turn]
    if item.figure.role == "base_year":
        return _base_period(known, item)
    if item.figure.role == "prior_year":
        return prior_period_at(known, item.sentence, item.figure.at)
    period = period_at(known, item.sentence, item.figure.at)
    if period is None or period.start is not None or period.end is None or not is_flow:
        return period
    reported = known.context.period
    if reported and reported.start and reported.end and reported.start <= period.end <= reported.end:
        return reported if period.end == reported.end else Period(reported.start, period.end, "ytd")
    return period


def _base_period(known: Mentions, item: Placed) -> Period | None:
    """When the base of a from-to stood, as printed beside it: 由2008年的90人, 由去年的90人; else nobody can tell."""
    at = item.figure.at
    begin = max(known.text.rfind(word, item.sentence.start, at) for word in "由从")
    if begin < 0:
        return None
    if wording.PRIOR.search(known.text, begin, at):
        return prior_period_at(known, item.sentence, at)
    printed = [m.period for m in known.periods if begin <= m.start_pos < at and m.period is not None]
    return printed[-1] if printed else None


def _role(figure: Figure, period: Period | None, context: DocumentContext) -> Role:
    """A value of 去年 is the prior year's only beside a later reported period, else the year under review."""
    if figure.role != "prior_year":
        return figure.role
    reported = context.period
    if period and period.end and reported and reported.start and period.end < reported.start:
        return "prior_year"
    return "observed" if period and period.end else "prior_year"
