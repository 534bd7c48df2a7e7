"""What becomes of the rows of a penalty list."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from pipelines.extraction.cases.engine import extract_cases, is_case_list, read_case_lists
from pipelines.extraction.model import Period
from tests.cases.case_tables import GOOD_CODE, HEADER, make_row, make_table
from warehouse.catalogue.loader import load_catalogue

PINYIN = ("CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_WSH", "CF_CFLB", "CF_NR", "CF_NR_FK", "CF_NR_WFFF", "CF_JDRQ",
          "CF_CFJG", "CF_BZ")  # fmt: skip
YUAN = tuple(name.replace("万元", "元") for name in HEADER)
NO_UNIT = tuple(name.replace("(万元)", "") for name in HEADER)


def read(*rows, **options):
    return extract_cases([make_table(*rows, **options)])


def read_one(**changes):
    (case,) = read(make_row(**changes))
    return case


def test_sound_row_is_accepted_with_its_values():
    case = read_one()
    assert (case.row, case.locator, case.status) == (2, "Sheet1!A2", "accepted")
    assert (case.document_no, case.party) == ("（澄）应急罚〔2024〕1号", "澄阳县长河建材厂")
    assert (case.kinds, case.fine_yuan, case.confiscated_yuan) == (("fine",), Decimal("20000.00"), None)
    assert (case.decision_date, case.authority) == (date(2024, 3, 5), "澄阳县应急管理局")
    assert (case.reasons, case.flags) == ((), ())


@pytest.mark.parametrize(
    ("header", "printed"),
    [(HEADER, "2"), (YUAN, "20,000"), (PINYIN, "2.000000"), (NO_UNIT, "20000"), (NO_UNIT, "2"), (PINYIN, "20000")],
)
def test_unit_comes_from_header_or_else_from_what_the_decisions_say(header, printed):
    (case,) = read(make_row(fine=printed), header=header)
    assert (case.status, case.fine_yuan) == ("accepted", Decimal(20000))


def test_pinyin_standard_means_ten_thousand_yuan():
    (case,) = read(make_row(fine="1.5", content="处以罚款"), header=PINYIN)
    assert case.fine_yuan == Decimal(15000)


def test_amount_without_unit_or_witness_is_kept_back():
    (case,) = read(make_row(content="见决定书"), header=NO_UNIT)
    assert (case.status, case.reasons, case.fine_yuan) == ("quarantined", ("unit_unknown",), None)


def test_unit_in_the_title_counts():
    (case,) = read(make_row(content="见决定书"), header=NO_UNIT, title="澄阳县行政处罚公示表（单位：万元）")
    assert case.fine_yuan == Decimal(20000)


def test_amount_typed_in_the_other_unit_is_kept_back_with_the_right_value():
    sound = [make_row(number) for number in (1, 2, 3)]
    *_, case = read(*sound, make_row(4, fine="20000"))
    assert (case.status, case.reasons) == ("quarantined", ("amount_conflicts_with_content",))
    assert case.fine_yuan == Decimal(20000)


def test_confiscated_sum_is_weighed_too():
    content = "没收违法所得12000元，并处罚款20000元"
    case = read_one(kind="没收违法所得、没收非法财物；罚款", content=content, confiscated="12000")
    assert case.reasons == ("amount_conflicts_with_content",)
    assert case.confiscated_yuan == Decimal(12000)


def test_formal_numerals_in_the_decision_agree_with_figures():
    assert read_one(content="罚款人民币贰万元整（¥20000.00元）").status == "accepted"


def test_fine_without_any_sum_is_flagged():
    case = read_one(fine="", content="处以罚款")
    assert (case.status, case.fine_yuan, case.flags) == ("accepted", None, ("fine_without_amount",))


def test_blank_amount_is_read_from_the_decision_and_flagged():
    case = read_one(fine="")
    assert (case.fine_yuan, case.flags) == (Decimal(20000), ("fine_without_amount",))


def test_sum_beside_a_warning_only_is_kept_back():
    case = read_one(kind="警告", content="给予警告", fine="2")
    assert (case.status, case.reasons) == ("quarantined", ("amount_conflicts_with_content",))


def test_every_kind_of_a_decision_counts_and_the_fine_stands_once():
    case = read_one(kind="警告；罚款；责令停产停业", content="给予警告、罚款人民币20000元、责令停产停业整顿")
    assert case.kinds == ("fine", "suspension", "warning")
    assert case.fine_yuan == Decimal(20000)


def test_kind_that_nobody_knows_is_kept_back():
    case = read_one(kind="谈心", content="", fine="")
    assert (case.status, case.reasons) == ("quarantined", ("kind_unknown",))


@pytest.mark.parametrize(
    "printed",
    ["20240305", "2024/3/5", "2024/3/5 0:00:00", "2024-03-05", "2024.03.05", "2024年3月5日", date(2024, 3, 5),
     datetime.fromisoformat("2024-03-05T00:00"), Decimal(20240305), Decimal(45356)],
)  # fmt: skip
def test_date_is_read_in_every_form(printed):
    assert read_one(date=printed).decision_date == date(2024, 3, 5)


@pytest.mark.parametrize("printed", ["2024-02-30", "20241301", "", "待定", Decimal(20240230)])
def test_impossible_date_is_kept_back(printed):
    case = read_one(date=printed)
    assert (case.decision_date, case.status, case.reasons) == (None, "quarantined", ("date_invalid",))


@pytest.mark.parametrize("printed", ["", "无", "—"])
def test_missing_document_number_is_kept_back(printed):
    case = read_one(no=printed)
    assert (case.document_no, case.reasons) == (None, ("document_no_missing",))


def test_date_outside_the_period_of_the_title_is_kept_back():
    rows = [make_row(1), make_row(2, date="2024-06-30"), make_row(3, date="2024-07-01")]
    cases = read(*rows, title="澄阳县2024年上半年行政处罚公示表")
    assert [case.status for case in cases] == ["accepted", "accepted", "quarantined"]
    assert cases[2].reasons == ("date_out_of_period",)


def test_date_outside_the_year_of_most_rows_is_kept_back():
    rows = [make_row(number) for number in range(1, 9)]
    cases = read(*rows, make_row(9, date="2042-03-05"), make_row(10, date="2023-12-28"))
    assert [case.reasons for case in cases[8:]] == [("date_out_of_period",)] * 2


def test_list_over_two_years_keeps_back_nothing():
    cases = read(make_row(1, date="2023-12-01"), make_row(2, date="2024-01-05"))
    assert {case.status for case in cases} == {"accepted"}


def test_day_of_publication_is_no_period():
    (case,) = read(make_row(date="2024-02-01"), title="行政处罚公示（公示日期：2024年3月5日）")
    assert case.status == "accepted"


def test_list_running_since_january_fits_the_quarter_of_its_submission():
    quarter = Period(date(2024, 7, 1), date(2024, 9, 30), "quarter")
    rows = [make_row(1, date="2024-01-20"), make_row(2, date="2024-04-02"), make_row(3, date="2024-08-09")]
    cases = extract_cases([make_table(*rows)], period=quarter)
    assert {case.status for case in cases} == {"accepted"}


def test_file_name_states_the_period():
    rows = [make_row(1), make_row(2), make_row(3, date="2024-04-01")]
    cases = extract_cases([make_table(*rows)], file_name="cases_2024Q1.csv")
    assert cases[2].reasons == ("date_out_of_period",)


def test_exact_repetition_is_superseded_however_it_is_written():
    first, second = read(make_row(), make_row(party=" 澄阳县长河建材厂 ", date="2024年3月5日", fine="2.0"))
    assert first.status == "accepted"
    assert (second.status, second.reasons) == ("superseded", ("exact_duplicate",))


def test_correction_replaces_the_earlier_row():
    wrong = make_row(content="处罚款人民币10000元", fine="1")
    earlier, other, later = read(wrong, make_row(2), make_row(note="更正：原罚款金额有误"))
    assert (earlier.status, earlier.reasons) == ("superseded", ("superseded_by_correction",))
    assert (later.status, later.flags, later.fine_yuan) == ("accepted", ("correction",), Decimal(20000))
    assert other.status == "accepted"


def test_correction_marked_in_the_document_number_replaces_too():
    earlier, later = read(make_row(fine="1", content="罚款1万元"), make_row(no="（澄）应急罚〔2024〕1号（更正）"))
    assert earlier.status == "superseded"
    assert later.document_no == "（澄）应急罚〔2024〕1号"


def test_correction_for_the_firm_leaves_its_leader_alone():
    firm, leader = make_row(fine="1", content="罚款1万元"), make_row(party="李**", code="", **{"class": "自然人"})
    cases = read(firm, leader, make_row(note="更正"))
    assert [case.status for case in cases] == ["superseded", "accepted", "accepted"]


def test_firm_and_leader_under_one_number_both_stand():
    cases = read(make_row(), make_row(party="李**", code="", note="一案双罚", **{"class": "自然人"}))
    assert [case.status for case in cases] == ["accepted", "accepted"]


def test_two_unmarked_versions_of_one_decision_are_both_kept_back():
    cases = read(make_row(), make_row(fine="3", content="罚款3万元"))
    assert [case.reasons for case in cases] == [("conflicting_values",)] * 2


def test_same_number_of_another_authority_is_flagged_on_the_guest():
    fire = "澄阳县消防救援大队"
    cases = read(make_row(1, authority=fire), make_row(1), make_row(2))
    assert [case.flags for case in cases] == [("same_document_no_other_authority",), (), ()]
    assert {case.status for case in cases} == {"accepted"}


@pytest.mark.parametrize(
    ("code", "flag"),
    [("91350100M000100Y44", "credit_code_check_digit"), ("9135O100M000100Y43", "credit_code_bad_character"),
     ("", "credit_code_missing")],
)  # fmt: skip
def test_wrong_credit_code_is_a_flag_and_loses_no_decision(code, flag):
    case = read_one(code=code)
    assert (case.status, case.flags) == ("accepted", (flag,))


@pytest.mark.parametrize(("party", "party_class"), [("王**", "自然人"), ("张某某", ""), ("李四", "")])
def test_natural_person_needs_no_code(party, party_class):
    case = read_one(party=party, code="", **{"class": party_class})
    assert (case.status, case.flags) == ("accepted", ())


def test_identity_number_of_a_person_is_not_kept():
    assert read_one(party="王**", code="990101********1234", **{"class": "自然人"}).credit_code is None


def test_trader_with_a_sound_code_keeps_it():
    assert read_one(party="澄阳县老街五金店", **{"class": "个体工商户"}).credit_code == GOOD_CODE


def test_totals_notes_and_repeated_headers_are_no_decisions_and_are_told():
    total = ["合计", "", "", "", "", "", "4", "", "", "", ""]
    note = ["填表人：某某", "", "", "", "", "", "", "", "", "", ""]
    found = read_case_lists([make_table(make_row(1), list(HEADER), make_row(2), total, [""] * 11, note)])
    assert [case.row for case in found.cases] == [2, 4]
    assert [(refusal.locator, refusal.reason) for refusal in found.refusals] == [
        ("Sheet1!A5", "total_row"),
        ("Sheet1!A7", "note_row"),
    ]


def test_rows_keep_their_numbers_below_a_title():
    (case,) = read(make_row(), title="澄阳县应急管理局2024年行政处罚信息公示表")
    assert (case.row, case.locator) == (3, "Sheet1!A3")


def test_free_wordings_of_the_header_are_understood():
    header = ("序号", "被处罚单位", "案由", "处罚决定书编号", "处罚结果", "罚款（元）", "作出处罚的日期", "执法部门")
    row = [
        "1",
        "澄阳县长河建材厂",
        "未开展应急演练",
        "澄应急罚字〔2024〕第6号",
        "警告并处罚款6000元",
        "6000",
        "2024.5.6",
        "澄阳县应急管理局",
    ]
    (case,) = read(row, header=header)
    assert (case.kinds, case.fine_yuan, case.decision_date) == (("fine", "warning"), Decimal(6000), date(2024, 5, 6))
    assert (case.violation, case.status, case.flags) == ("未开展应急演练", "accepted", ())


def test_header_over_two_rows_is_joined():
    top = ["行政相对人", "", "", "行政处罚决定", "", "", "", ""]
    header = ["名称", "类别", "统一社会信用代码", "决定书文号", "处罚种类", "处罚内容", "罚款金额（元）", "决定日期"]
    row = ["澄阳县长河建材厂", "法人", GOOD_CODE, "澄应急罚〔2024〕6号", "罚款", "罚款6000元", "6000", "2024-05-06"]
    table = make_table(header, row, header=top, merged=[(1, 1, 1, 3), (1, 4, 1, 8)])
    (case,) = extract_cases([table])
    assert (case.party, case.document_no, case.fine_yuan) == ("澄阳县长河建材厂", "澄应急罚〔2024〕6号", Decimal(6000))


def test_one_decision_over_two_merged_rows_is_one_case():
    rows = [make_row(kind="警告", content="给予警告", fine=""), make_row(party="", no="", date="", code="")]
    merges = [(2, column, 3, column) for column in (1, 2, 3, 4, 9, 10)]
    (case,) = read(*rows, merged=merges)
    assert (case.row, case.kinds, case.fine_yuan) == (2, ("fine", "warning"), Decimal(20000))


def test_fines_and_confiscations_in_one_column_are_parted_by_the_decision():
    header = tuple("罚没金额(万元)" if name.startswith("罚款金额") else name for name in HEADER)
    kind = "没收违法所得、没收非法财物；罚款"
    told = make_row(1, kind=kind, content="没收违法所得10000元，罚款20000元", fine="3")
    untold = make_row(2, kind=kind, content="没收违法所得并罚款", fine="3")
    first, second = read(told, untold, header=header)
    assert (first.fine_yuan, first.confiscated_yuan, first.status) == (Decimal(20000), Decimal(10000), "accepted")
    assert (second.fine_yuan, second.status, second.reasons) == (None, "quarantined", ("two_readings",))


def test_statistics_table_is_no_case_list():
    table = make_table(
        ["澄阳县", "3", "2", "5.5", "1"],
        header=("单位名称", "行政处罚次数", "罚款次数", "罚款金额（万元）", "责令停产停业"),
    )
    assert not is_case_list(table)
    assert extract_cases([table]) == ()


def test_duplicates_are_found_across_the_sheets_of_a_file():
    cases = extract_cases([make_table(make_row()), make_table(make_row())])
    assert [case.status for case in cases] == ["accepted", "superseded"]


def test_confiscated_sum_without_its_kind_is_kept_back():
    case = read_one(confiscated="0.5")
    assert (case.status, case.reasons) == ("quarantined", ("amount_conflicts_with_content",))


def test_hidden_row_is_kept_back_and_hidden_sheet_is_told():
    table = make_table(make_row(1), make_row(2))
    cases = extract_cases([replace(table, hidden_rows=frozenset({3}))])
    assert [case.reasons for case in cases] == [(), ("hidden_source",)]
    found = read_case_lists([replace(table, hidden=True)])
    assert found.cases == ()
    assert [refusal.reason for refusal in found.refusals] == ["hidden_source"]


def test_every_reason_and_flag_is_in_the_catalogue():
    known = set(load_catalogue().reasons)
    rows = [
        make_row(1, no="", date="", fine="见决定书", content=""),
        make_row(2, kind="谈心", content="", fine=""),
        make_row(3, kind="暂扣或者吊销许可证", content="", fine="", code=""),
        make_row(4, fine="", content="罚款", code="9135O100M000100Y43"),
        make_row(5, code="91350100M000100Y44"),
        make_row(5, fine="3", content="罚款3万元"),
        make_row(6, note="更正"),
        make_row(7, authority="澄阳县消防救援大队"),
        make_row(7, date="2042-01-01"),
        make_row(8, fine="30000"),
    ]
    table = make_table(*rows, ["合计", *[""] * 5, "9", *[""] * 4], ["注：表内金额单位为万元"])
    found = read_case_lists([table])
    told = {code for case in found.cases for code in (*case.reasons, *case.flags)}
    told |= {refusal.reason for refusal in found.refusals}
    assert len(told) >= 14
    assert told <= known


def test_fine_in_the_other_unit_without_a_witness_is_kept_back():
    rows = [make_row(number, content="见决定书") for number in range(1, 6)]
    *rest, large = read(*rows, make_row(6, content="见决定书", fine="20000"))
    assert {case.status for case in rest} == {"accepted"}
    assert (large.status, large.reasons) == ("quarantined", ("value_out_of_range",))
    *rest, small = read(*[[*row[:6], "20000", *row[7:]] for row in rows], make_row(6, content="见决定书"), header=YUAN)
    assert {case.status for case in rest} == {"accepted"}
    assert (small.status, small.reasons) == ("quarantined", ("value_out_of_range",))


def test_heavy_accident_fine_among_small_ones_stands():
    rows = [make_row(number, content="见决定书", fine="1") for number in range(1, 6)]
    assert read(*rows, make_row(6, content="见决定书", fine="150"))[-1].status == "accepted"
    assert read_one(content="罚款人民币12000万元", fine="12000").status == "accepted"


def test_fine_beyond_the_law_is_kept_back_even_alone():
    assert read_one(content="见决定书", fine="20000").reasons == ("value_out_of_range",)
