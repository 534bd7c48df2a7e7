"""What the sample province writes into its folder."""

import csv
import io
import json
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.extraction.cases.engine import extract_cases
from pipelines.reading.model import Cell, Table
from pipelines.sample.province import build_documents, write_sample
from pipelines.sample.script import write_traditional
from warehouse.errors import UsageError
from warehouse.quarters import Quarter

SEED = 20240101


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return write_sample(tmp_path_factory.mktemp("sample"), seed=SEED)


def test_full_sample_is_a_folder_a_quarter_of_many_forms(full):
    folders = sorted({path.split("/")[0] for path in full.files})
    assert folders == ["2023Q1", "2023Q2", "2023Q3", "2023Q4", "2024Q1", "2024Q2", "2024Q3", "2024Q4"]
    assert 250 <= len(full.files) <= 320
    suffixes = Counter(path.rsplit(".", 1)[1] for path in full.files)
    assert set(suffixes) == {"txt", "xlsx", "csv", "json", "docx"}
    assert min(suffixes.values()) >= 16


def test_same_seed_gives_the_same_bytes_and_another_seed_others(full):
    again = list(build_documents(counties=24, quarters=8, seed=SEED))
    assert {document.path: document.content for document in again} == {
        path: (full.directory / path).read_bytes() for path in full.files
    }
    other = {document.path: document.content for document in build_documents(counties=2, quarters=1, seed=SEED + 1)}
    path = next(path for path in other if path.endswith(".txt"))
    assert other[path] != (full.directory / path).read_bytes()


def test_smaller_sample_is_a_part_of_the_truth(full):
    (county, *_) = build_documents(counties=1, quarters=1, seed=SEED)
    assert county.path in full.files


def test_every_kind_of_mistake_is_planted(full):
    assert {mistake.kind for mistake in full.mistakes} == {
        "late_revision", "yuan_under_wan", "unreported", "duplicate_file", "rate_over_one", "lost_digit",
        "impossible_share", "credit_code_wrong", "duplicate_case", "case_date_invalid", "case_amount_in_other_unit",
        "case_correction",
    }  # fmt: skip


def find_mistake(full, kind):
    return next(mistake for mistake in full.mistakes if mistake.kind == kind)


def test_unreported_quarter_has_no_file(full):
    mistake = find_mistake(full, "unreported")
    assert not (full.directory / mistake.path).exists()


def test_duplicate_has_the_same_bytes_under_another_name(full):
    path = find_mistake(full, "duplicate_file").path
    original = path.replace("报送件_", "")
    assert path != original
    assert (full.directory / path).read_bytes() == (full.directory / original).read_bytes()


def test_revision_arrives_in_the_next_quarter(full):
    path = find_mistake(full, "late_revision").path
    folder, name = path.split("/")
    revisions = [one for one in full.files if "更正" in one and name.rsplit(".", 1)[0] in one]
    assert len(revisions) == 1
    assert revisions[0].split("/")[0] > folder


def test_lost_digit_and_slips_are_not_told_as_facts(full):
    damaged = find_mistake(full, "lost_digit").path
    assert "?" in (full.directory / damaged).read_text(encoding="utf-8").replace("？", "?")
    totals = [fact for fact in full.facts[damaged] if fact.indicator == "inspection.units" and fact.sector is None]
    assert totals == []
    excessive = find_mistake(full, "rate_over_one").path
    assert all(fact.value <= 1 for fact in full.facts[excessive] if fact.indicator == "hazard.rectification_rate")


def test_every_reporting_county_states_its_zero_accident_shares(full):
    main = [path for path in full.files if "公示" not in path]
    stated = [path for path in main if any(f.indicator == "zero_accident.enterprise_rate" for f in full.facts[path])]
    assert stated == main


def test_prose_prints_the_figures_that_it_claims(full):
    paths = [path for path in full.files if path.endswith("行政执法工作情况_2023Q2.txt")]
    assert paths
    for path in paths:
        text = (full.directory / path).read_text(encoding="utf-8")
        for fact in full.facts[path]:
            if fact.indicator == "penalty.fine_amount":
                assert f"罚款{fact.value / 10_000:f}".rstrip("0").rstrip(".") in text
            if fact.indicator == "hazard.found":
                assert f"排查隐患{fact.value}项" in text


