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
    sense becomes when the figure before it in the sentence is of that family (办结 after 举报); ``only_after``: the
    word says nothing of the number elsewhere.
    """

    indicator: str | None
    measures: frozenset[str]
    rank: int
    context: tuple[str, ...] = ()
    major: str | None = None
    general: str | None = None
    adjacent: bool = False
    after: tuple[tuple[str, str], ...] = ()
    only_after: bool = False

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


@dataclass(frozen=True, slots=True)
class Opening:
    """The head words that begin with the same two characters, or one: ``plain`` by length, longest first."""

    plain: tuple[tuple[int, Mapping[str, tuple[Sense, ...]]], ...]
    gapped: tuple[tuple[re.Pattern[str], tuple[Sense, ...]], ...]

    def longest_at(self, text: str, at: int, reach: int, stop: int) -> Head | None:
        """The longest head from ``at`` to beyond ``reach``; of equals a plain word, then the first with gaps."""
        best: Head | None = None
        for length, words in self.plain:
            end = at + length
            if end <= reach:
                break
            if end <= stop and (senses := words.get(text[at:end])) is not None:
                best = Head(at, end, text[at:end], senses)
                break
        for pattern, senses in self.gapped:
            match = pattern.match(text, at, stop)
            if match is not None and match.end() > (reach if best is None else best.end):
                best = Head(at, match.end(), match[0], senses)
        return best


@dataclass(frozen=True)
class Lexicon:
    """All head words.

    ``entries``: each word as the data print it, with its senses; ``openings``: the words by how they begin; ``begins``:
    where one may begin; ``context_words`` are all that senses ask for.
    """

    entries: tuple[tuple[str, tuple[Sense, ...]], ...]
    openings: Mapping[str, Opening]
    begins: re.Pattern[str]
    context_words: frozenset[str]

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Head, ...]:
        """All heads in ``text[start:end]``, the longest at each place; a head inside a longer one is dropped."""
        stop = len(text) if end is None else end
        openings = self.openings
        found: list[Head] = []
        reach = -1
        for begin in self.begins.finditer(text, start, stop):
            at = begin.start()
            opening = openings.get(text[at : at + 2]) or openings.get(text[at])
            head = opening.longest_at(text, at, reach, stop) if opening is not None else None
            if head is not None:
                found.append(head)
                reach = head.end
        return tuple(found)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon of the data files.

    Raises:
        CatalogueError: where an entry names an unknown measure group, has no heads or a wrong strength.
    """
    groups: dict[str, list[str]] = _load(_DATA / "measures.yaml")
    words: dict[str, list[Sense]] = {}
    for path in sorted(_DATA.glob("*.yaml")):
        if path.name in {"measures.yaml", "joint.yaml", "sector_hints.yaml"}:
            continue
        for number, entry in enumerate(_load(path), start=1):
            sense = _read_sense(entry, groups, f"{path.name} entry {number}")
            for head in entry["heads"]:
                words.setdefault(str(head), []).append(sense)
    return _index(words)


def _load(path: Path) -> Any:
    """A data file by the fast loader where the library has it; both are safe."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _read_sense(entry: Mapping[str, Any], groups: Mapping[str, list[str]], where: str) -> Sense:
    known = {
        "indicator",
        "measures",
        "strength",
        "heads",
        "context",
        "major",
        "general",
        "adjacent",
        "after",
        "only_after",
        "why",
    }
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
        only_after=bool(entry.get("only_after", False)),
    )


def _index(words: Mapping[str, list[Sense]]) -> Lexicon:
    entries: list[tuple[str, tuple[Sense, ...]]] = []
    for word, senses in words.items():
        ordered = tuple(sorted(senses, key=lambda sense: (-sense.rank, len(sense.measures))))
        ordered += tuple(sense for sense in _inherited(word, words) if sense not in ordered)
        entries.append((word, ordered))
    begun: dict[str, list[int]] = {}
    for number, (word, _) in enumerate(entries):
        begun.setdefault(re.split(r"~|\.\.", word)[0][:2], []).append(number)
    openings = {
        key: _open(entries[number] for number in sorted({*numbers, *begun.get(key[0], ())}))
        for key, numbers in begun.items()
    }
    words_of = {word for senses in words.values() for sense in senses for word in sense.context}
    return Lexicon(tuple(entries), openings, _begins(openings), frozenset(words_of))


def _open(rows: Iterable[tuple[str, tuple[Sense, ...]]]) -> Opening:
    """The words of one beginning, those with gaps as patterns."""
    plain: dict[int, dict[str, tuple[Sense, ...]]] = {}
    gapped: list[tuple[re.Pattern[str], tuple[Sense, ...]]] = []
    for word, senses in rows:
        parts = re.split(r"(~|\.\.)", word)
        if len(parts) == 1:
            plain.setdefault(len(word), {})[word] = senses
            continue
        source = "".join(_JOINT if p == "~" else _GAP if p == ".." else re.escape(p) for p in parts)
        gapped.append((re.compile(source), senses))
    return Opening(tuple(sorted(plain.items(), reverse=True)), tuple(gapped))


def _begins(openings: Iterable[str]) -> re.Pattern[str]:
    """The first character of any word, where the second of any (or a word of one) stands with it."""
    first = "".join(sorted({re.escape(key[0]) for key in openings}))
    second = "".join(sorted({re.escape(key[1]) for key in openings if len(key) > 1}))
    alone = "".join(sorted({re.escape(key) for key in openings if len(key) == 1}))
    return re.compile(rf"[{first}](?:(?=[{second}])" + (rf"|(?<=[{alone}]))" if alone else ")"))


def _inherited(word: str, words: Mapping[str, list[Sense]]) -> list[Sense]:
    """The senses of the word that a longer one begins or ends with.

    检查煤矿12家次 counts visits as 检查12家次 does; 业务培训62人 counts people as 培训62人 does. A rate counts nothing.
    """
    if word.endswith(("率", "比例", "占比")):
        return []
    lengths = range(len(word) - 1, 1, -1)
    begins = [sense for length in lengths for sense in words.get(word[:length], ()) if sense.rank in _OF_VERBS]
    ends = [sense for length in lengths for sense in words.get(word[-length:], ()) if sense.rank in _OF_VERBS]
    return [sense for sense in (*begins, *ends) if sense.indicator is not None]


def check_lexicon(lexicon: Lexicon, catalogue: Catalogue) -> tuple[str, ...]:
    """Every fault of the lexicon against the catalogue, in words: unknown indicators, measures of another unit."""
    faults: list[str] = []
    for word, sense in ((word, sense) for word, senses in lexicon.entries for sense in senses):
        for code in filter(None, (sense.indicator, sense.major, sense.general, *(code for _, code in sense.after))):
            indicator = catalogue.indicators.get(code)
            if indicator is None:
                faults.append(f"{word}: {code} is not in the catalogue")
            elif (indicator.unit == "yuan") != ("元" in sense.measures):
                faults.append(f"{word}: {code} is in {indicator.unit}, the measures are {sorted(sense.measures)}")
    return tuple(faults)
