"""Help in Chinese: a copy of each command with the texts of ``locale/zh.yaml`` in the place of the English ones.

In English a command is shown as it is written. Chinese lines are folded by the room that a character takes.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click

from pipelines.cli.language import language, read_texts, say

_NEVER_FIRST = frozenset("，。；：、？！）》”…")
_EXTRA = re.compile(r"  \[([^\[\]]*)\]$")
_EXTRA_WORDS = {"default: ": "default", "env var: ": "variable", "required": "required"}
_HELP_OF_HELP = "Show this message and exit."
_HEADINGS = {"Options": "options", "Commands": "commands", "Positional arguments": "arguments"}


class ChineseFormatter(click.HelpFormatter):
    """Help pages with Chinese headings, folded by the width that the characters take."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().write_usage(prog, args, prefix or say("help_words.usage"))

    def write_heading(self, heading: str) -> None:
        """A section's heading."""
        name = _HEADINGS.get(heading)
        self.write(f"{'':>{self.current_indent}}{say(f'help_words.{name}') if name else heading}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, each folded."""
        indent = " " * self.current_indent
        paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
        folded = ("\n".join(indent + line for line in fold(p, self.width - len(indent))) for p in paragraphs)
        self.write("\n\n".join(folded) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names with what they mean beside them."""
        listed = [(first, _in_chinese_words(second)) for first, second in rows]
        column = min(max((len(first) for first, _ in listed), default=0), col_max) + col_spacing
        left = " " * (self.current_indent + column)
        for first, second in listed:
            lines = list(fold(second, max(self.width - len(left), 20)))
            start = " " * self.current_indent + first.ljust(column)
            if len(first) > column - col_spacing:
                self.write(f"{start.rstrip()}\n")
            else:
                self.write(f"{start}{lines.pop(0) if lines else ''}".rstrip() + "\n")
            for line in lines:
                self.write(f"{left}{line}\n")


class _ChineseContext(click.Context):
    formatter_class = ChineseFormatter


def in_language(command: click.Command) -> click.Command:
    """A command as it speaks in the language chosen."""
    return _in_chinese(command, help_of(command.name or "")) if language() == "zh" else command


def summary_of(name: str, english: str) -> str:
    """A command's line in the list of commands."""
    return str(help_of(name).get("summary", english)) if language() == "zh" else english


def help_of(command: str) -> Mapping[str, Any]:
    """The Chinese help of a command: ``summary``, ``text``, ``params``, ``epilog``, and ``commands`` of a group."""
    found: Mapping[str, Any] = read_texts("zh").get("help", {}).get(command, {})
    return found


def help_of_parameter(texts: Mapping[str, Any], name: str) -> str | None:
    """The Chinese help of a command's parameter, its own or the one that all share."""
    found: str | None = (texts.get("params") or {}).get(name) or (help_of("shared").get("params") or {}).get(name)
    return found


def fold(text: str, width: int) -> Iterator[str]:
    """Lines of at most a width, where a Chinese character takes two columns; words are kept whole."""
    line, room = "", 0
    for piece in _pieces(text):
        taken = sum(map(_columns, piece))
        if room + taken > width and line.strip():
            yield line.rstrip()
            line, room = "", 0
            if piece.isspace():
                continue
        line, room = line + piece, room + taken
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What stays together: a word, a space, a Chinese character with the marks that must not begin a line."""
    marks = "".join(_NEVER_FIRST)
    yield from re.findall(rf"\s+|[!-~]+[{marks}]*|[^\s!-~][{marks}]*", text)


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _in_chinese(command: click.Command, texts: Mapping[str, Any]) -> click.Command:
    spoken = copy.copy(command)
    spoken.context_class = _ChineseContext
    spoken.help = texts.get("text") or texts.get("summary") or command.help
    spoken.short_help = texts.get("summary") or command.short_help
    spoken.epilog = texts.get("epilog") or (command.epilog or "").replace("Example: ", say("help_words.example"))
    spoken.params = [_parameter_in_chinese(parameter, texts) for parameter in command.params]
    if isinstance(command, click.Group) and isinstance(spoken, click.Group):
        below = texts.get("commands") or {}
        spoken.commands = {name: _in_chinese(one, below.get(name, {})) for name, one in command.commands.items()}
    return spoken


def _parameter_in_chinese(parameter: click.Parameter, texts: Mapping[str, Any]) -> click.Parameter:
    spoken = copy.copy(parameter)
    if told := help_of_parameter(texts, parameter.name or ""):
        spoken.help = told
    return spoken


def _in_chinese_words(text: str) -> str:
    """What click itself says of an option: of --help, and in brackets default, variable, required, range."""
    if text == _HELP_OF_HELP:
        return say("help_words.help")
    match = _EXTRA.search(text)
    if match is None:
        return text
    extra = match[1]
    for english, name in _EXTRA_WORDS.items():
        extra = extra.replace(english, say(f"help_words.{name}"))
    return f"{text[: match.start()]}  [{extra}]"
