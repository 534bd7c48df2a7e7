"""One metadata record a table: columns, key, grain, unit, usage; feeds DDL, checks and the dictionary."""
