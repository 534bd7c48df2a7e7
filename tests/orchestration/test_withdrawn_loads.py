"""Withdrawals of whole files through real loads: the order does not matter, a rebuild says the same, rules follow."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.corrections.ledger import write_decisions
from pipelines.corrections.model import withdraw_submission
from pipelines.intake import submit_paths
from pipelines.load import load
from pipelines.rehearsal import rehearse
from tests.orchestration.reports import CHENGYANG_2024Q1, CHENGYANG_2024Q1_CORRECTED, NOW, write_reports
from tests.orchestration.test_load import ask, facts, home
from warehouse.home import Home
from warehouse.quarters import Quarter

__all__ = ["home"]
pytestmark = [pytest.mark.filterwarnings("ignore"), pytest.mark.usefixtures("contracts_hold")]
HOUR = timedelta(hours=1)
FILES = "select file_name, outcome, outcome_detail from raw.submission where superseded_at is null order by all"
NOTICE = (
    "关于撤回2024年第一季度安全生产执法统计报表的函\n澄阳县应急管理局所报执法统计报表有误，现予撤回。\n2024年4月12日\n"
)


def withdraw(home: Home, text: str) -> None:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    write_decisions(home, [withdraw_submission(sha256, "w", reason="作废", who="王某", where="t")], NOW)


def test_the_order_of_filing_and_withdrawing_does_not_matter_and_a_rebuild_says_the_same(tmp_path: Path) -> None:
    paths = write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, c=CHENGYANG_2024Q1_CORRECTED)
    one, other = (Home(tmp_path / name) for name in ("one", "other"))
    submit_paths(one, paths)
    load(one, now=NOW)
    before = facts(one)
    withdraw(one, CHENGYANG_2024Q1_CORRECTED)
    summary = load(one, now=NOW + HOUR)
    assert (summary.problems, summary.quarters) == ([], ["2024Q1"]), "the ledger's entry alone is news"
    assert load(one, now=NOW + 2 * HOUR).published is None
    assert facts(one) != before

    withdraw(other, CHENGYANG_2024Q1_CORRECTED)
    submit_paths(other, paths[1:])
    told = load(other, now=NOW)
    assert told.facts == 0
    assert "c.txt: it came in again and stays withdrawn by 王某: 作废" in told.remarks[0]
    submit_paths(other, paths[:1])
    load(other, now=NOW + HOUR)
    assert facts(other) == facts(one)
    assert ask(other, FILES) == ask(one, FILES)
    assert [row[:2] for row in ask(one, FILES)] == [("a.txt", "read"), ("c.txt", "withdrawn")]

    one.warehouse.unlink()
    (one.root / "loaded.json").unlink()
    load(one, now=NOW + 3 * HOUR)
    assert facts(one) == facts(other)
    assert ask(one, FILES) == ask(other, FILES)


def test_a_notice_decides_nothing_and_is_told(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1, n=NOTICE), Quarter(2024, 1))
    summary = load(home, now=NOW)
    assert summary.problems == []
    assert summary.remarks == [
        "n.txt: it seems to take back another file -> decide with `redline withdraw`",
    ]
    assert [row[:2] for row in ask(home, FILES)] == [("a.txt", "read"), ("n.txt", "nothing_found")]
    assert len(facts(home)) == 3


def test_a_rehearsal_sees_the_withdrawal_before_it_is_loaded(home: Home, tmp_path: Path) -> None:
    submit_paths(home, write_reports(tmp_path / "in", a=CHENGYANG_2024Q1))
    load(home, now=NOW)
    withdraw(home, CHENGYANG_2024Q1)
    report, problems = rehearse(home, Quarter(2024, 1), now=NOW + HOUR)
    assert problems == ()
    assert report is not None
    values = {verdict.condition: verdict.value for verdict in report.verdicts}
    assert (values["coverage"], values["unread"]) == (None, None), "a quarter without a file has nothing to hold back"
    assert len(facts(home)) == 3


def test_a_later_quarter_that_was_judged_by_a_withdrawn_file_is_judged_again(tmp_path: Path) -> None:
    earlier = "澄阳县2024年第一季度隐患排查情况\n2024年第一季度,澄阳县排查隐患40条,整改20条,未整改20条。\n"
    later = "澄阳县2024年第二季度隐患排查情况\n2024年第二季度,澄阳县排查隐患32条,整改70条。\n"
    held = "select rule_id, subject_id from quality.quarantine where superseded_at is null order by all"
    detail = "select rule_id, outcome, observed from quality.finding where superseded_at is null and quarter = '2024Q2'"
    whole, alone = (Home(tmp_path / name) for name in ("whole", "alone"))
    submit_paths(whole, write_reports(tmp_path / "in", a=earlier, b=later))
    load(whole, now=NOW + 60 * 24 * HOUR)
    before = ask(whole, detail + " order by all")
    withdraw(whole, earlier)
    summary = load(whole, now=NOW + 61 * 24 * HOUR)
    assert summary.quarters == ["2024Q1"]
    submit_paths(alone, [tmp_path / "in" / "b.txt"])
    load(alone, now=NOW + 60 * 24 * HOUR)
    after = ask(whole, detail + " order by all")
    assert after == ask(alone, detail + " order by all")
    assert after != before
    assert ask(whole, held) == ask(alone, held)
    assert facts(whole) == facts(alone)
