"""Which division an authority that decides penalties belongs to, by its printed name."""

from __future__ import annotations

from functools import lru_cache

from pipelines.extraction.tables.context import CatalogueHolder, build_place_finder, find_office_place
from warehouse.catalogue.loader import load_catalogue


@lru_cache(maxsize=4096)
def find_division(authority: str | None, office_code: str | None) -> str | None:
    """The division of an authority, else of the office that sends the list.

    Args:
        authority: as printed: 澄阳县应急管理局.
        office_code: division of the sending office; it also tells divisions of one name apart.

    Returns:
        A code, None where neither is known. A name that several divisions bear is none of them.
    """
    catalogue = load_catalogue()
    mention = find_office_place(authority, build_place_finder(CatalogueHolder(catalogue))) if authority else None
    codes = mention.codes if mention else ()
    if len(codes) > 1 and office_code:
        codes = tuple(
            code
            for code in codes
            if catalogue.divisions.is_within(code, office_code) or catalogue.divisions.is_within(office_code, code)
        )
    return codes[0] if len(codes) == 1 else office_code
