"""Show how texts were read: each figure marked where it stands, below it the rule, place, period and sector of each.

For people who mend the lexicon: a wrong reading names the rule and the head word at fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipelines.extraction.model import DocumentContext, Observation, Period, Refusal
from pipelines.extraction.prose.engine import extract_prose
from pipelines.reading.model import TextBlock
from warehouse.catalogue.model import Catalogue

_SPAN = re.compile(r"(?:(?P<block>.+) )?chars (?P<start>\d+)-(?P<end>\d+)", re.DOTALL)
_Mark = tuple[int, int, Observation]
WORDS: Mapping[str, str] = {
    "office": "office",
    "period": "period",
    "published": "published",
    "not_read": "not read",
    "rule": "rule",
    "place": "place",
    "sector": "sector",
    "severity": "severity",
    "scope": "scope",
    "review": "review",
}
"""The words between what was read; the command line gives those of another language."""


def explain(blocks: Sequence[TextBlock], catalogue: Catalogue) -> str:
    """Read blocks of prose and show how: the marked text, then a line a figure and a line a number not read."""
    extraction = extract_prose(blocks, catalogue)
    return "\n".join(explain_texts(blocks, extraction.observations, extraction.refusals, extraction.context))


def explain_texts(
    texts: Sequence[TextBlock],
    observations: Sequence[Observation],
    refusals: Sequence[Refusal],
    context: DocumentContext,
    words: Mapping[str, str] = WORDS,
) -> Iterator[str]:
    """The lines of an explanation of texts that were read.

    A figure stands as ``⟦罚款41.1万元⟧{penalty.fine_amount=411000 head_before}``, one for review with ``?reason``.
    Below the texts: what the document says of itself, each figure with its meaning, and the numbers that were not read.
    """
    marks: dict[str, list[_Mark]] = defaultdict(list)
    for observation in observations:
        for locator in (observation.locator, *observation.also_at):
            if match := _SPAN.fullmatch(locator):
                marks[match["block"] or ""].append((int(match["start"]), int(match["end"]), observation))
    for block in texts:
        yield _mark(block.raw, marks.get(block.locator, []))
    named = {block.locator for block in texts}
    said = {"office": context.place or "?", "period": _span(context.period), "published": context.published_on or "?"}
    yield ", ".join(f"{words[name]} {value}" for name, value in said.items())
    yield from (_describe(o, words) for o in observations if is_of_text(o.locator, named))
    unread = (refusal for refusal in refusals if is_of_text(refusal.locator, named))
    yield from (f"{r.locator}: {r.raw} {words['not_read']}: {r.reason}" for r in unread)


def is_of_text(locator: str, named: set[str]) -> bool:
    """Whether a locator points into one of the named text blocks."""
    match = _SPAN.fullmatch(locator)
    return match is not None and (match["block"] or "") in named


def verdict(observation: Observation) -> str:
    """What a figure was read as, in braces: indicator, value, role, rule, and why a person should look at it."""
    role = "" if observation.role == "observed" else f" {observation.role}"
    doubt = f" ?{observation.reason}" if observation.status == "review" else ""
    return f"{{{observation.indicator}={observation.value.normalize():f}{role} {observation.rule}{doubt}}}"


def _mark(text: str, spans: Sequence[_Mark]) -> str:
    """Put marks around spans; one that begins inside another is told behind it."""
    parts: list[str] = []
    at = 0
    for start, end, observation in sorted(spans, key=lambda span: span[:2]):
        if start >= at:
            parts.append(f"{text[at:start]}⟦{text[start:end]}⟧")
            at = end
        parts.append(verdict(observation))
    return "".join([*parts, text[at:]])


def _span(period: Period | None) -> str:
    if period is None or not (period.start or period.end):
        return "?"
    return f"{period.start or '..'}/{period.end or '..'}"


def _describe(observation: Observation, words: Mapping[str, str]) -> str:
    parts = [
        f"{observation.indicator} = {observation.value.normalize():f} {observation.unit}",
        f"{words['rule']} {observation.rule}",
        f"{words['place']} {observation.place or '?'}",
        f"{words['period']} {_span(observation.period)}",
    ]
    named = {"sector": observation.sector_code, "severity": observation.severity, "scope": observation.scope}
    parts += [f"{words[name]} {value}" for name, value in named.items() if value]
    if observation.qualifier != "exact":
        parts.append(observation.qualifier)
    if observation.role != "observed":
        parts.append(observation.role)
    if observation.status == "review":
        parts.append(f"{words['review']}: {observation.reason}")
    return "; ".join([*parts, observation.raw.replace("\n", " ")])
