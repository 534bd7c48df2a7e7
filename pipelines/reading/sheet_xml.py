"""The facts of an xlsx workbook's sheets, streamed from their XML.

Part names are found through the workbook's relationships, not assumed; transitional and strict OOXML are both read.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pipelines.reading.draft import check_extent
from pipelines.reading.limits import Limits
from pipelines.reading.model import cell_name
from pipelines.reading.number_format import BUILT_IN, GENERAL
from pipelines.reading.outcomes import UnreadableFileError
from pipelines.reading.package import attribute, check_xml, local_name, parse_xml, read_member
from pipelines.reading.sheet_facts import SheetFacts, StoredCell

DIGITS = "0123456789"
TRUE = frozenset({"1", "true"})
BEYOND = 10**9
Codes = tuple[str, ...]


@dataclass(slots=True)
class RowCursor:
    """Where the stream stands: cells and rows may leave out their references. ``filled`` are the rows with cells."""

    row: int = 0
    filled: set[int] = field(default_factory=set)


def read_sheet_facts(package: zipfile.ZipFile, limits: Limits) -> dict[str, SheetFacts]:
    """The facts of each worksheet by its name.

    Raises:
        UnreadableFileError: for a damaged container, broken or unsafe XML, or a sheet beyond the limits.
    """
    for name in package.namelist():
        if name.lower().endswith((".xml", ".rels")):
            check_xml(read_member(package, name, limits), name)
    main = find_main_part(package, limits)
    workbook = parse_xml(read_member(package, main, limits), main)
    targets = read_relations(package, main, limits)
    codes = read_codes(package, main, targets, limits)
    from_1904 = any(attribute(e, "date1904") in TRUE for e in workbook.iter() if local_name(e.tag) == "workbookPr")
    facts: dict[str, SheetFacts] = {}
    for sheet in (element for element in workbook.iter() if local_name(element.tag) == "sheet"):
        part = targets.get(relation_id(sheet), ("", ""))[0]
        if part and "worksheet" in targets[relation_id(sheet)][1]:
            name = attribute(sheet, "name") or ""
            facts[name] = _read_sheet(read_member(package, part, limits), codes, name, limits)
            facts[name].from_1904 = from_1904
    return facts


def find_main_part(package: zipfile.ZipFile, limits: Limits) -> str:
    """The name of the container's main part, from its root relationships.

    Raises:
        UnreadableFileError: ``malformed`` where there is none.
    """
    for target, kind in read_relations(package, "", limits).values():
        if kind.endswith("/officeDocument"):
            return target
    raise UnreadableFileError("malformed", "the container names no main part")


def read_relations(package: zipfile.ZipFile, part: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """The relationships of a part: id to (part name, kind); those that lead outside the container are left out."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.namelist():
        return {}
    found: dict[str, tuple[str, str]] = {}
    for element in parse_xml(read_member(package, relations, limits), relations):
        if attribute(element, "TargetMode") == "External" or not attribute(element, "Target"):
            continue
        target = posixpath.normpath(posixpath.join("/", folder, attribute(element, "Target") or "")).lstrip("/")
        found[attribute(element, "Id") or ""] = (target, attribute(element, "Type") or "")
    return found