def test_every_workbook_tells_the_day_on_which_it_was_filed():
    """What a form prints at its foot or head is read: after its quarter's end, within the weeks of filing."""
    from pipelines.extraction.tables.filing import find_filing_day
    from pipelines.reading.read import read_bytes

    books = [d for d in build_documents(counties=3, quarters=2, seed=SEED) if d.path.endswith(".xlsx")]
    assert len(books) > 3
    for book in books:
        quarter = re.search(r"\d{4}Q\d", book.path)
        assert quarter
        day = find_filing_day(read_bytes(book.content, book.path))
        assert day is not None, book.path
        assert 0 < (day - Quarter.parse(quarter[0]).end).days < 60, (book.path, day)


def test_csv_is_gb18030_and_json_has_chinese_keys(full):
    path = next(path for path in full.files if path.endswith("执法统计_2023Q1.csv"))
    content = (full.directory / path).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    rows = list(csv.reader(io.StringIO(content.decode("gb18030"))))
    assert rows[0] == ["行政区划代码", "县区", "行业", "指标名称", "计量单位", "2023年第一季度"]
    path = next(path for path in full.files if path.endswith(".json"))
    assert json.loads((full.directory / path).read_text(encoding="utf-8"))["金额单位"] == "万元"


def test_fines_of_a_list_are_those_that_a_reader_accepts(full):
    paths = [path for path in full.case_fines if path.endswith(".csv")]
    assert len(paths) > 10
    for path in paths:
        text = (full.directory / path).read_bytes().decode("gb18030")
        rows = tuple(tuple(Cell(value, value or None) for value in row) for row in csv.reader(io.StringIO(text)))
        cases = extract_cases([Table("csv", rows)], file_name=path)
        accepted = sum((case.fine_yuan or Decimal(0) for case in cases if case.status == "accepted"), Decimal(0))
        assert accepted == full.case_fines[path]


def test_traditional_script_keeps_every_figure():
    text = "排查隐患12项，罚款3.5万元"
    converted = write_traditional(text, NoLuck())
    assert converted == "排查隱(yǐn)患12項(xiàng)，罰(fá)款3.5萬(wàn)元"


class NoLuck:
    """A source of chance that always draws zero."""

    def random(self):
        return 0.0


@pytest.mark.parametrize(("counties", "quarters"), [(0, 1), (25, 1), (1, 0), (1, 41)])
def test_numbers_out_of_range_are_refused(tmp_path, counties, quarters):
    with pytest.raises(UsageError):
        write_sample(tmp_path, counties=counties, quarters=quarters)


def test_manifest_stands_outside_of_the_submissions(tmp_path):
    with pytest.raises(UsageError):
        write_sample(tmp_path / "in", counties=1, quarters=1, manifest=tmp_path / "in" / "mistakes.tsv")
    report = write_sample(tmp_path / "in", counties=6, quarters=2, manifest=tmp_path / "mistakes.tsv")
    lines = (tmp_path / "mistakes.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(report.mistakes) > 0
    assert sorted(path.relative_to(tmp_path / "in").as_posix() for path in (tmp_path / "in").rglob("*.*")) == sorted(
        report.files
    )


def test_the_files_that_the_readme_names_are_in_the_sample(full):
    root = Path(__file__).parents[2]
    for readme in ("README.md", "README.zh.md"):
        text = (root / readme).read_text("utf-8")
        named = set(re.findall(r"(?:reports/)?(?:\d{4}Q\d/)?[^\s/`]+_\d{4}Q\d\.\w+", text))
        assert len(named) >= 3, readme
        for name in named:
            path = name.removeprefix("reports/")
            assert path in full.files if "/" in path else any(file.endswith(f"/{path}") for file in full.files), name


def test_every_command_of_the_documents_is_one_that_there_is():
    from pipelines.cli.app import COMMANDS

    root = Path(__file__).parents[2]
    for document in [*root.glob("README*.md"), *root.glob("docs/*.md")]:
        text = document.read_text("utf-8")
        commands = set(re.findall(r"(?:^|`)\s*(?:REDLINE_LANG=\w+ )?redline ([a-z]+)\b", text, re.MULTILINE))
        assert commands <= COMMANDS.keys(), document.name
