"""Divisions, found by code or by the names that reports use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from warehouse.catalogue.model import Division


class DivisionIndex:
    """All divisions, found by code, by full name (翼城县), by bare name (翼城) and by alias."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        raise RuntimeError("being built")

    def get(self, code: str) -> Division | None:
        """The division of a code."""
        raise RuntimeError("being built")

    def find(self, name: str, *, within: str | None = None, on: date | None = None) -> tuple[Division, ...]:
        """All divisions that a printed name may mean, best first; ``within`` (a code) and ``on`` narrow them.

        One result is a sure reading; several are told apart by the caller or go to review.
        """
        raise RuntimeError("being built")

    def children(self, code: str) -> tuple[Division, ...]:
        """The divisions directly below a code."""
        raise RuntimeError("being built")

    def names(self) -> Iterable[tuple[str, str]]:
        """(printed form, code) of every full name, bare name of two characters or more, and alias: for finders."""
        raise RuntimeError("being built")
