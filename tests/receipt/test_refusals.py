"""What the reader refused is kept by submission, so that a receipt needs no file to be read again."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.extraction.model import DocumentContext, Extraction, Refusal
from pipelines.reading.read import read_file
from pipelines.staged import submission_row
from pipelines.understanding import Understood, understand
from warehouse.archive import Submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import WarehouseError
from warehouse.home import Home
from warehouse.receipt.refusals import RefusedPlace, keep_refusals, read_refusals

SHA = "ab" * 32
PLACE = RefusedPlace("表!C3", "约若干家", "damaged_number")


def test_what_is_kept_is_read_again_in_order(tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_refusals(home, SHA, [PLACE, RefusedPlace("chars 1-2", "x", "unit_unknown")])
    assert read_refusals(home, SHA) == (PLACE, RefusedPlace("chars 1-2", "x", "unit_unknown"))


def test_nothing_refused_is_kept_too_and_is_not_the_same_as_not_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert read_refusals(home, SHA) is None
    keep_refusals(home, SHA, [])
    assert read_refusals(home, SHA) == ()


def test_the_last_reading_counts_and_the_same_one_is_not_written_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_refusals(home, SHA, [PLACE])
    file = next(tmp_path.rglob("refusals/*/*.json.gz"))
    before = file.stat().st_ino
    keep_refusals(home, SHA, [PLACE])
    assert file.stat().st_ino == before
    keep_refusals(home, SHA, [])
    assert read_refusals(home, SHA) == ()


def test_reading_a_file_keeps_what_was_refused_and_so_does_finding_it_read(tmp_path: Path) -> None:
    file = tmp_path / "sheet.csv"
    file.write_text("单位,责令停产停业（家）,神秘指标\n澄阳县,3,5\n", encoding="utf-8")
    sha = hashlib.sha256(file.read_bytes()).hexdigest()
    home = Home(tmp_path / "home")
    home.root.mkdir()
    for _ in range(2):
        understood = understand(home, file, sha256=sha, name=file.name, catalogue=load_catalogue(), read=read_file)
        assert understood.extraction is not None
        expected = tuple(RefusedPlace(r.locator, r.raw, r.reason) for r in understood.extraction.refusals)
        assert expected
        assert read_refusals(home, sha) == expected
        next((tmp_path / "home").rglob("refusals/*/*.json.gz")).unlink()


def test_totals_notes_and_what_nobody_collects_are_no_places_that_were_not_understood(tmp_path: Path) -> None:
    refusals = tuple(
        Refusal(f"表!A{n}", "x", code)
        for n, code in enumerate(("total_row", "note_row", "outside_catalogue", "damaged_number"))
    )
    extraction = Extraction(DocumentContext(), refusals=refusals)
    understood = Understood(SHA, "a.csv", "csv", None, "read", None, (), extraction)
    now = datetime(2024, 4, 3, tzinfo=UTC)
    submission = Submission(SHA, ("a.csv",), "2024Q1", "folder", now, tmp_path / "a.csv", 1, ())
    assert submission_row(submission, understood)["refusals_count"] == 1


@pytest.mark.parametrize("damage", [b"", b"no gzip", b"\x1f\x8b\x08\x00"])
def test_what_is_damaged_is_a_stated_problem(tmp_path: Path, damage: bytes) -> None:
    home = Home(tmp_path)
    keep_refusals(home, SHA, [PLACE])
    next(tmp_path.rglob("refusals/*/*.json.gz")).write_bytes(damage)
    with pytest.raises(WarehouseError, match="refusals"):
        read_refusals(home, SHA)
