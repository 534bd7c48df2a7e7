"""The printed forms of a catalogue's places, by how they begin; those of parts are made when their parent is printed.

A county has a dozen forms of parts by rule (经开区, 本级): most of them no document ever prints.
"""

from __future__ import annotations

import re
from collections import defaultdict

from warehouse.catalogue.division_names import bare_name
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.model import Division


class PlaceForms:
    """All printed forms of two characters or more with the codes that each may mean; ``form in forms`` asks for one."""

    def __init__(self, divisions: DivisionIndex) -> None:
        self._divisions = divisions
        self._codes: dict[str, tuple[str, ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._waiting: dict[str, list[Division]] = defaultdict(list)
        for form, code in divisions.listed_names():
            self._add(form, code)
        for division in divisions.with_parts():
            bare = bare_name(division.name)
            if bare is not None and len(bare) < 2:
                self._add_parts(division)
            else:
                self._waiting[division.name[:2]].append(division)
        keys = (*self._lengths, *self._waiting)
        first, second = ("".join(sorted({re.escape(key[at]) for key in keys})) for at in (0, 1))
        self.begins = re.compile(f"[{first}](?=[{second}])" if keys else "(?!)")
        """Where a form may begin in a text."""

    def __contains__(self, form: str) -> bool:
        return self.codes_of(form) is not None

    def codes_of(self, form: str) -> tuple[str, ...] | None:
        """The codes that a form may mean, None where it is no form."""
        if form[:2] in self._waiting:
            self._open(form[:2])
        return self._codes.get(form)

    def lengths_of(self, beginning: str) -> tuple[int, ...]:
        """The lengths of the forms that begin with two characters, longest first."""
        if beginning in self._waiting:
            self._open(beginning)
        return self._lengths.get(beginning, ())

    def names(self) -> frozenset[str]:
        """All forms, those of parts among them."""
        for beginning in tuple(self._waiting):
            self._open(beginning)
        return frozenset(self._codes)

    def _open(self, beginning: str) -> None:
        """Make the forms of the parts whose parents begin so; done twice it gives the same."""
        for division in self._waiting.get(beginning, ()):
            self._add_parts(division)
        self._waiting.pop(beginning, None)

    def _add_parts(self, division: Division) -> None:
        for form, code in self._divisions.part_names(division):
            self._add(form, code)

    def _add(self, form: str, code: str) -> None:
        known = self._codes.get(form, ())
        if code in known:
            return
        self._codes[form] = (*known, code)
        lengths = self._lengths.get(form[:2], ())
        if len(form) not in lengths:
            self._lengths[form[:2]] = tuple(sorted({*lengths, len(form)}, reverse=True))
