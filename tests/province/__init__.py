"""A province of planted faults: sound figures of every county, mutations of them, and what must be found."""
