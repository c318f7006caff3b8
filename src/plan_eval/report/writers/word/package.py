"""The parts packed as a .docx: python-docx writes the package, this makes its bytes repeatable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from plan_eval.report.writers.extras import library
from plan_eval.report.writers.word.ooxml import clean, xml

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    description: str
    moment: datetime


class Package:
    """A Word package under construction; relations have the names that the document uses."""

    def __init__(self) -> None:
        self._opc = library("docx.opc.package", "docx").OpcPackage()
        self._main = self._part("document", b"", "document.main+xml")
        self._opc.relate_to(self._main, f"{_RELATION}officeDocument")

    def add(self, name: str, root: Element, kind: str | None = None) -> str:
        """A part beside the document (styles, header1 …); the relation that names it."""
        kind = kind or name
        part = self._part(name, xml(root), f"{kind}+xml")
        relation: str = self._main.relate_to(part, _RELATION + kind)
        return relation

    def add_theme(self, root: Element) -> None:
        """The theme, which belongs to DrawingML."""
        part = self._new("/word/theme/theme1.xml", _THEME, xml(root))
        self._main.relate_to(part, f"{_RELATION}theme")

    def add_picture(self, name: str, png: bytes) -> None:
        """A picture under the relation `name`."""
        part = self._new(f"/word/media/{name}.png", "image/png", png)
        self._main.load_rel(f"{_RELATION}image", part, name)

    def write(self, document: Element, about: About) -> bytes:
        """The finished file: equal input gives equal bytes."""
        self._main._blob = xml(document)
        _describe(self._opc.core_properties, about)
        packed = BytesIO()
        self._opc.save(packed)
        return _repeatable(packed)

    def _part(self, name: str, content: bytes, kind: str) -> Any:
        return self._new(f"/word/{name}.xml", _MAIN + kind, content)

    def _new(self, path: str, kind: str, content: bytes) -> Any:
        part = library("docx.opc.part", "docx").Part
        uri = library("docx.opc.packuri", "docx").PackURI(path)
        return part(uri, kind, content, self._opc)


def _describe(properties: Any, about: About) -> None:
    moment = about.moment.replace(tzinfo=None)
    for name, value in {
        "title": about.title,
        "author": about.author,
        "last_modified_by": about.author,
        "comments": about.description,
        "language": "zh-CN",
        "created": moment,
        "modified": moment,
        "revision": 1,
    }.items():
        # the standard allows 255 characters
        setattr(properties, name, clean(value)[:255] if isinstance(value, str) else value)


def _repeatable(packed: BytesIO) -> bytes:
    """The same archive without the time of day."""
    out = BytesIO()
    with ZipFile(packed) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def pictures_into(package: Package, files: Mapping[bytes, str]) -> None:
    """Add all pictures."""
    for png, name in files.items():
        package.add_picture(name, png)
