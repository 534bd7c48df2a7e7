"""The inbox: how files come in, which quarter they get, and that none is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines.extraction.model import DocumentContext, Extraction, Observation, PenaltyCase, Period
from pipelines.intake import check_quarter, decide_quarter, inbox_files, reported_quarter, submit_paths, take_inbox
from pipelines.understanding import Understood
from tests.orchestration.reports import CHENGYANG_2024Q1, NOW, RANDOM_BYTES, write_reports
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import ReadingError, UsageError, WarehouseError
from warehouse.home import Home
from warehouse.quarters import Quarter

Q1 = Quarter(2024, 1)
TODAY = date(2024, 5, 2)


def names(home: Home) -> list[str]:
    return [p.relative_to(home.inbox).as_posix() for p in inbox_files(home)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_a_command_puts_files_into_their_quarter(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a="x"), Q1)
    assert names(home) == ["2024Q1/a.txt"]


def test_a_folder_named_like_a_quarter_gives_it(home: Home, tmp_path: Path) -> None:
    write_reports(tmp_path / "in" / "2024Q1" / "north", a="x")
    write_reports(tmp_path / "in", b="y")
    submit_paths(home, [tmp_path / "in"])
    assert names(home) == ["2024Q1/a.txt", "unassigned/b.txt"]


def test_hidden_files_stay_outside(home: Home, tmp_path: Path) -> None:
    write_reports(tmp_path / "in", a="x")
    (tmp_path / "in" / ".hidden").write_text("y")
    (tmp_path / "in" / ".git").mkdir()
    (tmp_path / "in" / ".git" / "config").write_text("z")
    submit_paths(home, [tmp_path / "in"])
    assert names(home) == ["unassigned/a.txt"]


def test_two_files_of_one_name_both_keep_it(home: Home, tmp_path: Path) -> None:
    write_reports(tmp_path / "in" / "one", report="x")
    write_reports(tmp_path / "in" / "two", report="y")
    submit_paths(home, [tmp_path / "in"])
    assert names(home) == ["unassigned/2/report.txt", "unassigned/report.txt"]


def test_the_same_bytes_under_the_same_name_wait_once(home: Home, tmp_path: Path) -> None:
    paths = write_reports(tmp_path / "in", a="x")
    submit_paths(home, paths)
    again = submit_paths(home, paths)
    assert (names(home), len(again.files), len(again.already_there)) == (["unassigned/a.txt"], 0, 1)


def test_a_missing_path_submits_nothing(home: Home, tmp_path: Path) -> None:
    paths = [*write_reports(tmp_path / "in", a="x"), tmp_path / "nothing"]
    with pytest.raises(UsageError, match="no such file"):
        submit_paths(home, paths)
    assert names(home) == []


def test_a_home_below_a_submitted_folder_is_left_out(tmp_path: Path) -> None:
    home = Home(tmp_path / "work" / "data")
    write_reports(home.archive / "ab", old="archived")
    write_reports(tmp_path / "work", a="x")
    submit_paths(home, [tmp_path / "work"])
    submit_paths(home, [tmp_path / "work"])
    assert names(home) == ["unassigned/a.txt"]


@pytest.mark.parametrize("room", ["", "inbox", "archive/ab", "publications"])
def test_what_redline_keeps_itself_is_not_submitted(room: str, home: Home) -> None:
    write_reports(home.root / room, a="x")
    with pytest.raises(UsageError, match="Redline keeps this itself"):
        submit_paths(home, [home.root / room])


def test_a_pipe_is_no_file_to_submit(home: Home, tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="this is no file"):
        submit_paths(home, [tmp_path / "pipe"])


@pytest.mark.parametrize(
    ("written", "name"),
    [("报告.txt".encode("gb18030"), "报告.txt"), ("报告.txt".encode(), "报告.txt"), (b"\xff.txt", "\ufffd.txt")],
)
def test_a_name_in_another_encoding_is_read_and_stops_no_load(
    written: bytes, name: str, home: Home, tmp_path: Path
) -> None:
    import os

    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + written)).write_text(CHENGYANG_2024Q1)
    submit_paths(home, [folder])
    (taken,) = take_inbox(home, load_catalogue(), now=NOW).taken
    (held,) = Archive(home).submissions()
    assert (taken.name, taken.outcome, held.name) == (name, "read", name)


def test_a_folder_that_cannot_be_opened_submits_nothing(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    write_reports(tmp_path / "in" / "2024Q1", a="x")
    (tmp_path / "in" / "secret").mkdir()
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(ReadingError, match="cannot be opened: Permission denied"):
        submit_paths(home, [tmp_path / "in"])
    assert names(home) == []


@pytest.mark.parametrize("quarter", [Quarter(1989, 4), Quarter(2024, 3)])
def test_a_quarter_that_cannot_be_reported_is_refused(quarter: Quarter) -> None:
    with pytest.raises(UsageError):
        check_quarter(quarter, TODAY)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2024, 4, 8), "2024Q1"),
        (date(2024, 3, 31), "2024Q1"),
        (date(2024, 3, 22), "2024Q1"),
        (date(2024, 3, 21), "2023Q4"),
        (date(2024, 1, 1), "2023Q4"),
    ],
)
def test_a_day_reports_the_quarter_that_ended(day: date, quarter: str) -> None:
    assert str(reported_quarter(day)) == quarter


def understood(extraction: Extraction | None) -> Understood:
    return Understood("0" * 64, "a.txt", "txt", "utf-8", "read", None, (), extraction)


def figure(end: date, role: str = "observed") -> Observation:
    from decimal import Decimal

    period = Period(date(end.year, 1, 1), end, "ytd")
    return Observation(
        "penalty.count",
        Decimal(1),
        "count",
        "1",
        "chars 0-1",
        "prose",
        "r",
        period=period,
        role=role,  # type: ignore[arg-type]
    )


def case(day: date, status: str = "accepted") -> PenaltyCase:
    return PenaltyCase(2, "csv!A2", "1", "p", None, None, "a", day, (), None, None, None, None, None, status)  # type: ignore[arg-type]


REPORT_PERIOD = Period(date(2023, 1, 1), date(2023, 9, 30), "ytd")
NEXT_YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), "year")


@pytest.mark.parametrize(
    ("extraction", "quarter", "basis"),
    [
        (Extraction(DocumentContext(period=REPORT_PERIOD), (figure(date(2023, 12, 31)),)), "2023Q3", "text"),
        (Extraction(DocumentContext(), (figure(date(2023, 3, 31)), figure(date(2023, 6, 30)))), "2023Q2", "text"),
        (
            Extraction(
                DocumentContext(published_on=date(2023, 7, 5)), (figure(date(2023, 6, 30)), figure(date(2023, 12, 31)))
            ),
            "2023Q2",
            "text",
        ),
        (Extraction(DocumentContext(), (figure(date(2023, 6, 30), "target"),)), "2024Q1", "arrival"),
        (
            Extraction(DocumentContext(), cases=(case(date(2023, 2, 1)), case(date(2023, 8, 1), "quarantined"))),
            "2023Q1",
            "text",
        ),
        (Extraction(DocumentContext(published_on=date(2023, 4, 8))), "2023Q1", "text"),
        (Extraction(DocumentContext(published_on=date(2024, 1, 9), period=NEXT_YEAR)), "2023Q4", "text"),
        (Extraction(DocumentContext(period=Period(None, date(2031, 3, 31), "quarter"))), "2024Q1", "arrival"),
        (Extraction(DocumentContext(period=Period(None, date(1949, 12, 31), "year"))), "2024Q1", "arrival"),
        (None, "2024Q1", "arrival"),
    ],
    ids=[
        "printed_reporting_period",
        "latest_figure",
        "no_later_than_publication",
        "targets_do_not_count",
        "latest_accepted_decision",
        "publication_day",
        "plans_for_next_year_do_not_count",
        "not_in_the_future",
        "not_before_1990",
        "unreadable",
    ],
)
def test_the_quarter_of_an_unassigned_file(extraction: Extraction | None, quarter: str, basis: str) -> None:
    assert decide_quarter(understood(extraction), TODAY) == (Quarter.parse(quarter), basis)


@pytest.mark.parametrize("filed", [date(2024, 3, 18), date(2023, 4, 8), date(2024, 4, 8)])
def test_the_period_that_a_form_prints_stands_before_its_day_of_filing(filed: date) -> None:
    """A form is filed early at times, or bears last year's day; running text speaks of plans before their time."""
    span = Period(date(2024, 1, 1), date(2024, 3, 31), "quarter")
    printed = replace(figure(date(2024, 3, 31)), period=span, method="table")
    form = Extraction(DocumentContext(published_on=filed, period=span), (printed,))
    assert decide_quarter(understood(form), TODAY) == (Q1, "text")
    text = Extraction(form.context, (replace(printed, method="prose"),))
    assert (decide_quarter(understood(text), TODAY) == (Q1, "text")) is (filed > date(2024, 3, 31))


