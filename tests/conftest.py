"""What all tests share: the language that commands speak in, and lines as wide as in a pipe."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words that these tests know are the English ones; a test of the Chinese ones says so itself."""
    monkeypatch.setenv("REDLINE_LANG", "en")
    monkeypatch.delenv("COLUMNS", raising=False)
