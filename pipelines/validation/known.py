"""What a quarter is judged with beside its own figures: earlier facts, its files, and their texts.

A mark of the facts that were known is kept beside the staged rows. Where the warehouse comes to know others (a county
files late, a revision arrives), the mark no longer fits and the quarter is to be judged again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from pipelines.staged import WITHDRAWN
from pipelines.understanding import understand_archived
from pipelines.validation.documents import Document
from pipelines.validation.grammar import ANY, NotCompilable, operands_of
from pipelines.validation.parsing import parse_rule
from pipelines.validation.rules import mark_known
from pipelines.validation.setting import Setting, no_facts
from warehouse.archive import Archive
from warehouse.catalogue.model import Catalogue, Rule
from warehouse.errors import UsageError
from warehouse.evidence import evidence_path, read_evidence
from warehouse.home import Home
from warehouse.quarters import Quarter
from warehouse.staging import scan_rows, staged_path
from warehouse.standing import standing_facts

_OBSERVATION = "core.observation"
_MARK = "known"
_YEARS_BACK = 3
_LARGEST_EVIDENCE = 2_000_000
_OPEN_CASES = ("penalty.case_filed", "penalty.case_closed")
_ACROSS = frozenset(
    {
        "prev", "quarter_prev", "previous_year", "stored_year", "quarters_sum", "quarters_max", "median8", "open_prev",
        "ytd_prev",
    }
)  # fmt: skip
"""Variants of operands that come from other periods, and so from other files."""


def gather_setting(home: Home, quarter: Quarter, observations: pl.DataFrame, catalogue: Catalogue) -> Setting:
    """Everything that the quarter's figures are judged against.

    Args:
        home: whose warehouse and staging.
        quarter: the reporting quarter.
        observations: its staged rows.
        catalogue: what is what.
    """
    facts = _known_facts(home, quarter, observations, catalogue)
    return Setting(catalogue, quarter.end, facts, _submissions(home, quarter))


def stale_quarters(home: Home, catalogue: Catalogue, since: Quarter | None = None) -> tuple[Quarter, ...]:
    """The staged quarters whose judgement rests on facts that are no longer those that stand, oldest first.

    Args:
        home: whose staging and warehouse.
        catalogue: what is what.
        since: only this quarter and those that may look back to it.
    """
    if not home.warehouse.exists() or not home.staging.is_dir():
        return ()
    stale = []
    for folder in sorted(home.staging.iterdir()):
        mark = folder / _MARK
        try:
            quarter = Quarter.parse(folder.name)
        except UsageError:
            continue
        if since is not None and not since <= quarter <= Quarter(since.year + _YEARS_BACK, 4):
            continue
        if not mark.is_file() or not staged_path(home, quarter, _OBSERVATION).is_file():
            continue
        rows = scan_rows(home, quarter, _OBSERVATION).collect()
        setting = gather_setting(home, quarter, rows, catalogue)
        if mark_known(rows, catalogue.rules.values(), quarter, setting) != mark.read_text("utf-8"):
            stale.append(quarter)
    return tuple(stale)


def keep_mark(home: Home, quarter: Quarter, known_mark: str) -> None:
    """Keep beside the staged rows what they were judged with."""
    (home.staging / str(quarter) / _MARK).write_text(known_mark, "utf-8")


def read_documents(home: Home, quarter: Quarter, catalogue: Catalogue) -> Iterator[Document]:
    """The quarter's files as rules about documents read them, those that stand; one without kept lines has none."""
    counts = {
        row["submission_id"]: row
        for row in scan_rows(home, quarter, "raw.submission")
        .filter(pl.col("outcome") != WITHDRAWN)
        .select("submission_id", "division_code", "refusals_count", "file_name")
        .collect()
        .to_dicts()
    }
    for submission in Archive(home).submissions(quarter):
        row = counts.get(submission.sha256)
        if row is None:
            continue
        refusals: tuple[tuple[str, str, str], ...] = ()
        if row["refusals_count"]:
            extraction = understand_archived(home, submission, catalogue).extraction
            refusals = tuple((r.locator, r.raw, r.reason) for r in extraction.refusals) if extraction else ()
        yield Document(
            submission.sha256, row["division_code"], _lines(home, submission.sha256), refusals, row["file_name"]
        )


