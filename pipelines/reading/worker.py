"""The reading process: takes requests on its input, answers with readings, within bounds on memory and processor time.

Run by ``isolation`` as ``python -m pipelines.reading.worker``; a file that kills it costs one file, not the load.
Frames: four bytes of length (big-endian), then the request as a pickle or the answer as plain values (marshal).
"""

from __future__ import annotations

import marshal
import pickle
import resource
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from pipelines.reading.limits import Limits
from pipelines.reading.model import Reading
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_file
from pipelines.reading.transfer import pack_answer

LENGTH = struct.Struct(">I")
Request = tuple[str, str, Limits]
Answer = Reading | UnreadableFileError


def answer_request(path: str, name: str, limits: Limits) -> Answer:
    """The reading of one file, or the error that stands for it; never an exception."""
    try:
        return read_file(Path(path), name=name, limits=limits)
    except UnreadableFileError as error:
        return error
    except Exception as error:  # whatever a parser raises on a hostile file is that file's outcome
        return UnreadableFileError("parser_failed", f"the reader failed ({type(error).__name__}: {error})", where=name)


def bound_process(limits: Limits) -> None:
    """Cap this process: address space once, processor seconds anew for each file."""
    _, hard_memory = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits.max_memory_bytes, hard_memory))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard_time = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(usage.ru_utime + usage.ru_stime) + limits.max_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard_time))


def read_frame(stream: BinaryIO) -> bytes | None:
    """One frame; None at the end of the stream."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    return stream.read(LENGTH.unpack(head)[0])


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests until the stream ends."""
    while (frame := read_frame(requests)) is not None:
        request: Request = pickle.loads(frame)  # noqa: S301 - written by our own parent process
        bound_process(request[2])
        answer = marshal.dumps(pack_answer(answer_request(*request)))
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
