"""A receipt says what a reader knows: one line a cell, the likeliest cause first, what a whole file is told once."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipelines.validation.layout import _VARIANTS
from tests.receipt.test_receipt import CATALOGUE, judged_of, written
from tests.warehouse.staged_rows import NOON, Row, Staged, case, held, observation, submission
from warehouse.errors import UsageError
from warehouse.home import Home
from warehouse.publication import open_publication, publish
from warehouse.receipt.blanks import note_blanks
from warehouse.receipt.judging import Judged
from warehouse.receipt.layout import asked_for
from warehouse.receipt.model import Mark
from warehouse.receipt.plain import plain_detail, plain_place, plain_severity, plain_words
from warehouse.receipt.wording import name_codes
from warehouse.submissions import find_submission, names_first, sent_again


def finding(rule_id: str, *ids: str, **changes: Any) -> Row:
    row: Row = {
        "finding_id": f"{rule_id}{''.join(ids)}"[:60], "quarter": "2024Q1", "rule_id": rule_id, "severity": "warn",
        "subject_kind": "observation", "subject_ids": list(ids), "outcome": "broken",
    }  # fmt: skip
    return {**row, **changes}


def asked(judged: Judged) -> list[tuple[str, str, str]]:
    return [(mark.locator, remark.problem, remark.next_step) for mark, remark in asked_for(judged, "整份")]


FINE = {"indicator_code": "penalty.fine_amount", "unit": "yuan"}


def test_several_rules_of_one_cell_are_one_line_with_the_slip_of_the_unit_first(home: Home) -> None:
    fine = observation("a", value=6050000000, raw="605000万元", **FINE)
    told = "penalty.fine_amount 6050000000; penalty.fine_amount[median8] 615000 | x"
    rows = [held(fine, "B13", detail="penalty.fine_amount 6050000000 | x"), held(fine, "P19", detail=told)]
    ((place, problem, step),) = asked(judged_of(home, Staged([submission("a")], [fine], quarantine=rows)))
    lines = problem.split("\n")
    assert (place, lines[0]) == ("chars 10-13", "疑似把元写成万元：按元计为 605,000元，请核对单位")
    assert [line[:3] for line in lines[1:]] == ["B13", "P19"]
    assert "罚款金额（前8期中位数） 615000" in lines[2]
    assert step == "请核对单位后重报"


@pytest.mark.parametrize(
    ("value", "rule_id", "detail", "told"),
    [
        (57, "P19", "penalty.fine_amount 57; penalty.fine_amount[median8] 605000 | x", "疑似把万元写成元：按万元计为 570,000元"),
        (73, "P03", "x 73; 73 may be 730000 (x10000) | x", "疑似把万元写成元：按万元计为 730,000元"),
        (73, "P03", "x 73; 73 may be 73000 (x1000) | x", "疑似单位相差一千倍：应为 73,000元"),
        (73, "P03", "x 73; 99 may be 990000 (x10000) | x", None),
        (590000, "P32", "penalty.fine_amount 6600000000; penalty.fine_collected 590000 | x", None),
        (605000, "H01", "x | x", None),
    ],
)  # fmt: skip
def test_a_slip_is_told_of_the_figure_whose_unit_slipped(
    home: Home, value: int, rule_id: str, detail: str, told: str | None
) -> None:
    fine = observation("a", value=value, raw=f"{value}元", **FINE)
    ((_, problem, _),) = asked(
        judged_of(home, Staged([submission("a")], [fine], quarantine=[held(fine, rule_id, detail=detail)]))
    )
    assert problem.startswith(told) if told else "疑似" not in problem.split("（")[0]


def test_a_missing_county_reaches_the_receipt_at_its_top(home: Home, tmp_path: Path) -> None:
    told = finding("X17", submission("a")["submission_id"], subject_kind="submission", observed="澄川市: 谷岭县")
    judged = judged_of(home, Staged([submission("a")], [observation("a")], findings=[told]))
    assert asked(judged) == [
        ("整份", "X17 每县有行或列明未报（澄川市: 谷岭县）", "请补报所缺县区的行，或在表下注明其未报")
    ]
    row = {**judged.submission, "submitted_at": datetime(2024, 4, 3, 8)}  # noqa: DTZ001 - stored as UTC without zone
    front = written(tmp_path, judged.marks, [], whole=judged.whole, submission=row).get_sheet_by_name("报送回执")
    told_rows = [r for r in front.to_python() if r[0] == "整份文件" or "X17" in str(r[1])]
    assert [r[0] for r in told_rows] == ["整份文件", "存疑"]
    assert "谷岭县" in told_rows[1][1]


def test_a_wrong_year_is_one_line_for_the_file_and_is_only_named_at_its_cells(home: Home) -> None:
    rows = [observation("a", n, indicator_code=f"penalty.case_{kind}") for n, kind in ((1, "filed"), (2, "closed"))]
    kept_out = [held(row, "X19", detail="2027-01-01 - 2027-03-31 | x") for row in rows]
    judged = judged_of(home, Staged([submission("a")], rows, quarantine=kept_out))
    assert asked(judged) == [
        (
            "整份",
            "X19 统计期间不得晚于报告季度的下一季度（2027-01-01至2027-03-31） [第10—13字、第20—23字]",
            "请核对年份和统计期间，更正后重报",
        )
    ]
    assert [mark.verdict for mark in judged.marks] == ["refused", "refused"]
    assert all("见“整份文件”" in mark.opinion for mark in judged.marks)


def test_a_reason_that_most_cells_share_is_one_line_with_their_number(home: Home) -> None:
    rows = [observation("a", n, status="review", reason="period_unknown", value=n) for n in range(1, 8)]
    rows.append(observation("a", 9, value=3, indicator_code="drill.count"))
    judged = judged_of(home, Staged([submission("a")], rows))
    assert [(place, problem) for place, problem, _ in asked(judged)] == [("整份", "统计期间不明 [涉及7处]")]


def test_a_number_used_twice_names_both_rows(home: Home) -> None:
    rows = [case("a", 1), case("a", 2, document_no=case("a", 1)["document_no"], party="另一示例公司")]
    ids = [row["case_id"] for row in rows]
    told = finding("P26", *ids, subject_kind="case", severity="error", observed="澄阳县应急管理局 1号: 2 rows")
    judged = judged_of(home, Staged([submission("a", cases_count=2)], cases=rows, findings=[told]))
    ((_, problem, step),) = [line for line in asked(judged) if "P26" in line[1]]
    assert problem.endswith("（澄阳县应急管理局 1号: 2行） [csv!A2、csv!A3]")
    assert "不同当事人应各有文号" in step


def test_a_broken_sum_is_one_line_that_begins_with_its_total(home: Home) -> None:
    rows = [observation("a", n, value=value, place=f"{n}镇") for n, value in ((1, 20), (2, 99), (3, 30))]
    ids = [row["observation_id"] for row in rows]
    told = finding("X09", *ids, observed="penalty.suspension 99; sum of 2 rows 50")
    judged = judged_of(home, Staged([submission("a")], rows, findings=[told]))
    (line,) = [line for line in asked(judged) if "X09" in line[1]]
    assert "（停产停业整顿 99；2行之和 50）" in line[1]
    assert line[2].startswith("请核对：停产停业整顿 99 本文件 第20—23字、停产停业整顿 30")


TABLE = {
    "kind": "table",
    "locator": "表",
    "rows": [
        ["指标", "本季", "累计", "同比增减"],
        ["检查次数", "12", "30", "—"],
        ["应急演练", "", "7", "1"],
        ["培训", "—", " ", ""],
        ["一、处罚", "", "", ""],
        ["罚款", "/", "5", ""],
    ],
}


def blanks(rows: list[list[str]], *read: str) -> list[tuple[str, str]]:
    marks = tuple(Mark(at, "1", "读作", "accepted") for at in read)
    judged = Judged({**submission("a")}, (), marks)
    found = note_blanks(judged, [{**TABLE, "rows": rows}], "zh").marks[len(marks) :]
    assert {mark.verdict for mark in found} <= {"unfilled"}
    return [(mark.locator, mark.raw) for mark in found]


READ = ("表!B2", "表!C2", "表!C3", "表!D3", "表!C6")


def test_cells_that_are_blank_beside_numbers_are_told_as_unreported() -> None:
    assert blanks(TABLE["rows"], *READ) == [("表!B3", ""), ("表!B4", "—"), ("表!C4", "")]  # type: ignore[arg-type]


def test_a_mark_that_the_table_explains_is_no_blank() -> None:
    rows = [[*row] for row in TABLE["rows"]]  # type: ignore[attr-defined]
    rows.append(["注：“—”表示无此项", "", "", ""])
    assert ("表!B4", "—") not in blanks(rows, *READ)


def test_nothing_is_blank_where_nothing_was_read_nor_in_a_file_that_was_not() -> None:
    assert blanks(TABLE["rows"]) == []  # type: ignore[arg-type]
    judged = Judged({**submission("a"), "outcome": "failed"}, (), (Mark("表!B2", "1", "读作", "accepted"),))
    assert note_blanks(judged, [TABLE], "zh") is judged


def test_a_dash_before_a_unit_in_prose_is_told_too() -> None:
    text = "检查12家，行政拘留—人，企业—人员名单。"
    judged = Judged({**submission("a")}, (), (Mark("chars 2-5", "12家", "读作", "accepted"),))
    found = note_blanks(judged, [{"kind": "text", "locator": "", "text": text}], "zh").marks[1:]
    assert [(mark.locator, mark.raw) for mark in found] == [("chars 10-12", "—人")]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("检查[ytd] 3; 检查[ytd_prev] 5", "检查（本年累计） 3；检查（上期累计） 5"),
        ("罚款[median8] 5", "罚款（前8期中位数） 5"),
        ("x 9; sum of 8 rows 7", "x 9；8行之和 7"),
        ("x 9; 2 parts 7", "x 9；2个其中项之和 7"),
        ("9 decisions 550000", "9件处罚决定合计 550000"),
        ("73 may be 730000 (x10000)", "73 疑应为 730000（扩大10000倍）"),
        ("777 alone exceeds 251", "其中一项 777 已大于合计 251"),
        ("2027-01-01 - 2027-12-31", "2027-01-01至2027-12-31"),
        ("subject 764e0d63a9032b3f67552dfd66f58354", "同一统计数有不同数值"),
        ("12 of 14 figures as in 2024-01-01 - 2024-03-31", "14个数中12个相同，同 2024-01-01至2024-03-31"),
        ("3 larger", "3 较大事故"),
        ("chars 147-150", "第147—150字"),
    ],
)
def test_a_machine_s_words_are_told_in_chinese(said: str, told: str) -> None:
    assert plain_words(said, "zh") == told
    assert plain_words(said, "en") == said


def test_every_variant_of_an_operand_has_a_chinese_name() -> None:
    variants = sorted(frozenset[str]().union(*_VARIANTS.values()))
    assert [v for v in variants if "[" in plain_words(f"x[{v}]", "zh")] == []


def test_places_grades_and_details_are_told_plainly() -> None:
    assert plain_place("a.txt chars 1-3", "zh") == "a.txt 第1—3字"
    assert (plain_place("S!B2", "zh"), plain_severity("larger", "zh")) == ("S!B2", "较大事故")
    name = partial(name_codes, catalogue=CATALOGUE, language="zh")
    assert plain_detail("hazard.found[ytd] 3 | hazard.found <= 4", name, "zh") == "排查隐患数（本年累计） 3"
    assert (
        plain_detail("value 1.09 | 比率须在零与一之间 / a share", str, "zh") == "数值 1.09；应满足：比率须在零与一之间"
    )


def test_the_same_bytes_are_found_by_their_second_name(home: Home) -> None:
    notes = ["read in two ways", "also sent as b c.txt for 2024Q2", "also sent as d.txt"]
    Staged([submission("a", notes=notes)], [observation("a")]).load(home)
    publish(home, at=NOON)
    connection = open_publication(home)
    try:
        row = find_submission(connection, "inbox/b c.txt")
        assert (row["file_name"], names_first(row, "b c.txt"), names_first(row, "a.txt")) == ("a.txt", False, True)
        assert sent_again(row["notes"]) == [("b c.txt", "2024Q2"), ("d.txt", None)]
        with pytest.raises(UsageError):
            find_submission(connection, "c.txt")
    finally:
        connection.close()
