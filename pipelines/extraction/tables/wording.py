"""The wording of one header cell: what it says, without the brackets, numbering and blanks that it is dressed in.

Nothing here knows the catalogue. A label is read once and then asked by the stages that need its unit, its level or
its bare words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.extraction.grammar.repair import repair_text

_BRACKETS = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_FORM_CODE = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z]\d{1,4}$|^[A-Z]\d{2,4}(?=[\u4e00-\u9fff])")
_PART = re.compile(r"^其中[:：,，、]?")
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》*＊★▲△")
_ENUMERATORS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("han", re.compile(r"^([一二三四五六七八九十]{1,3})[、.．,，:：]")),
    ("han_bracket", re.compile(r"^[(（]([一二三四五六七八九十]{1,3})[)）][、.]?")),
    ("digit", re.compile(r"^(\d{1,2})(?:[、．:：]|[.](?!\d))")),
    ("digit_bracket", re.compile(r"^[(（]?(\d{1,2})[)）][、.]?")),
    ("circle", re.compile(r"^([①-⑳])[、.]?")),
)
_UNIT_WORDS = (
    "万元|亿元|千元|元|家次|户次|人次|个次|组次|场次|班次|辆次|艘次|项次|起次|"
    "[万千百](?:人次|家次|户次|场次|份|册|张|条|人|件|次|家|户|个|本|幅)|台套|车次|条次|件次|处次|企次|"
    "家|户|个|次|起|人|名|项|条|处|件|份|期|场|宗|座|支|篇|块|本|册|张|幅|辆|台|套|艘|组|部|所|例|班|对|口|批次|批|%|‰|％|百分比|百分点"
)
_UNIT_LIST = re.compile(
    rf"^(?:计量)?(?:单位)?[:：]?(?:±|\+/-)?(?:{_UNIT_WORDS})(?:[、,，/;；.\s和或](?:{_UNIT_WORDS}))*$"
)
_TRAILING_UNIT = re.compile(rf"^(.*[\u4e00-\u9fff])[/,，:：](万元|亿元|元|{_UNIT_WORDS})$")
_MONEY_TAIL = re.compile(r"^(.*[款额金])(万元|亿元|元)$")
_HAN_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}


@dataclass(frozen=True, slots=True)
class Label:
    """One header cell, read.

    ``core`` are its words without unit brackets, numbering, quotes and 其中; ``unit`` the unit that it prints ("" for
    none; a list such as ``起、人`` stays one string). ``numbering`` is the kind of its numbering ("" for none) and
    ``number`` its place there; ``indent`` the blanks that it starts with; ``is_part`` that it says 其中; ``printed`` is
    the core in the characters of the source.
    """

    raw: str
    core: str
    unit: str = ""
    numbering: str = ""
    number: int = 0
    indent: int = 0
    is_part: bool = False
    printed: str = ""


@lru_cache(maxsize=50_000)
def clean(text: str) -> str:
    """Words as they are compared: Simplified, half width, without any blank; damage is left to be seen.

    Text of one character a line (a vertical header) reads as one word.
    """
    simplified = repair_text(text).text
    return "".join(simplified.replace("\u3000", " ").replace("\xa0", " ").split())


@lru_cache(maxsize=50_000)
def clean_line(text: str) -> str:
    """A title or a note as it is read: Simplified, half width, blanks kept as one between its parts."""
    return " ".join(repair_text(text).text.replace("\u3000", " ").replace("\xa0", " ").split())


def is_unit_text(text: str) -> bool:
    """Whether a text is nothing but units: ``万元``, ``单位:起、人``, ``±%``."""
    return bool(_UNIT_LIST.match(text))


@lru_cache(maxsize=50_000)
def read_label(text: str) -> Label:
    """Read one header cell; a blank gives a label without core."""
    words = clean(text).translate(_QUOTES)
    indent = _count_indent(text)
    unit, words = _take_unit(words)
    words, numbering, number, is_part = _take_numbering(words)
    words = _FORM_CODE.sub("", words)
    words = words.strip(":：,，、;；-—_")
    return Label(text, words, unit, numbering, number, indent, is_part, _find_printed(text, words))


def _find_printed(text: str, core: str) -> str:
    """The core as the source writes it, where it can be told: simplification keeps the count of characters."""
    bare = "".join(text.split())
    at = clean(text).find(core) if core and len(clean(text)) == len(bare) else -1
    return bare[at : at + len(core)] if at >= 0 else core


def _count_indent(text: str) -> int:
    """Leading blanks, a full-width one counting two."""
    count = 0
    for char in text:
        if char == "\u3000":
            count += 2
        elif char in " \t\xa0":
            count += 1
        else:
            break
    return count


def _take_unit(words: str) -> tuple[str, str]:
    """Part the unit from the words: ``罚款(万元)`` and ``罚款/万元`` both give 万元."""
    unit = ""
    for match in _BRACKETS.finditer(words):
        if is_unit_text(match[1]):
            unit = unit or match[1]
            words = words.replace(match[0], "", 1)
    if unit or is_unit_text(words):
        return unit or words, "" if is_unit_text(words) else words
    for pattern in (_TRAILING_UNIT, _MONEY_TAIL):
        if tail := pattern.match(words):
            return tail[2], tail[1]
    return "", words


def _take_numbering(words: str) -> tuple[str, str, int, bool]:
    """Part 其中 and the numbering from the words, in whatever order they stand."""
    is_part, numbering, number = False, "", 0
    for _ in range(3):
        if match := _PART.match(words):
            is_part, words = True, words[match.end() :]
            continue
        for name, pattern in _ENUMERATORS:
            found = pattern.match(words)
            if found and found.end() < len(words):
                numbering, number, words = name, _read_number(found[1]), words[found.end() :]
                break
    return words, numbering, number, is_part


def _read_number(text: str) -> int:
    """The value of a numbering mark; 0 where it is none we count by."""
    if text.isdecimal():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if len(text) == 1:
        return _HAN_DIGITS.get(text, 0)
    if text.startswith("十"):
        return 10 + _HAN_DIGITS.get(text[1], 0)
    return _HAN_DIGITS.get(text[0], 0) * 10
