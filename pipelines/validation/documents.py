"""Rules about whole documents: what the title says against the notes, who is named as source, which county is missing.

They read what is kept of a document (its lines), never its bytes; a finding names the figures or the file concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.extraction.grammar.statistical import FIRST_DAY, LAST_DAY
from pipelines.validation.findings import Breach, Row, Subjects, Verdicts, identify, judge_breach, not_applicable
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.model import Division, Rule
from warehouse.quarters import Quarter

_QUARTER = re.compile(r"(?<![前至到、\-—－~～])第?([一二三四1-4])季度")
_SENTENCE = re.compile(r"[，。；]")
_NOTE = re.compile(r"^[\s　]*(?:注|说明|备注|填表说明|附注)|(?:统计|数据)(?:期间|时间|区间|口径|周期|时段)")
_SPAN = re.compile(
    r"(?:\d{4}年)?(\d{1,2})月(?:(\d{1,2})日)?\s*(?:起?至|起?到|—+|－|-|~|～)\s*(?:(?:\d{4}|[本今当])年度?)?(\d{1,2})月(?:(\d{1,2})日)?"
)
_POLICE = re.compile(r"公安|警方|派出所|联合(?:执法|检查|行动|惩戒|整治)|专项(?:行动|整治)|移送|打非治违")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_LONG_RUN = re.compile(r"(?<![\d.])\d{13,}")
_GLUED = re.compile(r"(?<![\d.])\d{13,}(?=家|个|项|起|次|人|件|宗|处|场|份|万元|亿元|元)")
_AIMED = re.compile(r"零事故\S*(?:目标|任务|计划)")
_REACHED = re.compile(r"\s|完成|达到|达标|实现|实际|执行|落实|进展|推进|情况|考核")
_SHARES = ("zero_accident.village_rate", "zero_accident.enterprise_rate")
_TARGET = "zero_accident.village_rate is not a target"
_SHORTEST_NAME, _LONGEST_NAME = 2, 15
_OPENING_LINES, _CLOSING_LINES = 8, 3
_REPORTER = re.compile(
    r"(?:填报|报送|填表|统计|编制|制表|上报)(?:单位|机关|部门)\s*(?:[（(]\s*(?:盖章|公章|签章)\s*[）)])?\s*[:：]?\s*(?P<office>[一-鿿]{2,30})"
)
_OFFICE = r"(?:人民政府|应急管理局|应急局|安监局|安全生产监督管理局|安委办|安委会)"
_LEAST_COUNTIES = 2


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of a submission: its office and its lines in order, a row of a table as one line.

    ``refusals`` are (locator, text, reason) of what was not understood; ``name`` is the file's.
    """

    submission_id: str
    office_code: str | None
    lines: tuple[str, ...]
    refusals: tuple[tuple[str, str, str], ...] = ()
    name: str = ""

    def names(self, words: re.Pattern[str]) -> bool:
        """Whether some line matches."""
        return any(words.search(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Case:
    """A case in which a rule could be asked; ``ids`` are figures, or none where the file itself is meant."""

    submission_id: str
    ids: tuple[str, ...]
    observed: str
    is_broken: bool


_Checker = Callable[[Document, Sequence[Mapping[str, Any]], DivisionIndex], Iterator[_Case]]


def judge_documents(
    observations: pl.DataFrame,
    documents: Iterable[Document],
    rules: Iterable[Rule],
    quarter: Quarter,
    divisions: DivisionIndex,
) -> Verdicts:
    """Apply every rule about documents.

    Args:
        observations: staged rows of ``core.observation``.
        documents: the quarter's files as far as they could be read.
        rules: the catalogue's rules; others are passed over.
        quarter: the reporting quarter.
        divisions: all places.
    """
    asked = [(rule, CHECKERS[rule.expression]) for rule in rules if rule.expression in CHECKERS]
    columns = ["observation_id", "submission_id", "locator", "indicator_code", "value", *_READ]
    rows = observations.select(c for c in columns if c in observations.columns)
    by_document = {key[0]: part for key, part in rows.partition_by("submission_id", as_dict=True).items()}
    verdicts, counts = Verdicts(), dict.fromkeys((rule.id for rule, _ in asked), 0)
    for document in documents:
        found = by_document.get(document.submission_id)
        figures = found.to_dicts() if found is not None else []
        for rule, check in asked:
            for case in check(document, figures, divisions):
                counts[rule.id] += 1
                if case.is_broken:
                    verdicts.extend(_tell(rule, case, figures, quarter))
    for rule, _ in asked:
        if not counts[rule.id] and rule.expression not in (*_REFUSED, _TARGET):
            verdicts.findings.append(not_applicable(rule, quarter, "operand_missing", "0 of 0", "submission"))
    return verdicts


_READ = ("status", "role", "division_code", "place", "period_start", "period_end", "period_kind")


def _tell(rule: Rule, case: _Case, figures: Sequence[Mapping[str, Any]], quarter: Quarter) -> Verdicts:
    if case.ids:
        subjects = Subjects(quarter, "observation", {f["observation_id"]: f for f in figures})
        held = case.ids if rule.severity == "error" else ()
        return judge_breach(Breach(rule, case.ids, case.observed, held=held), subjects)
    kept_out = "reading" if rule.expression in _REFUSED else None
    subjects = Subjects(quarter, "submission", {})
    told = judge_breach(Breach(rule, (case.submission_id,), case.observed, kept_out_by=kept_out), subjects)
    told.findings[:] = [_numbered(finding, case.observed) for finding in told.findings]
    return told


def _numbered(finding: Row, observed: str) -> Row:
    """One finding for each thing that a file is told of."""
    return {**finding, "finding_id": identify(finding["finding_id"], observed)}


def _find_police(document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex) -> Iterator[_Case]:
    """Detentions, and whether the document names who detained."""
    detained = [
        f
        for f in figures
        if f["indicator_code"] == "detention.administrative" and f["status"] == "accepted" and f["value"] > 0
    ]
    if detained:
        ids = tuple(f["observation_id"] for f in detained)
        total = max(f["value"] for f in detained)
        yield _Case(document.submission_id, ids, f"detention.administrative {total:f}", not document.names(_POLICE))


def _find_other_period(
    document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex
) -> Iterator[_Case]:
    """A title that names a quarter, and notes that name the days."""
    heads = (line for line in document.lines[:_OPENING_LINES] if not _SENTENCE.search(line))
    title = next((m for line in heads if (m := _QUARTER.search(line))), None)
    if title is None:
        return
    number = _NUMERALS.get(title[1]) or int(title[1])
    for line in document.lines:
        if not _NOTE.search(line) or not (span := _SPAN.search(line)):
            continue
        first, last = _months_of(span)
        ids = tuple(f["observation_id"] for f in figures if _stands_for_span(f))
        is_other = (first, last) != (3 * number - 2, 3 * number)
        yield _Case(document.submission_id, ids, f"{title[0]}; {span[0]}", is_other)
        return


def _months_of(span: re.Match[str]) -> tuple[int, int]:
    """First and last month that the days are of; a month that begins on the 25th is the next one's."""
    first, last = int(span[1]), int(span[3])
    start, end = (int(day) if day else 0 for day in (span[2], span[4]))
    is_statistical = FIRST_DAY <= start <= LAST_DAY and end == start - 1
    return (first % 12 + 1 if is_statistical else first), last


def _stands_for_span(figure: Mapping[str, Any]) -> bool:
    """Whether a figure would become a fact of the span that the title or the notes name."""
    return (
        figure["status"] == "accepted"
        and figure["role"] == "observed"
        and not figure["indicator_code"].startswith("zero_accident.")
    )


def _find_missing_county(
    document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex
) -> Iterator[_Case]:
    """A prefecture's table of counties, and the counties that it does not name at all; zones need no row."""
    office = divisions.get(document.office_code) if document.office_code else None
    if office is None or office.level != "prefecture":
        return
    ends = [f["period_end"] for f in figures if f["period_end"]]
    counties = divisions.children(office.code, max(ends) if ends else None)
    listed = {f["division_code"] for f in figures} & {c.code for c in counties}
    if len(listed) < max(_LEAST_COUNTIES, (len(counties) + 1) // 2):
        return
    text = "\n".join(document.lines).replace(" ", "").replace("　", "")
    missing = [c.name for c in counties if c.kind == "county" and c.code not in listed and c.name not in text]
    yield _Case(document.submission_id, (), f"{office.name}: {', '.join(missing)}", bool(missing))


def _find_glued(document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex) -> Iterator[_Case]:
    """Cells that reading has refused because several numbers run together, and such numbers in sentences."""
    for locator, text, reason in document.refusals:
        if reason == "glued_digits" or _LONG_RUN.search(text.replace(",", "")):
            yield _Case(document.submission_id, (), f"{locator} {text[:60]}", True)
    for line in document.lines:
        for run in _GLUED.finditer(line):
            yield _Case(document.submission_id, (), f"{run[0]} in {line[:60]}", True)


def _find_damaged(
    document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex
) -> Iterator[_Case]:
    """Numbers that reading has refused because a character beside them is lost."""
    for locator, text, reason in document.refusals:
        if reason == "damaged_number":
            yield _Case(document.submission_id, (), f"{locator} {text[:60]}", True)


def _find_target(document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex) -> Iterator[_Case]:
    """Zero-accident shares of a document whose title says that it tells targets and not what was reached."""
    shares = [f for f in figures if f["indicator_code"] in _SHARES and _is_accepted(f)]
    heads = [line for line in document.lines[:_OPENING_LINES] if not _SENTENCE.search(line)]
    title = next((line for line in heads if _AIMED.search(line) and not _REACHED.search(line)), None)
    if shares and title is not None:
        yield _Case(document.submission_id, tuple(f["observation_id"] for f in shares), title[:60], True)


def _is_accepted(figure: Mapping[str, Any]) -> bool:
    return bool(figure["status"] == "accepted" and figure["role"] == "observed")


def _find_other_county(
    document: Document, figures: Sequence[Mapping[str, Any]], divisions: DivisionIndex
) -> Iterator[_Case]:
    """A file that is named for a county or filled in by one, and the counties that its figures and text speak of."""
    told = {f["division_code"] for f in figures if f["division_code"] and _is_accepted(f)}
    asked = {"": _county_named(document.name, divisions), **_reporters(document, divisions)}
    are_counties = all((place := divisions.get(code)) is not None and place.level == "county" for code in told)
    for word, named in asked.items():
        if not told or not named:
            continue
        is_there = any(divisions.is_within(code, own.code) for code in told for own in named)
        is_there = is_there or any(_speaks_of(document, own, only_office=not are_counties) for own in named)
        yield _Case(document.submission_id, (), f"{word or document.name}: {', '.join(sorted(told)[:5])}", not is_there)
        if not is_there:
            return


def _speaks_of(document: Document, county: Division, *, only_office: bool) -> bool:
    """Whether a text names a county; ``only_office``: it is enough that its office signs."""
    if only_office:
        return any(county.name in line for line in document.lines)
    spoken = re.compile(re.escape(county.name) + f"(?!{_OFFICE})")
    return any(spoken.search(line) for line in document.lines if not _REPORTER.search(line))


def _reporters(document: Document, divisions: DivisionIndex) -> dict[str, tuple[Division, ...]]:
    """The county whose office a form says that it is filled in by, under the words that say it."""
    for line in (*document.lines[:_OPENING_LINES], *document.lines[-_CLOSING_LINES:]):
        if match := _REPORTER.search(line):
            return {match[0]: _county_named(match["office"], divisions)}
    return {}


def _county_named(name: str, divisions: DivisionIndex) -> tuple[Division, ...]:
    """The counties that a file's name starts with, by their full names; none where it starts with none."""
    for length in range(min(len(name), _LONGEST_NAME), _SHORTEST_NAME - 1, -1):
        found = tuple(d for d in divisions.find(name[:length]) if d.name == name[:length] and d.level == "county")
        if found:
            return found
    return ()


CHECKERS: Mapping[str, _Checker] = {
    "detention.administrative > 0 implies source names the police or a joint campaign": _find_police,
    "title says quarter and notes say 1 Jan - 31 Dec": _find_other_period,
    "every county of the prefecture has a row, or is listed as missing": _find_missing_county,
    "the county that a file is named for, or that fills it in, is among those it reports": _find_other_county,
    _TARGET: _find_target,
    "a digit run longer than 12 in one cell or glued numbers in a text row": _find_glued,
    "'?' or U+FFFD inside or beside a number": _find_damaged,
}
"""By the expression of the catalogue."""
_REFUSED = frozenset(tuple(CHECKERS)[-2:])
"""Rules whose cases reading has refused already; what stands as a figure the queries of ``named`` answer."""
