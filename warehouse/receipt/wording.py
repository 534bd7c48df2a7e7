"""The words of a receipt in both languages, and figures, units, places and rules as an office reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from warehouse.catalogue.model import Catalogue
from warehouse.receipt.plain import Language as Language
from warehouse.receipt.plain import plain_severity, plain_words

_WORDS: Mapping[str, tuple[str, str]] = {
    "receipt": ("报送回执", "Receipt"),
    "resend": ("需补报事项", "To send again"),
    "body": ("正文", "Text"),
    "elsewhere": ("其他位置", "Other places"),
    "office": ("报送单位", "Office"),
    "file": ("文件", "File"),
    "quarter": ("报告季度", "Reporting quarter"),
    "received": ("收到时间（北京时间）", "Received (Beijing time)"),
    "outcome": ("读取结果", "Reading"),
    "submission": ("文件标识", "Submission"),
    "as_published": ("依据发布版", "As of publication"),
    "accepted": ("采用", "accepted"),
    "doubtful": ("存疑", "doubtful"),
    "refused": ("未采用", "refused"),
    "noted": ("不计入", "not counted"),
    "overruled": ("已读，但采用了另一来源", "read, but another source stands"),
    "overruled_means": (
        "已读懂，但同一统计数采用了另一来源的数值",
        "understood, but another source's value stands for the same statistic",
    ),
    "accepted_means": ("已采用，无需处理", "taken into the statistics; nothing to do"),
    "doubtful_means": ("有疑问，请核实", "doubtful: please check"),
    "refused_means": ("未进入统计，请更正后重报", "kept out of the statistics: please correct and send again"),
    "noted_means": ("不属本期完成数，或无需处理", "no result of the period, or nothing to do"),
    "lead": (
        "各工作表按原件版式逐格列出：绿色已采用，黄色存疑，红色未采用，蓝色采用了另一来源，白底灰字未填；理由列在右侧，须补报的事项汇总在“需补报事项”表。",
        "The other sheets repeat the file cell by cell: green is accepted, yellow doubtful, red refused, blue where"
        " another source stands, white where nothing was filled in, with the reason on the right; what is to be sent"
        ' again is on the sheet "To send again".',
    ),
    "nothing_to_send": ("没有需要补报的事项。", "Nothing needs to be sent again."),
    "number": ("序号", "No."),
    "urgency": ("要求", "Wanted"),
    "must": ("请更正重报", "correct and send again"),
    "should": ("请核实", "please check"),
    "where": ("位置", "Where"),
    "printed": ("原文", "As printed"),
    "read_as": ("读作", "Read as"),
    "verdict": ("结论", "Verdict"),
    "problem": ("问题", "Problem"),
    "remark": ("审核意见", "Remarks"),
    "next": ("请补报", "What to send"),
    "line": ("行", "Line"),
    "text": ("原文", "Text"),
    "path": ("路径", "Path"),
    "value": ("值", "Value"),
    "whole_file": ("整个文件", "the whole file"),
    "expected": ("应满足", "must hold"),
    "own_file": ("本文件", "this file at"),
    "other_file": ("另一文件", "another file"),
    "says": ("报", "says"),
    "case": ("处罚决定", "penalty decision"),
    "content_says": ("处罚内容中为", "the text of the decision says"),
    "beside_it": ("另见", "see"),
    "unfilled": ("未填", "left blank"),
    "unfilled_means": ("空白或横线，视为未报（不作零）", "blank or a dash: not reported, which is not zero"),
    "unfilled_told": (
        "空白/未报，不作零；如未发生请填0",
        "blank: not reported, not zero; write 0 where nothing happened",
    ),
    "whole_part": ("整份文件", "The file as a whole"),
    "see_whole": ("见“整份文件”", "see what is said of the file as a whole"),
    "cells": ("涉及{count}处", "{count} places"),
    "check_which": (
        "请核对：{figures}；改正有误的一项后重报，或说明原因",
        "check {figures}; correct the one that is wrong and send again, or explain",
    ),
    "and_more": ("等{count}项", "and others, {count} in all"),
    "slip_large": (
        "疑似把元写成万元：按元计为 {value}元，请核对单位",
        "perhaps yuan written as 万元: in yuan it is {value}; check the unit",
    ),
    "slip_small": (
        "疑似把万元写成元：按万元计为 {value}元，请核对单位",
        "perhaps 万元 written as yuan: in 万元 it is {value} yuan; check the unit",
    ),
    "slip_thousand": (
        "疑似单位相差一千倍：应为 {value}元，请核对单位",
        "perhaps a unit a thousand times off: {value} yuan; check the unit",
    ),
    "check_unit": ("请核对单位后重报", "check the unit and send again"),
    "stands": ("已采用", "what stands:"),
    "stands_finer": ("已采用更精确的数值，", "a finer value stands:"),
    "because": ("依据：", "because "),
    "because_released": ("该数经人工放行", "a person released it"),
    "because_correction": ("更正优先于被更正的数", "a correction stands before what it corrects"),
    "because_unaccused": (
        "被采用的数未受质疑，本数所在的合计与各项之和不符",
        "nothing accuses what stands, while the sum that this figure is of does not add up",
    ),
    "because_form": ("报表优先于文字材料", "a form stands before prose"),
    "because_form_newer": ("报表优先于文字材料，且发布在后", "a form stands before prose, and it is the later one"),
    "because_newer": ("后发布的优先", "the later publication stands"),
    "because_own_office": ("本单位报本地区的数优先", "an office's word on itself stands before another's"),
    "because_finer": ("期间或数值更确切的优先", "the period or value that is told more exactly stands"),
    "insist": (
        "外单位的报表替代了贵单位的数；如贵单位的数正确，请报送本单位报表，或报送注明日期的更正",
        "another office's form stands in place of your figure: if yours is right, send your own form, or a correction"
        " that bears its date",
    ),
    "insist_undated": (
        "人工放行的数替代了贵单位的更正；如更正属实，请报送注明日期的更正，或请管理员更正该数",
        "a figure that a person released stands in place of your correction: if the correction is right, send it with"
        " its date, or have the administrator correct the figure",
    ),
    "filed_again": ("贵单位已重报此数，已采用", "your office has filed this again, and that stands:"),
    "correct_or_explain": ("请按规则更正，或说明情况", "correct it, or explain why it holds"),
    "office_unknown": (
        "报送单位不明，未计入报送情况",
        "the office is not known, so it does not count as having reported",
    ),
    "decided": ("更正台账", "corrections ledger"),
}
_UNITS = {"zh": {"person": "人", "yuan": "元"}, "en": {"person": " persons", "yuan": " yuan"}}
_ROLES = {
    "target": ("目标", "target"),
    "quota": ("控制指标", "quota"),
    "legal_range": ("法定幅度", "legal range"),
    "plan": ("计划", "plan"),
    "prior_year": ("上年同期", "a year before"),
    "base_year": ("基期", "base year"),
}
_ACTIONS_ZH = {"set_value": "改数值", "set_indicator": "改指标", "withdraw": "撤回", "accept": "认可"}
_ENTRY = re.compile(
    r"\[(?P<id>[^\]]*)\] (?P<action>set_value|set_indicator|withdraw|accept) by (?P<who>.*?): (?P<reason>.*?)"
    r"(?: \(was (?P<was>[^()]*)\))?(?=; \[|$)"
)
"""An entry of the corrections ledger as it stands beside what it changed."""
_CHECKS: Mapping[str, tuple[str, str]] = {
    "plausibility.past": ("与本地区以往相比明显偏离", "far from the division's own past:"),
    "plausibility.peers": ("与同期其他县区相比明显偏离", "far from the other counties of the period:"),
}
"""Checks that are no rules of the catalogue."""

_DECIMAL = re.compile(r"\d+\.\d+")
_LAST_DIGIT = re.compile(r" \+- ulp\(.*\)$")
_ENGLISH = re.compile(r"[a-z]{2,}")
_EXPRESSION_ZH: Mapping[str, str] = {
    " implies ": " 则 ", " unless ": " 除非 ", " except ": " 除外 ", " and ": " 且 ", " or ": " 或 ",
    " iff ": " 当且仅当 ", " is null": " 为空", " not null": " 不为空", " is integer": " 为整数", "[ytd]": "（累计）",
    "[quarters]": "（各季）", "@previous_year": "（上年同期）", "@prev": "（上期）", "sum(": "合计(", "min(": "最小(",
    "max(": "最大(", "null": "空",
}  # fmt: skip
_CODE = re.compile(r"[a-z_]+(?:\.[a-z_]+[0-9]?)+")


def say(word: str, language: Language) -> str:
    """A word of the receipt itself."""
    return _pick(_WORDS[word], language)


def read_as(row: Mapping[str, Any], catalogue: Catalogue, language: Language) -> str:
    """What an observation was understood as: ``罚款金额 411,000元 · 澄阳县 · 2024-01-01至2024-03-31``."""
    indicator = catalogue.indicators.get(row["indicator_code"])
    name = row["indicator_code"]
    if indicator is not None:
        name = _pick((indicator.name_zh, indicator.name_en), language)
    role = _pick(_ROLES[row["role"]], language) if row["role"] in _ROLES else ""
    figure = f"{name} {shown_value(row['value'], row['unit'], language)}"
    span, grade = _span(row, language), plain_severity(row["severity"], language)
    return " · ".join(part for part in (figure, role, row["place"], row["sector_text"], grade, span) if part)


def shown_value(value: Decimal | None, unit: str, language: Language) -> str:
    """A value with its unit: ``411,000元``, ``91.3%``, ``3``."""
    if value is None:
        return "—"
    if unit == "ratio":
        return f"{(value * 100).normalize():f}%"
    number = value.normalize()
    whole = f"{number:,f}"
    return whole + _UNITS[language].get(unit, "")


def explain_rule(rule_id: str, observed: str, catalogue: Catalogue, language: Language) -> str:
    """A broken rule: its name, what was found and what must hold, indicators by name; else its own text.

    In Chinese what must hold is left out where it is more than a formula: the rule's name says it then.
    """
    rule = catalogue.rules.get(rule_id)
    found, _, _ = observed.partition(" | ")
    facts = plain_facts(found, catalogue, language)
    if rule is None:
        name = _pick(_CHECKS[rule_id], language) if rule_id in _CHECKS else ""
        return "：".join(part for part in (name, facts) if part) if language == "zh" else f"{name} {facts}".strip()
    must = _plain_expression(name_codes(rule.expression, catalogue, language), language)
    title = f"{rule.id} {rule.name_zh}" if language == "zh" else f"{rule.id}: {rule.why}"
    if language == "zh" and _ENGLISH.search(must):
        return f"{title}（{facts}）" if facts else title
    separator, opening, closing = ("；", "（", "）") if language == "zh" else ("; ", " (", ")")
    told = separator.join(part for part in (facts, f"{say('expected', language)} {must}") if part)
    return f"{title}{opening}{told}{closing}"


def plain_facts(text: str, catalogue: Catalogue, language: Language) -> str:
    """What a finding observed or expected, with names for codes and without zeros behind a number."""
    return _DECIMAL.sub(_without_zeros, plain_words(name_codes(text, catalogue, language), language))


def _without_zeros(number: re.Match[str]) -> str:
    return number[0].rstrip("0").rstrip(".")


def told_correction(text: str, language: Language) -> str:
    """What the corrections ledger says of a figure, in Chinese where the receipt is."""
    if language == "en":
        return f"{say('decided', language)}: {text}"
    return f"{say('decided', language)}：{_ENTRY.sub(_entry_zh, text)}"


def read_entries(text: str) -> tuple[dict[str, str | None], ...]:
    """The ledger's entries in what is kept beside a figure: ``id``, ``action``, ``who``, ``reason``, ``was``."""
    return tuple(match.groupdict() for match in _ENTRY.finditer(text))


