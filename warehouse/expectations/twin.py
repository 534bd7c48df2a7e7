"""The second count: how many rows breach each clause, asked in SQL of the whole frame.

Great Expectations names the rows; this counts them by another way. Where the two differ one of them is wrong, which is
a fault of ours and never of the data. Nothing here imports Great Expectations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import duckdb
import polars as pl

from warehouse.errors import ValidationError
from warehouse.expectations.contract import MISSING, UNLISTED, Clause, Contract


@dataclass(slots=True)
class _Asked:
    """What a count is asked of, and the values of its marks so far, in order."""

    contract: Contract
    lists: frozenset[str]
    values: list[object] = field(default_factory=list)


_Build = Callable[[Clause, _Asked], str]


def count_breaches(contract: Contract, frame: pl.DataFrame) -> Mapping[str, int]:
    """Rows in breach by clause, for every clause that SQL can count, in one pass over the frame.

    Args:
        contract: the clauses.
        frame: the whole rows, with all columns that the contract speaks of.

    Raises:
        ValidationError: where SQL cannot be asked.
    """
    lists = frozenset(name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List))
    asked = _Asked(contract, lists)
    counts = [(c.rule, _count(c, asked)) for c in contract.clauses if has_twin(c)]
    if not counts:
        return {}
    sql = f"select {', '.join(text for _, text in counts)} from frame"  # noqa: S608 - names of our own columns
    try:
        with duckdb.connect() as connection:
            connection.register("frame", frame.to_arrow())
            row = connection.execute(sql, asked.values).fetchone() or ()
    except duckdb.Error as error:
        raise ValidationError(
            f"the contract could not be counted in SQL: {str(error).splitlines()[0]}",
            where=contract.table,
            next_step="mend clauses.yaml or the table's metadata",
        ) from error
    return {rule: int(count) for (rule, _), count in zip(counts, row, strict=True)}


def has_twin(clause: Clause) -> bool:
    """Whether SQL can count the rows that breach a clause."""
    return clause.expectation in _BUILD


def _count(clause: Clause, asked: _Asked) -> str:
    """The select item that counts the rows in breach of a clause; its values join the others, in order."""
    if clause.expectation in _UNIQUE:
        return _BUILD[clause.expectation](clause, asked)
    breached = _BUILD[clause.expectation](clause, asked)
    return f"count(*) filter (where ({breached}){_limited(clause, asked)})"


def _limited(clause: Clause, asked: _Asked) -> str:
    """The condition of a clause that speaks of rows of one value only."""
    asked.values.extend(clause.where.values())
    return "".join(f" and {_quote(column)} = ?" for column in clause.where)


def _null(clause: Clause, asked: _Asked) -> str:
    column = str(clause.arguments["column"])
    if column == MISSING:
        return " or ".join(f"{_quote(name)} is null" for name in asked.contract.required)
    if column == UNLISTED:
        return " or ".join(_unlisted(name, allowed, asked) for name, allowed in asked.contract.allowed.items())
    return f"{_quote(column)} is not null"


def _unlisted(name: str, allowed: tuple[str | int, ...], asked: _Asked) -> str:
    asked.values.extend(str(value) for value in allowed)
    quoted, marks = _quote(name), ", ".join("?" * len(allowed))
    if name in asked.lists:
        return f"len(list_filter({quoted}, lambda x: cast(x as varchar) not in ({marks}))) > 0"
    return f"cast({quoted} as varchar) not in ({marks})"


def _not_null(clause: Clause, asked: _Asked) -> str:
    return f"{_quote(clause.arguments['column'])} is null"


def _between(clause: Clause, asked: _Asked) -> str:
    return _outside(_quote(clause.arguments["column"]), clause, asked)


def _lengths(clause: Clause, asked: _Asked) -> str:
    return _outside(f"length({_quote(clause.arguments['column'])})", clause, asked)


def _outside(measured: str, clause: Clause, asked: _Asked) -> str:
    """Below the least or above the most; an empty cell is neither."""
    parts = []
    for argument, sign, strict in (("min_value", "<", "strict_min"), ("max_value", ">", "strict_max")):
        if (bound := clause.arguments.get(argument)) is not None:
            asked.values.append(bound)
            parts.append(f"{measured} {sign}{'=' if clause.arguments.get(strict) else ''} ?")
    return " or ".join(parts) or "false"


def _ordered(clause: Clause, asked: _Asked) -> str:
    one, other = _quote(clause.arguments["column_A"]), _quote(clause.arguments["column_B"])
    sign = "<" if clause.arguments.get("or_equal") else "<="
    return f"{one} {sign} {other}"


def _matches(clause: Clause, asked: _Asked) -> str:
    asked.values.append(clause.arguments["regex"])
    return f"not regexp_matches({_quote(clause.arguments['column'])}, ?)"


def _within_set(clause: Clause, asked: _Asked) -> str:
    """In a set of values that must not be."""
    values = clause.arguments["value_set"]
    asked.values.extend(values)
    return f"{_quote(clause.arguments['column'])} in ({', '.join('?' * len(values))})"


def _unique(clause: Clause, asked: _Asked) -> str:
    """All rows of every key that occurs twice; rows without any key are none."""
    names = [_quote(n) for n in clause.arguments.get("column_list", [clause.arguments.get("column")])]
    given = " or ".join(f"{name} is not null" for name in names)
    limited = _limited(clause, asked)
    grouped = f"select count(*) as n from frame where ({given}){limited} group by {', '.join(names)}"  # noqa: S608
    return f"(select coalesce(sum(n), 0) from ({grouped} having count(*) > 1))"  # noqa: S608


def _quote(name: object) -> str:
    return '"' + str(name).replace('"', '""') + '"'


_UNIQUE = frozenset({"expect_column_values_to_be_unique", "expect_compound_columns_to_be_unique"})
_BUILD: Mapping[str, _Build] = {
    "expect_column_values_to_be_null": _null,
    "expect_column_values_to_not_be_null": _not_null,
    "expect_column_values_to_be_between": _between,
    "expect_column_value_lengths_to_be_between": _lengths,
    "expect_column_pair_values_a_to_be_greater_than_b": _ordered,
    "expect_column_values_to_match_regex": _matches,
    "expect_column_values_to_not_be_in_set": _within_set,
    "expect_column_values_to_be_unique": _unique,
    "expect_compound_columns_to_be_unique": _unique,
}
