"""Data docs: the contracts and their latest results as pages that look right without a network.

Great Expectations writes pages that fetch styles and scripts from the web; here those are taken out and a style sheet
of our own is put in, with an index in both languages.
"""

from __future__ import annotations

import html
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from warehouse.errors import UsageError
from warehouse.expectations.runner import gx_root, open_context
from warehouse.home import Home

_STYLE = "redline.css"
_SETTING = "REDLINE_DASHBOARD_URL"
_USUAL_PORT = "8501"


@dataclass(frozen=True, slots=True)
class _Page:
    table: str
    run: str
    asked: int
    held: int
    rows_failed: int
    link: str


def contracts_page(environment: Mapping[str, str] = os.environ) -> str:
    """The address of the dashboard's page that shows the same contracts.

    ``REDLINE_DASHBOARD_URL`` says where people open the dashboard, path and all; without it, this machine and the port
    of ``redline dashboard``. The dashboard links back by relative addresses and needs no setting.

    Raises:
        UsageError: where the setting is no web address.
    """
    port = environment.get("REDLINE_PORT") or _USUAL_PORT
    address = (environment.get(_SETTING) or "").strip() or f"http://127.0.0.1:{port}"
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(
            f"{address} is no address of a dashboard",
            where=_SETTING,
            next_step="write it as http://HOST:PORT or https://HOST/PATH, or unset it",
        )
    return f"{address.rstrip('/')}/publication"


def build_data_docs(home: Home) -> Path | None:
    """Build the pages into ``home.data_docs``, whole or not at all.

    Returns:
        The index, or None where no contract was ever run.

    Raises:
        UsageError: where the setting of the dashboard's address is no web address.
    """
    root = gx_root(home)
    dashboard = contracts_page()
    if not (root / "gx" / "uncommitted" / "validations").is_dir():
        return None
    open_context(str(root)).build_data_docs()
    site = root / "gx" / "uncommitted" / "data_docs" / "local_site"
    fresh = home.root / f".data_docs.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    for page in site.rglob("*.html"):
        target = fresh / page.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        depth = len(target.relative_to(fresh).parts) - 1
        shown_at = _dashboard_page(target.relative_to(fresh), dashboard)
        target.write_text(mend_page(page.read_text("utf-8"), "../" * depth + _STYLE, shown_at), "utf-8")
    style = (resources.files("warehouse.expectations") / _STYLE).read_text("utf-8")
    (fresh / _STYLE).write_text(style, "utf-8")
    (fresh / "index.html").write_text(_index(root, fresh, dashboard), "utf-8")
    retired = home.root / f".data_docs.{os.getpid()}.old"
    if home.data_docs.exists():
        home.data_docs.replace(retired)
    fresh.replace(home.data_docs)
    shutil.rmtree(retired, ignore_errors=True)
    return home.data_docs / "index.html"


def _dashboard_page(page: Path, dashboard: str) -> str:
    """The dashboard's address for a page: of a validation the same page, of all else the list."""
    if page.parts[0] != "validations" or len(page.parts) < 3:
        return dashboard
    return f"{dashboard}?{urlencode({'quarter': page.parts[2], 'doc': page.as_posix()})}"


def mend_page(text: str, style: str, dashboard: str) -> str:
    """A page without scripts, remote styles, pictures and what only scripts unfold.

    Args:
        text: the page as the library wrote it.
        style: the address of our style sheet, which is put in.
        dashboard: the address of the dashboard's page, which is linked at the top.
    """
    from lxml import html as lxml_html

    tree = lxml_html.document_fromstring(text)
    for element in tree.xpath("//script | //link | //img | //footer | //style | //*[contains(@class, 'modal')]"):
        element.drop_tree()
    for element in tree.xpath("//*[contains(@class, 'card-header') and contains(., 'Actions')]/.."):
        element.drop_tree()
    for element in tree.xpath("//*[@data-toggle='collapse'] | //*[contains(@class, 'collapse')]"):
        element.drop_tree()
    for anchor in tree.xpath("//a[starts-with(@href, 'http')]"):
        anchor.drop_tag()
    for brand in tree.xpath("//*[contains(@class, 'navbar-brand')]//a"):
        brand.text = "红线 Redline"
    link = lxml_html.fragment_fromstring(f'<link rel="stylesheet" href="{html.escape(style)}">')
    tree.head.append(link)
    address = html.escape(dashboard)
    way = f'<p class="dashboard"><a href="{address}">在看板中查看 in the dashboard</a></p>'
    tree.body.insert(0, lxml_html.fragment_fromstring(way))
    rendered: str = lxml_html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")
    return rendered


def _pages(root: Path, fresh: Path) -> Iterator[_Page]:
    results = root / "gx" / "uncommitted" / "validations"
    for path in sorted(results.rglob("*.json")):
        outcome: dict[str, Any] = json.loads(path.read_text("utf-8"))
        table, run = path.relative_to(results).parts[:2]
        link = Path("validations") / path.relative_to(results).with_suffix(".html")
        failed = sum(r["result"].get("unexpected_count") or 0 for r in outcome["results"])
        asked = len(outcome["results"])
        held = sum(bool(r["success"]) for r in outcome["results"])
        if (fresh / link).is_file():
            yield _Page(table, run, asked, held, failed, link.as_posix())


def _index(root: Path, fresh: Path, dashboard: str) -> str:
    way = html.escape(dashboard)
    rows = [
        f"<tr class='{'held' if p.asked == p.held else 'breached'}'>"
        f"<td><a href='expectations/{html.escape(p.table)}.html'>{html.escape(p.table)}</a></td>"
        f"<td><a href='{way}?quarter={quote(p.run)}'>{html.escape(p.run)}</a></td>"
        f"<td>{p.held} / {p.asked}</td><td>{p.rows_failed}</td>"
        f"<td><a href='{html.escape(p.link)}'>详情 details</a></td></tr>"
        for p in _pages(root, fresh)
    ]
    head = "<tr><th>表 table</th><th>季度 quarter</th><th>成立 hold</th><th>不符行 rows in breach</th><th></th></tr>"
    return (
        "<!DOCTYPE html><html lang='zh'><head><meta charset='utf-8'><title>红线 Redline</title>"
        f"<link rel='stylesheet' href='{_STYLE}'></head><body><main class='index'><h1>数据契约 Data contracts</h1>"
        "<p>每张表须满足的要求及各季度最近一次检查的结果。What must hold of each table, and the latest result of each "
        f"quarter. <a href='{way}'>看板 dashboard</a></p>"
        f"<table class='table'><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table></main></body>"
        "</html>"
    )
