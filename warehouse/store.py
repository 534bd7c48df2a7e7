"""The warehouse file: opened by one writer at a time, changed one quarter a transaction.

Readers never open it; they open publications. What a load does is in ``loading``; this holds the file, the lock and
the transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import duckdb

from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Catalogue
from warehouse.dimensions import load_dimensions
from warehouse.errors import UsageError, WarehouseError
from warehouse.home import Home
from warehouse.load_result import LoadResult, count_facts, count_result, hash_models, last_models, note_load
from warehouse.loading import LoadRun, take_in, weigh_facts
from warehouse.lock import hold_writer_lock
from warehouse.quarters import Quarter
from warehouse.reporting_plan import PlanLine, load_plan
from warehouse.schema import create_schema
from warehouse.staging import StagedQuarter
from warehouse.told import Teller, tell_of_facts

CONNECTION_LIMITS: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "2GB"}
_NOT_A_JUDGEMENT = ("warehouse.place", "warehouse.period", "warehouse.indicator")
"""What the load holds back because something is missing, which no person's word can put there."""
Judge = Callable[[duckdb.DuckDBPyConnection, LoadResult], None]
"""Looks at the state that a load leads to, inside its transaction, and raises where it must not stand."""


class Warehouse:
    """The one warehouse file of a home, open for writing."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        catalogue: Catalogue,
        plan: tuple[PlanLine, ...] = (),
        teller: Teller | None = None,
    ) -> None:
        self.connection = connection
        self._catalogue = catalogue
        self._plan = plan
        self._teller = teller

    @classmethod
    @contextmanager
    def open(
        cls, home: Home, catalogue: Catalogue | None = None, wait_seconds: float = 0, teller: Teller | None = None
    ) -> Iterator[Warehouse]:
        """Open a home's warehouse for writing, creating what is not there yet.

        Args:
            home: whose warehouse.
            catalogue: what the numbers mean; the project's own where none is given.
            wait_seconds: how long to wait for another writer.
            teller: asked for findings about the facts that each load or release leads to.

        Raises:
            WarehouseError: where another run writes, or the file cannot be used.
        """
        known = catalogue or load_catalogue()
        plan = load_plan(home, known)
        with hold_writer_lock(home, wait_seconds):
            connection = _connect(home)
            try:
                create_schema(connection)
                yield cls(connection, known, plan, teller)
            finally:
                connection.close()

    def load_quarter(
        self, quarter: Quarter | str, staged: StagedQuarter, recorded_at: datetime, judge: Judge | None = None
    ) -> LoadResult:
        """Bring a reporting quarter to what is staged of it, and all facts that this touches; one transaction.

        Loading the same twice changes nothing; loading quarters in another order gives the same facts.

        Args:
            quarter: the reporting quarter.
            staged: its five staged tables.
            recorded_at: the time of the load, timezone-aware; moved on where an earlier load bears a later one.
            judge: asked of the state that the load leads to, before it stands; what it raises undoes the load.

        Raises:
            WarehouseError: where what is staged does not fit; then nothing is changed.
        """
        if str(quarter) != staged.quarter:
            raise WarehouseError(f"{staged.quarter} is staged, not {quarter}", next_step="stage the quarter first")
        return self._transact(staged.quarter, recorded_at, partial(take_in, staged=staged), judge)

    def count_facts(self, quarters: Collection[str]) -> int:
        """The facts that stand now on the submissions of some reporting quarters, penalty decisions among them."""
        return sum(count_facts(self.connection, quarter) for quarter in sorted(set(quarters)))

    def release_rows(
        self, quarter: str, reasons: Mapping[str, str], at: datetime, judge: Judge | None = None
    ) -> LoadResult:
        """Let several held rows of a quarter into the facts, all or none.

        Args:
            quarter: the reporting quarter that they belong to.
            reasons: why, by whole quarantine id.
            at: when it was decided, timezone-aware.
            judge: as for a load.
        """
        return self._transact(quarter, at, partial(_release_rows, reasons=reasons), judge)

    def release(self, quarantine_id: str, why: str, at: datetime, judge: Judge | None = None) -> LoadResult:
        """Let a held row into the facts on a person's word; the facts follow in the same transaction.

        Args:
            quarantine_id: the id, or a prefix that only one held row has.
            why: the reason, kept with the row.
            at: when it was decided, timezone-aware.
            judge: asked of the state that the release leads to, before it stands; what it raises undoes the release.

        Raises:
            UsageError: where no held row, or several, have the id; or no reason is given.
        """
        if not why.strip():
            raise UsageError("a release needs a reason", next_step="give it with --why")
        found = self.connection.execute(
            "select quarantine_id, quarter, rule_id, reason from quality.quarantine"
            " where superseded_at is null and state in ('held', 'resubmitted') and starts_with(quarantine_id, ?)",
            [quarantine_id],
        ).fetchall()
        if not found or not quarantine_id:
            raise UsageError(
                f"no held row {quarantine_id!r}", next_step="see `redline quarantine` for what is kept out"
            )
        if len(found) > 1:
            raise UsageError(f"{len(found)} held rows begin with {quarantine_id}", next_step="give more of the id")
        if found[0][2] in _NOT_A_JUDGEMENT:
            raise UsageError(
                f"{found[0][3]}: a release cannot supply what the figure lacks",
                where=quarantine_id,
                next_step="correct the file or have the office send it again",
            )
        return self._transact(found[0][1], at, partial(_release_rows, reasons={found[0][0]: why.strip()}), judge)

    def still_held(self, quarantine_id: str) -> list[str]:
        """The rules and reasons that still keep out what a quarantine row is about; an id or the start of one."""
        rows = self.connection.execute(
            "select distinct rule_id || ' ' || reason from quality.quarantine where superseded_at is null"
            " and state = 'held' and subject_id in ("
            "select subject_id from quality.quarantine where starts_with(quarantine_id, ?)) order by 1",
            [quarantine_id],
        ).fetchall()
        return [row[0] for row in rows]

    def _transact(
        self, quarter: str, at: datetime, change: Callable[[LoadRun], None], judge: Judge | None
    ) -> LoadResult:
        if at.tzinfo is None:
            raise WarehouseError("a load's time must know its zone", next_step="pass a timezone-aware datetime")
        connection = self.connection
        run = LoadRun(connection, self._catalogue, _next_moment(connection, at))
        connection.execute("begin transaction")
        try:
            basis = load_dimensions(connection, self._catalogue, self._plan)
            is_new_basis = basis.everything or last_models(connection) != hash_models()
            run.begin(everything=is_new_basis, every_mart=basis.every_mart)
            change(run)
            weigh_facts(run)
            if self._teller is not None:
                tell_of_facts(run, self._teller)
            result = count_result(run, quarter)
            if result.changed or is_new_basis:
                note_load(connection, result, run.at, hash_models())
            if judge is not None:
                judge(connection, result)
            connection.execute("commit")
        except duckdb.Error as error:
            _roll_back(connection)
            raise WarehouseError(
                f"the load of {quarter} was stopped and nothing changed: {str(error).splitlines()[0]}",
                next_step="free disk or memory if that is what lacks, else report it with the log; then load again",
            ) from error
        except BaseException:
            _roll_back(connection)
            raise
        return result


def to_utc(moment: datetime) -> datetime:
    """A time as the warehouse stores it: UTC, without zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _connect(home: Home) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(home.warehouse, config=CONNECTION_LIMITS)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the warehouse file cannot be opened: {str(error).splitlines()[0]}",
            where=str(home.warehouse),
            next_step="close the program that holds it, or restore it from the newest publication",
        ) from error


