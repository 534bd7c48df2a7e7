"""Read prose: from text blocks to observations, stage by stage; nothing here knows a database or a format.

repair -> lines and sentences -> numbers -> heads and changes -> scopes -> merging. Each stage is a pure function
of its own module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.extraction.correction_words import State
from pipelines.extraction.grammar.damage import damaged_run
from pipelines.extraction.grammar.period import find_publication_date
from pipelines.extraction.grammar.place import PlaceFinder
from pipelines.extraction.grammar.quantity import Quantity, find_quantities
from pipelines.extraction.grammar.sector import find_sectors
from pipelines.extraction.model import DocumentContext, Refusal
from pipelines.extraction.prose import wording
from pipelines.extraction.prose.adjustments import without_gross
from pipelines.extraction.prose.both_states import find_leads, lay_stretches, prints_both, state_at
from pipelines.extraction.prose.context import read_context
from pipelines.extraction.prose.corrected_above import corrects_above, doubt_above, void_above
from pipelines.extraction.prose.document import ProseDocument, join_blocks
from pipelines.extraction.prose.each_place import places_of_each
from pipelines.extraction.prose.exclusions import print_scopes
from pipelines.extraction.prose.flat_observations import observe_tables
from pipelines.extraction.prose.inner_parts import mark_parts
from pipelines.extraction.prose.lexicon import Lexicon, load_lexicon
from pipelines.extraction.prose.list_wholes import settle_lists
from pipelines.extraction.prose.listed_places import places_behind
from pipelines.extraction.prose.listing import ReadSentence, divide_over_lines
from pipelines.extraction.prose.mentions import Mentions
from pipelines.extraction.prose.merging import merge_repeats
from pipelines.extraction.prose.model import Figure, ProseExtraction
from pipelines.extraction.prose.observing import Placed, observe
from pipelines.extraction.prose.parties import name_parties
from pipelines.extraction.prose.periods import find_document_periods
from pipelines.extraction.prose.plans import find_plans
from pipelines.extraction.prose.sectors import find_hints, is_left_out, without_partners
from pipelines.extraction.prose.segmentation import Line, Sentence, split_lines, split_sentences
from pipelines.extraction.prose.sentences import delimiting, read_sentence
from pipelines.extraction.prose.shares import weigh_shares
from pipelines.extraction.prose.telling import tell_by_object
from pipelines.extraction.prose.windows import Frame
from pipelines.extraction.prose.zeros import find_zeros
from pipelines.reading.model import TextBlock
from warehouse.catalogue.model import Catalogue


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
    leads = find_leads(text, lines, is_correction=found.is_correction)
    text = tell_by_object(text, is_correction=found.is_correction or prints_both(leads))
    document = replace(document, repaired=replace(document.repaired, text=text))
    sectors = find_sectors(text, catalogue)
    hints = find_hints(text)
    known = Mentions(
        text=text,
        lines=lines,
        periods=periods,
        places=places,
        sectors=without_partners(text, sectors),
        hints=tuple(hint for hint in hints if not is_left_out(text, hint)),
        context=replace(found, is_correction=True) if context is None and prints_both(leads) else found,
        finder=finder,
        stretches=lay_stretches(text, lines, leads),
        left_out=tuple(one for one in (*sectors, *hints) if is_left_out(text, one)),
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
    placed = settle_lists(parsed.known, print_scopes(parsed.known, name_parties(placed)))
    candidates = [observe(parsed.document, parsed.known, catalogue, item, placed) for item in placed]
    candidates = mark_parts(parsed.document.text, placed, candidates)
    candidates += observe_tables(parsed.document, parsed.lines, parsed.known, catalogue, load_lexicon())
    observations = merge_repeats(weigh_shares(without_gross(candidates), catalogue))
    refusals = tuple(_refuse(parsed.document, unread))
    return ProseExtraction(observations, refusals, parsed.known.context)


def _read_all(parsed: Parsed, lexicon: Lexicon) -> tuple[list[Placed], list[Quantity]]:
    text = parsed.document.text
    quantities = find_quantities(text)
    first_seen = _first_positions(text, lexicon)
    placed: list[Placed] = []
    unread: list[Quantity] = []
    previous: list[Figure] = []
    last: State | None = None
    read: list[ReadSentence] = []
    plans = find_plans(text, parsed.lines)
    named = _named(parsed.known)
    reported = parsed.known.context.period
    year = reported.end.year if reported and reported.end else None
    is_correction = parsed.known.context.is_correction
    for sentence in parsed.sentences:
        if any(start <= sentence.start < end for start, end in plans):
            continue
        void_above(text, sentence, placed)
        placed.extend(Placed(figure, sentence) for figure in find_zeros(text, sentence))
        numbers = delimiting(text, sentence, quantities)
        if not numbers:
            continue
        if (state := state_at(parsed.known.stretches, sentence.start)) != last:
            previous, last = [], state
        words = frozenset(word for word, at in first_seen.items() if 0 <= at < sentence.end)
        figures, rest = read_sentence(
            text, sentence, numbers, lexicon, words, previous, named, year, is_correction=is_correction
        )
        if corrects_above(text, sentence):
            frame = Frame(text, sentence.start, sentence.end, numbers)
            doubt_above(frame, sentence, figures, placed, named, is_correction=is_correction)
        base = len(placed)
        divided = [_for_places_behind(parsed, Placed(_shift(figure, base), sentence)) for figure in figures]
        read.append(ReadSentence(sentence, figures, rest))
        placed.extend(copies[0] for copies in divided)
        placed.extend(copy for copies in divided for copy in copies[1:])
        unread.extend(rest)
        previous = _carried(text, sentence, previous, figures)
    parts = divide_over_lines(text, read)
    taken = {figure.at for _, figure in parts}
    placed.extend(Placed(figure, sentence) for sentence, figure in parts)
    return placed, [quantity for quantity in unread if quantity.start not in taken]


def _carried(text: str, sentence: Sentence, previous: list[Figure], figures: list[Figure]) -> list[Figure]:
    """The figures that the next sentence may refer to; a list of parts leaves its total to the next list."""
    if figures and wording.PART.match(text[sentence.start : sentence.end].lstrip()):
        return [*(figure for figure in previous if not figure.is_subtotal), *figures]
    return figures or previous


def _named(known: Mentions) -> tuple[tuple[int, int], ...]:
    """Where places, sectors and periods are printed."""
    places = ((mention.start, mention.end) for mention in known.places)
    sectors = ((mention.start, mention.end) for mention in (*known.sectors, *known.left_out))
    periods = ((mention.start_pos, mention.end_pos) for mention in known.periods)
    return tuple(sorted((*places, *sectors, *periods)))


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


def _refuse(document: ProseDocument, unread: Sequence[Quantity]) -> Iterator[Refusal]:
    """What was not understood; a damaged number whole and once, though its pieces are several numbers to the eye."""
    told = [(q.start, q.end, "indicator_unknown") for q in unread if not q.is_damaged]
    runs = {damaged_run(document.text, q.start, q.end) for q in unread if q.is_damaged}
    told.extend((*run, "damaged_number") for run in _outermost(runs))
    for start, end, reason in sorted(told):
        yield Refusal(document.locate(start, end), document.raw_of(start, end), reason)


def _outermost(runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs that lie in no other, in order: each that reaches further than all that begin no later."""
    reached = -1
    for start, end in sorted(runs, key=lambda run: (run[0], -run[1])):
        if end > reached:
            reached = end
            yield start, end
