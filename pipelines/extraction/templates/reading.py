"""A template file to a template: every mistake in it is told with its line and what to write instead."""

from __future__ import annotations

import copy
import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from pipelines.extraction.tables.units import read_units
from pipelines.extraction.templates.cautions import in_order, warn_of
from pipelines.extraction.templates.form import LineForm, MarksForm, TemplateForm
from pipelines.extraction.templates.keys import read_path, weigh_head
from pipelines.extraction.templates.lines import LinedFile, Step, read_lines
from pipelines.extraction.templates.model import OUTSIDE, UNSETTLED, MarkMeaning, MarkName, Statement, Template
from warehouse.catalogue.model import Catalogue
from warehouse.errors import CatalogueError

_TIMES = {"month": "本月", "quarter": "本季", "cumulative": "累计"}
_PRIOR = "去年同期"
_LEAST_TELLING = 2
_PEOPLE = frozenset({"count", "person"})
_MANY = 2000
_SHORTEST, _CODE = 2, 6
_WORD = "安全"
_STAND_INS: Mapping[str | int, object] = {"id": "none", "version": 1, "name": _WORD, "path": _WORD}


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """What a file holds: a template, or the problems for which there is none, each ``file:line: what -> next``.

    ``warnings`` are told in the same way and keep no template from holding.
    """

    template: Template | None
    problems: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def read_template(path: Path, catalogue: Catalogue, *, is_own: bool = True) -> ReadTemplate:
    """Read and check one template file.

    Args:
        path: the file.
        catalogue: indicators and sectors that it may name.
        is_own: it is an office's own, not one that is shipped.
    """
    try:
        source = read_lines(path)
    except CatalogueError as error:
        return ReadTemplate(None, (str(error),))
    problems = list(source.problems)
    if not isinstance(source.value, dict):
        return ReadTemplate(None, (*problems, f"{source.where()}: no template -> begin with id, version, name, heads"))
    try:
        form = TemplateForm.model_validate(source.value)
    except ValidationError as error:
        problems.extend(_tell(error, source))
        rest = _read_rest(source.value, error)
        problems.extend(_judge(rest, source, catalogue) if rest else ())
        return ReadTemplate(None, in_order(problems), tuple(warn_of(rest, source, catalogue)) if rest else ())
    problems.extend(_judge(form, source, catalogue))
    warnings = tuple(warn_of(form, source, catalogue))
    return ReadTemplate(None if problems else _build(form, source, is_own=is_own), in_order(problems), warnings)


def _read_rest(value: dict[str, Any], error: ValidationError) -> TemplateForm | None:
    """A file that has mistakes of shape without them, so that the others are told too; None where that cannot be."""
    rest = copy.deepcopy(value)
    for one in sorted(error.errors(include_url=False), key=lambda e: [str(x) for x in e["loc"]], reverse=True):
        *steps, last = one["loc"] or ("",)
        holder: Any = rest
        at: Any = last
        try:
            for step in steps:
                holder = holder[step]
            if last in _STAND_INS:
                holder[at] = _STAND_INS[last]
            elif isinstance(holder, list):
                holder[at] = {"path": _WORD} if steps[-1] in ("heads", "rows") else _WORD
            else:
                holder.pop(last, None)
        except (KeyError, IndexError, TypeError):
            return None
    try:
        return TemplateForm.model_validate(rest)
    except ValidationError:
        return None


def _tell(error: ValidationError, source: LinedFile) -> Iterator[str]:
    """What does not fit the shape of the file, with its lines."""
    for one in error.errors(include_url=False):
        steps = tuple(one["loc"])
        named = str(steps[-1]) if steps else "the file"
        problem, step = f"{named}: {one['msg'][:1].lower()}{one['msg'][1:]}", "see redline template schema"
        if one.get("input") == UNSETTLED:
            problem, step = f'{named} is still "?"', "write what it is, or remove the line"
        elif one["type"] == "extra_forbidden":
            problem, step = (
                f"{named!r} is no key of a template",
                "check it; redline template schema lists all",
            )
        elif one["type"] == "missing":
            problem, step = f"{named!r} is missing", "add it"
        yield f"{source.where(*steps)}: {problem} -> {step}"


