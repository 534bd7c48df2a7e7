"""What the rows of a submission's lists say of each other: duplicates, corrections, shared document numbers.

Every row is known by hashes of what it says, so that a million rows can be compared in little memory. Only the rows
whose document number occurs twice, or that have none, are compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from pipelines.extraction.cases.columns import join_codes, key_of

_SEEDS = (17, 7_919)
"""Two independent hashes make 128 bits: no two texts of a list share them."""

_SEPARATOR = "\x1f"
_COMPARED = ("party", "kind", "violation", "facts", "content", "licence", "representative", "note")
VERDICTS = ("is_duplicate", "is_corrected", "is_contradicting", "is_elsewhere")

_DOCUMENT = ("number", "number_2")
_GROUP = (*_DOCUMENT, "authority")
_SAME = (*_GROUP, "party")


def hash_numbers(decided: pl.DataFrame) -> pl.DataFrame:
    """What is kept of every row: ``number`` and ``authority``, hashes of both keys; ``number`` null without one."""
    key = pl.col("document_key")
    return decided.select(
        number=pl.when(key != "").then(key.hash(_SEEDS[0])), authority=pl.col("authority_key").hash(_SEEDS[0])
    )


def find_repeated(numbers: pl.Series) -> pl.Series:
    """Which rows have to be compared: those that share a document number, and those that have none."""
    return numbers.is_null() | numbers.is_duplicated()


def find_main_authority(authorities: pl.Series) -> int | None:
    """The authority of most rows, the first of equals."""
    votes = authorities.to_frame("authority").group_by("authority", maintain_order=True).len()
    if votes.is_empty():
        return None
    main: int = votes.row(votes["len"].arg_max() or 0)[0]
    return main


def compare_rows(batches: Iterable[pl.DataFrame], main: int | None) -> pl.DataFrame:
    """Compare rows with each other.

    Args:
        batches: the rows to compare, in order: decisions with ``place``, their number in the submission.
        main: the submission's main authority.

    Returns:
        ``place`` and ``VERDICTS`` of the rows that any verdict falls on. An exact repetition of an earlier row is a
        duplicate; a row marked as a correction replaces the others of its document number, authority and party; two
        unmarked rows that contradict each other are both told.
    """
    keys = [_take_keys(batch) for batch in batches]
    if not keys:
        return pl.DataFrame(schema={"place": pl.UInt32(), **dict.fromkeys(VERDICTS, pl.Boolean())})
    rows = pl.concat(keys)
    rows = rows.with_columns(is_duplicate=~pl.struct("whole", "whole_2").is_first_distinct())
    grouped = rows.filter(~pl.col("is_duplicate") & pl.col("number").is_not_null())
    told = _find_replaced(grouped).join(_find_elsewhere(grouped, main), on="place", how="left")
    joined = rows.select("place", "is_duplicate").join(told, on="place", how="left", maintain_order="left")
    return joined.with_columns(pl.col(VERDICTS).fill_null(value=False)).filter(pl.any_horizontal(VERDICTS))


def _take_keys(decided: pl.DataFrame) -> pl.DataFrame:
    """The hashes by which rows are compared: ``whole`` is all that a row says, however dates and blanks are written."""
    texts = [key_of(pl.col(name)) for name in _COMPARED]
    values = [pl.col(name).cast(pl.String).fill_null("") for name in ("day", "fine_yuan", "confiscated_yuan")]
    plain = ["document_key", "authority_key", "kinds", "faults"]
    code = pl.when(pl.col("credit_code").is_null()).then(pl.lit("")).otherwise(pl.lit("=") + pl.col("credit_code"))
    whole = pl.concat_str(*plain, code, pl.col("day_text").fill_null(""), *values, *texts, separator=_SEPARATOR)
    keyed = decided.select("place", "is_correction", "document_key", "authority_key", "party", whole=whole)
    key, first, second = pl.col("document_key"), _SEEDS[0], _SEEDS[1]
    return keyed.select(
        "place",
        "is_correction",
        number=pl.when(key != "").then(key.hash(first)),
        number_2=pl.when(key != "").then(key.hash(second)),
        authority=pl.col("authority_key").hash(first),
        party=key_of(pl.col("party")).hash(first),
        whole=pl.col("whole").hash(first),
        whole_2=pl.col("whole").hash(second),
    )


def _find_replaced(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that a correction replaces, and those that contradict each other without any mark.

    Firm and leader may share a number (一案双罚): a correction then replaces its own party's rows. Where its party
    stands in no other row and only one row is left, that row is the one meant (the party's name was wrong).
    """
    marked = pl.col("is_correction")
    has_mark = marked.any().over(_GROUP)
    own_mark = marked.any().over(_SAME)
    is_only_one = (~marked).sum().over(_GROUP) == 1
    last_mark = pl.when(marked).then(pl.col("place")).max().over(_SAME)
    replaced = pl.when(marked).then(pl.col("place") < last_mark).otherwise(own_mark | is_only_one)
    return rows.select(
        "place",
        is_corrected=has_mark & replaced,
        is_contradicting=~has_mark & (pl.len().over(_SAME) > 1),
    )


