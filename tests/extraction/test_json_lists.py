"""Penalty lists as JSON: objects are decisions, wherever in the value they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.extraction.extract import extract_reading
from pipelines.reading.read import read_file
from warehouse.catalogue.loader import load_catalogue

ROWS = [
    {
        "行政相对人名称": f"澄阳县第{number}建材厂",
        "行政处罚决定书文号": f"（澄阳）应急罚〔2024〕{number}号",
        "处罚类别": "罚款",
        "处罚内容": "罚款人民币20000元",
        "罚款金额（元）": 20000,
        "处罚决定日期": "2024-03-05",
        "处罚机关": "澄阳县应急管理局",
    }
    for number in (1, 2)
]


@pytest.mark.parametrize("value", [ROWS, {"code": 200, "data": {"total": 2, "rows": ROWS}}], ids=["list", "wrapped"])
def test_a_penalty_list_in_json_is_read_as_decisions_and_not_as_statistics(tmp_path: Path, value: object) -> None:
    path = tmp_path / "澄阳县2024年一季度行政处罚.json"
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    found = extract_reading(read_file(path), load_catalogue())
    assert [(case.document_no, case.fine_yuan, case.status) for case in found.cases] == [
        ("（澄阳）应急罚〔2024〕1号", 20000, "accepted"),
        ("（澄阳）应急罚〔2024〕2号", 20000, "accepted"),
    ]
    assert [str(case.decision_date) for case in found.cases] == ["2024-03-05", "2024-03-05"]
    assert found.observations == ()
