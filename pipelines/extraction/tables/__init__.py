"""Statistical tables, in sheets, pages and JSON, to observations."""
