"""``redline drift`` and ``redline template``: what has changed in a layout, and the templates that hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.language import named, say
from pipelines.cli.options import GivenPath, json_option, paths_argument
from pipelines.cli.output import print_json, print_table, tell
from pipelines.cli.telling import told
from warehouse.errors import RedlineError, UsageError
from warehouse.home import Home

if TYPE_CHECKING:
    from pipelines.extraction.model import Extraction
    from pipelines.extraction.templates.model import Template, TemplateBook
    from pipelines.layouts import TableDrift
    from pipelines.reading.model import Reading
    from warehouse.catalogue.model import Catalogue


@click.command(epilog="Example: redline drift 2024Q2.xlsx --draft new-layout.yaml")
@paths_argument
@click.option("--against", metavar="TEMPLATE", help="A template file, an id or id@version; else the nearest layout.")
@click.option("--draft", type=GivenPath(path_type=Path), help="Write a draft of a template for what is not understood.")
@json_option
def drift(paths: tuple[Path, ...], against: str | None, draft: Path | None, as_json: bool) -> int:
    """How the tables of files differ from the layouts that they resemble.

    Compared are the templates, and the tables that the same office sent before. Nothing is kept but the draft.
    """
    from pipelines.extraction.templates.book import load_book
    from pipelines.layouts import survey_tables
    from warehouse.catalogue.loader import load_catalogue

    if draft and draft.exists():
        raise UsageError("the draft would write over a file", where=str(draft), next_step="name another file")
    catalogue, home = load_catalogue(), Home.from_environment()
    book = load_book(catalogue, home)
    chosen = _find_template(against, book, catalogue) if against else None
    code = 0
    drafts: list[tuple[TableDrift, str]] = []
    for read in _read_files(paths, catalogue, book):
        if read is None:
            code = 1
            continue
        reading, extraction = read
        tables = survey_tables(reading, extraction, book, home, against=chosen)
        for table in tables:
            _print_json(table) if as_json else _print_table(table)
            if draft:
                drafts.append((table, _draft(table, extraction, catalogue, book)))
        if not tables and not as_json:
            click.echo(say("drift.no_table", file=reading.file))
    if draft:
        _write_drafts(draft, drafts)
    return code


@click.group(epilog="Example: redline template check new-layout.yaml")
def template() -> None:
    """Templates: the files that say what a layout means where its words cannot.

    An office's own lie in REDLINE_HOME/templates/. Example: redline template list
    """


@template.command("check", epilog="Example: redline template check new-layout.yaml")
@paths_argument
def check(paths: tuple[Path, ...]) -> int:
    """Check template files, or folders of them, and tell every mistake with its line; warnings alone pass."""
    from pipelines.extraction.templates.book import find_overlaps, template_files
    from pipelines.extraction.templates.reading import read_template
    from warehouse.catalogue.loader import load_catalogue

    catalogue = load_catalogue()
    files = [file for path in paths for file in (template_files(path) if path.is_dir() else (path,))]
    read = [read_template(file, catalogue) for file in files]
    held = [one.template for one in read if one.template]
    problems = [problem for one in read for problem in one.problems] + list(find_overlaps(held))
    for problem in problems:
        tell(problem)
    for warning in (warning for one in read for warning in one.warnings):
        tell(f"warning: {warning}")
    for one in held:
        size = {"heads": len(one.heads), "rows": len(one.rows)}
        click.echo(say("template.checked", where=one.where, source=one.source, name=one.name, **size))
    return 1 if problems else 0


@template.command("list", epilog="Example: redline template list --json")
@json_option
def list_templates(as_json: bool) -> None:
    """List the templates that hold here, the shipped ones and the home's own."""
    from pipelines.extraction.templates.book import load_book
    from warehouse.catalogue.loader import load_catalogue

    rows = [_describe(t) for t in load_book(load_catalogue(), Home.from_environment()).templates]
    if as_json:
        for row in rows:
            print_json(row)
        return
    columns = ("template", "name", "valid_from", "valid_to", "offices", "file", "own")
    shown = [{**row, "own": say("template.yes") if row["own"] else ""} for row in rows]
    print_table(columns, ([row[c] for c in columns] for row in shown))


@template.command("schema", epilog="Example: redline template schema > template.schema.json")
def schema() -> None:
    """Print the JSON schema of a template file, for editors."""
    from pipelines.extraction.templates.form import describe_schema

    click.echo(json.dumps(describe_schema(), ensure_ascii=False, indent=2))


def _describe(one: Template) -> Mapping[str, object]:
    return {
        "template": one.source,
        "name": one.name,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "offices": one.offices,
        "file": one.where,
        "own": "yes" if one.is_own else "",
    }


