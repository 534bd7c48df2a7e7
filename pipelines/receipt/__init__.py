"""Hands out receipts (回执): what only reading the file again tells is added to what ``warehouse.receipt`` says."""
