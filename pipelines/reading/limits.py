"""How much of a submission is read at most; every reader is bounded by these.

A file beyond a limit gets the stated outcome ``too_large``; it never takes the process down and is never read in part.
"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes, counts and seconds.

    ``max_text_bytes`` holds for prose, html and json; ``max_csv_bytes`` for delimited lists; ``max_binary_bytes`` for
    workbooks, documents and bundles as they arrive, ``max_unpacked_bytes`` for what a zip container declares to hold,
    ``max_ratio`` for how far it may expand, ``max_stream_bytes`` for what one stream of a pdf unpacks to. ``max_cells``
    holds for a sheet, ``max_list_cells`` for a delimited list, whose cells cost less. ``max_seconds`` of processor
    time and ``max_memory_bytes`` bound an isolated parser.
    """

    max_text_bytes: int = 20 * MEGABYTE
    max_csv_bytes: int = 64 * MEGABYTE
    max_binary_bytes: int = 64 * MEGABYTE
    max_unpacked_bytes: int = 400 * MEGABYTE
    max_ratio: int = 200
    max_members: int = 5_000
    max_stream_bytes: int = 64 * MEGABYTE
    max_cells: int = 2_000_000
    max_list_cells: int = 4_000_000
    max_rows: int = 1_048_576
    max_columns: int = 16_384
    max_pages: int = 300
    max_depth: int = 60
    max_bundle_files: int = 500
    max_seconds: int = 28
    max_memory_bytes: int = 1_000 * MEGABYTE
