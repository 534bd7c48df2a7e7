"""What is asked before a large pattern never hides a match of it: a word added to one must be added to the other."""

import random
import re

import pytest

from pipelines.extraction.prose import aims, firms, period_scope, plans, roles, wording, zeros

_WORDS = ["将", "检查", "开展", "计划", "按照", "根据", "年度", "工作", ",", ";", ":", "。", "明年", "下一步", "下步", "下阶段", "拟", "立案", "预计", "有望", "打算", "准备", "力争", "第四季度", "三季度", "我们", "还将", "下半年", "要", "规划", "到", "新建", "目标", "任务", "是", "为", "要求各", "争取", "在", "今年", "再", "继续", "对", "企业", "年底", "月底", "年末", "年内", "5日", "3月份", "前", "之", "以", "到2025年", "会议", "要求", "通知", "建议", "提议", "商请", "报请", "函请", "申请", "停产", "关闭", "取缔", "吊销", "平均", "每", "家", "均", "不足", "最大", "的", "一起", "算", "按", "比", "较", "多", "少", "罚款", "培训", "村", "年", "指标", "控制", "考核", "全年", "死亡", "数", "(", "控制数", "上限", "人数", "分别", "共", "有", "限值", "五年来", "三年间", "两年多来", "十年以来", "在", "某", "公司", "有限公司", "厂", "此次", "该起", "事故", "火灾", "本次", "“", "”", "5·8", "未", "没有", "发生", "接报", "无", "发现", "隐患", "重大", "较大", "该", "责任", "单位", "当事人", "其", "主要负责人", "从重处罚", "须", "需"]  # fmt: skip
_WORDS += [
    "若",
    "如",
    "有",
    "凡",
    "万一",
    "一旦",
    "例如",
    "原则上",
    "应当",
    "规定",
    "预算",
    "可能",
    "曾",
    "思路",
    "安排",
]
_TEXTS = ["".join(random.Random(seed).choices(_WORDS, k=6)) for seed in range(9000)]  # noqa: S311
_PLANS = [
    "下一步",
    "下阶段",
    "。",
    "一、",
    "(二)",
    "明年",
    "工作",
    "打算",
    "计划",
    "安排",
    "思路",
    "目标",
    "主要",
    ":",
    ",",
    "今后",
]
_TEXTS += ["".join(random.Random(seed).choices(_PLANS, k=4)) for seed in range(6000)]  # noqa: S311
_DENIALS = [
    "未",
    "没有",
    "无",
    "发生",
    "发现",
    "接报",
    "事故",
    "火灾",
    "隐患",
    "重大",
    "较大",
    "一起",
    "安全",
    ",",
    "县",
]
_TEXTS += ["".join(random.Random(seed).choices(_DENIALS, k=5)) for seed in range(6000)]  # noqa: S311
_PAIRS = {
    "proposal": (aims._ASKS, aims._PROPOSAL),
    "ahead": (aims._AHEAD, aims._STRONG),
    "deadline": (aims._BY_A_DAY, aims._DEADLINE),
    "condition": (aims._IF, aims._CONDITION),
    "supposed": (aims._MAY_SUPPOSE, aims._SUPPOSED),
    "heading of plans": (plans._MAY_PLAN, plans._HEADING),
    "line of plans": (plans._MAY_PLAN, plans._LINE_START),
    "sentence of plans": (plans._MAY_PLAN, plans._SENTENCE_START),
    "firm": (firms._OF_ONE, firms._FIRM),
    "event": (firms._OF_ONE, firms._EVENT),
    "years": (period_scope._OF_YEARS, period_scope._YEARS),
    "rule of counting": (roles._PER_OR_THAN, roles._PER_OR_MORE),
    "mean": (roles._MEAN_OR_MOST, wording.SINGLE),
    "accident": (zeros._DENIES, zeros._ACCIDENT),
    "hazard": (zeros._DENIES, zeros._HAZARD),
}


@pytest.mark.parametrize("name", _PAIRS)
def test_the_fast_test_hides_nothing(name: str) -> None:
    fast, pattern = _PAIRS[name]
    found = [text for text in _TEXTS if pattern.search(text)]
    assert len(found) >= 10, "the words must make the pattern match, else this shows nothing"
    assert [text for text in found if not fast.search(text)] == []


def test_a_quota_ends_as_the_fast_test_says() -> None:
    found = [match for text in _TEXTS for cut in range(len(text)) if (match := wording.QUOTA_BEFORE.search(text[:cut]))]
    assert len(found) >= 20
    assert {match.string[-1] for match in found} <= roles._QUOTA_ENDS


def test_a_condition_of_a_rule_ends_its_part_with_de() -> None:
    texts = ["情节严重的,处", "逾期不改的,处", "拒不整改的,并处", "违反规定的,处", "造成事故的,处"]
    assert all(roles._CONDITION.search(text) and "的," in text for text in texts)
    assert not re.search("的,", roles._CONDITION.pattern.replace("的,", "", 1))
