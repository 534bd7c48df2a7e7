"""``redline extract`` and ``redline cases``: read files without touching the warehouse.

A file that cannot be read gives a line on stderr; the others are still read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.language import named
from pipelines.cli.options import json_option, paths_argument
from pipelines.cli.output import plain, print_json, print_table, tell
from warehouse.errors import ReadingError, RedlineError
from warehouse.home import Home

if TYPE_CHECKING:
    import polars as pl

    from pipelines.cli.language import Vocabulary
    from pipelines.extraction.model import Extraction, Observation, PenaltyCase
    from pipelines.reading.model import Reading
    from warehouse.catalogue.model import Catalogue

_PRINTED_ROLES = ("observed", "prior_year", "base_year")
_FIGURE_COLUMNS = ("file", "indicator", "value", "unit", "qualifier", "place", "period_end", "status", "raw", "locator")
_CASE_COLUMNS = ("file", "row", "document_no", "party", "decision_date", "kinds", "fine_yuan", "status", "reasons")
_PRINTED_FIELDS = (
    "row",
    "document_no",
    "party",
    "credit_code",
    "authority",
    "decision_date",
    "kinds",
    "fine_yuan",
    "confiscated_yuan",
    "status",
    "reasons",
    "flags",
)
_LINES = 1_000
_VOCABULARIES: Mapping[str, Vocabulary] = {
    "indicator": "indicator",
    "unit": "word",
    "qualifier": "word",
    "status": "word",
    "kinds": "action",
    "reasons": "reason",
}
ShowListed = Callable[[str, "Iterator[pl.DataFrame]"], None]


@click.command(epilog="Example: redline extract reports/2024Q1 --json")
@paths_argument
@json_option
@click.option("--explain", is_flag=True, help="Print the text with each figure marked and the rule that took it.")
def extract(paths: tuple[Path, ...], as_json: bool, explain: bool) -> int:
    """Read files and print every figure with its meaning and its place.

    Folders are read with all their files, zip bundles with all their members. Nothing is kept: the warehouse is not
    touched.
    """
    if explain:
        return _each_file(paths, _explain)
    if as_json:
        return _each_file(paths, _print_figures)
    rows: list[Mapping[str, object]] = []
    code = _each_file(paths, lambda reading, extraction: rows.extend(figures_of(reading, extraction)))
    print_table(_FIGURE_COLUMNS, ([_shown(row, c) for c in _FIGURE_COLUMNS] for row in rows))
    return code


@click.command(epilog="Example: redline cases lists/ --json")
@paths_argument
@json_option
def cases(paths: tuple[Path, ...], as_json: bool) -> int:
    """Read penalty lists (双公示) and print every row with its status."""
    if as_json:
        return _each_file(paths, _print_cases, _print_listed)
    rows: list[Mapping[str, object]] = []
    unread: list[str] = []
    code = _each_file(paths, partial(_gather_cases, rows, unread), _tabulate_listed)
    _tabulate_cases(rows)
    for line in unread:
        click.echo(line, err=True)
    return code


def _gather_cases(
    rows: list[Mapping[str, object]], unread: list[str], reading: Reading, extraction: Extraction
) -> None:
    """Keep a file's rows, and what of its headers was not understood."""
    rows.extend(cases_of(reading, extraction))
    told = (r for r in extraction.refusals if r.reason in ("header_unknown", "header_unmatched"))
    if extraction.cases:
        unread.extend(f"{reading.file} {r.locator}: {named(r.reason, 'reason')} {r.raw}" for r in told)


def figures_of(reading: Reading, extraction: Extraction) -> Iterator[Mapping[str, object]]:
    """The figures of a file as they are printed: what was observed, and what stood a year before or in a base year."""
    for observation in extraction.observations:
        if observation.role in _PRINTED_ROLES:
            yield _figure(reading.file, observation)


def cases_of(reading: Reading, extraction: Extraction) -> Iterator[Mapping[str, object]]:
    """The rows of a file's penalty lists as they are printed."""
    for case in extraction.cases:
        yield _case(reading.file, case)


def _figure(file: str, observation: Observation) -> Mapping[str, object]:
    period = observation.period
    return {
        "file": file,
        "indicator": observation.indicator,
        "value": observation.value,
        "unit": observation.unit,
        "qualifier": observation.qualifier,
        "raw": observation.raw,
        "locator": observation.locator,
        "place": observation.place,
        "division_code": observation.division_code,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "period_kind": period.kind if period else None,
        "industry": observation.sector_code,
        "industry_text": observation.sector_text,
        "status": observation.status,
        "reason": observation.reason,
        "severity": observation.severity,
        "scope": observation.scope,
        "role": observation.role,
        "reference": observation.role if observation.role != "observed" else None,
    }


