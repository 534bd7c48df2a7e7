import pytest

from pipelines.extraction.grammar.place import PlaceFinder
from tests.grammar.grammar_tables import read_cases
from warehouse.catalogue.loader import load_catalogue

_CASES = read_cases("places.csv")


@pytest.fixture(scope="module")
def finder() -> PlaceFinder:
    return PlaceFinder(load_catalogue())


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"])
def test_exactly_these_places_are_found(case: dict[str, str], finder: PlaceFinder) -> None:
    """``~`` printed bare, ``!`` deictic, ``*`` not a listed division."""
    found = []
    for mention in finder.find(case["text"]):
        mark = "!" if mention.kind == "deictic" else "" if mention.codes else "*"
        found.append(f"{'~' if mention.is_bare else ''}{mention.name}{mark}")
    assert "|".join(found) == case["found"]


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 30


def test_a_listed_place_has_its_code(finder: PlaceFinder) -> None:
    (mention,) = finder.find("砚阳县检查12家")
    assert (mention.codes, mention.kind) == (("990201",), "county")


def test_a_zone_has_its_kind(finder: PlaceFinder) -> None:
    (mention,) = finder.find("泊东新区检查12家")
    assert (mention.codes, mention.kind) == (("990306",), "zone")


def test_a_name_is_resolved_within_its_prefecture(finder: PlaceFinder) -> None:
    found = finder.resolve("砚阳县", within="990200")
    assert found is not None
    assert found.code == "990201"


def test_an_unknown_name_is_not_resolved(finder: PlaceFinder) -> None:
    assert finder.resolve("无此县") is None


def test_a_name_that_several_bear_is_not_resolved(finder: PlaceFinder) -> None:
    assert finder.resolve("鼓楼区") is None


def test_positions_point_at_what_is_printed(finder: PlaceFinder) -> None:
    text = "经查,澄阳县和渡川县白石镇停产3家"
    assert all(text[mention.start : mention.end] == mention.printed for mention in finder.find(text))
