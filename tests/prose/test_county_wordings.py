"""What offices write every day is accepted as it stands; what a clause does not explain waits, and plans are no figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.prose.cases_county import SURE
from tests.prose.cases_doubtful import DOUBTFUL, NO_FIGURES
from tests.prose.conftest import Read


@pytest.mark.parametrize(("text", "expected"), SURE, ids=[text for text, _ in SURE])
def test_wording_yields_its_figures_and_all_are_sure(
    read: Read, text: str, expected: tuple[tuple[str, str], ...]
) -> None:
    observed = [o for o in read(text).observations if o.role == "observed" and o.value_state == "number"]
    found = sorted((o.indicator, o.value.normalize()) for o in observed)
    assert found == sorted((code, Decimal(value).normalize()) for code, value in expected)
    assert {o.status for o in observed} == {"accepted"}


@pytest.mark.parametrize(("text", "code", "value", "reason"), DOUBTFUL, ids=[row[0] for row in DOUBTFUL])
def test_figure_that_its_clause_does_not_explain_waits(
    read: Read, text: str, code: str, value: str, reason: str
) -> None:
    found = [(o.status, o.reason) for o in read(text).observations if (o.indicator, o.value) == (code, Decimal(value))]
    assert found == [("review", reason)]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_plans_quotas_and_other_things_are_not_read(read: Read, text: str) -> None:
    stated = [o for o in read(text).observations if o.role == "observed" and o.value_state == "number"]
    assert [(o.indicator, o.value) for o in stated] == []


def test_every_reason_of_doubt_is_in_the_catalogue(read: Read) -> None:
    from warehouse.catalogue.loader import load_catalogue

    assert {reason for *_, reason in DOUBTFUL} <= set(load_catalogue().reasons)
