"""What the rows of a list say of each other: duplicates, corrections, shared document numbers, the list's period.

Every row keeps its place and gets one status with its reasons: nothing is dropped.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipelines.extraction.cases.decision import Decision, normalise_key
from pipelines.extraction.model import CaseStatus, PenaltyCase, Period

_DOCUMENT_YEAR = re.compile(r"\((\d{4})\)")
_CONTENT_FIELDS = ("party", "kind", "violation", "facts", "content", "licence", "representative", "note")


def read_document_years(decisions: Iterable[Decision]) -> list[int]:
    """Read the years that document numbers carry (〔2024〕)."""
    matches = (_DOCUMENT_YEAR.search(decision.document_key) for decision in decisions)
    return [int(match[1]) for match in matches if match]


def judge_decisions(decisions: Sequence[Decision], periods: Sequence[Period | None]) -> tuple[PenaltyCase, ...]:
    """Give every decision its status.

    Args:
        decisions: all decisions of a submission, in order.
        periods: the period of the list that each stands in.

    An exact repetition of an earlier row is superseded by it; a row marked as a correction replaces the others of its
    document number, authority and party; two unmarked rows that contradict each other are both kept back.
    """
    duplicates = _find_duplicates(decisions)
    corrected, contradicting = _find_replaced(decisions, duplicates)
    elsewhere = _find_other_authority(decisions, duplicates)
    cases = []
    for index, (decision, period) in enumerate(zip(decisions, periods, strict=True)):
        flags = [*decision.flags]
        if index in elsewhere:
            flags.append("same_document_no_other_authority")
        if decision.is_correction and index not in duplicates:
            flags.append("correction")
        status, reasons = _settle(
            decision,
            period,
            is_duplicate=index in duplicates,
            is_corrected=index in corrected,
            is_contradicting=index in contradicting,
        )
        cases.append(_build_case(decision, status, reasons, flags))
    return tuple(cases)


def _settle(
    decision: Decision, period: Period | None, *, is_duplicate: bool, is_corrected: bool, is_contradicting: bool
) -> tuple[CaseStatus, tuple[str, ...]]:
    if is_duplicate:
        return "superseded", ("exact_duplicate",)
    if is_corrected:
        return "superseded", ("superseded_by_correction",)
    reasons = [*decision.faults]
    day = decision.decision_date
    if (
        day
        and period
        and not ((period.start is None or period.start <= day) and (period.end is None or day <= period.end))
    ):
        reasons.append("date_out_of_period")
    if is_contradicting:
        reasons.append("conflicting_values")
    return ("quarantined", tuple(reasons)) if reasons else ("accepted", ())


def _find_duplicates(decisions: Sequence[Decision]) -> set[int]:
    """Find rows that repeat an earlier one in every field, however dates and blanks are written."""
    seen: set[tuple[object, ...]] = set()
    duplicates = set()
    for index, decision in enumerate(decisions):
        texts = tuple(normalise_key(decision.raw.text(name)) for name in _CONTENT_FIELDS)
        date_text = "" if decision.decision_date else normalise_key(decision.raw.text("decision_date"))
        key = (
            decision.document_key,
            decision.authority_key,
            decision.credit_code,
            decision.decision_date,
            date_text,
            frozenset(decision.kinds),
            decision.fine_yuan,
            decision.confiscated_yuan,
            decision.faults,
            *texts,
        )
        if key in seen:
            duplicates.add(index)
        seen.add(key)
    return duplicates


def _find_replaced(decisions: Sequence[Decision], duplicates: set[int]) -> tuple[set[int], set[int]]:
    """Find the rows that a correction replaces, and those that contradict each other without any mark."""
    groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, decision in enumerate(decisions):
        if decision.document_key and index not in duplicates:
            groups[decision.document_key, decision.authority_key].append(index)
    corrected: set[int] = set()
    contradicting: set[int] = set()
    for indexes in groups.values():
        if len(indexes) < 2:
            continue
        marked = [index for index in indexes if decisions[index].is_correction]
        if marked:
            corrected |= _replace(decisions, indexes, marked)
            continue
        parties: defaultdict[str, list[int]] = defaultdict(list)
        for index in indexes:
            parties[normalise_key(decisions[index].party)].append(index)
        contradicting |= {index for same in parties.values() if len(same) > 1 for index in same}
    return corrected, contradicting


def _replace(decisions: Sequence[Decision], indexes: Sequence[int], marked: Sequence[int]) -> set[int]:
    """Say which rows of one document number the marked rows replace.

    Firm and leader may share a number (一案双罚): a correction then replaces its own party's rows. Where its party
    stands in no other row and only one row is left, that row is the one meant (the party's name was wrong).
    """
    replaced = set()
    for correction in marked:
        others = [index for index in indexes if index != correction and index not in marked]
        earlier_marks = [index for index in marked if index < correction]
        party = normalise_key(decisions[correction].party)
        same = [index for index in (*others, *earlier_marks) if normalise_key(decisions[index].party) == party]
        if same:
            replaced |= set(same)
        elif len(others) == 1:
            replaced |= set(others)
    return replaced


def _find_other_authority(decisions: Sequence[Decision], duplicates: set[int]) -> set[int]:
    """Find decisions whose document number another authority uses too; the list's own authority is not flagged."""
    votes = Counter(decision.authority_key for decision in decisions)
    main = votes.most_common(1)[0][0] if votes else ""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for index, decision in enumerate(decisions):
        if decision.document_key and index not in duplicates:
            groups[decision.document_key].append(index)
    flagged = set()
    for indexes in groups.values():
        authorities = dict.fromkeys(decisions[index].authority_key for index in indexes)
        if len(authorities) < 2:
            continue
        own = main if main in authorities else next(iter(authorities))
        flagged |= {index for index in indexes if decisions[index].authority_key != own}
    return flagged


def _build_case(decision: Decision, status: CaseStatus, reasons: tuple[str, ...], flags: Sequence[str]) -> PenaltyCase:
    raw = decision.raw
    return PenaltyCase(
        row=raw.row,
        locator=raw.locator,
        document_no=decision.document_no,
        party=decision.party,
        party_class=raw.text("party_class"),
        credit_code=decision.credit_code,
        authority=decision.authority,
        decision_date=decision.decision_date,
        kinds=tuple(sorted(decision.kinds)),
        fine_yuan=decision.fine_yuan,
        confiscated_yuan=decision.confiscated_yuan,
        violation=raw.text("violation") or raw.text("facts"),
        content=raw.text("content"),
        note=raw.text("note") or raw.text("correction"),
        status=status,
        reasons=reasons,
        flags=tuple(dict.fromkeys(flags)),
    )
