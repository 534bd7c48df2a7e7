"""Damage beside a number: lost digits, torn groups of thousands, marks where a digit may have stood."""

from __future__ import annotations

import re

_DAMAGE = frozenset("\ufffd?？*＊…□■")
# What stands beside a number that may have lost a digit.
_DOUBTFUL = re.compile("[\ufffd?？*＊…□■., \t]")


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


def _splits_group(before: str, after: str, measure: str | None) -> bool:
    """Whether a comma between digits leaves no thousands (1,2345家): a clause or a misprint, nobody can tell."""
    if measure:
        return len(before) == 2 and before[1] == "," and before[0].isdigit()
    return len(after) == 2 and after[0] == "," and after[1].isdigit()
