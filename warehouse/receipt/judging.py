"""What became of every figure and decision of a submission: verdict, reasons in plain words, and what to send again.

Takes the rows of a publication and what the reader refused; decides nothing by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, Literal, get_args

import duckdb

from warehouse.catalogue.model import Catalogue
from warehouse.receipt.refusals import Refused
from warehouse.receipt.wording import (
    Language,
    explain_rule,
    name_codes,
    nothing_to_do,
    read_as,
    reason_words,
    say,
    shown_value,
    told_correction,
)

Verdict = Literal["accepted", "doubtful", "refused", "overruled", "noted"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SEVERITY: Mapping[Verdict, int] = {"accepted": 0, "noted": 1, "overruled": 2, "doubtful": 3, "refused": 4}
Record = dict[str, Any]
_AMOUNTS_DIFFER = "amount_conflicts_with_content"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say of a figure: how grave, what is wrong, and what to do (empty where nothing)."""

    verdict: Verdict
    problem: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of the submission with its verdict: ``read_as`` is what was understood there."""

    locator: str
    raw: str
    read_as: str
    verdict: Verdict
    remarks: tuple[Remark, ...] = ()
    also_at: tuple[str, ...] = ()

    @property
    def opinion(self) -> str:
        """All remarks as one text."""
        return "；".join(f"{r.problem}。{r.next_step}".strip("。") if r.next_step else r.problem for r in self.remarks)


@dataclass(frozen=True, slots=True)
class Judged:
    """A submission's row, what is to be said of the whole file, and its marks in order of the file."""

    submission: Record
    whole: tuple[Remark, ...]
    marks: tuple[Mark, ...]

    def count(self, verdict: Verdict) -> int:
        """How many figures have a verdict."""
        return sum(mark.verdict == verdict for mark in self.marks)


def judge_submission(
    connection: duckdb.DuckDBPyConnection,
    submission: Record,
    refusals: Iterable[Refused],
    catalogue: Catalogue,
    language: Language,
) -> Judged:
    """Say of every figure, decision and refused place of a submission what became of it."""
    key = {"id": submission["submission_id"]}
    says = _Sayings(connection, key, catalogue, language)
    marks = [says.of_observation(row) for row in _select(connection, _sql("figures.sql"), key)]
    marks += [says.of_case(row) for row in _select(connection, _sql("decisions.sql"), key)]
    taken = {place for mark in marks for place in (mark.locator, *mark.also_at)}
    if submission["outcome"] != "withdrawn":
        marks += [_refused(refusal, catalogue, language) for refusal in refusals if refusal.locator not in taken]
    return Judged(submission, tuple(_whole(submission, catalogue, language)), tuple(marks))


