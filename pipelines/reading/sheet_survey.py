"""The cells of an xlsx sheet's plainest writing, found by arithmetic on its bytes: all of a piece of the sheet at once.

Rows of numbers, shared texts, texts in place and formulas with a value are taken where every tag is where it must be; a
piece with anything else is left to ``sheet_scan``. Nothing is shown here: a cell is known by where it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from pipelines.reading.plain_xml import ATTRIBUTE, LISTED, NotPlainError, resolve_all
from pipelines.reading.sheet_octets import (
    MASKS,
    Ints,
    View,
    parse_digits,
    starts_with,
    take_words,
    view_piece,
    word,
)
from pipelines.reading.sheet_places import Lines, cell_columns, hidden_rows, row_numbers

TAGS = ("row", "/row", "c", "/c", "v", "/v", "f", "/f", "is", "/is", "t", "/t")
ROW, ROW_END, CELL, CELL_END, VALUE, VALUE_END, FORMULA, FORMULA_END, PLACE, PLACE_END, TEXT, TEXT_END = range(1, 13)
FOLLOWS = (
    *((ROW, CELL), (ROW, ROW_END), (ROW_END, ROW), (CELL_END, CELL), (CELL_END, ROW_END)),
    *((CELL, VALUE), (CELL, CELL), (CELL, ROW_END), (VALUE, VALUE_END), (VALUE_END, CELL_END)),
    *((CELL, FORMULA), (FORMULA, FORMULA_END), (FORMULA, VALUE), (FORMULA_END, VALUE)),
    *((CELL, PLACE), (PLACE, TEXT), (TEXT, TEXT_END), (TEXT_END, PLACE_END), (PLACE_END, CELL_END)),
)
KIND = rb' t="(s|n|b|e|str|inlineStr)"'
TAIL = re.compile(rb'(?: s="([0-9]{1,5})")?(?:' + KIND + rb')?(?: s="([0-9]{1,5})")?(/?)>')
KINDS = {
    VALUE: frozenset({b"", b"n", b"b", b"e", b"s"}),
    FORMULA: frozenset({b"", b"n", b"b", b"e", b"str"}),
    PLACE: frozenset({b"inlineStr"}),
}
BLANKS = [word(character.encode()) for character in map(chr, range(128, 0x3001)) if character.isspace()]
CONTENTS = {b"s": 1, b"str": 2, b"inlineStr": 2, **dict.fromkeys(LISTED, 3)}
MAX_TAILS = 60
LONGEST_TAIL = 32
WIDEST = 1 << 20
SECOND, CLOSED = np.zeros(256, np.uint8), np.zeros(256, np.uint8)
for number, tag in enumerate(TAGS, 1):
    (CLOSED if tag[0] == "/" else SECOND)[ord(tag.strip("/")[0])] = number
ALLOWED = np.zeros(256, bool)
ALLOWED[[before * 16 + after for before, after in FOLLOWS]] = True


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a cell's reference: its style and its kind; ``content`` is the tag that comes next, if any."""

    style: int
    kind: bytes
    content: int

    @property
    def formula(self) -> bool:
        """Whether the value is a formula's result."""
        return self.content == FORMULA


@dataclass(frozen=True, slots=True)
class Survey:
    """The cells of a piece that hold something: row, column, and either the number of a shared text or a writing.

    Arrays of one length each: ``text`` is -1 for a writing, which is then ``length`` bytes from ``start`` on, of the
    tail ``tail``.
    """

    rows: Ints
    columns: Ints
    texts: Ints
    tails: Ints
    starts: Ints
    lengths: Ints
    last_row: int
    hidden_rows: frozenset[int]


