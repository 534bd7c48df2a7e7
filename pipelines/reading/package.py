"""Zip containers (xlsx, ods, docx, bundles): opened with bounds, members read with bounds, XML parsed without entities.

Office formats never declare a document type; a part that does is refused, so no entity is ever expanded.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from pipelines.reading.limits import MEGABYTE, Limits
from pipelines.reading.outcomes import UnreadableFileError

ENCRYPTED_FLAG = 0x1
SMALL = 16 * MEGABYTE
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def open_package(data: bytes, limits: Limits, *, member_encoding: str | None = None) -> zipfile.ZipFile:
    """A zip container whose declared content is within the limits; nothing is unpacked yet.

    Raises:
        UnreadableFileError: ``truncated`` without its directory, ``unsafe`` for a bomb, ``too_large`` beyond the
            limits.
    """
    return _open(io.BytesIO(data), len(data), limits, member_encoding)


def open_package_file(path: Path, limits: Limits) -> zipfile.ZipFile:
    """The same for a file that is not read into memory.

    Raises:
        UnreadableFileError: as ``open_package`` does.
    """
    return _open(path, path.stat().st_size, limits, None)


def _open(source: io.BytesIO | Path, size: int, limits: Limits, member_encoding: str | None) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(source, metadata_encoding=member_encoding)
    except (zipfile.BadZipFile, UnicodeDecodeError, ValueError, NotImplementedError) as error:
        problem = f"the container has no readable directory ({error})"
        raise UnreadableFileError("truncated", problem) from error
    members = package.infolist()
    if len(members) > limits.max_members:
        raise UnreadableFileError("unsafe", f"the container holds {len(members)} members")
    unpacked = sum(member.file_size for member in members)
    if unpacked > SMALL and unpacked > limits.max_ratio * max(size, 1):
        raise UnreadableFileError("unsafe", f"the container would expand from {size} to {unpacked} bytes")
    if unpacked > limits.max_unpacked_bytes:
        raise UnreadableFileError("too_large", f"the container holds {unpacked} bytes")
    return package


def refuse_twins(package: zipfile.ZipFile) -> None:
    """Refuse a container with two parts of one name: which of them counts depends on the program that opens it.

    Raises:
        UnreadableFileError: ``unsafe``.
    """
    names = package.namelist()
    if len(set(names)) < len(names):
        raise UnreadableFileError("unsafe", "the container holds two parts of one name")


def read_member(package: zipfile.ZipFile, member: str | zipfile.ZipInfo, limits: Limits) -> bytes:
    """A member's bytes, never more than its directory entry declares.

    Raises:
        UnreadableFileError: ``encrypted``, ``malformed`` where it is missing, ``truncated`` where its content is
            damaged.
    """
    name = member if isinstance(member, str) else member.filename
    try:
        info = package.getinfo(member) if isinstance(member, str) else member
    except KeyError as error:
        raise UnreadableFileError("malformed", "the container lacks a part that it needs", where=name) from error
    if info.flag_bits & ENCRYPTED_FLAG:
        raise UnreadableFileError("encrypted", "the container is protected by a password", where=name)
    try:
        with package.open(info) as stream:
            content = stream.read(limits.max_unpacked_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError("truncated", f"a part of the container is damaged ({error})", where=name) from error
    except (NotImplementedError, RuntimeError) as error:
        raise UnreadableFileError("malformed", f"a part cannot be unpacked ({error})", where=name) from error
    if len(content) > limits.max_unpacked_bytes:
        raise UnreadableFileError("unsafe", "a part is larger than it declares", where=name)
    return content


def check_xml(content: bytes, where: str) -> None:
    """Refuse XML that declares a document type or entities.

    Raises:
        UnreadableFileError: ``unsafe``.
    """
    if any(declaration in content for declaration in DECLARATIONS):
        raise UnreadableFileError("unsafe", "a part declares XML entities, which no office program writes", where=where)


def parse_xml(content: bytes, where: str) -> Any:
    """The root element of an XML part (lxml), without entities, network or oversized text.

    Raises:
        UnreadableFileError: ``unsafe`` for declarations, ``malformed`` for broken XML.
    """
    from lxml import etree

    check_xml(content, where)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableFileError("malformed", f"a part is broken XML ({error.msg})", where=where) from error


def local_name(tag: object) -> str:
    """``row`` of ``{namespace}row``; empty for comments and instructions."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute's value by its local name, whatever its namespace (transitional and strict OOXML differ)."""
    value = element.get(name)
    if value is not None:
        return str(value)
    return next((str(v) for key, v in element.attrib.items() if local_name(key) == name), None)
