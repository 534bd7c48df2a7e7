"""The lists of one submission from batches of rows to judged cases, in memory that does not grow with the rows.

A list is gone through once to be read and once to be told: what only the whole list shows (its unit, its period, its
middle, its repetitions) is gathered on the way as counts and hashes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import TracebackType

import polars as pl

from pipelines.extraction.cases.columns import JOIN, MONEY, DecisionColumns
from pipelines.extraction.cases.decision import find_said_sum, read_amount
from pipelines.extraction.cases.headers import TEN_THOUSAND, YUAN, CaseHeader
from pipelines.extraction.cases.judgement import (
    compare_rows,
    find_main_authority,
    find_repeated,
    hash_numbers,
    settle,
    with_places,
)
from pipelines.extraction.cases.period import find_list_period
from pipelines.extraction.cases.plausibility import find_middle, is_incredible, to_cents
from pipelines.extraction.cases.spool import Spool
from pipelines.extraction.model import PenaltyCase, Period

CASE_SCHEMA = pl.Schema(
    {
        "row": pl.Int32(),
        "locator": pl.String(),
        "document_no": pl.String(),
        "party": pl.String(),
        "party_class": pl.String(),
        "credit_code": pl.String(),
        "authority": pl.String(),
        "decision_date": pl.Date(),
        "kinds": pl.List(pl.String()),
        "fine_yuan": MONEY,
        "confiscated_yuan": MONEY,
        "violation": pl.String(),
        "content": pl.String(),
        "note": pl.String(),
        "status": pl.String(),
        "reasons": pl.List(pl.String()),
        "flags": pl.List(pl.String()),
        "publish_date": pl.Date(),
    }
)
"""A batch of judged cases: the fields of ``PenaltyCase`` as columns."""

_YEAR = r"\((\d{4})\)"
_NO_CODES = pl.lit([], dtype=pl.List(pl.String()))


@dataclass(slots=True)
class _List:
    """One list while it is read: its rows as printed wait only where its unit is not yet known."""

    header: CaseHeader
    locator: str
    columns: DecisionColumns | None = None
    waiting: Spool | None = None
    votes: dict[str, Counter[Decimal]] = field(default_factory=dict)
    batches: int = 0
    days: Counter[date] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    cents: list[pl.Series] = field(default_factory=list)


class CaseLists:
    """Takes the lists of a submission one after the other, and tells their cases when all are taken.

    Args:
        period: the period of the submission, where the caller knows one; a title that states one goes first.
        file_name: the file's own name, which may state a period.
        in_memory: bytes of rows that may wait in memory.
    """

    def __init__(self, *, period: Period | None, file_name: str, in_memory: int | None = None) -> None:
        self._period, self._file_name = period, file_name
        self._options = {} if in_memory is None else {"in_memory": in_memory}
        self._decided = Spool(**self._options)
        self._hashes: list[pl.DataFrame] = []
        self._lists: list[_List] = []

    def __enter__(self) -> CaseLists:
        """The lists themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Forget all rows."""
        self._decided.close()
        for one in self._lists:
            if one.waiting is not None:
                one.waiting.close()

    def begin(self, header: CaseHeader, locator: str) -> None:
        """Begin a list."""
        one = _List(header, locator)
        if None in header.factors.values():
            one.waiting = Spool(**self._options)
            one.votes = {name: Counter() for name, factor in header.factors.items() if factor is None}
        else:
            one.columns = DecisionColumns(header, locator, header.factors)
        self._lists.append(one)

    def add(self, printed: pl.DataFrame) -> None:
        """Take rows of the list that was begun last: ``row``, ``is_hidden`` and its fields as printed."""
        one = self._lists[-1]
        if one.waiting is None:
            self._decide(one, printed)
        else:
            _count_votes(one, printed)
            one.waiting.add(printed)

    def end(self) -> None:
        """End the list that was begun last: its unit is now known."""
        one = self._lists[-1]
        if one.waiting is None:
            return
        one.columns = DecisionColumns(one.header, one.locator, _settle_factors(one.header, one.votes))
        for printed in one.waiting.batches():
            self._decide(one, printed)
        one.waiting.close()

    def judged(self) -> Iterator[pl.DataFrame]:
        """Every case in order, in batches of ``CASE_SCHEMA``; after the last list has ended."""
        if not self._hashes:
            return
        hashes = pl.concat(self._hashes)
        repeated = find_repeated(hashes["number"])
        main = find_main_authority(hashes["authority"])
        del hashes
        verdicts = compare_rows(with_places(self._decided.batches(), repeated), main)
        offset, batches = 0, self._decided.batches()
        for one in self._lists:
            outside = self._outside_period(one)
            incredible = is_incredible(find_middle(one.cents))
            for _ in range(one.batches):
                placed = next(batches).with_row_index("place", offset=offset)
                offset += placed.height
                near = verdicts.filter(pl.col("place").is_between(placed["place"][0], placed["place"][-1]))
                yield _to_cases(settle(placed, near, incredible, outside))

    def _decide(self, one: _List, printed: pl.DataFrame) -> None:
        if one.columns is None or printed.is_empty():
            return
        decided = one.columns.read(printed)
        self._hashes.append(hash_numbers(decided))
        days = decided["day"].drop_nulls()
        one.days.update(dict(days.value_counts().iter_rows()))
        if days.is_empty():
            years = decided["document_key"].str.extract(_YEAR).drop_nulls().cast(pl.Int32)
            one.years.update(dict(years.value_counts().iter_rows()))
        one.cents.append(decided.filter(pl.col("fine_yuan") > 0).select(to_cents("fine_yuan")).to_series())
        self._decided.add(decided)
        one.batches += 1

    def _outside_period(self, one: _List) -> pl.Expr:
        stated = find_list_period(one.header.title, self._file_name, self._period, one.days, one.years)
        outside = pl.lit(value=False)
        if stated and stated.start:
            outside |= pl.col("day") < stated.start
        if stated and stated.end:
            outside |= pl.col("day") > stated.end
        return outside.fill_null(value=False)


def to_penalty_cases(cases: pl.DataFrame) -> Iterator[PenaltyCase]:
    """The rows of a batch of judged cases as values."""
    for row in cases.iter_rows(named=True):
        codes = {name: tuple(row[name]) for name in ("kinds", "reasons", "flags")}
        yield PenaltyCase(**{**row, **codes})


def _to_cases(settled: pl.DataFrame) -> pl.DataFrame:
    return settled.select(
        pl.col("row").cast(pl.Int32),
        "locator",
        "document_no",
        "party",
        "party_class",
        "credit_code",
        "authority",
        pl.col("day").alias("decision_date"),
        _split("kinds"),
        "fine_yuan",
        "confiscated_yuan",
        pl.coalesce("violation", "facts").alias("violation"),
        "content",
        pl.coalesce("note", "correction").alias("note"),
        "status",
        _split("reasons"),
        _split("flags"),
        pl.col("publish_day").alias("publish_date"),
    )


def _split(codes: str) -> pl.Expr:
    return pl.when(pl.col(codes) == "").then(_NO_CODES).otherwise(pl.col(codes).str.split(JOIN)).alias(codes)


def _count_votes(one: _List, printed: pl.DataFrame) -> None:
    """Count which unit the decisions' own texts bear out, for every amount column that states none."""
    if "content" not in printed.columns:
        return
    for name, votes in one.votes.items():
        for content, packed, count in printed.group_by("content", name).len().iter_rows():
            number, total = read_amount(packed).number, find_said_sum(content, name)
            if not number or not total:
                continue
            for factor in (YUAN, TEN_THOUSAND):
                votes[factor] += count * (number * factor == total)


def _settle_factors(header: CaseHeader, votes: Mapping[str, Counter[Decimal]]) -> Mapping[str, Decimal | None]:
    """Settle the unit of each amount column: as its header or title states, else as the decisions' own texts show.

    The pinyin standard means 万元 where nothing speaks against it. A column without unit or witnesses has none.
    """
    return {
        name: factor or _elect(votes[name]) or (TEN_THOUSAND if header.is_pinyin else None)
        for name, factor in header.factors.items()
    }


def _elect(votes: Counter[Decimal]) -> Decimal | None:
    if votes[YUAN] == votes[TEN_THOUSAND]:
        return None
    return max((YUAN, TEN_THOUSAND), key=lambda factor: votes[factor])
