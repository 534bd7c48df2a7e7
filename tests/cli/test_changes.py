"""diff and revisions: any mix of versions and times, a summary where much changed, places and indicators by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.conftest import leave_contracts_aside
from tests.orchestration.reports import CHENGYANG_2024Q1, CHENGYANG_2024Q1_CORRECTED, write_reports

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two publications: a report, and its correction."""
    from pipelines.cli.app import run

    root = tmp_path_factory.mktemp("changes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REDLINE_HOME", str(root / "home"))
        leave_contracts_aside(patch)
        for name, text in (("a", CHENGYANG_2024Q1), ("b", CHENGYANG_2024Q1_CORRECTED)):
            assert run(["submit", *map(str, write_reports(root / name, **{name: text})), "--quarter", "2024Q1"]) == 0
            assert run(["load", "--json"]) == 0
    return root / "home"


@pytest.fixture
def two(corrected: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Its versions, the earlier first."""
    monkeypatch.setenv("REDLINE_HOME", str(corrected))
    return sorted(path.name for path in (corrected / "publications").iterdir() if path.is_dir())


def test_a_time_beside_a_version_means_the_publication_that_stood_then(shell: Shell, two: list[str]) -> None:
    (first, second), wanted = two, 2
    assert len(shell.lines("diff", first, second, "--json")) == wanted
    for mixed in ([first, "2199-01-01"], ["2199-01-01", first], [first[:16], second], [first, second[:-3]]):
        assert len(shell.lines("diff", *mixed, "--json")) == wanted, mixed
    assert shell.lines("diff", second, "2199-01-01", "--json") == []
    code, _, err = shell("diff", "2001-01-01", second)
    assert code == 2
    assert "nothing was published by 2001-01-01T00:00:00Z -> name a time from 20" in err
    assert "several publications begin with '20'" in shell("diff", "20", second)[2]


def test_a_large_difference_is_summed_up_and_its_rows_come_on_demand(
    shell: Shell, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.cli.comparing.MANY", 1)
    out = shell("diff", *two)[1]
    assert "0 added, 2 changed, 0 withdrawn" in out
    assert "2 rows: this is their summary; --all lists each" in out
    assert "2024-01-01..2024-03-31" not in out
    every = shell("diff", *two, "--all")[1]
    assert every.count("2024-01-01..2024-03-31") == 2
    assert "correction" in out
    assert len(shell.lines("diff", *two, "--json")) == 2


def test_a_small_difference_is_its_rows(shell: Shell, two: list[str]) -> None:
    out = shell("diff", *two)[1]
    assert out.count("2024-01-01..2024-03-31") == 2
    assert "why: 2 correction" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["澄阳县", "罚款金额"],
        ["990101", "penalty.fine_amount"],
        ["--place", "澄阳县", "--indicator", "罚款金额"],
        ["罚款金额", "--place", "澄阳县"],
        ["澄阳县", "--indicator", "penalty.fine_amount"],
    ],
)
def test_revisions_take_names_and_codes(shell: Shell, two: list[str], arguments: list[str]) -> None:
    found = shell.lines("revisions", *arguments, "--json")
    assert [row["value"] for row in found] == [411000, 461000]


def test_two_revisions_of_one_day_are_told_apart_by_their_time(shell: Shell, two: list[str]) -> None:
    lines = shell("revisions", "990101", "penalty.fine_amount")[1].splitlines()
    told = [line for line in lines if line.startswith(("1: ", "2: "))]
    first, second = (line.partition("  ")[0] for line in told)
    assert first[2:] != second[2:]
    assert all(len(line.split()[2]) >= 5 for line in told), "the time of the day"


def test_times_are_written_as_finely_as_tells_them_apart() -> None:
    from datetime import UTC, datetime

    from pipelines.cli.revising import _name_times

    times = [
        datetime(2024, 4, 30, 8, tzinfo=UTC),
        datetime(2024, 5, 1, 12, tzinfo=UTC),
        datetime(2024, 5, 1, 12, 0, 7, tzinfo=UTC),
        datetime(2024, 5, 2, 9, 30, tzinfo=UTC),
        datetime(2024, 5, 2, 12, tzinfo=UTC),
    ]
    assert list(_name_times(times).values()) == [
        "1: 2024-04-30",
        "2: 2024-05-01 12:00:00",
        "3: 2024-05-01 12:00:07",
        "4: 2024-05-02 09:30",
        "5: 2024-05-02 12:00",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["澄洋县", "罚款金额"], "澄阳县 990101"),
        (["☃", "罚款金额"], 'redline sql "select division_code, name from core.dim_division'),
        (["990101", "罚金"], "罚款金额 penalty.fine_amount"),
        (["990101", "xyzq"], 'redline sql "select indicator_code, name_zh from core.dim_indicator"'),
        (["990101"], "redline revisions 990101 penalty.fine_amount"),
        (["990101", "罚款金额", "--place", "990101"], "redline revisions 990101 penalty.fine_amount"),
    ],
)
def test_an_unknown_name_is_told_what_comes_near_or_a_whole_command(
    shell: Shell, two: list[str], arguments: list[str], told: str
) -> None:
    code, out, err = shell("revisions", *arguments)
    assert (code, out) == (2, "")
    assert told in err
    if 'sql "' in err:
        query = err.partition('sql "')[2].rpartition('"')[0]
        assert shell.lines("sql", query, "--json")
