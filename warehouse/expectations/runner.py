"""Runs a contract over rows with Great Expectations and says which rows breach which clause.

The library is imported inside functions only: that takes seconds. A fault inside it is our error, never a failed
expectation; its results are kept per table and quarter for the data docs.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl

from warehouse.errors import ValidationError
from warehouse.expectations.contract import MISSING, ROW_KEY, UNLISTED, Clause, Contract
from warehouse.expectations.twin import count_breaches
from warehouse.home import Home

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Breach:
    """A clause that does not hold: of these rows (their keys), or of the table where there are none."""

    clause: Clause
    keys: tuple[str, ...]
    observed: Mapping[str, str]

    @property
    def stops(self) -> bool:
        """Whether the quarter must stop."""
        return self.clause.level == "table" or not self.keys


@dataclass(frozen=True, slots=True)
class ContractResult:
    """What a contract found in a frame of ``rows`` rows; ``asked`` clauses were evaluated."""

    table: str
    rows: int
    asked: int
    breaches: tuple[Breach, ...]

    @property
    def stops(self) -> bool:
        """Whether any breach stops the quarter."""
        return any(b.stops for b in self.breaches)


def gx_root(home: Home) -> Path:
    """Where the library keeps suites and results of a home."""
    return home.root / "expectations"


def check_contract(home: Home, contract: Contract, frame: pl.DataFrame, *, run: str) -> ContractResult:
    """Ask every clause of every row.

    Args:
        home: where results are kept for the data docs.
        contract: the clauses.
        frame: the rows; only the columns that clauses read go to the library.
        run: what the rows are, such as ``2024Q1``; an earlier result of the same table and run is replaced.

    Raises:
        ValidationError: where the library fails on a clause, a column is missing, or the library's count of the rows
            in breach is not the one that SQL makes: then one of the two is wrong, and neither is believed.
    """
    compact = _compact(contract, frame)
    shutil.rmtree(gx_root(home) / "gx" / "uncommitted" / "validations" / contract.suite_name / run, ignore_errors=True)
    results = tuple(_run_suite(str(gx_root(home)), contract, compact, run))
    clauses = {clause.rule: clause for clause in contract.clauses}
    breaches = tuple(_breaches(contract, clauses, results))
    _compare_counts(contract, results, count_breaches(contract, frame))
    return ContractResult(contract.table, frame.height, len(contract.clauses), breaches)


def _compare_counts(contract: Contract, results: Iterable[Any], counted: Mapping[str, int]) -> None:
    """Refuse a verdict whose count, or whose list of rows, is not what SQL counts.

    Raises:
        ValidationError: naming the clause; it is our fault, never the data's.
    """
    for result in results:
        rule = result.expectation_config.meta["rule"]
        if rule not in counted:
            continue
        seen = int(result.result.get("unexpected_count") or 0)
        listed = len(result.result.get("unexpected_index_list") or ())
        if (seen, listed, bool(result.success)) != (counted[rule], counted[rule], counted[rule] == 0):
            raise ValidationError(
                f"a fault of Redline, not of the data: of clause {rule} Great Expectations counts {seen} rows,"
                f" lists {listed}, SQL counts {counted[rule]}",
                where=contract.suite_name,
                next_step="please report it; the quarter stays as it was, load it again after the mend",
            )


def _compact(contract: Contract, frame: pl.DataFrame) -> pl.DataFrame:
    """The columns that clauses read, list columns as the first element that is not listed."""
    if contract.key == ROW_KEY:
        parts = [pl.col(name).cast(pl.String).fill_null("") for name in contract.key_columns]
        frame = frame.with_columns(pl.concat_str(parts, separator="|").alias(ROW_KEY))
    whole = frame.with_columns(
        pl.coalesce(None, *(_if_empty(frame, name) for name in contract.required if name in frame.columns))
        .cast(pl.String)
        .alias(MISSING),
        pl.coalesce(None, *(_if_unlisted(frame, n, v) for n, v in contract.allowed.items() if n in frame.columns))
        .cast(pl.String)
        .alias(UNLISTED),
    )
    wanted = dict.fromkeys((contract.key, *(c for clause in contract.clauses for c in clause.columns)))
    if missing := [c for c in (*contract.required, *contract.allowed, *wanted) if c not in whole.columns]:
        raise ValidationError(
            f"columns are missing: {', '.join(missing)}", where=contract.table, next_step="mend the step that writes it"
        )
    return whole.select(list(wanted))


def _if_empty(frame: pl.DataFrame, name: str) -> pl.Expr:
    return pl.when(pl.col(name).is_null()).then(pl.lit(name))


def _if_unlisted(frame: pl.DataFrame, name: str, values: tuple[str | int, ...]) -> pl.Expr:
    column = pl.col(name)
    if isinstance(frame.schema[name], pl.List):
        listed = pl.element().is_in(list(values))
        column = column.list.eval(pl.element().filter(~listed)).list.first()
        return pl.when(column.is_not_null()).then(pl.format("{} {}", pl.lit(name), column))
    listed = column.is_in(pl.Series(list(values), dtype=frame.schema[name]).implode())
    return pl.when(column.is_not_null() & ~listed).then(pl.format("{} {}", pl.lit(name), column))


@cache
def open_context(root: str) -> Any:
    """The library's context of a home, opened once a process; the library's own telemetry stays off.

    Raises:
        ValidationError: where what the library keeps there is damaged.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx

    os.makedirs(root, exist_ok=True)  # noqa: PTH103 - a text, as the library wants it
    try:
        context: Any = gx.get_context(mode="file", project_root_dir=root)
    except Exception as error:  # the library and its parsers have no error in common
        raise ValidationError(
            f"the contracts' folder cannot be used: {type(error).__name__}: {' '.join(str(error).split())[:200]}",
            where=root,
            next_step="move that folder away and load again: it is made anew",
        ) from error
    context.variables.progress_bars = {"globally": False}
    return context