def _case(file: str, case: PenaltyCase) -> Mapping[str, object]:
    return {"file": file, **{name: getattr(case, name) for name in _PRINTED_FIELDS}}


def _print_figures(reading: Reading, extraction: Extraction) -> None:
    for row in figures_of(reading, extraction):
        print_json(row)


def _print_cases(reading: Reading, extraction: Extraction) -> None:
    for row in cases_of(reading, extraction):
        print_json(row)


def _print_listed(file: str, batches: Iterator[pl.DataFrame]) -> None:
    """A large list's cases, some lines at a time."""
    rows = _listed_of(file, batches)
    while lines := [json.dumps(row, ensure_ascii=False, default=plain) for row in islice(rows, _LINES)]:
        click.echo("\n".join(lines))


def _tabulate_listed(file: str, batches: Iterator[pl.DataFrame]) -> None:
    """A large list's cases for people, a table for some rows at a time."""
    rows = _listed_of(file, batches)
    while some := list(islice(rows, _LINES)):
        _tabulate_cases(some)


def _tabulate_cases(rows: Sequence[Mapping[str, object]]) -> None:
    print_table(_CASE_COLUMNS, ([_shown(row, c) for c in _CASE_COLUMNS] for row in rows))


def _shown(row: Mapping[str, object], column: str) -> object:
    """A cell for people: codes with their names."""
    value, of = row[column], _VOCABULARIES.get(column)
    if of is None or value is None:
        return value
    return [named(code, of) for code in value] if isinstance(value, list | tuple) else named(value, of)


def _listed_of(file: str, batches: Iterator[pl.DataFrame]) -> Iterator[Mapping[str, object]]:
    for batch in batches:
        for row in batch.select(_PRINTED_FIELDS).iter_rows(named=True):
            yield {"file": file, **row}


def _explain(reading: Reading, extraction: Extraction) -> None:
    from pipelines.cli.explaining import explain

    for line in explain(reading, extraction):
        click.echo(line)


def _each_file(
    paths: tuple[Path, ...], show: Callable[[Reading, Extraction], object], show_listed: ShowListed | None = None
) -> int:
    """Read every file and show it, large penalty lists apart; the exit code says whether all could be read."""
    from pipelines.cli.log import write_fault
    from pipelines.extraction.extract import extract_reading
    from pipelines.extraction.templates.book import load_book
    from pipelines.reading.bundle import each_file
    from pipelines.reading.isolation import IsolatedReader
    from warehouse.catalogue.loader import load_catalogue
    from warehouse.file_names import legible_name

    catalogue = load_catalogue()
    book = load_book(catalogue, Home.from_environment())
    unopened: list[str] = []
    code = 0
    with IsolatedReader() as reader:
        for file in each_file(files_there(paths, unopened)):
            try:
                if show_listed is not None and _show_large(file.path, legible_name(file.name), catalogue, show_listed):
                    continue
                reading = reader.read(file.path, name=legible_name(file.name))
                show(reading, extract_reading(reading, catalogue, book))
            except RedlineError as error:
                tell(error)
                code = 1
            except BrokenPipeError:
                raise
            except Exception as error:  # a bug of ours on one file must not keep the others from being read
                where = write_fault(error)
                tell(f"{file.name}: the program failed on it -> see {where}; please report it")
                code = 1
    for problem in unopened:
        tell(problem)
    return 1 if unopened else code


def _show_large(path: Path, name: str, catalogue: Catalogue, show: ShowListed) -> bool:
    """Show a large penalty list in a stream; False where the file is none."""
    from pipelines.large_lists import judge_large

    with judge_large(path, name, catalogue) as large:
        if large is None:
            return False
        show(name, large[1].cases)
    return True


def files_there(paths: tuple[Path, ...], unopened: list[str]) -> Iterator[Path]:
    """The files that can be read; a line for each path that cannot goes to ``unopened``."""
    from pipelines.intake import walk_files

    refused: list[OSError] = []
    for path in walk_files(paths, tell=refused.append):
        try:
            _check_there(path)
        except ReadingError as error:
            unopened.append(str(error))
        else:
            yield path
    unopened.extend(f"{e.filename}: {e.strerror} -> check its permissions" for e in refused)


def _check_there(path: Path) -> None:
    """A file that is there, as far as one may look.

    Raises:
        ReadingError: where it is not, or may not be looked at.
    """
    try:
        is_there = path.exists()
    except OSError as error:
        raise ReadingError(
            f"cannot be opened: {error.strerror}", where=str(path), next_step="check its permissions"
        ) from error
    if not is_there:
        raise ReadingError("no such file", where=str(path), next_step="check the path")
    if not path.is_file():
        raise ReadingError("this is no file", where=str(path), next_step="write its content into a file first")
