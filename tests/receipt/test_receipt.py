"""A receipt repeats the office's layout, says a verdict of every figure, and asks only for what is needed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from pipelines.extraction.model import Refusal
from tests.warehouse.staged_rows import NOON, Staged, case, held, observation, submission
from warehouse.catalogue.loader import load_catalogue
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.publication import open_publication, publish
from warehouse.receipt.judging import Judged, Mark, Remark, judge_submission
from warehouse.receipt.layout import asked_for
from warehouse.receipt.lines import Span, split_lines
from warehouse.receipt.wording import explain_rule, read_as, shown_value
from warehouse.receipt.workbook import write_receipt
from warehouse.submissions import find_submission, near_names

CATALOGUE = load_catalogue()
ROW = {**observation("a"), "place": "澄阳县", "sector_text": None, "severity": None}
OK = Mark("表!B2", "3", "停产停业整顿 3", "accepted")
BAD = Mark("表!C2", "-1", "罚款 -1元", "refused", (Remark("refused", "计数不得为负", "请更正"),))
ODD = Mark("chars 3-6", "约五家", "", "doubtful", (Remark("doubtful", "数字残缺", "请按原件补报该数字"),))
SUBMISSION = {
    **submission("a", title="t", office_name="澄阳县", outcome_detail=None),
    "submitted_at": NOON.replace(tzinfo=None),
}


def written(tmp_path: Path, marks: Sequence[Mark], parts: Sequence[dict[str, Any]], **options: Any) -> CalamineWorkbook:
    path = tmp_path / "r.xlsx"
    judged = Judged(options.get("submission", SUBMISSION), options.get("whole", ()), tuple(marks))
    write_receipt(path, judged, parts, CATALOGUE, options.get("language", "zh"), "v1")
    return CalamineWorkbook.from_path(path)


def judged_of(home: Home, staged: Staged, name: str = "a.txt", refusals: Sequence[Refusal] = ()) -> Judged:
    staged.load(home)
    publish(home, at=NOON)
    connection = open_publication(home)
    try:
        return judge_submission(connection, find_submission(connection, name), refusals, CATALOGUE, "zh")
    finally:
        connection.close()


def test_every_cell_stands_where_the_office_has_it_with_the_remark_on_the_right(tmp_path: Path) -> None:
    rows = [["汇总表", "", ""], ["澄阳县", "3", "-1"], ["=1+1"]]
    table = {"kind": "table", "locator": "表", "rows": rows, "merged": [[1, 1, 1, 3]]}
    book = written(tmp_path, [OK, BAD], [table])
    assert book.sheet_names == ["报送回执", "需补报事项", "表"]
    sheet = book.get_sheet_by_name("表")
    cells = sheet.to_python()
    assert [row[:3] for row in cells] == [["汇总表", "", ""], ["澄阳县", "3", "-1"], ["=1+1", "", ""]]
    assert cells[1][4] == "C2 未采用：计数不得为负。请更正\n采用 1"
    assert sheet.merged_cell_ranges == [((0, 0), (0, 2))]
    asked = book.get_sheet_by_name("需补报事项").to_python()
    assert [row[1:4] for row in asked[1:]] == [["请更正重报", "表!C2", "-1"]]


def test_cells_are_filled_by_verdict(tmp_path: Path) -> None:
    table = {"kind": "table", "locator": "表", "rows": [["", "", ""], ["澄阳县", "3", "-1"]]}
    written(tmp_path, [OK, BAD], [table])
    with zipfile.ZipFile(tmp_path / "r.xlsx") as parts:
        styles, sheet = parts.read("xl/styles.xml").decode(), parts.read("xl/worksheets/sheet3.xml").decode()
    assert all(colour in styles for colour in ("FFC6EFCE", "FFFFC7CE"))
    of = {cell: sheet.partition(f'r="{cell}" s="')[2].partition('"')[0] for cell in ("A2", "B2", "C2")}
    assert len(set(of.values())) == 3


def test_text_comes_as_lines_with_each_figure_and_its_verdict_beside_it(tmp_path: Path) -> None:
    text = {"kind": "text", "locator": "", "text": "第一行\n共约五家\n"}
    mark = replace(ODD, locator="chars 5-8")
    book = written(tmp_path, [mark], [text])
    rows = book.get_sheet_by_name("正文").to_python()
    assert rows[1][:2] == [1.0, "第一行"]
    assert rows[2] == [2.0, "共约五家", "约五家", "", "存疑", "数字残缺。请按原件补报该数字"]


def test_a_place_that_is_not_in_the_file_is_still_shown(tmp_path: Path) -> None:
    mark = replace(BAD, locator="别的表!Z9")
    book = written(tmp_path, [mark], [{"kind": "table", "locator": "表", "rows": [["a"]]}])
    rows = book.get_sheet_by_name("其他位置").to_python()
    assert rows[1][1:5] == ["别的表!Z9", "-1", "罚款 -1元", "未采用"]


def test_what_speaks_of_a_whole_table_stands_in_its_first_cell(tmp_path: Path) -> None:
    mark = replace(BAD, locator="表", raw="表")
    book = written(tmp_path, [mark], [{"kind": "table", "locator": "表", "rows": [["a", "b"]]}])
    assert book.sheet_names[2:] == ["表"]
    assert book.get_sheet_by_name("表").to_python()[0][3].startswith("A1 未采用：计数不得为负")


def test_json_is_shown_leaf_by_leaf(tmp_path: Path) -> None:
    mark = replace(OK, locator="$.数据[0].停产.数")
    tree = {"kind": "tree", "locator": "$", "value": {"数据": [{"停产.数": 3}], "空": {}}}
    rows = written(tmp_path, [mark], [tree]).get_sheet_by_name("JSON").to_python()
    assert rows[1] == ["$.数据[0].停产.数", "3", "停产停业整顿 3", "采用", ""]
    assert rows[2][0] == "$.空"


def test_sheet_names_that_a_spreadsheet_refuses_or_the_receipt_has_itself_are_changed(tmp_path: Path) -> None:
    names = ["需补报事项", "a/b:c", "x" * 40, "X" * 40]
    parts = [{"kind": "table", "locator": name, "rows": [["1"]]} for name in names]
    found = written(tmp_path, [], parts).sheet_names
    assert found[2:] == ["需补报事项 (2)", "a_b_c", "x" * 31, "X" * 27 + " (2)"]


def test_nothing_to_send_again_is_said(tmp_path: Path) -> None:
    rows = written(tmp_path, [OK], []).get_sheet_by_name("需补报事项").to_python()
    assert rows[1][0] == "没有需要补报的事项。"


def test_a_file_that_could_not_be_read_is_asked_for_again(home: Home, tmp_path: Path) -> None:
    staged = Staged(submissions=[submission("a", outcome="encrypted", division_code=None)])
    judged = judged_of(home, staged)
    assert judged.whole == (Remark("refused", "文件有密码", "请取消密码后重报"),)
    book = written(tmp_path, [], [], whole=judged.whole)
    assert book.get_sheet_by_name("需补报事项").to_python()[1][1:7] == [
        "请更正重报",
        "整个文件",
        "",
        "",
        "文件有密码",
        "请取消密码后重报",
    ]


def test_each_figure_has_the_gravest_of_its_verdicts(home: Home) -> None:
    rows = [
        observation("a", 1, value=1, indicator_code="penalty.suspension"),
        observation("a", 2, value=2, indicator_code="penalty.closure", status="review", reason="damaged_number"),
        observation("a", 3, value=3, indicator_code="inspection.count"),
        observation("a", 4, value=4, indicator_code="drill.count", role="target"),
    ]
    state = Staged([submission("a")], rows, quarantine=[held(rows[2], "B01", detail="inspection.count 3 | x")])
    refusals = [Refusal("chars 90-95", "合计", "total_row"), Refusal("chars 80-85", "甲项", "row_unmatched")]
    marks = judged_of(home, state, refusals=refusals).marks
    assert {mark.raw: mark.verdict for mark in marks} == {
        "1家": "accepted",
        "2家": "doubtful",
        "3家": "refused",
        "4家": "noted",
        "合计": "noted",
        "甲项": "refused",
    }
    by_raw = {mark.raw: mark for mark in marks}
    assert by_raw["2家"].remarks == (Remark("doubtful", "数字残缺", "请按原件补报该数字", "review.damaged_number"),)
    assert "B01 计数不得为负（检查次数 3）" in by_raw["3家"].opinion
    assert "目标" in by_raw["4家"].read_as


def test_a_refused_number_is_told_by_the_rule_that_accuses_it(home: Home) -> None:
    """The findings of X12 and X13 are of the file; each cell of theirs is told at its own place."""
    refusals = [
        Refusal("S!B5", "80?1", "damaged_number"),
        Refusal("S!C6", "6001500230007", "glued_digits"),
        Refusal("S!D7", "甲项", "row_unmatched"),
    ]
    marks = judged_of(home, Staged([submission("a")]), refusals=refusals).marks
    told = [(mark.verdict, mark.remarks[0].problem) for mark in marks]
    assert told[:2] == [
        ("refused", "X13 数字旁有丢字符号，数字残缺"),
        ("refused", "X12 单元格数字粘连"),
    ]
    assert not told[2][1].startswith("X")


def test_what_contradicts_in_another_file_is_named_with_its_value(home: Home) -> None:
    day = {"published_on": date(2024, 4, 3)}
    state = Staged([submission("a", **day), submission("b", **day)], [observation("a"), observation("b", value=13)])
    (mark,) = judged_of(home, state).marks
    assert (mark.verdict, mark.remarks[0].problem) == ("refused", "同一统计数有不同数值，另一文件 b.txt 报 13")


def test_what_the_ledger_did_is_told_and_asks_nothing_of_the_office(home: Home) -> None:
    rows = [
        observation("a", 1, value=1, correction="[c1] set_value by 王某: 电话核实 (was 10)"),
        observation("a", 2, value=2, indicator_code="drill.count", correction="[c2] withdraw by 李某: 重复"),
    ]
    state = Staged([submission("a")], rows, quarantine=[held(rows[1], "ledger.withdraw", reason="withdrawn")])
    marks = judged_of(home, state).marks
    assert [mark.verdict for mark in marks] == ["accepted", "noted"]
    assert marks[0].opinion == "更正台账：c1 改数值，经办人 王某，电话核实（原为 10）"
    assert marks[1].opinion == "已撤回；更正台账：c2 撤回，经办人 李某，重复"


def test_two_values_for_one_subject_in_one_file_name_each_others_place(home: Home) -> None:
    state = Staged([submission("a")], [observation("a", 1, value=12), observation("a", 2, value=13)])
    found = [mark.remarks[0].problem for mark in judged_of(home, state).marks]
    assert found == [
        "同一统计数有不同数值，本文件 第20—23字 报 13",
        "同一统计数有不同数值，本文件 第10—13字 报 12",
    ]


def test_the_same_remark_in_a_row_is_told_once_with_its_cells(tmp_path: Path) -> None:
    marks = [BAD, replace(BAD, locator="表!B2")]
    table = {"kind": "table", "locator": "表", "rows": [["", "", ""], ["澄阳县", "-1", "-1"]]}
    cells = written(tmp_path, marks, [table]).get_sheet_by_name("表").to_python()
    assert cells[-1][-1] == "B2 C2 未采用：计数不得为负。请更正"


def test_decisions_show_reasons_and_flags(home: Home) -> None:
    rows = [
        case("a", 1),
        case("a", 2, status="quarantined", reasons=["date_invalid"], decision_date=None),
        case("a", 3, flags=["credit_code_missing"]),
        case("a", 4, status="superseded", reasons=["exact_duplicate"]),
    ]
    quarantine = [
        {
            **held(observation("a"), "P27"),
            "subject_kind": "case",
            "subject_id": rows[1]["case_id"],
            "reason": "date_invalid",
        }
    ]
    marks = judged_of(home, Staged([submission("a", cases_count=4)], cases=rows, quarantine=quarantine)).marks
    assert [mark.verdict for mark in marks] == ["accepted", "refused", "doubtful", "noted"]
    assert [remark.problem for remark in marks[1].remarks] == ["处罚决定日期无效"]


def test_a_submission_is_found_by_name_or_id_and_never_guessed(home: Home) -> None:
    twin = submission("b", file_name="a.txt")
    Staged([submission("a"), twin]).load(home)
    publish(home, at=NOON)
    connection = open_publication(home)
    try:
        assert find_submission(connection, twin["submission_id"][:9].upper())["submission_id"] == twin["submission_id"]
        with pytest.raises(UsageError, match="2 submissions are called"):
            find_submission(connection, "a.txt")
        for nothing in ("", "c.txt"):
            with pytest.raises(UsageError, match="no submission"):
                find_submission(connection, nothing)
    finally:
        connection.close()


def test_long_text_is_cut_behind_sentences_never_within_a_figure() -> None:
    text = "一" * 100 + "。" + "共罚款" + "1" * 60 + "元," + "二" * 150
    start = text.index("共罚款")
    span = Span(start, start + 64, OK)
    lines = list(split_lines(text, [span]))
    assert "".join(line.text for line in lines) == text
    assert [len(line.spans) for line in lines].count(1) == 1
    assert any("共罚款" + "1" * 60 + "元" in line.text for line in lines)
    assert lines[0].text.endswith("。")


def test_figures_that_overlap_show_the_gravest_verdict() -> None:
    (line,) = split_lines("罚款五家", [Span(0, 4, OK), Span(2, 3, BAD)])
    assert list(line.fragments()) == [("罚款", "accepted"), ("五", "refused"), ("家", "accepted")]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("411000.000000", "yuan", "411,000元"),
        ("0.913", "ratio", "91.3%"),
        ("12", "person", "12人"),
        ("0", "count", "0"),
        ("1200", "count", "1,200"),
    ],
)
def test_values_are_shown_as_a_person_writes_them(value: str, unit: str, shown: str) -> None:
    assert shown_value(Decimal(value), unit, "zh") == shown


def test_a_rule_is_told_by_names_and_not_by_codes() -> None:
    told = explain_rule("A05", "accident.deaths 2; accident.count 0 | x", CATALOGUE, "zh")
    assert "死亡人数 2；事故起数 0" in told
    assert "accident." not in told
    assert "implies" not in told


def test_numbers_of_a_rule_have_no_zeros_behind_them() -> None:
    told = explain_rule("H02", "hazard.rectified 170.000000; hazard.found 160.500000", CATALOGUE, "zh")
    assert "已整改隐患数 170；排查隐患数 160.5；" in told
    assert told.endswith("应满足 已整改隐患数 ≤ 排查隐患数 + 未整改隐患数（上期）)".replace(")", "）"))


@pytest.mark.parametrize("rule", sorted(CATALOGUE.rules))
def test_a_rule_in_chinese_has_no_english_words(rule: str) -> None:
    told = explain_rule(rule, "", CATALOGUE, "zh")
    assert re.search(r"[a-z]{2,}", told.removeprefix(rule)) is None
    assert CATALOGUE.rules[rule].name_zh in told


def test_a_check_that_is_no_rule_is_told_in_words_too() -> None:
    told = explain_rule("plausibility.past", "inspection.units 9.000000", CATALOGUE, "zh")
    assert told == "与本地区以往相比明显偏离：检查单位数 9"


def test_a_rule_that_is_no_formula_is_told_by_its_name_alone() -> None:
    assert explain_rule("D04", "detention.administrative 2.000000", CATALOGUE, "zh") == (
        "D04 行政拘留须有公安来源（行政拘留 2）"
    )
    assert "must hold" in explain_rule("D04", "", CATALOGUE, "en")


def test_what_was_read_names_indicator_value_place_and_period() -> None:
    assert read_as(ROW, CATALOGUE, "zh") == "停产停业整顿 12 · 澄阳县 · 2024-01-01至2024-03-31"
    assert read_as(ROW, CATALOGUE, "en").startswith("suspension of production or business 12 · 澄阳县 · 2024-01-01 to")


FORM = {"method": "table", "locator": "S!B2"}


def test_a_figure_that_was_read_but_does_not_stand_names_what_stands_and_why(home: Home) -> None:
    state = Staged([submission("a"), submission("b")], [observation("a"), observation("b", value=13, **FORM)])
    judged = judged_of(home, state)
    assert judged.marks[0].verdict == "overruled"
    assert judged.marks[0].remarks == (
        Remark("overruled", "已采用另一文件 b.txt S!B2 报 13，依据：报表优先于文字材料"),
    )
    assert asked_for(judged, "整个文件") == []


def test_a_figure_under_another_offices_form_is_told_so_plainly_and_what_to_do(home: Home) -> None:
    other = submission("b", division_code="990100", office_name="澄川市")
    judged = judged_of(home, Staged([submission("a"), other], [observation("a"), observation("b", value=13, **FORM)]))
    ((_, remark),) = asked_for(judged, "整个文件")
    assert remark.problem.startswith("已采用另一文件 b.txt (澄川市) S!B2 报 13")
    assert "外单位的报表替代了贵单位的数" in remark.next_step
    assert "注明日期的更正" in remark.next_step


STANDING = {
    "更正优先于被更正的数": ({}, {"is_correction": True}, {}),
    "后发布的优先": ({"published_on": date(2024, 4, 1)}, {"published_on": date(2024, 4, 9)}, {}),
    "报表优先于文字材料，且发布在后": (
        {"published_on": date(2024, 4, 1)}, {"published_on": date(2024, 4, 9)}, FORM,
    ),
    "本单位报本地区的数优先": ({"division_code": "990100"}, {}, {}),
}  # fmt: skip


@pytest.mark.parametrize("why", STANDING)
def test_who_stands_before_whom_is_told_by_its_rule(home: Home, why: str) -> None:
    own, other, figure = STANDING[why]
    state = Staged([submission("a", **own), submission("b", **other)], [observation("a"), observation("b", value=13)])
    state.observations[1].update(figure)
    (mark,) = judged_of(home, state).marks
    assert mark.opinion.endswith(f"依据：{why}")


def test_a_correction_in_prose_that_stands_before_its_form_is_told_to_the_form(home: Home) -> None:
    rows = [observation("a", **FORM), observation("b", value=13)]
    (mark,) = judged_of(home, Staged([submission("a"), submission("b", is_correction=True)], rows)).marks
    assert mark.opinion == "已采用另一文件 b.txt 第10—13字 报 13，依据：更正优先于被更正的数"


def test_a_rounded_figure_names_the_finer_one_that_stands(home: Home) -> None:
    money = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}
    rows = [
        observation("a", value=411000, raw="41.1万元", **money),
        observation("b", value=411234, raw="411234元", **money),
    ]
    (mark,) = judged_of(home, Staged([submission("a"), submission("b")], rows)).marks
    assert mark.opinion == "已采用更精确的数值，另一文件 b.txt 第10—13字 报 411,234元"


def test_a_rule_of_two_figures_names_the_place_of_the_other(home: Home) -> None:
    rows = [
        observation("a", 1, value=5, indicator_code="hazard.rectified"),
        observation("a", 2, value=4, indicator_code="hazard.found"),
    ]
    ids = sorted(row["observation_id"] for row in rows)
    finding = {
        "finding_id": "f1", "quarter": "2024Q1", "rule_id": "H01", "severity": "error", "subject_kind": "observation",
        "subject_ids": ids, "outcome": "broken", "observed": "hazard.rectified 5; hazard.found 4", "expected": "x",
        "message": "x",
    }  # fmt: skip
    state = Staged([submission("a")], rows, findings=[finding], quarantine=[held(row, "H01") for row in rows])
    marks = judged_of(home, state).marks
    assert (
        "请核对：已整改隐患数 5 本文件 第10—13字、排查隐患数 4 本文件 第20—23字；改正有误的一项后重报"
        in marks[0].opinion
    )
    assert "请核对：排查隐患数 4 本文件 第20—23字、已整改隐患数 5 本文件 第10—13字；" in marks[1].opinion


def test_a_decision_whose_amounts_differ_tells_what_its_text_says(home: Home) -> None:
    row = case("a", 1, status="quarantined", reasons=["amount_conflicts_with_content"], content="罚款5万元")
    kept_out = held(observation("a"), "P25", reason="amount_conflicts_with_content")
    kept_out |= {"subject_kind": "case", "subject_id": row["case_id"]}
    state = Staged([submission("a", cases_count=1)], cases=[row], quarantine=[kept_out])
    (mark,) = judged_of(home, state).marks
    assert [remark.problem for remark in mark.remarks] == ["罚款金额与处罚内容不符，处罚内容中为 50,000元"]


def test_a_name_that_is_not_found_names_those_that_come_near(home: Home) -> None:
    files = ["澄阳县执法统计_2024Q1.xlsx", "渡川县执法统计_2024Q1.xlsx", "d.txt"]
    Staged([submission(name, file_name=name) for name in files]).load(home)
    publish(home, at=NOON)
    connection = open_publication(home)
    try:
        assert near_names(connection, "澄阳县执法统计_2024Q2.xlsx")[0] == files[0]
        assert near_names(connection, "渡川县") == [files[1]]
        assert near_names(connection, "") == near_names(connection, "zzzzzzzz") == []
        with pytest.raises(UsageError, match="no submission") as caught:
            find_submission(connection, "执法统计_2024Q1.xls")
        assert files[0] in caught.value.next_step
        assert find_submission(connection, f"inbox/2024Q1/{files[1]}")["file_name"] == files[1]
    finally:
        connection.close()
