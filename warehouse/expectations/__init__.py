"""Great Expectations suites: the declared contract of each table."""
