"""One catalogue for all prose tests."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extraction.prose.engine import extract_prose
from pipelines.extraction.prose.model import ProseExtraction
from pipelines.reading.model import TextBlock
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Catalogue

Read = Callable[[str], ProseExtraction]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def read(catalogue: Catalogue) -> Read:
    """Reads one plain text."""
    return lambda text: extract_prose([TextBlock("", text)], catalogue)
