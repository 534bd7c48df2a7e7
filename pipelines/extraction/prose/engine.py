"""Read prose: from text blocks to observations, stage by stage; nothing here knows a database or a format.

repair -> lines and sentences -> numbers -> heads and changes -> scopes -> merging. Each stage is a pure function
of its own module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.grammar.period import find_publication_date
from pipelines.extraction.grammar.place import PlaceFinder, PlaceMention
from pipelines.extraction.grammar.quantity import Quantity, find_quantities
from pipelines.extraction.grammar.sector import find_sectors
from pipelines.extraction.model import DocumentContext, Observation, Period, Refusal, Role
from pipelines.extraction.prose.context import read_context
from pipelines.extraction.prose.document import ProseDocument, join_blocks
from pipelines.extraction.prose.each_place import places_of_each
from pipelines.extraction.prose.firms import case_before
from pipelines.extraction.prose.flat_observations import observe_tables
from pipelines.extraction.prose.lexicon import Lexicon, load_lexicon
from pipelines.extraction.prose.listed_places import places_behind
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.merging import Candidate, merge_repeats
from pipelines.extraction.prose.model import Figure, ProseExtraction
from pipelines.extraction.prose.period_scope import period_at, prior_period_at
from pipelines.extraction.prose.periods import find_document_periods
from pipelines.extraction.prose.place_scope import code_of, place_at
from pipelines.extraction.prose.plans import find_plans
from pipelines.extraction.prose.sector_scope import SectorScope, members, own_sector, section_sector, topic_sector
from pipelines.extraction.prose.sectors import find_hints, without_partners
from pipelines.extraction.prose.segmentation import Line, Sentence, split_lines, split_sentences
from pipelines.extraction.prose.sentences import delimiting, read_sentence
from pipelines.extraction.prose.zeros import find_zeros
from pipelines.reading.model import TextBlock
from warehouse.catalogue.model import Catalogue


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure with the sentence that it stands in."""

    figure: Figure
    sentence: Sentence


@dataclass(frozen=True)
class Parsed:
    """A document with its mentions found, before any figure is read."""

    document: ProseDocument
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    known: Mentions


_FINDERS: dict[int, tuple[Catalogue, PlaceFinder]] = {}


def finder_for(catalogue: Catalogue) -> PlaceFinder:
    """The place finder of a catalogue, built once a process."""
    known = _FINDERS.get(id(catalogue))
    if known is None or known[0] is not catalogue:
        _FINDERS.clear()
        _FINDERS[id(catalogue)] = known = (catalogue, PlaceFinder(catalogue))
    return known[1]


def parse(
    blocks: Sequence[TextBlock], catalogue: Catalogue, context: DocumentContext | None = None, file_name: str = ""
) -> Parsed:
    """Repair, segment and find every mention of a document."""
    finder = finder_for(catalogue)
    document = join_blocks(blocks)
    text = document.text
    lines = split_lines(text)
    places = finder.find(text)
    published = (context.published_on if context else None) or find_publication_date(text)
    periods = find_document_periods(text, lines, published)
    found = context or read_context(text, lines, places, periods, published, finder, catalogue.divisions, file_name)
    known = Mentions(
        text=text,
        lines=lines,
        periods=periods,
        places=places,
        sectors=without_partners(text, find_sectors(text, catalogue)),
        hints=find_hints(text),
        context=found,
        finder=finder,
    )
    return Parsed(document, lines, tuple(split_sentences(text, lines)), known)


def read_document_context(blocks: Sequence[TextBlock], catalogue: Catalogue, file_name: str = "") -> DocumentContext:
    """What a document says of itself: title, place, publication date, printed period, whether it is a correction."""
    return parse(blocks, catalogue, file_name=file_name).known.context


def extract_prose(
    blocks: Sequence[TextBlock], catalogue: Catalogue, *, context: DocumentContext | None = None
) -> ProseExtraction:
    """All figures that a document's running text states, with their meaning, certainty and locators.

    Args:
        blocks: the document's text blocks in order; scope flows over them.
        catalogue: indicators, sectors, divisions.
        context: what is known of the document; read from the text where None.
    """
    parsed = parse(blocks, catalogue, context)
    placed, unread = _read_all(parsed, load_lexicon())
    candidates = [_observe(parsed, catalogue, item, placed) for item in placed]
    candidates += observe_tables(parsed.document, parsed.lines, parsed.known, catalogue, load_lexicon())
    observations = merge_repeats(candidates)
    refusals = tuple(_refuse(parsed.document, quantity) for quantity in unread)
    return ProseExtraction(observations, refusals, parsed.known.context)


