"""Which words head a state of a correction, which only compare two times, and which lie between the two."""

from __future__ import annotations

import pytest

from pipelines.extraction.correction_words import Told, is_gap, settle, tell_state, tell_title


@pytest.mark.parametrize(
    ("words", "state", "is_sure", "rest"),
    [
        ("更正前", "before", True, ""),
        ("更正后", "after", True, ""),
        ("订正后的数据", "after", True, ""),
        ("勘误前数值", "before", True, ""),
        ("原报数", "before", True, ""),
        ("原上报数据", "before", True, ""),
        ("现更正为", "after", True, ""),
        ("更正数", "after", False, ""),
        ("原数据", "before", False, ""),
        ("现数据", "after", False, ""),
        ("调整前", "before", False, ""),
        ("修订后", "after", False, ""),
        ("误", "before", False, ""),
        ("正", "after", False, ""),
        ("检查次数(更正前)", "before", True, "检查次数"),
        ("更正后检查次数", "after", True, "检查次数"),
        ("罚款金额更正后", "after", True, "罚款金额"),
        ("罚款金额(原报数)", "before", True, "罚款金额"),
    ],
)
def test_a_label_tells_its_state(words: str, state: str, is_sure: bool, rest: str) -> None:
    assert tell_state(words) == Told(state, is_sure, rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "整改前",
        "整改后",
        "改革前",
        "疫情后",
        "责令改正后",
        "更正前期数据",
        "更正前后对照",
        "更正后续工作",
        "原煤产量",
        "原报警数",
        "误工人数",
        "现场检查次数",
        "正常生产企业",
        "更正后增减",
        "检查次数",
        "去年同期",
    ],
)
def test_what_only_compares_two_times_or_names_a_thing_is_no_state(words: str) -> None:
    assert tell_state(words) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("差额", True),
        ("调整数", True),
        ("增减", True),
        ("核减数", True),
        ("更正后较更正前增减", True),
        ("更正前后差额", True),
        ("同比增减", False),
        ("更正数", False),
        ("差旅费", False),
        ("检查次数", False),
    ],
)
def test_what_lies_between_two_states_is_named(words: str, found: bool) -> None:
    assert is_gap(words) is found


@pytest.mark.parametrize(
    ("title", "state"),
    [
        ("更正前", "before"),
        ("澄阳县2024年第一季度执法统计表(更正后)", "after"),
        ("更正前数据:", "before"),
        ("表1更正前统计表", "before"),
        ("更正前后对照表", None),
        ("更正前、更正后数据", None),
        ("注:罚款更正前为41.1万元", None),
        ("整改前情况", None),
        ("澄阳县2024年第一季度执法统计表", None),
    ],
)
def test_a_title_gives_its_state_to_what_stands_under_it(title: str, state: str | None) -> None:
    assert tell_title(title) == state


def test_weak_words_hold_only_beside_their_other_in_a_text_that_corrects() -> None:
    sure, weak, other = Told("before", is_sure=True), Told("before", is_sure=False), Told("after", is_sure=False)
    assert settle([weak, other], is_correction=True) is True
    assert settle([sure, other], is_correction=False) is True
    assert settle([weak, other], is_correction=False) is None
    assert settle([weak], is_correction=True) is None
    assert settle([sure], is_correction=False) is False
    assert settle([], is_correction=True) is None
