"""One record a table: columns, key, grain, units and warnings, from which DDL, checks and the dictionary are made."""

from warehouse.tables.checks import TableCheck, table_checks
from warehouse.tables.ddl import ddl
from warehouse.tables.loader import load_tables
from warehouse.tables.model import ColumnRecord, TableRecord

__all__ = ["ColumnRecord", "TableCheck", "TableRecord", "ddl", "load_tables", "table_checks"]