_DEFINITIONS: dict[tuple[str, str], tuple[Contract, Any]] = {}
"""Suites that this process has already defined, by home and name; defining one again costs as much as running it."""


def _definition(context: Any, root: str, contract: Contract) -> Any:
    import great_expectations as gx

    known = _DEFINITIONS.get((root, contract.suite_name))
    if known and known[0] == contract:
        return known[1]
    source = context.data_sources.add_or_update_pandas(contract.suite_name)
    batch = source.add_dataframe_asset(contract.suite_name).add_batch_definition_whole_dataframe("rows")
    suite = context.suites.add_or_update(
        gx.ExpectationSuite(name=contract.suite_name, expectations=[_expectation(c) for c in contract.clauses])
    )
    definition = context.validation_definitions.add_or_update(
        gx.ValidationDefinition(name=contract.suite_name, data=batch, suite=suite)
    )
    _DEFINITIONS[root, contract.suite_name] = (contract, definition)
    return definition


def _run_suite(root: str, contract: Contract, compact: pl.DataFrame, run: str) -> Iterable[Any]:
    context = open_context(root)
    from great_expectations.core.run_identifier import RunIdentifier
    from great_expectations.exceptions.exceptions import GreatExpectationsError

    try:
        definition = _definition(context, root, contract)
        outcome = definition.run(
            batch_parameters={"dataframe": compact.to_pandas(use_pyarrow_extension_array=True)},
            result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [contract.key]},
            run_id=RunIdentifier(run_name=run),
        )
    except (GreatExpectationsError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise ValidationError(
            f"the contract could not be asked: {type(error).__name__}: {str(error).splitlines()[0]}",
            where=contract.table,
            next_step="mend clauses.yaml or the table's metadata",
        ) from error
    results: Iterable[Any] = outcome.results
    return results


def _expectation(clause: Clause) -> Any:
    import great_expectations.expectations as gxe
    from great_expectations.expectations.row_conditions import Column

    name = "".join(word.capitalize() for word in clause.expectation.split("_"))
    arguments = dict(clause.arguments)
    for column, value in clause.where.items():
        arguments["row_condition"] = Column(column) == value
    return getattr(gxe, name)(
        **arguments,
        description=f"{clause.zh} / {clause.en}",
        meta={"rule": clause.rule, "zh": clause.zh, "en": clause.en},
        severity="critical" if clause.level == "table" else "warning",
    )


def _breaches(contract: Contract, clauses: Mapping[str, Clause], results: Iterable[Any]) -> Iterator[Breach]:
    for result in results:
        clause = clauses[result.expectation_config.meta["rule"]]
        if fault := _fault(result.exception_info):
            raise ValidationError(
                f"clause {clause.rule} could not be asked: {fault}",
                where=contract.table,
                next_step="mend clauses.yaml or the table's metadata",
            )
        if result.success:
            continue
        rows = result.result.get("unexpected_index_list") or ()
        observed = {str(row[contract.key]): _shown(row, contract.key) for row in rows}
        yield Breach(clause, tuple(sorted(observed)), observed)


def _fault(info: Mapping[str, Any] | None) -> str | None:
    """What was raised inside the library, or None; it comes flat or keyed by metric."""
    if not info:
        return None
    for part in (info, *(v for v in info.values() if isinstance(v, Mapping))):
        if part.get("raised_exception"):
            return str(part.get("exception_message") or "unknown fault").splitlines()[0]
    return None


def _shown(row: Mapping[str, Any], key: str) -> str:
    return "; ".join(f"{name} {value}" for name, value in row.items() if name != key)
