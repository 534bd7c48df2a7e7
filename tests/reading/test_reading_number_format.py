"""Numbers and days show as their format codes say."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from pipelines.reading.date_format import serial_to_date, show_date
from pipelines.reading.number_format import (
    is_date_format,
    is_elapsed_format,
    round_as_stored,
    show_number,
)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("0.913", "0.0%", "91.3%"),
        ("1e30", "0.00", "1" + "0" * 30),
        ("0.913", "0%", "91%"),
        ("1", "0.00%", "100.00%"),
        ("-0.286", "0.0%", "-28.6%"),
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("1234567.5", "#,##0", "1,234,568"),
        ("486350.5", "#,##0.00", "486,350.50"),
        ("5", "+0;-0;0", "+5"),
        ("-5", "+0;-0;0", "-5"),
        ("0", "+0;-0;0", "0"),
        ("-28.6", "0.0_);\\(0.0\\)", "(28.6)"),
        ("41.1", '0.0"万元"', "41.1万元"),
        ("411000", '0!.0,"万元"', "41.1万元"),
        ("12", 'General"家"', "12家"),
        ("12", "G/通用格式", "12"),
        ("1234.5", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("12", "[>100]0.0;[<=100]0.00", "12.00"),
        ("3", "[$¥-804]#,##0.00", "¥3.00"),
        ("5", "000", "005"),
        ("0.5", ".00", ".50"),
        ("2.5", "0", "3"),
        ("5", "0.##", "5"),
        ("7", ";;;", ""),
        ("0", "#", ""),
        ("1234", "# ?/?", "1234"),
        ("12345", "0.00E+00", "12345"),
        ("45", "@", "45"),
        ("0.30", "General", "0.3"),
    ],
)
def test_number_shows_as_its_code_says(number, code, shown):
    assert show_number(Decimal(number), code) == shown


@pytest.mark.parametrize(
    ("serial", "code", "shown"),
    [
        ("45000", 'yyyy"年"m"月"d"日";@', "2023年3月15日"),
        ("45000", "yyyy/m/d;@", "2023/3/15"),
        ("45000.75", "yyyy/m/d h:mm", "2023/3/15 18:00"),
        ("45000", "yyyy\\-mm\\-dd", "2023-03-15"),
        ("45000", "[$-804]yyyy年m月", "2023年3月"),
        ("45000.5", "h:mm AM/PM", "12:00 PM"),
    ],
)
def test_day_shows_as_its_code_says(serial, code, shown):
    moment = serial_to_date(Decimal(serial), from_1904=False)

    assert is_date_format(code)
    assert show_date(moment, code) == shown


@pytest.mark.parametrize("code", ["0.00", "#,##0", "0%", "General", "@", '0"日"', "[Red]0.0", '"第"0"季度"'])
def test_a_number_format_with_words_is_no_date(code):
    assert not is_date_format(code)


def test_both_calendars_of_sheets():
    assert serial_to_date(Decimal(1), from_1904=False) == date(1900, 1, 1)
    assert serial_to_date(Decimal(61), from_1904=False) == date(1900, 3, 1)
    assert serial_to_date(Decimal(0), from_1904=True) == date(1904, 1, 1)
    assert serial_to_date(Decimal("45000.5"), from_1904=False) == datetime.fromisoformat("2023-03-15T12:00:00")
    assert serial_to_date(Decimal(-1), from_1904=False) is None
    assert serial_to_date(Decimal(9_999_999), from_1904=False) is None


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0.30000000000000004", "0.3"),
        ("96.799999999999997", "96.8"),
        ("123456789012345678", "123456789012345678"),
        ("1E3", "1000"),
        ("2.5E-3", "0.0025"),
        ("0.9595", "0.9595"),
    ],
)
def test_binary_noise_goes_and_written_digits_stay(written, number):
    assert str(round_as_stored(written)) == number


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("-3", "[$¥-804]#,##0.00", "-¥3.00"),
        ("-0.001", "0.00", "0.00"),
        ("-5", "[>0]0;0", "-5"),
        ("-41000", "0!.0,", "-4.1"),
    ],
)
def test_a_minus_stands_before_everything_and_never_before_zero(number, code, shown):
    assert show_number(Decimal(number), code) == shown


def test_lengths_of_time_are_no_days():
    assert is_elapsed_format("[h]:mm")
    assert not is_elapsed_format("[$-804]h:mm")
    assert not is_elapsed_format("[Magenta]yyyy/m/d")
