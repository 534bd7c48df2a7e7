"""Each rule about single decisions fires through a real load, in every form of list, and leaves sound rows alone."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
import xlsxwriter

from pipelines import large_lists
from pipelines.cli.app import run
from tests.cases.case_tables import HEADER, make_row
from tests.cases.test_case_stream import write
from warehouse.home import Home
from warehouse.publication import open_publication

pytestmark = pytest.mark.filterwarnings("ignore")

HEADS = [*HEADER, "公示日期"]
COUNTIES = {"澄阳县": "csv", "渡川县": "json", "鹿溪县": "xlsx"}
EXPECTED = {
    "P23": ["11号"],
    "P24": ["12号", "14号"],
    "P25": ["16号"],
    "P26": ["17号", "17号"],
    "P27": ["18号"],
}
"""Rule to the numbers of the decisions that break it; all others hold."""


def list_of(county: str) -> list[list[str]]:
    """A list whose rows from 11 on each try one rule: what breaks it, and beside it what just does not."""
    friday_to = {12: "2024-03-13", 13: "2024-03-12", 14: "2024年4月1日", 15: ""}
    rows = [[*make_row(n), "2024-03-08"] for n in range(1, 11)]
    rows.append([*make_row(11, code="91350100M000100Y44"), "2024-03-08"])
    rows.extend([*make_row(n, date="2024-03-01"), published] for n, published in friday_to.items())
    rows.append([*make_row(16, content="处罚款人民币50000元"), "2024-03-08"])
    rows.extend([*make_row(17, fine=fine, content=f"处罚款人民币{fine}0000元"), "2024-03-08"] for fine in "23")
    rows.append([*make_row(18, date="待定"), "2024-03-08"])
    authority = f"{county}应急管理局"
    at, party = HEADER.index("处罚机关"), HEADER.index("行政相对人名称")
    rows = [[*row[:at], authority, *row[at + 1 :]] for row in rows]
    number = HEADER.index("行政处罚决定书文号")
    return [[*row[:party], row[party] + row[number][-3:-1], *row[party + 1 :]] for row in rows]


def file_of(folder: Path, county: str, kind: str) -> Path:
    path = folder / f"{county}2024年第一季度行政处罚公示.{kind}"
    rows = list_of(county)
    if kind == "csv":
        return write(path, [HEADS, *rows])
    if kind == "json":
        found = [dict(zip(HEADS, row, strict=True)) for row in rows]
        path.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
        return path
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("公示")
        for number, row in enumerate([HEADS, *rows]):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the lists of three counties; the csv goes the way of large lists."""
    root = tmp_path_factory.mktemp("rules")
    paths = [file_of(root, county, kind) for county, kind in COUNTIES.items()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDLINE_HOME", str(root / "home"))
        patch.setattr(large_lists, "LARGE_TEXT", 0)
        patch.setattr(large_lists, "LARGE_WORKBOOK", 0)
        patch.setattr(large_lists, "sniff_package", lambda package: "zip")
        assert run(["submit", *map(str, paths), "--quarter", "2024Q1"]) == 0
        assert run(["load", "--json"]) == 0
    return Home(root / "home")


BROKEN = """
select c.authority, f.rule_id, c.document_no
from (
    select rule_id, unnest(subject_ids) as id from quality.finding
    where superseded_at is null and outcome = 'broken' and subject_kind = 'case'
) as f
inner join core.penalty_case as c on f.id = c.case_id and c.superseded_at is null
order by c.row_number
"""


@pytest.mark.parametrize("county", COUNTIES)
def test_each_rule_fires_on_its_own_decisions_and_on_no_other(home: Home, county: str) -> None:
    found: dict[str, list[str]] = defaultdict(list)
    with open_publication(home) as connection:
        for authority, rule, number in connection.execute(BROKEN).fetchall():
            if authority == f"{county}应急管理局":
                found[rule].append(number.partition("〕")[2])
    assert {rule: sorted(numbers) for rule, numbers in found.items()} == EXPECTED


def test_a_decision_without_a_day_of_publication_is_told_as_not_asked(home: Home) -> None:
    told = "select observed from quality.finding where rule_id = 'P24' and outcome = 'not_applicable'"
    with open_publication(home) as connection:
        assert connection.execute(told).fetchall() == [("3 of 45",)]
