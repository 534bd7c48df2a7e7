"""OFD documents: text and tables by where they stand, and hostile ones with a stated outcome."""

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.reading.limits import Limits
from pipelines.reading.model import MergedRange
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.read import read_bytes
from tests.reading.ofd_samples import NAMESPACE, content, ofd, text
from warehouse.catalogue.loader import load_catalogue

TITLE = "示例省澄川市2024年一季度安全生产执法情况"
SENTENCE = "一季度，全市检查企业128家次，罚款45.6万元。"
GRID = [("区县", "检查企业(家次)", "罚款(万元)"), ("砚岭市", "32", "9.5"), ("泊江市", "41", "12")]


def grid(rows, *, top=60.0, lefts=(20, 70, 130)):
    return [text(word, lefts[c], top + 8 * r) for r, row in enumerate(rows) for c, word in enumerate(row) if word]


def outcome_of(data, limits=None):
    with pytest.raises(UnreadableFileError) as caught:
        read_bytes(data, "a.ofd", limits=limits or Limits())
    assert caught.value.next_step
    return caught.value.code


def texts_of(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_lines_are_text_and_columns_are_a_table():
    page = content(text(TITLE, 50, 20), text(SENTENCE, 20, 35), *grid(GRID))

    reading = read_bytes(ofd(page), "a.ofd")

    assert reading.format == "ofd"
    assert [(b.locator, b.raw) for b in reading.texts] == [("page 1 line 1", TITLE), ("page 1 line 2", SENTENCE)]
    assert [table.locator for table in reading.tables] == ["page1.table1"]
    assert texts_of(reading.tables[0]) == [list(row) for row in GRID]
    assert reading.metadata["doubt"] == "experimental_format"
    assert any("experimentally" in note for note in reading.notes)


def test_a_head_over_two_columns_is_a_merged_range():
    page = content(
        text("检查和处罚情况", 75, 52, width=90, extra='CTM="3 0 0 1 0 0"'), *grid(GRID), text("区县", 20, 52)
    )

    table = read_bytes(ofd(page), "a.ofd").tables[0]

    assert texts_of(table)[0] == ["区县", "检查和处罚情况", ""]
    assert table.merged == (MergedRange(1, 2, 1, 3),)


def test_a_step_of_several_characters_parts_one_text_object_into_columns():
    wide = [text("甲乙丙丁", 20, 20 + 8 * n, steps="4 g 1 40 4") for n in range(2)]

    table = read_bytes(ofd(content(*wide)), "a.ofd").tables[0]

    assert texts_of(table) == [["甲乙", "丙丁"], ["甲乙", "丙丁"]]


def test_characters_placed_one_by_one_are_one_line():
    letters = [text(letter, 20 + 4 * n, 20) for n, letter in enumerate("检查12家")]

    assert read_bytes(ofd(content(*letters)), "a.ofd").texts[0].raw == "检查12家"


def test_pages_and_their_templates_are_read_in_order_and_hidden_text_is_not():
    template = '<ofd:TemplatePage ID="5" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    pages = (
        content(text("第一页", 20, 40), text("看不见99家", 20, 60, extra='Visible="false"'), template='<ofd:Template TemplateID="5"/>'),
        content(text("第二页", 20, 40)),
    )  # fmt: skip
    extra = {"Doc_0/Tpls/Tpl_0/Content.xml": content(text("示例省应急管理厅", 20, 10))}

    reading = read_bytes(ofd(*pages, extra=extra, templates=template), "a.ofd")

    assert [(b.locator, b.raw) for b in reading.texts] == [
        ("page 1 line 1", "示例省应急管理厅"),
        ("page 1 line 2", "第一页"),
        ("page 2 line 1", "第二页"),
    ]
    assert "1 hidden texts are not read" in reading.notes


def test_every_figure_and_case_of_an_ofd_waits_for_review():
    listed = [("序号", "行政处罚决定书文号", "当事人", "处罚决定日期", "罚款(元)"), ("1", "澄应急罚〔2024〕1号", "澄川市示例化工厂", "2024-03-05", "5000"),
              ("2", "澄应急罚〔2024〕2号", "澄川市示例矿山", "2024-03-06", "8000")]  # fmt: skip
    cases = grid(listed, top=20.0, lefts=(5, 30, 80, 130, 170))
    reading = read_bytes(ofd(content(text(TITLE, 50, 20), text(SENTENCE, 20, 35)), content(*cases)), "a.ofd")

    extraction = extract_reading(reading, load_catalogue())

    assert {(o.value, o.status, o.reason) for o in extraction.observations if o.value in (128, 456_000)} == {
        (128, "review", "experimental_format"),
        (456_000, "review", "experimental_format"),
    }
    assert len(extraction.cases) == 2
    assert all(c.status == "quarantined" and "experimental_format" in c.reasons for c in extraction.cases)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ofd(content(text("检查", 1, 1)), locations=["../../../etc/passwd"]), "unsafe"),
        (ofd(content(text("检查", 1, 1)), locations=["Pages/none.xml"]), "malformed"),
        (ofd(content(text("检查", 1, 1)), locations=[""]), "malformed"),
        (ofd('<!DOCTYPE x [<!ENTITY a "1">]>' + content(text("检查&a;", 1, 1))[38:]), "unsafe"),
        (ofd(content(text("检查", "one", 1))), "malformed"),
        (ofd(content(text("检查", "1e300", 1))), "malformed"),
        (ofd(content(text("检查", 1, 1, steps="g 1e5 nan"))), "malformed"),
        (ofd(content()[:-9]), "malformed"),
        (ofd(content('<ofd:ImageObject ID="3" Boundary="0 0 1 1" ResourceID="4"/>')), "no_text"),
        (ofd(), "truncated"),
        (ofd(content(text("检查", 1, 1)), extra={"Doc_0/Encryptions.xml": "<x/>"}), "encrypted"),
        (ofd(content(text("检查", 1, 1), template='<ofd:Template TemplateID="7"/>')), "malformed"),
        (ofd(content(" " * 60_000_000)), "unsafe"),
        (ofd(content(text("检查", 1, 1)), extra={"OFD.xml": f"<ofd:OFD {NAMESPACE}/>"}), "truncated"),
        (ofd(content(text("检查", 1, 1)), extra={"OFD.xml": "x"}), "malformed"),
    ],
    ids=["traversal", "missing page", "no place", "entities", "no number", "far out", "steps", "cut", "pictures", "no page", "encrypted",
         "no template", "bomb", "no document", "no xml"],
)  # fmt: skip
def test_a_hostile_or_broken_document_has_its_outcome(data, code):
    assert outcome_of(data) == code


def test_pages_that_repeat_one_large_part_have_an_end():
    page = content(text("检" * 50_000, 1, 1))
    places = ["Pages/Page_0/Content.xml"] * 200

    assert outcome_of(ofd(page, locations=places), Limits(max_unpacked_bytes=5_000_000, max_ratio=10_000)) == "unsafe"
    assert outcome_of(ofd(content(text("检", 1, 1)), locations=places), Limits(max_pages=100)) == "too_large"


def test_a_step_that_repeats_without_end_takes_no_time():
    page = content(text("检查12家", 1, 1, steps="g 999999 4"))

    assert read_bytes(ofd(page), "a.ofd").texts[0].raw == "检查12家"
