"""Divisions, found by code or by the names that reports use.

What is listed comes from files; the parts that every division has by rule (own level, departments, 经开区, 高新区)
are in ``division_parts``. Nothing here guesses: a name that several divisions bear yields several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from warehouse.catalogue.division_names import bare_name, former_names, short_name, strip_blanks
from warehouse.catalogue.division_parts import (
    OWN_NAMES,
    ZONE_FORMS,
    build_part,
    fits_tier,
    parse_part,
    split_code,
    standard_zone,
)
from warehouse.catalogue.model import Division

_LEVELS = {"province": 0, "prefecture": 1, "county": 2, "township": 3}


class DivisionIndex:
    """All divisions, found by code, by full name (翼城县), by bare name (翼城) and by alias.

    Args:
        divisions: listed divisions, each code once.
        common_words: printed forms that are everyday words too (公安, 新建): resolved by ``find`` but not offered by
            ``names``, so that no finder takes them out of running text.
    """

    def __init__(self, divisions: Iterable[Division], common_words: Iterable[str] = ()) -> None:
        self._divisions = {division.code: division for division in divisions}
        self.common_words = frozenset(common_words)

    def __iter__(self) -> Iterator[Division]:
        """The listed divisions in order of code; parts by rule are not among them."""
        return iter(self._divisions[code] for code in sorted(self._divisions))

    def __len__(self) -> int:
        """How many are listed."""
        return len(self._divisions)

    def get(self, code: str) -> Division | None:
        """The division of a code, listed or by rule (``430100-own``)."""
        if listed := self._divisions.get(code):
            return listed
        parts = split_code(code)
        if parts is None or (parent := self._divisions.get(parts[0])) is None:
            return None
        return build_part(parent, parts[1])

    def find(self, name: str, *, within: str | None = None, on: date | None = None) -> tuple[Division, ...]:
        """All divisions that a printed name may mean, best first; ``within`` (a code) and ``on`` narrow them.

        A full name or alias excludes bare names, and these the names that a division must have had before it changed
        its kind (密云县 for 密云区). With a day, what was valid on it goes before all else, and a
        name that no division bore then still finds the one that bore it at another time. Without a day, a division
        that has ended gives way only to its own successor (密云县 to 密云区). A province stands before a prefecture
        before a county.
        One result is a sure reading; several are told apart by the caller or go to review.
        """
        wanted = strip_blanks(name)
        found = self._find_listed(wanted, within) or self._find_parts(wanted, within)
        valid = [division for division in found if is_valid(division, on)]
        kept = valid or found
        if on is None:
            kept = [division for division in found if division in valid or not has_successor(division, valid)]
        rank = {division.code: (division not in valid, _LEVELS[division.level]) for division in kept}
        return tuple(sorted(kept, key=lambda division: (rank[division.code], division.code)))

    def children(self, code: str, on: date | None = None) -> tuple[Division, ...]:
        """The listed divisions directly below a code that are valid on a day (now, where none is given)."""
        below = (self._divisions[child] for child in self._children.get(code, ()))
        return tuple(division for division in below if is_valid(division, on))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """Parent, parent's parent and so on; empty for a province or an unknown code."""
        chain: list[Division] = []
        division = self.get(code)
        while division and division.parent and (division := self.get(division.parent)):
            chain.append(division)
        return tuple(chain)

    def is_within(self, code: str, ancestor: str) -> bool:
        """Whether a division is, or lies in, another."""
        return code == ancestor or any(above.code == ancestor for above in self.ancestors(code))

    def names(self) -> Iterable[tuple[str, str]]:
        """(printed form, code) of every full name, bare name of two characters or more, and alias: for finders.

        Forms that are everyday words are left out. Of the parts by rule, those with a printed parent are given
        (长沙市本级, 九江经开区), not the words that need a context (市本级).
        """
        yield from self.listed_names()
        for division in self.with_parts():
            yield from self.part_names(division)

    def listed_names(self) -> Iterator[tuple[str, str]]:
        """Those of :meth:`names` that are of listed divisions."""
        for rank in (self._full_forms, self._bare_forms, self._former_forms):
            for form, codes in rank.items():
                if len(form) > 1 and form not in self.common_words:
                    yield from ((form, code) for code in codes)

    def with_parts(self) -> Iterator[Division]:
        """The listed divisions that have parts by rule."""
        return (one for one in self._divisions.values() if one.kind == "county" and one.valid_to is None)

    def part_names(self, parent: Division) -> Iterator[tuple[str, str]]:
        """Printed forms of a division's parts that need no context; all begin as the division's name does."""
        for suffix, word in OWN_NAMES.items():
            yield f"{parent.name}{word}", f"{parent.code}-{suffix}"
        bare = bare_name(parent.name)
        if parent.level == "province" or bare is None or bare in self.common_words:
            return
        for kind, forms in ZONE_FORMS.items():
            zone = self._standard_zones.get((parent.code, f"zone-{kind}"), f"{parent.code}-zone-{kind}")
            for form in forms:
                found = self.find(f"{bare}{form}")
                if [division.code for division in found] == [zone]:
                    yield f"{bare}{form}", zone

    def _find_listed(self, name: str, within: str | None) -> list[Division]:
        """Listed divisions of a full name or alias, else of a bare name, else of a former kind."""
        for forms in (self._full_forms, self._bare_forms, self._former_forms):
            codes = forms.get(name, ())
            found = [self._divisions[code] for code in codes if within is None or self.is_within(code, within)]
            if found:
                return found
        return []

    def _find_parts(self, name: str, within: str | None) -> list[Division]:
        """Parts by rule: of the division that the name prints, else of ``within``."""
        part = parse_part(name)
        if part is None:
            return []
        parents = self._part_parents(part.prefix, within)
        if part.tier:
            parents = [parent for parent in parents if fits_tier(parent, part.tier)]
        parts = (self._part_of(parent, suffix) for parent in parents for suffix in part.suffixes)
        return [division for division in parts if division]

    def _part_parents(self, prefix: str, within: str | None) -> list[Division]:
        """Whose part it is; a prefecture before the counties that share its bare name (南昌高新区)."""
        if not prefix:
            parent = self.get(within) if within else None
            return [parent] if parent else []
        found = self._find_listed(prefix, within)
        current = [division for division in found if division.valid_to is None] or found
        highest = min((_LEVELS[division.level] for division in current if division.level != "province"), default=0)
        return [division for division in current if _LEVELS[division.level] == highest]

    def _part_of(self, parent: Division, suffix: str) -> Division | None:
        """The listed zone where one is the parent's standard zone, else the part by rule."""
        listed = self._standard_zones.get((parent.code, suffix))
        return self._divisions[listed] if listed else build_part(parent, suffix)

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        """Codes directly below each code, in order."""
        below: dict[str, list[str]] = defaultdict(list)
        for division in self:
            if division.parent:
                below[division.parent].append(division.code)
        return below

    @cached_property
    def _full_forms(self) -> dict[str, list[str]]:
        """Codes of each full name, short name and alias."""
        forms: dict[str, list[str]] = defaultdict(list)
        for division in self:
            for form in {division.name, short_name(division.name) or division.name, *division.aliases}:
                forms[form].append(division.code)
        return forms

    @cached_property
    def _bare_forms(self) -> dict[str, list[str]]:
        """Codes of each bare name of two characters or more."""
        forms: dict[str, list[str]] = defaultdict(list)
        for division in self:
            bare = bare_name(division.name)
            if bare and len(bare) > 1:
                forms[bare].append(division.code)
        return forms

    @cached_property
    def _former_forms(self) -> dict[str, list[str]]:
        """Codes of the names that divisions had before they became districts or cities (撤县设区, 撤地设市)."""
        forms: dict[str, list[str]] = defaultdict(list)
        for division in self:
            if division.kind != "county" or division.valid_to is not None:
                continue
            for form in former_names(division.name, division.level):
                if form not in self._full_forms and form not in self._bare_forms:
                    forms[form].append(division.code)
        return forms

    @cached_property
    def _standard_zones(self) -> dict[tuple[str, str], str]:
        """Code of the listed zone that is a parent's 经开区 or 高新区, by parent and suffix."""
        zones = {}
        for division in self:
            if division.kind != "zone" or division.parent is None:
                continue
            suffix = standard_zone(division, self.ancestors(division.code))
            if suffix:
                zones[division.parent, suffix] = division.code
        return zones


def has_successor(ended: Division, valid: Iterable[Division]) -> bool:
    """Whether one of the valid divisions stands where the ended one stood: its neighbour, or what it was part of."""
    return any(ended.parent in {division.parent, division.code} for division in valid)


def is_valid(division: Division, on: date | None) -> bool:
    """Whether a division exists on a day, both ends included; None asks for those that still exist."""
    if on is None:
        return division.valid_to is None
    return (division.valid_from is None or division.valid_from <= on) and (
        division.valid_to is None or on <= division.valid_to
    )
