from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.extraction.grammar.dates import parse_date
from pipelines.extraction.grammar.quantity import Quantity, find_quantities
from pipelines.extraction.grammar.repair import repair_text
from tests.grammar.grammar_tables import read_cases

_CASES = read_cases("quantities.csv")
_NO_FIGURE = read_cases("no_figure.csv")


def _usable(text: str) -> list[Quantity]:
    return [quantity for quantity in find_quantities(repair_text(text).text) if quantity.is_usable]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_the_text_holds_exactly_this_figure(case: dict[str, str]) -> None:
    found = [(item.value, item.measure or "", item.unit or "", item.qualifier) for item in _usable(case["text"])]
    assert found == [(Decimal(case["value"]), case["measure"], case["unit"], case["qualifier"])]


@pytest.mark.parametrize("case", _NO_FIGURE, ids=lambda case: case["text"])
def test_damage_and_names_yield_no_figure(case: dict[str, str]) -> None:
    assert _usable(case["text"]) == [], case["why"]


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 150
    assert len(_NO_FIGURE) >= 40


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("减少3起4人", ["3", "4"]),
        ("检查80家,隐患120条,整改110条", ["80", "120", "110"]),
        ("下降33.3%、上升5.1%", ["0.333", "0.051"]),
        ("14起57人下降到3起9人", ["14", "57", "3", "9"]),
        ("处2万元以上5万元以下罚款", ["20000", "50000"]),
        ("发生事故312起,死亡205人,受伤1.2万人", ["312", "205", "12000"]),
        ("煤矿12家、非煤矿山8家", ["12", "8"]),
        ("一是检查12家;二是处罚3家", ["12", "3"]),
        ("2024年3月检查12家,罚款2万元", ["12", "20000"]),
        ("1.煤矿12家\n2.化工8家", ["12", "8"]),
        ("检查12家(其中煤矿3家)", ["12", "3"]),
    ],
)
def test_several_figures_stand_in_order(text: str, values: list[str]) -> None:
    assert [quantity.value for quantity in _usable(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "values"),
    [("每月检查3-5家", ["3", "5"]), ("每月检查3至5家", ["3", "5"]), ("罚款2-5万元", ["20000", "50000"]),
     ("死亡三至五人", ["3", "5"]), ("占10%-20%", ["0.1", "0.2"])],
)  # fmt: skip
def test_both_ends_of_a_range_are_flagged_and_in_one_unit(text: str, values: list[str]) -> None:
    found = _usable(text)
    assert [quantity.value for quantity in found] == [Decimal(value) for value in values]
    assert all(quantity.is_range for quantity in found)
    assert len({quantity.measure for quantity in found}) == 1


@pytest.mark.parametrize(
    ("text", "decimals", "ulp"),
    [("罚款41.1万元", 1, "1000"), ("罚款41万元", 0, "10000"), ("整改率95.95%", 2, "0.0001"), ("检查12家", 0, "1"),
     ("罚款1.05亿元", 2, "1000000"), ("百分之九十八点五", 1, "0.001"), ("3.2‰", 1, "0.0001")],
)  # fmt: skip
def test_the_last_printed_place_is_known(text: str, decimals: int, ulp: str) -> None:
    (quantity,) = _usable(text)
    assert (quantity.decimals, quantity.ulp) == (decimals, Decimal(ulp))


def test_a_damaged_number_is_told_not_dropped() -> None:
    (quantity,) = find_quantities("检查单\ufffd584家")
    assert quantity.is_damaged
    assert quantity.raw == "584家"


def test_a_date_is_told_as_a_name() -> None:
    assert all(quantity.is_ordinal_or_name for quantity in find_quantities("2024年3月5日"))


def test_the_number_with_its_measure_is_the_span() -> None:
    text = "收缴2185万余元罚款"
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == quantity.raw == "2185万余元"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=99_999_999), st.sampled_from(["家", "起", "人", "条", "元"]))
def test_any_whole_number_is_read_as_it_is_written(number: int, measure: str) -> None:
    assume(parse_date(str(number)) is None)  # 20240305 is a day, whatever stands behind it
    (quantity,) = _usable(f"共{number}{measure}。")
    assert quantity.value == number
    (quantity,) = _usable(f"共{number:,}{measure}。")
    assert quantity.value == number


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.integers(min_value=0, max_value=999_999), st.sampled_from(["?", "\ufffd", "*"]))
def test_a_mark_of_damage_on_either_side_refuses_any_number(number: int, mark: str) -> None:
    assert _usable(f"共{mark}{number}家") == []
    assert _usable(f"共{number}{mark}家") == []


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(alphabet="检查约近余多12.,万亿家人元%-?()“” 年月日十百一两\n", max_size=40))
def test_any_text_at_all_is_read_without_a_fault(text: str) -> None:
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.raw
