"""A document that says how its months run: its quarter and its months are those days."""

from __future__ import annotations

from datetime import date

import pytest

from tests.prose.conftest import Read

FIRST_QUARTER = (date(2030, 12, 26), date(2031, 3, 25))


def spans(read: Read, text: str) -> set[tuple[date | None, date | None] | None]:
    found = read(text).observations
    assert found
    return {(o.period.start, o.period.end) if o.period else None for o in found}


@pytest.mark.parametrize(
    "label",
    [
        "统计周期：上年12月26日至本年3月25日。",
        "统计期间：2030年12月26日至2031年3月25日",
        "统计时段：12月26日至3月25日",
        "统计区间为自去年12月26日起至今年3月25日止。",
        "数据期间：上季末月26日至本季末月25日",
        "报告期：上月26日至本月25日。",
    ],
)
def test_the_quarter_of_the_title_is_the_labelled_days(read: Read, label: str) -> None:
    body = "2031年一季度,全县检查企业42家次,罚款9万元。"
    assert spans(read, f"澄阳县2031年第一季度执法情况\n{label}\n{body}") == {FIRST_QUARTER}
    assert spans(read, f"澄阳县2031年第一季度执法情况\n全县检查企业42家次。\n注：{label}") == {FIRST_QUARTER}


def test_other_periods_of_the_document_follow_the_same_days(read: Read) -> None:
    text = "澄阳县2031年上半年执法情况\n统计周期：上年12月26日至6月25日。\n二季度,全县检查企业42家次。"
    assert spans(read, text) == {(date(2031, 3, 26), date(2031, 6, 25))}


@pytest.mark.parametrize(
    "label", ["统计周期：2031年1月1日至3月31日", "统计周期：按季度", "开展检查：上月26日至本月25日"]
)
def test_a_label_that_says_nothing_else_changes_nothing(read: Read, label: str) -> None:
    text = f"澄阳县2031年第一季度执法情况\n{label}\n全县检查企业42家次。"
    assert spans(read, text) == {(date(2031, 1, 1), date(2031, 3, 31))}


def test_a_rule_that_leaves_open_which_month_is_meant_dates_nothing(read: Read) -> None:
    found = read("澄阳县2031年3月执法情况\n统计周期：每月26日至次月25日。\n3月,全县检查企业42家次。").observations
    assert [(o.period, o.status, o.reason) for o in found] == [(None, "review", "period_unknown")]
