"""GBK decoded one byte out of step: puts the lost byte back where that yields words, else leaves a mark.

A lone lead byte became ``?`` and every pair after it shifted, until an ASCII byte brought the decoder back into step:
``?!毙掠嗍邪脖O局`` was ``。”新余市安監局``. A repair is taken only if it yields a known place or common word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from opencc import OpenCC

from pipelines.extraction.grammar.vocabulary import REPAIR_WORDS

MARK = "\ufffd"

_RUN = re.compile(r"[?？\ufffd](?=[!！;；?？一-鿿])([^\n\r\d]{1,14})")
_PUNCTUATION = {"!": "！", ";": "；", "?": "？", ",": "，", ":": "："}
_CLOSERS = re.compile(r"[。，、；：！？][”’）》]?|[”’）》]")
_PATTERN = re.compile("|".join(map(re.escape, sorted(REPAIR_WORDS, key=len, reverse=True))))
_PINYIN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}[)）]")
_OPENING = b"\xa3\xa1\xb1"  # what is left of 。” once its first byte is gone


def find_steps(text: str, places: Collection[str] = ()) -> list[tuple[int, int, str]]:
    """Stretches that decode to words once the lost byte is back: (start, end, what stood there).

    Args:
        text: raw text, before any normalisation.
        places: names of places that count as words.
    """
    if not any(mark in text for mark in ("?", "？", MARK)):
        return []
    found: list[tuple[int, int, str]] = []
    reached = 0
    for match in _RUN.finditer(text):
        if match.start() < reached:
            continue
        solved = _solve(text, match, places)
        if solved is not None:
            found.append(solved)
            reached = solved[1]
    return found


def _solve(text: str, match: re.Match[str], places: Collection[str]) -> tuple[int, int, str] | None:
    start = match.start()
    before = _PINYIN.sub("", text[max(0, start - 20) : start])[-3:]
    tail = match[1]
    if tail[0] in "!！" and tail[1:2] in {"?", "？"}:
        return start, start + 3, "。”"
    if tail[0] in "!！" and not _is_han(tail[1:2]):
        return None
    if tail[0] in "!！" and (named := _solve_place(start, tail, places)):
        return named
    best: tuple[int, tuple[int, int, str]] | None = None
    for size, encoded in _shifted(tail):
        following = text[start + 1 + size : start + 4 + size]
        for lost in (0xA1, 0xCE, 0xB3):
            fixed = _decode(bytes((lost,)) + encoded)
            weight = _weigh(before, fixed, following, lost) if fixed is not None else 0
            if fixed is not None and weight > (best[0] if best else 0):
                best = weight, (start, start + 1 + size, fixed)
    if best is not None:
        return best[1]
    if tail[0] in ";；":
        return _solve_dropped(text, start, tail)
    return None


def _solve_place(start: int, tail: str, places: Collection[str]) -> tuple[int, int, str] | None:
    """``。”`` and a known place: pairs that shifted into no character were dropped, the place tells them."""
    ways = _shifted(tail)
    if not ways or ways[-1][1][:3] != _OPENING:
        return None
    size, encoded = ways[-1]
    best: tuple[int, bytes] | None = None
    for place in _by_first_byte(frozenset(places)).get(encoded[3:4], ()):
        whole = _OPENING + place
        pairs = [whole[at : at + 2] for at in range(0, len(whole) - 1, 2)]
        kept = b"".join(pair for pair in pairs if _is_whole(pair))
        if len(kept) > 4 and encoded.startswith(kept) and (best is None or len(place) > best[0]):
            best = len(place), b"".join(pairs) + encoded[len(kept) :]
    fixed = _decode(b"\xa1" + best[1]) if best else None
    return (start, start + 1 + size, fixed) if fixed else None


@lru_cache(maxsize=2)
def _by_first_byte(places: frozenset[str]) -> dict[bytes, tuple[bytes, ...]]:
    """The places' names in GBK, Simplified and Traditional, by their first byte."""
    index: dict[bytes, list[bytes]] = defaultdict(list)
    converted = str(OpenCC("s2t").convert("\n".join(sorted(places)))).split("\n")
    for place in {*places, *converted}:
        encoded = place.encode("gbk", errors="ignore")
        index[encoded[:1]].append(encoded)
    return {byte: tuple(sorted(names)) for byte, names in index.items()}


def _shifted(tail: str) -> list[tuple[int, bytes]]:
    """How many characters of the tail are out of step, and their bytes; up to the ASCII character that ends it."""
    encoded = b""
    ways: list[tuple[int, bytes]] = []
    for index, char in enumerate(tail):
        wide = _PUNCTUATION.get(char, char) if index == 0 else char
        if wide in "?？" and index:
            # The byte before the decoder found its step again; of 常化 and 危化 it is 0xAF.
            ways += [(index + 1, encoded + b"\xaf"), (index + 1, encoded)]
            break
        try:
            piece = wide.encode("gbk")
        except UnicodeEncodeError:
            break
        encoded += piece
        if len(piece) == 1:
            ways.append((index + 1, encoded))
            break
    return ways


def _decode(data: bytes) -> str | None:
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return data[:-1].decode("gbk", errors="ignore") if len(data) % 2 and _is_whole(data[:-1]) else None


def _is_whole(data: bytes) -> bool:
    try:
        data.decode("gbk")
    except UnicodeDecodeError:
        return False
    return bool(data)


def _weigh(before: str, fixed: str, following: str, lost: int) -> int:
    """The length of the word that a repair makes: after a closing mark, or together with its neighbours; 0 for none."""
    if lost == 0xA1:
        opening = _CLOSERS.match(fixed)
        word = _PATTERN.match(fixed[opening.end() :] + following) if opening else None
        return len(word[0]) if word else 0
    at = len(before)
    hits = _PATTERN.finditer(before + fixed + following)
    return max((len(hit[0]) for hit in hits if hit.start() <= at < hit.end()), default=0)


def _solve_dropped(text: str, start: int, tail: str) -> tuple[int, int, str] | None:
    """危化品 loses a whole pair on the way (its shifted middle is no character): ``?;奉I`` was ``危化品領``."""
    for size, encoded in _shifted(tail[1:]):
        if encoded[:1] != b"\xb7":
            continue
        fixed = _decode("危化".encode("gbk") + b"\xc6" + encoded)
        if fixed is not None and fixed.startswith("危化品"):
            rest = fixed[3:] + text[start + 2 + size : start + 4 + size]
            if _PATTERN.match(rest) or re.match(r"[一-鿿]", rest):
                return start, start + 2 + size, fixed
    return None


def _is_han(char: str) -> bool:
    return "一" <= char <= "鿿"