def _read_all(parsed: Parsed, lexicon: Lexicon) -> tuple[list[Placed], list[Quantity]]:
    text = parsed.document.text
    quantities = find_quantities(text)
    first_seen = _first_positions(text, lexicon)
    placed: list[Placed] = []
    unread: list[Quantity] = []
    previous: list[Figure] = []
    plans = find_plans(text, parsed.lines)
    for sentence in parsed.sentences:
        if any(start <= sentence.start < end for start, end in plans):
            continue
        placed.extend(Placed(figure, sentence) for figure in find_zeros(text, sentence))
        words = frozenset(word for word, at in first_seen.items() if 0 <= at < sentence.end)
        numbers = delimiting(text, sentence, quantities)
        figures, rest = read_sentence(text, sentence, numbers, lexicon, words, previous)
        base = len(placed)
        divided = [_for_places_behind(parsed, Placed(_shift(figure, base), sentence)) for figure in figures]
        placed.extend(copies[0] for copies in divided)
        placed.extend(copy for copies in divided for copy in copies[1:])
        unread.extend(rest)
        previous = figures or previous
    return placed, unread


def _for_places_behind(parsed: Parsed, item: Placed) -> list[Placed]:
    """The figure itself, or it once for each place it is of (整改率100%的有甲县、乙县; 甲县、乙县各发生2起)."""
    text, places = parsed.document.text, parsed.known.places
    clause = max(item.sentence.start, text.rfind(";", item.sentence.start, item.figure.at) + 1)
    if each := places_of_each(text, clause, item.figure.at, places):
        return [Placed(replace(item.figure, place=mention), item.sentence) for mention in each]
    if item.figure.reason != "subset_unclear" or item.figure.unit != "ratio":
        return [item]
    named = places_behind(text, item.figure.end, item.sentence.end, places)
    figure = replace(item.figure, reason=None, rule="places_behind")
    return [Placed(replace(figure, place=mention), item.sentence) for mention in named] or [item]


def _shift(figure: Figure, base: int) -> Figure:
    return figure if figure.follows is None else replace(figure, follows=figure.follows + base)


def _first_positions(text: str, lexicon: Lexicon) -> dict[str, int]:
    return {word: text.find(word) for word in lexicon.context_words}


def _observe(parsed: Parsed, catalogue: Catalogue, item: Placed, placed: Sequence[Placed]) -> Candidate:
    """The observation of a figure: its scopes settled, its quote and locator cut from the raw text."""
    figure, document, known = item.figure, parsed.document, parsed.known
    sector = _sector(known, item, placed)
    place = _place(known, item)
    period = _period(known, item, is_flow=_is_flow(catalogue, figure.indicator))
    in_heading = item.sentence.kind in {"title", "heading"}
    firm = case_before(document.text, item.sentence.start, figure.at)
    reason = figure.reason or _member_reason(known, figure) or ("subset_unclear" if firm else None)
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
    leader = placed[figure.follows].figure.value if figure.follows is not None else None
    return Candidate(observation, in_heading, figure.quantity.ulp if figure.quantity else figure.value, leader)


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
    return None if figure.turns in {len(sectors), len(places)} else "two_readings"


def _sector(known: Mentions, item: Placed, placed: Sequence[Placed]) -> SectorScope | None:
    if item.figure.row is not None:
        sectors, _ = members(known, *item.figure.row)
        if len(sectors) == item.figure.turns:
            return sectors[item.figure.turn]
    topic = topic_sector(known, item.sentence, item.figure.start)
    for one in _leaders(item, placed):
        own = own_sector(known, one.figure.sector_from, one.figure.sector_to)
        if own is not None and own.text != "矿山":
            return topic if own.is_hint and topic is not None and topic.is_led else own
    return topic or section_sector(known, item.sentence)


def _place(known: Mentions, item: Placed) -> PlaceMention | None:
    if item.figure.place is not None:
        return item.figure.place
    if item.figure.row is not None:
        _, places = members(known, *item.figure.row)
        if len(places) == item.figure.turns:
            return places[item.figure.turn]
    return place_at(known, item.sentence, item.figure.at, item.figure.end)


def _period(known: Mentions, item: Placed, *, is_flow: bool) -> Period | None:
    """The figure's period; a flow up to a day (截至6月30日) begins where the reported period does."""
    if item.figure.role == "prior_year":
        return prior_period_at(known, item.sentence, item.figure.at)
    period = period_at(known, item.sentence, item.figure.at)
    if period is None or period.start is not None or period.end is None or not is_flow:
        return period
    reported = known.context.period
    if reported and reported.start and reported.end and reported.start <= period.end <= reported.end:
        return reported if period.end == reported.end else Period(reported.start, period.end, "ytd")
    return period


def _role(figure: Figure, period: Period | None, context: DocumentContext) -> Role:
    """A value of 去年 is the prior year's only beside a later reported period, else the year under review."""
    if figure.role != "prior_year":
        return figure.role
    reported = context.period
    if period and period.end and reported and reported.start and period.end < reported.start:
        return "prior_year"
    return "observed" if period and period.end else "prior_year"


def _refuse(document: ProseDocument, quantity: Quantity) -> Refusal:
    reason = "damaged_number" if quantity.is_damaged else "indicator_unknown"
    return Refusal(document.locate(quantity.start, quantity.end), document.raw_of(quantity.start, quantity.end), reason)
