"""Headers of penalty lists: hundreds of wordings, a column for corrections, and a column that cannot be found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.extraction.cases.engine import extract_cases, is_case_list, read_case_lists
from pipelines.extraction.cases.headers import match_field, read_money_factor
from pipelines.extraction.cases.unmatched import is_passed_over
from tests.cases.case_tables import GOOD_CODE, HEADER, make_row, make_table

WORDS = Path(__file__).with_name("header_words.txt")


def read_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(field, its headers) of the data file."""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            field, headers = line.split(": ", 1)
            yield field, tuple(headers.split(" | "))


def with_header(old: str, new: str) -> tuple[str, ...]:
    return tuple(new if name == old else name for name in HEADER)


@pytest.mark.parametrize(("field", "headers"), read_words(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_wording_names_its_field(field: str, headers: tuple[str, ...]):
    found = {header: match[0] if (match := match_field(header)) else "-" for header in headers}
    assert {header: name for header, name in found.items() if name != field} == {}


@pytest.mark.parametrize("name", ["决定书日期", "决定书签发日期", "处罚决定作出时间", "日期"])
def test_decision_date_is_found_under_many_names(name: str):
    (case,) = extract_cases([make_table(make_row(), header=with_header("处罚决定日期", name))])
    assert (str(case.decision_date), case.status) == ("2024-03-05", "accepted")


def test_list_without_a_known_date_column_is_one_problem_of_the_table():
    rows = [make_row(number) for number in range(1, 8)]
    found = read_case_lists([make_table(*rows, header=with_header("处罚决定日期", "甲栏"))])
    assert {(case.status, case.reasons) for case in found.cases} == {("quarantined", ("column_not_found",))}
    assert [(r.locator, r.raw, r.reason) for r in found.refusals] == [
        ("Sheet1!A1", "甲栏", "header_unknown"),
        ("Sheet1!I1", "甲栏", "header_unmatched"),
    ]


def test_list_whose_number_and_date_are_both_unknown_is_refused_and_not_passed_by_in_silence():
    header = ("违法主体", "违法主体代码", "案由", "甲栏", "处罚内容", "罚款金额(元)", "乙栏", "作出机关")
    row = ("澄阳县长河建材厂", GOOD_CODE, "未培训", "甲-1", "处罚款人民币20000元", "20000", "初五", "澄阳县应急管理局")
    found = read_case_lists([make_table(row, header=header)])
    (case,) = found.cases
    assert (case.authority, case.credit_code, case.status) == ("澄阳县应急管理局", GOOD_CODE, "quarantined")
    assert case.reasons == ("column_not_found",)
    assert [(r.locator, r.raw, r.reason) for r in found.refusals] == [
        ("Sheet1!A1", "甲栏 | 乙栏", "header_unknown"),
        ("Sheet1!D1", "甲栏", "header_unmatched"),
        ("Sheet1!G1", "乙栏", "header_unmatched"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("单位名称", "检查次数", "违法行为", "罚款(万元)"),
        ("企业名称", "处罚种类", "罚款金额(元)", "备注"),
        ("县区", "处罚单位", "违法行为", "处罚种类", "罚款金额(元)"),
    ],
)
def test_table_that_counts_is_no_list_though_it_names_penalties(header: tuple[str, ...]):
    assert not is_case_list(make_table(["澄阳县", "2", "3", "1", "4"][: len(header)], header=header))


def test_every_unknown_head_of_a_list_is_told_once_and_what_is_known_and_unwanted_is_not():
    header = (*HEADER, "经营规模", "序号", "送达日期", "法定代表人身份证号", "经营规模")
    found = read_case_lists([make_table((*make_row(1), "大", "1", "2024-03-06", "", "小"), header=header)])
    assert [(r.locator, r.raw, r.reason) for r in found.refusals] == [("Sheet1!L1", "经营规模", "header_unmatched")]
    assert found.cases[0].status == "accepted"


@pytest.mark.parametrize("text", next(heads for field, heads in read_words() if field == "-"))
def test_heads_that_are_known_and_unwanted_are_passed_over(text: str):
    assert is_passed_over(text)


def test_column_of_document_numbers_is_known_though_its_head_holds_words_of_another_field():
    rows = [make_row(number) for number in range(1, 7)]
    cases = extract_cases([make_table(*rows, header=with_header("行政处罚决定书文号", "案由号"))])
    assert [case.document_no for case in cases][:2] == ["（澄）应急罚〔2024〕1号", "（澄）应急罚〔2024〕2号"]
    assert {(case.violation, case.status) for case in cases} == {(None, "accepted")}


def test_blank_date_under_a_known_column_is_a_fault_of_its_row():
    found = read_case_lists([make_table(make_row(1), make_row(2, date=""))])
    assert found.cases[1].reasons == ("date_invalid",)
    assert found.refusals == ()


def test_column_of_document_numbers_is_known_by_what_stands_in_it():
    rows = [make_row(number) for number in range(1, 7)]
    cases = extract_cases([make_table(*rows, header=with_header("行政处罚决定书文号", "乙栏"))])
    assert [case.document_no for case in cases][:2] == ["（澄）应急罚〔2024〕1号", "（澄）应急罚〔2024〕2号"]
    assert {case.status for case in cases} == {"accepted"}


@pytest.mark.parametrize("name", ["修正说明", "更正情况", "变更说明", "其他需说明情况", "其他", "是否更正"])
def test_correction_is_seen_under_any_head_for_remarks(name: str):
    mark = "是" if name == "是否更正" else "更正：原公示罚款数额有误"
    rows = [make_row(1), make_row(1, content="处罚款人民币30000元", fine="3", note=mark)]
    first, second = extract_cases([make_table(*rows, header=with_header("备注", name))])
    assert (first.status, first.reasons) == ("superseded", ("superseded_by_correction",))
    assert (second.status, second.flags) == ("accepted", ("correction",))


@pytest.mark.parametrize("said", ["否", "无", "未更正", "无更正", "0"])
def test_column_for_corrections_that_denies_one_corrects_nothing(said: str):
    rows = [make_row(1), make_row(1, content="处罚款人民币30000元", fine="3", note=said)]
    cases = extract_cases([make_table(*rows, header=with_header("备注", "更正情况"))])
    assert {case.reasons for case in cases} == {("conflicting_values",)}


def test_common_words_alone_make_no_list():
    header = ("单位名称", "时间", "金额（元）", "处罚种类", "说明")
    table = make_table(["澄阳县", "2024年3月", "500", "2", ""], header=header)
    assert not is_case_list(table)
    assert not is_case_list(replace(table, caption="行政处罚统计表"))


@pytest.mark.parametrize(
    "text",
    ["行政处罚告知书文号", "行政处罚事先告知书编号", "听证告知书文号", "立案文号", "现场检查文书号", "责令整改文书号"],
)
def test_number_of_another_document_is_no_number_of_a_decision(text):
    assert match_field(text) is None


@pytest.mark.parametrize("text", ["拟处罚金额", "告知处罚内容", "拟处罚内容"])
def test_what_was_only_announced_is_no_penalty(text):
    assert match_field(text) is None


def test_number_of_the_announcement_is_passed_over_beside_that_of_the_decision():
    header = list(HEADER)
    header[1] = "行政处罚告知书文号"
    rows = [make_row(n, **{"class": f"（澄）应急告〔2024〕{n}号"}) for n in range(1, 7)]
    cases = extract_cases([make_table(*rows, header=header)])
    assert [case.document_no for case in cases] == [f"（澄）应急罚〔2024〕{n}号" for n in range(1, 7)]
    header[3] = "编号列"
    cases = extract_cases([make_table(*rows, header=header)])
    assert cases[0].document_no == "（澄）应急罚〔2024〕1号"


def test_list_with_the_number_of_the_announcement_only_has_no_document_number():
    header = list(HEADER)
    header[3] = "行政处罚告知书文号"
    rows = [make_row(n, no=f"（澄）应急告〔2024〕{n}号", party=f"澄阳县第{n}建材厂") for n in range(1, 7)]
    cases = extract_cases([make_table(*rows, header=header)])
    assert {(case.document_no, case.reasons) for case in cases} == {(None, ("column_not_found",))}


def test_the_day_of_publication_is_read_where_a_column_has_it_and_is_no_decision_date():
    header = (*HEADER, "公示日期")
    rows = [(*make_row(1), "2024/3/20"), (*make_row(2), "待定")]
    cases = extract_cases([make_table(*rows, header=header)])
    assert [str(case.publish_date) for case in cases] == ["2024-03-20", "None"]
    assert [str(case.decision_date) for case in cases] == ["2024-03-05", "2024-03-05"]
    assert {case.status for case in cases} == {"accepted"}


@pytest.mark.parametrize(
    ("head", "factor"),
    [
        ("罚款金额（万元）", 10_000), ("罚款金额（人民币元）", 1), ("罚款（千元）", 1_000), ("罚款金额", None),
        ("罚款金额（百万元）", None), ("罚款金额（亿元）", None), ("罚款金额（百元）", None), ("罚款金额（美元）", None),
        ("罚款金额（元/万元）", None),
    ],
)  # fmt: skip
def test_only_units_that_are_sure_make_a_factor(head, factor):
    assert read_money_factor(head) == factor


def test_unusual_unit_over_a_list_leaves_its_amounts_open():
    title = "澄阳县行政处罚公示（单位：百万元）"
    header = [name.replace("(万元)", "") for name in HEADER]
    cases = extract_cases(
        [make_table(*(make_row(n, content="见决定书") for n in range(1, 7)), header=header, title=title)]
    )
    assert {(case.fine_yuan, case.reasons) for case in cases} == {(None, ("unit_unknown",))}
