"""JSON: exact numbers, both of two equal keys, bounded depth."""

from decimal import Decimal

import pytest

from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes


def test_numbers_are_exact():
    reading = read_bytes(
        '\ufeff{"罚款": 41.10, "检查": 12, "数据": [{"率": "97.2%", "停产": null}]}'.encode(), "a.json"
    )

    assert reading.trees[0].value == {
        "罚款": Decimal("41.10"), "检查": Decimal(12), "数据": [{"率": "97.2%", "停产": None}]
    }  # fmt: skip
    assert isinstance(reading.trees[0].value["检查"], Decimal)
    assert reading.encoding == "utf-8"


def test_lines_of_json_are_a_list():
    reading = read_bytes(b'{"a": 1}\n\n{"a": 2}\n', "a.json")

    assert (reading.format, reading.trees[0].value) == ("ndjson", [{"a": Decimal(1)}, {"a": Decimal(2)}])


def test_a_line_separator_inside_a_text_ends_no_line():
    reading = read_bytes('{"a": "上\u2028下"}\n{"a": 2}\n'.encode(), "a.json")

    assert reading.trees[0].value == [{"a": "上\u2028下"}, {"a": Decimal(2)}]


def test_of_two_equal_keys_neither_wins():
    reading = read_bytes('{"罚款": 1, "罚款": 2}'.encode(), "a.json")

    assert reading.trees[0].value == {"罚款": {"罚款#1": Decimal(1), "罚款#2": Decimal(2)}}
    assert "罚款" in reading.notes[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": [1, 2', "truncated"),
        ('{"a": "检查', "truncated"),
        ('{"a": 1,, "b": 2}', "malformed"),
        ('{"a": NaN}', "malformed"),
        ('{"a": 1e999999999}', "malformed"),
        ('{"a": ' + "[" * 500 + "]" * 500 + "}", "too_large"),
        ("{}", "empty_file"),
    ],
)
def test_what_is_no_json_has_a_stated_outcome(text, code):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(text.encode(), "a.json")

    assert caught.value.code == code


def test_brackets_inside_text_do_not_count_as_depth():
    reading = read_bytes(('{"a": "' + "[" * 500 + '\\"{"}').encode(), "a.json")

    assert reading.trees[0].value == {"a": "[" * 500 + '"{'}
