"""The lexicon: head words, the measure words they take, and the indicator that the two name together.

The words are data (lexicon_data/*.yaml); this module loads them once, checks them and finds them in text.
A pattern is a plain word; in it ``~`` stands for an optional joint (、 和 或 及 与) and ``..`` for a short gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from warehouse.catalogue.model import Catalogue
from warehouse.errors import CatalogueError

Strength = Literal["object", "weak", "noun", "action", "joint"]
RANK: Mapping[str, int] = {"object": 0, "weak": 1, "noun": 2, "action": 3, "joint": 4}
ANY = "any"
_OF_VERBS = frozenset({RANK["weak"], RANK["action"]})

_DATA = Path(__file__).parent / "lexicon_data"
_JOINT = r"[、,和或及与并/]{0,2}"
_GAP = r"[^,;。:、()\d]{0,8}?"


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a head word: an indicator (None: known, and outside the catalogue) with its measure words.

    ``rank`` tells which of several heads before a number wins; ``context`` words, of which one must have stood before
    in the document; ``major`` and ``general`` name the indicator that the sense becomes after 重大隐患 and 一般隐患.
    ``adjacent``: the head must touch the number. ``after``: (family or indicator, indicator) pairs: what the
    sense becomes when the figure before it in the sentence is of that family (办结 after 举报).
    """

    indicator: str | None
    measures: frozenset[str]
    rank: int
    context: tuple[str, ...] = ()
    major: str | None = None
    general: str | None = None
    adjacent: bool = False
    after: tuple[tuple[str, str], ...] = ()

    def takes(self, measure: str | None) -> bool:
        """Whether a number with this measure word may belong here."""
        return measure is not None and (measure in self.measures or ANY in self.measures)


@dataclass(frozen=True, slots=True)
class Head:
    """A head word found in a text, with every sense it may have."""

    start: int
    end: int
    word: str
    senses: tuple[Sense, ...]


@dataclass(frozen=True)
class Lexicon:
    """All head words, by their first two characters, longest first; ``context_words`` are all that senses ask for."""

    plain: Mapping[str, tuple[tuple[str, tuple[Sense, ...]], ...]]
    gapped: tuple[tuple[str, re.Pattern[str], tuple[Sense, ...]], ...]
    context_words: frozenset[str]

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Head, ...]:
        """All heads in ``text[start:end]``, the longest at each place; a head inside a longer one is dropped."""
        stop = len(text) if end is None else end
        found: list[Head] = []
        for at in range(start, stop):
            head = self._longest_at(text, at, stop)
            if head is not None:
                found.append(head)
        for prefix, pattern, senses in self.gapped:
            at = text.find(prefix, start, stop)
            while at >= 0:
                if match := pattern.match(text, at, stop):
                    found.append(Head(at, match.end(), match[0], senses))
                at = text.find(prefix, at + 1, stop)
        return _without_contained(found)

    def _longest_at(self, text: str, at: int, stop: int) -> Head | None:
        for key in (text[at : at + 2], text[at : at + 1]):
            for word, senses in self.plain.get(key, ()):
                if at + len(word) <= stop and text.startswith(word, at):
                    return Head(at, at + len(word), word, senses)
        return None


