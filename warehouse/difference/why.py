"""Why a fact is not as it was, as far as the rows of two publications tell.

The surest sign comes first: a decision of ours, then a file that came, then what a rule did, then our own program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Record = dict[str, Any]

WITHDRAWN = "withdrawn"
"""The outcome of a file that was withdrawn whole, and the state of a county that has no other."""

WORDS: Mapping[str, tuple[str, str]] = {
    "our_correction": ("更正台账更正", "an entry of the corrections ledger"),
    "file_withdrawn": ("所报文件已撤回", "its file was withdrawn"),
    "file_restored": ("文件撤回后恢复", "the withdrawal of its file was ended"),
    "released": ("经人工放行", "released by a person"),
    "correction": ("报送单位更正", "the office corrected it"),
    "newer_statement": ("有更新的报送", "a newer statement of the office"),
    "other_source": ("另有依据文件", "another file that ranks before the former one"),
    "new_quarter": ("该季度首次报送", "first files of the quarter"),
    "late_report": ("迟报补报", "a report that came late"),
    "first_report": ("该单位本季度首次报送", "the office's first file of the quarter"),
    "further_report": ("补充报送", "a further file of the office"),
    "held": ("违反规则被隔离", "now held back by a rule"),
    "rule_lifted": ("不再违反规则", "no longer held back by a rule"),
    "contradicted": ("与另一处数字矛盾，被隔离", "now held back: another statement contradicts it"),
    "contradiction_ended": ("不再与另一处数字矛盾", "no longer contradicted by another statement"),
    "in_review": ("转为待核", "now in review"),
    "out_of_review": ("不再待核", "no longer in review"),
    "file_gone": ("文件改属其他季度", "its file no longer stands, or under another quarter"),
    "new_extractor": ("读取程序更新", "read by another version of the extraction"),
    "new_release": ("程序或目录更新", "another release of rules, catalogue or models"),
    "untold": ("数据未说明", "the data does not tell"),
}
"""Every why with its words in Chinese and English."""

ENDED = "withdrawal ended: "
"""How the note of a file begins whose withdrawal a person ended; behind it stand who, when and why."""

_REPORTS = ("read", "zero_report")
"""Outcomes of a file by which its office has reported."""
_CONTRADICTS = "warehouse.conflict"
_SLIPS = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10000))


@dataclass(frozen=True, slots=True)
class Why:
    """A reason: its code, and what in particular (the rule, the file, the decision's own words)."""

    code: str
    detail: str = ""

    @property
    def zh(self) -> str:
        """In Chinese."""
        return WORDS[self.code][0]

    @property
    def en(self) -> str:
        """In English."""
        return WORDS[self.code][1]


@dataclass(frozen=True, slots=True)
class Sides:
    """What both publications say beside the facts.

    Each side maps ``submissions`` (id to row), ``quarantine`` (subject to its rows), ``coverage`` ((division, quarter)
    to state) and ``quarters``.
    """

    before: Mapping[str, Any]
    after: Mapping[str, Any]
    is_new_release: bool


def explain_change(row: Mapping[str, Any], sides: Sides) -> Why:
    """Why a fact was added, changed or withdrawn.

    Args:
        row: a row of ``facts.sql`` or ``cases.sql``.
        sides: what both publications say beside the facts.
    """
    decided = _by_decision(row, sides)
    if decided is not None:
        return decided
    found = _by_file(row, sides) if row["change"] != "withdrawn" else _by_loss(row, sides)
    found = found or _by_rule(row, sides) or _by_source(row, sides) or _by_program(row, sides)
    factor = _unit_factor(row)
    return Why(found.code, "; ".join(part for part in (found.detail, factor) if part)) if factor else found


def _by_decision(row: Mapping[str, Any], sides: Sides) -> Why | None:
    """A person of ours decided: a withdrawal of its file, an entry of the ledger, or a release."""
    if (withdrawn := _by_withdrawal(row, sides)) is not None:
        return withdrawn
    if row["change"] != "withdrawn":
        if row["new_correction"] and row["new_correction"] != row["old_correction"]:
            return Why("our_correction", row["new_correction"])
        freed = _of_state(sides.after, row["new_id"], "released")
        known = {r["quarantine_id"] for r in _of_state(sides.before, row["new_id"], "released")}
        for decision in freed:
            if decision["quarantine_id"] not in known:
                return Why("released", f"{decision['rule_id']}: {decision['decided_why']}")
    if row["change"] != "added":
        if row["old_correction_after"] and row["old_correction_after"] != row["old_correction"]:
            return Why("our_correction", row["old_correction_after"])
        if row["old_correction"] and row["new_id"] == row["old_id"]:
            return Why("our_correction", f"ended: {row['old_correction']}")
    return None


def _by_withdrawal(row: Mapping[str, Any], sides: Sides) -> Why | None:
    """The file that it rested on was withdrawn whole, or the one that it rests on now no longer is."""
    files = [side["submissions"] for side in (sides.before, sides.after)]
    for code, submission_id, (then, other) in (
        ("file_withdrawn", row["old_submission_id"], (files[1], files[0])),
        ("file_restored", row["new_submission_id"], (files[0], files[1])),
    ):
        here, there = then.get(submission_id), other.get(submission_id)
        if here and there and here["outcome"] == WITHDRAWN != there["outcome"]:
            told = here["outcome_detail"] if code == "file_withdrawn" else _ended_words(there)
            return Why(code, ": ".join(part for part in (here["file_name"], told) if part))
    return None


def _ended_words(submission: Mapping[str, Any]) -> str:
    """Who ended the withdrawal of a file that stands again, when and why; empty where an earlier release kept none."""
    told = [note.removeprefix(ENDED) for note in submission.get("notes") or () if note.startswith(ENDED)]
    return told[-1] if told else ""


def _by_file(row: Mapping[str, Any], sides: Sides) -> Why | None:
    """A file came that was not there before."""
    new = sides.after["submissions"].get(row["new_submission_id"])
    if new is None or row["new_submission_id"] in sides.before["submissions"]:
        return None
    if new["is_correction"]:
        return Why("correction", new["file_name"])
    if row["change"] in ("changed", "moved"):
        old = sides.before["submissions"].get(row["old_submission_id"])
        days = (new["published_on"], old["published_on"] if old else None)
        is_newer = days[0] is not None and days[1] is not None and days[0] > days[1]
        return Why("newer_statement" if is_newer else "other_source", new["file_name"])
    if new["quarter"] not in sides.before["quarters"]:
        return Why("new_quarter", new["file_name"])
    return Why(_kind_of_report(new, row, sides), new["file_name"])


def _kind_of_report(new: Mapping[str, Any], row: Mapping[str, Any], sides: Sides) -> str:
    """Late, first or further: late is what the coverage calls so, whenever the file reached us."""
    office = (new["division_code"] or row["division_code"], new["quarter"])
    outcomes = {
        known["outcome"]
        for known in sides.before["submissions"].values()
        if (known["division_code"], known["quarter"]) == office
    }
    has_reported = not outcomes.isdisjoint(_REPORTS)
    if not has_reported and sides.after["coverage"].get(office) == "late":
        return "late_report"
    return "further_report" if has_reported or WITHDRAWN in outcomes else "first_report"


def _by_loss(row: Mapping[str, Any], sides: Sides) -> Why | None:
    """The file that it rested on no longer stands where it did."""
    old = sides.before["submissions"].get(row["old_submission_id"])
    new = sides.after["submissions"].get(row["old_submission_id"])
    if old is not None and (new is None or new["quarter"] != old["quarter"]):
        return Why("file_gone", old["file_name"] + (f" -> {new['quarter']}" if new else ""))
    return None


def _by_rule(row: Mapping[str, Any], sides: Sides) -> Why | None:
    """A rule or a doubt holds the former figure back, or no longer holds this one."""
    if row["change"] != "added":
        if held := _of_state(sides.after, row["old_id"], "held"):
            return Why(*_held_words(held, "held", "contradicted"))
        if row["old_status_after"] in ("review", "quarantined"):
            return Why("in_review", row.get("old_reason_after") or "")
    if row["change"] != "withdrawn":
        if held := _of_state(sides.before, row["new_id"], "held"):
            return Why(*_held_words(held, "rule_lifted", "contradiction_ended"))
        if row["new_status_before"] in ("review", "quarantined"):
            return Why("out_of_review", row.get("new_reason_before") or "")
    return None


def _held_words(held: Sequence[Record], by_rule: str, by_another: str) -> tuple[str, str]:
    """The code of what holds a figure back, and its words: a rule, or nothing but another statement of the same."""
    is_rule = any(row["rule_id"] != _CONTRADICTS for row in held)
    return by_rule if is_rule else by_another, ", ".join(f"{row['rule_id']} {row['reason']}" for row in held)


def _by_source(row: Mapping[str, Any], sides: Sides) -> Why | None:
    """Another file that was there before says the same, and ranks before the former one now."""
    if row["change"] != "moved" or row["new_submission_id"] == row["old_submission_id"]:
        return None
    new = sides.after["submissions"].get(row["new_submission_id"])
    return Why("other_source", new["file_name"] if new else "")


def _by_program(row: Mapping[str, Any], sides: Sides) -> Why:
    """Our own program reads or judges otherwise than it did."""
    old, new = row.get("old_extractor"), row.get("new_extractor") or row.get("old_extractor_after")
    if old is None:
        old = row.get("new_extractor_before") or _extractor_of(row, sides)
    if row["change"] == "withdrawn" and row.get("old_status_after") is None and sides.is_new_release:
        return Why("new_extractor", f"{old} no longer read" if old else "")
    if old and new and old != new:
        return Why("new_extractor", f"{old} -> {new}")
    return Why("new_release" if sides.is_new_release else "untold")


def _extractor_of(row: Mapping[str, Any], sides: Sides) -> str | None:
    """Of a figure that was not read before from a file that was there: that the reading changed, not from what."""
    is_known_file = row["new_submission_id"] in sides.before["submissions"]
    return "the former" if is_known_file and row["new_status_before"] is None and sides.is_new_release else None


def _of_state(side: Mapping[str, Any], subject_id: str | None, state: str) -> list[Record]:
    rows: list[Record] = side["quarantine"].get(subject_id, [])
    return [row for row in rows if row["state"] == state]


def _unit_factor(row: Mapping[str, Any]) -> str:
    """Where one value is 10 to 10,000 times the other, that is told: it looks like a restated unit."""
    old, new = row["old_value"], row["new_value"]
    if row["change"] != "changed" or not old or not new:
        return ""
    for factor in _SLIPS:
        if new == old * factor:
            return f"x{factor}"
        if old == new * factor:
            return f"/{factor}"
    return ""
