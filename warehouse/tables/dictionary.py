"""The dictionary: what every table, column, indicator, sector, action, reason and rule means, in Chinese and English.

``python -m warehouse.tables.dictionary`` writes ``docs/dictionary.zh.md`` and ``docs/dictionary.en.md`` from the table
records and the catalogue; the pages are never edited by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from warehouse.catalogue.loader import load_catalogue
from warehouse.catalogue.model import Catalogue, Indicator
from warehouse.tables.loader import load_tables
from warehouse.tables.model import ColumnRecord, TableRecord

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOCS = Path(__file__).parents[2] / "docs"

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("数据字典", "Dictionary"),
    "lead": (
        "本页由 `python -m warehouse.tables.dictionary` 生成，请勿手工修改。",
        "This page is made by `python -m warehouse.tables.dictionary`; do not edit it.",
    ),
    "tables": ("表", "Tables"),
    "row": ("每行是", "A row is"),
    "key": ("键", "Key"),
    "warning": ("注意", "Beware"),
    "column": ("列", "Column"),
    "type": ("类型", "Type"),
    "required": ("必填", "Required"),
    "unit": ("单位", "Unit"),
    "values": ("取值", "Values"),
    "meaning": ("含义", "Meaning"),
    "yes": ("是", "yes"),
    "indicators": ("指标", "Indicators"),
    "code": ("代码", "Code"),
    "name": ("名称", "Name"),
    "other_name": ("英文名", "Chinese name"),
    "kind": ("性质", "Kind"),
    "added": ("可加", "May be added over"),
    "counties": ("地区", "counties"),
    "periods": ("期间", "periods"),
    "fraction": ("分子/分母", "Numerator / denominator"),
    "synonyms": ("报告用语", "Words in reports"),
    "definition": ("定义（英文）", "Definition"),
    "sectors": ("行业领域", "Sectors"),
    "hierarchies": ("执法 · 旧事故 · 国标事故", "enforcement · accidents before 2016 · accidents by GB/T 4754"),
    "words": ("用语", "Words"),
    "actions": ("执法行为", "Actions"),
    "penalty": ("行政处罚", "Penalty"),
    "reasons": ("原因代码", "Reasons"),
    "subject": ("对象", "Subject"),
    "next": ("下一步", "What to do"),
    "rules": ("审核规则", "Rules"),
    "severity": ("严重程度", "Severity"),
    "expression": ("表达式", "Expression"),
    "why": ("理由（英文）", "Why"),
    "references": ("目录", "catalogue"),
}


def render_dictionary(language: Language, catalogue: Catalogue, tables: Iterable[TableRecord]) -> str:
    """The page in a language, as Markdown."""
    lines = [f"# {_say('title', language)}", "", _say("lead", language), ""]
    lines += [f"## {_say('tables', language)}", ""]
    for table in tables:
        lines += [*_render_table(table, language), ""]
    for heading, section in (
        ("indicators", _render_indicators(catalogue, language)),
        ("sectors", _render_sectors(catalogue, language)),
        ("actions", _render_actions(catalogue, language)),
        ("reasons", _render_reasons(catalogue, language)),
        ("rules", _render_rules(catalogue, language)),
    ):
        lines += [f"## {_say(heading, language)}", "", *section, ""]
    return "\n".join(lines).rstrip() + "\n"


def write_dictionary(folder: Path = DOCS) -> tuple[Path, ...]:
    """Write both pages; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in LANGUAGES:
        path = folder / f"dictionary.{language}.md"
        path.write_text(render_dictionary(language, load_catalogue(), load_tables().values()), encoding="utf-8")
        written.append(path)
    return tuple(written)


def _say(word: str, language: Language) -> str:
    return _WORDS[word][LANGUAGES.index(language)]


def _pick(zh: str, en: str, language: Language) -> str:
    return zh if language == "zh" else en


def _grid(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(' '.join(cell.replace('|', chr(92) + '|').split()) for cell in row)} |"


def _render_table(table: TableRecord, language: Language) -> Iterator[str]:
    yield f"### `{table.full_name}` {_pick(table.zh, table.en, language)}"
    yield ""
    yield _pick(table.description_zh, table.description_en, language)
    yield ""
    row, key = _say("row", language), _say("key", language)
    yield f"{row}: {_pick(table.grain_zh, table.grain_en, language)}. {key}: `{', '.join(table.key)}`."
    yield ""
    if warning := _pick(table.warning_zh, table.warning_en, language):
        yield f"**{_say('warning', language)}**: {warning}"
        yield ""
    header = [_say(word, language) for word in ("column", "type", "required", "unit", "values", "meaning", "warning")]
    yield from _grid(header, (_column_cells(column, language) for column in table.columns))


