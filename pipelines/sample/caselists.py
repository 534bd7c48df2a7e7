"""Lists of penalty decisions (双公示): a workbook with Chinese headers, or a csv with pinyin headers in GB18030.

The decisions are those whose fines the county's report adds up; the defects are those of real lists.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pipelines.sample.chance import make_random
from pipelines.sample.model import MistakeKind, SampleDocument, SampleMistake
from pipelines.sample.printing import write_plain
from pipelines.sample.prose import Filing
from pipelines.sample.truth import Decision
from pipelines.sample.wording import name_day, name_quarter
from pipelines.sample.workbooks import Book

CHINESE = (
    "行政相对人名称", "行政相对人类别", "行政相对人代码_1(统一社会信用代码)", "行政处罚决定书文号", "违法行为类型",
    "处罚类别", "处罚内容", "罚款金额(万元)", "没收违法所得、没收非法财物的金额(万元)", "处罚决定日期", "处罚机关",
    "备注",
)  # fmt: skip
PINYIN = (
    "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_WSH", "CF_WFXW", "CF_CFLB", "CF_NR", "CF_NR_FK", "CF_NR_WFFF",
    "CF_JDRQ", "CF_CFJG", "CF_BZ",
)  # fmt: skip

_KIND_WORDS = {
    "warning": "警告",
    "fine": "罚款",
    "confiscation": "没收违法所得、没收非法财物",
    "suspension": "责令停产停业",
    "licence_suspended": "暂扣许可证件",
}
_SEPARATORS = ("；", ";", "、", "，", "+")
CASE_SLIPS: tuple[MistakeKind, ...] = (
    "credit_code_wrong",
    "duplicate_case",
    "case_date_invalid",
    "case_amount_in_other_unit",
    "case_correction",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the list: its printed cells, the fine that stands after a careful reading, and what was done to it."""

    cells: tuple[str, ...]
    stands_yuan: Decimal


def write_case_list(filing: Filing, decisions: Sequence[Decision], slips: Sequence[MistakeKind]) -> SampleDocument:
    """Write a county's list of a quarter's decisions, with these defects."""
    random = make_random(filing.seed, "cases", filing.county.code, filing.quarter)
    is_pinyin = random.random() < 0.5
    rows = [_print_decision(filing, decision, place, is_pinyin=is_pinyin) for place, decision in enumerate(decisions)]
    rows, planted = _plant(rows, filing, decisions, slips, is_pinyin=is_pinyin)
    stem = f"{filing.quarter}/{filing.county.name}行政处罚信息公示_{filing.quarter}"
    path, content = (
        (f"{stem}.csv", _write_pinyin(rows)) if is_pinyin else (f"{stem}.xlsx", _write_chinese(filing, rows))
    )
    mistakes = tuple(SampleMistake(kind, path, detail) for kind, detail in planted)
    return SampleDocument(
        path, content, mistakes=mistakes, fine_yuan=sum((row.stands_yuan for row in rows), Decimal(0))
    )


def _print_decision(filing: Filing, decision: Decision, place: int, *, is_pinyin: bool) -> _Row:
    county = filing.county
    party = decision.person or decision.firm.name
    fine = Decimal(decision.fine_yuan) / 10_000
    confiscated = Decimal(decision.confiscated_yuan) / 10_000
    cells = (
        party,
        "自然人" if decision.person else "法人及非法人组织",
        "" if decision.person else decision.firm.credit_code,
        f"（{county.short}）应急罚〔{filing.quarter.year}〕{decision.number}号",
        decision.violation,
        _SEPARATORS[place % len(_SEPARATORS)].join(_KIND_WORDS[kind] for kind in decision.kinds),
        _write_content(decision),
        _print_wan(fine, is_pinyin=is_pinyin),
        _print_wan(confiscated, is_pinyin=is_pinyin),
        _print_day(decision.day, place),
        county.bureau,
        "一案双罚" if decision.person else "",
    )
    return _Row(cells, Decimal(decision.fine_yuan))


def _write_content(decision: Decision) -> str:
    words = {
        "warning": "警告",
        "fine": f"罚款人民币{decision.fine_yuan}元",
        "confiscation": f"没收违法所得人民币{decision.confiscated_yuan}元",
        "suspension": "责令停产停业整顿",
        "licence_suspended": "暂扣许可证1个月",
    }
    return f"给予{'、'.join(words[kind] for kind in decision.kinds)}的行政处罚"


def _print_wan(amount: Decimal, *, is_pinyin: bool) -> str:
    if not amount:
        return ""
    return f"{amount:.6f}" if is_pinyin else write_plain(amount)


def _print_day(day: date, place: int) -> str:
    forms = (day.isoformat(), f"{day.year}/{day.month}/{day.day}", name_day(day), f"{day:%Y%m%d}")
    return forms[place % len(forms)]


def _plant(
    rows: list[_Row], filing: Filing, decisions: Sequence[Decision], slips: Sequence[MistakeKind], *, is_pinyin: bool
) -> tuple[list[_Row], list[tuple[MistakeKind, str]]]:
    """Plant defects, each on a row of its own, and tell what was done."""
    planted: list[tuple[MistakeKind, str]] = []
    rows = list(rows)
    free = [place for place, decision in enumerate(decisions) if decision.fine_yuan and decision.person is None]
    for kind in slips:
        if not free:
            break
        place = free.pop(len(free) // 2)
        row = rows[place]
        number = row.cells[3]
        if kind == "credit_code_wrong":
            rows[place] = _change(row, 2, _spoil_code(row.cells[2]))
        elif kind == "duplicate_case":
            rows.append(replace(row, stands_yuan=Decimal(0)))
        elif kind == "case_date_invalid":
            rows[place] = replace(_change(row, 9, f"{filing.quarter.year}-02-30"), stands_yuan=Decimal(0))
        elif kind == "case_amount_in_other_unit":
            rows[place] = replace(_change(row, 7, f"{row.stands_yuan:f}"), stands_yuan=Decimal(0))
        elif kind == "case_correction":
            rows.append(_change(row, 11, "更正：原罚款金额录入有误"))
            rows[place] = _halve_fine(row, is_pinyin=is_pinyin)
        planted.append((kind, number))
    return rows, planted


def _change(row: _Row, column: int, text: str) -> _Row:
    return replace(row, cells=(*row.cells[:column], text, *row.cells[column + 1 :]))


def _spoil_code(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def _halve_fine(row: _Row, *, is_pinyin: bool) -> _Row:
    half = row.stands_yuan / 2
    wrong = _change(row, 7, _print_wan(half / 10_000, is_pinyin=is_pinyin))
    text = wrong.cells[6].replace(f"罚款人民币{row.stands_yuan:f}元", f"罚款人民币{half:f}元")
    return replace(_change(wrong, 6, text), stands_yuan=Decimal(0))


def _write_chinese(filing: Filing, rows: Sequence[_Row]) -> bytes:
    book = Book()
    title = f"{filing.county.bureau}{name_quarter(filing.quarter)}行政处罚信息公示表"
    printed = [[_to_cell(column, text) for column, text in enumerate(row.cells)] for row in rows]
    book.add_sheet("行政处罚信息", title, f"填报日期：{name_day(filing.filed_on)}", (CHINESE,), printed)
    return book.finish()


def _to_cell(column: int, text: str) -> str | Decimal | None:
    if not text:
        return None
    return Decimal(text) if column in (7, 8) else text


def _write_pinyin(rows: Sequence[_Row]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(PINYIN)
    writer.writerows(row.cells for row in rows)
    return stream.getvalue().encode("gb18030")
