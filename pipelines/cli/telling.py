"""Stated problems in the language chosen: the English templates of the code matched against ``locale/errors.zh.yaml``.

A template's ``{}`` takes any text; on the Chinese side ``{}`` or ``{1}`` gives it back, ``{:text}`` in Chinese too,
``{:list}`` each of several that stand between semicolons, ``{:meaning}`` by the gate's conditions and the contracts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.cli.language import language, read_locale
from warehouse.errors import RedlineError

_ARROW = " -> "
_GAP = "{}"


class _Value(str):
    """What stood in a gap; with a format it is told in Chinese as well."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if spec == "meaning":
            return _meanings().get(str(self), str(self))
        if spec == "list":
            return list_in_chinese(self)
        return in_chinese(self) if spec == "text" else str(self)


@dataclass(frozen=True, slots=True)
class _Template:
    """An English text with gaps, and its Chinese."""

    english: str
    chinese: str

    @property
    def start(self) -> str:
        return self.english.partition(_GAP)[0]

    def fill(self, text: str) -> str | None:
        """The Chinese of a text that was made by this template; None for another's."""
        match = _pattern(self.english).fullmatch(text)
        return None if match is None else self.chinese.format(*map(_Value, match.groups()))


def told(problem: RedlineError | str) -> str:
    """A problem in one line: where, what, what to do.

    Args:
        problem: an error, or the line that one was made to before.
    """
    if language() != "zh":
        return " ".join(str(problem).split())
    if isinstance(problem, str):
        return in_chinese(problem)
    what = in_chinese(problem.problem)
    first = f"{' '.join(problem.where.split())}: {what}" if problem.where else what
    return f"{first}{_ARROW}{in_chinese(problem.next_step)}" if problem.next_step else first


def in_chinese(text: str) -> str:
    """A text in Chinese as far as its templates are known, whatever stands before it as its place; else as it is."""
    return _ARROW.join(_part_in_chinese(part) for part in " ".join(text.split()).split(_ARROW))


def list_in_chinese(text: str) -> str:
    """A text of several between semicolons, each in Chinese as far as its template is known."""
    return "；".join(in_chinese(part) for part in text.split("; "))


def _part_in_chinese(line: str) -> str:
    """One part of a line: first a template that begins with words of its own, after whatever place, then any."""
    for start in (0, *(match.end() for match in re.finditer(": ", line))):
        rest = line[start:]
        for template in _templates():
            if template.start and rest.startswith(template.start) and (filled := template.fill(rest)) is not None:
                return line[:start] + filled
    return next((f for t in _templates() if not t.start and (f := t.fill(line)) is not None), line)


@cache
def _templates() -> tuple[_Template, ...]:
    """Every template, those that say most first."""
    pairs = read_locale("errors.zh.yaml").items()
    found = [_Template(english, chinese) for english, chinese in pairs]
    return tuple(sorted(found, key=lambda t: -len(t.english.replace(_GAP, ""))))


@cache
def _meanings() -> Mapping[str, str]:
    """The Chinese words of each condition of the gate and each clause of a contract, by the English ones."""
    from pipelines.validation.contracts import loaded_clauses
    from pipelines.validation.gate_terms import default_terms
    from warehouse.catalogue.loader import load_catalogue

    clauses = {clause.en: clause.zh for clause in loaded_clauses(load_catalogue())}
    return clauses | {condition.en: condition.zh for condition in default_terms().values()}


@cache
def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(part) for part in english.split(_GAP)), re.DOTALL)