def _without_contained(found: Iterable[Head]) -> tuple[Head, ...]:
    ordered = sorted(found, key=lambda head: (head.start, -head.end))
    kept: list[Head] = []
    reach = -1
    for head in ordered:
        if head.end > reach:
            kept.append(head)
            reach = head.end
    return tuple(kept)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of the data files.

    Raises:
        CatalogueError: where an entry names an unknown measure group, has no heads or a wrong strength.
    """
    groups: dict[str, list[str]] = yaml.safe_load((_DATA / "measures.yaml").read_text(encoding="utf-8"))
    words: dict[str, list[Sense]] = {}
    for path in sorted(_DATA.glob("*.yaml")):
        if path.name in {"measures.yaml", "joint.yaml", "sector_hints.yaml"}:
            continue
        for number, entry in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), start=1):
            sense = _read_sense(entry, groups, f"{path.name} entry {number}")
            for head in entry["heads"]:
                words.setdefault(str(head), []).append(sense)
    return _index(words)


def _read_sense(entry: Mapping[str, Any], groups: Mapping[str, list[str]], where: str) -> Sense:
    known = {"indicator", "measures", "strength", "heads", "context", "major", "general", "adjacent", "after", "why"}
    if unknown := set(entry) - known:
        raise CatalogueError(
            f"unknown field {sorted(unknown)}", where=where, next_step="see docs/how-to-add-a-wording.md"
        )
    if entry.get("strength") not in RANK or not entry.get("heads") or not entry.get("measures"):
        raise CatalogueError("needs strength, measures and heads", where=where, next_step="fill them in")
    measures = [measure for name in entry["measures"] for measure in groups.get(name, [name])]
    return Sense(
        indicator=entry["indicator"],
        measures=frozenset(str(measure) for measure in measures),
        rank=RANK[entry["strength"]],
        context=tuple(entry.get("context", ())),
        major=entry.get("major"),
        general=entry.get("general"),
        adjacent=bool(entry.get("adjacent", False)),
        after=tuple(sorted(entry.get("after", {}).items())),
    )


def _index(words: Mapping[str, list[Sense]]) -> Lexicon:
    plain: dict[str, list[tuple[str, tuple[Sense, ...]]]] = {}
    gapped: list[tuple[str, re.Pattern[str], tuple[Sense, ...]]] = []
    for word, senses in words.items():
        ordered = tuple(sorted(senses, key=lambda sense: (-sense.rank, len(sense.measures))))
        ordered += tuple(sense for sense in _inherited(word, words) if sense not in ordered)
        if "~" in word or ".." in word:
            parts = re.split(r"(~|\.\.)", word)
            source = "".join(_JOINT if p == "~" else _GAP if p == ".." else re.escape(p) for p in parts)
            gapped.append((parts[0], re.compile(source), ordered))
        else:
            plain.setdefault(word[:2], []).append((word, ordered))
    indexed = {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in plain.items()}
    words_of = {word for senses in words.values() for sense in senses for word in sense.context}
    return Lexicon(indexed, tuple(gapped), frozenset(words_of))


def _inherited(word: str, words: Mapping[str, list[Sense]]) -> list[Sense]:
    """The senses of the word that a longer one begins or ends with.

    检查煤矿12家次 counts visits as 检查12家次 does; 业务培训62人 counts people as 培训62人 does.
    """
    lengths = range(len(word) - 1, 1, -1)
    begins = [sense for length in lengths for sense in words.get(word[:length], ()) if sense.rank in _OF_VERBS]
    ends = [sense for length in lengths for sense in words.get(word[-length:], ()) if sense.rank in _OF_VERBS]
    return [sense for sense in (*begins, *ends) if sense.indicator is not None]


def check_lexicon(lexicon: Lexicon, catalogue: Catalogue) -> tuple[str, ...]:
    """Every fault of the lexicon against the catalogue, in words: unknown indicators, measures of another unit."""
    faults: list[str] = []
    rows = [(word, sense) for rows in lexicon.plain.values() for word, senses in rows for sense in senses]
    rows += [(pattern.pattern, sense) for _, pattern, senses in lexicon.gapped for sense in senses]
    for word, sense in rows:
        for code in filter(None, (sense.indicator, sense.major, sense.general, *(code for _, code in sense.after))):
            indicator = catalogue.indicators.get(code)
            if indicator is None:
                faults.append(f"{word}: {code} is not in the catalogue")
            elif (indicator.unit == "yuan") != ("元" in sense.measures):
                faults.append(f"{word}: {code} is in {indicator.unit}, the measures are {sorted(sense.measures)}")
    return tuple(faults)
