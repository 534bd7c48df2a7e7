from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dashboards.formats import (
    format_change,
    format_headline,
    format_moment,
    format_number,
    format_points,
    format_quarter,
    format_span,
    qualify,
)
from dashboards.messages import load_messages

ZH, EN = load_messages("zh"), load_messages("en")


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("411000", "yuan", "41.1", "411,000"),
        ("725065.000000", "yuan", "72.5065", "725,065"),
        ("6700000", "yuan", "670", "6,700,000"),
        ("0.913", "ratio", "91.3%", "91.3%"),
        ("0.9999", "ratio", "99.99%", "99.99%"),
        ("12345.000000", "count", "12,345", "12,345"),
        ("0", "person", "0", "0"),
    ],
)
def test_a_number_keeps_every_digit_in_the_unit_of_its_language(value: str, unit: str, zh: str, en: str) -> None:
    assert (format_number(Decimal(value), unit, "zh"), format_number(Decimal(value), unit, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("411000", "yuan", "41.1万", "411,000"),
        ("5740000", "yuan", "574万", "5,740,000"),
        ("123456789", "yuan", "1.2亿", "123.46M"),
        ("26", "count", "26", "26"),
        ("0.91664", "ratio", "91.66%", "91.66%"),
    ],
)
def test_a_headline_is_short(value: str, unit: str, zh: str, en: str) -> None:
    assert (format_headline(Decimal(value), unit, "zh"), format_headline(Decimal(value), unit, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        ("exact", "670", "670"),
        (None, "670", "670"),
        ("approx", "约 670", "≈ 670"),
        ("over", "670 余", "> 670"),
        ("at_least", "≥ 670", "≥ 670"),
        ("at_most", "≤ 670", "≤ 670"),
    ],
)
def test_what_is_not_exact_says_so(qualifier: str | None, zh: str, en: str) -> None:
    assert (qualify("670", qualifier, ZH), qualify("670", qualifier, EN)) == (zh, en)


def test_a_stock_stands_at_a_day_and_a_flow_runs_from_day_to_day() -> None:
    end = date(2024, 3, 31)
    assert format_span(None, end, ZH) == "截至 2024-03-31"
    assert format_span(date(2024, 1, 1), end, ZH) == "2024-01-01 – 2024-03-31"
    assert format_span(date(2024, 1, 1), end, EN) == "1 Jan 2024 – 31 Mar 2024"
    assert format_span(None, None, EN) == "not known"


def test_moments_are_told_in_the_offices_time() -> None:
    assert format_moment(datetime(2024, 5, 1, 20, 30, tzinfo=UTC), ZH) == "2024-05-02 04:30（北京时间）"
    assert format_moment(datetime(2024, 5, 1, 20, 30), EN) == "2 May 2024 04:30 Beijing time"  # noqa: DTZ001


def test_quarters_and_changes_are_said_in_words() -> None:
    assert (format_quarter("2024Q2", ZH), format_quarter("2024Q2", EN)) == ("2024年第二季度", "Q2 2024")
    assert format_change(Decimal("-0.031"), "zh") == "-3.1%"
    assert format_change(Decimal("0.1364"), "en") == "+13.6%"
    assert format_points(Decimal("-0.037"), ZH) == "-3.7 个百分点"
    assert format_points(Decimal("0.1006"), EN) == "+10.06 pp"