def _release_rows(run: LoadRun, reasons: Mapping[str, str]) -> None:
    for quarantine_id, why in reasons.items():
        _release(run, quarantine_id, why)


def _release(run: LoadRun, quarantine_id: str, why: str) -> None:
    connection = run.connection
    connection.execute(
        "create or replace temp table released_row as select * replace ('released' as state,"
        " cast(? as timestamp) as decided_at, ? as decided_why, cast(? as timestamp) as recorded_at)"
        " from quality.quarantine where quarantine_id = ? and superseded_at is null",
        [run.at, why, run.at, quarantine_id],
    )
    connection.execute(
        "update quality.quarantine set superseded_at = ? where quarantine_id = ? and superseded_at is null",
        [run.at, quarantine_id],
    )
    connection.execute("insert into quality.quarantine by name select * from released_row")
    for kind in ("observation", "case"):
        connection.execute(
            f"insert into changed_{kind} select subject_id from released_row where subject_kind = ?",  # noqa: S608
            [kind],
        )
    run.note("quality.quarantine", added=1, superseded=1)


def _roll_back(connection: duckdb.DuckDBPyConnection) -> None:
    """Undo a transaction; one that DuckDB has already undone is none."""
    with suppress(duckdb.TransactionException):
        connection.execute("rollback")


def _next_moment(connection: duckdb.DuckDBPyConnection, at: datetime) -> datetime:
    """The load's time, later than every load before it."""
    wanted = to_utc(at)
    row = connection.execute("select max(recorded_at) from raw.load_log").fetchone()
    latest: datetime | None = row[0] if row else None
    return wanted if latest is None or wanted > latest else latest + timedelta(microseconds=1)
