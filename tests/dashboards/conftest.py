from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboards.publication_rows import APP, build_publication
from tests.dashboards.trust_rows import build_doubted
from warehouse.home import Home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("published"))
    build_publication(made)
    return made


@pytest.fixture
def visit(home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page of the dashboard with choices in the URL."""

    def go(page: str = "overview", *, at: Home = home, **choices: Any) -> AppTest:
        monkeypatch.setenv("REDLINE_HOME", str(at.root))
        app = AppTest.from_file(str(APP), default_timeout=30)
        app.run()
        if page != "overview":
            app.switch_page(f"views/{page}.py")
        for name, value in choices.items():
            app.query_params[name] = value
        return app.run()

    return go


@pytest.fixture(scope="session")
def doubted(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of the second publication, with what is doubtful and what changed."""
    made = Home(tmp_path_factory.mktemp("doubted"))
    build_doubted(made)
    return made
