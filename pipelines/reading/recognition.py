"""Pictures of text (png, jpeg, tiff, scanned pages) by optical recognition, an optional extra; always for review.

Without the extra a picture is refused with the advice to install it. The models come with the package: nothing is
fetched when a file is read.
"""

from __future__ import annotations

import importlib.util
import io
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from pipelines.reading.draft import Draft
from pipelines.reading.limits import MEGABYTE, Limits
from pipelines.reading.model import Block
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.page_layout import Piece, lay_out_page

DOUBT = "recognised_text"
NOTE = "the text was recognised in pictures: every figure waits for review"
MISSING = "send the document with its text, or have pictures read: uv sync --extra ocr, or pip install 'redline[ocr]'"
NEEDED = ("rapidocr", "onnxruntime", "PIL")
ROOM = 2_500 * MEGABYTE
MAX_PIXELS = 60_000_000
LONGEST_SIDE = 2_400
LEAST_SCORE = 0.5
TIME_SHARE = 0.7
Recogniser = Callable[[Any], list[Piece]]


def can_recognise() -> bool:
    """Whether the optional extra is installed."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def read_picture(data: bytes, form: str, limits: Limits) -> Draft:
    """The text of a picture, or of each picture of a tiff, as blocks and tables by where it stands.

    Raises:
        UnreadableFileError: ``no_text`` without the extra or without text, ``malformed``, ``too_large``.
    """
    blocks, pages = recognise_pages(_pictures(data, limits), limits)
    if not blocks:
        raise UnreadableFileError("no_text", f"no text was recognised in {pages} pictures")
    return Draft(form, tuple(blocks), (NOTE,), metadata={"doubt": DOUBT})


def recognise_pages(pages: Iterable[tuple[int, Any]], limits: Limits) -> tuple[list[Block], int]:
    """The blocks of numbered pages, each a picture (Pillow), and how many pages there were.

    Raises:
        UnreadableFileError: ``no_text`` without the extra, ``too_large`` where the pages take more time than there is.
    """
    recognise = load_recogniser()
    began = time.process_time()
    blocks: list[Block] = []
    count = 0
    for number, picture in pages:
        if count and time.process_time() - began > TIME_SHARE * limits.max_seconds:
            problem = f"only {count} of the pictures can be recognised in the time that a file has"
            raise UnreadableFileError("too_large", problem)
        count += 1
        blocks += lay_out_page(recognise(picture), number, limits)
    return blocks, count


@lru_cache(maxsize=1)
def load_recogniser() -> Recogniser:
    """What finds the pieces of text in a picture.

    Raises:
        UnreadableFileError: ``no_text`` without the extra.
    """
    if not can_recognise():
        raise UnreadableFileError("no_text", "the file is a picture of text", next_step=MISSING)
    _make_room()
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
        }
    )
    return EngineAdapter(engine)


class EngineAdapter:
    """Calls the recognition engine and gives its boxes as pieces.

    Args:
        engine: takes an array of pixels, gives ``boxes`` (four corners each), ``txts`` and ``scores``.
    """

    def __init__(self, engine: Callable[[Any], Any]) -> None:
        self._engine = engine

    def __call__(self, picture: Any) -> list[Piece]:
        """The pieces of text in a picture; what the engine itself holds for a guess is left out."""
        import numpy as np

        _make_room()
        found = self._engine(np.asarray(_shrink(picture).convert("RGB")))
        if found is None or found.boxes is None or found.txts is None:
            return []
        return [
            piece
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if float(score) >= LEAST_SCORE and (piece := _piece(box, str(text))) is not None
        ]


def _piece(box: Any, text: str) -> Piece | None:
    across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
    left, right, top, bottom = min(across), max(across), min(down), max(down)
    return Piece(left, top, right, bottom, text.strip()) if text.strip() and right > left and bottom > top else None


def _shrink(picture: Any) -> Any:
    """The picture, its longer side no longer than what recognition gains from."""
    longest = max(picture.size)
    if longest <= LONGEST_SIDE:
        return picture
    width, height = (max(side * LONGEST_SIDE // longest, 1) for side in picture.size)
    return picture.resize((width, height))


def _pictures(data: bytes, limits: Limits) -> Iterator[tuple[int, Any]]:
    """Each picture of a file, numbered.

    Raises:
        UnreadableFileError: ``no_text`` without the extra, ``malformed``, ``too_large``.
    """
    if not can_recognise():
        raise UnreadableFileError("no_text", "the file is a picture of text", next_step=MISSING)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as picture:
            count = getattr(picture, "n_frames", 1)
            if count > limits.max_pages:
                raise UnreadableFileError("too_large", f"the file holds {count} pictures")
            for index in range(count):
                picture.seek(index)
                if picture.width * picture.height > MAX_PIXELS:
                    problem = f"a picture of {picture.width} by {picture.height} points is more than is read"
                    raise UnreadableFileError("too_large", problem)
                picture.load()
                yield index + 1, picture
    except Image.DecompressionBombError as error:
        raise UnreadableFileError("too_large", "the picture is larger than is read") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableFileError("malformed", f"the picture cannot be read ({type(error).__name__})") from error


def _make_room() -> None:
    """Let this process map what the models need: far more addresses than memory."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY or soft >= ROOM:
        return
    room = ROOM if hard == resource.RLIM_INFINITY else min(ROOM, hard)
    resource.setrlimit(resource.RLIMIT_AS, (room, hard))