class _Sayings:
    """What rules and quarantine say of a submission's figures, by figure."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        key: Mapping[str, object],
        catalogue: Catalogue,
        language: Language,
    ) -> None:
        self._catalogue = catalogue
        self._language = language
        self._held: dict[str, list[Record]] = defaultdict(list)
        self._warned: dict[str, list[Record]] = defaultdict(list)
        self._others: dict[str, list[Record]] = defaultdict(list)
        self._companions: dict[tuple[str, str], list[Record]] = defaultdict(list)
        self._standing = {row["observation_id"]: row for row in _select(connection, _sql("standing.sql"), key)}
        for row in _select(connection, _sql("held.sql"), key):
            self._held[row["subject_id"]].append(row)
        for row in _select(connection, _sql("warnings.sql"), key):
            self._warned[row["subject_id"]].append(row)
        for row in _select(connection, _sql("contradictions.sql"), key):
            self._others[row["observation_id"]].append(row)
        for row in _select(connection, _sql("companions.sql"), key):
            self._companions[row["subject_id"], row["rule_id"]].append(row)

    def of_observation(self, row: Record) -> Mark:
        """The mark of a figure."""
        subject = row["observation_id"]
        remarks = self._of_rules(subject)
        if row["status"] == "review":
            remarks.append(Remark("doubtful", *reason_words(row["reason"], self._catalogue, self._language)))
        if row.get("correction"):
            remarks.append(Remark("accepted", told_correction(row["correction"], self._language)))
        if standing := self._standing.get(subject):
            remarks.append(_told_standing(standing, self._language))
        verdict = _worst(remarks)
        if row["role"] != "observed" and verdict == "accepted":
            verdict = "noted"
        meaning = read_as(row, self._catalogue, self._language)
        return Mark(row["locator"], row["raw"], meaning, verdict, tuple(remarks), tuple(row["also_at"] or ()))

    def of_case(self, row: Record) -> Mark:
        """The mark of a row of a penalty list."""
        remarks = self._of_rules(row["case_id"])
        told = {remark.problem for remark in remarks}
        for code in row["reasons"]:
            problem, step = reason_words(code, self._catalogue, self._language)
            if problem not in told:
                grave: Verdict = "refused" if row["status"] == "quarantined" else "noted"
                remarks.append(Remark(grave, problem, step))
        for code in row["flags"]:
            grave = "noted" if nothing_to_do(code, self._catalogue) else "doubtful"
            remarks.append(Remark(grave, *reason_words(code, self._catalogue, self._language)))
        if row.get("correction"):
            remarks.append(Remark("accepted", told_correction(row["correction"], self._language)))
        remarks = [self._with_amount(remark, row) for remark in remarks]
        verdict = _worst(remarks)
        if row["status"] == "superseded" and verdict == "accepted":
            verdict = "noted"
        parts = (row["document_no"], row["party"], shown_value(row["fine_yuan"], "yuan", self._language))
        meaning = f"{say('case', self._language)} " + " · ".join(part for part in parts if part)
        return Mark(row["locator"], row["document_no"] or row["party"] or "", meaning, verdict, tuple(remarks))

    def _with_amount(self, remark: Remark, row: Record) -> Remark:
        """A remark that the amounts of a decision differ, with the one that its text names."""
        problem = reason_words(_AMOUNTS_DIFFER, self._catalogue, self._language)[0]
        if not remark.problem.startswith(problem) or not row["content"] or row["fine_yuan"] is None:
            return remark
        amount = shown_value(row["fine_yuan"], "yuan", self._language)
        told = f"{problem}，{say('content_says', self._language)} {amount}"
        return replace(remark, problem=remark.problem.replace(problem, told, 1))

    def _of_rules(self, subject: str) -> list[Remark]:
        remarks = [self._of_held(row) for row in self._held[subject]]
        for row in self._warned[subject]:
            problem = explain_rule(row["rule_id"], row["observed"] or "", self._catalogue, self._language)
            problem += self._told_companions(row)
            remarks.append(Remark("doubtful", problem, say("correct_or_explain", self._language)))
        return remarks

    def _of_held(self, row: Record) -> Remark:
        problem, step = reason_words(row["reason"], self._catalogue, self._language)
        if row["reason"] == "rule_error":
            told = explain_rule(row["rule_id"], row["detail"] or "", self._catalogue, self._language)
            return Remark("refused", told + self._told_companions(row), step)
        others = [self._other(other) for other in self._others[row["subject_id"]]]
        if nothing_to_do(row["reason"], self._catalogue):
            return Remark("noted", problem)
        return Remark("refused", "，".join([problem, *others]) + self._told_companions(row), step)

    def _told_companions(self, row: Record) -> str:
        """Where the other figures of a rule stand, in brackets."""
        found = self._companions[row["subject_id"], row["rule_id"]]
        told = [
            f"{name_codes(other['indicator_code'], self._catalogue, self._language)}"
            f" {shown_value(other['value'], other['unit'], self._language)}"
            f" {say('own_file' if other['is_own'] else 'other_file', self._language)} {other['place']}"
            for other in found
        ]
        return f" [{say('beside_it', self._language)} {'; '.join(told)}]" if told else ""

    def _other(self, other: Record) -> str:
        """What another place says of the same subject."""
        where = say("own_file" if other["is_own"] else "other_file", self._language)
        value = shown_value(other["value"], other["unit"], self._language)
        return f"{where} {other['place']} {say('says', self._language)} {value}"


def _told_standing(row: Record, language: Language) -> Remark:
    """What stands in place of a figure, why, and what an office may do where another office's form stands before it."""
    if row["kind"] in ("rounding", "bound"):
        key, why = "stands_finer", ""
    else:
        key, why = "stands", say("because", language) + say(f"because_{row['why']}", language)
    where = say("own_file", language) if row["is_own_file"] else f"{say('other_file', language)} {row['file_name']}"
    office = f" ({row['office_name']})" if row["is_other_office_form"] and row["office_name"] else ""
    value = shown_value(row["value"], row["unit"], language)
    gap = "" if language == "zh" else " "
    told = f"{say(key, language)}{gap}{where}{office} {row['locator']} {say('says', language)} {value}"
    if why:
        told += f"{'，' if language == 'zh' else ', '}{why}"
    step = say("insist", language) if key == "stands" and row["is_other_office_form"] else ""
    return Remark("overruled", told, step)


def _refused(refusal: Refused, catalogue: Catalogue, language: Language) -> Mark:
    """The mark of a place that the reader did not understand."""
    problem, step = reason_words(refusal.reason, catalogue, language)
    verdict: Verdict = "noted" if nothing_to_do(refusal.reason, catalogue) else "refused"
    return Mark(refusal.locator, refusal.raw, "", verdict, (Remark(verdict, problem, step),))


def _whole(submission: Record, catalogue: Catalogue, language: Language) -> Iterable[Remark]:
    """What is to be said of the file as a whole."""
    if submission["outcome"] != "read":
        problem, step = reason_words(submission["outcome"], catalogue, language)
        yield Remark("noted" if nothing_to_do(submission["outcome"], catalogue) else "refused", problem, step)
    elif submission["division_code"] is None:
        yield Remark(
            "doubtful", say("office_unknown", language), reason_words("office_unknown", catalogue, language)[1]
        )


def _worst(remarks: Sequence[Remark]) -> Verdict:
    return max((remark.verdict for remark in remarks), key=SEVERITY.__getitem__, default="accepted")


def _select(connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]) -> list[Record]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _sql(name: str) -> str:
    return (resources.files("warehouse.receipt") / "sql" / name).read_text("utf-8")
