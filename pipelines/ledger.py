"""The ledger of loads: which submissions, read by which extractor, stand in the warehouse for each quarter.

A quarter has news where its archive differs from that: files came, moved to another quarter, or the extractor changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from pipelines.corrections.ledger import mark_corrections
from pipelines.extraction.extract import EXTRACTOR_VERSION
from warehouse.archive import Archive
from warehouse.home import Home
from warehouse.quarters import Quarter


def fingerprint_quarter(home: Home, quarter: Quarter) -> str:
    """A hash of the quarter's submissions, their names, their corrections and the extractor's version."""
    held = [[s.sha256, *s.names, s.quarter_basis] for s in Archive(home).submissions(quarter)]
    corrected = mark_corrections(home, (sha256 for sha256, *_ in held))
    marks = [EXTRACTOR_VERSION, held, *([corrected] if corrected else [])]
    return hashlib.sha256(json.dumps(marks).encode()).hexdigest()[:16]


def quarters_with_news(home: Home) -> Mapping[Quarter, str]:
    """The quarters to load, oldest first, each with the fingerprint of what it holds now."""
    loaded = _read(home)
    known = {Quarter.parse(q) for q in (*Archive(home).quarters(), *loaded)}
    held = {quarter: fingerprint_quarter(home, quarter) for quarter in sorted(known)}
    return {quarter: mark for quarter, mark in held.items() if loaded.get(str(quarter)) != mark}


def stage_fingerprint(home: Home, quarter: Quarter, fingerprint: str) -> None:
    """Keep beside the staged rows what the quarter held when they were staged."""
    (home.staging / str(quarter) / "fingerprint").write_text(fingerprint, "utf-8")


def note_loaded(home: Home, quarter: Quarter) -> None:
    """Write down that what is staged was loaded, and that its facts hold."""
    fingerprint = (home.staging / str(quarter) / "fingerprint").read_text("utf-8")
    _write(home, {**_read(home), str(quarter): fingerprint})


def forget_loaded(home: Home, quarter: Quarter) -> None:
    """A quarter that is being loaded has news, until its facts have passed their checks."""
    _write(home, {q: mark for q, mark in _read(home).items() if q != str(quarter)})


def _write(home: Home, loaded: Mapping[str, str]) -> None:
    path = _path(home)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps(dict(loaded), indent=1, sort_keys=True), "utf-8")
    temporary.replace(path)


def _read(home: Home) -> Mapping[str, str]:
    """Quarter to fingerprint; empty where the warehouse itself is gone, since then nothing stands in it."""
    path = _path(home)
    if not path.is_file() or not home.warehouse.exists():
        return {}
    try:
        loaded = json.loads(path.read_text("utf-8"))
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in loaded.items()} if isinstance(loaded, dict) else {}


def _path(home: Home) -> Path:
    return home.root / "loaded.json"
