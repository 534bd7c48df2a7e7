"""The text of a decision reduced to what kinds and sums are read from: the same answers, far fewer distinct texts.

Decisions repeat one sentence with another party and another number in it. A character that no word of the vocabulary
and no sum can hold is as good as any other, and so is a number that is no sum.
"""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from pipelines.extraction.cases.amounts import MONEY_CHARACTERS
from pipelines.extraction.cases.decision import VERDICT_CHARACTERS
from pipelines.extraction.cases.kinds import content_characters
from pipelines.extraction.grammar.numerals import DIGITS, LARGE, SMALL

ANY = "□"
"""Stands for a character that says nothing; no word holds it."""

ANY_DIGIT = "٠"
"""Stands for a digit of a number that is no sum: a digit still, but none that offices write."""

LONGEST = 5
"""Characters that say nothing, one after the other, of which as many are kept: more than a negation reaches."""

_NUMERIC = re.escape("".join((*DIGITS, *SMALL, *LARGE)) + "0123456789.,¥￥余多元圆")


def reduce_content(text: pl.Expr) -> pl.Expr:
    """A column of decisions' texts with everything in it that says nothing made alike; nulls stay nulls.

    ``read_content_kinds`` and ``find_content_amounts`` say the same of a text and of what it is reduced to.
    """
    plain = text.str.normalize("NFKC").str.replace_all("[ \\t\u3000]+", "")
    alike = plain.str.replace_all(_saying_nothing(), ANY).str.replace_all(f"{ANY}{{{LONGEST},}}", ANY * LONGEST)
    for length in range(1, LONGEST + 1):
        count = f"{{{length}}}" if length < LONGEST else f"{{{length},}}"
        lone = rf"(^|[^{_NUMERIC}\d])[0-9]{count}([^{_NUMERIC}\d])"
        for _ in range(2):  # numbers that share the sign between them take a second time
            alike = alike.str.replace_all(lone, f"${{1}}{ANY_DIGIT * length}${{2}}")
    return alike


@cache
def _saying_nothing() -> str:
    """Letters and ideographs that are in no word; signs, digits and blanks are all kept."""
    said = content_characters() | MONEY_CHARACTERS | VERDICT_CHARACTERS
    kept = "".join(sorted(character for character in said if character.isalpha()))
    return rf"[\p{{L}}&&[^{re.escape(kept)}]]"
