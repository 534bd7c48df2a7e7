"""The same bytes under another name and quarter: one submission, told of wherever the second is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.orchestration.reports import CHENGYANG_2024Q1, DUCHUAN_2024Q1, write_reports

pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]
FIRST, SECOND = "澄阳县一季度.txt", "澄阳县二季度.txt"


def test_the_second_quarter_is_told_that_a_file_is_the_first_s_and_the_county_has_not_reported_for_it(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_HOME", str(tmp_path / "home"))
    first, other = write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, b=DUCHUAN_2024Q1)
    for name, quarter in ((FIRST, "2024Q1"), (SECOND, "2024Q2")):
        path = tmp_path / quarter / name
        path.parent.mkdir()
        path.write_bytes(Path(first).read_bytes())
        shell("submit", path, "--quarter", quarter)
    shell("submit", other, "--quarter", "2024Q2")
    code, _, err = shell("load", "--quarter", "2024Q1", "--quarter", "2024Q2")
    assert (code, err) == (0, f"redline: {SECOND}: the same bytes as {FIRST} of 2024Q1, so it counts once\n")
    (told,) = shell.lines("status", "--json")
    quarters = {row["quarter"]: row for row in told["quarters"]}
    assert quarters["2024Q2"]["sent_again"] == [{"name": SECOND, "first": FIRST, "quarter": "2024Q1"}]
    assert quarters["2024Q1"]["sent_again"] == []
    assert "澄阳县" in quarters["2024Q2"]["missing"]
    assert f"{SECOND} is the same file as {FIRST} of 2024Q1" in shell("status")[1]
    code, out, _ = shell("receipt", SECOND, "--out", tmp_path / "r.xlsx")
    assert code == 0
    assert out.startswith(f"{SECOND} is the same file as {FIRST} of 2024Q1; this is its receipt\n{FIRST}: ")
    assert "same file" not in shell("receipt", FIRST, "--out", tmp_path / "r.xlsx")[1]
