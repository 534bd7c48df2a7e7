from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.warehouse.staged_rows import EPOCH, Staged
from warehouse.home import Home


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with its schema and dimensions and nothing else, to be copied: making it takes a quarter second."""
    home = Home(tmp_path_factory.mktemp("empty"))
    Staged().load(home, "2000Q1", at=EPOCH)
    return home.warehouse


@pytest.fixture
def home(tmp_path: Path, empty_warehouse: Path) -> Home:
    made = Home(tmp_path)
    shutil.copy(empty_warehouse, made.warehouse)
    return made
