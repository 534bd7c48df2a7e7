"""The corrections ledger: what people decided of single figures and decisions, applied at every load of their file."""
