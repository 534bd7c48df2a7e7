"""Several blocks are one document; the lexicon agrees with the catalogue; explain shows what was taken."""

from __future__ import annotations

from pipelines.extraction.prose.engine import extract_prose, read_document_context
from pipelines.extraction.prose.explain import explain
from pipelines.extraction.prose.lexicon import check_lexicon, load_lexicon
from pipelines.reading.model import TextBlock
from warehouse.catalogue.model import Catalogue


def test_scope_flows_over_blocks_and_locators_name_them(catalogue: Catalogue) -> None:
    blocks = [TextBlock("para 1", "鹿溪县2023年安全生产情况"), TextBlock("para 2", "全年罚款20万元。")]
    (found,) = extract_prose(blocks, catalogue).observations
    assert (found.locator, found.raw) == ("para 2 chars 2-8", "罚款20万元")
    assert (found.place, found.context) == ("鹿溪县", "全年罚款20万元。")
    assert found.period is not None
    assert found.period.end is not None
    assert found.period.end.year == 2023


def test_context_falls_back_on_the_file_name(catalogue: Catalogue) -> None:
    blocks = [TextBlock("", "本季度检查企业3家。")]
    assert read_document_context(blocks, catalogue, "鹿溪县一季度报告.txt").division_code == "990103"


def test_lexicon_names_only_known_indicators_in_their_units(catalogue: Catalogue) -> None:
    assert check_lexicon(load_lexicon(), catalogue) == ()


def test_longest_head_wins_and_overlapping_heads_stay() -> None:
    words = [head.word for head in load_lexicon().find("下达责令限期整改指令书5份")]
    assert words == ["责令限期整改指令书"]


def test_explain_marks_each_figure_with_its_rule(catalogue: Catalogue) -> None:
    text = explain([TextBlock("", "罚款5万元,检查单位?317家。")], catalogue)
    assert "⟦罚款5万元⟧{penalty.fine_amount=50000 head_before}" in text
    assert "penalty.fine_amount = 50000 yuan; rule head_before" in text
    assert "317家 not read: damaged_number" in text


def test_same_text_gives_the_same_reading(catalogue: Catalogue) -> None:
    blocks = [TextBlock("", "检查企业12家,发现隐患30条。")]
    assert extract_prose(blocks, catalogue) == extract_prose(blocks, catalogue)