class Surveyor:
    """Surveys the pieces of one sheet; tails are numbered over all of them.

    Attributes:
        tails: each different tail, in the order of their numbers.
    """

    def __init__(self) -> None:
        self.tails: list[Tail] = []
        self._numbers: dict[tuple[bytes, int], int] = {}

    def survey(self, piece: bytes, offset: int, after: int) -> Survey | None:
        """The cells of whole rows, or None where they are not written in the plainest way.

        Args:
            piece: the rows' bytes, from ``<row`` to ``</row>``.
            offset: where the piece begins in the sheet, added to ``starts``.
            after: the number of the last row before the piece.
        """
        if b"\r" in piece or b"_x" in piece or not _is_text(piece):
            return None
        view = view_piece(piece)
        kinds = _classify(view)
        if kinds is None or piece.count(b">") != len(kinds):
            return None
        tags = np.flatnonzero(kinds == ROW)
        numbers = row_numbers(view, tags, after)
        return None if numbers is None else self._cells(view, kinds, Lines(tags, numbers), offset)

    def _cells(self, view: View, kinds: Ints, lines: Lines, offset: int) -> Survey | None:
        opens = view.opens
        places = np.flatnonzero(kinds == CELL)
        line = np.searchsorted(lines.tags, places) - 1
        found = cell_columns(view, opens[places], opens[lines.tags[line]])
        if found is None:
            return None
        columns, tail_at = found
        rows = lines.numbers[line]
        order = rows * WIDEST + columns
        if (order[1:] <= order[:-1]).any():
            return None
        content = kinds[places + 1]
        tails = self._tails(view, tail_at, opens[places + 1] - tail_at, content)
        tags = _value_tags(view, kinds, places, content)
        if tails is None or tags is None:
            return None
        kept = np.flatnonzero(tags)
        starts = opens[tags[kept]] + len(b"<v>")  # as long as <t>
        lengths = opens[tags[kept] + 1] - starts
        texts = self._texts(view, tails[kept], starts, lengths)
        if texts is None:
            return None
        hidden, last = hidden_rows(view, lines), int(lines.numbers[-1])
        if hidden is None:
            return None
        return Survey(rows[kept], columns[kept], texts, tails[kept], starts + offset, lengths, last, hidden)

    def _tails(self, view: View, at: Ints, lengths: Ints, content: Ints) -> Ints | None:
        """The number of each cell's tail; None where one is not plain."""
        if not len(at) or int(lengths.max()) > LONGEST_TAIL or int(lengths.min()) < 1:
            return None
        parts = take_words(view.words, at, lengths)
        tails = np.full(len(at), -1, np.int32)
        first = 0
        for _ in range(MAX_TAILS):
            same = content == content[first]
            for part in parts:
                same &= part == part[first]
            written = b"".join(int(part[first]).to_bytes(8, "little") for part in parts).rstrip(b"\0")
            number = self._number(written, int(content[first]))
            if number is None:
                return None
            tails[same] = number
            first = int(np.argmin(tails))
            if tails[first] >= 0:
                return tails
        return None

    def _number(self, written: bytes, content: int) -> int | None:
        known = self._numbers.get((written, content))
        if known is not None:
            return known
        match = TAIL.fullmatch(written)
        if match is None or (match[1] and match[3]) or bool(match[4]) == (content in KINDS):
            return None
        if (match[2] or b"") not in KINDS.get(content, {match[2] or b""}):
            return None
        self.tails.append(Tail(int(match[1] or match[3] or 0), match[2] or b"", content))
        return self._numbers.setdefault((written, content), len(self.tails) - 1)

    def _texts(self, view: View, tails: Ints, starts: Ints, lengths: Ints) -> Ints | None:
        """The number of each shared text, -1 for other cells; None where a text is not plain or a number too long."""
        if not lengths.all():
            return None
        kinds = np.array([CONTENTS.get(tail.kind, 0) for tail in self.tails])[tails]
        listed = np.flatnonzero(kinds == 3)
        places = zip(starts[listed].tolist(), lengths[listed].tolist(), tails[listed].tolist(), strict=True)
        found = {(self.tails[tail].kind, view.piece[start : start + length]) for start, length, tail in places}
        if not all(written in LISTED[kind] for kind, written in found):
            return None
        texts = np.full(len(tails), -1, np.int64)
        shared, written = np.flatnonzero(kinds == 1), np.flatnonzero(kinds == 2)
        numbers = parse_digits(view.words[starts[shared]], lengths[shared])
        if numbers is None or not _edges_are_visible(view, starts[written], lengths[written]):
            return None
        texts[shared] = numbers
        return texts


