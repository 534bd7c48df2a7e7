"""Indicators, sectors, divisions, actions and rules: data with one loader."""
