"""Dagster assets, one module a layer; thin shells around plain functions."""
