"""Places and indicators as a person names them on the command line: by code or by name, and what comes near."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from warehouse.errors import UsageError

_NEAR_COUNT = 3
_LOOKED_AT = 40
_NEAR_ENOUGH = 0.5


def code_of_place(text: str) -> str:
    """The code of a place named by code or by name.

    Raises:
        UsageError: where there is no such place, or several of the name; it tells what comes near.
    """
    from warehouse.catalogue.loader import load_catalogue

    known = load_catalogue().divisions
    wanted = text.strip()
    if by_code := known.get(wanted):
        return by_code.code
    found = known.find(wanted) if wanted else ()
    if not found:
        near = _near(wanted, (division.name for division in known))
        codes = [f"{division.name} {division.code}" for name in near for division in known.find(name)[:1]]
        if codes:
            raise UsageError(f"no place {text!r}", next_step=f"do you mean {', '.join(codes)}?")
        like = next((character for character in wanted if character.isalnum()), "")
        raise UsageError(
            f"no place {text!r}",
            next_step=f"redline sql \"select division_code, name from core.dim_division where name like '%{like}%'\"",  # noqa: S608
        )
    if len(found) > 1:
        codes = [f"{division.name} {division.code}" for division in found]
        raise UsageError(f"several places are called {text!r}", next_step=f"give one code: {', '.join(codes)}")
    return found[0].code


def code_of_indicator(text: str) -> str:
    """The code of an indicator named by code, or by its Chinese or English name.

    Raises:
        UsageError: where there is no such indicator, or several of the name; it tells what comes near.
    """
    from warehouse.catalogue.loader import load_catalogue

    known = load_catalogue().indicators
    wanted = text.strip()
    if wanted in known:
        return wanted
    folded = wanted.casefold()
    found = [code for code, row in known.items() if folded in (row.name_zh.casefold(), row.name_en.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"several indicators are called {text!r}", next_step=f"give one code: {', '.join(found)}")
    names = {name: code for code, row in known.items() for name in (code, row.name_zh, row.name_en)}
    codes = dict.fromkeys(names[name] for name in _near(wanted, names))
    if codes:
        near = ", ".join(f"{known[code].name_zh} {code}" for code in codes)
        raise UsageError(f"no indicator {text!r}", next_step=f"do you mean {near}?")
    raise UsageError(
        f"no indicator {text!r}", next_step='redline sql "select indicator_code, name_zh from core.dim_indicator"'
    )


def _near(wanted: str, names: Iterable[str]) -> list[str]:
    """The names that come near, nearest first: those that hold what is wanted, then those that look like it."""
    if not wanted:
        return []
    known = list(dict.fromkeys(names))
    within = sorted((name for name in known if wanted.casefold() in name.casefold()), key=len)
    near = get_close_matches(wanted, known, n=_LOOKED_AT, cutoff=_NEAR_ENOUGH)
    near.sort(key=lambda name: name[0] != wanted[0])  # of equally near names those that begin alike are sooner meant
    return list(dict.fromkeys([*within[:_NEAR_COUNT], *near]))[:_NEAR_COUNT]
