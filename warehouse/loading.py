"""One load: from a quarter's staged rows to facts and marts, inside one transaction that the store opens.

The rows that came, went or were decided on touch pairs of division and indicator; only those pairs' facts are weighed
again, over all quarters, so the result does not depend on the order of loads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from warehouse.bitemporal import Change, bring_to
from warehouse.catalogue.model import Catalogue
from warehouse.dimensions import add_divisions
from warehouse.errors import WarehouseError
from warehouse.models import ANOMALY_STEPS, CASE_STEPS, MARTS, OBSERVATION_STEPS, read_model
from warehouse.resubmission import settle_resubmissions
from warehouse.schema import FACT_TABLES, content_columns, create_marts
from warehouse.staging import STAGED_TABLES, StagedQuarter
from warehouse.tables import load_tables
from warehouse.told import MARK

_CASE_FACTS = ("core.fact_penalty_case", "core.bridge_penalty_kind")

_OF_QUARTER = "quarter = ?"
_OF_SUBMISSIONS = "quarter = ? or submission_id in (select submission_id from staged_submission)"
_SCOPES = {
    "raw.submission": _OF_SUBMISSIONS,
    "core.observation": _OF_SUBMISSIONS,
    "core.penalty_case": _OF_SUBMISSIONS,
    "quality.finding": f"{_OF_QUARTER} and rule_id not like 'plausibility.%' and finding_id not like '{MARK}%'",
    "quality.quarantine": f"({_OF_SUBMISSIONS}) and rule_id not like 'warehouse.%'",
}
"""Which current rows a staged table speaks for: its quarter's, and those of its submissions in other quarters."""

_NOTES = {
    "raw.submission": (
        "insert into changed_observation select distinct observation_id from core.observation"
        " where superseded_at is null"
        " and submission_id in (select submission_id from new_row union all select submission_id from gone_row)",
        "insert into changed_case select distinct case_id from core.penalty_case where superseded_at is null"
        " and submission_id in (select submission_id from new_row union all select submission_id from gone_row)",
    ),
    "core.observation": (
        "insert into changed_observation select distinct observation_id from (table new_row union all table gone_row)",
    ),
    "core.penalty_case": (
        "insert into changed_case select distinct case_id from (table new_row union all table gone_row)",
    ),
    "quality.quarantine": (
        "insert into changed_observation select distinct subject_id from (table new_row union all table gone_row)"
        " where subject_kind = 'observation'",
        "insert into changed_case select distinct subject_id from (table new_row union all table gone_row)"
        " where subject_kind = 'case'",
    ),
    "quality.finding": (
        "insert into changed_observation"
        " select distinct unnest(subject_ids) from (table new_row union all table gone_row)"
        " where outcome = 'broken' and severity = 'warn' and subject_kind = 'observation'"
        " and rule_id in (select rule_id from accusing_rule)",
    ),
}
"""What a change of a staged table touches.

``distinct`` is there for DuckDB 1.5: within a transaction, an insert of nothing from a plain scan makes a later insert
of 122,880 rows or more into the same table vanish, and says that it was done.
"""

_TOUCHED = {"changed_observation": ("touched_pair",), "changed_case": ("touched_document", "touched_case")}
"""What weighing leaves behind of what changed; where nothing did, the same steps say that it is nothing."""

_CHANGED = {"core.observation": "changed_observation", "core.penalty_case": "changed_case"}


@dataclass(slots=True)
class LoadRun:
    """A load on its way: its connection, its time, and what it has changed so far."""

    connection: duckdb.DuckDBPyConnection
    catalogue: Catalogue
    at: datetime
    changes: list[Change] = field(default_factory=list)
    is_everything: bool = False
    is_every_mart: bool = False

    def begin(self, *, everything: bool, every_mart: bool = False) -> None:
        """Make ready to note changes; ``everything`` has every fact weighed again, and every mart computed.

        ``every_mart`` has the marts alone computed for all quarters.
        """
        self.is_everything = everything
        self.connection.execute(_ALL_QUARTERS)  # a load that failed before may have left some
        self.is_every_mart = everything or every_mart
        self.connection.execute(
            "create or replace temp table accusing_rule as select unnest(cast(? as varchar[])) as rule_id",
            [self.catalogue.accusing_rules],
        )
        self.connection.execute("create or replace temp table changed_observation (observation_id varchar)")
        self.connection.execute("create or replace temp table changed_case (case_id varchar)")
        self.connection.execute("create or replace temp table affected_quarter (quarter varchar)")
        self.connection.execute("create or replace temp table touched_division (division_code varchar)")
        if everything:
            self.connection.execute(
                "insert into changed_observation select distinct observation_id from core.observation"
            )
            self.connection.execute("insert into changed_case select distinct case_id from core.penalty_case")

    def bring(self, table: str, source: str, scope: str, parameters: Sequence[object] = ()) -> Change:
        """Bring a table to a wanted state and keep count."""
        change = bring_to(self.connection, load_tables()[table], source, scope, parameters, self.at)
        self.changes.append(change)
        return change

    def note(self, table: str, *, added: int, superseded: int) -> None:
        """Count rows that were changed otherwise."""
        self.changes.append(Change(table, added, superseded))

    def is_any(self, relation: str) -> bool:
        """Whether a relation has a row."""
        return self.connection.execute(f"select 1 from {relation} limit 1").fetchone() is not None  # noqa: S608