def _find_elsewhere(rows: pl.DataFrame, main: int | None) -> pl.DataFrame:
    """Decisions whose document number another authority uses too; the list's own authority is not flagged."""
    authority = pl.col("authority")
    has_main = (authority == pl.lit(main, dtype=pl.UInt64)).any().over(_DOCUMENT)
    own = pl.when(has_main).then(pl.lit(main, dtype=pl.UInt64)).otherwise(authority.first().over(_DOCUMENT))
    return rows.select("place", is_elsewhere=authority != own)


def with_places(batches: Iterable[pl.DataFrame], chosen: pl.Series) -> Iterator[pl.DataFrame]:
    """The chosen rows of each batch, with their number in the submission; batches without any are left out."""
    offset = 0
    for batch in batches:
        here = chosen.slice(offset, batch.height)
        if here.any():
            yield batch.with_row_index("place", offset=offset).filter(here)
        offset += batch.height


def settle(
    decided: pl.DataFrame, verdicts: pl.DataFrame, out_of_range: pl.Expr, out_of_period: pl.Expr
) -> pl.DataFrame:
    """Give every decision of a batch its status, its reasons and its flags.

    Args:
        decided: a batch with ``place``.
        verdicts: what ``compare_rows`` found.
        out_of_range: whether a fine is incredible in its list.
        out_of_period: whether a date lies outside of its list's period.
    """
    joined = decided.join(verdicts, on="place", how="left", maintain_order="left")
    frame = joined.with_columns(pl.col(VERDICTS).fill_null(value=False))
    faults = pl.when(pl.col("faults") != "").then("faults")
    doubts = join_codes(
        faults,
        pl.when(out_of_range).then(pl.lit("value_out_of_range")),
        pl.when(out_of_period).then(pl.lit("date_out_of_period")),
        pl.when("is_contradicting").then(pl.lit("conflicting_values")),
    )
    frame = frame.with_columns(doubts=doubts)
    superseded = pl.col("is_duplicate") | pl.col("is_corrected")
    status = pl.when(superseded).then(pl.lit("superseded")).when(pl.col("doubts") == "").then(pl.lit("accepted"))
    return frame.with_columns(
        status=status.otherwise(pl.lit("quarantined")),
        reasons=pl.when("is_duplicate")
        .then(pl.lit("exact_duplicate"))
        .when("is_corrected")
        .then(pl.lit("superseded_by_correction"))
        .otherwise("doubts"),
        flags=join_codes(
            pl.when(pl.col("flags") != "").then("flags"),
            pl.when("is_elsewhere").then(pl.lit("same_document_no_other_authority")),
            pl.when(pl.col("is_correction") & ~pl.col("is_duplicate")).then(pl.lit("correction")),
        ),
    )
