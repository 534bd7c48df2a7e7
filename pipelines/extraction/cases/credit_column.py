"""Credit codes by the column: the check character of GB 32100-2015 over whole columns of bytes.

Codes that are not eighteen of its characters as they stand are few, and go through ``credit_code`` one by one.
"""

from __future__ import annotations

import polars as pl

from pipelines.extraction.cases.credit_code import (
    ALPHABET,
    LENGTH,
    WEIGHTS,
    find_credit_code_fault,
    normalise_credit_code,
)
from pipelines.extraction.cases.memo import Memo

CHECK_FAILED = "credit_code_check_digit"
_STRANGE = -1000
_VALUES = pl.Series([ALPHABET.find(chr(code)) if chr(code) in ALPHABET else _STRANGE for code in range(256)])


class CreditCodes:
    """Reads columns of credit codes as printed."""

    def __init__(self) -> None:
        self._odd = Memo(("odd",), {"odd_code": pl.String(), "odd_fault": pl.String()}, _read_odd)

    def read(self, printed: pl.Series) -> pl.DataFrame:
        """Columns ``code`` as it is compared and ``fault``, both null where nothing is printed; rows in their order."""
        frame = pl.DataFrame({"text": printed}).with_row_index("place")
        plain = frame.filter(pl.col("text").str.len_bytes() == LENGTH)
        plain = plain.with_columns(total=_check_sums(plain["text"])).filter(pl.col("total") >= 0)
        checked = plain.select("place", is_right=pl.col("total") % 31 == 0)
        joined = frame.join(checked, on="place", how="left", maintain_order="left")
        is_plain = pl.col("is_right").is_not_null()
        asked = joined.with_columns(odd=pl.when(is_plain).then(None).otherwise(pl.col("text")))
        return self._odd.extend(asked).select(
            code=pl.when(is_plain).then(pl.col("text")).otherwise(pl.col("odd_code")),
            fault=pl.when(~pl.col("is_right")).then(pl.lit(CHECK_FAILED)).otherwise("odd_fault"),
        )


def _check_sums(codes: pl.Series) -> pl.Series:
    """The weighed sum of the first seventeen values plus the last: 0 modulo 31 where the check character is right.

    Negative where a character is outside the alphabet.
    """
    wide = codes.cast(pl.Binary).bin.reinterpret(dtype=pl.Array(pl.UInt8, LENGTH), endianness="little")
    total = pl.Series([0]).extend_constant(0, len(codes)).head(len(codes))
    is_strange = pl.Series([False]).extend_constant(value=False, n=len(codes)).head(len(codes))
    for place, weight in enumerate((*WEIGHTS, 1)):
        values = _VALUES.gather(wide.arr.get(place))
        is_strange |= values < 0
        total += values * weight
    return total.set(is_strange, _STRANGE)


def _read_odd(text: str | None) -> tuple[str | None, str | None]:
    return (None, None) if text is None else (normalise_credit_code(text), find_credit_code_fault(text))
