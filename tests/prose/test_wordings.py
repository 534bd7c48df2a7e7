"""Each wording yields its figures and no other; aims, names, norms and damage yield none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.prose import cases_roles as roles
from tests.prose import cases_wordings as cases
from tests.prose.conftest import Read

ALL = [*cases.ENFORCEMENT, *cases.HAZARDS, *cases.ACCIDENTS, *cases.CAPACITY, *cases.CHAINS]
ALL += [*roles.DONE_BESIDE_DUE, *roles.CHANGES, *roles.LISTS]


@pytest.mark.parametrize(("text", "expected"), ALL, ids=[text for text, _ in ALL])
def test_wording_yields_exactly_its_figures(read: Read, text: str, expected: tuple[tuple[str, str], ...]) -> None:
    found = sorted((o.indicator, o.value.normalize()) for o in read(text).observations if o.role == "observed")
    assert found == sorted((code, Decimal(value).normalize()) for code, value in expected)


@pytest.mark.parametrize("text", [*cases.NOTHING, *roles.NOT_DONE])
def test_what_is_no_figure_is_not_read(read: Read, text: str) -> None:
    assert [(o.indicator, o.value) for o in read(text).observations if o.role == "observed"] == []


def test_enough_wordings_are_covered() -> None:
    assert len(ALL) >= 110
