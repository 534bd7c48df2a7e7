"""The dictionary's committed pages are what the records and the catalogue say."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.catalogue.loader import load_catalogue
from warehouse.tables import load_tables
from warehouse.tables.dictionary import DOCS, LANGUAGES, Language, render_dictionary, write_dictionary


@pytest.mark.parametrize("language", LANGUAGES)
def test_committed_page_equals_the_generated_one(language: Language) -> None:
    page = (DOCS / f"dictionary.{language}.md").read_text(encoding="utf-8")
    fresh = render_dictionary(language, load_catalogue(), load_tables().values())
    assert page == fresh, "run: python -m warehouse.tables.dictionary"


def test_page_names_every_table_column_indicator_reason_and_rule() -> None:
    catalogue, tables = load_catalogue(), load_tables()
    page = render_dictionary("zh", catalogue, tables.values())
    wanted = [*tables, *catalogue.indicators, *catalogue.sectors, *catalogue.actions, *catalogue.reasons]
    wanted += [*catalogue.rules, *(column.name for table in tables.values() for column in table.columns)]
    assert [code for code in wanted if f"`{code}`" not in page] == []


def test_cells_cannot_break_the_grid() -> None:
    page = render_dictionary("en", load_catalogue(), load_tables().values())
    widths = {}
    for line in page.splitlines():
        if not line.startswith("|"):
            widths.clear()
            continue
        cells = line.replace("\\|", "").count("|")
        assert cells == widths.setdefault("grid", cells), line


def test_both_languages_are_written(tmp_path: Path) -> None:
    zh, en = write_dictionary(tmp_path)
    assert zh.read_text(encoding="utf-8").startswith("# 数据字典")
    assert en.read_text(encoding="utf-8").startswith("# Dictionary")
