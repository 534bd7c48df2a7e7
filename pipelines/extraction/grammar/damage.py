"""Damage beside a number: lost digits, torn groups of thousands, marks where a digit may have stood."""

from __future__ import annotations

import re

MARKS = "\ufffd?？*＊…□■█▇▆▓▒░▮"
"""What stands where a character was lost."""
_DAMAGE = frozenset(MARKS)
# What stands beside a number that may have lost a digit.
_DOUBTFUL = re.compile(f"[{MARKS}., \\tOoIl]")
# A letter that looks like a digit and stands among digits: 1O8, 5O.5, 2l家.
_LETTER_BEHIND = re.compile(r"[OoIl]+(?:[\d.]|[\u4e00-\u9fff])")
_LETTER_BEFORE = re.compile(r"\d[\d.]*[OoIl]+\.?\Z")
_RUN = re.compile(f"[\\d.,OoIl{MARKS}]*\\d[\\d.,OoIl{MARKS}]*")
_LETTERS = frozenset("OoIl")
_WIDEST = 24


def has_damage(text: str, match: re.Match[str]) -> bool:
    """Whether a digit may have been lost beside this number, or the number cannot be what was meant."""
    start, end = match.span("number")
    number = match["number"]
    beside = _DOUBTFUL.match(text, start - 1) if start else None
    if (beside or _DOUBTFUL.search(text, end, match.end() + 3)) and _has_lost(text, match, start, end):
        return True
    if number[0] == "0" and len(number) > 1 and number[1] != ".":
        return True
    return number[0].isdigit() and len(number.partition(".")[0].replace(",", "")) >= 12


def _has_lost(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Marks, points, commas and blanks that stand where a digit may have stood."""
    before = text[max(0, start - 2) : start]
    after = text[end : end + 2]
    if before[-1:] in _DAMAGE or after[:1] in _DAMAGE:
        return True
    if _LETTER_BEHIND.match(text, end) or _LETTER_BEFORE.search(text[max(0, start - 8) : start]):
        return True
    if text[match.end() : match.end() + 1] == "\ufffd" and not match["measure"]:
        return True
    if before[-1:] == "." or (after[:1] == "." and not after[1:].isdigit()):
        return True
    if text[match.end() : match.end() + 3].lstrip().startswith("…"):
        return True
    if "," not in match["number"] and _splits_group(before, after, match["measure"]):
        return True
    if len(before) == 2 and before[1] in " \t" and before[0].isdigit():
        return True
    return len(after) == 2 and after[0] in " \t" and after[1].isdigit() and not match["scale"]


def has_letter(text: str, start: int, end: int) -> bool:
    """Whether the digits at ``start..end`` belong to a counted number with a letter in it (1O8份), and to no name."""
    low, high = damaged_run(text, start, end)
    before, run, behind = text[low - 1 : low] if low else "", text[low:high], text[high : high + 1]
    stands_alone = run[0].isdigit() and not (before.isascii() and (before.isalnum() or before == "-"))
    return stands_alone and not _LETTERS.isdisjoint(run) and "\u4e00" <= behind <= "\u9fff"


def damaged_run(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole of a damaged number, with what stands among its digits: ``1█5家次``, of which ``5家次`` was read."""
    found = [(m.start(), m.end()) for m in _RUN.finditer(text, max(0, start - _WIDEST), end + _WIDEST)]
    beside = [(low, high) for low, high in found if low <= end and high >= start]
    return min([start, *(low for low, _ in beside)]), max([end, *(high for _, high in beside)])


def _splits_group(before: str, after: str, measure: str | None) -> bool:
    """Whether a comma between digits leaves no thousands (1,2345家): a clause or a misprint, nobody can tell."""
    if measure:
        return len(before) == 2 and before[1] == "," and before[0].isdigit()
    return len(after) == 2 and after[0] == "," and after[1].isdigit()
