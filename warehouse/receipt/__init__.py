"""Receipts (回执): what the office gets back for a submission, in its own layout, with a verdict beside each figure."""
