"""The page of rates: n of m beside each, the bare rate as such, who lacks what, and never an average."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

import duckdb
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from streamlit.testing.v1 import AppTest

from dashboards.context import View
from dashboards.downloads import write_lines
from dashboards.filters import Filters
from dashboards.messages import load_messages, read_catalog
from dashboards.rates import fraction, show_rate
from dashboards.source import Source
from tests.dashboards.rate_rows import RATE, build_rated, stated_id
from tests.dashboards.test_dashboard_pages import html, html_text, line_of
from warehouse.home import Home

Visit = Callable[..., AppTest]


@pytest.fixture(scope="module")
def rated(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("rated"))
    build_rated(made)
    return made


@pytest.fixture
def page(visit: Visit, rated: Home) -> str:
    app = visit("rate", at=rated, quarter="2024Q1", rate=RATE)
    assert list(app.exception) == []
    return html(app)


def words(shown: str) -> str:
    return " ".join(html_text(shown).split())


def test_a_rate_stands_with_its_numerator_and_denominator_and_leads_to_its_evidence(page: str) -> None:
    line = line_of(page, "澄阳县")
    assert "95.71% 67/70" in words(line)
    assert stated_id("990101", 1) in line
    assert all(stated_id("990101", number) in page for number in (2, 3))


def test_a_bare_rate_is_marked_as_such_with_why_it_cannot_be_recomputed(page: str) -> None:
    line = line_of(page, "渡川县")
    assert "99%" in words(line)
    assert "仅报比率" in words(line)
    assert "报表中无分子、分母" in line


def test_one_part_and_none_and_nobody_are_told_apart_and_none_is_zero(page: str) -> None:
    names = {"990103": "报表中无分母", "990104": "报表中无此项"}
    places = {"990103": "鹿溪县", "990104": "石闸县"}
    for code, told in names.items():
        line = line_of(page, places[code])
        assert told in words(line)
        assert "0%" not in words(line)
    assert "rl-track-missing" in page
    assert "3 县：" in words(page)


def test_what_differs_shows_both_values(page: str) -> None:
    line = words(line_of(page, "谷岭县"))
    assert "62.5% 50/80" in line
    assert "自报 90%" in line


def test_an_area_shows_its_sums_its_coverage_who_lacks_what_and_its_own_statement(page: str) -> None:
    card = words(page[page.index("rl-cards") : page.index("rl-rank")])
    assert "78%" in card
    assert "117/150" in card
    assert "2/8 县分子分母俱报" in card
    assert "1 县只报其一，1 县仅报比率，1 县报表中无此项，3 县未报" in card.replace(",", "，").replace("、", "，")
    assert "该地区自报 80% 120 / 150 相符" in card


def test_bounds_are_never_a_point(visit: Visit, rated: Home) -> None:
    shown = html(visit("rate", at=rated, quarter="2024Q1", rate="penalty.collection_rate"))
    line = words(line_of(shown, "澄阳县"))
    assert "60%" in line
    assert "75%" not in line
    assert "约数或界限" in line
    assert "超出界限" in words(shown)


def test_a_sector_has_its_own_rate(visit: Visit, rated: Home) -> None:
    shown = html(visit("rate", at=rated, quarter="2024Q1", rate=RATE, sector="coal_mine"))
    assert "50% 1/2" in words(line_of(shown, "澄阳县"))


def test_the_page_is_whole_in_english_and_for_one_county(visit: Visit, rated: Home) -> None:
    app = visit("rate", at=rated, quarter="2024Q1", rate=RATE, lang="en", county="990102")
    assert list(app.exception) == []
    shown = words(html(app))
    assert "2 of 8 counties report both" in shown
    assert "bare rate" in shown
    assert "one part only: 1" in shown


def test_elsewhere_a_rate_shows_what_it_is_made_of_too(visit: Visit, rated: Home) -> None:
    at: dict[str, Any] = {"at": rated, "quarter": "2024Q1"}
    enforcement = html(visit("enforcement", indicator="penalty.collection_rate", **at))
    assert "60% 9 余/12 万元" in words(line_of(enforcement, "澄阳县"))
    assert "仅报比率" in words(line_of(enforcement, "渡川县"))
    evidence = words(html(visit("evidence", observation=stated_id("990105", 1), **at)))
    assert "分子/分母： 50 / 80 · 重算为 62.5% 与重算不符" in evidence
    listed = words(html(visit("evidence", county="990101", **at)))
    assert "95.7% 67/70" in listed
    assert "60% 9 余/12 万元 超出界限" in listed
    assert "0.018 仅报比率" in listed
    assert "1.8%" not in listed


def test_a_rate_that_is_no_share_is_no_per_cent_on_its_page_of_evidence(visit: Visit, rated: Home) -> None:
    shown = words(html(visit("evidence", at=rated, quarter="2024Q1", observation=stated_id("990101", 11))))
    assert "0.018" in shown
    assert "1.8%" not in shown


def test_what_others_answer_is_marked_in_completeness_and_is_no_figure(visit: Visit, rated: Home) -> None:
    shown = words(html(visit("coverage", at=rated, quarter="2024Q1", county="990101")))
    assert "75% 2+1/4" in shown
    assert "另有 1 项由其他所报指标可知 死亡人数" in shown
    accidents = words(html(visit("accident", at=rated, quarter="2024Q1", county="990101")))
    assert accidents.count("报表中无此项") >= 2


def test_a_publication_of_an_earlier_release_still_shows_its_pages(visit: Visit, rated: Home, tmp_path: Path) -> None:
    old = Home(tmp_path / "old")
    shutil.copytree(rated.root, old.root)
    published = next(old.publications.glob("*/warehouse.duckdb"))
    published.chmod(0o644)
    with duckdb.connect(published) as connection:
        connection.execute("drop table marts.mart_rate")
        connection.execute("alter table marts.mart_coverage drop column implied_count")
        connection.execute("alter table marts.mart_coverage drop column implied_indicators")
    at: dict[str, Any] = {"at": old, "quarter": "2024Q1"}
    assert "95.7%" in words(html(visit("evidence", observation=stated_id("990101", 1), **at)))
    assert "仅报比率" not in words(html(visit("evidence", county="990101", **at)))
    assert "缺 1 项" in words(html(visit("coverage", county="990101", **at)))
    assert "redline load" in words(html(visit("rate", **at)))


def test_before_any_rate_the_page_says_so(visit: Visit) -> None:
    app = visit("rate", quarter="2024Q2", sector="coal_mine")
    assert list(app.exception) == []


@pytest.mark.parametrize(
    ("value", "kind", "zh", "en"),
    [
        ("0.957143", "share", "95.71%", "95.71%"),
        ("-0.2", "change", "-20.0%", "-20.0%"),
        ("22500", "yuan", "2.25 万元", "22,500 yuan"),
        ("0.5", "number", "0.5", "0.5"),
    ],
)
def test_a_rate_reads_as_its_kind(value: str, kind: str, zh: str, en: str) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        unused: Any = None
        view = View(Source(Home(unused), unused), load_messages(language), Filters("2024Q1", None, None))
        assert show_rate(view, Decimal(value), kind) == expected


def test_lines_that_are_handed_out_keep_every_digit_and_no_formula() -> None:
    written = write_lines(["a", "b", "c"], [[Decimal("0.957143"), None, "=1+1"]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written)))[1] == ["0.957143", "", "'=1+1"]


@pytest.mark.parametrize(
    ("language", "rate_unit", "qualifiers", "expected"),
    [
        ("zh", "share", ("exact", "exact"), "67/70"),
        ("zh", "share", ("over", "exact"), "67 余/70"),
        ("zh", "change", ("exact", "exact"), "本期 67 / 上期 70"),
        ("en", "change", ("exact", "per_day"), "now 67 / period before 70 a/day"),
    ],
)
def test_the_parts_of_a_rate_are_told_apart_whatever_signs_stand_in_them(
    language: Any, rate_unit: str, qualifiers: tuple[str, str], expected: str, tmp_path: Path
) -> None:
    known = load_messages(language)
    written = Catalog(locale=language)
    for message in read_catalog(language):
        written.add(message.id, message.string)
    written.add("qualifier.per_day", "{number} a/day")
    compiled = io.BytesIO()
    write_mo(compiled, written)
    compiled.seek(0)
    view = View(
        Source(Home(tmp_path), tmp_path),
        replace(known, translations=GNUTranslations(compiled)),
        Filters("2024Q1", None, None),
    )
    row = {
        "numerator_value": Decimal(67), "denominator_value": Decimal(70), "numerator_unit": "count",
        "denominator_unit": "count", "numerator_qualifier": qualifiers[0], "denominator_qualifier": qualifiers[1],
        "rate_unit": rate_unit, "base": "previous_period",
    }  # fmt: skip
    assert fraction(view, row) == expected
    assert fraction(view, {**row, "denominator_value": None}) == ""
