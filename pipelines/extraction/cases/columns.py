"""A batch of rows as printed to a batch of decisions, column by column.

Regular texts are read by expressions over whole columns, the rest by a function of each distinct text: both are the
same reading. Money in yuan, exact; lists of codes are texts joined by ``;``.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from pipelines.extraction.cases.cells import PLACEHOLDERS, WHITE, clean_text, unpack_cell
from pipelines.extraction.cases.credit_column import CreditCodes
from pipelines.extraction.cases.decision import (
    marks_correction,
    normalise_key,
    read_case_date,
    read_party_class,
    weigh_decision,
)
from pipelines.extraction.cases.headers import MONEY_FIELDS, CaseHeader
from pipelines.extraction.cases.memo import Memo
from pipelines.extraction.cases.skeleton import reduce_content
from pipelines.reading.model import cell_name

MONEY = pl.Decimal(20, 2)
JOIN = ";"
COLUMN_NOT_FOUND = "column_not_found"
TEXT_FIELDS = (
    "party",
    "party_class",
    "credit_code",
    "document_no",
    "kind",
    "violation",
    "facts",
    "content",
    "licence",
    "representative",
    "authority",
    "source",
    "note",
    "correction",
)
DATE_FIELDS = ("decision_date", "publish_date")
FIELDS = (*TEXT_FIELDS, *MONEY_FIELDS, *DATE_FIELDS)
"""The columns of a batch as printed, beside ``row`` and ``is_hidden``; a field that the list lacks is not there.

