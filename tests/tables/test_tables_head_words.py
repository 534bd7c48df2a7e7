"""Hundreds of heads, one indicator each: the lexicon reads them for certain, and leaves their neighbours alone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.extraction.tables.lexicon import load_lexicon
from pipelines.extraction.tables.sides import Side
from pipelines.extraction.tables.statistic import Statistic, find_statistic
from pipelines.extraction.tables.units import CellUnit, read_units
from pipelines.extraction.tables.wording import read_label
from tests.tables.table_samples import CATALOGUE

LEXICON = load_lexicon(CATALOGUE)
WORDS = Path(__file__).with_name("head_words.txt")


def read_words() -> Iterator[tuple[str, tuple[str, ...]]]:
    """(indicator, its heads) of the data file."""
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, heads = line.split(": ", 1)
            yield code, tuple(heads.split(" | "))


def understand(path: str) -> Statistic:
    """What a column under these heads holds."""
    labels = [read_label(part) for part in path.split(">")]
    unit = next((found for x in reversed(labels) if x.unit and (found := read_units(x.unit))), ())
    side = Side(words=tuple(x.core for x in labels if x.core))
    title = "安全生产情况统计表"
    return find_statistic(side, Side(), CellUnit(unit), title, LEXICON, looks_ratio=False, is_percent=False)


@pytest.mark.parametrize(("code", "heads"), read_words(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_way_to_head_a_column_is_known(code: str, heads: tuple[str, ...]):
    wrong = {head: found for head in heads if (found := understand(head)).indicator != code or found.doubt}
    assert wrong == {}


@pytest.mark.parametrize(
    "head",
    [
        "出动车辆(台次)", "聘请专家(人次)", "询问笔录(份)", "听证告知书(份)", "召开会议(次)", "拆除违建(处)", "批评教育(人)", "安全投入(万元)",
        "承诺企业(家)", "签订责任书(份)", "重大危险源(处)", "企业总数(家)", "从业人员培训率(%)", "应急预案(份)", "整改企业(家)", "未整改企业(家)",
        "复查企业(家)", "责令整改企业(家)", "行政许可(件)", "注销许可证(本)", "车辆查扣(辆)", "死亡率", "伤亡人数(人)", "伤亡事故(起)",
        "转移群众(人)", "示范企业(家)", "违法建设(处)", "补助资金(万元)", "财政资金(万元)", "拟投入资金(万元)", "已停产(家)", "复工复产(家)",
        "应关闭(家)", "申请关闭(家)", "应演练(场)", "无证人数(人)", "未达标企业(家)", "网格数(个)", "悬挂横幅(条)", "发送短信(条)",
        "设立咨询台(个)", "持证执法人员(人)", "检查合格率", "移出黑名单(家)", "信用修复(家)", "法制审核(件)", "强制执行(件)", "记录数",
        "拟罚款(万元)", "拟处罚金额(万元)", "未缴罚款(万元)", "未入库罚款(万元)", "减免罚款(万元)", "罚款>未收缴(万元)", "罚款>减免(万元)",
        "零事故村(社区)>与目标值差(百分点)", "执法人员总数(人)", "开展活动(次)", "救援人数(人)",
    ],
)  # fmt: skip
def test_heads_that_only_look_alike_are_left_alone(head: str):
    assert understand(head).indicator is None


@pytest.mark.parametrize("word", ["安全生产", "应急救援", "监督检查", "行政处罚", "问题隐患"])
def test_absurdly_long_head_is_refused_at_once(word: str):
    started = time.perf_counter()
    assert LEXICON.match(word * 60 + "某", (), "", CellUnit()) is None
    assert time.perf_counter() - started < 2
