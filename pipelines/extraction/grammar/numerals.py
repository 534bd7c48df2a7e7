"""Han numerals: 二十三万一千, 壹万伍仟, 二〇二四 as Decimal; vague ones (三四, 数十) are refused.

Own parser, since a wrong reading must be impossible: a sequence that is no well-formed number gives None.
"""

from __future__ import annotations

from decimal import Decimal

DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
          "九": 9, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
_ZEROS = "零〇○"


def parse_han(text: str) -> Decimal | None:
    """Read a Han numeral, with 点 for decimals; None where it is not one well-defined number.

    Bare 百, 千, 万 read as 100, 1000, 10000 (近百, 上千). Digit sequences (二〇二四, 一二三) read by place,
    but two neighbouring digits without 零 (三四家) are vague and give None.
    """
    whole, point, fraction = text.partition("点")
    if point:
        if not fraction or any(char not in DIGITS for char in fraction):
            return None
        base = parse_han(whole) if whole else None
        if base is None:
            return None
        return base + Decimal("0." + "".join(str(DIGITS[char]) for char in fraction))
    if not text:
        return None
    if all(char in DIGITS for char in text):
        return _read_places(text)
    return _read_units(text)


def _read_places(text: str) -> Decimal | None:
    if len(text) == 2 and not set(text) & set(_ZEROS):
        return None
    return Decimal("".join(str(DIGITS[char]) for char in text))


def _read_units(text: str) -> Decimal | None:
    """Positional reading: every digit but the last needs a unit; units fall within a section."""
    total = section = 0
    digit: int | None = None
    last_small = 10_000
    last_large = 10**12
    last_unit = 0
    after_zero = False
    for char in text:
        if char in DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = DIGITS[char]
            after_zero = after_zero or char in _ZEROS
        elif char in SMALL:
            unit = SMALL[char]
            if unit >= last_small or digit == 0:
                return None
            section += (1 if digit is None else digit) * unit
            last_small, digit, last_unit, after_zero = unit, None, unit, False
        elif char in LARGE:
            unit = LARGE[char]
            if unit >= last_large:
                return None
            section += digit or 0
            total += (section or 1) * unit
            section, digit, last_small, last_large, last_unit, after_zero = 0, None, 10_000, unit, unit, False
        else:
            return None
    if digit:
        # 三百五 is 350, 三万五 is 35000; 三百零五 is 305.
        section += digit if after_zero or last_unit <= 10 else digit * last_unit // 10
    return Decimal(total + section)
