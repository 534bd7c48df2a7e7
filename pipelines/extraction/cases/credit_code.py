"""The unified social credit code (统一社会信用代码, GB 32100-2015): is it well made, and who registered it.

A wrong code never costs a decision its place: the caller flags the row and keeps it.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

CreditCodeFault = Literal["credit_code_check_digit", "credit_code_bad_character"]

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015: digits and capitals without I, O, S, V, Z."""

LENGTH = 18
REGISTRARS = {"1": "机构编制", "5": "民政", "9": "市场监管", "Y": "其他"}
"""First character of a code to the kind of authority that issued it, as far as GB 32100-2015 itself names them."""

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))
"""Of the first seventeen characters: ``3 ** (i - 1) mod 31``."""


def normalise_credit_code(text: str) -> str:
    """Return a code as it is compared: half-width capitals without blanks or hyphens."""
    half = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in half if not character.isspace() and character not in "-—_")


def compute_check_character(body: str) -> str:
    """Compute the eighteenth character from the first seventeen.

    The weights are ``3 ** (i - 1) mod 31`` and the check value ``(31 - sum mod 31) mod 31`` (GB 32100-2015, 附录).

    Raises:
        KeyError: where a character is outside the alphabet.
    """
    total = sum(_VALUES[character] * weight for character, weight in zip(body, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def find_credit_code_fault(text: str) -> CreditCodeFault | None:
    """Return what is wrong with a code, or None where it is well made.

    A character outside the alphabet is told as such; a wrong length or check character fails the check.
    """
    code = normalise_credit_code(text)
    if any(character not in _VALUES for character in code):
        return "credit_code_bad_character"
    if len(code) != LENGTH or compute_check_character(code[:-1]) != code[-1]:
        return "credit_code_check_digit"
    return None


def name_registrar(text: str) -> str | None:
    """Name the kind of authority that registered the holder of a code, None where the first character says nothing."""
    return REGISTRARS.get(normalise_credit_code(text)[:1])