def _entry_zh(match: re.Match[str]) -> str:
    was = f"（原为 {match['was']}）" if match["was"] else ""
    return f"{match['id']} {_ACTIONS_ZH[match['action']]}，经办人 {match['who']}，{match['reason']}{was}"


def name_codes(text: str, catalogue: Catalogue, language: Language) -> str:
    """A text with the codes of indicators and reasons replaced by their names."""
    named = _CODE.sub(lambda match: _indicator_name(match[0], catalogue, language), text)
    for code, reason in catalogue.reasons.items():
        if "_" in code and code in named:
            named = named.replace(code, _pick((reason.name_zh, reason.name_en), language))
    return named


def reason_words(code: str, catalogue: Catalogue, language: Language) -> tuple[str, str]:
    """(what is wrong, what to do) of a reason's code; the code itself where the catalogue does not know it."""
    reason = catalogue.reasons.get(code)
    if reason is None:
        return code, ""
    if language == "zh":
        return reason.name_zh, reason.next_step_zh
    return reason.name_en, reason.next_step_en


def nothing_to_do(code: str, catalogue: Catalogue) -> bool:
    """Whether the catalogue asks nothing of the office for a reason."""
    reason = catalogue.reasons.get(code)
    return reason is not None and reason.next_step_en == "nothing to do"


