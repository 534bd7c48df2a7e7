"""Lines of a printed page are joined again; headings and cells are not."""

from __future__ import annotations

from tests.prose.conftest import Read

PAGE = """鹿溪县2023年安全生产执法工作总结
2023年,鹿溪县应急管理局共监督检查各类生产经营单位3
12家次,发现并督促整改各类问题隐患845条,责令停产停业整
顿企业3家,立案查处12起,实施行政处罚12次,处罚款共计41.1
万元,其中事故罚款20万元。开展应急演练37场次,培训各类人员
1200人次。
一、存在问题
安全监管力量仍然薄弱。"""


def test_words_and_numbers_broken_by_the_page_are_whole_again(read: Read) -> None:
    found = {o.indicator: int(o.value) for o in read(PAGE).observations}
    assert found == {"inspection.count": 312, "hazard.found": 845, "hazard.rectified": 845, "penalty.suspension": 3, "penalty.case_filed": 12,
                     "penalty.count": 12, "penalty.fine_amount": 411000, "penalty.fine_accident": 200000, "drill.count": 37,
                     "training.people": 1200}  # fmt: skip


def test_raw_spans_keep_the_breaks(read: Read) -> None:
    for observation in read(PAGE).observations:
        start, end = (int(part) for part in observation.locator.removeprefix("chars ").split("-"))
        assert PAGE[start:end] == observation.raw


def test_number_parted_from_its_measure_is_joined(read: Read) -> None:
    (found,) = read("全县共发生事故8\n起。").observations
    assert (found.indicator, int(found.value)) == ("accident.count", 8)


def test_cut_text_is_not_joined(read: Read) -> None:
    found = read("发生事故13起,死亡12人,分别同比下降18.7%、6\n……(未完)")
    assert [o.indicator for o in found.observations] == ["accident.count", "accident.deaths", "accident.count_yoy"]


def test_heading_before_a_paragraph_stays_a_heading(read: Read) -> None:
    assert read("鹿溪县2023年执法情况\n全年罚款20万元。").context.title == "鹿溪县2023年执法情况"
