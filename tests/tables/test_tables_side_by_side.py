"""Tables that print 更正前 beside 更正后: the first is void, the second is the figure, their difference is neither."""

from __future__ import annotations

import pytest

from pipelines.extraction.tables.engine import TableExtraction
from pipelines.reading.model import Block
from tests.tables.table_samples import extract, sheet, tree

PLAIN = "澄阳县2024年第一季度安全生产执法情况统计表\n"
LETTER = "澄阳县2024年第一季度安全生产执法数据更正表\n"
ERRATUM = "澄阳县2024年第一季度安全生产执法数据勘误表\n"
HEADS = "县|检查企业数（家次）|罚款金额（万元）\n"
FILED = f"{HEADS}澄阳县|120|41.1"
RIGHT = f"{HEADS}澄阳县|118|38.2"
CHECKS, FINE = "inspection.count", "penalty.fine_amount"


def told(found: TableExtraction) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """What is accepted, and what is void, by indicator."""
    accepted = sorted((o.indicator, float(o.value)) for o in found.observations if o.status == "accepted")
    void = sorted((o.indicator, float(o.value)) for o in found.observations if o.reason == "void_statement")
    return accepted, void


STANDS = [(CHECKS, 118.0), (FINE, 382000.0)]
IS_VOID = [(CHECKS, 120.0), (FINE, 411000.0)]


def columns(title: str, before: str, after: str) -> str:
    return f"{title}指标|{before}|{after}\n检查企业数（家次）|120|118\n罚款金额（万元）|41.1|38.2"


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param((sheet(columns(PLAIN, "更正前", "更正后")),), id="columns"),
        pytest.param((sheet(columns(PLAIN, "订正前数据", "订正后数据")),), id="other words"),
        pytest.param((sheet(columns(PLAIN, "原报数", "更正数")),), id="filed and right"),
        pytest.param((sheet(columns(LETTER, "原数据", "现数据")),), id="weak words in a correction"),
        pytest.param((sheet(columns(LETTER, "调整前", "调整后")),), id="adjusted in a correction"),
        pytest.param((sheet(columns(ERRATUM, "误", "正")),), id="erratum"),
        pytest.param(
            (
                sheet(
                    "澄陽縣2024年第一季度執法數據\n指標|更正前|更正後\n檢查企業數（家次）|120|118\n罰款（萬元）|41.1|38.2"
                ),
            ),
            id="traditional",
        ),
        pytest.param(
            (
                sheet(
                    f"{PLAIN}序号|指标|单位|更正前|更正后|更正原因\n1|检查企业数|家次|120|118|重复\n2|罚款|万元|41.1|38.2|多报"
                ),
            ),
            id="among other columns",
        ),
        pytest.param(
            (
                sheet(
                    f"{PLAIN}县|检查企业数（家次）||罚款金额（万元）|\n|更正前|更正后|更正前|更正后\n澄阳县|120|118|41.1|38.2",
                    merge="A2:A3 B2:C2 D2:E2",
                ),
            ),
            id="under each statistic",
        ),
        pytest.param(
            (
                sheet(
                    f"{PLAIN}县|更正前||更正后|\n|检查企业数（家次）|罚款金额（万元）|检查企业数（家次）|罚款金额（万元）\n"
                    "澄阳县|120|41.1|118|38.2",
                    merge="A2:A3 B2:C2 D2:E2",
                ),
            ),
            id="over the statistics",
        ),
        pytest.param(
            (sheet(f"{PLAIN}类别|检查企业数（家次）|罚款金额（万元）\n更正前|120|41.1\n更正后|118|38.2"),), id="rows"
        ),
        pytest.param(
            (sheet(f"{PLAIN}县|状态|检查企业数（家次）|罚款金额（万元）\n澄阳县|更正前|120|41.1\n|更正后|118|38.2"),),
            id="rows of a place",
        ),
        pytest.param(
            (
                sheet(
                    f"{PLAIN}县|检查企业数（家次）|罚款金额（万元）|备注\n澄阳县|120|41.1|更正前\n澄阳县|118|38.2|更正后"
                ),
            ),
            id="remarks",
        ),
        pytest.param(
            (
                sheet(
                    f"{PLAIN}指标|数值\n更正前|\n检查企业数（家次）|120\n罚款金额（万元）|41.1\n更正后|\n"
                    "检查企业数（家次）|118\n罚款金额（万元）|38.2"
                ),
            ),
            id="sections",
        ),
        pytest.param((sheet(f"{PLAIN}更正前||\n{FILED}\n更正后||\n{RIGHT}"),), id="one under the other"),
        pytest.param((sheet(PLAIN + FILED, name="更正前"), sheet(PLAIN + RIGHT, name="更正后")), id="sheets"),
        pytest.param(
            (
                sheet(FILED, name="table1", caption="澄阳县2024年第一季度情况\n更正前："),
                sheet(RIGHT, name="table2", caption="更正后："),
            ),
            id="captions",
        ),
        pytest.param(
            (
                sheet(f"澄阳县2024年第一季度执法统计表（更正前）\n{FILED}", name="a"),
                sheet(f"澄阳县2024年第一季度执法统计表（更正后）\n{RIGHT}", name="b"),
            ),
            id="titles",
        ),
        pytest.param(
            (
                tree(
                    {
                        "标题": "澄阳县2024年第一季度安全生产执法数据",
                        "更正前": {"检查企业数(家次)": 120, "罚款金额(万元)": 41.1},
                        "更正后": {"检查企业数(家次)": 118, "罚款金额(万元)": 38.2},
                    }
                ),
            ),
            id="json",
        ),
    ],
)
def test_the_second_state_is_the_figure_and_the_first_is_void(blocks: tuple[Block, ...]) -> None:
    found = extract(*blocks)
    assert told(found) == (STANDS, IS_VOID)
    assert found.context.is_correction


