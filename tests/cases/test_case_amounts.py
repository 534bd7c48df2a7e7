"""Sums in decisions and in amount cells."""

import time
from decimal import Decimal

import pytest

from pipelines.extraction.cases.amounts import find_content_amounts, read_amount_cell
from pipelines.reading.model import Cell


@pytest.mark.parametrize(
    ("text", "fines", "confiscated"),
    [
        ("罚款人民币20000元", [20000], []),
        ("处2万元罚款", [20000], []),
        ("处以人民币3.5万元的罚款", [35000], []),
        ("罚款人民币贰万伍仟元整", [25000], []),
        ("罚款人民币贰万元整（¥20000.00）", [20000], []),
        ("罚款人民币（大写）壹拾万元整（￥100000.00元）", [100000], []),
        ("罚款5万元（大写：伍万元整）", [50000], []),
        ("罚款10万5千元", [105000], []),
        ("罚款￥20,000.00", [20000], []),
        ("没收违法所得1,200.50元，并处罚款5千元", [5000], ["1200.50"]),
        ("没收违法所得1万元并处2万元的罚款", [20000], [10000]),
        ("对单位罚款6万元，对主要负责人罚款1万元", [60000, 10000], []),
        ("没收成品12箱，罚款3000元", [3000], []),
        ("处违法所得8000元2倍罚款，计16000元", [16000], []),
        ("罚款1万元。逾期不缴纳的，每日加处300元罚款", [10000], []),
        ("罚款20万余元", [], []),
        ("处20000元罚款，其中企业15000元，个人5000元", [20000], []),
        ("罚款2万元，其中企业罚款1.5万元，个人罚款0.5万元", [20000], []),
        ("没收违法所得1万元，其中现金8000元，并处罚款2万元", [20000], [10000]),
        ("其中张某罚款1万元，李某罚款2万元", [10000, 20000], []),
        ("处2万元罚款，首期缴纳1万元", [20000], []),
        ("罚款3万伍仟元", [], []),
        ("罚款2,5元", [], []),
        (f"罚款{'9' * 40}元", [], []),
        ("给予警告", [], []),
        ("责令改正，整改投入资金8万元", [], []),
    ],
)
def test_sums_follow_their_verb(text, fines, confiscated):
    amounts = find_content_amounts(text)
    assert list(amounts.fines) == [Decimal(value) for value in fines]
    assert list(amounts.confiscated) == [Decimal(value) for value in confiscated]


@pytest.mark.parametrize("text", ["", "-", "—", "/", "无", "0", "0.000000"])
def test_marks_and_zero_are_blank(text):
    assert read_amount_cell(Cell(text)).is_blank


@pytest.mark.parametrize(
    ("cell", "factor", "yuan"),
    [
        (Cell("30,000"), 1, "30000.00"),
        (Cell("3.000000"), 10_000, "30000.00"),
        (Cell("4.9", Decimal("4.9")), 10_000, "49000.00"),
        (Cell("２万元"), 1, "20000.00"),
        (Cell("贰万元整"), 10_000, "20000.00"),
        (Cell("￥500"), 1, "500.00"),
    ],
)
def test_cell_is_worth_number_times_unit_unless_it_states_its_own(cell, factor, yuan):
    assert read_amount_cell(cell).to_yuan(Decimal(factor)) == Decimal(yuan)


@pytest.mark.parametrize(
    "text",
    [
        "见决定书",
        "-500",
        "2万余元",
        "NaN",
        "二三万元",
        "2,5",
        "12,34",
        "1_000",
        "١٢",
        "1E+50",
        "9" * 30,
        f"{'9' * 30}元",
    ],
)
def test_what_is_no_sum_is_unreadable(text):
    assert read_amount_cell(Cell(text)).is_unreadable


def test_unit_unknown_gives_no_sum():
    assert read_amount_cell(Cell("3")).to_yuan(None) is None


@pytest.mark.parametrize("piece", ["1", "1,", "二", "二十", "1 ", "(", "¥1"])
def test_a_cell_full_of_digits_is_read_in_no_time(piece):
    started = time.process_time()
    find_content_amounts("罚款" + piece * 30_000)
    assert time.process_time() - started < 2
