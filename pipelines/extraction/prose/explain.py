"""Show how a document was read: its text with each figure marked by number, and below it the rule that took each.

For people who mend the lexicon: a wrong reading names the rule and the head word at fault.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.extraction.model import Observation
from pipelines.extraction.prose.engine import extract_prose
from pipelines.reading.model import TextBlock
from warehouse.catalogue.model import Catalogue

_LOCATOR = re.compile(r"(?:(?P<block>.*) )?chars (?P<start>\d+)-(?P<end>\d+)")


def explain(blocks: Sequence[TextBlock], catalogue: Catalogue) -> str:
    """The raw text with ``【n|...】`` around each figure, then one line a figure and one a number that was not read."""
    extraction = extract_prose(blocks, catalogue)
    marks: dict[str, list[tuple[int, int, int]]] = {}
    for number, observation in enumerate(extraction.observations, start=1):
        for locator in (observation.locator, *observation.also_at):
            if match := _LOCATOR.fullmatch(locator):
                marks.setdefault(match["block"] or "", []).append((int(match["start"]), int(match["end"]), number))
    text = "\n".join(_mark(block.raw, marks.get(block.locator, [])) for block in blocks)
    lines = [_describe(number, observation) for number, observation in enumerate(extraction.observations, start=1)]
    lines += [f"-- {refusal.reason}: {refusal.raw} ({refusal.locator})" for refusal in extraction.refusals]
    context = extraction.context
    head = f"office {context.place or '?'}, period {_period(context.period)}, published {context.published_on or '?'}"
    return "\n".join([text, "", head, *lines])


def _mark(raw: str, spans: Sequence[tuple[int, int, int]]) -> str:
    """Put marks around spans; one that begins inside another is closed with it."""
    pieces: list[str] = []
    at = 0
    for start, end, number in sorted(spans):
        if start < at:
            continue
        pieces += [raw[at:start], f"【{number}|{raw[start:end]}】"]
        at = end
    return "".join(pieces) + raw[at:]


def _period(period: object) -> str:
    start, end = getattr(period, "start", None), getattr(period, "end", None)
    return f"{start or '..'}/{end or '..'}" if start or end else "?"


def _describe(number: int, observation: Observation) -> str:
    parts = [
        f"{number:3} {observation.indicator} = {observation.value.normalize():f} {observation.unit}",
        f"rule {observation.rule}",
        f"place {observation.place or '?'}",
        f"period {_period(observation.period)}",
    ]
    named = {"sector": observation.sector_code, "severity": observation.severity, "scope": observation.scope}
    parts += [f"{name} {value}" for name, value in named.items() if value]
    if observation.qualifier != "exact":
        parts.append(observation.qualifier)
    if observation.role != "observed":
        parts.append(observation.role)
    if observation.status == "review":
        parts.append(f"review: {observation.reason}")
    return "; ".join([*parts, observation.raw.replace("\n", " ")])
