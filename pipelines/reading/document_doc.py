"""Old Word documents (doc): their text by antiword, a separate program that the operator installs.

Tables come out as lines with bars; they stay text here, since their rulings are a drawing of antiword's own.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from pipelines.reading.compound import CompoundFile
from pipelines.reading.draft import Draft
from pipelines.reading.limits import Limits
from pipelines.reading.model import TextBlock
from pipelines.reading.outcomes import UnreadableFileError

ENCRYPTED = 0x0100


def read_doc(data: bytes, container: CompoundFile, limits: Limits) -> Draft:
    """The document's paragraphs, ``para N``.

    Raises:
        UnreadableFileError: ``encrypted`` with a password, ``unknown_format`` where antiword is not installed,
            ``malformed`` where it fails.
    """
    stream = container.read_stream("WordDocument")
    if len(stream) < 12:
        raise UnreadableFileError("truncated", "the document ends within its header")
    if struct.unpack_from("<H", stream, 10)[0] & ENCRYPTED:
        raise UnreadableFileError("encrypted", "the document is protected by a password")
    program = shutil.which("antiword")
    if program is None:
        step = "save it as docx, or install antiword on this machine"
        raise UnreadableFileError("unknown_format", "old Word documents need the program antiword", next_step=step)
    text = _run_antiword(program, data, limits)
    paragraphs = [part.strip("\n") for part in text.replace("\r\n", "\n").split("\n\n")]
    blocks = tuple(TextBlock(f"para {n}", part) for n, part in enumerate((p for p in paragraphs if p.strip()), 1))
    if not blocks:
        raise UnreadableFileError("no_text", "the document holds no text")
    return Draft("doc", blocks, ("text by antiword: tables are read as lines",))


def _run_antiword(program: str, data: bytes, limits: Limits) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.doc"
        path.write_bytes(data)
        try:
            run = subprocess.run(  # noqa: S603 - a fixed program, its only argument a path of our own
                [program, "-w", "0", "-m", "UTF-8.txt", str(path)],
                capture_output=True,
                timeout=limits.max_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError("parser_failed", "antiword did not finish") from error
    if run.returncode or not run.stdout.strip():
        said = run.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise UnreadableFileError("malformed", f"antiword cannot read the document ({said[0] if said else 'no text'})")
    return run.stdout.decode("utf-8", errors="replace")
