"""What is to be said of a file as a whole: its own outcome, what rules say of it, and causes that many cells share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from warehouse.catalogue.model import Catalogue
from warehouse.receipt.model import SEVERITY, Mark, Record, Remark
from warehouse.receipt.plain import Language, plain_place
from warehouse.receipt.wording import explain_rule, nothing_to_do, reason_words, say

_OF_FILES = frozenset({"X07", "X19", "X20", "X22", "X23"})
OF_SUMS = frozenset({"X01", "X03", "X09", "X18"})
_OF_PAIRS = OF_SUMS | {"P26"}
"""Told once for the figures of one finding: a pair of decisions, a sum with its parts."""
_MANY = 6
_PLACES_TOLD = 4
_STEPS: Mapping[str, tuple[str, str]] = {
    "X07": (
        "请确认统计期间，使标题与注释一致后重报",
        "make the title and the notes agree on the period, and send again",
    ),
    "X17": (
        "请补报所缺县区的行，或在表下注明其未报",
        "add the rows that are missing, or say below the table that those have not reported",
    ),
    "X18": ("请核对合计与所列各县之和", "check the total against the counties listed"),
    "X19": ("请核对年份和统计期间，更正后重报", "check the year and the period, and send again"),
    "X20": (
        "请核对年份；如为往期报表，请按其所属季度报送",
        "check the year; an old report is to be sent under its own quarter",
    ),
    "X21": ("请核对文件名、填报单位与表内地区", "check the file's name, the office and the places it reports"),
    "X22": ("请与另一县区核对，分清后各自重报", "settle with the other county whose numbers these are"),
    "X23": ("请核对是否误把上期的数报为本期", "check whether the last period's numbers were sent again"),
    "X24": ("请核对所述上年同期数", "check what is told of the year before"),
    "P26": (
        "请核实文号：不同当事人应各有文号；如为重复登记请删去一行",
        "check the number: each party has its own; remove one row if it is a repetition",
    ),
}


def rule_step(rule_id: str, usual: str, language: Language) -> str:
    """What to do about a rule that has words of its own for it, else the usual."""
    return _STEPS[rule_id][0 if language == "zh" else 1] if rule_id in _STEPS else usual


def whole_remarks(
    submission: Record, findings: Iterable[Record], catalogue: Catalogue, language: Language
) -> list[Remark]:
    """What its outcome and rules about files say of a submission.

    Args:
        submission: its row.
        findings: rows of ``whole.sql``.
        catalogue: the meaning of codes.
        language: of the remarks.
    """
    told: list[Remark] = []
    if submission["outcome"] != "read":
        problem, step = reason_words(submission["outcome"], catalogue, language)
        quiet = nothing_to_do(submission["outcome"], catalogue)
        told.append(Remark("noted" if quiet else "refused", problem, step))
    elif submission["division_code"] is None:
        step = reason_words("office_unknown", catalogue, language)[1]
        told.append(Remark("doubtful", say("office_unknown", language), step))
    usual = say("correct_or_explain", language)
    for row in findings:
        problem = explain_rule(row["rule_id"], row["observed"] or "", catalogue, language)
        told.append(Remark("doubtful", problem, rule_step(row["rule_id"], usual, language), row["rule_id"]))
    return told


def lift_shared(marks: Sequence[Mark], language: Language) -> tuple[list[Remark], list[Mark]]:
    """Take what many cells share, or what speaks of a file or a pair, out of the cells: one remark each.

    Returns:
        The remarks of the whole file, and the marks, where such a remark is named and no longer asked for.
    """
    by_cause: dict[tuple[str, str], list[tuple[Mark, Remark]]] = {}
    for mark in marks:
        for remark in mark.remarks:
            if remark.rule:
                key = (remark.rule, remark.problem if remark.rule in _OF_PAIRS else "")
                by_cause.setdefault(key, []).append((mark, remark))
    figures = sum(1 for mark in marks if mark.read_as)
    lifted = {
        key: found
        for key, found in by_cause.items()
        if key[0] in _OF_FILES | _OF_PAIRS or (len(found) >= _MANY and 2 * len(found) > figures)
    }
    whole = [_shared(rule_id, found, language) for (rule_id, _), found in lifted.items()]
    rules = {rule_id for rule_id, _ in lifted}
    return whole, [_without(mark, rules, language) for mark in marks]


def _shared(rule_id: str, found: Sequence[tuple[Mark, Remark]], language: Language) -> Remark:
    places = list(dict.fromkeys(mark.locator for mark, _ in found))
    problems = list(dict.fromkeys(remark.problem for _, remark in found))
    worst = max((remark.verdict for _, remark in found), key=SEVERITY.__getitem__)
    comma = "；" if language == "zh" else "; "
    if len(places) <= _PLACES_TOLD:
        where = ("、" if language == "zh" else ", ").join(plain_place(place, language) for place in places)
    else:
        where = say("cells", language).format(count=len(places))
    problem = f"{comma.join(problems[:3])} [{where}]"
    return Remark(worst, problem, rule_step(rule_id, found[0][1].next_step, language), rule_id)


def _without(mark: Mark, rules: set[str], language: Language) -> Mark:
    if not any(remark.rule in rules for remark in mark.remarks):
        return mark
    gap = "，" if language == "zh" else "; "
    remarks = tuple(
        replace(r, problem=f"{r.problem}{gap}{say('see_whole', language)}", next_step="", is_told_above=True)
        if r.rule in rules
        else r
        for r in mark.remarks
    )
    return replace(mark, remarks=remarks)
