"""A large list goes into the warehouse as a small one does: the same staged rows, the same quarter, the same evidence."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines import large_lists
from pipelines.cli.reading import cases as cases_command
from pipelines.corrections.model import Correction
from pipelines.intake import decide_quarter
from pipelines.staged import submission_row
from pipelines.staged_cases import stage_cases
from pipelines.understanding import FAILED, understand, understand_archived
from tests.cases.case_tables import HEADER, make_row
from tests.cases.test_case_stream import write
from warehouse.archive import Archive
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import WarehouseError
from warehouse.evidence import show_evidence
from warehouse.evidence_rows import rows_path
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import rows_frame, scan_rows, staged_path, write_frames

QUARTER = Quarter(2024, 1)
NAME = "澄阳县2024年一季度行政处罚.csv"
ROWS = [
    *(make_row(number) for number in range(1, 30)),
    make_row(30, date="待定"),
    make_row(2),
    make_row(3, note="更正：金额有误", content="处罚款人民币10000元", fine="1"),
    make_row(31, party="王**", code="", **{"class": "自然人"}),
    make_row(32, date="2024-03-29"),
    ["合计", "", "", "", "", "", "60"],
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / NAME, [list(HEADER), *ROWS])


@pytest.fixture
def is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_lists, "LARGE_TEXT", 0)
    monkeypatch.setattr(large_lists, "LARGE_WORKBOOK", 0)


def load_into(home, path):
    archive = Archive(home)
    submission = archive.put(path, path.name, QUARTER, "folder", datetime(2024, 4, 2, tzinfo=UTC))
    understood = understand_archived(home, submission, load_catalogue())
    return submission, understood


def staged(home):
    return scan_rows(home, QUARTER, "core.penalty_case").collect()


def test_large_list_is_staged_as_a_small_one(tmp_path, path, monkeypatch):
    small, large = Home(tmp_path / "small"), Home(tmp_path / "large")
    sources = [load_into(small, path)]
    assert stage_cases(small, QUARTER, sources, []) == (34, 3)
    monkeypatch.setattr(large_lists, "LARGE_TEXT", 0)
    monkeypatch.setattr(large_lists, "LARGE_WORKBOOK", 0)
    monkeypatch.setattr(large_lists, "BATCH", 7)
    listed = [load_into(large, path)]
    assert stage_cases(large, QUARTER, listed, []) == (34, 3)
    assert listed[0][1].listed is not None
    assert staged(large).equals(staged(small))
    assert staged(large).schema == staged(small).schema
    assert submission_row(*listed[0]) == submission_row(*sources[0])


def test_large_list_tells_its_quarter_by_its_last_accepted_decision(tmp_path, is_large):
    rows = [make_row(1, date="2023-08-01"), make_row(2, date="2023-11-30"), make_row(3, date="待定")]
    path = write(tmp_path / "list.csv", [list(HEADER), *rows])
    _, understood = load_into(Home(tmp_path / "home"), path)
    assert understood.listed.last_day == date(2023, 11, 30)
    assert decide_quarter(understood, date(2024, 4, 2)) == (Quarter(2023, 4), "text")


def test_row_of_a_large_list_is_shown_with_its_neighbours(tmp_path, path, is_large):
    home = Home(tmp_path / "home")
    submission, _ = load_into(home, path)
    grid = show_evidence(home, submission.sha256, "csv!A20")
    assert grid.row_numbers == (1, 2, 3, 4, 5, *range(14, 27))
    assert grid.rows[grid.marked[0]][3] == "（澄）应急罚〔2024〕19号"
    assert grid.rows[0][0] == "行政相对人名称"
    assert show_evidence(home, submission.sha256, "csv!A36").rows[-1][0] == "合计"
    assert show_evidence(home, submission.sha256, "csv!A37") is None
    assert show_evidence(home, submission.sha256, "other!A2") is None


def test_large_list_is_read_once_and_again_where_its_cases_are_gone(tmp_path, path, is_large, monkeypatch):
    home, read = Home(tmp_path / "home"), []
    whole = large_lists.judge_large
    monkeypatch.setattr(large_lists, "judge_large", lambda *a, **k: read.append(1) or whole(*a, **k))
    submission, first = load_into(home, path)
    assert understand_archived(home, submission, load_catalogue()) == first
    assert len(read) == 1
    (home.root / first.listed.file).write_bytes(b"cut")
    assert understand_archived(home, submission, load_catalogue()) == first
    assert len(read) == 2


def test_fault_of_ours_on_a_large_list_is_told_as_such(tmp_path, path, is_large, monkeypatch):
    monkeypatch.setattr(large_lists, "read_document_context", lambda *a, **k: 1 / 0)
    home = Home(tmp_path / "home")
    understood = understand(home, path, sha256="0" * 64, name=NAME, catalogue=load_catalogue())
    assert (understood.outcome, understood.extraction) == (FAILED, None)
    assert "ZeroDivisionError" in understood.detail


def test_damaged_large_list_has_its_outcome_and_leaves_nothing(tmp_path, path, is_large):
    home = Home(tmp_path / "home")
    text = path.read_text("utf-8").replace("澄阳县长河建材厂", '"澄阳县长河建材厂', 1)
    path.write_text(text.replace(",罚款,", ',罚款",', 6).replace(',罚款",', ",罚款,", 5), "utf-8")
    understood = understand(home, path, sha256="0" * 64, name=NAME, catalogue=load_catalogue())
    assert (understood.outcome, understood.listed) == ("malformed", None)
    assert not rows_path(home, "0" * 64).exists()


def test_correction_of_a_row_of_a_large_list_is_applied(tmp_path, path, is_large, monkeypatch):
    monkeypatch.setattr(large_lists, "BATCH", 7)
    home = Home(tmp_path / "home")
    sources = [load_into(home, path)]
    stage_cases(home, QUARTER, sources, [])
    target = staged(home).filter(pl.col("row_number") == 31).row(0, named=True)
    assert target["reasons"] == ["date_invalid"]
    entry = Correction(
        id="c1", kind="case", target_id=target["case_id"], submission_id=target["submission_id"],
        locator=target["locator"], indicator=None, action="set_value", field="decision_date", value="2024-03-06",
        expect=None, reason="决定书原件", who="某某", status="active", where="c.yaml:1",
    )  # fmt: skip
    stage_cases(home, QUARTER, sources, [entry])
    corrected = staged(home)
    assert corrected.height == 34
    row = corrected.filter(pl.col("row_number") == 31).row(0, named=True)
    assert (row["decision_date"], row["status"]) == (date(2024, 3, 6), "accepted")
    assert "c1" in row["correction"]
    others = corrected.filter(pl.col("row_number") != 31)
    assert others["correction"].null_count() == 33


def test_command_prints_a_large_list_as_a_small_one(path, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    small = CliRunner().invoke(cases_command, [str(path), "--json"])
    monkeypatch.setattr(large_lists, "LARGE_TEXT", 0)
    monkeypatch.setattr(large_lists, "LARGE_WORKBOOK", 0)
    large = CliRunner().invoke(cases_command, [str(path), "--json"])
    assert large.stdout == small.stdout
    last = json.loads(large.stdout.splitlines()[-1])
    assert (last["document_no"], last["fine_yuan"]) == ("（澄）应急罚〔2024〕32号", 20000)
    table = CliRunner().invoke(cases_command, [str(path)])
    assert "（澄）应急罚〔2024〕32号" in table.stdout


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"colour": "red"}, "unknown column colour"),
        ({"status": None}, "status must not be empty"),
        ({"row_number": "7"}, "row_number of another type"),
    ],
)
def test_batch_that_is_no_table_is_refused_and_nothing_staged(tmp_path, path, change, problem):
    home = Home(tmp_path / "home")
    stage_cases(home, QUARTER, [load_into(home, path)], [])
    frame = staged(home).with_columns(pl.lit(v, dtype=pl.String).alias(k) for k, v in change.items())
    staged_path(home, QUARTER, "core.penalty_case").unlink()
    with pytest.raises(WarehouseError, match=problem):
        write_frames(home, QUARTER, "core.penalty_case", [frame])
    assert list(staged_path(home, QUARTER, "core.penalty_case").parent.iterdir()) == []


def test_key_in_two_batches_is_refused(tmp_path, path):
    home = Home(tmp_path / "home")
    stage_cases(home, QUARTER, [load_into(home, path)], [])
    frame = staged(home)
    with pytest.raises(WarehouseError, match="staged twice"):
        write_frames(home, QUARTER, "core.penalty_case", [frame, frame.tail(1)])
    assert staged(home).equals(frame)
    assert rows_frame("core.penalty_case", frame.to_dicts()).equals(frame)
