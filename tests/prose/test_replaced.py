"""A value that its text replaces states nothing; the one in its place does, where something is corrected."""

from __future__ import annotations

import pytest

from tests.prose.conftest import Read
from tests.prose.stated import CASES, CHECKS, FINE, LETTER, REPORT, STOPS, Stated, of, told

INJURIES_YOY = "accident.injuries_yoy"


@pytest.mark.parametrize("title", [REPORT, LETTER])
@pytest.mark.parametrize(
    "body",
    [
        "罚款41.1万元更正为38.2万元",
        "罚款41.1万元(应为38.2万元)",
        "罚款41.1万元有误，应为38.2万元",
        "更正前罚款41.1万元，更正后38.2万元",
        "更正前：罚款41.1万元；更正后：罚款38.2万元",
        "误报罚款41.1万元，实为38.2万元",
        "罚款由41.1万元更正为38.2万元",
        "将罚款41.1万元更正为38.2万元",
        "罚款金额原报41.1万元，现更正为38.2万元",
        "原报罚款41.1万元，更正为罚款38.2万元",
        "将“罚款41.1万元”更正为“罚款38.2万元”",
        "罚款38.2万元，此前误报为罚款41.1万元",
        "罚款：原报41.1万元，更正为38.2万元",
        "罚款：41.1万元更正为38.2万元",
        "罚款由原来的41.1万元更正为38.2万元",
        "罚款41.1万元经复核修正为38.2万元",
        "罚款41.1万元，订正为38.2万元",
        "罚款41.1万元更改为38.2万元",
        "原报罚款41.1万元，现调整为38.2万元",
        "原报罚款41.1万元，现核实为38.2万元",
        "原报罚款41.1万元，罚款更正为38.2万元",
        "罚款41.1万元（误，应为38.2万元）",
        "罚款41.1万元（录入错误，应为38.2万元）",
        "罚款41.1万元（此数有误，正确数为38.2万元）",
        "罚款41.1万元，经市局复核，应为38.2万元",
        "罚款41.1万元，经市统计局4月8日审核认定，应为38.2万元",
        "罚款41.1万元，因工作人员统计失误，现更正为38.2万元",
        "罚款41.1万元，由于统计口径调整，更正为38.2万元",
        "罚款41.1万元；上述数据应为38.2万元",
        "罚款41.1万元，应是38.2万元",
        "罚款41.1万元，更正：38.2万元",
        "罚款：更正前：41.1万元；更正后：38.2万元",
        "罚款：更正前41.1万元；更正后38.2万元",
        "罚款金额更正前为41.1万元；更正后为38.2万元",
        "罚款：原报：41.1万元；更正为：38.2万元",
    ],
)
def test_the_value_behind_stands_under_the_same_head(read: Read, title: str, body: str) -> None:
    assert told(read, title, body) == (of((FINE, "382000")), of((FINE, "411000")))


def test_the_right_value_may_stand_first(read: Read) -> None:
    accepted, _ = told(read, LETTER, "误将罚款38.2万元报为41.1万元")
    assert accepted == of((FINE, "382000"))


