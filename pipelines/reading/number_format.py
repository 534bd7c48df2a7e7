"""A number as its spreadsheet shows it: percent, thousands, decimals, signs, literals and dates of a format code.

Format codes after ECMA-376 18.8.30 and 18.8.31 (built-in ids, with the zh-cn ones). What a code asks that is not
understood here (fractions, exponents, conditions that are no comparison) gives the plain number, never a wrong one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"
BUILT_IN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "¥#,##0;¥-#,##0",
    6: "¥#,##0;¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00",
    8: "¥#,##0.00;¥-#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: "yyyy年m月",
    28: "m月d日",
    29: "m月d日",
    30: "m-d-yy",
    31: "yyyy年m月d日",
    32: "h时mm分",
    33: "h时mm分ss秒",
    34: "h时mm分",
    35: "h时mm分ss秒",
    36: "yyyy年m月",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "¥#,##0;¥-#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "¥#,##0.00;¥-#,##0.00;-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
    50: "yyyy年m月",
    51: "m月d日",
    52: "yyyy年m月",
    53: "m月d日",
    54: "m月d日",
    55: "h时mm分",
    56: "h时mm分ss秒",
    57: "yyyy年m月",
    58: "m月d日",
}
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4})"
    r"|(?P<digit>[0#?,.]+)|(?P<percent>%)|(?P<text>@)|(?P<general>General|G/通用格式)|(?P<exponent>[eE][+-])|(?P<literal>.)",
    re.DOTALL,
)
CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
CURRENCY = re.compile(r"^\$([^-\]]*)")
NOT_ZERO = re.compile(r"[1-9]")
ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")
SIGNIFICANT = 15


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of a format section: its kind and text."""

    kind: str
    text: str


Section = tuple[Piece, ...]


@lru_cache(maxsize=2_000)
def split_format(code: str) -> tuple[Section, ...]:
    """The sections of a format code, each a run of tokens."""
    sections: list[list[Piece]] = [[]]
    for match in TOKEN.finditer(code):
        kind = match.lastgroup or "literal"
        text = match.group(kind)
        if kind == "literal" and text == ";":
            sections.append([])
        elif kind in ("quoted", "escaped"):
            sections[-1].append(Piece("literal", text))
        elif kind not in ("space", "fill"):
            sections[-1].append(Piece(kind, text))
    return tuple(tuple(section) for section in sections)


@lru_cache(maxsize=2_000)
def is_date_format(code: str) -> bool:
    """Whether a format code shows a day or a time."""
    pieces = split_format(code)[0]
    if any(piece.kind in ("general", "percent", "text") for piece in pieces):
        return False
    return is_elapsed_format(code) or any(piece.kind in ("date", "ampm") for piece in pieces)


@lru_cache(maxsize=2_000)
def is_elapsed_format(code: str) -> bool:
    """Whether a format code shows a length of time (``[h]:mm``), which is no day."""
    return any(piece.kind == "bracket" and ELAPSED.fullmatch(piece.text) for piece in split_format(code)[0])


def round_as_stored(written: str) -> Decimal:
    """The number that a sheet's program shows for what it stored.

    Sheets store binary fractions with up to 17 digits and show 15; whole numbers written out stay exact.

    Raises:
        ArithmeticError: ``written`` is no number.
    """
    number = Decimal(written.strip())
    if not number.is_finite():
        raise ArithmeticError(written)
    if number == number.to_integral_value() and "e" not in written.lower():
        return number.quantize(Decimal(1)) if abs(number) < Decimal(10) ** 27 else number
    if len(number.as_tuple().digits) > SIGNIFICANT:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - SIGNIFICANT + 1), rounding=ROUND_HALF_UP)
    number = number.normalize()
    return number.quantize(Decimal(1)) if _is_short_integer(number) else number


