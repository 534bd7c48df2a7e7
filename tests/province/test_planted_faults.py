"""Every planted fault is found by its rule or reason, and nothing else is accused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.province.inspect import Accusation, accusations, unfounded
from tests.province.loading import load_province
from tests.province.plan import Planted, plan
from warehouse.catalogue.loader import load_catalogue

LEAST_KINDS, LEAST_RULES = 180, 140


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Accusation], list[Accusation], list[Planted]]:
    """What is said of the sound quarter, what of the faulty one, and what was planted."""
    sound, faulty, planted = load_province(Path(tmp_path_factory.mktemp("province")))
    return accusations(sound), accusations(faulty), planted


def test_a_sound_province_is_accused_of_nothing(
    province: tuple[list[Accusation], list[Accusation], list[Planted]],
) -> None:
    assert province[0] == []


def test_every_planted_fault_is_found_by_its_rule_or_reason(
    province: tuple[list[Accusation], list[Accusation], list[Planted]],
) -> None:
    _, said, planted = province
    missed = [p for p in planted if not any(a.by == p.found_by and a.concerns(p) for a in said)]
    assert missed == []


def test_nothing_but_planted_faults_is_accused(
    province: tuple[list[Accusation], list[Accusation], list[Planted]],
) -> None:
    _, said, planted = province
    assert unfounded(said, planted) == []


def test_many_kinds_are_planted_several_at_a_county(
    province: tuple[list[Accusation], list[Accusation], list[Planted]],
) -> None:
    planted = province[2]
    assert len({p.kind for p in planted}) == len(planted) >= LEAST_KINDS
    assert sum(len(faults) > 1 for faults in plan().values()) > len(plan()) // 2
    rules = {p.found_by for p in planted} & load_catalogue().rules.keys()
    assert len(rules) >= LEAST_RULES