def _find_template(named: str, book: TemplateBook, catalogue: Catalogue) -> Template:
    """A template by its file, its id (the newest version) or id@version.

    Raises:
        UsageError: where there is none, or its file is wrong.
    """
    from pipelines.extraction.templates.reading import read_template

    if Path(named).suffix.lower() in (".yaml", ".yml"):
        read = read_template(Path(named), catalogue)
        if read.template is None:
            more = f" (and {len(read.problems) - 1} more)" if len(read.problems) > 1 else ""
            raise UsageError(f"{read.problems[0]}{more}")
        return read.template
    found = [t for t in book.templates if named in (t.id, t.source)]
    if not found:
        raise UsageError(f"no template {named!r}", next_step="see redline template list")
    return max(found, key=lambda t: t.version)


def _read_files(
    paths: tuple[Path, ...], catalogue: Catalogue, book: TemplateBook
) -> Iterator[tuple[Reading, Extraction] | None]:
    """Every file, read; a line on stderr and None for one that cannot be."""
    from pipelines.cli.reading import files_there
    from pipelines.extraction.extract import extract_reading
    from pipelines.reading.bundle import each_file
    from pipelines.reading.isolation import IsolatedReader
    from warehouse.file_names import legible_name

    unopened: list[str] = []
    with IsolatedReader() as reader:
        for file in each_file(files_there(paths, unopened)):
            try:
                reading = reader.read(file.path, name=legible_name(file.name))
                yield reading, extract_reading(reading, catalogue, book)
            except RedlineError as error:
                tell(error)
                yield None
    for problem in unopened:
        tell(problem)
        yield None


def _print_json(table: TableDrift) -> None:
    reference = table.reference
    print_json(
        {
            "file": table.file,
            "table": table.shape.locator,
            "place": table.shape.place,
            "resembles": reference.name if reference else None,
            "score": round(reference.score, 3) if reference else None,
            "applied": table.applied,
            "rivals": table.rivals,
            "not_applied": [{"template": name, "why": why} for name, why in table.absent],
            "changes": [asdict(change) for change in table.changes],
        }
    )


def _print_table(table: TableDrift) -> None:
    """One table in lines for people."""
    reference = table.reference
    click.echo(f"{table.file} {table.shape.locator} {table.shape.place or ''}".rstrip())
    if reference:
        click.echo(say("drift.resembles", name=reference.name, score=f"{reference.score:.2f}"))
    else:
        click.echo(say("drift.resembles_none"))
    if table.rivals:
        click.echo(say("drift.rivals", names=", ".join(table.rivals)))
    elif table.applied:
        click.echo(say("drift.applied", name=table.applied))
    for name, why in table.absent:
        click.echo(say("drift.not_applied", name=name, why="; ".join(told(one) for one in why)))
    if not table.changes:
        click.echo(say("drift.no_difference" if reference else "drift.all_understood"))
    for change in table.changes:
        at = f" {change.locator}" if change.locator else ""
        detail = f": {named(change.detail, 'reason')}" if change.detail else ""
        said = change.detail if change.kind == "renamed" else f"{change.path}{detail}"
        kind, axis = say(f"drift.kind_{change.kind}"), say(f"drift.axis_{change.axis}")
        click.echo(say("drift.change", kind=kind, axis=axis, at=at, what=said))


def _draft(table: TableDrift, extraction: Extraction, catalogue: Catalogue, book: TemplateBook) -> str:
    """A draft of a template for one table."""
    from pipelines.extraction.templates.drafting import plan_draft, write_draft

    planned = plan_draft(
        table.file, table.shape, table.reference, table.changes, extraction.observations, book.templates
    )
    return write_draft(planned, catalogue)


def _write_drafts(path: Path, drafts: Sequence[tuple[TableDrift, str]]) -> None:
    """Write the drafts of tables that are not understood whole, of all where all are; the second to ``NAME-2.yaml``.

    Raises:
        UsageError: where there is no table, or a file stands in the way.
    """
    from pipelines.extraction.templates.drafting import count_open

    open_ones = [(t, text) for t, text in drafts if any(c.kind == "unmatched" for c in t.changes)] or drafts
    if not open_ones:
        raise UsageError("there is no table to draft a template of", where=str(path), next_step="check the files")
    for number, (table, text) in enumerate(open_ones, 1):
        target = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        if target.exists():
            raise UsageError("the draft would write over a file", where=str(target), next_step="name another file")
        target.write_text(text, "utf-8")
        click.echo(say("drift.draft", file=target, table=table.shape.locator, count=count_open(text)), err=True)
