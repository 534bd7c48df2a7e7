"""How a file was read, for ``redline extract --explain``: its texts with each figure marked, then cells and leaves."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.cli.language import language, read_texts
from pipelines.extraction.model import Extraction
from pipelines.extraction.prose.explain import explain_texts, is_of_text, verdict
from pipelines.reading.model import Reading


def explain(reading: Reading, extraction: Extraction) -> Iterator[str]:
    """The lines of an explanation.

    Texts come whole with the figures marked in them and explained below; figures of cells and leaves come by locator,
    then what was refused of them.
    """
    words = read_texts(language())["explain"]
    yield f"== {reading.file} ({reading.format})"
    named = {block.locator for block in reading.texts}
    if named:
        yield from explain_texts(reading.texts, extraction.observations, extraction.refusals, extraction.context, words)
    for observation in extraction.observations:
        if not is_of_text(observation.locator, named):
            yield f"{observation.locator}: {observation.raw} {verdict(observation)}"
    for refusal in extraction.refusals:
        if not is_of_text(refusal.locator, named):
            yield f"{refusal.locator}: {refusal.raw} {words['not_read']}: {refusal.reason}"
