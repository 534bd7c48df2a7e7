import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extraction.grammar.repair import repair_text, simplify
from tests.grammar.grammar_tables import read_cases

_CASES = read_cases("repairs.csv")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["raw"])
def test_text_is_repaired_as_written_by_hand(case: dict[str, str]) -> None:
    assert repair_text(case["raw"]).text == case["text"]


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 30


@pytest.mark.parametrize(
    ("raw", "phrase", "printed"),
    [
        ("檢查企業(yè)12家,罰款3萬(wàn)元。", "罚款3万元", "罰款3萬(wàn)元"),
        ("檢查企業(yè)12家,,罰款", "企业12家", "企業(yè)12家"),
        ("整改 120 条", "120条", "120 条"),
        ("目標??h委开会", "县委", "?h委"),
    ],
)
def test_a_phrase_is_found_again_in_the_raw_text(raw: str, phrase: str, printed: str) -> None:
    repaired = repair_text(raw)
    start = repaired.text.index(phrase)
    left, right = repaired.raw_span(start, start + len(phrase))
    assert raw[left:right] == printed


def test_pinyin_behind_the_last_character_stays_outside_its_span() -> None:
    raw = "處罰企業(yè)"
    assert repair_text(raw).raw_span(0, 4) == (0, 4)


def test_a_known_place_lets_lost_bytes_be_put_back() -> None:
    # the quotation mark lost its first byte, so that every pair up to the first ASCII byte shifted
    raw = "。”澄川市安監局".encode("gbk")
    shifted = "?" + raw[1:].decode("gbk", errors="ignore")
    assert "澄川" not in shifted
    assert repair_text(shifted, places={"澄川市", "澄川"}).text.startswith("。”澄川市安监")


def test_lost_bytes_without_a_known_place_stay_as_they_are() -> None:
    raw = "。”澄川市安監局".encode("gbk")
    shifted = "?" + raw[1:].decode("gbk", errors="ignore")
    assert "澄川" not in repair_text(shifted).text


def test_brackets_that_are_no_pinyin_are_kept() -> None:
    assert repair_text("检查企业(yoy)12家(km)").text == "检查企业(yoy)12家(km)"


def test_simplified_text_has_the_length_of_the_traditional() -> None:
    text = "乾隆乾坤後裏面麵條隻只衛著沈瀋陽"
    assert len(simplify(text)) == len(text)


_PIECES = ["檢查", "企業(yè)", "產(chǎn)", "12", "3,456", " ", "家", "起", ",", ",,", "。", "、", "，", "４１．１", "萬元", "?", "\n",
           "隱患", "(一)", "全", "%", "百分之", "“三停”", "\ufffd", "安全", "事 故", "\u200b", "；", "縣"]  # fmt: skip


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_offsets_rise_and_cover_the_raw_text(raw: str) -> None:
    repaired = repair_text(raw)
    assert len(repaired.offsets) == len(repaired.text) + 1
    assert list(repaired.offsets) == sorted(repaired.offsets)
    assert repaired.offsets[-1] == len(raw)
    assert all(start < end <= len(raw) for start, end in zip(repaired.offsets, repaired.ends, strict=False))


@settings(derandomize=True, max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([piece for piece in _PIECES if piece not in {"?", "\ufffd"}]), max_size=25).map("".join)
)
def test_a_phrase_cut_from_the_raw_text_repairs_to_the_same_phrase(raw: str) -> None:
    repaired = repair_text(raw)
    for match in re.finditer(r"[一-鿿\d.,%]+", repaired.text):
        phrase = match[0].strip(",. ")
        if not phrase:
            continue
        start = match.start() + match[0].index(phrase)
        left, right = repaired.raw_span(start, start + len(phrase))
        assert repair_text(raw[left:right]).text == phrase


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_is_repaired_without_a_fault(raw: str) -> None:
    assert repair_text(raw).offsets[-1] == len(raw)
