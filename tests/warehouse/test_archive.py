from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from warehouse.archive import Archive
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
# echo -n abc | sha256sum
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(Home(tmp_path))


def test_bytes_stand_under_their_hash_and_read_back(archive: Archive, tmp_path: Path) -> None:
    kept = archive.put(b"abc", "一季度.txt", "2024Q1", "folder", NOON)
    assert kept.sha256 == ABC
    assert (tmp_path / "archive" / "ba" / ABC).read_bytes() == b"abc"
    assert (kept.names, kept.quarter, kept.quarter_basis, kept.size_bytes) == (("一季度.txt",), "2024Q1", "folder", 3)
    assert archive.get("ba7816").read_bytes() == b"abc"


def test_a_file_and_its_bytes_are_the_same_submission(archive: Archive, tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_bytes(b"abc")
    assert archive.put(source, "report.txt", "2024Q1", "folder", NOON).sha256 == ABC
    assert source.exists()


def test_the_same_bytes_twice_are_one_submission_with_two_arrivals(archive: Archive) -> None:
    archive.put(b"abc", "b.txt", "2024Q1", "folder", NOON)
    again = archive.put(b"abc", "a.txt", "2024Q1", "folder", NOON.replace(hour=13))
    assert len(archive.submissions()) == 1
    assert again.names == ("a.txt", "b.txt")
    assert [a.name for a in again.arrivals] == ["b.txt", "a.txt"]
    assert again.submitted_at == NOON


def test_the_same_arrival_noted_twice_stands_once(archive: Archive) -> None:
    archive.put(b"abc", "a.txt", "2024Q1", "folder", NOON)
    assert len(archive.put(b"abc", "a.txt", "2024Q1", "folder", NOON).arrivals) == 1


@pytest.mark.parametrize(
    "order", list(permutations([("2024Q3", "text"), ("2024Q2", "folder"), ("2024Q1", "arrival"), ("2024Q4", "folder")]))
)
def test_the_quarter_does_not_depend_on_the_order_of_arrival(archive: Archive, order: list[tuple[str, str]]) -> None:
    for hour, (quarter, basis) in enumerate(order):
        kept = archive.put(b"abc", "a.txt", quarter, basis, NOON.replace(hour=hour))  # type: ignore[arg-type]
    assert (kept.quarter, kept.quarter_basis) == ("2024Q2", "folder")


def test_a_persons_assignment_stands_against_later_arrivals(archive: Archive) -> None:
    archive.put(b"abc", "a.txt", "2024Q1", "text", NOON)
    archive.assign_quarter(ABC[:8], "2023Q4", "command", NOON)
    kept = archive.put(b"abc", "a.txt", "2024Q2", "command", NOON.replace(hour=13))
    assert (kept.quarter, kept.quarter_basis) == ("2023Q4", "command")
    assert archive.quarters() == ("2023Q4",)


def test_submissions_are_listed_by_quarter_sorted_by_hash(archive: Archive) -> None:
    for data, quarter in ((b"one", "2024Q1"), (b"two", "2024Q1"), (b"three", "2024Q2")):
        archive.put(data, "x.txt", quarter, "folder", NOON)
    first = [s.sha256 for s in archive.submissions("2024Q1")]
    assert len(first) == 2
    assert first == sorted(first)


def test_an_unknown_or_ambiguous_prefix_is_refused(archive: Archive) -> None:
    found: dict[str, int] = {}
    for number in range(300):
        sha256 = archive.put(str(number).encode(), "x.txt", "2024Q1", "folder", NOON).sha256
        found[sha256[:2]] = found.get(sha256[:2], 0) + 1
    shared = next(prefix for prefix, count in found.items() if count > 1)
    with pytest.raises(UsageError, match=f"{found[shared]} submissions begin"):
        archive.get(shared)
    for nonsense in ("", "zz", "../etc", "f" * 64):
        with pytest.raises(UsageError, match="no submission"):
            archive.get(nonsense)


def test_damaged_bytes_are_told_not_read(archive: Archive) -> None:
    kept = archive.put(b"abc", "a.txt", "2024Q1", "folder", NOON)
    kept.path.chmod(0o644)
    kept.path.write_bytes(b"abd")
    with pytest.raises(WarehouseError, match="not what came in"):
        kept.read_bytes()


def test_a_source_that_cannot_be_read_leaves_nothing_behind(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="cannot be archived"):
        archive.put(tmp_path / "gone.txt", "gone.txt", "2024Q1", "folder", NOON)
    assert [p.name for p in (tmp_path / "archive").iterdir()] == []


def test_a_time_without_zone_is_refused(archive: Archive) -> None:
    with pytest.raises(WarehouseError, match="zone"):
        archive.put(b"abc", "a.txt", "2024Q1", "folder", datetime(2024, 5, 1))  # noqa: DTZ001


def test_arrivals_at_the_same_time_are_all_kept(archive: Archive) -> None:
    def send(number: int) -> None:
        archive.put(b"abc", f"{number:02}.txt", "2024Q1", "folder", NOON)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(24)))
    assert archive.get(ABC).names == tuple(f"{n:02}.txt" for n in range(24))


@pytest.mark.parametrize("note", ["{}", "[]", '{"arrivals": []}', '{"arrivals": [{"name": "a"}]}', "{"])
def test_a_damaged_note_is_a_stated_problem(archive: Archive, note: str) -> None:
    kept = archive.put(b"abc", "a.txt", "2024Q1", "folder", NOON)
    kept.path.with_suffix(".json").write_text(note)
    with pytest.raises(WarehouseError, match="note on this submission is damaged"):
        archive.get(ABC)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [("澄阳县一季度.txt".encode("gb18030"), "澄阳县一季度.txt"), (b"\xff\xff.txt", "\ufffd\ufffd.txt")],
)
def test_a_name_that_the_system_could_not_decode_is_kept_legibly(archive: Archive, raw: bytes, shown: str) -> None:
    kept = archive.put(b"abc", raw.decode("utf-8", errors="surrogateescape"), "2024Q1", "folder", NOON)
    assert archive.get(ABC).name == kept.name == shown


@pytest.mark.parametrize("quarter", ["0000Q1", "9999Q4", "1899Q1", "２０２４Q1", "2024Q5", "0001-01-01"])
def test_a_quarter_of_no_year_that_reports_have_is_none(archive: Archive, quarter: str) -> None:
    with pytest.raises(UsageError, match="is no quarter"):
        archive.put(b"abc", "a.txt", quarter, "folder", NOON)


def test_other_names_and_other_quarters_that_people_named_are_told_of_the_same_bytes(
    archive: Archive,
) -> None:
    archive.put(b"abc", "一季度.txt", "2024Q1", "folder", NOON)
    assert archive.get(ABC).sent_again == ()
    archive.put(b"abc", "二季度.txt", "2024Q2", "folder", NOON)
    archive.put(b"abc", "一季度.txt", "2024Q3", "command", NOON)
    archive.assign_quarter(ABC, "2024Q1")
    archive.put(b"abc", "再报.txt", "2024Q3", "arrival", NOON)
    assert archive.get(ABC).sent_again == (("一季度.txt", "2024Q3"), ("二季度.txt", "2024Q2"), ("再报.txt", None))