def asks_nothing(code: str, catalogue: Catalogue) -> bool:
    """Whether the office need not act on a refusal: it asks nothing, or is of a statistic that is not collected."""
    return code == "outside_catalogue" or nothing_to_do(code, catalogue)


def _plain_expression(text: str, language: Language) -> str:
    """An expression of a rule with the signs and, in Chinese, the words that a reader knows."""
    words = {"<=": "≤", ">=": "≥", "!=": "≠", " * ": " × "}
    if language == "zh":
        text = _LAST_DIGIT.sub("（末位误差以内）", text)
        words |= _EXPRESSION_ZH
    for sign, shown in words.items():
        text = text.replace(sign, shown)
    return text


def _indicator_name(code: str, catalogue: Catalogue, language: Language) -> str:
    indicator = catalogue.indicators.get(code)
    return code if indicator is None else _pick((indicator.name_zh, indicator.name_en), language)


def _span(row: Mapping[str, Any], language: Language) -> str:
    start, end = row["period_start"], row["period_end"]
    if start is None and end is None:
        return ""
    joined = "至" if language == "zh" else " to "
    return f"{start or '…'}{joined}{end or '…'}" if start else str(end)


def _pick(words: tuple[str, str], language: Language) -> str:
    return words[0 if language == "zh" else 1]
