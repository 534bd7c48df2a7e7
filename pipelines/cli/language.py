"""The language that a person is spoken to in: ``--lang`` before the command, else REDLINE_LANG, else Chinese.

The texts stand in ``locale/zh.yaml`` and ``locale/en.yaml``, by section (mostly a command) and name.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

Language = Literal["zh", "en"]
Vocabulary = Literal["word", "reason", "rule", "indicator", "sector", "action", "why"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE: Language = "zh"
VARIABLE = "REDLINE_LANG"
_FOLDER = Path(__file__).parent / "locale"
_CODE_FIRST = frozenset({"rule", "indicator", "sector"})
_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def choose_language(arguments: Sequence[str]) -> None:
    """Take the language that the arguments before the command name; whether there is such a one is click's to say."""
    named = None
    for number, argument in enumerate(arguments):
        if not argument.startswith("-"):
            break
        if argument == "--lang":
            named = arguments[number + 1] if number + 1 < len(arguments) else None
            break
        if argument.startswith("--lang="):
            named = argument.removeprefix("--lang=")
            break
    _chosen.set(named)


def language() -> Language:
    """The language chosen."""
    wanted = _chosen.get() or os.environ.get(VARIABLE)
    return next((known for known in LANGUAGES if known == wanted), DEFAULT_LANGUAGE)


def say(key: str, /, **values: object) -> str:
    """A text in the language chosen, with its values filled in; the key itself where there is none.

    Args:
        key: section and name, such as ``status.inbox``.
        **values: what the text names in braces.
    """
    section, _, name = key.partition(".")
    text = read_texts(language()).get(section, {}).get(name)
    if not isinstance(text, str):
        return key
    return text.format(**values) if values else text


def heading(name: str) -> str:
    """The name of a table's column in the language chosen; the name itself where it says enough."""
    title: str = read_texts(language()).get("heading", {}).get(name, name)
    return title


def named(code: object, of: Vocabulary) -> str:
    """A code with its name beside it in Chinese, alone in English, where codes are words; empty for none.

    A ``word`` (a state, a severity, an outcome) is told in Chinese by its name alone.
    """
    if code is None or code == "":
        return ""
    text = str(code)
    name = _name(text, of) if language() == "zh" else ""
    if not name or name == text:
        return text
    if of == "word":
        return name
    return f"{text} {name}" if of in _CODE_FIRST else f"{name} {text}"


@cache
def read_texts(chosen: Language) -> Mapping[str, Mapping[str, Any]]:
    """The texts of a language by section; everything in them is text, ``no`` and ``on`` too."""
    return read_locale(f"{chosen}.yaml")


def read_locale(name: str) -> Mapping[str, Any]:
    """A file of ``locale/`` as mappings of text."""
    import yaml

    text = (_FOLDER / name).read_text("utf-8")
    # the base loader makes nothing but text, and in C it keeps --help quick
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    found: Mapping[str, Any] = yaml.load(text, loader)  # noqa: S506 - a base loader makes no objects
    return found


def _name(code: str, of: Vocabulary) -> str:
    """The Chinese name of a code; empty where it has none."""
    if of == "word":
        name: str = read_texts("zh").get("word", {}).get(code, "")
        return name
    if of == "why":
        from warehouse.difference.why import WORDS

        return WORDS[code][0] if code in WORDS else ""
    from warehouse.catalogue.loader import load_catalogue

    catalogue = load_catalogue()
    known: Mapping[str, Any] = {
        "reason": catalogue.reasons,
        "rule": catalogue.rules,
        "indicator": catalogue.indicators,
        "sector": catalogue.sectors,
        "action": catalogue.actions,
    }[of]
    return known[code].name_zh if code in known else ""
