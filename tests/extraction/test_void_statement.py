"""A text that calls figures void states nothing by them, and what else it states stands."""

from __future__ import annotations

import time
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
        ("关于作废2024年第一季度报表的函", True),
        ("关于废止2024年第一季度统计数据的通知", True),
        ("澄阳县应急管理局关于撤回一季度安全生产情况的函", True),
        ("澄阳县应急管理局关于撤回一季度上报材料的情况说明", True),
        ("关于注销安全生产许可证的公告", False),
        ("撤销安全生产许可证及执法统计情况的报告", False),
        ("收回执法证件和安全生产情况的报告", False),
        ("安全生产情况及吊销撤销许可证的报告", False),
        ("澄阳县应急管理局关于撤销2024年第一季度安全生产许可证的情况报告", False),
        ("澄阳县应急管理局关于2024年第一季度执法统计数据及撤销许可情况的报告", False),
        ("关于作废安全生产许可证材料的通知", False),
        ("关于撤销行政处罚数据的报告", False),
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


@pytest.mark.parametrize(
    "body",
    [
        "企业上报的事故隐患120处，其中一般隐患118处、重大隐患2处，撤销安全生产许可证1个",
        "已报告事故3起，死亡2人，撤销企业安全标准化称号1家",
        "上报的统计数据显示，检查企业120家次，罚款41.1万元，撤销行政处罚1件",
        "检查企业120家次，作废证书5本，撤回投诉2件，罚款41.1万元",
        "报送的隐患中责令停产停业整顿3家，收回账户2个，罚款41.1万元",
        "已报的隐患120处，许可证5个被撤销，罚款41.1万元",
        "上报的许可证5个已撤销，罚款41.1万元",
        "原报罚款41.1万元无误，检查企业120家次",
        "罚款41.1万元与原报一致，检查企业120家次",
        "草原报告火灾3起，消防误报警12起，罚款41.1万元",
    ],
)
def test_what_voids_an_object_voids_no_figure(tmp_path: Path, body: str) -> None:
    found = read(tmp_path, f"澄阳县2024年第一季度安全生产执法情况\n2024年第一季度，{body}。\n")
    assert found
    assert "void_statement" not in {reason for _, reason in found.values()}
    assert "accepted" in {status for status, _ in found.values()}


@pytest.mark.parametrize(
    "body",
    [
        "原报罚款41.1万元作废，罚款38.2万元",
        "罚款38.2万元，原报罚款41.1万元取消",
        "罚款38.2万元，原报的罚款41.1万元予以废止",
        "原报罚款41.1万元有误，以本次罚款38.2万元为准",
        "上次上报罚款41.1万元作废，罚款38.2万元",
        "一季度报表中罚款41.1万元作废，罚款38.2万元",
        "罚款41.1万元的报表作废，罚款38.2万元",
        "所报罚款41.1万元，现予作废，现报罚款38.2万元",
        "撤回4月8日报送的报表（罚款41.1万元），现报罚款38.2万元",
        "误报罚款41.1万元，本次罚款38.2万元",
        "罚款41.1万元有误，罚款38.2万元",
        "罚款38.2万元（原报罚款41.1万元）",
        "罚款38.2万元（原为罚款41.1万元）",
        "原报：罚款41.1万元；现报：罚款38.2万元",
    ],
)
def test_the_void_figure_waits_and_the_right_one_stands(tmp_path: Path, body: str) -> None:
    found = read(tmp_path, f"澄阳县2024年第一季度安全生产执法情况\n2024年第一季度，{body}。\n")
    assert found == {"罚款41.1万元": ("review", "void_statement"), "罚款38.2万元": ("accepted", None)}


def test_figures_listed_behind_a_void_report_are_doubted(tmp_path: Path) -> None:
    body = "现将我局4月8日报送的报表作废，其中检查企业120家次，罚款41.1万元"
    found = read(tmp_path, f"澄阳县2024年第一季度安全生产执法情况\n{body}。\n")
    assert set(found.values()) == {("review", "void_statement")}


def test_decisions_of_a_list_that_is_taken_back_are_quarantined(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(LIST, encoding="utf-8")
    found = extract_reading(read_file(path), load_catalogue())
    assert [c.status for c in found.cases] == ["accepted"]
    titled = replace(found, context=replace(found.context, title="关于撤回行政处罚公示数据的说明"))
    (decision,) = doubt_void(titled).cases
    assert (decision.status, decision.reasons) == ("quarantined", ("void_statement",))


def test_a_void_list_is_void_from_its_first_figure_to_its_last(tmp_path: Path) -> None:
    items = "、".join(f"责令停产整顿{number}家" for number in range(2, 22))
    found = read(tmp_path, f"澄阳县2024年第一季度安全生产执法情况\n2024年第一季度，原报{items}作废，罚款3万元。\n")
    assert found.pop("罚款3万元") == ("accepted", None)
    assert found
    assert {status for status, _ in found.values()} == {"review"}


@pytest.mark.parametrize("unit", ["已报", "企业", "报表", "原报", "误将", "应予以", "且"])
def test_a_clause_without_any_mark_takes_no_longer_than_it_is(tmp_path: Path, unit: str) -> None:
    text = f"澄阳县2024年第一季度安全生产执法情况\n{unit * (12_000 // len(unit))}检查企业12家次误作废"
    began = time.monotonic()
    read(tmp_path, text)
    assert time.monotonic() - began < 3


def test_a_table_lost_to_text_is_void_where_it_says_so(tmp_path: Path) -> None:
    text = "澄阳县2024年第一季度安全生产执法情况\n县区 | 事故起数 | 死亡人数\n原报澄阳县 | 2 | 3\n渡川县 | 4 | 5\n"
    accepted = {raw for raw, (status, _) in read(tmp_path, text).items() if status == "accepted"}
    assert accepted == {"4", "5"}
