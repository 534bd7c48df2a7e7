"""Numbers as people read them: thousands apart, with their unit, rates in percent; and what the ledger says of them."""

from __future__ import annotations

from decimal import Decimal

from pipelines.cli.language import language, say

_PERCENT_PLACES = 4


def measured(value: object, unit: str | None) -> str:
    """A value with its unit: ``1,150,000,000 元``, ``91.3%``, ``12``; a dash where there is none.

    Args:
        value: in the canonical unit.
        unit: ``count``, ``person``, ``yuan`` or ``ratio``; None where it is not told.
    """
    if value is None:
        return "—"
    number = Decimal(str(value))
    if unit == "ratio":
        return percent(number)
    shown = f"{number.normalize():,f}"
    word = say(f"trace.unit_{unit}") if unit in ("person", "yuan") else ""
    return f"{shown} {word}".rstrip()


def percent(share: object) -> str:
    """A share in percent, with at most four decimals."""
    number = round(Decimal(str(share)) * 100, _PERCENT_PLACES)
    return f"{number.normalize():,f}%"


def correction_words(text: str) -> str:
    """What the corrections ledger says of a figure: by whom, why, from what."""
    if language() == "en":
        return text
    from warehouse.receipt.wording import told_correction

    return told_correction(text, "zh")


def detail_words(text: str) -> str:
    """What keeps a row out, with names for codes and without a machine's words."""
    from functools import partial

    from warehouse.catalogue.loader import load_catalogue
    from warehouse.receipt.plain import plain_detail
    from warehouse.receipt.wording import name_codes

    chosen = language()
    return plain_detail(text, partial(name_codes, catalogue=load_catalogue(), language=chosen), chosen)
