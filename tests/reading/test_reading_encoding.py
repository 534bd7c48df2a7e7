"""Encodings are found from the bytes, and what reads like nothing is refused."""

import hashlib

import pytest

from pipelines.reading.encoding import decode_text
from pipelines.reading.outcomes import UnreadableFileError

SIMPLIFIED = "示例省澄川市应急管理局报告：全市检查企业120家，发现隐患35条，罚款4.5万元。\r\n"
TRADITIONAL = "示例省澄川市應急管理局報告：全市檢查企業120家，發現隱患35條，罰款4.5萬元。\r\n"


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8"),
        (SIMPLIFIED, "utf-16", "utf-16-le"),
        (SIMPLIFIED, "utf-16-le", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        ("罚款12万元", "gbk", "gb18030"),
        ("檢查12家", "big5", "big5hkscs"),
        ("检查企业隐患整改情况", "utf-16-le", "utf-16-le"),
        ("plain 12", "ascii", "utf-8"),
        ("共检查12家\U00020087村", "gb18030", "gb18030"),
    ],
)
def test_text_comes_back_unchanged_with_its_encoding(text, codec, encoding):
    decoded = decode_text(text.encode(codec))

    assert decoded.text == text
    assert decoded.encoding == encoding


def test_a_guess_is_told_and_a_certainty_is_not():
    assert decode_text(SIMPLIFIED.encode("gbk")).notes == ("encoding guessed: gb18030",)
    assert decode_text(SIMPLIFIED.encode()).notes == ()


def test_one_bad_byte_does_not_turn_utf8_into_another_encoding():
    data = (SIMPLIFIED * 5).encode() + b"\xff" + SIMPLIFIED.encode()

    decoded = decode_text(data)

    assert decoded.encoding == "utf-8"
    assert decoded.text == SIMPLIFIED * 5 + "\N{REPLACEMENT CHARACTER}" + SIMPLIFIED


def test_a_text_that_reads_alike_in_two_encodings_follows_its_declaration_and_says_so():
    ambiguous = "场".encode("gbk")

    guessed = decode_text(ambiguous, declared="gb2312")

    assert guessed.text == "场"
    assert decode_text(ambiguous, declared="big5").text == "部"
    assert "the text is too short to be sure of its encoding" in guessed.notes


def test_two_bytes_that_also_form_a_latin_letter_are_chinese_where_that_reads_better():
    assert decode_text("全 12".encode("gbk")).text == "全 12"


def test_zero_padding_after_a_text_is_left_out_and_told():
    decoded = decode_text(SIMPLIFIED.encode("gbk") + bytes(100))

    assert decoded.text == SIMPLIFIED
    assert "zero bytes after the text are left out" in decoded.notes


def test_a_declaration_that_the_bytes_deny_is_not_believed():
    decoded = decode_text(TRADITIONAL.encode("big5"), declared="gb2312")

    assert decoded.text == TRADITIONAL


def test_few_damaged_places_stay_visible_and_are_counted():
    data = bytearray((SIMPLIFIED * 20).encode("gbk"))
    data[-3:-2] = b"\xff"

    decoded = decode_text(bytes(data))

    assert decoded.text.count("\N{REPLACEMENT CHARACTER}") >= 1
    assert decoded.text.startswith(SIMPLIFIED)
    assert any("shown as" in note for note in decoded.notes)


@pytest.mark.parametrize(
    "data",
    [
        hashlib.shake_128(b"one").digest(4096),
        hashlib.shake_128(b"two").digest(300),
        "これは日本語の文章です。".encode("shift_jis"),
        "한국어 문장입니다".encode("euc-kr"),
        b"\x00\x01\x02" * 50,
        bytes(range(1, 32)) * 10,
        SIMPLIFIED.encode("utf-8") + b"\x01\x02\x03" * 30,
    ],
)
def test_what_is_no_chinese_text_is_refused(data):
    with pytest.raises(UnreadableFileError) as caught:
        decode_text(data)

    assert caught.value.code == "unreadable_bytes"
