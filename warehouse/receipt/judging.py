"""What became of every figure and decision of a submission: verdict, reasons in plain words, and what to send again.

Takes the rows of a publication and what the reader refused; decides nothing by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources

import duckdb

from warehouse.catalogue.model import Catalogue
from warehouse.receipt.causes import likely_slip
from warehouse.receipt.model import SEVERITY, VERDICTS, Judged, Mark, Record, Remark, Verdict
from warehouse.receipt.plain import plain_place
from warehouse.receipt.refusals import Refused
from warehouse.receipt.whole import OF_SUMS, lift_shared, rule_step, whole_remarks
from warehouse.receipt.wording import (
    Language,
    asks_nothing,
    explain_rule,
    name_codes,
    nothing_to_do,
    read_as,
    reason_words,
    say,
    shown_value,
    told_correction,
)

_AMOUNTS_DIFFER = "amount_conflicts_with_content"
_TOLD = 6
_RULES_OF_REFUSALS = {"glued_digits": "X12", "damaged_number": "X13"}
"""The rules that accuse refused places; their findings are of the file, so that each is told at its own place."""
__all__ = ["SEVERITY", "VERDICTS", "Judged", "Mark", "Record", "Remark", "Verdict", "judge_submission"]


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
    findings = _select(connection, _sql("whole.sql"), key)
    marks = [says.of_observation(row) for row in _select(connection, _sql("figures.sql"), key)]
    marks += [says.of_case(row) for row in _select(connection, _sql("decisions.sql"), key)]
    taken = {place for mark in marks for place in (mark.locator, *mark.also_at)}
    if submission["outcome"] != "withdrawn":
        marks += [_refused(refusal, catalogue, language) for refusal in refusals if refusal.locator not in taken]
    shared, marks = lift_shared(marks, language)
    return Judged(submission, (*whole_remarks(submission, findings, catalogue, language), *shared), tuple(marks))


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
        accusing = {**key, "accusing": catalogue.accusing_rules}
        self._standing = {row["observation_id"]: row for row in _select(connection, _sql("standing.sql"), accusing)}
        self._again = {row["subject_id"]: row for row in _select(connection, _sql("filed_again.sql"), key)}
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
        remarks = self._of_rules(subject, row)
        told = [(r["rule_id"], r.get("detail") or r.get("observed") or "") for r in self._about(subject)]
        if slip := likely_slip(row, told, _worst(remarks), self._language):
            remarks.insert(0, slip)
        if row["status"] == "review":
            words = reason_words(row["reason"], self._catalogue, self._language)
            remarks.append(Remark("doubtful", *words, f"review.{row['reason']}"))
        if row.get("correction"):
            remarks.append(Remark("accepted", told_correction(row["correction"], self._language)))
        asked, remarks = remarks, self._worked_off(subject, remarks)
        if remarks is asked and (standing := self._standing.get(subject)):
            remarks.append(_told_standing(standing, self._language))
        verdict = _worst(remarks)
        if row["role"] != "observed" and verdict == "accepted":
            verdict = "noted"
        meaning = read_as(row, self._catalogue, self._language)
        return Mark(row["locator"], row["raw"], meaning, verdict, tuple(remarks), tuple(row["also_at"] or ()))

    def of_case(self, row: Record) -> Mark:
        """The mark of a row of a penalty list."""
        remarks = self._of_rules(row["case_id"], row)
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
        remarks = self._worked_off(row["case_id"], remarks)
        verdict = _worst(remarks)
        if row["status"] == "superseded" and verdict == "accepted":
            verdict = "noted"
        parts = (row["document_no"], row["party"], shown_value(row["fine_yuan"], "yuan", self._language))
        meaning = f"{say('case', self._language)} " + " · ".join(part for part in parts if part)
        return Mark(row["locator"], row["document_no"] or row["party"] or "", meaning, verdict, tuple(remarks))

    def _worked_off(self, subject: str, remarks: list[Remark]) -> list[Remark]:
        """The same, where the office has filed the figure again: nothing more is asked, and what stands is told."""
        again = self._again.get(subject)
        if again is None or _worst(remarks) not in ("refused", "doubtful"):
            return remarks
        gap = "" if self._language == "zh" else " "
        other = self._other({**again, "is_own": False, "place": f"{again['file_name']} {again['locator']}"})
        told = Remark("overruled", f"{say('filed_again', self._language)}{gap}{other}")
        return [told, *(replace(r, verdict="overruled", next_step="", rule="", is_cause=False) for r in remarks)]

    def _with_amount(self, remark: Remark, row: Record) -> Remark:
        """A remark that the amounts of a decision differ, with the one that its text names."""
        problem = reason_words(_AMOUNTS_DIFFER, self._catalogue, self._language)[0]
        if not remark.problem.startswith(problem) or not row["content"] or row["fine_yuan"] is None:
            return remark
        amount = shown_value(row["fine_yuan"], "yuan", self._language)
        told = f"{problem}，{say('content_says', self._language)} {amount}"
        return replace(remark, problem=remark.problem.replace(problem, told, 1))

    def _about(self, subject: str) -> list[Record]:
        """What holds a figure back, then what warns of it."""
        return [*self._held[subject], *self._warned[subject]]

    def _of_rules(self, subject: str, own: Record) -> list[Remark]:
        remarks = [self._of_held(row, own) for row in self._held[subject]]
        known = {*(own.get("reasons") or ()), *(own.get("flags") or ())}
        for row in self._warned[subject]:
            observed = row["observed"] or ""
            if observed.partition(":")[0] in known:
                continue
            problem = explain_rule(row["rule_id"], observed, self._catalogue, self._language)
            if "value" not in own:
                problem += self._elsewhere(row)
            step = self._to_check(row, own) or say("correct_or_explain", self._language)
            step = rule_step(row["rule_id"], step, self._language)
            remarks.append(Remark("doubtful", problem, step, row["rule_id"]))
        return remarks

    def _of_held(self, row: Record, own: Record) -> Remark:
        rule_id = row["rule_id"]
        problem, step = reason_words(row["reason"], self._catalogue, self._language)
        if row["reason"] == "rule_error":
            told = explain_rule(rule_id, row["detail"] or "", self._catalogue, self._language)
            step = rule_step(rule_id, self._to_check(row, own) or step, self._language)
            return Remark("refused", told, step, rule_id)
        others = [self._other(other) for other in self._others[row["subject_id"]]]
        if nothing_to_do(row["reason"], self._catalogue):
            return Remark("noted", problem)
        beside = self._companions[row["subject_id"], rule_id]
        also = f" [{say('beside_it', self._language)} {'; '.join(map(self._placed, beside))}]" if beside else ""
        return Remark("refused", "，".join([problem, *others]) + also, step)

    def _elsewhere(self, row: Record) -> str:
        """Where the other decisions of a rule stand that are not of this file."""
        found = [one for one in self._companions[row["subject_id"], row["rule_id"]] if not one["is_own"]]
        return f" [{say('beside_it', self._language)} {'; '.join(map(self._placed, found))}]" if found else ""

    def _to_check(self, row: Record, own: Record) -> str:
        """Which figures of a rule are to be looked at, with values and places; empty where it names no other."""
        found = self._companions[row["subject_id"], row["rule_id"]]
        if not found or "value" not in own:
            return ""
        figures = [{**own, "is_own": True, "place": own["locator"]}, *found]
        if row["rule_id"] in OF_SUMS:
            figures.sort(key=lambda figure: (-figure["value"], figure["place"]))
        told = ("、" if self._language == "zh" else ", ").join(map(self._placed, figures[: _TOLD + 1]))
        if len(found) > _TOLD:
            told += say("and_more", self._language).format(count=len(found) + 1)
        return say("check_which", self._language).format(figures=told)

    def _placed(self, figure: Record) -> str:
        """A figure of a rule with its name, value and place."""
        name = name_codes(figure["indicator_code"], self._catalogue, self._language)
        value = shown_value(figure["value"], figure["unit"], self._language)
        where = say("own_file" if figure["is_own"] else "other_file", self._language)
        return f"{name} {value} {where} {plain_place(figure['place'], self._language)}"

    def _other(self, other: Record) -> str:
        """What another place says of the same subject."""
        where = say("own_file" if other["is_own"] else "other_file", self._language)
        value = shown_value(other["value"], other["unit"], self._language)
        return f"{where} {plain_place(other['place'], self._language)} {say('says', self._language)} {value}"


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
    place = plain_place(row["locator"], language)
    told = f"{say(key, language)}{gap}{where}{office} {place} {say('says', language)} {value}"
    if why:
        told += f"{'，' if language == 'zh' else ', '}{why}"
    step = say("insist", language) if key == "stands" and row["is_other_office_form"] else ""
    if key == "stands" and row["why"] == "released" and row["is_own_correction"] and row["is_undated"]:
        step = say("insist_undated", language)
    return Remark("overruled", told, step)


def _refused(refusal: Refused, catalogue: Catalogue, language: Language) -> Mark:
    """The mark of a place that the reader did not understand."""
    problem, step = reason_words(refusal.reason, catalogue, language)
    if rule_id := _RULES_OF_REFUSALS.get(refusal.reason):
        told = explain_rule(rule_id, "", catalogue, language)
        problem = told if problem in told else f"{told}{'，' if language == 'zh' else '; '}{problem}"
    verdict: Verdict = "noted" if asks_nothing(refusal.reason, catalogue) else "refused"
    return Mark(refusal.locator, refusal.raw, "", verdict, (Remark(verdict, problem, step),))


def _worst(remarks: Sequence[Remark]) -> Verdict:
    return max((remark.verdict for remark in remarks), key=SEVERITY.__getitem__, default="accepted")


def _select(connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object]) -> list[Record]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _sql(name: str) -> str:
    return (resources.files("warehouse.receipt") / "sql" / name).read_text("utf-8")
