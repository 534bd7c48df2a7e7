"""Which indicators answer which: those of the catalogue's file, and those that follow from how rates are made.

A rate is told by its numerator and its denominator, and each of these by the other and the rate; where the denominator
is zero there is no rate to tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from warehouse.catalogue.model import Answer, Catalogue


def all_answers(catalogue: Catalogue) -> tuple[Answer, ...]:
    """Every answer once, those of the file first."""
    return tuple({a.id: a for a in (*catalogue.answers, *_answers_of_rates(catalogue))}.values())


def _answers_of_rates(catalogue: Catalogue) -> Iterator[Answer]:
    """Rates whose parts are of their own period and sector, and whose factor is known."""
    for rate in catalogue.rates.values():
        indicator = catalogue.indicators[rate.indicator]
        top, below = indicator.numerator, indicator.denominator
        if rate.formula != "quotient" or rate.factor is None or rate.sector or not top or not below:
            continue
        yield Answer(rate.indicator, (top, below), "any")
        yield Answer(top, (rate.indicator, below), "any")
        yield Answer(below, (rate.indicator, top), "any")
        yield Answer(rate.indicator, (below,), "zero")
