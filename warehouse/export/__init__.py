"""Exports: a table of a publication as a file for people who have no DuckDB, with what its columns mean."""
