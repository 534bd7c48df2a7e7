"""The shape of a template file: its keys, what each takes, and the JSON schema that editors check it by.

What needs the catalogue (indicators, sectors, units) is judged in ``reading.py``, where the lines are known.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Meaning = Literal["zero", "zero_by_mark", "not_applicable", "not_filed"]


class _Form(BaseModel):
    """What every part of the file shares: no key that is not known, nothing that changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class MarksForm(_Form):
    """What a blank or a mark stands for, where it stands for anything."""

    blank: Meaning | None = Field(None, description="an empty cell")
    zero: Meaning | None = Field(None, alias="0", description="a printed 0, where a program fills it in by itself")
    dash: Meaning | None = Field(None, description="— or -")
    slash: Meaning | None = Field(None, description="/")
    none: Meaning | None = Field(None, alias="无", description="无, 未发生 and the like")


class LineForm(_Form):
    """One head over a column, or the words before one row."""

    path: str = Field(
        min_length=1, description="the words, outermost first, parted by ' > '; * for any place or printed period"
    )
    indicator: str | None = Field(
        None,
        description="a code of the catalogue; '-' passes the figures over; left out, the head's own words are read",
    )
    unit: str = Field("", description="the unit as it would be printed: 家, 万元, %")
    sector: str | None = Field(None, description="a code of the catalogue's sectors")
    role: Literal["observed", "target", "prior_year"] = "observed"
    time: Literal["month", "quarter", "cumulative"] | None = Field(
        None, description="the part of the table's period that the figures are of"
    )
    marks: MarksForm | None = Field(None, description="what marks stand for here, before the template's own marks")
    optional: bool = Field(False, description="whether the layout is the same without it")
    note: str = Field("", description="why; for the next reader")


class TemplateForm(_Form):
    """One version of one layout."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{1,63}$")
    version: int = Field(ge=1)
    name: str = Field(min_length=1, description="what people call the form")
    valid_from: date | None = Field(None, description="first day on which a table's period may end")
    valid_to: date | None = Field(None, description="last such day")
    offices: tuple[str, ...] = Field(
        (), description="division codes, or words that stand in the table's own lines; none: any office"
    )
    anchors: tuple[str, ...] = Field((), description="words that must stand around the table or in its heads")
    marks: MarksForm | None = None
    heads: tuple[LineForm, ...] = ()
    rows: tuple[LineForm, ...] = ()


def describe_schema() -> dict[str, Any]:
    """The JSON schema of a template file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Redline template",
        **{k: v for k, v in TemplateForm.model_json_schema(by_alias=True).items() if k != "title"},
    }
