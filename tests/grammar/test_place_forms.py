"""Forms of places: made when they are first asked for, and the same as if all had been made at once."""

from collections import defaultdict

import pytest

from pipelines.extraction.grammar.place_forms import PlaceForms
from warehouse.catalogue.loader import load_catalogue


@pytest.fixture
def forms() -> PlaceForms:
    return PlaceForms(load_catalogue().divisions)


def test_listed_forms_are_known_from_the_start(forms: PlaceForms) -> None:
    assert forms.codes_of("澄川市") == ("990100",)
    assert "澄川" in forms
    assert forms.codes_of("无此地县") is None


def test_a_part_is_known_as_soon_as_it_is_asked_for(forms: PlaceForms) -> None:
    assert forms.codes_of("澄川市本级") == ("990100-own",)
    assert forms.codes_of("澄川经开区") == ("990100-zone-economic",)


def test_lengths_tell_parts_too(forms: PlaceForms) -> None:
    lengths = forms.lengths_of("澄川")
    assert list(lengths) == sorted(lengths, reverse=True)
    assert {len("澄川市"), len("澄川市本级"), len("澄川经济技术开发区")} <= set(lengths)


def test_no_form_and_no_code_differs_from_making_all_at_once(forms: PlaceForms) -> None:
    wanted: dict[str, list[str]] = defaultdict(list)
    for form, code in load_catalogue().divisions.names():
        if code not in wanted[form]:
            wanted[form].append(code)
    assert forms.names() == frozenset(wanted)
    assert all(forms.codes_of(form) == tuple(codes) for form, codes in wanted.items())


def test_every_form_may_begin_where_the_pattern_says(forms: PlaceForms) -> None:
    assert all(forms.begins.match(form) for form in forms.names())
