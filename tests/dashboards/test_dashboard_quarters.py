from __future__ import annotations

from dashboards.panels import quarters_around, same_quarter_last_year


def test_time_does_not_skip_a_quarter_of_which_nothing_is_known() -> None:
    assert quarters_around({"2023Q3", "2024Q2"}, "2024Q2") == ["2023Q3", "2023Q4", "2024Q1", "2024Q2"]


def test_the_window_ends_with_the_chosen_quarter_or_begins_with_the_first() -> None:
    known = {"2020Q1", "2024Q4"}
    assert quarters_around(known, "2022Q1", 3) == ["2021Q3", "2021Q4", "2022Q1"]
    assert quarters_around(known, "2020Q1", 3) == ["2020Q1", "2020Q2", "2020Q3"]


def test_the_chosen_quarter_is_there_even_where_nothing_is_known_of_it() -> None:
    assert quarters_around({"2024Q1"}, "2024Q3") == ["2024Q1", "2024Q2", "2024Q3"]


def test_last_years_quarter_is_found_by_its_name() -> None:
    assert same_quarter_last_year("2024Q1") == "2023Q1"
