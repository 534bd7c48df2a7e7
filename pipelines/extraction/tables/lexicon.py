"""From words to indicators: an ordered list of rules in a data file, then the catalogue's own synonyms.

A rule matches a label's own words, the heads above it, the table's title and the unit. What the rule and the neutral
words leave over of the label decides how sure the reading is: nothing left is sure, a little is for review, much is
no match.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pipelines.extraction.tables.units import CellUnit
from warehouse.catalogue.model import Catalogue
from warehouse.errors import CatalogueError

DATA = Path(__file__).parent / "data" / "lexicon.csv"
OUTSIDE = "-"
_COLUMNS = ("indicator", "unit", "own", "not", "path", "title")
_NEUTRAL = re.compile(
    r"安全生产|生产经营单位|生产经营|生产安全|生产|安全|经营|单位|企业|总数|数量|个数|家数|次数|起数|人数|项数|件数|份数|条数|宗数|数|情况|累计|合计|小计|总计|"
    r"金额|各类|全部|全市|全县|的|已|共|本期|本年|本季|本月|当年|当月|今年|有关|相关|行政|依法|责令|实施|开展|组织|下达|其中|进行|工作|部门|"
    r"[、,，.。:：()（）/\-—“”\"+和及与等]|\d"
)
_REPEATED = re.compile(r"(?<!\\)\)(?P<sign>[*+])(?![?+])")
_BOUNDS = {"*": "){0,8}", "+": "){1,8}"}
_SURE, _DOUBTFUL_SHARE, _DOUBTFUL_LENGTH = 0, 0.3, 3

Certainty = Literal["sure", "doubtful"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the lexicon; ``units`` are the measures that it takes, "" among them for an unprinted one."""

    indicator: str
    units: frozenset[str]
    own: re.Pattern[str]
    barred: re.Pattern[str] | None
    path: re.Pattern[str] | None
    title: re.Pattern[str] | None
    line: int


@dataclass(frozen=True, slots=True)
class Match:
    """A label's indicator (``-``: known, but no statistic of the catalogue); ``rule`` names what found it."""

    indicator: str
    certainty: Certainty
    rule: str
    rest: str = ""


