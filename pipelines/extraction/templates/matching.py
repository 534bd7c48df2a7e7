"""Which template a table is of: the weighted overlap of their paths, within the office and the days it holds for.

The best one above the threshold applies; one that names no office must be nearer, since it may meet anybody's table.
Where two fit equally well none does: a person says which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipelines.extraction.tables.wording import clean
from pipelines.extraction.templates.keys import count_paths, weigh_head, weigh_row
from pipelines.extraction.templates.model import ANY, Key, Path, Statement, TableShape, Template, TemplateBook

APPLIES, APPLIES_TO_ANY = 0.6, 0.75
FIRM = 0.8
_EVEN = 0.02


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How much a table resembles a template: 1 where every path of both is in the other."""

    template: Template
    score: float

    @property
    def is_firm(self) -> bool:
        """Whether the layout has changed so little that the template's words on blanks still hold."""
        return self.score >= FIRM


@dataclass(frozen=True, slots=True)
class Match:
    """What applies to a table: one template, none, or several that fit equally well and so none."""

    best: Resemblance | None = None
    rivals: tuple[Resemblance, ...] = ()


NO_MATCH = Match()


def match_template(shape: TableShape, book: TemplateBook) -> Match:
    """The template that a table is of."""
    held = (resemble(shape, t) for t in book.templates if _may_hold(t, shape))
    fitting = [r for r in held if r.score >= least_score(r.template)]
    if not fitting:
        return NO_MATCH
    named = [r for r in fitting if r.template.offices] or fitting
    best = max(named, key=lambda r: r.score)
    even = tuple(r for r in named if best.score - r.score < _EVEN)
    return Match(best) if len(even) == 1 else Match(None, even)


def _may_hold(template: Template, shape: TableShape) -> bool:
    """Whether a template is for the table's office, its day, and has its anchors there."""
    if shape.day and template.valid_from and shape.day < template.valid_from:
        return False
    if shape.day and template.valid_to and shape.day > template.valid_to:
        return False
    return not missing_anchors(shape, template) and is_for_office(shape, template)


def explain_absence(shape: TableShape, template: Template) -> tuple[str, ...]:
    """Why a template does not apply to a table by itself, for people; empty where nothing stands against it."""
    why: list[str] = []
    if not is_for_office(shape, template):
        place = shape.division_code or shape.place or "?"
        why.append(f"{place} is not among its offices {' '.join(template.offices)}")
    if shape.day and template.valid_from and shape.day < template.valid_from:
        why.append(f"{shape.day} lies before valid_from {template.valid_from}")
    if shape.day and template.valid_to and shape.day > template.valid_to:
        why.append(f"{shape.day} lies after valid_to {template.valid_to}")
    if missing := missing_anchors(shape, template):
        why.append(f"anchors not on the table: {' '.join(missing)}")
    score, least = resemble(shape, template).score, least_score(template)
    if score < least:
        why.append(f"the score {score:.2f} is below {least}")
    return tuple(why)


def least_score(template: Template) -> float:
    """From where on a template applies: one for any office must be nearer."""
    return APPLIES if template.offices else APPLIES_TO_ANY


def is_for_office(shape: TableShape, template: Template) -> bool:
    """Whether a template is for the office of a table."""
    return not template.offices or any(_is_of(office, shape) for office in template.offices)


def missing_anchors(shape: TableShape, template: Template) -> tuple[str, ...]:
    """The anchors of a template that do not stand on a table."""
    words = "\n".join(clean(x) for x in (*shape.lines, *(key.words for key in shape.heads)))
    return tuple(anchor for anchor in template.anchors if clean(anchor) not in words)


def _is_of(office: str, shape: TableShape) -> bool:
    """Whether a table is of an office: by its division's code, its place, or its lines."""
    if office.isdecimal():
        stem = office[:2] if office.endswith("0000") else office[:4] if office.endswith("00") else office
        return (shape.division_code or "").startswith(stem)
    return any(office in clean(text) for text in (shape.place or "", *shape.lines))


def resemble(shape: TableShape, template: Template) -> Resemblance:
    """How much a table resembles a template, whoever's it is; rows count where the template has any."""
    heads = _overlap(count_paths(shape.heads), template.heads, weigh_head) if template.heads else (0.0, 0.0)
    rows = _overlap(count_paths(shape.rows), template.rows, weigh_row) if template.rows else (0.0, 0.0)
    both, either = heads[0] + rows[0], heads[1] + rows[1]
    return Resemblance(template, both / either if either else 0.0)


def resemble_shapes(one: TableShape, other: TableShape) -> float:
    """How much two tables resemble each other, 0 to 1."""
    heads = _weigh(count_paths(one.heads), count_paths(other.heads), Counter(), weigh_head)
    rows = _weigh(count_paths(one.rows), count_paths(other.rows), Counter(), weigh_row)
    either = heads[1] + rows[1]
    return (heads[0] + rows[0]) / either if either else 0.0


def _overlap(
    printed: Counter[Path], statements: Iterable[Statement], weigh: Callable[[Path], float]
) -> tuple[float, float]:
    """The weight of paths that both have, and of those that either has; what is optional may be gone."""
    stated, optional = Counter[Path](), Counter[Path]()
    for statement in statements:
        (optional if statement.is_optional else stated)[statement.path] += 1
    return _weigh(printed, _once_where_open(stated), _once_where_open(optional), weigh)


def _weigh(
    printed: Counter[Path], stated: Counter[Path], optional: Counter[Path], weigh: Callable[[Path], float]
) -> tuple[float, float]:
    """The weights of the common and of all paths."""
    known = stated + (optional & (printed - stated))
    both = sum(weigh(path) * count for path, count in (printed & known).items())
    either = sum(weigh(path) * count for path, count in (printed | known).items())
    return both, either


def _once_where_open(counts: Counter[Path]) -> Counter[Path]:
    """Counts with every open path counted once."""
    return Counter({path: 1 if ANY in path else count for path, count in counts.items()})


def state_keys(keys: Iterable[tuple[Path, int, Key]], statements: Iterable[Statement]) -> dict[int, Statement]:
    """What a template says of each column (or row), by its place in the sheet."""
    seen: Counter[Path] = Counter()
    said: dict[tuple[Path, int], Statement] = {}
    for statement in statements:
        said[statement.path, seen[statement.path]] = statement
        seen[statement.path] += 1
    return {key.index: said[path, number] for path, number, key in keys if (path, number) in said}
