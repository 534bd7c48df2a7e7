"""JSON and newline-delimited JSON: one tree with exact numbers, bounded in depth.

Numbers become Decimal as written; a key that an object holds twice is told, and both values are kept.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from pipelines.reading.draft import Draft
from pipelines.reading.encoding import Decoded
from pipelines.reading.limits import Limits
from pipelines.reading.model import Tree
from pipelines.reading.outcomes import UnreadableFileError

TOKENS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]', re.DOTALL)
HALVES = re.compile(r"\\u[dD][89a-fA-F]")
HALF = re.compile("[\ud800-\udfff]")
MAX_DIGITS = 60


class DuplicateKeys:
    """Collects keys that stand twice in one object while the parser builds it."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def build_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The object; the values of a key that stands twice are kept as ``key#1``, ``key#2``, so that neither wins."""
        built: dict[str, Any] = {}
        repeated: dict[str, list[Any]] = {}
        for key, value in pairs:
            if key in built:
                repeated.setdefault(key, [built[key]]).append(value)
            else:
                built[key] = value
        for key, values in repeated.items():
            self.keys.append(key)
            built[key] = {f"{key}#{position}": value for position, value in enumerate(values, 1)}
        return built


def looks_like_json(text: str) -> bool:
    """Whether the text opens as a JSON object or array does."""
    head = text.lstrip("\ufeff \t\r\n")[:200]
    if head[:1] == "{":
        return head[1:].lstrip()[:1] in ('"', "}", "")
    return head[:1] == "[" and head[1:].lstrip()[:1] in set('[{"]-0123456789tfn') | {""}


def read_tree(decoded: Decoded, limits: Limits) -> Draft:
    """The JSON value of a file, or the list of the values of its lines.

    Raises:
        UnreadableFileError: ``malformed`` with line and column where it is no JSON; ``too_large`` where it nests too
            deeply.
    """
    text = decoded.text.lstrip("\ufeff")
    _check_depth(text, limits)
    twice = DuplicateKeys()
    try:
        value, form = _parse(text, twice), "json"
    except json.JSONDecodeError as error:
        lines = _parse_lines(text, twice) if error.msg.startswith("Extra data") else None
        if lines is None:
            whole = "the file ends in the middle of a value" if _is_cut(text, error) else f"no JSON: {error.msg}"
            where = f"line {error.lineno} column {error.colno}"
            raise UnreadableFileError(
                "truncated" if _is_cut(text, error) else "malformed", whole, where=where
            ) from error
        value, form = lines, "ndjson"
    notes = decoded.notes
    if HALVES.search(text):
        value, mended = _mend_halves(value)
        notes = (*notes, f"{mended} places hold half a character and are shown as �") if mended else notes
    if twice.keys:
        shown = ", ".join(sorted(set(twice.keys))[:5])
        notes = (*notes, f"keys that stand twice in one object, both values kept apart: {shown}")
    return Draft(form, (Tree("$", value),), notes, decoded.encoding)


def _parse(text: str, twice: DuplicateKeys) -> Any:
    return json.loads(
        text,
        parse_float=_parse_number,
        parse_int=_parse_number,
        parse_constant=_refuse_constant,
        object_pairs_hook=twice.build_object,
    )


def _parse_lines(text: str, twice: DuplicateKeys) -> list[Any] | None:
    """The value of each line that is not blank; None where a line is no JSON."""
    values: list[Any] = []
    for line in text.split("\n"):  # splitlines() would also cut at U+2028, which may stand inside a JSON string
        if not line.strip():
            continue
        try:
            values.append(_parse(line, twice))
        except json.JSONDecodeError:
            return None
    return values


def _parse_number(written: str) -> Decimal:
    number = Decimal(written)
    if len(written) > MAX_DIGITS or (number and abs(number.adjusted()) > MAX_DIGITS):
        raise UnreadableFileError(
            "malformed", f"a number of {len(written)} characters is no figure", where=written[:20]
        )
    return number


def _mend_halves(value: Any) -> tuple[Any, int]:
    """The value with every lone surrogate shown as �, and how many there were: no file can hold one."""
    if isinstance(value, str):
        return HALF.subn("�", value)
    if isinstance(value, list):
        parts = [_mend_halves(inner) for inner in value]
        return [part for part, _ in parts], sum(count for _, count in parts)
    if isinstance(value, dict):
        pairs = [(_mend_halves(key), _mend_halves(inner)) for key, inner in value.items()]
        built = {key[0]: inner[0] for key, inner in pairs}
        if len(built) < len(pairs):
            raise UnreadableFileError("malformed", "keys of one object differ only in half characters")
        return built, sum(key[1] + inner[1] for key, inner in pairs)
    return value, 0


def _refuse_constant(name: str) -> Any:
    raise UnreadableFileError("malformed", f"{name} is no JSON number", where="$")


def _is_cut(text: str, error: json.JSONDecodeError) -> bool:
    return error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")


def _check_depth(text: str, limits: Limits) -> None:
    depth = 0
    for token in TOKENS.finditer(text):
        character = token.group()[0]
        if character == '"':
            continue
        depth += 1 if character in "{[" else -1
        if depth > limits.max_depth:
            raise UnreadableFileError("too_large", f"the values nest more than {limits.max_depth} deep")
