"""The figures of a table as a file that a spreadsheet opens: every digit, in canonical units, with their evidence.

A county without a figure has a row with the reason and an empty value; a difference of two running counts names both.
The file begins with a byte order mark, without which Chinese spreadsheets take it for another encoding.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from dashboards.context import View

Row = Mapping[str, Any]
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def offer_csv(view: View, name: str, rows: Sequence[Row], column: str, indicator: str = "") -> None:
    """Draw the button that hands the rows out; ``column`` holds the figure, of ``indicator`` where it is one."""
    st.download_button(
        view.text("download.csv"),
        write_csv(view, rows, column, indicator),
        file_name=f"redline-{name}.csv",
        mime="text/csv",
        icon=":material/download:",
    )


def offer_lines(view: View, name: str, heads: Sequence[str], lines: Iterable[Sequence[object]]) -> None:
    """Draw the button that hands out lines as they are, Decimals with every digit and nothing where there is None."""
    st.download_button(
        view.text("download.csv"),
        write_lines(heads, lines),
        file_name=f"redline-{name}.csv",
        mime="text/csv",
        icon=":material/download:",
    )


def write_lines(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    """Lines as UTF-8 with a byte order mark; no text of them is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in line] for line in lines)
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else _plain(str(value))


def write_csv(view: View, rows: Sequence[Row], column: str, indicator: str = "") -> bytes:
    """The rows as UTF-8 with a byte order mark; values in the canonical unit (yuan, share from 0 to 1)."""
    text = view.text
    heads = ("county", "code", "value", "unit", "qualifier", "state", "first_day", "last_day", "source", "observation")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([text(f"column.{head}") for head in heads])
    for row in rows:
        is_valued = row[column] is not None
        exactness = row.get("qualifier") or row.get("rate_qualifier")
        writer.writerow(
            [
                _plain(row["division_name"]),
                row["division_code"],
                f"{row[column].normalize():f}" if is_valued else "",
                _unit(view, row.get("unit") or "ratio", indicator) if is_valued else "",
                text(f"exactness.{exactness}") if exactness else "",
                _state(view, row),
                row["period_start"] or "",
                row["period_end"] or "",
                _plain(row["file_name"] or ""),
                " ".join(filter(None, (row["observation_id"], row.get("earlier_observation_id")))),
            ]
        )
    return (_BYTE_ORDER_MARK + out.getvalue()).encode()


def _unit(view: View, unit: str, indicator: str) -> str:
    """The canonical unit in words: yuan are never of ten thousand here."""
    return view.text(f"unit.canonical_{unit}") if unit in ("yuan", "ratio") else view.unit(unit, indicator)


def _state(view: View, row: Row) -> str:
    """Whether there is a figure, and whether it is printed or the difference of two running counts."""
    if row.get("value_basis") == "derived":
        return view.text("value_basis.derived")
    return view.text(f"status.{row['status']}")


def _plain(text: str) -> str:
    """A text from outside that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
