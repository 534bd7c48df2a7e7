"""Reading in a process of its own, so that a hostile or broken file cannot take the load down or eat the machine.

One process serves many files and is replaced when a file kills it or runs out of time; that file is told as
``parser_failed``.
"""

from __future__ import annotations

import marshal
import pickle
import selectors
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType

from pipelines.reading.limits import Limits
from pipelines.reading.model import Reading
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import DEFAULT_LIMITS, read_file
from pipelines.reading.sniff import sniff_binary
from pipelines.reading.transfer import unpack_answer
from pipelines.reading.worker import LENGTH

GRACE_SECONDS = 5
CHUNK = 1 << 20
HEAD = 2_048
MARKUP = 400
LARGE = 1 << 20


class IsolatedReader:
    """A reading process that is started with the first file and ended with the ``with`` block.

    Args:
        limits: bounds of every file; ``max_seconds`` is both processor time and, doubled, waiting time.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> IsolatedReader:
        """The reader itself; the process starts with the first file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def read(self, path: Path, *, name: str | None = None) -> Reading:
        """Read a file: containers, pages and large files in the other process, short plain text in this one.

        Raises:
            UnreadableFileError: as ``read_file`` does, and ``parser_failed`` where the process died or ran out of time.
        """
        shown = name or path.name
        if not needs_isolation(path):
            return read_file(path, name=shown, limits=self._limits)
        process = self._start()
        request = pickle.dumps((str(path.absolute()), shown, self._limits))
        try:
            if process.stdin is None:
                raise BrokenPipeError
            process.stdin.write(LENGTH.pack(len(request)) + request)
            process.stdin.flush()
            answer = self._receive(process)
        except (EOFError, OSError, ValueError, TypeError) as error:
            self.close()
            problem = "the reader did not survive the file: it ran out of memory, of time, or crashed"
            raise UnreadableFileError("parser_failed", problem, where=shown) from error
        if isinstance(answer, Reading):
            return answer
        raise answer

    def close(self) -> None:
        """End the process, if there is one; the next file starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipelines.reading.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=Path(__file__).parents[2],
            )
        return self._process

    def _receive(self, process: subprocess.Popen[bytes]) -> Reading | UnreadableFileError:
        deadline = time.monotonic() + 2 * self._limits.max_seconds + GRACE_SECONDS
        length = LENGTH.unpack(_read_exactly(process, LENGTH.size, deadline))[0]
        content = _read_exactly(process, length, deadline)
        return unpack_answer(marshal.loads(content))  # noqa: S302 - plain values only, from our own process


def needs_isolation(path: Path) -> bool:
    """Whether a file is a container, a page or large, by its first bytes and size; short plain text is none."""
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        return sniff_binary(head) is not None or b"<" in head[:MARKUP] or path.stat().st_size > LARGE
    except (OSError, UnreadableFileError):
        return False


def read_isolated(path: Path, *, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read one file in a process of its own; for many files keep an ``IsolatedReader``.

    Raises:
        UnreadableFileError: as ``IsolatedReader.read`` does.
    """
    with IsolatedReader(limits) as reader:
        return reader.read(path, name=name)


def _read_exactly(process: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
    """That many bytes of the process's output.

    Raises:
        EOFError: where the process ends or the time is up before.
    """
    if process.stdout is None:
        raise EOFError
    parts = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(parts) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise EOFError("the time is up")
            chunk = process.stdout.read(min(count - len(parts), CHUNK))
            if not chunk:
                raise EOFError("the process ended")
            parts += chunk
    return bytes(parts)
