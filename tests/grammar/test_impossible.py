"""Printed days, months and quarters that no calendar has."""

from __future__ import annotations

import pytest

from pipelines.extraction.grammar.impossible import find_impossible


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年2月30日至3月31日", "2024年2月30日"),
        ("2023年2月29日", "2023年2月29日"),
        ("10月1日至12月32日", "12月32日"),
        ("12月1日至32日", "12月1日至32日"),
        ("二月三十日", "二月三十日"),
        ("截至4月31日", "4月31日"),
        ("2024年13月", "2024年13月"),
        ("2024年1-13月", "2024年1-13月"),
        ("2024年第五季度", "第五季度"),
        ("2024年5季度", "2024年5季度"),
        ("2024-02-30", "2024-02-30"),
        ("截至2024-02-30，检查12家", "2024-02-30"),
        ("2024.13.01", "2024.13.01"),
        ("2024年0月", "2024年0月"),
    ],
)
def test_what_no_calendar_has_is_found(text: str, found: str) -> None:
    assert [text[start:end] for start, end in find_impossible(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日",
        "2月29日",
        "1月1日至12月31日",
        "2024年1-12月",
        "2024年第四季度",
        "近五季度",
        "连续五个季度",
        "前三季度",
        "2024年12月31日",
        "2024-12-31",
        "2024.6.30",
        "1.2024.13.01.5",
        "十二月三十一日",
        "工期15月",
        "检查35家次",
        "〔2024〕35号",
        "执法文书2024-30-12号",
        "隐患编号2024-15-40",
        "隐患编号为2024-15-40",
        "安监罚字2024-15-40",
        "2024-15-4",
        "2024-15-40-2",
    ],
)
def test_real_days_and_other_numbers_are_left_alone(text: str) -> None:
    assert find_impossible(text) == ()
