"""A file with each figure marked where it stands and the rule that took it, for ``redline extract --explain``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipelines.cli.output import plain
from pipelines.extraction.model import Extraction, Observation
from pipelines.reading.model import Reading

_SPAN = re.compile(r"^(?:(?P<block>.+) )?chars (?P<start>\d+)-(?P<end>\d+)$", re.DOTALL)


def explain(reading: Reading, extraction: Extraction) -> Iterator[str]:
    """The lines of an explanation.

    Texts come whole, a figure as ``⟦罚款41.1万元⟧{penalty.fine_amount=411000 rule}``, one for review with ``?reason``;
    figures of cells and leaves come by locator, then what was refused.
    """
    yield f"== {reading.file} ({reading.format})"
    spans: dict[str, list[tuple[int, int, Observation]]] = defaultdict(list)
    elsewhere: list[Observation] = []
    for observation in extraction.observations:
        if match := _SPAN.match(observation.locator):
            spans[match["block"] or ""].append((int(match["start"]), int(match["end"]), observation))
        else:
            elsewhere.append(observation)
    for block in reading.texts:
        yield _marked(block.raw, spans.pop(block.locator, []))
    for observation in (*(o for rest in spans.values() for _, _, o in rest), *elsewhere):
        yield f"{observation.locator}: {observation.raw} {_verdict(observation)}"
    for refusal in extraction.refusals:
        yield f"{refusal.locator}: {refusal.raw} not read: {refusal.reason}"


def _marked(text: str, spans: list[tuple[int, int, Observation]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, observation in sorted(spans, key=lambda span: span[:2]):
        if start >= at:
            parts.append(f"{text[at:start]}⟦{text[start:end]}⟧")
            at = end
        parts.append(_verdict(observation))
    return "".join([*parts, text[at:]])


def _verdict(observation: Observation) -> str:
    role = "" if observation.role == "observed" else f" {observation.role}"
    doubt = f" ?{observation.reason}" if observation.status == "review" else ""
    return f"{{{observation.indicator}={plain(observation.value)}{role} {observation.rule}{doubt}}}"
