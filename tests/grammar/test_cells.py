from decimal import Decimal

import pytest

from pipelines.extraction.grammar.cells import parse_cell_number


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", "12"), (" 12 ", "12"), ("１２", "12"), ("1,234", "1234"), ("1，234", "1234"), ("12 345", "12345"),
     ("1,234,567.89", "1234567.89"), ("0", "0"), ("0.0", "0"), ("0.5", "0.5"), ("+5", "5"), ("-5", "-5"), ("−5", "-5"),
     ("▲5", "5"), ("▼5", "-5"), ("↓5", "-5"), ("5↓", "-5"), ("下降5", "-5"), ("上升5", "5"), ("增加5", "5"), ("减少5", "-5"),
     ("3家", "3"), ("3家次", "3"), ("5万元", "50000"), ("1.5万", "15000"), ("(12)", "12"), ("（12）", "12"), ("三", "3"),
     ("十二", "12"), ("约30家", "30"), ("30余家", "30"), ("1.2E3", "1200"), ("12。", "12"), ("2.50", "2.5")],
)  # fmt: skip
def test_a_number_is_read(text: str, value: str) -> None:
    cell = parse_cell_number(text)
    assert cell.value == Decimal(value)
    assert cell.mark is None
    assert not cell.damaged


@pytest.mark.parametrize(
    ("text", "value"),
    [("91.3%", "0.913"), ("-28.6%", "-0.286"), ("下降28.6%", "-0.286"), ("28.6%▼", "-0.286"), ("＋5％", "0.05"),
     ("100%", "1"), ("0%", "0")],
)  # fmt: skip
def test_a_percent_is_a_ratio(text: str, value: str) -> None:
    cell = parse_cell_number(text)
    assert (cell.value, cell.is_percent, cell.unit) == (Decimal(value), True, "ratio")


@pytest.mark.parametrize(
    ("text", "mark"),
    [("", "blank"), ("  ", "blank"), ("\u3000", "blank"), ("—", "dash"), ("-", "dash"), ("——", "dash"), ("－", "dash"),
     ("/", "slash"), ("／", "slash"), ("无", "none_word"), ("本月无事故", "no_accident"), ("不适用", "not_applicable"),
     ("#REF!", "lost"), ("####", "lost"), ("…", "lost")],
)  # fmt: skip
def test_marks_are_told_apart_and_are_no_zero(text: str, mark: str) -> None:
    cell = parse_cell_number(text)
    assert (cell.value, cell.mark) == (None, mark)


def test_level_is_a_zero_that_says_so() -> None:
    cell = parse_cell_number("持平")
    assert (cell.value, cell.mark) == (Decimal(0), "flat")


@pytest.mark.parametrize("text", ["1?3", "?13", "13\ufffd", "1*3", "026", "▲-5", "下降-5上升"])
def test_a_damaged_or_contradicting_cell_has_no_value(text: str) -> None:
    assert parse_cell_number(text).value is None


@pytest.mark.parametrize(
    "text", ["12/15", "3起4人", "2024-03-05", "12家8家", "详见附件", "12,34", "1.2.3", "合计", "三四家"]
)
def test_what_is_not_one_number_has_no_value(text: str) -> None:
    assert parse_cell_number(text).value is None


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [("约30", "approx"), ("30余", "over"), ("超过30", "over"), (">30", "over"), ("≥30", "at_least"), ("30以上", "at_least"),
     ("≤30", "at_most"), ("30以内", "at_most"), ("30左右", "approx"), ("30", "exact")],
)  # fmt: skip
def test_the_qualifier_is_kept(text: str, qualifier: str) -> None:
    assert parse_cell_number(text).qualifier == qualifier


@pytest.mark.parametrize(("text", "ulp"), [("12", "1"), ("12.50", "0.01"), ("95.9%", "0.001"), ("1.5万", "1000")])
def test_the_last_printed_place_is_known(text: str, ulp: str) -> None:
    assert parse_cell_number(text).ulp == Decimal(ulp)
