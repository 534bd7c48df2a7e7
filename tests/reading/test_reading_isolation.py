"""Reading in another process."""

import io
import marshal
import os
import pickle
import signal
import threading
from datetime import date, datetime
from decimal import Decimal
from unittest import mock

import pytest

from pipelines.reading.isolation import IsolatedReader, needs_isolation, read_isolated
from pipelines.reading.limits import Limits
from pipelines.reading.model import BLANK, Cell, MergedRange, Reading, Table, TextBlock, Tree
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_file
from pipelines.reading.transfer import pack_answer, unpack_answer
from pipelines.reading.worker import LENGTH, read_frame, serve
from tests.reading import reading_samples as samples

BOOK = samples.xlsx(
    '<row r="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" s="2"><v>45000</v></c></row>', styles="0%\nyyyy-mm-dd"
)


def write(path, data):
    path.write_bytes(data)
    return path


def test_the_other_process_reads_the_same(tmp_path):
    book, text = write(tmp_path / "a.xlsx", BOOK), write(tmp_path / "a.txt", "检查12家".encode())

    with IsolatedReader() as reader:
        assert reader.read(book) == read_file(book)
        assert reader.read(text, name="甲.txt").file == "甲.txt"


def test_a_stated_outcome_crosses_the_pipe(tmp_path):
    path = write(tmp_path / "a.xlsx", BOOK[: len(BOOK) // 2])

    with pytest.raises(UnreadableFileError) as caught:
        read_isolated(path, name="乙.xlsx")

    assert (caught.value.code, caught.value.where) == ("truncated", "乙.xlsx")


def test_a_reader_that_dies_costs_one_file(tmp_path):
    path = write(tmp_path / "a.xlsx", BOOK)

    with IsolatedReader() as reader:
        reader.read(path)
        process = reader._process
        os.kill(process.pid, signal.SIGSTOP)
        threading.Timer(0.2, process.kill).start()
        with pytest.raises(UnreadableFileError) as caught:
            reader.read(path)
        assert caught.value.code == "parser_failed"
        assert reader.read(path).format == "xlsx"


def test_a_reader_without_memory_is_replaced(tmp_path):
    path = write(tmp_path / "a.xlsx", BOOK)

    with pytest.raises(UnreadableFileError) as caught:
        read_isolated(path, limits=Limits(max_memory_bytes=1_000_000))

    assert caught.value.code in ("parser_failed", "too_large")


@pytest.mark.parametrize(
    "answer", [None, ("reading",), ("else", 1), ("reading", ("a", "b", "c", None), [("x",)], [], {})]
)
def test_only_readings_are_built_from_an_answer(answer):
    with pytest.raises(ValueError, match="no"):
        unpack_answer(answer)


def test_every_kind_of_value_crosses_the_pipe_unchanged():
    moment = datetime.fromisoformat("2024-01-05T08:30:00")
    cells = (Cell("91.3%", Decimal("0.9130")), Cell("是", True), Cell("5日", date(2024, 1, 5)), Cell("x", moment, True),
             Cell("甲 ", "甲 "), Cell("", "藏"), BLANK)  # fmt: skip
    table = Table("S", (cells, cells[::-1]), (MergedRange(1, 1, 2, 2),), True, frozenset({3}), frozenset({4}), "表1")
    tree = Tree("$", {"a": [Decimal("1.50"), None, True, "x", {}], "b": []})
    reading = Reading("a", "b", "xlsx", None, (TextBlock("", "文"), table, tree), ("n",), {"title": "t"})

    back = unpack_answer(marshal.loads(marshal.dumps(pack_answer(reading))))  # noqa: S302

    assert back == reading
    assert repr(back) == repr(reading)


def test_containers_are_read_apart_and_text_is_not(tmp_path):
    assert needs_isolation(write(tmp_path / "a.csv", BOOK))
    assert not needs_isolation(write(tmp_path / "b.xlsx", b"a,b\n1,2\n"))


def test_the_worker_answers_every_request_in_turn(tmp_path):
    paths = [write(tmp_path / "a.xlsx", BOOK), write(tmp_path / "b.xlsx", BOOK[:100]), tmp_path / "none.xlsx"]
    frames = [pickle.dumps((str(path), path.name, Limits())) for path in paths]
    requests = io.BytesIO(b"".join(LENGTH.pack(len(frame)) + frame for frame in frames))
    answers = io.BytesIO()

    with mock.patch("pipelines.reading.worker.bound_process"):
        serve(requests, answers)

    answers.seek(0)
    got = [unpack_answer(marshal.loads(read_frame(answers))) for _ in paths]  # noqa: S302
    assert got[0] == read_file(paths[0])
    assert [error.code for error in got[1:]] == ["truncated", "not_found"]
    assert read_frame(answers) is None
