"""A value as the text of a cell: all digits, days as ISO prints them, and nothing that is taken for a formula.

What a csv file and a workbook have in common.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What makes a spreadsheet take a text for a formula; in East Asian versions the wide signs do too."""


def csv_text(value: object) -> str:
    """A value as it stands in a csv file; empty for null."""
    if isinstance(value, str):
        return f"'{value}" if is_like_formula(value) else value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=csv_text)
    return str(value)


def is_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula, blanks before it or not."""
    return text.startswith(FORMULA_SIGNS) or text.lstrip().startswith(FORMULA_SIGNS)


def plain_number(value: Decimal) -> str:
    """All digits, no exponent, no zeros at the end of a fraction."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
