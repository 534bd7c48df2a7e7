"""Prose: reading the sample province's reports, beside five compiled patterns and beside JioNLP's times and money.

``python -m benchmarks.prose --folder DIR`` reads the documents of a folder instead. One process, one run; every measure
is taken in pairs with what it is held against. What a figure is and how far the aims are stands in the printed lines.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Ratio, compare
from benchmarks.prose_patterns import SMALL, Patterns, build_catalogue_patterns, find_all
from pipelines.extraction.prose.engine import extract_prose
from pipelines.reading.model import TextBlock
from pipelines.reading.read import read_file
from pipelines.sample.province import write_sample
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Catalogue
from warehouse.errors import RedlineError

_SUFFIXES = frozenset({".txt", ".docx", ".doc", ".html", ".htm", ".pdf"})
_TIMES_PATTERNS = 4.0
_TIMES_JIONLP = 20.0
_TIMES_MEMORY = 1.1
_MANY = 20


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be told that is no ratio of two times."""

    text: str

    def line(self) -> str:
        """One line for a person."""
        return self.text


Document = tuple[TextBlock, ...]


def run(folder: Path | None = None) -> Iterator[Ratio | Note]:
    """Speed and memory over the sample province's reports, or over a folder's documents."""
    catalogue = load_catalogue()
    documents = _read_folder(folder) if folder else _read_sample()
    if not documents:
        yield Note(f"no running text under {folder}: name a folder of reports")
        return
    texts = ["\n".join(block.raw for block in document) for document in documents]
    characters = sum(map(len, texts))
    begun = time.perf_counter()
    _read_all(documents[:1], catalogue)
    yield Note(f"first document {time.perf_counter() - begun:.3f} s, tables of the catalogue built with it")
    yield from _beside_patterns(documents, texts, catalogue)
    beside = _beside_jionlp(documents, texts, catalogue)
    yield beside
    yield _memory(documents, catalogue)
    seconds = compare("", lambda: _read_all(documents, catalogue), "", lambda: None).seconds
    yield Note(
        f"{len(documents) / seconds:,.0f} documents a second ({characters / seconds:,.0f} characters): "
        f"{len(documents)} documents, {characters:,} characters in {seconds:.3f} s, median of 7 passes"
    )


def _read_all(documents: Sequence[Document], catalogue: Catalogue) -> int:
    """Read every document and keep none."""
    return sum(len(extract_prose(document, catalogue).observations) for document in documents)


def _beside_patterns(
    documents: Sequence[Document], texts: Sequence[str], catalogue: Catalogue
) -> Iterator[Ratio | Note]:
    """The engine's time as a multiple of a bare pass of five patterns, of three kinds."""
    kinds: dict[str, Callable[[], Patterns]] = {
        "five small patterns": lambda: SMALL,
        "five patterns of the catalogue, folded": lambda: build_catalogue_patterns(catalogue, is_folded=True),
        "five patterns of the catalogue": lambda: build_catalogue_patterns(catalogue, is_folded=False),
    }
    for name, build in kinds.items():
        patterns = build()
        yield compare(
            f"{len(documents)} reports read",
            lambda: _read_all(documents, catalogue),
            name,
            lambda patterns=patterns: [find_all(patterns, text) for text in texts],  # type: ignore[misc]
            limit=_TIMES_PATTERNS,
        )


def _beside_jionlp(documents: Sequence[Document], texts: Sequence[str], catalogue: Catalogue) -> Ratio | Note:
    """The engine's time as a part of JioNLP's; a note where JioNLP is not installed."""
    try:
        import jionlp
    except ImportError:
        return Note("JioNLP is not installed, so nothing is set beside it: uv sync --group bench")
    return compare(
        f"{len(documents)} reports read",
        lambda: _read_all(documents, catalogue),
        "JioNLP's times and money",
        lambda: [_parse_with(jionlp, text) for text in texts],
        rounds=3,
        limit=1 / _TIMES_JIONLP,
    )


def _parse_with(jionlp: object, text: str) -> int:
    """All times and sums of money of a text, found and parsed; a text that it cannot parse whole, string by string."""
    count = 0
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        for extract, parse, more in (
            (jionlp.ner.extract_time, jionlp.parse_time, {"time_base": time.time()}),  # type: ignore[attr-defined]
            (jionlp.ner.extract_money, jionlp.parse_money, {}),  # type: ignore[attr-defined]
        ):
            try:
                count += len(extract(text, with_parsing=True, **more))
            except Exception:
                count += _parse_one_by_one(extract, parse, text, more)
    return count


def _parse_one_by_one(
    extract: Callable[..., list[dict[str, str]]], parse: Callable[..., object], text: str, more: dict[str, float]
) -> int:
    count = 0
    for found in extract(text, with_parsing=False, **more):
        with contextlib.suppress(Exception):
            parse(found["text"], **more)
            count += 1
    return count


def _memory(documents: Sequence[Document], catalogue: Catalogue) -> Note:
    """The highest memory while the documents are read once, and while they are read the twentieth time.

    What the interpreter keeps of freed tuples is given back before each pass: it is bounded, and no document's.
    """
    peaks = []
    tracemalloc.start()
    for _ in range(_MANY):
        gc.collect()
        tracemalloc.reset_peak()
        _read_all(documents, catalogue)
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    first, last = peaks[0] / 1e6, peaks[-1] / 1e6
    verdict = "holds" if last <= _TIMES_MEMORY * first else "EXCEEDED"
    return Note(
        f"memory at its highest: {first:.2f} MB over the first {len(documents)} documents, {last:.2f} MB over the last "
        f"of {_MANY * len(documents)}: {last / first:.2f} times (at most {_TIMES_MEMORY:g}: {verdict})"
    )


def _read_sample() -> list[Document]:
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), counties=24, quarters=4)
        return _read_folder(Path(folder))


def _read_folder(folder: Path) -> list[Document]:
    """The running text of every document under a folder; what cannot be read is left out."""
    documents = []
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES):
        with contextlib.suppress(RedlineError):
            blocks = tuple(block for block in read_file(path).blocks if isinstance(block, TextBlock))
            if blocks:
                documents.append(blocks)
    return documents


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m benchmarks.prose", description=__doc__)
    options.add_argument("--folder", type=Path, help="documents to read instead of the sample province's")
    for told in run(options.parse_args().folder):
        print(told.line(), flush=True)
