"""The patterns that the prose benchmark sets beside the engine do what a script would want of them."""

import re

from benchmarks.prose_patterns import SMALL, build_catalogue_patterns, find_all, fold_words, join_words
from warehouse.catalogue.loader import load_catalogue

_WORDS = ["检查", "检查企业", "检查企业数", "排查", "查处", "查", "罚款", "罚没款", "GDP"]


def test_folded_words_find_what_the_plain_alternation_finds() -> None:
    text = "共检查企业12家,检查3次,罚没款1万元,查处2起,核查1条,GDP9亿元,检查企业数"
    plain, folded = re.compile(join_words(_WORDS)), re.compile(fold_words(_WORDS))
    wanted = ["检查企业", "检查", "罚没款", "查处", "查", "GDP", "检查企业数"]
    assert plain.findall(text) == folded.findall(text) == wanted


def test_there_are_five_of_each_kind_and_both_ways_find_the_same() -> None:
    catalogue = load_catalogue()
    text = "澄川市2024年1-6月检查企业1,234家次,罚款12.5万元,澄阳县上半年发生事故二十三起"
    plain, folded = (build_catalogue_patterns(catalogue, is_folded=is_folded) for is_folded in (False, True))
    assert len(SMALL) == len(plain) == len(folded) == 5
    found = find_all(plain, text)
    assert found == find_all(folded, text)
    assert found[1] == ["澄川市", "澄阳县"]
    assert found[2] == ["2024年", "1,234家次", "12.5万元", "二十三起"]
    assert found[3] == ["2024年1-6月", "上半年"]
    assert found[4] == ["12.5万元"]
