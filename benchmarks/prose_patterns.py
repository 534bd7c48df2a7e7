"""What a script without a grammar would run over a report: five patterns, small ones and those of the catalogue.

The catalogue's five name what the engine reads: indicators, places, numbers with units, dates and periods, money. They
come as plain alternations, as one writes them, and with their words folded by common beginnings, which is much faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.extraction.grammar.measures import build_pattern
from warehouse.catalogue.model import Catalogue

Patterns = Sequence[re.Pattern[str]]

SMALL: Patterns = tuple(
    re.compile(pattern)
    for pattern in (
        r"(检查|排查|监督)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?(万)?(家次|家|次|处)",
        r"(隐患|问题)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?(万)?(条|项|处|个)",
        r"(罚款|处罚)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?(万元|亿元|元)",
        r"(拘留|死亡|受伤)[^，。；]{0,12}?(\d[\d.,]*)(余|多)?人",
        r"(\d{4})年(\d{1,2}月|上半年|[一二三四]季度)?",
    )
)
_HAN = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+"
_NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|{_HAN})[余多]?(?:万亿|亿|[十百千]?万)?[余多]?"
_SPAN = r"\s*(?:-|—|至|到)\s*"
_YEAR = r"(?:\d{4}|[一二][〇零九][〇零一二三四五六七八九]{2}|今|去|上|本|明)年度?"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|元)月(?:份|底|末|初|[上中下]旬)?"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
_PERIOD = (
    rf"(?:{_YEAR})?(?:上半年|下半年|前[一二三四两1-4]个?季度|第?[一二三四1-4]季度"
    rf"|{_MONTH}(?:{_DAY})?(?:{_SPAN}(?:{_MONTH})?(?:{_DAY})?)?|前(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})个?月"
    rf"|\d{{1,2}}{_SPAN}{_MONTH})|{_YEAR}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
)


def build_catalogue_patterns(catalogue: Catalogue, *, is_folded: bool) -> Patterns:
    """Five patterns over the catalogue's words.

    Args:
        catalogue: gives the names of indicators with their synonyms, and of the listed places.
        is_folded: words that begin alike share their beginning in the pattern; else they stand side by side.
    """
    named = catalogue.indicators.values()
    indicators = {word for one in named for word in (one.name_zh, *one.synonyms) if word}
    places = {form for form, _ in catalogue.divisions.listed_names()}
    join = fold_words if is_folded else join_words
    return tuple(
        re.compile(pattern)
        for pattern in (
            join(indicators),
            join(places),
            rf"{_NUMBER}\s?(?:个?百分点|%|‰|{build_pattern()})",
            _PERIOD,
            rf"{_NUMBER}\s?(?:元|圆|美元|港元)(?:人民币)?",
        )
    )


def join_words(words: Iterable[str]) -> str:
    """The plain alternation, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def fold_words(words: Iterable[str]) -> str:
    """The alternation in which words that begin alike share their beginning; the longest still wins."""
    rests: dict[str, set[str]] = {}
    for word in words:
        rests.setdefault(word[0], set()).add(word[1:])
    branches = []
    for first, behind in sorted(rests.items()):
        inner = fold_words(rest for rest in behind if rest)
        optional = "?" if "" in behind else ""
        branches.append(re.escape(first) + (f"(?:{inner}){optional}" if inner else ""))
    return "|".join(branches)


def find_all(patterns: Patterns, text: str) -> list[list[str]]:
    """What each pattern finds in a text."""
    return [[match[0] for match in pattern.finditer(text)] for pattern in patterns]