def test_every_file_is_archived_with_its_basis_and_leaves_the_inbox(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    submit_paths(home, write_reports(folder, commanded="甲"), Q1)
    write_reports(folder / "2023Q2", foldered="乙")
    submit_paths(home, [folder / "2023Q2"])
    submit_paths(home, write_reports(folder, told=CHENGYANG_2024Q1, broken=RANDOM_BYTES, empty=b""))
    report = take_inbox(home, load_catalogue(), now=NOW)
    kept = {s.name: (s.quarter, s.quarter_basis) for s in Archive(home).submissions()}
    assert kept == {
        "commanded.txt": ("2024Q1", "command"),
        "foldered.txt": ("2023Q2", "folder"),
        "told.txt": ("2024Q1", "text"),
        "broken.txt": ("2024Q1", "arrival"),
        "empty.txt": ("2024Q1", "arrival"),
    }
    assert {t.name: t.outcome for t in report.taken}["empty.txt"] == "empty_file"
    assert {t.name: t.outcome for t in report.taken}["broken.txt"] == "unreadable_bytes"
    assert (names(home), report.failed) == ([], [])


def test_named_quarters_leave_other_folders_waiting(home: Home, tmp_path: Path) -> None:
    for quarter in ("2023Q2", "2023Q3"):
        write_reports(tmp_path / quarter, report=quarter)
    submit_paths(home, [tmp_path / "2023Q2", tmp_path / "2023Q3"])
    take_inbox(home, load_catalogue(), now=NOW, quarters=[Quarter(2023, 2)])
    assert names(home) == ["2023Q3/report.txt"]


def test_a_folder_of_a_quarter_that_has_not_begun_decides_nothing(home: Home) -> None:
    write_reports(home.inbox / "2099Q1", a=CHENGYANG_2024Q1)
    (taken,) = take_inbox(home, load_catalogue(), now=datetime(2024, 5, 2, tzinfo=UTC)).taken
    assert (taken.quarter, taken.basis) == (Q1, "text")


def test_a_file_that_cannot_be_archived_stays(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a="x"))

    def refuse(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Archive, "put", refuse)
    with pytest.raises(OSError, match="disk full"):
        take_inbox(home, load_catalogue(), now=NOW)
    assert names(home) == ["unassigned/a.txt"]


