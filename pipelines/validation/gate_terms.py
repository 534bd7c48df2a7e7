"""The gate's terms: which conditions a quarter passes, and from which value on each is told or holds.

They stand in ``data/gate.yaml``; a home's own ``gate.yaml`` may set other limits, never other conditions.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml

from warehouse.errors import GateError
from warehouse.home import Home

_LIMITS = ("warn", "hold")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition.

    A ``fault`` blocks whenever it occurs. A ``measure`` beyond ``warn`` is told, beyond ``hold`` keeps the quarter out;
    ``side`` says whether beyond is below or above, ``is_share`` whether it counts or is a part of 1. A limit of None
    asks nothing.
    """

    name: str
    kind: Literal["fault", "measure"]
    zh: str
    en: str
    side: Literal["below", "above"] = "above"
    warn: float | None = None
    hold: float | None = None
    is_share: bool = True

    def is_beyond(self, value: float, limit: float | None) -> bool:
        """Whether a value lies on the wrong side of a limit."""
        if limit is None:
            return False
        return value < limit if self.side == "below" else value > limit


def read_terms(home: Home) -> Mapping[str, Condition]:
    """The conditions by name, with the limits of a home where it sets its own.

    Raises:
        GateError: where the home's ``gate.yaml`` names what there is not, or a limit that is no number.
    """
    conditions = dict(default_terms())
    path = home.root / "gate.yaml"
    for name, limits in _read_limits(path).items():
        if name not in conditions or conditions[name].kind != "measure":
            raise _refusal(path, f"{name} is no condition with limits", f"use {', '.join(_measures())}")
        if not isinstance(limits, Mapping) or not limits or set(limits) - set(_LIMITS):
            raise _refusal(path, f"{name} needs warn, hold or both", f"write {name}: {{warn: 0.5, hold: 0.8}}")
        for limit, value in limits.items():
            _refuse_limit(path, conditions[name], limit, value)
        own = {limit: None if value is None else float(value) for limit, value in limits.items()}
        given = conditions[name]
        conditions[name] = replace(given, warn=own.get("warn", given.warn), hold=own.get("hold", given.hold))
    return conditions


@cache
def default_terms() -> Mapping[str, Condition]:
    """The conditions by name as Redline ships them."""
    content = yaml.safe_load((resources.files("pipelines.validation") / "data" / "gate.yaml").read_text("utf-8"))
    return {name: Condition(name=name, **fields) for name, fields in content.items()}


def _measures() -> list[str]:
    return [c.name for c in default_terms().values() if c.kind == "measure"]


def _read_limits(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refusal(path, "no valid YAML", " ".join(str(error).split())[:200]) from error
    if content is not None and not isinstance(content, dict):
        raise _refusal(path, "no mapping of conditions", "write one condition a line: coverage: {hold: 0.8}")
    return content or {}


def _refuse_limit(path: Path, condition: Condition, limit: str, value: object) -> None:
    """Refuse a limit that could never be met or never be passed, which would silently ask nothing."""
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _refusal(path, f"{condition.name}.{limit} is no number", "write a number, or null to ask nothing")
    if condition.is_share and not 0 <= value <= 1:
        raise _refusal(path, f"{condition.name}.{limit} is no share: {value}", "write 20 percent as 0.2")


def _refusal(path: Path, problem: str, next_step: str) -> GateError:
    return GateError(f"the gate's limits cannot be read: {problem}", where=str(path), next_step=next_step)
