"""Zip bundles in the inbox: every member a submission of its own, and no byte lost where a bundle is not whole."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.intake import inbox_files, submit_paths, take_inbox
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, NOW
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.home import Home
from warehouse.quarters import Quarter

Q1 = Quarter(2024, 1)


def pack(path: Path, members: dict[str, str]) -> Path:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        for name, text in members.items():
            container.writestr(name, text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stream.getvalue())
    return path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def taken(home: Home, *paths: Path, quarter: Quarter | None = None) -> list[tuple[str, str, str, str]]:
    submit_paths(home, paths, quarter)
    report = take_inbox(home, load_catalogue(), now=NOW)
    assert not report.failed
    assert inbox_files(home) == ()
    return sorted((t.name, str(t.quarter), t.basis, t.outcome) for t in report.taken)


def test_each_member_is_a_submission_of_its_own(home: Home, tmp_path: Path) -> None:
    path = pack(tmp_path / "季报.zip", {"甲/城阳.txt": CHENGYANG_2024Q1, "杜川.txt": DUCHUAN_2024Q1, "空.txt": ""})
    assert taken(home, path) == [
        ("季报.zip/杜川.txt", "2024Q1", "text", "read"),
        ("季报.zip/甲/城阳.txt", "2024Q1", "text", "read"),
        ("季报.zip/空.txt", "2024Q1", "arrival", "empty_file"),
    ]
    kept = {s.name: s.read_bytes() for s in Archive(home).submissions()}
    assert kept["季报.zip/杜川.txt"] == DUCHUAN_2024Q1.encode()
    assert "季报.zip" not in kept


def test_folders_inside_and_outside_a_bundle_give_the_quarter(home: Home, tmp_path: Path) -> None:
    inside = pack(tmp_path / "a.zip", {"2023Q4/x.txt": "x1"})
    outside = pack(tmp_path / "2023Q3" / "b.zip", {"2023Q4/y.txt": "y1"})
    assert [t[:3] for t in taken(home, inside, outside)] == [
        ("a.zip/2023Q4/x.txt", "2023Q4", "folder"),
        ("b.zip/2023Q4/y.txt", "2023Q3", "folder"),
    ]


def test_a_command_names_the_quarter_of_all_members(home: Home, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"2023Q4/x.txt": "x1", "y.txt": "y1"})
    assert {t[1:3] for t in taken(home, path, quarter=Q1)} == {("2024Q1", "command")}


@pytest.mark.parametrize("outcome", ["truncated", "encrypted"])
def test_a_bundle_that_is_not_whole_is_archived_itself(home: Home, tmp_path: Path, outcome: str) -> None:
    path = pack(tmp_path / "a.zip", {"好.txt": CHENGYANG_2024Q1, "坏.txt": "AAAABBBB"})
    data = bytearray(path.read_bytes())
    if outcome == "truncated":
        data[data.index(b"AAAA")] ^= 1
    else:
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert [(t[0], t[3]) for t in taken(home, path)] == [("a.zip", outcome), ("a.zip/好.txt", "read")]
    assert {s.name: s.read_bytes() for s in Archive(home).submissions()}["a.zip"] == bytes(data)


def test_an_archive_without_a_directory_is_archived_itself(home: Home, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"好.txt": CHENGYANG_2024Q1})
    path.write_bytes(path.read_bytes()[:-30])
    assert [(t[0], t[3]) for t in taken(home, path)] == [("a.zip", "truncated")]


def test_a_name_that_leads_outside_stays_inside(home: Home, tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"../../../outside.txt": CHENGYANG_2024Q1})
    assert [t[0] for t in taken(home, path)] == ["a.zip/outside.txt"]
    assert not list(tmp_path.rglob("outside.txt"))
