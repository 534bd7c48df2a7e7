"""What is not wrong in a template and may still not be what was meant: it is told, and the template holds.

Money without a unit is where a change of unit goes unseen; an office that no division is named after meets no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipelines.extraction.templates.form import LineForm, TemplateForm
from pipelines.extraction.templates.keys import read_path
from pipelines.extraction.templates.lines import LinedFile
from pipelines.extraction.templates.model import OUTSIDE, Path
from warehouse.catalogue.model import Catalogue

_MONEY = re.compile(r"(?:金额|数额|罚款|罚没款?|罚没收入|资金|经费|费用|保费|投入)$")
_LINE = re.compile(r":(\d+): ")


def warn_of(form: TemplateForm, source: LinedFile, catalogue: Catalogue) -> Iterator[str]:
    """What a person should look at again, each ``file:line: what -> next``."""
    for index, office in enumerate(form.offices):
        if not office.isdecimal() and not names_division(office, catalogue):
            step = "write the code of its division, or words that stand in the table's own lines"
            yield f"{source.where('offices', index)}: {office!r} begins with the name of no division -> {step}"
    for axis, lines in (("heads", form.heads), ("rows", form.rows)):
        for index, line in enumerate(lines):
            if not line.unit and _is_money(line, catalogue):
                step = "add it: a unit that is not told cannot be seen to change"
                yield f"{source.where(axis, index)}: {line.path} is money without a unit (元, 万元) -> {step}"


def names_division(office: str, catalogue: Catalogue) -> bool:
    """Whether an office's name is, or begins with, the name of a division."""
    return any(catalogue.divisions.find(office[:end]) for end in range(len(office), 1, -1))


def _is_money(line: LineForm, catalogue: Catalogue) -> bool:
    if line.indicator == OUTSIDE:
        return False
    indicator = catalogue.indicators.get(line.indicator or "")
    return indicator.unit == "yuan" if indicator else sounds_like_money(read_path(line.path))


def sounds_like_money(path: Path) -> bool:
    """Whether the innermost words of a path name money."""
    return bool(path) and bool(_MONEY.search(path[-1]))


def in_order(problems: Iterable[str]) -> tuple[str, ...]:
    """Problems of one file by their lines, each once."""
    return tuple(sorted(dict.fromkeys(problems), key=_line_of))


def _line_of(problem: str) -> int:
    found = _LINE.search(problem)
    return int(found[1]) if found else 0
