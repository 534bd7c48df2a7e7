from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.warehouse.staged_rows import NOON, Staged, case, digest, held, observation, submission
from warehouse.errors import UsageError
from warehouse.evidence import Passage, write_evidence
from warehouse.home import Home
from warehouse.publication import open_publication, publish
from warehouse.trace import CaseTrace, Trace, trace, trace_any

OTHERS = [observation("c", n, indicator_code="hazard.found", scope=str(n)) for n in range(20)]
TEXT = "2024年一季度,责令停产停业整顿12家,关闭3家。"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("traced"))
    start = TEXT.index("12")
    row = observation("a", value=12, locator=f"chars {start}-{start + 3}", raw="12家")
    finding = {
        "finding_id": "f1",
        "quarter": "2024Q1",
        "rule_id": "R7",
        "severity": "warn",
        "subject_kind": "observation",
        "subject_ids": [row["observation_id"]],
        "outcome": "broken",
    }
    rows = [row, observation("a", 2, indicator_code="penalty.closure")]
    staged = Staged([submission("a")], rows, findings=[finding])
    staged.submissions.append(submission("c"))
    staged.observations.extend(OTHERS)
    write_evidence(home, digest("a"), [{"kind": "text", "locator": "", "text": TEXT}])
    staged.load(home)
    staged.submissions.append(submission("b", is_correction=True))
    staged.observations.append(observation("b", value=13))
    staged.quarantine.append(held(staged.observations[1]))
    staged.load(home, at=NOON + timedelta(days=1))
    publish(home, at=NOON + timedelta(days=1))
    return home


def trace_of(home: Home, name: str, number: int = 1) -> Trace:
    return trace(open_publication(home), home, observation(name, number)["observation_id"])


def test_a_number_leads_to_its_file_and_sentence(home: Home) -> None:
    found = trace_of(home, "a")
    assert found.observation["value"] == Decimal(12)
    assert found.submission["file_name"] == "a.txt"
    assert isinstance(found.evidence, Passage)
    assert (found.evidence.before[-4:], found.evidence.marked, found.evidence.after[:3]) == (
        "停业整顿",
        "12家",
        ",关闭",
    )


def test_a_number_shows_every_value_its_subject_ever_had(home: Home) -> None:
    for name in ("a", "b"):
        facts = trace_of(home, name).facts
        assert [(f["fact_table"], f["value"], f["superseded_at"] is None) for f in facts] == [
            ("fact_enforcement", Decimal(12), False),
            ("fact_enforcement", Decimal(13), True),
        ]
    ((reconciliation),) = trace_of(home, "a").reconciliations
    assert (reconciliation["kept_value"], reconciliation["other_value"]) == (Decimal(13), Decimal(12))


def test_a_number_shows_the_rules_it_met(home: Home) -> None:
    assert [f["rule_id"] for f in trace_of(home, "a").findings] == ["R7"]
    assert trace_of(home, "b").findings == ()
    assert [(q["rule_id"], q["state"]) for q in trace_of(home, "a", 2).quarantine] == [("B01", "held")]


def test_a_trace_is_plain_values(home: Home) -> None:
    found = trace_of(home, "a").as_dict()
    assert found["evidence"]["kind"] == "passage"
    assert found["facts"][0]["value"] == Decimal(12)
    assert trace_of(home, "b").as_dict()["evidence"] is None


def test_as_of_an_earlier_time_the_trace_knows_no_later_value(home: Home) -> None:
    connection = open_publication(home, as_of=NOON)
    found = trace(connection, home, observation("a")["observation_id"])
    assert [f["value"] for f in found.facts] == [Decimal(12)]
    with pytest.raises(UsageError, match="no observation"):
        trace(connection, home, observation("b")["observation_id"])


def test_a_prefix_is_enough_where_it_is_the_only_one(home: Home) -> None:
    connection = open_publication(home)
    full_id = observation("a")["observation_id"]
    assert trace(connection, home, full_id[:10].upper()).observation["observation_id"] == full_id
    for wrong in ("", "zz"):
        with pytest.raises(UsageError, match="no observation"):
            trace(connection, home, wrong)


def test_a_prefix_of_several_is_refused(home: Home) -> None:
    firsts = [row["observation_id"][0] for row in OTHERS]
    shared = next(first for first in firsts if firsts.count(first) > 1)
    with pytest.raises(UsageError, match="observations begin with"):
        trace(open_publication(home), home, shared)


def test_a_decision_is_traced_by_its_id_and_by_that_of_its_quarantine_row(tmp_path: Path) -> None:
    home = Home(tmp_path)
    kept = case("list", 1)
    row = {**held(observation("list", 9), "P27"), "subject_kind": "case", "subject_id": kept["case_id"]}
    Staged([submission("list")], cases=[kept], quarantine=[row]).load(home)
    publish(home, at=NOON)
    with open_publication(home) as connection:
        found = trace_any(connection, home, kept["case_id"][:8])
        assert isinstance(found, CaseTrace)
        assert (found.case["document_no"], found.submission["file_name"]) == (kept["document_no"], "list.txt")
        assert [r["rule_id"] for r in found.quarantine] == ["P27"]
        assert trace_any(connection, home, row["quarantine_id"]) == found


def test_a_held_figure_is_traced_by_the_id_of_its_quarantine_row(tmp_path: Path) -> None:
    home = Home(tmp_path)
    figure = observation("a")
    row = held(figure)
    Staged([submission("a")], [figure], quarantine=[row]).load(home)
    publish(home, at=NOON)
    with open_publication(home) as connection:
        found = trace_any(connection, home, row["quarantine_id"])
        assert isinstance(found, Trace)
        assert found.observation["observation_id"] == figure["observation_id"]
        with pytest.raises(UsageError, match="no observation"):
            trace_any(connection, home, "zz")
