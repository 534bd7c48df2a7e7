"""The ledger of loads: which submissions, read by which extractor, stand in the warehouse for each quarter.

A quarter has news where its archive differs from that: files came, moved to another quarter, the extractor changed,
or a template of the home that touches one of them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipelines.corrections.ledger import mark_corrections
from pipelines.extraction.extract import EXTRACTOR_VERSION
from pipelines.extraction.templates.book import load_book
from pipelines.layouts import mark_layouts
from warehouse.archive import Archive, Submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.reporting_plan import FILE_NAME


def fingerprint_quarter(home: Home, quarter: Quarter) -> str:
    """A hash of the quarter's submissions, their names, corrections and templates, and the extractor's version."""
    submissions = Archive(home).submissions(quarter)
    held = [[s.sha256, *s.names, s.quarter_basis, *(q for _, q in s.sent_again if q)] for s in submissions]
    corrected = mark_corrections(home, (sha256 for sha256, *_ in held))
    templated = _mark_templates(home, submissions)
    marks = [EXTRACTOR_VERSION, held, *(said for said in (corrected, templated, _mark_plan(home)) if said)]
    return hashlib.sha256(json.dumps(marks).encode()).hexdigest()[:16]


def _mark_plan(home: Home) -> str:
    """What the home's reporting plan says; empty where it has none."""
    path = home.root / FILE_NAME
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def _mark_templates(home: Home, submissions: Iterable[Submission]) -> Mapping[str, str]:
    """What the home's own templates change, by submission; empty where they change nothing."""
    book = load_book(load_catalogue(), home)
    marked = ((s.sha256, mark_layouts(home, s.sha256, s.name, book)) for s in submissions)
    return {sha256: mark for sha256, mark in marked if mark}


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
    """Write down that what is staged was loaded and has passed its checks."""
    fingerprint = (home.staging / str(quarter) / "fingerprint").read_text("utf-8")
    _write(home, {**_read(home), str(quarter): fingerprint})


def loaded_quarters(home: Home) -> frozenset[str]:
    """The quarters whose state in the warehouse has passed its checks, whether or not they have news since."""
    return frozenset(_read(home))


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
