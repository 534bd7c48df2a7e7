"""Prose: reading every text of the sample province, beside one pass of five compiled patterns over the same texts."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Ratio, compare
from pipelines.extraction.prose.engine import extract_prose
from pipelines.reading.model import TextBlock
from pipelines.reading.read import read_file
from pipelines.sample.province import write_sample
from warehouse.catalogue.loader import load_catalogue

PATTERNS = tuple(
    re.compile(p)
    for p in (
        r"(检查|排查|监督)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?(万)?(家次|家|次|处)",
        r"(隐患|问题)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?(万)?(条|项|处|个)",
        r"(罚款|处罚)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?(万元|亿元|元)",
        r"(拘留|死亡|受伤)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?人",
        r"(\d{4})年(\d{1,2}月|上半年|[一二三四]季度)?",
    )
)


def run() -> Iterator[Ratio]:
    """The engine's time as a multiple of the bare pass."""
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), counties=24, quarters=4)
        texts = [
            block.raw
            for p in sorted(Path(folder).rglob("*.txt"))
            for block in read_file(p).blocks
            if isinstance(block, TextBlock)
        ]
    ratio = compare(
        f"{len(texts)} reports read",
        lambda: [extract_prose([TextBlock("", text)], catalogue) for text in texts],
        "five patterns",
        lambda: [[m.group() for m in p.finditer(text)] for text in texts for p in PATTERNS],
    )
    yield ratio