def _judge(form: TemplateForm, source: LinedFile, catalogue: Catalogue) -> Iterator[str]:
    """What fits the shape of a template and is still wrong."""
    if form.valid_from and form.valid_to and form.valid_from > form.valid_to:
        yield f"{source.where('valid_to')}: valid_to lies before valid_from -> exchange them"
    if any(not text.strip() for text in form.anchors):
        yield f"{source.where('anchors')}: an empty word -> fill it or leave it out"
    for index, office in enumerate(form.offices):
        if len(office.strip()) < _SHORTEST or (office.isdecimal() and len(office) != _CODE):
            step = "write a division code of six digits, or the office's name"
            yield f"{source.where('offices', index)}: {office!r} names no office -> {step}"
        elif office.isdecimal() and catalogue.divisions.get(office) is None:
            step = (
                """redline sql "select division_code, name from core.dim_division where name like '%..%'\" finds it"""
            )
            yield f"{source.where('offices', index)}: {office} is the code of no division -> {step}"
    if len(form.heads) + len(form.rows) > _MANY:
        yield f"{source.where('heads')}: more than {_MANY} lines -> this is no layout"
        return
    for axis, lines in (("heads", form.heads), ("rows", form.rows)):
        for index, line in enumerate(lines):
            yield from _judge_line(line, source, (axis, index), catalogue)
    telling = {read_path(line.path) for line in (*form.heads, *form.rows) if not line.optional}
    if () not in telling and sum(weigh_head(path) == 1 for path in telling) < _LEAST_TELLING:
        where = source.where("heads") if form.heads else source.where("rows")
        yield f"{where}: fewer than {_LEAST_TELLING} paths tell this layout from others -> list all its heads"


def _judge_line(line: LineForm, source: LinedFile, at: tuple[Step, ...], catalogue: Catalogue) -> Iterator[str]:
    """What is wrong with one head or row."""
    if not read_path(line.path):
        yield f"{source.where(*at, 'path')}: the path has no words -> copy the head as it is printed"
    if line.indicator == UNSETTLED:
        yield f'{source.where(*at, "indicator")}: the indicator is still "?" -> write its code, or "-" to pass it over'
    elif line.indicator not in (None, OUTSIDE) and line.indicator not in catalogue.indicators:
        near = _near(line.indicator or "", catalogue)
        step = f"did you mean {near}?" if near else "see docs/dictionary.en.md"
        yield f"{source.where(*at, 'indicator')}: indicator {line.indicator!r} is unknown -> {step}"
    if line.sector is not None and line.sector not in catalogue.sectors:
        known = " ".join(sorted(catalogue.sectors))
        yield f"{source.where(*at, 'sector')}: sector {line.sector!r} is unknown -> one of {known}"
    if line.unit == UNSETTLED:
        where = source.where(*at, "unit")
        yield f'{where}: the unit is still "?" -> write the unit that the office fills in: 元 or 万元'
    elif line.unit:
        yield from _judge_unit(line, source.where(*at, "unit"), catalogue)


def _judge_unit(line: LineForm, where: str, catalogue: Catalogue) -> Iterator[str]:
    """Whether a unit is one, and suits the indicator."""
    units = read_units(line.unit)
    if len(units) != 1:
        yield f"{where}: unit {line.unit!r} is not known -> write one unit as it would be printed: 家, 起, 万元, %"
        return
    indicator = catalogue.indicators.get(line.indicator or "")
    if indicator is None or indicator.unit == units[0].unit or {indicator.unit, units[0].unit} <= _PEOPLE:
        return
    yield f"{where}: {line.unit} does not measure {indicator.code} ({indicator.unit}) -> mend the unit or the indicator"


def _near(code: str, catalogue: Catalogue) -> str:
    """The code that is most like a wrong one, "" for none."""
    return next(iter(difflib.get_close_matches(code, list(catalogue.indicators), 1, 0.7)), "")


def _build(form: TemplateForm, source: LinedFile, *, is_own: bool) -> Template:
    """The template of a file that is right."""
    name = f"{form.id}@{form.version}"
    said = form.model_dump(mode="json", include={"marks", "heads", "rows"})
    for line in (*said["heads"], *said["rows"]):
        del line["note"]
    return Template(
        id=form.id,
        version=form.version,
        name=form.name,
        where=source.name,
        mark=hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:12],
        valid_from=form.valid_from,
        valid_to=form.valid_to,
        offices=form.offices,
        anchors=form.anchors,
        marks=_read_marks(form.marks),
        heads=tuple(_state(x, name, source.line("heads", i)) for i, x in enumerate(form.heads)),
        rows=tuple(_state(x, name, source.line("rows", i)) for i, x in enumerate(form.rows)),
        is_own=is_own,
    )


def _state(line: LineForm, source: str, number: int) -> Statement:
    """What one line says."""
    time = (_TIMES[line.time],) if line.time else ()
    return Statement(
        path=read_path(line.path),
        source=source,
        indicator=line.indicator,
        unit=line.unit,
        sector=line.sector,
        role="target" if line.role == "target" else "observed",
        periods=(*time, _PRIOR) if line.role == "prior_year" else time,
        marks=_read_marks(line.marks),
        is_optional=line.optional,
        note=line.note,
        line=number,
    )


def _read_marks(form: MarksForm | None) -> Mapping[MarkName, MarkMeaning]:
    """What marks mean; ``zero_by_mark`` is another word for zero."""
    said: dict[str, Any] = form.model_dump(by_alias=True, exclude_none=True) if form else {}
    return {cast(MarkName, k): cast(MarkMeaning, "zero" if v == "zero_by_mark" else v) for k, v in said.items()}
