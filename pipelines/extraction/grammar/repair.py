"""Repaired text with the way back to the raw: pinyin out, Traditional to Simplified, widths, punctuation, stray blanks.

What cannot be repaired for certain stays as it is, and damage beside digits stays visible as U+FFFD, so that quantities
refuse it. Canonical forms: half-width letters, digits and ``,;:()?!%``; Chinese ``。、“”《》〔〕``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from opencc import OpenCC

from pipelines.extraction.grammar.measures import build_pattern
from pipelines.extraction.grammar.mojibake import MARK, find_steps
from pipelines.extraction.grammar.tape import Tape
from pipelines.extraction.grammar.vocabulary import SPLIT_WORDS


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text; ``offsets[i]`` is the raw index of ``text[i]``, with one entry more for the end; never falling.

    ``ends[i]`` is the raw index behind ``text[i]``: removed characters between the two belong to neither.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of ``text[start:end]``, without removed characters at its edges; empty spans stay empty."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.ends[end - 1]


_HAN = "一-鿿㐀-䶿"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SYLLABLE = rf"(?:[a-zü]{{0,3}}[{_TONED}][a-zü]{{0,4}}|le|me|ma|men|zi|tou|de|zhe|ne)"
_PINYIN = re.compile(rf"[(（](?<=[{_HAN}].)\s?{_SYLLABLE}\s?[)）]?(?<![^{_TONED}a-zü\s)）])")
_PINYIN_DAMAGED = re.compile(rf"[?？{MARK}]{_SYLLABLE}\s?[)）]|[?？{MARK}][a-z]{{0,3}}[{_TONED}][a-z]{{0,3}}[)）]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDTH |= {ord("　"): ord(" "), ord("\xa0"): ord(" "), ord("﹪"): ord("%"), ord("℅"): ord("%"), ord("−"): ord("-"),
           ord("﹣"): ord("-"), ord("\u2009"): ord(" "), ord("\u202f"): ord(" "), ord("\u2002"): ord(" "),
           ord("\u2003"): ord(" "), ord("○"): ord("〇"), ord("﹐"): ord(","), ord("﹒"): ord("."),
           ord("\u2011"): ord("-"), ord("\u2010"): ord("-"), ord("﹑"): ord("、"), ord("｡"): ord("。"),
           ord("､"): ord("、")}  # fmt: skip
_WIDE = re.compile("[" + "".join(re.escape(chr(code)) for code in _WIDTH) + "]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]+")
_MEASURE = build_pattern()
_THOUSANDS = re.compile(
    rf"(?<![\d.,第])(?<!\d )\d{{1,3}}(?: \d{{3}})+(?![\d,]| \d)(?=(?:\.\d+)?\s?[余多]?\s?(?:万|亿|{_MEASURE}))"
)
_BLANK_AFTER_DIGIT = re.compile(rf"(?<=[\d余多]) {{1,2}}(?=[万亿千百余多%‰]|个?百分点|元|(?:{_MEASURE}))")
_BLANK_BEFORE_DIGIT = re.compile(rf"(?<=[{_HAN}]) (?=\d)")
_BLANK_IN_NUMBER = re.compile(r"(?<=\d)(?: (?=[.,]\d{1,3}(?!\d))|(?<=\d[.]) (?=\d)|(?<=\d[,]) (?=\d{3}(?!\d)))")
_BLANK_AFTER_SCALE = re.compile(rf"(?<=\d[万亿千]) (?=[余多]|元|(?:{_MEASURE}))")
_SPACED_OUT = re.compile(rf"(?<![{_HAN}])[{_HAN}](?: [{_HAN}]){{2,}}(?![{_HAN}])")
_HEADS = "".join(sorted({word[0] for word in SPLIT_WORDS}))
_TAILS = "".join(sorted({word[1] for word in SPLIT_WORDS}))
_SPLIT_WORD = re.compile(rf"([{_HEADS}]) (?=([{_TAILS}]))")
_DOUBLED = re.compile(r"[,、;。:]{2,}")
_LOST_DIGIT = re.compile(rf"\?(?=\d)|(?<=\d)\?|(?<=[一-鿿{MARK}])(?<![吗呢么吧])\?(?=[余多]?(?:{_MEASURE})(?!们))")
_STRONGEST = "。;、:,"


def repair_text(raw: str, *, places: Collection[str] = ()) -> Repaired:
    """Repair a raw text.

    Args:
        raw: text as the source holds it.
        places: names that may stand for a known place when lost bytes are put back.

    Returns:
        The text with its offsets; the same raw text always gives the same result.
    """
    tape = Tape(raw)
    _restore_steps(tape, places)
    tape.replace(_INVISIBLE, _delete)
    tape.replace(_PINYIN_DAMAGED, _mark)
    tape.replace(_PINYIN, _delete)
    tape.exchange(_WIDE.sub(_narrow, tape.text))
    tape.exchange(simplify(tape.text))
    for sign, pattern, replacement in _PASSES:
        if sign in tape.text:
            tape.replace(pattern, replacement)
    offsets = tape.starts
    offsets.append(len(raw))
    return Repaired(tape.text, offsets, tape.ends)


def simplify(text: str) -> str:
    """Traditional to Simplified, always of the same length: by phrases, else character by character."""
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    return "".join(_simplify_character(char) for char in text)


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=8192)
def _simplify_character(char: str) -> str:
    converted = str(_converter().convert(char))
    return converted if len(converted) == 1 else char


def _restore_steps(tape: Tape, places: Collection[str]) -> None:
    steps = {start: (end, fixed) for start, end, fixed in find_steps(tape.text, places)}
    if not steps:
        return
    spans = re.compile("|".join(re.escape(tape.text[start:end]) for start, (end, _) in steps.items()))
    tape.replace(spans, lambda match: steps[match.start()][1] if match.start() in steps else None)


def _narrow(match: re.Match[str]) -> str:
    return match[0].translate(_WIDTH)


def _delete(_: re.Match[str]) -> str:
    return ""


def _mark(_: re.Match[str]) -> str:
    return MARK


def _collapse(match: re.Match[str]) -> str | None:
    run = match[0]
    return min(run, key=_STRONGEST.index)


def _join_thousands(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _join_spaced(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")


def _join_word(match: re.Match[str]) -> str | None:
    return match[1] if match[1] + match[2] in SPLIT_WORDS else None


# Each pass with the character without which it finds nothing.
_PASSES: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (" ", _THOUSANDS, _join_thousands),
    (" ", _BLANK_IN_NUMBER, _delete),
    (" ", _BLANK_AFTER_DIGIT, _delete),
    (" ", _BLANK_AFTER_SCALE, _delete),
    (" ", _BLANK_BEFORE_DIGIT, _delete),
    (" ", _SPACED_OUT, _join_spaced),
    (" ", _SPLIT_WORD, _join_word),
    ("", _DOUBLED, _collapse),
    ("?", _LOST_DIGIT, _mark),
)
