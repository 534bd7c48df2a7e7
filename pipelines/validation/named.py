"""Rules whose words no comparison covers, each with the query that answers it.

A query gives every case that was asked: ``subject_ids``, ``observed`` and ``is_broken``. A rule is bound to its query
by its own words: a line of the catalogue that says something else is not answered by an old query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.validation.grammar import ANY, Operand


@dataclass(frozen=True, slots=True)
class Named:
    """A query file.

    ``kept_out_by`` says which other step already keeps the broken figures out of the facts; ``operands`` are the
    figures of other periods that the query reads.
    """

    sql: str
    kept_out_by: str | None = None
    operands: tuple[Operand, ...] = ()


NAMED: Mapping[str, Named] = {
    "all(count, person) except *_change >= 0": Named("not_negative.sql"),
    "all(count, person) is integer unless qualifier = approx": Named("whole_numbers.sql"),
    "yuan values >= 0 and at most 2 decimals in yuan": Named("money_places.sql"),
    "basis=heaviest_class and basis=every_class must not be compared": Named("mixed_basis.sql"),
    "zero_accident.village_rate is not a target": Named("target_as_result.sql"),
    "no printed change compares figures before and after a break of scope": Named("change_over_break.sql"),
    "accident.deaths are those of the printed grades where their counts are all accidents": Named("closed_grades.sql"),
    "report period is a calendar quarter or 1-n months": Named("period_shape.sql"),
    "row 合计 = sum of detail rows": Named("total_row.sql"),
    "column 其中 <= its parent column": Named("part_of_whole.sql"),
    "sum of all 其中 columns <= parent": Named("parts_of_whole.sql"),
    "a digit run longer than 12 in one cell or glued numbers in a text row": Named("glued_digits.sql"),
    "'?' or U+FFFD inside or beside a number": Named("damaged_number.sql", kept_out_by="review"),
    "blank, 0, dash, slash and 无 are kept apart in raw; blank is 0 only if the template says so": Named(
        "zero_marks.sql"
    ),
    "two facts of one document with equal code, value, place and period are one": Named("stated_twice.sql"),
    "newer submission of the same template, place and period replaces the older and keeps it as history": Named(
        "unordered_revision.sql", kept_out_by="warehouse.conflict"
    ),
    "no period starts later than the quarter after the reporting quarter": Named("future_period.sql"),
    "some figure of a document ends within the two years before its reporting quarter": Named("distant_period.sql"),
    "two counties do not state the same figures throughout": Named("equal_offices.sql"),
    "a document does not state throughout what was stated for the period before": Named(
        "repeated_period.sql", operands=(Operand(ANY, "repeated"),)
    ),
}
"""By the expression of the catalogue."""

OF_DOCUMENTS = frozenset(
    {
        "detention.administrative > 0 implies source names the police or a joint campaign",
        "title says quarter and notes say 1 Jan - 31 Dec",
        "every county of the prefecture has a row, or is listed as missing",
        "the county that a file is named for, or that fills it in, is among those it reports",
    }
)
"""Rules that need a document's text, answered by ``documents``."""
