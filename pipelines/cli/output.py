"""What commands print: JSON lines for programs, plain tables and problems for people in the language chosen.

Numbers are numbers (whole Decimals as integers), dates are ``YYYY-MM-DD``, times are UTC with a Z, text is not escaped.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import click

from pipelines.cli.language import heading
from warehouse.errors import RedlineError

_PIPE_WIDTH = 200


def plain(value: object) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, bool | int | str) or value is None:
        return value
    return str(value)


def print_json(row: Mapping[str, object]) -> None:
    """One object on one line."""
    click.echo(json.dumps(plain(row), ensure_ascii=False))


def tell(problem: RedlineError | str) -> None:
    """A stated problem in one line on stderr, in the language chosen."""
    from pipelines.cli.telling import told

    click.echo(f"redline: {told(problem)}", err=True)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, as_named: bool = False) -> None:
    """A table for people: nothing is cut, wide cells wrap; in a pipe a line may be as long as a wide screen's.

    Args:
        columns: their English names, put into the language chosen.
        rows: the cells.
        as_named: leave the names as they are, as of a query.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table

    titles = columns if as_named else [heading(name) for name in columns]
    table = Table(*(Column(title, overflow="fold") for title in titles), box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(_shown(value) for value in row))
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _PIPE_WIDTH
    Console(soft_wrap=False, highlight=False, markup=False, width=width).print(table)


def _shown(value: object) -> str:
    if value is None:
        return ""
    simple = plain(value)
    return ", ".join(map(str, simple)) if isinstance(simple, list) else str(simple)
