"""Which kinds of penalty a cell or the text of a decision names.

Words are data (``kinds.yaml``). 没收违法所得、没收非法财物 is one kind; orders to rectify are none; a word that nobody
knows is told as unknown, never dropped.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_SEPARATORS = re.compile(r"[;；,，、+/|和及并与\s。.]+|同时")
_CLAUSES = re.compile(r"[。;；\n]|[,，](?=逾期|到期|如|若)")
_NUMBERED = re.compile(r"(?:^|(?<=\s))[(（]?\d{1,2}[)）.、]")


@dataclass(frozen=True, slots=True)
class KindsFound:
    """Kinds named in a text, in order of first mention.

    ``unknown`` are words of a class cell that no kind explains; ``is_ambiguous`` tells a class that names two kinds at
    once (暂扣或吊销) and leaves open which one was imposed.
    """

    kinds: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    words: dict[str, str]
    class_pattern: re.Pattern[str]
    content_words: dict[str, str]
    content_pattern: re.Pattern[str]
    outside: tuple[str, ...]
    negations: tuple[str, ...]


BOTH_WAYS, MEASURE = "?both", "?measure"


def _compile(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


@cache
def _load_vocabulary() -> _Vocabulary:
    data: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8"))
    words = {_normalise(word): code for code, names in data["kinds"].items() for word in names}
    words |= {_normalise(word): BOTH_WAYS for word in data["both_ways"]}
    words |= {_normalise(word): MEASURE for word in data["measures"]}
    content = {word: code for word, code in words.items() if code != "other"}
    content |= {_normalise(word): code for code, names in data["content_only"].items() for word in names}
    return _Vocabulary(
        words, _compile(words), content, _compile(content), tuple(data["outside"]), tuple(data["negations"])
    )


def _normalise(text: str) -> str:
    return re.sub(r"[ \t\u3000]+", "", unicodedata.normalize("NFKC", text))


def read_kind_cell(text: str) -> KindsFound:
    """Read the kinds of a 处罚类别 cell, whatever separates them.

    What is left between the known words and is more than a separator is unknown.
    """
    vocabulary = _load_vocabulary()
    bare = _NUMBERED.sub(" ", _normalise(text))
    codes = [vocabulary.words[match[0]] for match in vocabulary.class_pattern.finditer(bare)]
    rest = vocabulary.class_pattern.sub("\n", bare)
    unknown = tuple(part for part in _SEPARATORS.split(rest) if part and not re.fullmatch(r"[-—()\[\]\d]+", part))
    kinds = tuple(dict.fromkeys(code for code in codes if not code.startswith("?")))
    return KindsFound(kinds, unknown, is_ambiguous=BOTH_WAYS in codes)


def read_content_kinds(text: str) -> KindsFound:
    """Read the kinds that the text of a decision imposes.

    Clauses on what follows a failure to pay and negated words (免予罚款) impose nothing.
    """
    vocabulary = _load_vocabulary()
    codes: list[str] = []
    for clause in split_decision(text):
        for match in vocabulary.content_pattern.finditer(clause):
            before = clause[max(0, match.start() - 4) : match.start()]
            if not any(negation in before for negation in vocabulary.negations):
                codes.append(vocabulary.content_words[match[0]])
    kinds = tuple(dict.fromkeys(code for code in codes if not code.startswith("?")))
    return KindsFound(kinds, is_ambiguous=BOTH_WAYS in codes)


def content_characters() -> frozenset[str]:
    """Every character of the words that ``read_content_kinds`` knows, and of what opens another clause."""
    vocabulary = _load_vocabulary()
    words = (*vocabulary.content_words, *vocabulary.outside, *vocabulary.negations, _CLAUSES.pattern)
    return frozenset("".join(words))


def split_decision(text: str) -> tuple[str, ...]:
    """Split a decision's text into the clauses that impose something, without those on default and remedies."""
    outside = _load_vocabulary().outside
    clauses = (clause for clause in _CLAUSES.split(_normalise(text)) if clause)
    return tuple(clause for clause in clauses if not any(word in clause for word in outside))
