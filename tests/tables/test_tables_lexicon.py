"""Words to indicators: the lexicon's rules, what they leave over, and the catalogue's synonyms."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extraction.tables.lexicon import load_lexicon
from pipelines.extraction.tables.units import CellUnit, read_units
from pipelines.extraction.tables.wording import read_label
from tests.tables.table_samples import CATALOGUE
from warehouse.errors import CatalogueError

LEXICON = load_lexicon(CATALOGUE)


@pytest.mark.parametrize(
    ("path", "unit", "indicator"),
    [
        ("监督检查>检查单位", "家", "inspection.units"),
        ("监督检查>其中四不两直", "家次", "inspection.covert"),
        ("受检企业", "", "inspection.units"),
        ("监管企业数", "家", "inspection.units_supervised"),
        ("组织检查人员", "", "inspection.personnel"),
        ("派出检查组", "个次", "inspection.teams"),
        ("下达执法文书>现场检查记录", "份", "document.record"),
        ("现场处理措施决定书", "份", "document.site_measures"),
        ("整改复查意见书", "份", "document.reinspection"),
        ("强制措施决定书", "", "document.coercive"),
        ("开展排查治理的单位>应排查", "家", "hazard.units_due"),
        ("开展排查治理的单位>实际排查", "家", "hazard.units_checked"),
        ("开展排查治理事故隐患的生产经营单位>覆盖率", "%", "hazard.coverage_rate"),
        ("一般事故隐患>排查", "项", "hazard.general_found"),
        ("重大事故隐患>排查治理>已整改销号", "项", "hazard.major_rectified"),
        ("重大事故隐患>列入治理计划>达到五到位", "项", "hazard.plan_complete"),
        ("重大事故隐患>挂牌督办>省级", "项", "hazard.listed_province"),
        ("重大隐患", "家", "hazard.major_units"),
        ("累计落实治理资金", "万元", "hazard.funds"),
        ("限期整改", "条", "hazard.deadline"),
        ("未整改", "", "hazard.pending"),
        ("责令改正、限期改正、停止违法行为", "起", "violation.ordered"),
        ("罚款>事前罚款", "万元", "penalty.fine_supervision"),
        ("罚没金额", "元", "penalty.fine_and_confiscation"),
        ("行政处罚次数>对个人", "次", "penalty.count_person"),
        ("提请关闭生产经营单位>实际关闭生产经营单位", "个", "penalty.closure_actual"),
        ("责令停产、停业、停止建设", "", "penalty.suspension_mixed"),
        ("责令停产停业整顿生产经营单位", "个", "penalty.suspension"),
        ("暂扣或吊销有关许可证、职业资格", "", "penalty.licence"),
        ("暂扣安全生产许可证企业", "家", "penalty.licence_suspended"),
        ("关闭非法违法企业", "", "penalty.closure"),
        ("移送追究刑事责任", "", "prosecution.criminal"),
        ("较大事故>死亡", "人", "accident.larger_deaths"),
        ("死亡人数", "人", "accident.deaths"),
        ("直接经济损失", "万元", "accident.loss"),
        ("达标企业>三级", "家", "standard.level3"),
        ("应达标企业数", "家", "standard.due"),
        ("零事故村(社区)>总数", "个", "zero_accident.village_total"),
        ("零事故企事业单位>比例", "%", "zero_accident.enterprise_rate"),
        ("培训企业负责人", "人次", "training.people"),
        ("举办安全培训班", "期", "training.sessions"),
        ("应急演练", "场次", "drill.count"),
        ("预案备案", "份", "plan.filed"),
        ("约谈企业", "家", "accountability.units"),
        ("兑现举报奖励", "元", "reward.amount"),
    ],
)
def test_words_under_heads_with_their_unit_name_one_indicator(path: str, unit: str, indicator: str) -> None:
    *heads, own = path.split(">")
    match = LEXICON.match(read_label(own).core, tuple(heads), "", CellUnit(read_units(unit)))
    assert match is not None
    assert (match.indicator, match.certainty) == (indicator, "sure")


@pytest.mark.parametrize(
    "words",
    ["重大隐患知情不报或者拖着不治的", "停产整顿没有验收就又组织生产的", "警告、通报批评", "满意度", "车辆保险费",
     "关闭取缔之后又自行开工的", "暂扣许可证件、降低资质等级"],
)  # fmt: skip
def test_words_that_only_hold_a_known_word_match_nothing(words: str) -> None:
    assert LEXICON.match(words, (), "", CellUnit()) is None


def test_a_little_left_over_is_for_review() -> None:
    match = LEXICON.match("专家行政处罚次数", (), "", CellUnit())
    assert match is not None
    assert (match.indicator, match.certainty, match.rest) == ("penalty.count", "doubtful", "专家")


def test_a_unit_that_no_reading_of_the_words_has_matches_nothing() -> None:
    assert LEXICON.match("死亡人数", (), "", CellUnit(read_units("万元"))) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no.such,,检查,,,", "unknown"),
        ("inspection.count,,(检查,,,", "broken"),
        ("inspection.count,,,,,", "no pattern"),
        ("inspection.count,,检查", "too few"),
    ],
)
def test_a_bad_line_is_told_with_file_and_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "lexicon.csv"
    path.write_text(f"indicator,unit,own,not,path,title\n{line}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=said) as error:
        load_lexicon(CATALOGUE, path)
    assert error.value.where == "lexicon.csv:2"


@pytest.mark.parametrize(
    ("printed", "core", "unit"),
    [
        ("罚款（万元）", "罚款", "万元"),
        ("其中:1)事故处罚", "事故处罚", ""),
        ("（一）监督检查", "监督检查", ""),
        ("责令限期整改指令书\nA002", "责令限期整改指令书", ""),
        ("同比增长（±%）", "同比增长", "±%"),
        ("零事故村（社区）", "零事故村(社区)", ""),
        ("警\n告", "警告", ""),
        ("合    计", "合计", ""),
        ("罰款金額(萬元)", "罚款金额", "万元"),
        ("（家次）", "", "家次"),
        ("罚款/万元", "罚款", "万元"),
    ],
)
def test_a_label_is_read_without_what_it_is_dressed_in(printed: str, core: str, unit: str) -> None:
    label = read_label(printed)
    assert (label.core, label.unit) == (core, unit)


@pytest.mark.parametrize(
    ("words", "unit"),
    [("未整改企业", "家"), ("伤亡人数", "人"), ("较大以上事故起数", "起"), ("拟罚款", "万元"), ("一般单位", ""), ("未缴罚款", "万元"),
     ("重大", ""), ("死亡率", "%"), ("检查合格率", "%"), ("投入资金", "万元"), ("有隐患企业数", "家"), ("培训", ""), ("没收违法所得", "")],
)  # fmt: skip
def test_words_near_a_statistic_are_not_taken_for_it(words: str, unit: str) -> None:
    match = LEXICON.match(words, (), "", CellUnit(read_units(unit)))
    assert match is None or match.indicator == "-" or match.certainty == "doubtful"


@pytest.mark.parametrize(
    ("words", "indicator"),
    [("占控制指标比例", "accident.control_usage"), ("重大隐患整改数", "hazard.major_rectified"), ("行政处罚企业", "penalty.units"),
     ("隐患整改数", "hazard.rectified"), ("责令限期整改指令书", "document.rectification_order")],
)  # fmt: skip
def test_words_that_hold_two_statistics_take_the_one_they_mean(words: str, indicator: str) -> None:
    match = LEXICON.match(words, (), "", CellUnit())
    assert match is not None
    assert match.indicator == indicator