Texts stand without blanks around them; cells of typed fields as ``pack_cell`` packs them.
"""

_CORRECTING = "更正|订正|修正|勘误|补正|修订"
_CORRECTION_WORDS = _CORRECTING.split("|")
_CORRECTION_SUFFIX = rf"[(（\[【][^()（）]*(?:{_CORRECTING})[^()（）]*[)）\]】]\s*$"
_ORGANISATION = (
    "公司|厂|矿|店|站|部|社|所|院|校|行|场|中心|集团|企业|合作|工程|项目|医院|超市|商行|酒|馆|铺|坊|园|局|委|会|处|队"
    "|库|仓|城|吧|户$"
)
_MASKED = "[*＊某×Xx○]"
_LONGEST_NAME = 4
_WEIGHED = ("kind", "content", *MONEY_FIELDS)
_WEIGHED_ANSWERS = {
    "kinds": pl.String(),
    "fine_yuan": MONEY,
    "confiscated_yuan": MONEY,
    "has_witness": pl.Boolean(),
    "weighed_faults": pl.String(),
    "weighed_flags": pl.String(),
}
_NOTHING = pl.lit(None, dtype=pl.String)


class DecisionColumns:
    """Reads the batches of one list.

    Args:
        header: which fields the list has.
        locator: of its table.
        factors: yuan per unit of each amount column, None where nothing tells it.
    """

    def __init__(self, header: CaseHeader, locator: str, factors: Mapping[str, Decimal | None]) -> None:
        self._has = frozenset(header.columns)
        self._factors = factors
        first = cell_name(1, min(header.columns.values())).rstrip("1")
        self._locator = f"{locator}!{first}"
        self._weighed_keys = [field for field in _WEIGHED if field in self._has]
        self._weighed = Memo(self._weighed_keys, _WEIGHED_ANSWERS, self._weigh)
        self._dates = Memo(("decision_date",), {"day": pl.Date(), "day_text": pl.String()}, _read_date)
        self._published = Memo(("publish_date",), {"publish_day": pl.Date()}, _read_day)
        self._classes = Memo(("party_class",), {"is_natural_class": pl.Boolean()}, _read_class)
        self._marks = Memo(("correction",), {"is_marked": pl.Boolean()}, _read_mark)
        self._authorities = Memo(("authority",), {"authority_key": pl.String()}, _read_key)
        self._codes = CreditCodes()

    def read(self, printed: pl.DataFrame) -> pl.DataFrame:
        """The decisions of a batch, one a row, in order: see ``DECIDED``."""
        frame = self._weigh_rows(printed)
        frame = _clean(frame, self._has)
        frame = frame.with_columns(authority=pl.coalesce("authority", "source"))
        for memo in (self._dates, self._published, self._classes, self._marks, self._authorities):
            frame = memo.extend(frame)
        frame = frame.with_columns(self._codes.read(frame["credit_code"]).get_columns())
        frame = _read_numbers(frame).with_columns(is_natural=_natural_person())
        return frame.with_columns(
            **self._judge_alone(),
            locator=pl.concat_str(pl.lit(self._locator), pl.col("row").cast(pl.String)),
            credit_code=pl.when(pl.col("is_natural") & pl.col("fault").is_not_null()).then(None).otherwise("code"),
            is_correction=pl.col("is_marked") | _says_correction("note") | pl.col("is_suffixed"),
        ).select(DECIDED)

    def _judge_alone(self) -> Mapping[str, pl.Expr]:
        """Faults and flags that a row has by itself, each list as one text."""
        number = "document_no_missing" if "document_no" in self._has else COLUMN_NOT_FOUND
        day = "date_invalid" if "decision_date" in self._has else COLUMN_NOT_FOUND
        no_number, no_day = pl.col("document_no").is_null(), pl.col("day").is_null()
        if number == day:
            no_day &= ~no_number
        missing = pl.lit("credit_code_missing") if "credit_code" in self._has else _NOTHING
        code_flag = pl.when("is_natural").then(_NOTHING).when(pl.col("code").is_null()).then(missing).otherwise("fault")
        return {
            "faults": join_codes(
                pl.when(no_number).then(pl.lit(number)),
                pl.when(no_day).then(pl.lit(day)),
                pl.col("weighed_faults"),
                pl.when("is_hidden").then(pl.lit("hidden_source")),
            ),
            "flags": join_codes(code_flag, pl.col("weighed_flags")),
        }

    def _weigh_rows(self, printed: pl.DataFrame) -> pl.DataFrame:
        """The rows with their kinds and amounts, read once of each distinct skeleton of what they say."""
        if not self._weighed_keys:
            return printed.with_columns(**self._unweighed())
        distinct = printed.select(self._weighed_keys).unique()
        if "content" not in self._has:
            said = self._weighed.extend(distinct)
        else:
            bare = distinct.with_columns(said=pl.col("content"), content=reduce_content(pl.col("content")))
            said = self._weighed.extend(bare).drop("content").rename({"said": "content"})
        return printed.join(said, on=self._weighed_keys, how="left", nulls_equal=True, maintain_order="left")

    def _weigh(self, *cells: str | None) -> tuple[object, ...]:
        said = weigh_decision(dict(zip(self._weighed_keys, cells, strict=True)), self._factors)
        return (
            JOIN.join(said.kinds),
            said.fine_yuan,
            said.confiscated_yuan,
            said.has_witness,
            JOIN.join(said.faults) or None,
            JOIN.join(said.flags) or None,
        )

    def _unweighed(self) -> Mapping[str, pl.Expr]:
        """What is said of rows of a list without kinds, content and amounts."""
        return {n: pl.lit(v, dtype=t) for (n, t), v in zip(_WEIGHED_ANSWERS.items(), self._weigh(), strict=True)}


DECIDED = (
    "row",
    "locator",
    "document_no",
    "document_key",
    "party",
    "party_class",
    "credit_code",
    "authority",
    "authority_key",
    "day",
    "day_text",
    "publish_day",
    "kind",
    "kinds",
    "fine_yuan",
    "confiscated_yuan",
    "violation",
    "facts",
    "content",
    "licence",
    "representative",
    "note",
    "correction",
    "faults",
    "flags",
    "has_witness",
    "is_correction",
)
"""The columns of a batch of decisions. ``day_text`` is what stands for a date that is none."""


def join_codes(*codes: pl.Expr) -> pl.Expr:
    """Texts of codes joined to one, nulls left out; "" where all are."""
    return pl.concat_str(codes, separator=JOIN, ignore_nulls=True)


def key_of(text: pl.Expr) -> pl.Expr:
    """A text as ``normalise_key`` makes it, "" for a null."""
    half = text.fill_null("").str.normalize("NFKC").str.replace_all(_BLANK, "")
    return half.str.replace_many(list("〔〕[]【】{}"), list("()()()()"))


_BLANK = r"[\s\x1c-\x1f]+"


def _clean(frame: pl.DataFrame, has: frozenset[str]) -> pl.DataFrame:
    """Texts, null where nothing is written or only a mark for it; columns that are not there as nulls."""
    marks = list(PLACEHOLDERS)
    present = [
        pl.when(~pl.col(f).is_in(marks)).then(pl.col(f)).otherwise(_NOTHING).alias(f) for f in TEXT_FIELDS if f in has
    ]
    absent = {f: _NOTHING for f in (*TEXT_FIELDS, *DATE_FIELDS) if f not in has}
    return frame.with_columns(*present, **absent)


def _read_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Document numbers without the remark that they are corrected, and as they are compared."""
    printed = pl.col("document_no")
    is_suffixed = printed.str.contains(_CORRECTION_SUFFIX).fill_null(value=False)
    bare = printed.str.replace(_CORRECTION_SUFFIX, "").str.strip_chars(WHITE)
    number = pl.when(is_suffixed).then(pl.when(bare == "").then(None).otherwise(bare)).otherwise(printed)
    frame = frame.with_columns(is_suffixed=is_suffixed, document_no=number)
    return frame.with_columns(document_key=key_of(pl.col("document_no")))


def _natural_person() -> pl.Expr:
    """Tell a natural person: by the class column, else by a short or masked name without a word for an organisation."""
    party = pl.col("party").fill_null("")
    is_short = party.str.len_chars() <= _LONGEST_NAME
    by_name = ~party.str.contains(_ORGANISATION) & (is_short | party.str.contains(_MASKED))
    return pl.coalesce(pl.col("is_natural_class"), by_name)


def _says_correction(field: str) -> pl.Expr:
    return pl.col(field).str.contains_any(_CORRECTION_WORDS).fill_null(value=False)


def _read_date(packed: str | None) -> tuple[object, str | None]:
    cell = unpack_cell(packed)
    day = read_case_date(cell)
    return day, (None if day else normalise_key(clean_text(cell.text)))


def _read_day(packed: str | None) -> tuple[object]:
    return (read_case_date(unpack_cell(packed)),)


def _read_class(text: str | None) -> tuple[bool | None]:
    return (read_party_class(text),)


def _read_mark(text: str | None) -> tuple[bool]:
    return (marks_correction(text),)


def _read_key(text: str | None) -> tuple[str]:
    return (normalise_key(text),)