@pytest.mark.parametrize("word", ["差额", "增减", "调整数", "更正后较更正前增减", "更正前后差额"])
def test_what_lies_between_the_states_is_refused_at_its_head(word: str) -> None:
    found = extract(
        sheet(f"{PLAIN}指标|更正前|更正后|{word}\n检查企业数（家次）|120|118|-2\n罚款金额（万元）|41.1|38.2|-2.9")
    )
    assert told(found) == (STANDS, IS_VOID)
    assert [(r.locator, r.reason) for r in found.refusals] == [("Sheet1!D2", "outside_catalogue")]


def test_a_row_between_the_states_is_refused_at_its_head() -> None:
    rows = "更正前|120|41.1\n更正后|118|38.2\n差额|-2|-2.9"
    found = extract(sheet(f"{PLAIN}类别|检查企业数（家次）|罚款金额（万元）\n{rows}"))
    assert told(found) == (STANDS, IS_VOID)
    assert [(r.locator, r.reason) for r in found.refusals] == [("Sheet1!A5", "outside_catalogue")]


def test_a_value_that_both_states_print_stands() -> None:
    found = extract(sheet(f"{LETTER}指标|更正前|更正后\n检查企业数（家次）|120|120"))
    assert told(found) == ([(CHECKS, 120.0)], [(CHECKS, 120.0)])


def test_a_right_value_that_is_not_printed_is_not_taken_from_the_first_state() -> None:
    found = extract(sheet(f"{LETTER}指标|更正前|更正后\n检查企业数（家次）|120|不变\n罚款金额（万元）|41.1|38.2"))
    assert told(found) == ([(FINE, 382000.0)], IS_VOID)
    assert [(r.locator, r.reason) for r in found.refusals] == [("Sheet1!C3", "no_value_mark")]


def test_a_column_that_names_no_state_beside_a_void_one_waits_for_review() -> None:
    found = extract(sheet(columns(LETTER, "原报数", "实际数")))
    assert told(found) == ([], IS_VOID)
    assert {o.reason for o in found.observations} == {"void_statement", "conflicting_values"}


@pytest.mark.parametrize(
    ("before", "after"),
    [("整改前", "整改后"), ("疫情前", "疫情后"), ("改革前", "改革后"), ("调整前", "调整后"), ("原数据", "现数据")],
)
def test_words_that_may_compare_two_times_are_no_states_of_a_plain_table(before: str, after: str) -> None:
    found = extract(sheet(columns(PLAIN, before, after)))
    assert told(found) == ([], [])
    assert not found.context.is_correction
    assert {o.reason for o in found.observations} <= {"conflicting_values"}


def test_a_remark_of_one_row_changes_nothing() -> None:
    found = extract(sheet(f"{PLAIN}县|罚款金额（万元）|备注\n澄阳县|41.1|更正后\n渡川县|38.2|"))
    assert told(found) == ([(FINE, 382000.0), (FINE, 411000.0)], [])
    assert not found.context.is_correction


def test_a_note_on_one_figure_voids_no_table() -> None:
    found = extract(
        sheet(f"{PLAIN}指标|数值\n检查企业数（家次）|118\n罚款金额（万元）|38.2\n注：罚款更正前为41.1万元。")
    )
    assert told(found) == (STANDS, [])


def test_a_wrong_scale_that_is_corrected_holds_nothing_back() -> None:
    rows = "澄阳县|8.1|8.1\n渡川县|6.6|6.6\n鹿溪县|143000|14.3\n石闸县|9.9|9.9"
    found = extract(
        sheet(f"澄川市2024年上半年罚款情况更正表\n县|更正前罚款金额（万元）|更正后罚款金额（万元）\n{rows}")
    )
    assert told(found)[0] == [(FINE, 66000.0), (FINE, 81000.0), (FINE, 99000.0), (FINE, 143000.0)]