def relation_id(sheet: Any) -> str:
    """The ``r:id`` of a sheet element; ``sheetId`` is another thing."""
    return next((str(value) for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def read_codes(package: zipfile.ZipFile, main: str, targets: dict[str, tuple[str, str]], limits: Limits) -> Codes:
    """The number format code of each cell style, by the style's index."""
    part = next((target for target, kind in targets.values() if kind.endswith("/styles")), "")
    if not part or part not in package.namelist():
        return ()
    styles = parse_xml(read_member(package, part, limits), part)
    own: dict[str, str] = {}
    cells: list[str] = []
    for element in styles.iter():
        name = local_name(element.tag)
        if name == "numFmt" and local_name(element.getparent().tag) == "numFmts":
            own[attribute(element, "numFmtId") or ""] = attribute(element, "formatCode") or GENERAL
        elif name == "cellXfs":
            cells = [attribute(xf, "numFmtId") or "0" for xf in element if local_name(xf.tag) == "xf"]
    return tuple(own.get(number) or BUILT_IN.get(to_int(number), GENERAL) for number in cells)


def _read_sheet(content: bytes, codes: Codes, where: str, limits: Limits) -> SheetFacts:
    from lxml import etree

    facts, cursor = SheetFacts(), RowCursor()
    stream = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=("{*}row", "{*}col", "{*}sheetView"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, element in stream:
            kind = local_name(element.tag)
            if kind == "row":
                _read_row(element, codes, facts, cursor, where)
                check_extent(facts.last_row, facts.last_column, limits, where)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            elif kind == "col" and element.get("hidden") in TRUE:
                first, last = to_int(element.get("min")), to_int(element.get("max"))
                facts.hidden_columns.update(range(max(first, 1), min(last, limits.max_columns) + 1))
            elif kind == "sheetView" and element.get("showZeros") in {"0", "false"}:
                facts.hides_zeros = True
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError("malformed", f"a sheet is broken XML ({error.msg})", where=where) from error
    return facts


def _read_row(element: Any, codes: Codes, facts: SheetFacts, cursor: RowCursor, where: str) -> None:
    row = to_int(element.get("r")) or cursor.row + 1
    cursor.row = row
    _enter_row(element, cursor, where)
    filled: set[int] = set()
    if element.get("hidden") in TRUE:
        facts.hidden_rows.add(row)
    column = 0
    for cell in element:
        if local_name(cell.tag) != "c":
            continue
        column = check_row(cell, row, where) or column + 1
        if len(cell) and column in filled:
            raise UnreadableFileError("malformed", "a cell stands twice", where=f"{where}!{cell_name(row, column)}")
        if len(cell):
            filled.add(column)
        if cell.get("t") == "s" and len(cell) == 1:
            facts.mark_used(row, column)
        else:
            _read_cell(cell, (row, column), codes, facts)


def _enter_row(element: Any, cursor: RowCursor, where: str) -> None:
    """Note a row that holds cells.

    Raises:
        UnreadableFileError: ``malformed`` where it did so before: which of the two counts depends on the program.
    """
    if not len(element):
        return
    if cursor.row in cursor.filled:
        raise UnreadableFileError("malformed", f"row {cursor.row} stands twice", where=where)
    cursor.filled.add(cursor.row)


def check_row(cell: Any, row: int, where: str) -> int:
    """The column that a cell's reference names, 0 without one.

    Raises:
        UnreadableFileError: ``malformed`` where it names another row: which of the two counts depends on the program.
    """
    reference = cell.get("r") or ""
    letters = reference.rstrip(DIGITS)
    if letters != reference and to_int(reference[len(letters) :]) != row:
        raise UnreadableFileError("malformed", f"cell {reference} stands in row {row}", where=where)
    return column_number(letters)


def _read_cell(cell: Any, position: tuple[int, int], codes: Codes, facts: SheetFacts) -> None:
    parts = {local_name(child.tag): child for child in cell}
    if not parts:
        return
    formula = "f" in parts
    written = parts["v"].text if "v" in parts else None
    kind = cell.get("t") or "n"
    facts.mark_used(*position)
    if formula and written is None and kind != "str":
        facts.unevaluated.append(position)
        facts.cells[position] = StoredCell(None, formula=True)
        return
    if kind == "e":
        facts.cells[position] = StoredCell(None, formula=formula, error=written or "#ERROR")
    elif kind == "n" and written is not None:
        style = to_int(cell.get("s"))
        facts.cells[position] = StoredCell(written, codes[style] if style < len(codes) else GENERAL, formula)
    elif formula:
        facts.cells[position] = StoredCell(None, formula=True)


@lru_cache(maxsize=20_000)
def column_number(letters: str) -> int:
    """The column of its letters; 0 for what are none."""
    number = 0
    if not (letters.isascii() and letters.isalpha() and letters.isupper() and len(letters) <= 3):
        return 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def to_int(text: object) -> int:
    """A number of an attribute; 0 for what is none, ``BEYOND`` for one that no sheet can hold."""
    if not (isinstance(text, str) and text.isascii() and text.isdigit()):
        return 0
    return int(text) if len(text) < 10 else BEYOND
