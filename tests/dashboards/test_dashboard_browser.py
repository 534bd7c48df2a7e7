"""One walk through the dashboard in a real browser: what AppTest cannot see is whether it draws, links and highlights."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.dashboards.publication_rows import APP, observation_id
from warehouse.home import Home

CHROMIUM = shutil.which("chromium")
STARTING_SECONDS = 60
# Streamlit asks for these below the page's own address first, whatever the address; the answer is always 404.
EXPECTED_ABSENT = ("_stcore/health", "_stcore/host-config")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium fonts-noto-cjk"),
]


@pytest.fixture(scope="module")
def address(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard over the publication."""
    yield from _serve(home, tmp_path_factory)


def _serve(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard over a home, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("dashboard") / "server.log"
    with log.open("wb") as output:
        command = [sys.executable, "-m", "streamlit", "run", str(APP), "--server.port", str(port)]
        environment = {**os.environ, "REDLINE_HOME": str(home.root)}
        server = subprocess.Popen(
            command, env=environment, stdout=output, stderr=output, cwd=log.parent, stdin=subprocess.DEVNULL
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        assert server.poll() is None, log.read_text("utf-8", errors="replace")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own loopback address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the dashboard did not start: {log.read_text('utf-8', errors='replace')}")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    arguments = [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage",
    ]  # fmt: skip
    with sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("chromium"),
            executable_path=CHROMIUM,
            args=arguments,
            viewport={"width": 1440, "height": 900},
        )
        yield context
        context.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that notes what goes wrong on it."""
    opened = browser.new_page()
    opened.wrong = []
    opened.asked = set()
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on(
        "console",
        lambda message: (
            opened.wrong.append(message.text)
            if message.type == "error" and not message.location["url"].endswith(EXPECTED_ABSENT)
            else None
        ),
    )
    opened.on("request", lambda request: opened.asked.add(request.url))
    yield opened
    opened.close()


def test_from_the_overview_to_the_highlighted_sentence(address: str, page: Any) -> None:
    page.goto(f"{address}/?quarter=2024Q1")
    page.get_by_role("heading", name="示例省 · 2024年第一季度").wait_for(timeout=30_000)
    assert page.locator(".rl-strip").inner_text().startswith("发布版本")
    missing = page.locator(".rl-track-missing").first
    assert "repeating-linear-gradient" in missing.evaluate("element => getComputedStyle(element).backgroundImage")
    page.get_by_test_id("stVegaLiteChart").first.wait_for()

    page.get_by_role("link", name="行政执法").click()
    page.get_by_role("heading", name="罚款金额 · 示例省 · 2024年第一季度").wait_for(timeout=15_000)
    assert "quarter=2024Q1" in page.url
    page.locator("a.rl-row", has_text="澄阳县").first.click()

    mark = page.locator("mark.rl-hit")
    mark.wait_for(timeout=30_000)
    assert f"observation={observation_id('fine-101')}" in page.url
    assert mark.inner_text() == "41.1万元"
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(247, 215, 116)"
    assert "实施罚款41.1万元，责令" in page.locator(".rl-passage").inner_text()
    assert page.wrong == []
    assert {url for url in page.asked if not url.startswith((address, "data:", "blob:"))} == set()


@pytest.fixture(scope="module")
def doubted_address(doubted: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard over the second publication."""
    yield from _serve(doubted, tmp_path_factory)


def test_from_a_gap_to_the_figure_and_its_receipt(doubted_address: str, page: Any) -> None:
    page.goto(f"{doubted_address}/reconciliation?quarter=2024Q1")
    page.get_by_role("heading", name="示例省核对 · 2024年第一季度").wait_for(timeout=60_000)
    row = page.locator("tr", has_text="停产停业整顿").first
    row.locator("summary").click()
    row.get_by_role("link", name="10", exact=True).click()

    page.locator("mark.rl-hit").wait_for(timeout=30_000)
    page.locator("td", has_text="该季度首次报送").wait_for(timeout=30_000)
    page.get_by_role("link", name="看回执").click()

    refused = page.locator(".rl-receipt-text .rl-v-refused")
    refused.wait_for(timeout=30_000)
    assert refused.inner_text() == "约若干家"
    assert refused.evaluate("element => getComputedStyle(element).backgroundColor") == "rgb(248, 211, 208)"
    with page.expect_download() as download:
        page.get_by_role("button", name="下载回执（xlsx）").click()
    assert download.value.suggested_filename == "a-回执.xlsx"
    assert page.wrong == []


def test_a_typed_day_looks_back_and_the_banner_leads_to_now(doubted_address: str, page: Any) -> None:
    page.goto(f"{doubted_address}/enforcement?quarter=2024Q1&indicator=penalty.suspension")
    field = page.get_by_role("combobox", name="截至")
    field.wait_for(timeout=60_000)
    field.click()
    field.fill("2024-06-01")
    field.press("Enter")
    banner = page.locator(".rl-as-of")
    banner.wait_for(timeout=30_000)
    assert "2024-06-01 23:59" in banner.inner_text()
    assert "as_of=2024-06-01T15" in page.url
    page.locator(".rl-rank-value", has_text="9").first.wait_for(timeout=15_000)
    page.get_by_role("link", name="回到现在").click()
    page.locator(".rl-rank-value", has_text="10").first.wait_for(timeout=30_000)
    assert "as_of" not in page.url
    assert page.wrong == []


def test_a_bare_rate_is_drawn_as_such_and_leads_to_its_sentence(address: str, page: Any) -> None:
    page.goto(f"{address}/rate?quarter=2024Q1&rate=zero_accident.village_rate")
    page.get_by_role("heading", name="零事故村(社区)比例 · 示例省 · 2024年第一季度").wait_for(timeout=60_000)
    line = page.locator("a.rl-row", has_text="澄阳县")
    assert "91.3%" in line.inner_text()
    assert "仅报比率" in line.inner_text()
    assert page.locator(".rl-track-missing").count() > 0
    line.click()
    page.locator(".rl-figure-value", has_text="91.3%").wait_for(timeout=30_000)
    assert f"observation={observation_id('village-101')}" in page.url
    assert "分子/分母： 报表中无此项 / 200" in page.locator(".rl-plain", has_text="分子/分母").inner_text()
    assert page.wrong == []


def test_an_address_of_a_page_within_opens_with_its_frame_and_language(address: str, page: Any) -> None:
    page.goto(f"{address}/evidence?observation={observation_id('fine-102')}&lang=en")
    page.get_by_role("heading", name="Where this figure comes from").wait_for(timeout=30_000)
    assert page.locator("td.rl-hit").inner_text() == "670"
    page.get_by_role("link", name="Completeness").wait_for(timeout=15_000)
    assert page.wrong == []


def test_the_first_page_opens_at_the_root_and_at_its_own_address(address: str, page: Any) -> None:
    for place in ("overview", ""):
        page.goto(f"{address}/{place}?quarter=2024Q1")
        page.get_by_role("heading", name="示例省 · 2024年第一季度").wait_for(timeout=30_000)
        page.get_by_test_id("stVegaLiteChart").first.wait_for(timeout=30_000)
        assert page.get_by_text("Page not found").count() == 0, place
        page.get_by_role("link", name="行政执法").wait_for(timeout=15_000)
        assert page.get_by_role("link", name="概览", exact=True).count() == 1
    page.goto(f"{address}/no_such_page?quarter=2024Q1")
    page.get_by_text("Page not found").first.wait_for(timeout=30_000)
