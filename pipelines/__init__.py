"""How submissions become facts: reading, extraction, validation, and the Dagster assets around them."""