def codes_across(rules: Iterable[Rule]) -> frozenset[str]:
    """The indicators whose figures of other periods some rule asks for by name."""
    found: set[str] = set()
    for rule in rules:
        try:
            operands = operands_of(parse_rule(rule.expression))
        except NotCompilable:
            continue
        found.update(o.code for o in operands if o.variant in _ACROSS and o.code != ANY)
    return frozenset(found | set(_OPEN_CASES))


def _known_facts(home: Home, quarter: Quarter, observations: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """The facts of other submissions that some rule may set beside the quarter's figures."""
    asking = observations.filter(
        (pl.col("status") == "accepted") & (pl.col("role") == "observed") & pl.col("division_code").is_not_null()
    )
    ends = asking["period_end"].drop_nulls()
    if ends.is_empty():
        return no_facts()
    first, last = ends.min(), ends.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return no_facts()
    submissions = scan_rows(home, quarter, "raw.submission").select("submission_id").collect()
    facts = standing_facts(
        home,
        divisions=asking["division_code"].unique().to_list(),
        since=date(first.year - _YEARS_BACK, 1, 1),
        until=last,
        without=submissions["submission_id"].to_list(),
    )
    if facts is None or facts.is_empty():
        return no_facts()
    is_january = (pl.col("period_start").dt.month() == 1) & (pl.col("period_start").dt.day() == 1)
    whole_years = asking.filter(
        is_january & (pl.col("period_end").dt.month() == 12) & (pl.col("period_end").dt.day() == 31)
    )["period_end"].dt.year()
    needed = (
        pl.col("indicator_code").is_in(list(codes_across(catalogue.rules.values())))
        | is_january
        | pl.col("period_end").is_in(_ends_before(observations))
        | pl.col("period_end").dt.year().is_in(whole_years.unique().to_list())
    )
    return facts.filter(needed.fill_null(value=False)).select(no_facts().columns)


def _ends_before(observations: pl.DataFrame) -> list[date]:
    """The last days of the spans before those of the figures, a year before them, and told of the year before."""
    start, end = pl.col("period_start"), pl.col("period_end")
    kept = observations.filter(pl.col("status") == "accepted")
    ends = [
        kept.select(start.dt.offset_by("-1d").alias("day")),
        kept.select(end.dt.offset_by("-1y").alias("day")),
        kept.filter(pl.col("role") == "prior_year").select(end.alias("day")),
    ]
    return pl.concat(ends)["day"].drop_nulls().unique().to_list()


def _submissions(home: Home, quarter: Quarter) -> pl.DataFrame:
    named = pl.col("division_code").alias("office_code")
    return (
        scan_rows(home, quarter, "raw.submission")
        .select("submission_id", named, "published_on", pl.col("is_correction").fill_null(value=False))
        .collect()
    )


def _lines(home: Home, sha256: str) -> tuple[str, ...]:
    """A document's lines; none of one so large that it can only be a list of rows."""
    path = evidence_path(home, sha256)
    if not path.is_file() or path.stat().st_size > _LARGEST_EVIDENCE:
        return ()
    lines: list[str] = []
    for part in read_evidence(home, sha256) or ():
        if part["kind"] == "text":
            lines.extend(part["text"].splitlines())
        elif part["kind"] == "table":
            lines.extend(" ".join(str(cell) for cell in row if cell) for row in part["rows"])
        else:
            lines.extend(json.dumps(part["value"], ensure_ascii=False, indent=0).splitlines())
    return tuple(line for line in lines if line.strip())