def take_in(run: LoadRun, staged: StagedQuarter) -> None:
    """Bring the tables that are staged to what is staged, and note what that touches."""
    _read_staged(run.connection, staged)
    add_divisions(run.connection, run.catalogue, _staged_divisions(run.connection))
    for table in STAGED_TABLES:
        change = run.bring(table, _staged_name(table), _SCOPES[table], [staged.quarter])
        if change.added or change.superseded:
            for note in _NOTES.get(table, ()):
                run.connection.execute(note)
            if (noted := _CHANGED.get(table)) and not run.is_any(noted):
                raise WarehouseError(
                    f"{change.added + change.superseded} changed rows were not noted: a fault of ours",
                    where=table,
                    next_step="report it; nothing of the quarter was changed",
                )


def weigh_facts(run: LoadRun) -> None:
    """Weigh again every subject that was touched, and bring facts, coverage and marts to the outcome."""
    if run.is_any("changed_observation"):
        _weigh_observations(run)
    if run.is_any("changed_case"):
        _weigh_cases(run)
    if run.is_any("changed_observation") or run.is_any("changed_case"):
        _tell_anomalies(run)
    if run.is_any("touched_division"):
        _compare_with_lists(run)
    _step(run.connection, "coverage")
    if (change := run.bring("core.coverage", "coverage", "true")).added or change.superseded:
        _note_quarters(run.connection)
    _step(run.connection, "touched_gap_quarter")
    run.connection.execute("insert into affected_quarter select distinct quarter from touched_gap_quarter")
    if run.is_every_mart:
        create_marts(run.connection)
    elif run.is_any("affected_quarter"):
        _rebuild_marts(run.connection)


def _tell_anomalies(run: LoadRun) -> None:
    """Bring what lies outside its band to the facts that stand now, and tell each with a warning."""
    for changed, steps in _TOUCHED.items():
        for step in () if run.is_any(changed) else steps:
            _step(run.connection, step)
    for step in ANOMALY_STEPS:
        _step(run.connection, step)
    run.bring(
        "quality.anomaly",
        "anomaly",
        "(kind = 'past' and (division_code, indicator_code) in (select (division_code, indicator_code)"
        " from compared_pair)) or (kind = 'peers' and quarter in (select quarter from judged_quarter))",
    )
    _step(run.connection, "anomaly_finding")
    run.connection.execute(
        "create or replace temp table told_anomaly as"
        " select anomaly_id from new_row union select anomaly_id from gone_row"
    )
    run.bring("quality.finding", "anomaly_finding", "finding_id in (select anomaly_id from told_anomaly)")


def affected_quarters(run: LoadRun) -> tuple[str, ...]:
    """The quarters whose facts, coverage or marts the load changed."""
    rows = run.connection.execute("select distinct quarter from affected_quarter order by quarter").fetchall()
    return tuple(row[0] for row in rows)


def _read_staged(connection: duckdb.DuckDBPyConnection, staged: StagedQuarter) -> None:
    for table in STAGED_TABLES:
        columns = ", ".join(c.name for c in content_columns(load_tables()[table]))
        name = _staged_name(table)
        try:
            connection.execute(
                f"create or replace temp table {name} as select {columns} from read_parquet(?)",  # noqa: S608
                [str(staged.files[table])],
            )
        except duckdb.BinderException as error:
            raise WarehouseError(
                f"what is staged does not fit the table: {str(error).splitlines()[0]}",
                where=table,
                next_step=f"run the steps before it again: redline load --quarter {staged.quarter}",
            ) from error
        _refuse_strangers(connection, table, name, staged.quarter)


def _staged_divisions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    codes: set[str] = set()
    for table in ("staged_submission", "staged_observation", "staged_penalty_case"):
        rows = connection.execute(f"select distinct division_code from {table} where division_code is not null")  # noqa: S608
        codes.update(row[0] for row in rows.fetchall())
    return sorted(codes)


def _refuse_strangers(connection: duckdb.DuckDBPyConnection, table: str, name: str, quarter: str) -> None:
    """A quarter's staging must speak of that quarter and of its own submissions only."""
    stranger = connection.execute(f"select quarter from {name} where quarter <> ? limit 1", [quarter]).fetchone()  # noqa: S608
    if stranger:
        raise WarehouseError(
            f"rows of {stranger[0]} are staged under {quarter}", where=table, next_step="stage each quarter by itself"
        )
    if table in ("core.observation", "core.penalty_case"):
        orphan = connection.execute(
            f"select submission_id from {name}"  # noqa: S608
            " where submission_id not in (select submission_id from staged_submission) order by 1 limit 1"
        ).fetchone()
        if orphan:
            raise WarehouseError(
                f"rows of submission {orphan[0][:12]} are staged without the submission itself",
                where=table,
                next_step="stage the submission's own row too",
            )


