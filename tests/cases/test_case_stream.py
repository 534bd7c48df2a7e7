"""Lists that come in a stream give the same cases as lists that are read whole, whatever is wrong with them."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.extraction.cases import engine, stream
from pipelines.extraction.cases.engine import extract_cases, read_case_lists
from pipelines.extraction.cases.listing import CaseLists, to_penalty_cases
from pipelines.extraction.cases.stream import judge_lists
from pipelines.reading import stream_columns, stream_delimited
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_file
from tests.cases.case_tables import FIELDS, GOOD_CODE, HEADER, make_row, make_table

TROUBLES = {
    "party": ["王**", "张某某", " 澄阳县长河建材厂 ", "", "无", "甲，乙\n合伙", "澄阳县“老街”五金店"],
    "class": ["自然人", "个体工商户", ""],
    "code": ["", "91350100M000100Y44", "9135O100M000100Y43", "91350100m000100y43", "９１350100M000100Y43", "无"],
    "no": ["", "无", "（澄）应急罚〔2024〕3号（更正）", "(澄)应急罚[2024]3号", "（澄）应急罚〔2024〕 4 号"],
    "kind": ["警告", "谈心", "", "暂扣或者吊销许可证", "没收违法所得、没收非法财物；罚款", "警告；罚款"],
    "content": [
        "见决定书",
        "",
        "警告，并处罚款1万元",
        "没收违法所得5000元，罚款20000元",
        '给予"警告",罚款贰万元整',
        "无",
    ],
    "fine": ["20000", "", "2.0", "见决定书", "-3", "2万元", "99999999", "0.0001", "２", "1e3"],
    "confiscated": ["0.5", "5000", "x", "/"],
    "date": [
        "20240305",
        "2024年3月5日",
        "二〇二四年三月五日",
        "2024-02-30",
        "",
        "2042-03-05",
        "2024/3/5 0:00:00",
        "45356",
    ],
    "authority": ["澄阳县消防救援大队", "", "澄阳县 应急管理局"],
    "note": ["更正", "更正：原金额有误", "一案双罚"],
}
STRAYS = [
    ["合计", "", "", "", "", "", "9"],
    ["注：金额单位为万元"],
    [],
    [""] * len(FIELDS),
    list(HEADER),
    ["备注", "某某", "甲"],
    ["填表人：某某", "", "2024-03-05"],
    ["说明", "", "", "", "", "罚款1万元"],
]


@st.composite
def lists(draw):
    """A list as records, with every kind of trouble a row can have, and rows that are no decisions between."""
    titled = draw(st.sampled_from([[], [["澄阳县2024年上半年行政处罚公示表"]], [["行政处罚公示（单位：元）"]]]))
    header = draw(st.sampled_from([HEADER, tuple(name.replace("(万元)", "") for name in HEADER)]))
    records = [*titled, list(header)]
    for _ in range(draw(st.integers(2, 14))):
        row = make_row(draw(st.integers(1, 6)))
        for field in draw(st.lists(st.sampled_from(sorted(TROUBLES)), max_size=3)):
            row[FIELDS.index(field)] = draw(st.sampled_from(TROUBLES[field]))
        records.append(row)
        if draw(st.integers(0, 7)) == 0:
            records.append(draw(st.sampled_from(STRAYS)))
    return records


def write(path, records, encoding="utf-8", **dialect):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n", **dialect).writerows(records)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read_in_stream(path, **options):
    with judge_lists(path, **options) as judged:
        if judged is None:
            return None
        cases = tuple(case for batch in judged.cases for case in to_penalty_cases(batch))
        return cases, judged.refusals


def read_whole(path):
    found = read_case_lists(read_file(path).tables, file_name=path.name)
    return found.cases, found.refusals


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=lists(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]), chunk=st.sampled_from([900, 1 << 20])
)
def test_a_list_in_pieces_gives_the_cases_of_the_whole_list(tmp_path, monkeypatch, records, encoding, chunk):
    path = write(tmp_path / "list.csv", records, encoding)
    monkeypatch.setattr(stream_columns, "CHUNK", chunk)
    assert read_in_stream(path) == read_whole(path)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=lists(), size=st.sampled_from([1, 2, 5]))
def test_batches_of_rows_give_the_cases_of_one_batch(monkeypatch, records, size):
    titled = len(records[0]) == 1
    table = make_table(*records[2 if titled else 1 :], header=records[titled], title=records[0][0] if titled else None)
    whole = read_case_lists([table])
    monkeypatch.setattr(engine.read_list, "__kwdefaults__", {**engine.read_list.__kwdefaults__, "size": size})
    assert read_case_lists([table]) == whole


def test_rows_of_different_pieces_are_compared(tmp_path, monkeypatch):
    monkeypatch.setattr(stream_columns, "CHUNK", 600)
    rows = [make_row(number) for number in range(1, 30)]
    rows[0] = make_row(1, content="处罚款人民币10000元", fine="1")
    last = [make_row(1, note="更正：原罚款金额有误"), make_row(2), make_row(3, fine="3", content="罚款3万元")]
    last.append(make_row(4, authority="澄阳县消防救援大队"))
    cases, _ = read_in_stream(write(tmp_path / "list.csv", [list(HEADER), *rows, *last]))
    assert [case.reasons for case in (cases[0], cases[2], cases[-3], cases[-2])] == [
        ("superseded_by_correction",), ("conflicting_values",), ("exact_duplicate",), ("conflicting_values",)
    ]  # fmt: skip
    assert (cases[-4].status, cases[-4].flags, cases[-4].fine_yuan) == ("accepted", ("correction",), Decimal(20000))
    assert (cases[-1].status, cases[-1].flags) == ("accepted", ("same_document_no_other_authority",))
    assert {case.status for case in cases[3:-4]} == {"accepted"}


def test_what_only_the_whole_list_shows_counts_for_its_first_rows(tmp_path, monkeypatch):
    monkeypatch.setattr(stream_columns, "CHUNK", 600)
    no_unit = [name.replace("(万元)", "") for name in HEADER]
    first = make_row(1, content="见决定书")
    rows = [make_row(number) for number in range(2, 20)]
    cases, _ = read_in_stream(write(tmp_path / "list.csv", [no_unit, first, make_row(99, date="2042-01-01"), *rows]))
    assert (cases[0].fine_yuan, cases[0].status) == (Decimal(20000), "accepted")
    assert cases[1].reasons == ("date_out_of_period",)


def test_rows_that_wait_in_files_are_the_same_rows():
    table = make_table(*(make_row(number) for number in range(1, 8)), make_row(3), header=HEADER)
    header = engine.locate_headers([table])[0]
    told = engine.Told()
    with CaseLists(period=None, file_name="", in_memory=0) as lists_:
        engine.read_list(lists_, header, "Sheet1", engine.table_rows(table, header.bottom), told, size=2)
        cases = tuple(case for batch in lists_.judged() for case in to_penalty_cases(batch))
    assert cases == extract_cases([table])
    assert cases[-1].reasons == ("exact_duplicate",)


def test_quotation_mark_inside_a_field_is_read_by_rows(tmp_path, monkeypatch):
    path = write(tmp_path / "list.csv", [list(HEADER), *(make_row(number) for number in range(1, 6))])
    path.write_text(path.read_text("utf-8").replace("长河建材厂", '5" 管材"厂'), "utf-8")
    plain = stream_columns.find_plain_list(path, path.name, stream.STREAM_LIMITS)
    with pytest.raises(stream_columns.NotPlainError):
        list(stream_columns.stream_columns(plain, stream.STREAM_LIMITS))
    cases, refusals = read_in_stream(path)
    assert (cases, refusals) == read_whole(path)
    assert cases[0].party == '澄阳县5" 管材"厂'


def test_list_that_is_plain_ascii_at_first_is_read_in_its_encoding(tmp_path, monkeypatch):
    monkeypatch.setattr(stream_delimited, "SAMPLE", 2_000)
    monkeypatch.setattr(stream_delimited, "CHUNK", 2_000)
    header = ["CF_XDR_MC", "CF_XDR_SHXYM", "CF_WSH", "CF_CFLB", "CF_NR", "CF_JDRQ", "CF_CFJG"]
    plain = [[f"Company {n}", GOOD_CODE, f"CY-2024-{n}", "", "", "2024-03-05", "CY"] for n in range(60)]
    named = ["警告", "给予警告", "2024-03-05", "澄阳县应急管理局"]
    last = [["澄阳县长河建材厂", GOOD_CODE, f"澄应急罚〔2024〕{n}号", *named] for n in range(60)]
    cases, _ = read_in_stream(write(tmp_path / "list.csv", [header, *plain, *last], "gb18030"))
    assert len(cases) == 120
    assert (cases[-1].party, cases[-1].status) == ("澄阳县长河建材厂", "accepted")


def test_mark_that_swallows_records_is_told_before_any_case(tmp_path):
    rows = [make_row(number) for number in range(1, 9)]
    path = write(tmp_path / "list.csv", [list(HEADER), *rows])
    lines = path.read_text("utf-8").splitlines()
    lines[2] = lines[2].replace("澄阳县长河建材厂", '"澄阳县长河建材厂', 1)
    lines[6] = lines[6].replace(",罚款,", ',罚款",', 1)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(UnreadableFileError) as caught, judge_lists(path):
        pass
    assert caught.value.code == "malformed"


def test_file_without_a_list_is_told_as_none(tmp_path):
    records = [["单位", "检查企业(家次)", "隐患(处)", "罚款(万元)"], *([f"示例县{n}", n, n, n] for n in range(9))]
    assert read_in_stream(write(tmp_path / "table.csv", records)) is None


def test_many_rows_of_notes_are_counted_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "MAX_TOLD", 2)
    notes = [[f"填表人：某某{n}"] for n in range(5)]
    _, refusals = read_in_stream(write(tmp_path / "list.csv", [list(HEADER), make_row(), make_row(2), *notes]))
    assert [refusal.locator for refusal in refusals] == ["csv!A4", "csv!A5", "csv!A5"]
    assert "3" in refusals[-1].raw


def write_workbook(path, *sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    elif value != "":
                        sheet.write(number, column, value)
    return path


def test_workbook_in_a_stream_gives_the_cases_of_the_whole_workbook(tmp_path):
    rows = [make_row(n, date=date(2024, 3, n), fine=2, confiscated="" if n % 2 else 0.5) for n in range(1, 9)]
    path = write_workbook(tmp_path / "list.xlsx", ("一季度", [["处罚公示"], list(HEADER), *rows, rows[0]]))
    cases, refusals = read_in_stream(path)
    assert (cases, refusals) == read_whole(path)
    assert [case.decision_date for case in cases[:2]] == [date(2024, 3, 1), date(2024, 3, 2)]
    assert cases[-1].reasons == ("exact_duplicate",)


def test_what_a_merge_says_for_several_rows_counts_in_a_stream_too(tmp_path):
    rows = [make_row(n) for n in range(1, 9)]
    rows[3][FIELDS.index("kind")] = "警告"
    rows[6][FIELDS.index("content")] = ""
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate([list(HEADER), *rows]):
            sheet.write_row(number, 0, row)
        for field in ("party", "no"):
            column = FIELDS.index(field)
            sheet.merge_range(3, column, 4, column, rows[2][column])
        content = FIELDS.index("content")
        sheet.merge_range(6, content, 7, content, "警告，并处罚款人民币20000元")
    cases, refusals = read_in_stream(path)
    assert (cases, refusals) == read_whole(path)
    assert len(cases) == 7
    assert (cases[2].kinds, cases[2].row) == (("fine", "warning"), 4)
    assert [case.content for case in cases[4:6]] == ["警告，并处罚款人民币20000元"] * 2
    assert [case.kinds for case in cases[4:6]] == [("fine", "warning")] * 2


def test_header_of_two_rows_is_found_in_a_stream_too(tmp_path):
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, HEADER)
        sheet.merge_range(0, 6, 0, 7, "处罚金额（万元）")
        sheet.write_row(1, 6, ["罚款", "没收"])
        for number in range(1, 6):
            sheet.write_row(number + 1, 0, make_row(number))
    assert read_in_stream(path) == read_whole(path)
    assert [case.fine_yuan for case in read_in_stream(path)[0]] == [Decimal(20000)] * 5


def test_sheets_without_a_header_go_on_with_the_list(tmp_path):
    first = [list(HEADER), *(make_row(n) for n in range(1, 6))]
    second, third = [make_row(n) for n in range(6, 9)], [["下页"], *(make_row(n) for n in range(9, 12))]
    path = write_workbook(tmp_path / "list.xlsx", ("1", first), ("2", second), ("3", third))
    cases, refusals = read_in_stream(path)
    assert (cases, refusals) == read_whole(path)
    assert [case.document_no for case in cases] == [f"（澄）应急罚〔2024〕{n}号" for n in range(1, 12)]
    assert {case.status for case in cases} == {"accepted"}
    assert [(case.locator, case.row) for case in (cases[5], cases[8])] == [("2!A1", 1), ("3!A2", 2)]


def test_sheet_of_another_shape_does_not_go_on_with_the_list(tmp_path):
    first = [list(HEADER), *(make_row(n) for n in range(1, 6))]
    own_header = [["甲", *HEADER[1:3], "乙", *HEADER[4:8], "丙", *HEADER[9:]], *(make_row(n) for n in range(6, 9))]
    figures = [["示例县", n, n, n, n, n] for n in range(5)]
    path = write_workbook(tmp_path / "list.xlsx", ("1", first), ("2", own_header), ("3", figures))
    cases, refusals = read_in_stream(path)
    assert len(cases) == 5
    assert [(refusal.locator, refusal.reason) for refusal in refusals] == [
        ("2", "header_unknown"), ("3", "header_unknown")
    ]  # fmt: skip


def test_every_row_goes_to_the_keeper_once(tmp_path, monkeypatch):
    monkeypatch.setattr(stream_columns, "CHUNK", 600)
    path = write(tmp_path / "list.csv", [list(HEADER), *(make_row(n) for n in range(1, 20)), ["说明"]])
    for damage in ("", ' "x" '):
        keeper = Keeper()
        path.write_text(path.read_text("utf-8").replace("说明", f"说明{damage}"), "utf-8")
        assert read_in_stream(path, keeper=keeper)
        assert [number for number, _ in keeper.rows] == list(range(1, 22))
        assert keeper.rows[19][1][3] == "（澄）应急罚〔2024〕19号"


class Keeper:
    """Keeps rows in memory."""

    def __init__(self):
        self.rows = []

    def restart(self):
        self.rows = []

    def add(self, table, first, frame):
        assert table == "csv"
        self.rows.extend((first + n, row) for n, row in enumerate(frame.iter_rows()))


def test_columns_of_codes_are_checked_like_single_codes():
    from pipelines.extraction.cases.credit_code import find_credit_code_fault, normalise_credit_code
    from pipelines.extraction.cases.credit_column import CreditCodes

    codes = [
        GOOD_CODE,
        "91350100M000100Y44",
        "9135O100M000100Y43",
        " 91350100M000100Y43",
        "91350100m000100y43",
        "",
        "12",
    ]
    read = CreditCodes().read(pl.Series([None, *codes, GOOD_CODE], dtype=pl.String))
    assert read.row(0) == (None, None)
    expected = [(normalise_credit_code(code), find_credit_code_fault(code)) for code in [*codes, GOOD_CODE]]
    assert read.rows()[1:] == expected
    assert [fault for _, fault in expected[:3]] == [None, "credit_code_check_digit", "credit_code_bad_character"]