def plain_text(number: Decimal) -> str:
    """A number without exponent and without trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_number(number: Decimal, code: str) -> str:
    """The number as the format code displays it; the plain number where the code is not understood.

    A number of more digits than can be reckoned with stands plain too.
    """
    try:
        return _show(number, code)
    except InvalidOperation:
        return plain_text(number)


def _show(number: Decimal, code: str) -> str:
    sections = split_format(code)
    section, magnitude = _choose_section(number, sections)
    if not section:
        return "" if len(sections) > 1 else plain_text(number)
    kinds = {piece.kind for piece in section}
    if kinds & {"exponent", "date", "ampm"} or any(p.kind == "literal" and p.text == "/" for p in section):
        return plain_text(number)
    if kinds & {"general", "text"}:
        return "".join(plain_text(magnitude) if p.kind in ("general", "text") else show_literal(p) for p in section)
    if "digit" not in kinds:
        return "".join(show_literal(piece) for piece in section)
    if sum(piece.kind == "digit" for piece in section) > 1:
        return _show_parted(magnitude, section) or plain_text(number)
    shown = "".join(_show_piece(piece, abs(magnitude), section) for piece in section).strip()
    return f"-{shown}" if magnitude < 0 and NOT_ZERO.search(shown) else shown


def _is_short_integer(number: Decimal) -> bool:
    return number == number.to_integral_value() and abs(number) < Decimal(10) ** 21


def show_literal(piece: Piece) -> str:
    """What a token that is no digit shows: literals and currency signs themselves, colours and conditions nothing."""
    if piece.kind == "bracket":
        currency = CURRENCY.match(piece.text)
        return currency.group(1) if currency else ""
    return "" if piece.kind == "text" else piece.text


def _choose_section(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section, Decimal]:
    """The section for a number and the number it shows: a section of its own for negatives drops the sign."""
    conditions = _conditions(sections)
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, *condition):
                return section, number
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


@lru_cache(maxsize=2_000)
def _conditions(sections: tuple[Section, ...]) -> tuple[tuple[str, Decimal] | None, ...]:
    return tuple(_condition(section) for section in sections)


def _condition(section: Section) -> tuple[str, Decimal] | None:
    for piece in section:
        match = CONDITION.match(piece.text) if piece.kind == "bracket" else None
        if match:
            return match.group(1), Decimal(match.group(2))
    return None


def _holds(number: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _show_parted(number: Decimal, section: Section) -> str:
    """Digits parted by literals, filled from the right: ``0!.0,`` is how sheets show yuan as tens of thousands.

    Empty where a run holds a decimal point, which has no plain meaning.
    """
    runs = [piece.text for piece in section if piece.kind == "digit"]
    if any("." in run for run in runs) or any(piece.kind == "percent" for piece in section):
        return ""
    scale = len(runs[-1]) - len(runs[-1].rstrip(","))
    whole = abs(number / Decimal(1000) ** scale).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    rest = f"{whole:f}".rjust(sum(run.count("0") for run in runs), "0")
    shown: list[str] = []
    left = len(runs)
    for piece in reversed(section):
        if piece.kind != "digit":
            shown.append(show_literal(piece))
            continue
        left -= 1
        places = sum(character in "0#?" for character in piece.text) if left else len(rest)
        shown.append(rest[len(rest) - places :] if places else "")
        rest = rest[: max(len(rest) - places, 0)]
    return ("-" if number < 0 and whole else "") + "".join(reversed(shown)).strip()


def _show_piece(piece: Piece, number: Decimal, section: Section) -> str:
    if piece.kind != "digit":
        return show_literal(piece)
    percents = sum(other.kind == "percent" for other in section)
    return _show_digits(number * 100**percents, piece.text)


def _show_digits(number: Decimal, pattern: str) -> str:
    whole, point, fraction = pattern.partition(".")
    scale = len(pattern) - len(pattern.rstrip(","))
    scaled = number / (Decimal(1000) ** scale)
    places = sum(character in "0#?" for character in fraction)
    least = fraction.count("0")
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    integral, _, decimals = f"{rounded:f}".partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integral = integral.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(","):
        integral = f"{int(integral):,}".rjust(len(integral)) if integral.strip() else integral
    return f"{integral}{point if decimals else ''}{decimals}"