@dataclass
class Lexicon:
    """The rules with the catalogue that they speak of."""

    catalogue: Catalogue
    rules: tuple[Rule, ...]
    _cache: dict[tuple[str, tuple[str, ...], str, tuple[str, ...]], Match | None] = field(
        default_factory=dict, repr=False
    )

    def match(self, own: str, heads: tuple[str, ...], title: str, unit: CellUnit) -> Match | None:
        """The indicator of a label under its heads, None where no rule and no synonym knows it.

        Args:
            own: the label's core words.
            heads: core words above it, outermost first.
            title: the table's title and sheet name.
            unit: the unit that the cell has.
        """
        key = (own, heads, title, tuple(c.printed for c in unit.candidates))
        if key not in self._cache:
            self._cache[key] = self._match(own, heads, title, unit)
        return self._cache[key]

    def _match(self, own: str, heads: tuple[str, ...], title: str, unit: CellUnit) -> Match | None:
        path = ">".join((*heads, own))
        doubtful: Match | None = None
        for rule in self.rules:
            found = rule.own.fullmatch(own) or rule.own.search(own)
            if found is None or not found[0] or not self._fits(rule, own, path, title, unit):
                continue
            rest = _NEUTRAL.sub("", own[: found.start()] + "|" + own[found.end() :]).replace("|", "")
            if len(rest) <= _SURE:
                return Match(rule.indicator, "sure", f"lexicon:{rule.line}")
            if doubtful is None and len(rest) <= min(_DOUBTFUL_LENGTH, _DOUBTFUL_SHARE * len(own)):
                doubtful = Match(rule.indicator, "doubtful", f"lexicon:{rule.line}", rest)
        return self._match_synonym(own, unit) or doubtful

    def _fits(self, rule: Rule, own: str, path: str, title: str, unit: CellUnit) -> bool:
        """Whether the rule's conditions beside the label's words hold."""
        if rule.barred and rule.barred.search(own):
            return False
        if rule.path and not rule.path.search(path):
            return False
        if rule.title and not rule.title.search(title):
            return False
        return self._takes(rule, unit)

    def _takes(self, rule: Rule, unit: CellUnit) -> bool:
        """Whether the rule takes the cell's unit; without a unit of its own it takes the indicator's canonical one."""
        if len(unit.candidates) > 1 and rule.units and "" not in rule.units and rule.units != {"%"}:
            return False
        if not unit.candidates:
            return not rule.units or "" in rule.units or rule.units == {"%"}
        if not rule.units:
            indicator = self.catalogue.indicators.get(rule.indicator)
            return indicator is None or bool(unit.of(indicator.unit))
        if rule.indicator != OUTSIDE and not unit.of(self.catalogue.indicators[rule.indicator].unit):
            return False
        return any(c.printed in rule.units or c.measure in rule.units for c in unit.candidates)

    def _match_synonym(self, own: str, unit: CellUnit) -> Match | None:
        """The one indicator whose name or synonym the label is, told apart by the unit; None where several are.

        A synonym without a printed unit is only a candidate: it goes to review.
        """
        codes = self._synonyms.get(own) or self._synonyms.get(re.sub(r"(?:总数|数量|个数|数|情况)$", "", own)) or ()
        fitting = [c for c in codes if not unit.candidates or unit.of(self.catalogue.indicators[c].unit)]
        if len(fitting) != 1:
            return None
        is_told = bool(unit.candidates) or own == self.catalogue.indicators[fitting[0]].name_zh
        return Match(fitting[0], "sure" if is_told else "doubtful", "synonym")

    @cached_property
    def _synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """Codes by name and synonym."""
        found: dict[str, list[str]] = {}
        for code, indicator in self.catalogue.indicators.items():
            for word in {indicator.name_zh, *indicator.synonyms}:
                found.setdefault(word, []).append(code)
        return {word: tuple(codes) for word, codes in found.items()}


def load_lexicon(catalogue: Catalogue, path: Path = DATA) -> Lexicon:
    """Read and check the lexicon.

    Raises:
        CatalogueError: a line with an unknown indicator, a bad pattern or a missing column; with file and line.
    """
    rules: list[Rule] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise CatalogueError(
                "the lexicon's columns are not as expected",
                where=f"{path.name}:1",
                next_step=f"write them as {' '.join(_COLUMNS)}",
            )
        for number, row in enumerate(reader, 2):
            rules.append(_read_rule(row, catalogue, f"{path.name}:{number}", number))
    return Lexicon(catalogue, tuple(rules))


def _read_rule(row: dict[str, str | None], catalogue: Catalogue, where: str, line: int) -> Rule:
    """One line as a rule."""
    if None in row.values() or None in row:
        raise CatalogueError(
            "a line has too few or too many columns",
            where=where,
            next_step="write six; quote commas",
        )
    cells = {key: value or "" for key, value in row.items()}
    if cells["indicator"] != OUTSIDE and cells["indicator"] not in catalogue.indicators:
        raise CatalogueError(
            f"indicator {cells['indicator']!r} is unknown", where=where, next_step="see indicators.csv"
        )
    try:
        patterns = {key: _compile(cells[key]) if cells[key] else None for key in ("own", "not", "path", "title")}
    except re.error as error:
        raise CatalogueError(f"a pattern is broken: {error}", where=where, next_step="mend the pattern") from error
    if patterns["own"] is None:
        raise CatalogueError("a line has no pattern for the label itself", where=where, next_step="fill the column own")
    units = frozenset(cells["unit"].split("|")) if cells["unit"] else frozenset()
    return Rule(cells["indicator"], units, patterns["own"], patterns["not"], patterns["path"], patterns["title"], line)


def _compile(pattern: str) -> re.Pattern[str]:
    """A rule's pattern; its groups repeat at most eight times, so that no label, however odd, takes long to refuse."""
    return re.compile(_REPEATED.sub(lambda match: _BOUNDS[match["sign"]], pattern))
