"""SQL that makes a table from its record, comments and all; DuckDB's dialect."""

from __future__ import annotations

from warehouse.tables.model import ColumnRecord, TableRecord


def ddl(record: TableRecord, *, with_key: bool = True) -> str:
    """Statements that make the schema and the table where they do not exist, and set the comments.

    Args:
        record: the table.
        with_key: also declare the primary key. Its index costs memory in proportion to the table; without it,
            uniqueness rests on the checks.
    """
    lines = [f"    {_column(column)}" for column in record.columns]
    if with_key:
        lines.append(f"    primary key ({', '.join(record.key)})")
    body = ",\n".join(lines)
    return "\n".join(
        [
            f"create schema if not exists {record.schema};",
            f"create table if not exists {record.full_name} (\n{body}\n);",
            *comments(record),
        ]
    )


def comments(record: TableRecord) -> tuple[str, ...]:
    """The ``comment on`` statements: Chinese and English, with the warnings."""
    table = _comment(record.description_zh, record.description_en, record.warning_zh, record.warning_en)
    return (
        f"comment on table {record.full_name} is {table};",
        *(
            f"comment on column {record.full_name}.{column.name} is "
            f"{_comment(column.zh, column.en, column.warning_zh, column.warning_en)};"
            for column in record.columns
        ),
    )


def _column(column: ColumnRecord) -> str:
    """``value decimal(24,6) not null``."""
    return f"{column.name} {column.type}" + ("" if column.nullable else " not null")


def _comment(zh: str, en: str, warning_zh: str, warning_en: str) -> str:
    """A quoted SQL literal."""
    warning = f" ! {warning_zh} / {warning_en}" if warning_zh or warning_en else ""
    text = f"{zh} / {en}{warning}".replace("'", "''")
    return f"'{text}'"
