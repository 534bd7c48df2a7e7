"""Penalty decisions: one fact a decision, however many files list it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.warehouse.staged_rows import Row, Staged, ask, case, observation, submission
from warehouse.home import Home


def fines(home: Home) -> list[tuple[str, Decimal]]:
    return ask(home, "select party, fine_yuan from core.current_fact_penalty_case order by all")


def held_back(home: Home) -> list[str]:
    return [r[0] for r in ask(home, "select reason from quality.quarantine where superseded_at is null order by all")]


def load(home: Home, first: dict[str, Any], second: dict[str, Any], **submissions: Any) -> None:
    """The same decision listed in two files."""
    Staged(
        [submission("a", **submissions.get("a", {})), submission("b", **submissions.get("b", {}))],
        cases=[case("a", **first), case("b", **second)],
    ).load(home)


def test_a_decision_listed_in_two_files_is_one_fact_with_its_kinds(home: Home) -> None:
    load(home, {"kinds": ["warning", "fine"]}, {"kinds": ["fine", "warning"]})
    assert fines(home) == [("示例矿业有限公司", Decimal("50000.00"))]
    assert ask(home, "select kind_code from core.bridge_penalty_kind order by all") == [("fine",), ("warning",)]
    assert ask(home, "select quarter from core.fact_penalty_case") == [("2024Q1",)]


def test_decisions_on_two_parties_under_one_number_are_two_facts(home: Home) -> None:
    load(home, {}, {"party": "李某", "fine_yuan": Decimal(8000)})
    assert fines(home) == [("李某", Decimal(8000)), ("示例矿业有限公司", Decimal(50000))]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("document_no", "（澄阳）应急罚[2024]1号"),
        ("document_no", "(澄阳)应急罚〔２０２４〕 1号"),
        ("authority", "澄阳县 应急管理局"),
        ("party", "示例矿业 有限公司"),
    ],
)
def test_a_decision_printed_with_other_brackets_widths_or_blanks_is_one_fact(
    home: Home, change: str, words: str
) -> None:
    load(home, {}, {change: words})
    assert len(fines(home)) == 1


def test_a_correction_leaves_the_leaders_own_fine_under_the_same_number_alone(home: Home) -> None:
    Staged(
        [submission("a"), submission("b")],
        cases=[
            case("a", 1, document_no="(澄阳)应急罚〔2024〕1号"),
            case("a", 2, document_no="(澄阳)应急罚〔2024〕1号", party="李某", fine_yuan=Decimal(8000)),
            case("b", 1, fine_yuan=Decimal(60000), flags=["correction"]),
        ],
    ).load(home)
    assert fines(home) == [("李某", Decimal(8000)), ("示例矿业有限公司", Decimal(60000))]


def test_a_correcting_row_of_another_file_replaces_the_decision_even_under_another_party_name(home: Home) -> None:
    load(home, {}, {"party": "示例矿业集团有限公司", "fine_yuan": Decimal(60000), "flags": ["correction"]})
    assert fines(home) == [("示例矿业集团有限公司", Decimal(60000))]
    assert ask(home, "select kind, other_value from quality.reconciliation") == [("corrected", Decimal(50000))]


def test_two_fines_for_one_decision_without_a_correction_are_no_fact(home: Home) -> None:
    load(home, {}, {"fine_yuan": Decimal(60000)})
    assert fines(home) == []
    assert held_back(home) == ["conflicting_values", "conflicting_values"]
    assert ask(home, "select kind from quality.reconciliation") == [("conflict",), ("conflict",)]


def test_the_later_publication_of_a_decision_stands(home: Home) -> None:
    load(
        home,
        {},
        {"fine_yuan": Decimal(60000)},
        a={"published_on": date(2024, 4, 1)},
        b={"published_on": date(2024, 4, 9)},
    )
    assert fines(home) == [("示例矿业有限公司", Decimal(60000))]
    assert ask(home, "select kind, kept_value, other_value from quality.reconciliation") == [
        ("difference", Decimal(60000), Decimal(50000))
    ]


@pytest.mark.parametrize("status", ["superseded", "quarantined"])
def test_rows_that_extraction_keeps_out_are_no_facts(home: Home, status: str) -> None:
    Staged([submission("a")], cases=[case("a", status=status, reasons=["date_invalid"])]).load(home)
    assert fines(home) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"division_code": None}, "place_unknown"), ({"decision_date": None}, "date_invalid")],
)
def test_an_accepted_row_without_place_or_day_is_kept_back_with_its_reason(
    home: Home, change: dict[str, Any], reason: str
) -> None:
    Staged([submission("a")], cases=[case("a", **change)]).load(home)
    assert fines(home) == []
    assert held_back(home) == [reason]


def test_rows_without_a_number_are_never_taken_for_one_decision(home: Home) -> None:
    load(home, {"document_no": None}, {"document_no": None, "fine_yuan": Decimal(60000)})
    assert fines(home) == [("示例矿业有限公司", Decimal(50000)), ("示例矿业有限公司", Decimal(60000))]


def test_a_withdrawn_decision_takes_its_kinds_along(home: Home) -> None:
    Staged([submission("a")], cases=[case("a")]).load(home)
    Staged([submission("a")]).load(home)
    assert fines(home) == []
    assert ask(home, "select count(*) from core.bridge_penalty_kind where superseded_at is null") == [(0,)]


def stated(number: int, value: int, **changes: Any) -> Row:
    return observation("a", number, value=value, **{"indicator_code": "penalty.fine_amount", "unit": "yuan", **changes})


def differences(home: Home) -> list[tuple[Any, ...]]:
    return ask(
        home,
        "select kind, indicator_code, kept_value, other_value, relative_difference from quality.reconciliation"
        " where superseded_at is null order by all",
    )


def test_what_an_office_states_stands_beside_what_its_lists_add_up_to(home: Home) -> None:
    cases = [
        case("a", 1),
        case("a", 2, fine_yuan=Decimal(30000)),
        case("a", 3, fine_yuan=None, kinds=["warning"]),
        case("a", 4, fine_yuan=Decimal(99), decision_date=date(2023, 12, 31)),
        case("a", 5, fine_yuan=Decimal(77), division_code="990102"),
    ]
    rows = [stated(1, 100000), stated(2, 3, indicator_code="penalty.count", unit="count")]
    staged = Staged([submission("a")], rows, cases)
    staged.load(home)
    assert differences(home) == [("difference", "penalty.fine_amount", Decimal(100000), Decimal(80000), -0.2)]
    assert ask(home, "select value from core.current_fact order by all") == [(Decimal(3),), (Decimal(100000),)]
    cases.append(case("a", 6, fine_yuan=Decimal(20000)))
    staged.load(home)
    assert differences(home) == [("difference", "penalty.count", Decimal(3), Decimal(4), 0.333333)]


def test_a_bound_that_the_lists_keep_is_no_difference(home: Home) -> None:
    Staged([submission("a")], [stated(1, 40000, qualifier="over")], [case("a")]).load(home)
    assert [row[0] for row in differences(home)] == ["bound"]


@pytest.mark.parametrize(
    "change",
    [
        {"sector_code": "coal_mine"},
        {"scope": "省厅层面"},
        {"period_kind": "campaign"},
        {"period_start": None, "period_kind": "instant"},
        {"period_start": None, "period_end": None, "period_kind": None},
    ],
)
def test_a_part_or_a_figure_without_its_period_is_not_held_against_the_lists(home: Home, change: Row) -> None:
    Staged([submission("a")], [stated(1, 40000, **change)], [case("a")]).load(home)
    assert differences(home) == []


@pytest.mark.slow
def test_a_list_longer_than_a_row_group_loses_no_decision(home: Home) -> None:
    one = case("a")
    many = [
        {**one, "case_id": f"{number:020x}", "document_no": f"(澄阳)应急罚〔2024〕{number}号"}
        for number in range(122_880)
    ]
    Staged([submission("a")], cases=many).load(home)
    assert ask(home, "select count(*) from core.fact_penalty_case") == [(122_880,)]
