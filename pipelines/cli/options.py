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


class GivenPath(click.Path):
    """A path that is really given: an empty one, as of an unset variable, is never the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read it, or say that there is none."""
        if value == "":
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
paths_argument = click.argument(
    "paths", nargs=-1, required=True, type=GivenPath(path_type=Path), help="Files, folders or zip bundles."
)
