"""Observations and cases to findings and quarantine."""
