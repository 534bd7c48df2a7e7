"""Several numbers behind one word of correction replace as many before it, in their order, or none."""

from __future__ import annotations

import pytest

from tests.prose.conftest import Read
from tests.prose.stated import (
    ACCIDENTS,
    CASES,
    CHECKS,
    CLOSED,
    DEATHS,
    ENDED,
    FILED,
    FINE,
    FOUND,
    INJURIES,
    LETTER,
    MENDED,
    REPORT,
    STOPS,
    UNITS,
    Stated,
    of,
    told,
)


@pytest.mark.parametrize("title", [REPORT, LETTER])
@pytest.mark.parametrize(
    ("body", "accepted", "void"),
    [
        ("死亡6人、受伤9人，更正为5人、7人", of((DEATHS, "5"), (INJURIES, "7")), of((DEATHS, "6"), (INJURIES, "9"))),
        ("死亡6人，受伤9人，更正为5人，7人", of((DEATHS, "5"), (INJURIES, "7")), of((DEATHS, "6"), (INJURIES, "9"))),
        ("死亡6人和受伤9人更正为5人和7人", of((DEATHS, "5"), (INJURIES, "7")), of((DEATHS, "6"), (INJURIES, "9"))),
        (
            "处罚企业14家、停产整顿6家，更正为13家、4家",
            of((UNITS, "13"), (STOPS, "4")),
            of((UNITS, "14"), (STOPS, "6")),
        ),
        ("关闭企业5家、停产整顿8家更正为4家、7家", of((CLOSED, "4"), (STOPS, "7")), of((CLOSED, "5"), (STOPS, "8"))),
        ("立案14起、结案9起有误，应为13起、8起", of((FILED, "13"), (ENDED, "8")), of((FILED, "14"), (ENDED, "9"))),
        ("立案14起、结案9起，应为13、8", of((FILED, "13"), (ENDED, "8")), of((FILED, "14"), (ENDED, "9"))),
        (
            "检查企业90家次、查处隐患45项，以上数据更正为88家次、44项",
            of((CHECKS, "88"), (FOUND, "44")),
            of((CHECKS, "90"), (FOUND, "45")),
        ),
        (
            "检查企业90家次、查处隐患45项、整改44项，更正为88家次、43项、42项",
            of((CHECKS, "88"), (FOUND, "43"), (MENDED, "42")),
            of((CHECKS, "90"), (FOUND, "45"), (MENDED, "44")),
        ),
        (
            "检查企业90家次，罚款5万元，立案14起，更正为4万元、13起",
            of((CHECKS, "90"), (FINE, "40000"), (FILED, "13")),
            of((FINE, "50000"), (FILED, "14")),
        ),
        ("处罚14起更正为13起、停产整顿6家", of((CASES, "13"), (STOPS, "6")), of((CASES, "14"))),
        ("死亡6人、受伤9人更正为8人", of((DEATHS, "6"), (INJURIES, "8")), of((INJURIES, "9"))),
        (
            "检查企业90家次更正为88家次，查处隐患45项更正为44项",
            of((CHECKS, "88"), (FOUND, "44")),
            of((CHECKS, "90"), (FOUND, "45")),
        ),
        (
            "事故8起死亡6人受伤9人，更正为7起5人8人",
            of((ACCIDENTS, "7"), (DEATHS, "5"), (INJURIES, "8")),
            of((ACCIDENTS, "8"), (DEATHS, "6"), (INJURIES, "9")),
        ),
        (
            "事故8起、死亡6人，现更正为事故7起、死亡5人",
            of((ACCIDENTS, "7"), (DEATHS, "5")),
            of((ACCIDENTS, "8"), (DEATHS, "6")),
        ),
        ("检查企业和查处隐患数分别更正为88家次和44项", of((CHECKS, "88"), (FOUND, "44")), of()),
        ("罚款5万元更正为4万元，罚款4万元已全部缴清", of((FINE, "40000")), of((FINE, "50000"))),
    ],
)
def test_as_many_are_replaced_as_are_listed(read: Read, title: str, body: str, accepted: Stated, void: Stated) -> None:
    assert told(read, title, body) == (accepted, void)


def test_a_tier_and_its_neighbour_are_replaced_in_their_order(read: Read) -> None:
    accepted, _ = told(read, REPORT, "一般隐患45项、重大隐患6项，更正为40项、5项")
    assert accepted == of(("hazard.general_found", "40"), ("hazard.major_found", "5"))


def test_what_a_list_leaves_as_it_was_stands(read: Read) -> None:
    accepted, void = told(read, REPORT, "死亡6人、受伤9人，更正为6人、7人")
    assert accepted == of((DEATHS, "6"), (INJURIES, "7"))
    assert void == of((DEATHS, "6"), (INJURIES, "9"))


def test_a_part_in_brackets_is_no_member_of_the_list(read: Read) -> None:
    accepted, void = told(read, REPORT, "检查企业90家次（其中煤矿20家次）、查处隐患45项，更正为88家次、44项")
    assert accepted == of((CHECKS, "88"), (CHECKS, "20"), (FOUND, "44"))
    assert void == of((CHECKS, "90"), (FOUND, "45"))


@pytest.mark.parametrize(
    ("body", "unclear"),
    [
        ("检查企业90家次（其中煤矿20家次），更正为88家次", of((CHECKS, "90"), (CHECKS, "20"))),
        (
            "检查企业90家次（其中煤矿20家次、非煤矿山30家次），更正为88家次",
            of((CHECKS, "90"), (CHECKS, "20"), (CHECKS, "30")),
        ),
        ("检查企业90家次，其中煤矿20家次，更正为88家次", of((CHECKS, "90"), (CHECKS, "20"))),
        ("死亡6人、受伤9人、失踪4人，更正为5人、8人", of((DEATHS, "6"), (INJURIES, "9"), ("accident.missing", "4"))),
        ("检查企业90家次、罚款5万元，更正为88家次", of((CHECKS, "90"))),
        ("死亡6人、受伤9人，以上数据更正为8人", of((DEATHS, "6"), (INJURIES, "9"))),
    ],
)
def test_where_more_than_one_may_be_meant_all_wait(read: Read, body: str, unclear: Stated) -> None:
    accepted, waiting = told(read, REPORT, body, "role_unclear")
    assert waiting == unclear
    assert not accepted & of((CHECKS, "90"), (CHECKS, "88"), (DEATHS, "6"), (DEATHS, "5"), (INJURIES, "8"))


def test_a_head_said_again_is_not_lent_to_the_number_before_it(read: Read) -> None:
    accepted, _ = told(read, REPORT, "死亡6人、受伤9人更正为5人、受伤7人")
    assert accepted == of((INJURIES, "7"))


def test_numbers_that_pair_with_nothing_are_no_parts_of_a_total(read: Read) -> None:
    accepted, _ = told(read, REPORT, "死亡6人，其中煤矿4人，受伤9人，更正为5人、3人")
    assert not accepted & of((INJURIES, "5"), (INJURIES, "3"), (DEATHS, "5"), (DEATHS, "3"))