def _column_cells(column: ColumnRecord, language: Language) -> list[str]:
    values = ", ".join(map(str, column.allowed))
    if column.references:
        values = f"{_say('references', language)}: {column.references}"
    return [
        f"`{column.name}`",
        column.type,
        "" if column.nullable else _say("yes", language),
        column.unit,
        values,
        _pick(column.zh, column.en, language),
        _pick(column.warning_zh, column.warning_en, language),
    ]


def _render_indicators(catalogue: Catalogue, language: Language) -> Iterator[str]:
    words = ("code", "name", "other_name", "unit", "kind", "added", "fraction", "synonyms", "definition")
    header = [_say(word, language) for word in words]
    by_table: dict[str, list[Indicator]] = {}
    for indicator in catalogue.indicators.values():
        by_table.setdefault(indicator.fact_table, []).append(indicator)
    for table in sorted(by_table):
        yield f"### `core.{table}` {_say('indicators', language)}"
        yield ""
        yield from _grid(header, (_indicator_cells(indicator, language) for indicator in by_table[table]))
        yield ""


def _indicator_cells(indicator: Indicator, language: Language) -> list[str]:
    added = [
        _say(word, language)
        for word, allowed in (("counties", indicator.add_counties), ("periods", indicator.add_periods))
        if allowed
    ]
    fraction = " / ".join(part for part in (indicator.numerator, indicator.denominator) if part)
    return [
        f"`{indicator.code}`",
        _pick(indicator.name_zh, indicator.name_en, language),
        _pick(indicator.name_en, indicator.name_zh, language),
        indicator.unit,
        " ".join(dict.fromkeys((indicator.additivity, indicator.role))),
        ", ".join(added),
        fraction,
        "、".join(indicator.synonyms),
        indicator.definition,
    ]


def _render_sectors(catalogue: Catalogue, language: Language) -> Iterator[str]:
    header = [_say(word, language) for word in ("code", "name", "other_name", "hierarchies")]
    header += ["GB/T 4754", _say("words", language)]
    yield from _grid(
        header,
        (
            [
                f"`{sector.code}`",
                _pick(sector.name_zh, sector.name_en, language),
                _pick(sector.name_en, sector.name_zh, language),
                " · ".join(group or "-" for group in (sector.enforcement, sector.accident_old, sector.accident_gb)),
                sector.gb4754,
                "、".join(sector.words),
            ]
            for sector in catalogue.sectors.values()
        ),
    )


def _render_actions(catalogue: Catalogue, language: Language) -> Iterator[str]:
    header = [_say(word, language) for word in ("code", "name", "other_name", "penalty", "words")]
    yield from _grid(
        header,
        (
            [
                f"`{action.code}`",
                _pick(action.name_zh, action.name_en, language),
                _pick(action.name_en, action.name_zh, language),
                _say("yes", language) if action.is_penalty else "",
                "、".join(action.words),
            ]
            for action in catalogue.actions.values()
        ),
    )


def _render_reasons(catalogue: Catalogue, language: Language) -> Iterator[str]:
    header = [_say(word, language) for word in ("code", "subject", "name", "next")]
    yield from _grid(
        header,
        (
            [
                f"`{reason.code}`",
                reason.applies_to,
                _pick(reason.name_zh, reason.name_en, language),
                _pick(reason.next_step_zh, reason.next_step_en, language),
            ]
            for reason in catalogue.reasons.values()
        ),
    )


def _render_rules(catalogue: Catalogue, language: Language) -> Iterator[str]:
    header = [_say(word, language) for word in ("code", "name", "severity", "expression", "why")]
    header[1] = _pick("名称", "Chinese name", language)
    yield from _grid(
        header,
        (
            [f"`{rule.id}`", rule.name_zh, rule.severity, f"`{rule.expression}`", rule.why]
            for rule in catalogue.rules.values()
        ),
    )


if __name__ == "__main__":
    for page in write_dictionary():
        sys.stdout.write(f"{page}\n")
