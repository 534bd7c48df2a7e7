"""A withdrawn file on the pages: its county has not reported, and its receipt says who withdrew it and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.warehouse.staged_rows import NOON, Staged, digest, observation, submission
from warehouse.home import Home
from warehouse.publication import publish

TOLD = "王某 2024-04-12: 来函作废 [w]"


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A publication with one file that stands and one that was withdrawn."""
    home = Home(tmp_path_factory.mktemp("withdrawn"))
    gone = submission(
        "b", division_code="990102", outcome="withdrawn", outcome_reason="withdrawn", outcome_detail=TOLD,
        observations_count=0,
    )  # fmt: skip
    Staged([submission("a", published_on=date(2024, 4, 3)), gone], [observation("a")]).load(home)
    publish(home, at=NOON)
    return home


def shown(app: AppTest) -> str:
    assert not app.exception
    bodies = (part.proto.body for part in app.get("html"))
    return "".join(body for body in bodies if "<style" not in body)


def test_a_county_whose_files_were_withdrawn_has_its_own_word(visit: Callable[..., AppTest], withdrawn: Home) -> None:
    page = shown(visit("coverage", at=withdrawn, quarter="2024Q1"))
    assert "rl-key-withdrawn" in page
    assert "rl-cell-withdrawn" in page
    assert "所报文件均已撤回，等同未报" in page
    head = shown(visit("overview", at=withdrawn, quarter="2024Q1"))
    assert "rl-cell-withdrawn" in head
    assert "1/8 县已报" in head


def test_no_page_speaks_of_withdrawal_where_nothing_was_withdrawn(visit: Callable[..., AppTest], home: Home) -> None:
    assert "rl-key-withdrawn" not in shown(visit("coverage", at=home, quarter="2024Q1"))


def test_the_receipt_of_a_withdrawn_file_says_who_and_why(visit: Callable[..., AppTest], withdrawn: Home) -> None:
    listed = shown(visit("receipt", at=withdrawn, quarter="2024Q1"))
    assert "已撤回" in listed
    page = shown(visit("receipt", at=withdrawn, quarter="2024Q1", submission=digest("b")[:16]))
    assert "本文件已整件撤回" in page
    assert "来函作废" in page
    assert "本文件已整件撤回" not in shown(visit("receipt", at=withdrawn, submission=digest("a")[:16]))
