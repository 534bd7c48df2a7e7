"""Where the cells of a piece of a sheet stand: the numbers of its rows, which of them are hidden, the columns of cells.

Everything is refused that is not written as office programs write it, in rising order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipelines.reading.plain_xml import NotPlainError, row_is_hidden
from pipelines.reading.sheet_octets import MASKS, Ints, View, digits_before_quote, parse_digits, starts_with

MOST_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of a piece: which of the tags they are, and their numbers."""

    tags: Ints
    numbers: Ints


def row_numbers(view: View, tags: Ints, after: int) -> Ints | None:
    """The number of each row; None where they do not rise or a row's tag is not plain."""
    opens, octets, words = view.opens, view.octets, view.words
    starts = opens[tags]
    lengths = digits_before_quote(words[starts + 8])
    if int(lengths.max()) > MOST_DIGITS or not starts_with(view, starts, b'<row r="'):
        return None
    numbers = parse_digits(words[starts + 8], lengths)
    if numbers is None or (octets[starts + 8] == ord("0")).any():
        return None
    rises = numbers[0] > after and (numbers[1:] > numbers[:-1]).all()
    return numbers if rises else None


def cell_columns(view: View, at: Ints, row_at: Ints) -> tuple[Ints, Ints] | None:
    """The column of each cell and where its reference ends; None where it names another row than its own."""
    octets, words = view.octets, view.words
    letter = octets[at + 6]
    if not starts_with(view, at, b'<c r="') or ((letter < ord("A")) | (letter > ord("Z"))).any():
        return None
    columns = letter.astype(np.int64) - 64
    count = np.ones(len(at), np.int64)
    for place in (1, 2):
        letter = octets[at + 6 + place]
        more = (letter >= ord("A")) & (count == place)
        if not more.any():
            break
        if (letter[more] > ord("Z")).any():
            return None
        columns = np.where(more, columns * 26 + letter - 64, columns)
        count += more
    own = words[row_at + 8]
    digits = digits_before_quote(own)
    if ((words[at + 6 + count] ^ own) & MASKS[digits + 1]).any():
        return None
    return columns, at + 7 + count + digits


def hidden_rows(view: View, lines: Lines) -> frozenset[int] | None:
    """The numbers of hidden rows; None where a row's tag is not plain."""
    opens, piece = view.opens, view.piece
    starts = opens[lines.tags] + len(b'<row r="')
    starts += digits_before_quote(view.words[starts]) + 1
    places = zip(starts.tolist(), opens[lines.tags + 1].tolist(), strict=True)
    written = [piece[start:end] for start, end in places]
    try:
        hidden = {tag for tag in set(written) if not tag.endswith(b">") or row_is_hidden(tag[:-1])}
    except NotPlainError:
        return None
    if any(not tag.endswith(b">") for tag in hidden):
        return None
    return frozenset(n for n, tag in zip(lines.numbers.tolist(), written, strict=True) if tag in hidden)
