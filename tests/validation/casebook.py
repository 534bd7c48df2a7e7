"""The notation of rule cases: one line a figure, turned into the frames that rules read. All places are invented."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipelines.validation.documents import Document
from warehouse.catalogue.divisions import DivisionIndex
from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Division
from warehouse.quarters import Quarter

CASES = Path(__file__).with_name("rule_cases.yaml")
QUARTER = Quarter(2024, 1)
COUNTIES = {"county": ("01", "甲县"), "c2": ("02", "乙县"), "c3": ("03", "丙县"), "c4": ("04", "丁县")}
_SCHEMA: Mapping[str, Any] = {
    "observation_id": pl.String, "submission_id": pl.String, "indicator_code": pl.String, "value": pl.Decimal(24, 6),
    "unit": pl.String, "qualifier": pl.String, "raw": pl.String, "locator": pl.String, "method": pl.String,
    "place": pl.String, "division_code": pl.String, "period_start": pl.Date, "period_end": pl.Date,
    "period_kind": pl.String, "period_basis": pl.String, "sector_code": pl.String, "sector_text": pl.String,
    "severity": pl.String, "scope": pl.String, "role": pl.String, "value_state": pl.String,
    "counting_basis": pl.String, "is_subtotal": pl.Boolean, "context": pl.String, "status": pl.String,
    "reason": pl.String,
}  # fmt: skip
_CASE_SCHEMA: Mapping[str, Any] = {
    "case_id": pl.String, "submission_id": pl.String, "locator": pl.String, "document_no": pl.String,
    "authority": pl.String, "party": pl.String, "party_class": pl.String, "violation": pl.String,
    "division_code": pl.String, "decision_date": pl.Date,
    "kinds": pl.List(pl.String), "fine_yuan": pl.Decimal(20, 2), "confiscated_yuan": pl.Decimal(20, 2),
    "status": pl.String, "reasons": pl.List(pl.String), "flags": pl.List(pl.String), "publish_date": pl.Date,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: ``number`` makes its places and files its own."""

    rule_id: str
    outcome: str
    number: int
    content: Mapping[str, Any] = field(repr=False)

    @property
    def prefecture(self) -> str:
        return f"{1000 + self.number}00"

    @property
    def files(self) -> tuple[str, str]:
        return f"{self.rule_id}-{self.outcome}", f"{self.rule_id}-{self.outcome}-2"

    def code(self, name: str) -> str | None:
        named = {"city": self.prefecture, "own": f"{self.prefecture}-own", "none": None}
        return named[name] if name in named else f"{1000 + self.number}{COUNTIES[name][0]}"

    def divisions(self) -> Iterator[Division]:
        yield Division(self.prefecture, f"第{self.number}市", "prefecture", None, "county")
        for number, name in COUNTIES.values():
            yield Division(f"{1000 + self.number}{number}", name, "county", self.prefecture, "county")

    def figures(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """(rows of the quarter, facts that are known)."""
        own, known = [], []
        for number, line in enumerate(filter(None, map(str.strip, self.content.get("figures", "").split(";")))):
            row, is_known = self._figure(line, f"{self.files[0]}/{number}")
            (known if is_known else own).append(row)
        return own, known

    def _figure(self, line: str, observation_id: str) -> tuple[dict[str, Any], bool]:
        indicator, raw, *words = shlex.split(line)
        said = dict(w.split("=", 1) for w in words if "=" in w)
        value, qualifier = read_raw(raw)
        where = said.get("in", "county")
        start, end, kind = read_span(said.get("at", str(QUARTER)))
        row = {
            "observation_id": observation_id,
            "submission_id": self.files[1] if said.get("doc") == "2" else self.files[0],
            "indicator_code": indicator,
            "value": value,
            "unit": load_catalogue().indicators[indicator].unit,
            "qualifier": qualifier,
            "raw": said.get("raw", raw.lstrip(">~")),
            "locator": said.get("cell", f"S!A{observation_id}"),
            "method": said.get("method", "table"),
            "place": said.get("place", where),
            "division_code": self.code(where),
            "period_start": start,
            "period_end": end,
            "period_kind": kind,
            "period_basis": "printed",
            "sector_code": said.get("sector"),
            "sector_text": said.get("text", "其他" if said.get("sector") == "other" else said.get("sector")),
            "severity": said.get("severity"),
            "scope": said.get("scope"),
            "role": said.get("role", "observed"),
            "value_state": said.get("state", "number"),
            "counting_basis": said.get("basis", "unknown"),
            "is_subtotal": False,
            "context": said.get("context", ""),
            "status": said.get("status", "accepted"),
            "reason": said.get("reason"),
        }
        return row, "known" in words

    def submissions(self) -> list[dict[str, Any]]:
        office = self.code(self.content.get("office", "county"))
        is_correction = "correction" in str(self.content.get("figures", ""))
        return [
            {"submission_id": f, "office_code": office, "published_on": None, "is_correction": is_correction and n == 1}
            for n, f in enumerate(self.files)
        ]

    def document(self) -> Document:
        office = self.code(self.content.get("office", "county"))
        name = str(self.content.get("name", ""))
        return Document(self.files[0], office, tuple(self.content.get("lines", ())), name=name)

    def cases(self) -> pl.DataFrame:
        rows = [self._case(number, said) for number, said in enumerate(self.content.get("cases", ()))]
        return pl.DataFrame(rows, schema=_CASE_SCHEMA)

    def _case(self, number: int, said: Mapping[str, Any]) -> dict[str, Any]:
        fine = said.get("fine")
        return {
            "case_id": f"{self.files[0]}/case{number}",
            "submission_id": self.files[0] if number == 0 or "list" in said else self.files[1],
            "locator": f"S!A{number}",
            "document_no": f"(示)应急罚〔2024〕{said.get('number', '一')}号",
            "authority": "甲县应急管理局",
            "party": said.get("party", "某厂"),
            "party_class": said.get("class"),
            "violation": said.get("violation"),
            "division_code": self.code(said.get("in", "county")),
            "decision_date": said.get("day", date(2024, 2, 1)),
            "kinds": ["fine"],
            "fine_yuan": None if fine is None else Decimal(fine),
            "confiscated_yuan": None,
            "status": said.get("status", "accepted"),
            "reasons": said.get("reasons", []),
            "flags": said.get("flags", []),
            "publish_date": said.get("published"),
        }


def read_cases(path: Path = CASES) -> list[Case]:
    """Every case of the book, numbered."""
    book = yaml.safe_load(path.read_text("utf-8"))
    return [
        Case(rule_id, outcome, 3 * n + m, content if isinstance(content, dict) else {"figures": content})
        for n, (rule_id, outcomes) in enumerate(book.items())
        for m, (outcome, content) in enumerate(outcomes.items())
    ]


def index_of(cases: list[Case]) -> DivisionIndex:
    """The invented places of the cases."""
    return DivisionIndex([d for case in cases for d in case.divisions()])


def observation_frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as rules read them."""
    return pl.DataFrame(rows, schema=_SCHEMA)


def read_raw(raw: str) -> tuple[Decimal, str]:
    """The value of a printed number in its canonical unit, and its qualifier."""
    qualifier = {">": "over", "~": "approx"}.get(raw[:1], "exact")
    match = re.fullmatch(r"[>~]?(-?[\d.]+)(万元|元|%)?", raw)
    assert match is not None, raw
    scale = {"万元": Decimal(10_000), "%": Decimal("0.01")}.get(match[2], Decimal(1))
    return Decimal(match[1]) * scale, qualifier


def read_span(text: str) -> tuple[date | None, date, str]:
    """Start, end and kind of a period in the book's notation."""
    if text.startswith("end:"):
        return None, date.fromisoformat(text[4:]), "instant"
    if ".." in text:
        start, end = (date.fromisoformat(t) for t in text.split(".."))
        return start, end, "campaign"
    year, rest = int(text[:4]), text[4:]
    if rest.startswith("Q"):
        quarter = Quarter.parse(text)
        return quarter.start, quarter.end, "quarter"
    months = {"Y": 12, "H1": 6}.get(rest) or int(rest[1:])
    last = (date(year, months, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return date(year, 1, 1), last, {12: "year", 6: "half"}.get(months, "ytd")
