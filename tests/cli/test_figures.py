"""Numbers as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.cli.figures import measured, percent


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal("1150000000.000000"), "yuan", "1,150,000,000 元"),
        (Decimal("2.50"), "yuan", "2.5 元"),
        (Decimal("-20000"), "yuan", "-20,000 元"),
        (12034, "count", "12,034"),
        (0, "person", "0 人"),
        (Decimal("0.913"), "ratio", "91.3%"),
        (1, "ratio", "100%"),
        (7, None, "7"),
        (None, "yuan", "—"),
    ],
)
def test_a_number_has_its_unit_and_thousands_apart(
    value: object, unit: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDLINE_LANG", "zh")
    assert measured(value, unit) == shown


@pytest.mark.parametrize(("share", "shown"), [(0.4090909, "40.9091%"), (0.0, "0%"), (10, "1,000%"), (0.8, "80%")])
def test_a_share_is_told_in_percent(share: float, shown: str) -> None:
    assert percent(share) == shown
