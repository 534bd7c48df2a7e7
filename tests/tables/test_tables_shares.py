"""Shares in tables: percent, parts of one, and numbers that may be either, which nobody guesses at."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.tables.table_samples import extract, sheet

HELD = "review:unit_conflict"
LIST = "澄阳县2024年第一季度情况\n项目|单位|数值\n{rows}"


def _read(text: str) -> dict[str, tuple[Decimal, str]]:
    """Value and state by cell."""
    found = extract(sheet(text)).observations
    return {
        o.locator.removeprefix("Sheet1!"): (o.value, o.status if o.reason is None else f"{o.status}:{o.reason}")
        for o in found
    }


def _accepted(value: str) -> tuple[Decimal, str]:
    return Decimal(value), "accepted"


def _held(value: str) -> tuple[Decimal, str]:
    return Decimal(value), HELD


@pytest.mark.parametrize("beside", ["检查次数|次|36", "罚款收缴率||88.4%", "罚款收缴率|%|88.4", "检查次数||36"])
def test_a_number_up_to_one_under_percent_is_held_whatever_stands_beside_it(beside: str) -> None:
    """0.87 under % is 87% or 0.87%: the rows around it tell nothing."""
    assert _read(LIST.format(rows=f"隐患整改率|%|0.87\n{beside}"))["C3"] == _held("0.87")
    assert _read(LIST.format(rows=f"{beside}\n隐患整改率|%|'0.87"))["C4"] == _held("0.87")


def test_a_part_of_one_without_a_unit_is_itself_whatever_counts_stand_beside_it() -> None:
    """Without % 0.9734 is 97.34%, in a list of counts as in a column of its own."""
    rows = "检查次数|次|36\n“零事故”企事业单位比例||0.9734\n隐患整改率||'0.88\n发现隐患|项|420"
    found = _read(LIST.format(rows=rows))
    assert (found["C4"], found["C5"]) == (_accepted("0.9734"), _accepted("0.88"))


def test_a_number_up_to_one_among_larger_ones_is_held_and_those_are_percent() -> None:
    """What stands beside doubts the odd one out and leaves the others as they are."""
    text = (
        "澄川市2024年第一季度隐患整改情况\n县区|整改率{unit}\n澄阳县|96.5\n渡川县|0.93\n鹿溪县|88\n石闸县|1\n谷岭县|0"
    )
    for unit in ("", "（%）"):
        found = _read(text.format(unit=unit))
        assert [found[f"B{row}"] for row in range(3, 8)] == [
            _accepted("0.965"), _held("0.93"), _accepted("0.88"), _held("1"), _accepted("0"),
        ]  # fmt: skip


def test_a_number_up_to_one_among_printed_percents_is_held() -> None:
    """One cell of a column lost its sign, or was written as a part of one."""
    text = "澄川市2024年第一季度隐患整改情况\n县区|整改率\n澄阳县|=96.5%\n渡川县|0.93\n鹿溪县|'0.7%\n石闸县|91"
    found = _read(text)
    assert [found[f"B{row}"] for row in range(3, 7)] == [
        _accepted("0.965"), _held("0.93"), _accepted("0.007"), _accepted("0.91"),
    ]  # fmt: skip


def test_a_larger_number_among_parts_of_one_is_held_where_it_may_be_one() -> None:
    """1.04 of what was due was paid; 94 parts of one are none."""
    text = "澄川市2024年第一季度罚款收缴情况\n县区|罚款收缴率\n澄阳县|0.96\n渡川县|1.04\n鹿溪县|0.9\n石闸县|94"
    found = _read(text)
    assert (found["B4"], found["B6"]) == (_held("1.04"), _accepted("0.94"))
    assert (found["B3"], found["B5"]) == (_held("0.96"), _held("0.9"))


def test_ones_alone_are_held() -> None:
    """A column of 1 is all or a hundredth."""
    found = _read("澄川市2024年第一季度情况\n县区|整改率\n澄阳县|1\n渡川县|1")
    assert (found["B3"], found["B4"]) == (_held("1"), _held("1"))


def test_the_counts_beside_a_share_prove_how_it_is_printed() -> None:
    """45 of 45 is 1, 38 of 40 is 0.95 and 1 of 200 is 0.5 under %; what they contradict stays held."""
    text = """
澄川市2024年第一季度隐患情况
县区|排查隐患(项)|已整改(项)|整改率
澄阳县|60|54|90
渡川县|45|45|1
鹿溪县|40|38|0.95
石闸县|50|20|0.7
谷岭县|200|1|0.5
"""
    found = _read(text)
    assert [found[f"D{row}"] for row in range(3, 8)] == [
        _accepted("0.9"), _accepted("1"), _accepted("0.95"), _held("0.7"), _accepted("0.005"),
    ]  # fmt: skip
    found = _read(text.replace("整改率\n", "整改率(%)\n"))
    assert [found[f"D{row}"] for row in range(3, 8)] == [
        _accepted("0.9"), _held("1"), _held("0.95"), _held("0.7"), _accepted("0.005"),
    ]  # fmt: skip


def test_a_cell_that_prints_its_own_unit_is_scaled_once() -> None:
    """0.4% , 3‰ and 5个百分点 say all themselves."""
    rows = "隐患整改率||'0.4%\n罚款收缴率||'3‰\n“零事故”村（社区）比例||'5个百分点"
    found = _read(LIST.format(rows=rows))
    assert [found[c] for c in ("C3", "C4", "C5")] == [_accepted("0.004"), _accepted("0.003"), _accepted("0.05")]


def test_deaths_by_output_are_no_percent() -> None:
    """0.04 deaths a million tonnes are 0.04, and 1.6 are 1.6."""
    found = _read(LIST.format(rows="煤矿百万吨死亡率||0.04\n亿元GDP死亡率||1.6\n检查次数|次|5"))
    assert (found["C3"], found["C4"]) == (_accepted("0.04"), _accepted("1.6"))
