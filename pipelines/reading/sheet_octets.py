"""Arithmetic on the bytes of a sheet: eight of them at once as one word, for all cells of a piece together.

Arrays are numpy's, one entry a tag or a cell. Nothing here knows what a sheet is made of but its tags' brackets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

PAD = b" " * 64
LONGEST = 48
Ints = Any  # an array of numpy; its own types tell nothing more here


@dataclass(frozen=True, slots=True)
class View:
    """A piece as bytes, as octets, as the eight bytes from each place on, and where its tags open."""

    piece: bytes
    octets: Ints
    words: Ints
    opens: Ints


def word(text: bytes) -> np.uint64:
    """Up to eight bytes as they stand in an array of words."""
    return np.uint64(int.from_bytes(text.ljust(8, b"\0"), "little"))


MASKS = np.array([(1 << (8 * count)) - 1 for count in range(9)], np.uint64)
ZEROS, TENS = np.uint64(0x3030303030303030), np.uint64(0x7676767676767676)
ONES, QUOTES = np.uint64(0x0101010101010101), np.uint64(0x2222222222222222)
HIGH_BITS = np.uint64(0x8080808080808080)
MIX = tuple(
    np.uint64(factor)
    for factor in (
        0x9E3779B97F4A7C15,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        0xE7037ED1A0B428DB,
    )
)


def view_piece(piece: bytes) -> View:
    """The views of a piece; blanks are put behind it, so that a word may be taken at each of its places."""
    padded = piece + PAD
    octets = np.frombuffer(padded, np.uint8)
    return View(piece, octets, _words(padded), np.flatnonzero(octets == ord("<")))


def _words(content: bytes) -> Ints:
    return np.ndarray((len(content) - 7,), "<u8", content, 0, (1,))


def starts_with(view: View, places: Ints, text: bytes) -> bool:
    """Whether a text of up to 16 bytes stands at each of the places."""
    for shift in range(0, len(text), 8):
        part = text[shift : shift + 8]
        if ((view.words[places + shift] & MASKS[len(part)]) != word(part)).any():
            return False
    return True


def take_words(words: Ints, starts: Ints, lengths: Ints) -> list[Ints]:
    """The bytes from each place on as words, up to the longest, zero behind each one's length."""
    longest = min(int(lengths.max()), LONGEST)
    last = len(words) - 1
    return [
        words[np.minimum(starts + shift, last)] & MASKS[np.clip(lengths - shift, 0, 8)]
        for shift in range(0, longest, 8)
    ]


def digits_before_quote(words: Ints) -> Ints:
    """How many bytes stand before the first quote in each word; 8 where there is none."""
    quotes = words ^ QUOTES
    marks = (quotes - ONES) & ~quotes & HIGH_BITS
    lowest = (marks & (~marks + np.uint64(1))).astype(np.float64)
    return np.where(marks == 0, 8, np.log2(np.maximum(lowest, 1.0)).astype(np.int64) // 8)


def parse_digits(words: Ints, lengths: Ints) -> Ints | None:
    """The number that the first ``lengths`` bytes of each word write; None where one is no number of 1 to 8 digits.

    Eight digits at once, by the known arithmetic on words: pairs, then fours, then all.
    """
    if not len(lengths):
        return lengths
    if int(lengths.max()) > 8 or int(lengths.min()) < 1:
        return None
    shift = ((8 - lengths) * 8).astype(np.uint64)
    digits = (words << shift) - (ZEROS << shift)
    if (((digits + TENS) | digits) & HIGH_BITS).any():
        return None
    digits = (digits * np.uint64(10) + (digits >> np.uint64(8))) & np.uint64(0x00FF00FF00FF00FF)
    digits = (digits * np.uint64(100) + (digits >> np.uint64(16))) & np.uint64(0x0000FFFF0000FFFF)
    return ((digits * np.uint64(10_000) + (digits >> np.uint64(32))) & np.uint64(0xFFFFFFFF)).astype(np.int64)


def locate_writings(data: bytes, tails: Ints, starts: Ints, lengths: Ints) -> tuple[list[tuple[int, int, int]], Ints]:
    """The different writings among many: the place (tail, start, length) of one of each, and which of them each is.

    Behind each writing stands its closing tag, so that eight bytes may be taken at each of its own. Those
    longer than ``LONGEST`` stand for themselves. Two that only mix to the same number are told apart.
    """
    if not len(starts):
        return [], np.zeros(0, np.int64)
    parts = take_words(_words(data), starts, lengths)
    alone = np.where(lengths > LONGEST, starts + 1, 0).astype(np.uint64)
    mixed = (tails.astype(np.uint64) + np.uint64(1)) * MIX[2] + alone * MIX[0]
    for part, factor in zip(parts, MIX, strict=False):
        mixed = (mixed ^ part) * factor
        mixed ^= mixed >> np.uint64(29)
    _, first, same = np.unique(mixed, return_index=True, return_inverse=True)
    alike = (tails == tails[first][same]) & (alone == alone[first][same])
    for part in parts:
        alike &= part == part[first][same]
    if not alike.all():
        first, same = np.arange(len(starts)), np.arange(len(starts))
    places = zip(tails[first].tolist(), starts[first].tolist(), lengths[first].tolist(), strict=True)
    return list(places), same
