"""The plan of the province: which county files which faults, and as what files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.validation.grammar import NotCompilable, operands_of
from pipelines.validation.parsing import parse_rule
from tests.province import damage, documents, january, truth
from tests.province.mutations import MUTATIONS, Mutation, assign
from warehouse.catalogue.loader import load_catalogue


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault as filed: its kind, where, in which file, on which figures, and by what it must be found."""

    kind: str
    place: str
    file: str
    indicators: frozenset[str]
    found_by: str


def neighbours() -> dict[str, frozenset[str]]:
    """For each indicator all those that some rule sets beside it."""
    beside: dict[str, set[str]] = {}
    for rule in load_catalogue().rules.values():
        try:
            codes = {o.code for o in operands_of(parse_rule(rule.expression))}
        except NotCompilable:
            continue
        for code in codes:
            beside.setdefault(code, {code}).update(codes)
    return {code: frozenset(codes) for code, codes in beside.items()}


UNREPORTED = "渔渚市"
"""The county that files nothing for the first quarter of 2024."""


def plan() -> dict[str, list[Mutation]]:
    """The faults of each county's long table, by county code."""
    return assign(MUTATIONS, tuple(c for c, name in truth.counties() if name != UNREPORTED), neighbours())


def write_past(folder: Path) -> None:
    """Every county's table of 2023, and what some filed besides."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in january.past_files().items():
        (folder / file).write_bytes(content)
    for code, name in truth.counties():
        (folder / f"{name}执法统计_2023年.csv").write_bytes(truth.write_past(code, name))


def write_clean(folder: Path) -> None:
    """Every county's true table of the first quarter of 2024."""
    folder.mkdir(parents=True, exist_ok=True)
    for code, name in truth.counties():
        (folder / long_name(name)).write_bytes(truth.write_long(code, name, [("2024年第一季度", truth.now_of(code))]))


def write_faulty(folder: Path) -> Iterator[Planted]:
    """Every reporting county's table with its faults, and the documents that have faults of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    yield from _write_tables(folder)
    for writer in (*documents.WRITERS, *january.WRITERS, *damage.WRITERS):
        for filed in writer():
            (folder / filed.file).write_bytes(filed.content)
            for each in filed.faults:
                yield Planted(each.kind, filed.place, each.file or filed.file, each.indicators, each.found_by)
    yield Planted("a county that files nothing", UNREPORTED, "", frozenset(), "unreported")


def _write_tables(folder: Path) -> Iterator[Planted]:
    faults = plan()
    for code, name in truth.counties():
        if name == UNREPORTED:
            continue
        printed = dict(truth.now_of(code))
        for mutation in faults[code]:
            printed.update(mutation.printed)
            yield Planted(mutation.kind, name, long_name(name), frozenset(mutation.printed), mutation.found_by)
        (folder / long_name(name)).write_bytes(truth.write_long(code, name, [("2024年第一季度", printed)]))


def long_name(name: str) -> str:
    """The name of a county's long table."""
    return f"{name}执法统计_2024Q1.csv"