def test_a_file_on_which_the_program_fails_is_told_and_tried_again(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines import understanding

    works = understanding.extract_reading

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(understanding, "extract_reading", fail)
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    (taken,) = take_inbox(home, load_catalogue(), now=NOW).taken
    assert taken.outcome == "failed"
    (kept,) = Archive(home).submissions()
    monkeypatch.setattr(understanding, "extract_reading", works)
    again = understanding.understand(home, kept.path, sha256=kept.sha256, name=kept.name, catalogue=load_catalogue())
    assert (again.outcome, len(again.extraction.observations if again.extraction else ())) == ("read", 3)


def test_what_was_understood_is_not_read_twice(home: Home, tmp_path: Path) -> None:
    from pipelines.reading.model import Reading
    from pipelines.reading.read import read_file
    from pipelines.understanding import hash_file, understand

    (path,) = write_reports(tmp_path / "in", a=CHENGYANG_2024Q1)
    reads: list[str] = []

    def count(path: Path, *, name: str | None = None) -> Reading:
        reads.append(str(name))
        return read_file(path, name=name)

    sha256 = hash_file(path)
    found = [
        understand(home, path, sha256=sha256, name=name, catalogue=load_catalogue(), read=count)
        for name in ("a.txt", "a.txt", "b.txt")
    ]
    assert reads == ["a.txt", "b.txt"]
    assert found[0] == found[1]


GARBLED_DEFLATE = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + b"\xff" * 40


@pytest.mark.parametrize("folder", ["cache", "evidence"])
@pytest.mark.parametrize("damage", [b"damaged", b"", GARBLED_DEFLATE])
def test_damaged_results_are_read_again(folder: str, damage: bytes, home: Home, tmp_path: Path) -> None:
    from pipelines.reading.read import read_file
    from pipelines.understanding import hash_file, understand

    (path,) = write_reports(tmp_path / "in", a=CHENGYANG_2024Q1)
    (sha256, catalogue) = (hash_file(path), load_catalogue())
    first = understand(home, path, sha256=sha256, name="a.txt", catalogue=catalogue, read=read_file)
    ((kept, whole),) = [(p, p.read_bytes()) for p in (home.root / folder).rglob("*.json.gz")]
    kept.write_bytes(damage)
    assert understand(home, path, sha256=sha256, name="a.txt", catalogue=catalogue, read=read_file) == first
    assert kept.read_bytes() == whole


@pytest.mark.parametrize("damage", [b"other bytes", None])
def test_archived_bytes_that_are_not_what_came_in_are_never_read(
    damage: bytes | None, home: Home, tmp_path: Path
) -> None:
    from pipelines.understanding import understand_archived

    (path,) = write_reports(tmp_path / "in", a=CHENGYANG_2024Q1)
    held = Archive(home).put(path, "a.txt", Q1, "folder", NOW)
    held.path.unlink()
    if damage is not None:
        held.path.write_bytes(damage)
    with pytest.raises(WarehouseError, match="not what came in -> restore the archive"):
        understand_archived(home, held, load_catalogue())
