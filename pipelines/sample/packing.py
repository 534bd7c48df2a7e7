"""Office files with the same bytes each time: the archive's clock is stopped and its order kept."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

STILL = (2023, 1, 1, 0, 0, 0)
CREATED = datetime(2023, 1, 1, tzinfo=UTC)
"""The moment that every workbook and document of the sample claims to be made at."""


def freeze_archive(content: bytes) -> bytes:
    """Rewrite a zip archive with one constant time on every entry."""
    frozen = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(frozen, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=STILL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return frozen.getvalue()