def _is_text(piece: bytes) -> bool:
    """Whether a piece is UTF-8 whose references all name visible characters."""
    try:
        if not piece.isascii():
            piece.decode("utf-8")
        return not any(map(str.isspace, resolve_all(piece)))
    except (UnicodeDecodeError, NotPlainError):
        return False


def _classify(view: View) -> Ints | None:
    """The kind of each tag, None where one is unknown or out of order, or text stands between rows."""
    opens, octets = view.opens, view.octets
    if len(opens) < 3 or opens[0] != 0 or opens[-1] + len(b"</row>") != len(view.piece):
        return None
    second = octets[opens + 1]
    kinds = SECOND[second]
    ends = np.flatnonzero(second == ord("/"))
    kinds[ends] = CLOSED[octets[opens[ends] + 2]]
    if kinds[0] != ROW or kinds[-1] != ROW_END or not ALLOWED[kinds[:-1] * np.uint8(16) + kinds[1:]].all():
        return None
    closing = np.flatnonzero(kinds == ROW_END)
    if not starts_with(view, opens[closing], b"</row>"):
        return None
    return kinds if (opens[closing[:-1] + 1] - opens[closing[:-1]] == len(b"</row>")).all() else None


def _value_tags(view: View, kinds: Ints, places: Ints, content: Ints) -> Ints | None:
    """For each cell the tag in which its value is written, 0 for none; None where tags or what parts them differ."""
    opens = view.opens
    tags = np.zeros(len(places), np.int64)
    placed = np.flatnonzero(content == PLACE)
    if len(placed):
        cells = places[placed]
        tags[placed] = cells + 2
        if not starts_with(view, opens[cells + 1], b"<is><t>"):
            return None
        if not starts_with(view, opens[cells + 3], b"</t></is></c>") or not _touches(opens, cells + 5, 4):
            return None
    valued = np.flatnonzero((content == VALUE) | (content == FORMULA))
    at = places[valued] + 1
    computed = np.flatnonzero(content[valued] == FORMULA)
    if len(computed):
        behind = _behind_formulas(view, kinds, at[computed])
        if behind is None:
            return None
        at[computed] = behind
    tags[valued] = at
    plain = starts_with(view, opens[at], b"<v>") and starts_with(view, opens[at + 1], b"</v></c>")
    return tags if plain and _touches(opens, at + 2, 4) else None


def _behind_formulas(view: View, kinds: Ints, formulas: Ints) -> Ints | None:
    """The tags behind formulas, each ``<f>...</f>`` or ``<f .../>``; None where one is neither or has no value."""
    opens, octets = view.opens, view.octets
    third = octets[opens[formulas] + 2]
    alone = kinds[formulas + 1] == VALUE
    described = third == ord(" ")
    if ((third != ord(">")) & ~described).any() or (alone & ~described).any():
        return None
    for start, end, closed in zip(
        opens[formulas[described]].tolist(),
        opens[formulas[described] + 1].tolist(),
        alone[described].tolist(),
        strict=True,
    ):
        tag = view.piece[start + 2 : view.piece.find(b">", start)]
        if ATTRIBUTE.sub(b"", tag) != (b"/" if closed else b"") or (closed and start + 3 + len(tag) != end):
            return None
    whole = formulas[~alone]
    if not starts_with(view, opens[whole + 1], b"</f><v>"):
        return None
    return formulas + np.where(alone, 1, 2)


def _touches(opens: Ints, tags: Ints, length: int) -> bool:
    """Whether the next tag stands directly behind each of the tags."""
    return bool((opens[tags + 1] - opens[tags] == length).all())


def _edges_are_visible(view: View, starts: Ints, lengths: Ints) -> bool:
    """Whether texts begin and end with a visible character: blanks there count in one program and not in another."""
    if not len(starts):
        return True
    octets, words = view.octets, view.words
    ends = starts + lengths
    if (octets[starts] <= ord(" ")).any() or (octets[ends - 1] <= ord(" ")).any():
        return False
    first, last = words[starts], words[ends - 3]
    return not any(
        ((first & MASKS[size]) == blank).any() or ((last >> np.uint64(8 * (3 - size)) & MASKS[size]) == blank).any()
        for blank in BLANKS
        for size in ((int(blank).bit_length() + 7) // 8,)
    )
