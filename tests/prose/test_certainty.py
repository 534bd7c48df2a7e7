"""What is not certain goes to review with its reason; what is certain is accepted."""

from __future__ import annotations

import pytest

from tests.prose.conftest import Read


def test_number_without_measure_word_waits_for_review(read: Read) -> None:
    found = [(o.indicator, int(o.value), o.status, o.reason) for o in read("发现隐患120,整改到位110。").observations]
    assert found == [
        ("hazard.found", 120, "review", "no_measure_word"),
        ("hazard.rectified", 110, "review", "no_measure_word"),
    ]


def test_one_rate_for_two_levels_has_two_readings(read: Read) -> None:
    rate = read("发生事故3起、死亡2人,同比下降20%。").observations[-1]
    assert (rate.indicator, rate.status, rate.reason) == ("accident.deaths_yoy", "review", "two_readings")


def test_fewer_rates_than_heads_have_two_readings(read: Read) -> None:
    found = read("发生事故3起、死亡2人、受伤5人,同比分别下降20%、10%。").observations
    assert {o.reason for o in found if o.indicator.endswith("_yoy")} == {"two_readings"}


def test_joined_heads_without_a_code_wait_for_review(read: Read) -> None:
    (found,) = read("停产整顿、关闭取缔企业35家。").observations
    assert (found.status, found.reason) == ("review", "two_readings")


@pytest.mark.parametrize("text", ["罚款36.2万元。", "行政拘留3人。", "整改率98.5%。"])
def test_plain_figures_are_accepted(read: Read, text: str) -> None:
    (found,) = read(text).observations
    assert (found.status, found.reason, found.method) == ("accepted", None, "prose")


def test_period_of_an_episode_is_not_the_documents(read: Read) -> None:
    text = "鹿溪县安全生产工作侧记\n近年来,鹿溪县持续用力。\n2020年7月,县能源局举办培训班1期。\n全县网格员169人。"
    assert [o.period is None for o in read(text).observations] == [False, True]


def test_fine_of_each_of_several_firms_waits_for_review(read: Read) -> None:
    (found,) = read("对3家企业分别处2万元罚款。").observations
    assert (int(found.value), found.status, found.reason) == (20000, "review", "subset_unclear")


def test_second_or_two_of_a_series_waits_for_review(read: Read) -> None:
    (found,) = read("对监管人员进行了二期执法业务培训。").observations
    assert (found.status, found.reason) == ("review", "two_readings")
    assert [o.status for o in read("举办培训班二期。").observations] == ["accepted"]


@pytest.mark.parametrize("text", ["县安委会要求,年底前关闭矿山4座。", "到2025年底,建成救援队伍5支。"])
def test_deadline_without_a_word_of_the_past_waits_for_review(read: Read, text: str) -> None:
    (found,) = read(text).observations
    assert (found.status, found.reason) == ("review", "role_unclear")


def test_one_number_of_several_places_is_of_none_of_them(read: Read) -> None:
    (found,) = read("澄川市情况\n澄阳县和鹿溪县共检查企业36家。").observations
    assert (found.status, found.reason) == ("review", "place_unknown")
    each = read("澄川市情况\n澄阳县、鹿溪县各检查企业36家。").observations
    assert [(o.place, o.status) for o in each] == [("澄阳县", "accepted"), ("鹿溪县", "accepted")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("解除查封3家。", "role_unclear"),
        ("长期停产煤矿12座。", "role_unclear"),
        ("因病死亡3人。", "role_unclear"),
        ("需整改隐患36条。", "role_unclear"),
        ("发现困难问题16件。", "wording_unclear"),
        ("排查出隐患和违法行为183项。", "two_readings"),
        ("从地区看,澄阳县查处21起。", "two_readings"),
        ("检查组突击检查一家面馆。", "two_readings"),
    ],
)
def test_clause_that_does_not_bear_a_figure_out_sends_it_to_review(read: Read, text: str, reason: str) -> None:
    assert [(o.status, o.reason) for o in read(text).observations] == [("review", reason)]


def test_doubt_of_a_figure_reaches_those_that_share_its_head(read: Read) -> None:
    found = read("澄川市情况\n从地区看,澄阳县查处21起,鹿溪县18起。").observations
    assert {(o.place, o.reason) for o in found} == {("澄阳县", "two_readings"), ("鹿溪县", "two_readings")}


def test_topic_of_a_line_lends_its_head_only_to_be_confirmed(read: Read) -> None:
    found = read("●事故:当月发生生产安全事故2起;1-7月累计16起。").observations
    assert [(int(o.value), o.status) for o in found] == [(2, "accepted"), (16, "review")]


def test_long_gap_before_a_number_is_weighed_in_no_time(read: Read) -> None:
    text = "检查" + "者车员" * 400 + "丁36家。"
    assert all(o.status == "review" for o in read(text).observations)
