"""Penalties divided by whom they fell on (行政处罚10次,其中单位6次、个人4次): each part has a statistic of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipelines.extraction.prose.observing import Placed

_RULES = frozenset({"part_of_total", "part_by_sum"})
_PARTIES = {
    "penalty.count_unit": re.compile(r"(?:[对给处罚予]|处罚)*(?:违法|违规|生产经营|被罚|受罚)*(?:企业|单位)"),
    "penalty.count_person": re.compile(
        r"(?:[对给处罚予]|处罚)*(?:生产经营单位|单位|企业)?的?(?:主要|有关|相关|直接|安全)*"
        r"(?:负责人|责任人员?|个人|自然人|从业人员|管理人员)"
    ),
}


def name_parties(placed: Sequence[Placed]) -> list[Placed]:
    """The parts of penalties by whom they fell on, with their own statistics; none where a part is of neither."""
    lists: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for index, item in enumerate(placed):
        figure = item.figure
        if figure.indicator == "penalty.count" and figure.rule in _RULES and figure.is_subtotal:
            lists[(item.sentence.start, figure.follows)].append(index)
    found = [_of_all(item) for item in placed]
    for indexes in lists.values():
        codes = [_party(placed[index].figure.scope) for index in indexes]
        if None in codes or len(set(codes)) != len(codes):
            continue
        for index, code in zip(indexes, codes, strict=True):
            figure = replace(placed[index].figure, indicator=str(code), scope=None, is_subtotal=False)
            found[index] = replace(placed[index], figure=figure)
    return found


def _of_all(item: Placed) -> Placed:
    """对企业7件、对个体工商户3件: a third party is a part of all penalties, not of those on organisations."""
    figure = item.figure
    if figure.indicator not in _PARTIES or not figure.is_subtotal or not (figure.scope or "").startswith("对"):
        return item
    return replace(item, figure=replace(figure, indicator="penalty.count"))


def _party(name: str | None) -> str | None:
    return next((code for code, words in _PARTIES.items() if name is not None and words.fullmatch(name)), None)
