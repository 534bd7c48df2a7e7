"""Options that several commands share: quarters, JSON, paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from warehouse.errors import UsageError
from warehouse.quarters import Quarter


class QuarterType(click.ParamType):  # type: ignore[type-arg]
    """A quarter, written 2024Q1."""

    name = "quarter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Quarter:
        """Read it, or say how it is written."""
        if isinstance(value, Quarter):
            return value
        try:
            return Quarter.parse(str(value))
        except UsageError as error:
            self.fail(str(error), param, ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
paths_argument = click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