@pytest.mark.parametrize(
    ("body", "accepted", "void"),
    [
        (
            "罚款41.1万元更正为38.2万元，检查企业120家次更正为118家次",
            of((FINE, "382000"), (CHECKS, "118")),
            of((FINE, "411000"), (CHECKS, "120")),
        ),
        (
            "检查企业120家次、罚款41.1万元分别更正为118家次、38.2万元",
            of((FINE, "382000"), (CHECKS, "118")),
            of((FINE, "411000"), (CHECKS, "120")),
        ),
        (
            "由检查企业120家次、罚款41.1万元更正为检查企业118家次、罚款38.2万元",
            of((FINE, "382000"), (CHECKS, "118")),
            of((FINE, "411000"), (CHECKS, "120")),
        ),
        ("检查企业120家次更正为118", of((CHECKS, "118")), of((CHECKS, "120"))),
        ("责令停产5家更正为3家，更正为2家", of((STOPS, "2")), of((STOPS, "5"), (STOPS, "3"))),
        ("受伤人数同比下降20%更正为下降25%", of((INJURIES_YOY, "-0.25")), of((INJURIES_YOY, "-0.2"))),
        ("受伤人数同比下降20%更正为上升25%", of(), of((INJURIES_YOY, "-0.2"))),
        ("罚款41.1万元更正为3█.2万元", of(), of((FINE, "411000"))),
        ("罚款41.1万元更正为38.2", of(), of((FINE, "411000"))),
        ("罚款41.13万元更正为41万元", of((FINE, "410000")), of((FINE, "411300"))),
        ("罚款41万元(原报罚款41.13万元)", of((FINE, "410000")), of((FINE, "411300"))),
        ("检查企业120家次，误将企业自查5家次计入，实为115家次", of(), of()),
        ("更正后罚款38.2万元(更正前41.1万元)，检查企业118家次", of((FINE, "382000"), (CHECKS, "118")), of()),
        ("行政处罚11件(原12件)，检查企业118家次", of((CASES, "11"), (CHECKS, "118")), of((CASES, "12"))),
        ("罚款41.1万元。核对后，罚款41.1万元更正为38.2万元", of((FINE, "382000")), of((FINE, "411000"))),
    ],
)
def test_several_are_replaced_and_what_does_not_fit_is_no_figure(
    read: Read, body: str, accepted: Stated, void: Stated
) -> None:
    assert told(read, REPORT, body) == (accepted, void)


@pytest.mark.parametrize(
    ("body", "code", "old", "new"),
    [
        ("责令停产停业整顿5家调整为3家", STOPS, "5", "3"),
        ("处罚12件改为11件", CASES, "12", "11"),
        ("检查企业由120家次调整为118家次", CHECKS, "120", "118"),
    ],
)
def test_a_weak_word_corrects_only_in_a_correction(read: Read, body: str, code: str, old: str, new: str) -> None:
    assert told(read, LETTER, body) == (of((code, new)), of((code, old)))
    assert told(read, REPORT, body) == (of(), of())
    assert told(read, REPORT, f"原报{body}") == (of((code, new)), of((code, old)))


@pytest.mark.parametrize("title", [REPORT, LETTER])
@pytest.mark.parametrize(
    "body", ["罚款标准由5万元调整为10万元", "检查频次由每月1次调整为2次", "安全监管职工5人改为3人轮班"]
)
def test_a_changed_measure_states_nothing(read: Read, title: str, body: str) -> None:
    assert told(read, title, f"检查企业120家次，{body}") == (of((CHECKS, "120")), of())


@pytest.mark.parametrize(
    ("body", "accepted"),
    [
        ("实际检查2次(应为3次)", of((CHECKS, "2"))),
        ("检查企业120家次，应为企业提供服务，检查企业35家次", of((CHECKS, "120"), (CHECKS, "35"))),
        ("检查企业120家次，实际罚款38.2万元", of((CHECKS, "120"), (FINE, "382000"))),
        ("检查企业120家次，整改后改为合格", of((CHECKS, "120"))),
    ],
)
def test_words_that_correct_nothing_leave_figures_alone(read: Read, body: str, accepted: Stated) -> None:
    assert accepted <= told(read, REPORT, body)[0]


def test_each_value_is_quoted_where_it_stands(read: Read) -> None:
    found = read(f"{LETTER}\n澄阳县2024年第一季度罚款41.1万元更正为38.2万元。").observations
    assert [(o.raw, o.rule, o.locator) for o in found if o.status == "accepted"] == [
        ("更正为38.2万元", "replaced", "chars 41-50")
    ]


@pytest.mark.parametrize(
    ("title", "is_correction"),
    [
        ("关于补报2024年第一季度执法情况的报告", False),
        ("澄阳县2024年第一季度执法情况(补报)", False),
        ("澄阳县2024年第一季度漏报情况的补充报告", False),
        ("关于更正补报2024年第一季度执法情况的报告", True),
        ("澄阳县2024年第一季度执法情况(更正)", True),
    ],
)
def test_a_supplement_corrects_nothing(read: Read, title: str, is_correction: bool) -> None:
    assert read(f"{title}\n澄阳县罚款3万元。").context.is_correction is is_correction
