"""Every text that the dashboard shows, in one language, from gettext catalogues read as they are written.

A message's id is its place (``overview.title``); both catalogues translate every id. No text stands in the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE: Language = "zh"
_FOLDER = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Messages:
    """The messages of one language; call it with an id and the values that the message names."""

    language: Language
    translations: GNUTranslations

    def __call__(self, key: str, /, **values: object) -> str:
        """The message, with its values filled in; the id itself where there is none, so that nothing is hidden."""
        text = self.translations.gettext(key)
        return text.format(**values) if values and text != key else text

    def pick(self, row: Mapping[str, Any], column: str) -> str:
        """The name of a row in this language, with a capital: ``name_zh`` or ``name_en``; empty where null."""
        name: str = row.get(f"{column}_{self.language}") or ""
        return name[:1].upper() + name[1:]


def as_language(text: str | None) -> Language:
    """The language that a URL names, or the default where it names none that exists."""
    return next((language for language in LANGUAGES if language == text), DEFAULT_LANGUAGE)


@cache
def load_messages(language: Language) -> Messages:
    """The messages of a language, compiled in memory."""
    compiled = BytesIO()
    write_mo(compiled, read_catalog(language))
    compiled.seek(0)
    return Messages(language, GNUTranslations(compiled))


def read_catalog(language: Language) -> Catalog:
    """The catalogue of a language as it is written."""
    with (_FOLDER / language / "LC_MESSAGES" / "redline.po").open("rb") as file:
        return read_po(file, locale=language)