def _weigh_observations(run: LoadRun) -> None:
    connection = run.connection
    _step(connection, "touched_pair")
    _step(connection, "touched_observation")
    connection.execute(
        "insert into touched_division select distinct division_code from touched_pair where division_code is not null"
    )
    _step(connection, "touched_target_quarter")
    connection.execute("insert into affected_quarter select quarter from touched_target_quarter")
    for step in OBSERVATION_STEPS:
        _step(connection, step)
    _hold_back(run, "kept_back", "observation", "select observation_id from touched_observation")
    run.bring(
        "quality.reconciliation",
        "disagreement",
        "other_observation_id in (select observation_id from touched_observation)",
    )
    for table in _touched_fact_tables(run):
        short = table.removeprefix("core.")
        connection.execute(f"create or replace temp view fact_row as select * from fact where fact_table = '{short}'")  # noqa: S608
        change = run.bring(
            table,
            "fact_row",
            "(division_code, indicator_code) in (select (division_code, indicator_code) from touched_pair)",
        )
        if change.added or change.superseded:
            _note_quarters(connection)
    settle_resubmissions(run, "observation")


def _touched_fact_tables(run: LoadRun) -> list[str]:
    """The fact tables of the touched indicators; all where an indicator may have moved from one to another."""
    if run.is_everything:
        return list(FACT_TABLES)
    rows = run.connection.execute(
        "select distinct 'core.' || fact_table from core.dim_indicator"
        " where indicator_code in (select indicator_code from touched_pair)"
    ).fetchall()
    touched = {row[0] for row in rows}
    return [table for table in FACT_TABLES if table in touched]


def _weigh_cases(run: LoadRun) -> None:
    connection = run.connection
    _step(connection, "touched_document")
    _step(connection, "touched_case")
    connection.execute(
        "insert into touched_division select distinct division_code from core.penalty_case"
        " where division_code is not null and case_id in (select case_id from touched_case)"
    )
    for step in CASE_STEPS:
        _step(connection, step)
    touched = "select case_id from touched_case"
    _hold_back(run, "case_kept_back", "case", touched)
    run.bring("quality.reconciliation", "case_disagreement", f"other_observation_id in ({touched})")
    for table in _CASE_FACTS:
        change = run.bring(table, table.removeprefix("core."), f"case_id in ({touched})")
        if change.table == "core.fact_penalty_case" and (change.added or change.superseded):
            _note_quarters(connection)
    settle_resubmissions(run, "case")


def _compare_with_lists(run: LoadRun) -> None:
    """Set what offices state beside what their lists of decisions add up to."""
    _step(run.connection, "case_total")
    run.bring(
        "quality.reconciliation",
        "case_total",
        "other_observation_id like 'cases %' and division_code in (select division_code from touched_division)",
    )


def _hold_back(run: LoadRun, source: str, subject_kind: str, touched: str) -> None:
    """Bring the load's own quarantine to its verdicts; what a person has decided of stays decided."""
    run.connection.execute(
        f"create or replace temp table held_row as select * from {source} where quarantine_id not in"  # noqa: S608
        " (select quarantine_id from quality.quarantine where superseded_at is null and state <> 'held')"
    )
    run.bring(
        "quality.quarantine",
        "held_row",
        f"subject_kind = '{subject_kind}' and rule_id like 'warehouse.%' and state = 'held'"
        f" and subject_id in ({touched})",
    )


_ALL_QUARTERS = "reset variable chosen_quarters"
_AFFECTED = {"mart_coverage": "quarter >= (select min(quarter) from affected_quarter)"}
"""What a county used to report reaches every quarter after."""


def _rebuild_marts(connection: duckdb.DuckDBPyConnection) -> None:
    """Compute anew the marts of the affected quarters and of those that rest on them."""
    _step(connection, "resting_quarter")
    connection.execute("insert into affected_quarter select quarter from resting_quarter")
    _step(connection, "chosen_quarter")
    connection.execute("set variable chosen_quarters = (select list(quarter) from chosen_quarter)")
    for mart in MARTS:
        affected = _AFFECTED.get(mart, "quarter in (select quarter from affected_quarter)")
        connection.execute(f"delete from marts.{mart} where {affected}")  # noqa: S608
        connection.execute(
            f"insert into marts.{mart} by name"  # noqa: S608
            f" select * from ({read_model('marts', mart)}) as computed where {affected}"
        )
    connection.execute(_ALL_QUARTERS)


def _note_quarters(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into affected_quarter select quarter from new_row union all select quarter from gone_row"
    )


def _step(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    connection.execute(f"create or replace temp table {name} as {read_model('core', name)}")


def _staged_name(table: str) -> str:
    return f"staged_{table.partition('.')[2]}"
