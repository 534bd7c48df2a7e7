"""The templates that hold in a home: the shipped ones beside this module, and the office's own in its home.

An own template replaces all shipped versions of its id. A template that is wrong stops what needs it, with its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pipelines.extraction.tables.context import CatalogueHolder
from pipelines.extraction.templates.model import Template, TemplateBook
from pipelines.extraction.templates.reading import read_template
from warehouse.catalogue.model import Catalogue
from warehouse.errors import CatalogueError
from warehouse.home import Home

SHIPPED = Path(__file__).parent / "data"
_SUFFIXES = frozenset({".yaml", ".yml"})


def own_folder(home: Home) -> Path:
    """Where an office keeps its own templates."""
    return home.root / "templates"


def load_book(catalogue: Catalogue, home: Home | None = None) -> TemplateBook:
    """All templates that hold in a home; the shipped ones alone where none is given.

    Raises:
        CatalogueError: where one is wrong: the first problem, with file and line.
    """
    own = template_files(own_folder(home)) if home else ()
    if not own:
        return _load_shipped(CatalogueHolder(catalogue))
    marks = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in own)
    return _load_own(CatalogueHolder(catalogue), marks)


@lru_cache(maxsize=4)
def _load_shipped(holder: CatalogueHolder) -> TemplateBook:
    return TemplateBook(_load(template_files(SHIPPED), holder.catalogue, is_own=False))


@lru_cache(maxsize=8)
def _load_own(holder: CatalogueHolder, files: tuple[tuple[str, int, int], ...]) -> TemplateBook:
    """The shipped templates with those of some files laid over them; read anew where a file has changed."""
    own = _load([Path(name) for name, _, _ in files], holder.catalogue, is_own=True)
    replaced = {template.id for template in own}
    kept = tuple(t for t in _load_shipped(holder).templates if t.id not in replaced)
    return TemplateBook((*kept, *own))


def template_files(folder: Path) -> tuple[Path, ...]:
    """The template files of a folder and the folders in it, by name; hidden ones are left out."""
    if not folder.is_dir():
        return ()
    found = (p for p in folder.rglob("*") if p.suffix.lower() in _SUFFIXES and not p.name.startswith("."))
    return tuple(sorted(p for p in found if p.is_file()))


def _load(files: Iterable[Path], catalogue: Catalogue, *, is_own: bool) -> tuple[Template, ...]:
    templates: list[Template] = []
    problems: list[str] = []
    for path in files:
        read = read_template(path, catalogue, is_own=is_own)
        problems.extend(read.problems)
        if read.template:
            templates.append(read.template)
    problems.extend(find_overlaps(templates))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        first, _, step = problems[0].partition(" -> ")
        where, _, problem = first.partition(": ")
        raise CatalogueError(f"{problem}{more}", where=where, next_step=f"{step}; redline template check tells all")
    return tuple(templates)


def find_overlaps(templates: Iterable[Template]) -> Iterator[str]:
    """Versions of one layout that are the same, or hold on the same day."""
    versions: dict[str, list[Template]] = defaultdict(list)
    for template in templates:
        versions[template.id].append(template)
    for members in versions.values():
        ordered = sorted(members, key=lambda t: (t.valid_from or date.min, t.version))
        for before, after in pairwise(ordered):
            if before.version == after.version:
                yield f"{after.where}:1: {after.source} stands in {before.where} too -> give it another version"
            elif (before.valid_to or date.max) >= (after.valid_from or date.min):
                yield (
                    f"{after.where}:1: {after.source} holds on the same days as {before.source} ({before.where})"
                    " -> end the older one with valid_to"
                )
