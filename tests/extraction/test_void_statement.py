"""A text that calls figures void states nothing by them, and what else it states stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.extraction.void_statement import doubt_void, is_withdrawal_notice
from pipelines.reading.read import read_file
from warehouse.catalogue.loader import load_catalogue

LIST = (
    "澄阳县应急管理局行政处罚信息公示\n"
    "处罚决定书文号,行政相对人名称,处罚类别,罚款金额(元),处罚机关,处罚决定日期\n"
    "(澄阳)应急罚〔2024〕1号,示例矿业有限公司,罚款,50000,澄阳县应急管理局,2024-02-01\n"
)


def read(tmp_path: Path, text: str, name: str = "a.txt") -> dict[str, tuple[str, str | None]]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = extract_reading(read_file(path), load_catalogue())
    return {o.raw: (o.status, o.reason) for o in found.observations}


@pytest.mark.parametrize(
    ("title", "is_notice"),
    [
        ("关于撤回2024年第一季度安全生产执法统计报表的函", True),
        ("澄阳县应急管理局关于一季度统计数据作废的说明", True),
        ("关于撤销2024年第一季度报表的通知", True),
        ("澄阳县应急管理局关于原报数据作废并重新报送的说明", False),
        ("澄阳县2024年第一季度安全生产执法情况(更正)", False),
        ("关于撤销示例矿业有限公司行政处罚决定的公告", False),
        ("关于注销安全生产许可证的公告", False),
        ("关于撤销标准化达标企业等级的通报", False),
        ("2024年第一季度安全生产执法情况", False),
        ("", False),
    ],
)
def test_a_title_takes_a_report_back_only_where_it_files_nothing_anew(title: str, is_notice: bool) -> None:
    assert is_withdrawal_notice(title) is is_notice


def test_no_figure_of_a_notice_is_accepted(tmp_path: Path) -> None:
    text = (
        "关于撤销2024年第一季度报表的通知\n"
        "2024年第一季度，澄阳县应急管理局罚款41.1万元，检查企业120家次。请予删除。\n澄阳县应急管理局\n"
    )
    assert read(tmp_path, text) == {
        "罚款41.1万元": ("review", "void_statement"),
        "检查企业120家次": ("review", "void_statement"),
    }


def test_figures_that_a_sentence_takes_back_are_doubted_and_those_filed_anew_are_not(tmp_path: Path) -> None:
    text = (
        "澄阳县2024年第一季度安全生产执法情况的补充说明\n"
        "原报一季度罚款41.1万元、责令停产整顿3家的数据作废。"
        "2024年第一季度，澄阳县应急管理局共检查企业120家次，责令停产整顿4家，罚款46.1万元。\n"
    )
    found = read(tmp_path, text)
    assert {raw for raw, (status, _) in found.items() if status == "accepted"} == {
        "检查企业120家次",
        "责令停产整顿4家",
        "罚款46.1万元",
    }
    assert found["罚款41.1万元"] == found["责令停产整顿3家"] == ("review", "void_statement")


def test_decisions_of_a_list_that_is_taken_back_are_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(LIST, encoding="utf-8")
    found = extract_reading(read_file(path), load_catalogue())
    assert [c.status for c in found.cases] == ["accepted"]
    titled = replace(found, context=replace(found.context, title="关于撤回行政处罚公示数据的说明"))
    (decision,) = doubt_void(titled).cases
    assert (decision.status, decision.reasons) == ("quarantined", ("void_statement",))
