"""The museum: every hostile or broken file gets its stated outcome or its reading, in bounded time and memory.

Peak memory is that of the reading process since the file was handed to it; files read in the tests' own process are
small texts.
"""

import gc
import time
from pathlib import Path

import pytest

from pipelines.reading.isolation import IsolatedReader
from pipelines.reading.outcomes import UnreadableFileError
from tests.reading.museum import documents, texts, workbooks
from tests.reading.museum.exhibit import shows

EXHIBITS = (*workbooks.EXHIBITS, *texts.EXHIBITS, *documents.EXHIBITS)
MAX_SECONDS = 30
MAX_KILOBYTES = 1024 * 1024


@pytest.fixture(scope="module")
def reader():
    with IsolatedReader() as reader:
        yield reader


def reset_peak(process):
    if process is not None and process.poll() is None:
        Path(f"/proc/{process.pid}/clear_refs").write_text("5")


def peak_of(process):
    """Kilobytes at the most since the reset; 0 where no process is left to ask (it was ended by its bounds)."""
    if process is None or process.poll() is not None:
        return 0
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def visit(reader, path, name):
    try:
        return reader.read(path, name=name), "", ""
    except UnreadableFileError as error:
        return None, error.code, error.next_step


def test_the_museum_is_large_and_its_names_differ():
    assert len(EXHIBITS) >= 100
    assert len({exhibit.name for exhibit in EXHIBITS}) == len(EXHIBITS)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("exhibit", EXHIBITS, ids=[exhibit.name for exhibit in EXHIBITS])
def test_each_exhibit_has_its_outcome_in_bounds(exhibit, reader, tmp_path):
    path = tmp_path / "exhibit"
    path.write_bytes(exhibit.build())
    gc.collect()
    reset_peak(reader._process)

    began = time.monotonic()
    reading, code, next_step = visit(reader, path, exhibit.name)
    seconds = time.monotonic() - began

    assert (code or reading.format) == exhibit.outcome
    assert seconds <= MAX_SECONDS
    assert peak_of(reader._process) <= MAX_KILOBYTES
    if reading is None:
        assert next_step
        return
    for place, text in (exhibit.cells or {}).items():
        assert shows(reading.tables[0], place) == text
    assert exhibit.says in "\n".join(block.raw for block in reading.texts)
    assert exhibit.notes in "\n".join(reading.notes)
    assert exhibit.check is None or exhibit.check(reading)
