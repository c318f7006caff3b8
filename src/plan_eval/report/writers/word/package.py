"""The parts packed as a .docx: reference.docx with the report in the place of its own text.

python-docx reads and writes the package; this makes its bytes repeatable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from plan_eval.messages import tongue
from plan_eval.report.writers.extras import library
from plan_eval.report.writers.word.ooxml import clean, xml

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OF_THE_TEXT = ("header", "footer", "footnotes", "image", "comments", "hyperlink")
"""Relations of the text of reference.docx, which goes; styles, settings, theme, fonts stay."""


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    description: str
    moment: datetime


class Package:
    """A Word package under construction; relations have the names that the document uses."""

    def __init__(self, reference: bytes) -> None:
        """`reference` is the .docx whose styles and settings are taken over."""
        opc = library("docx.opc.package", "docx").OpcPackage
        self._opc = opc.open(BytesIO(reference))
        self._main = self._opc.main_document_part
        for key, relation in list(self._main.rels.items()):
            if relation.reltype.rpartition("/")[2] in _OF_THE_TEXT:
                del self._main.rels[key]

    def add(self, name: str, root: Element, kind: str | None = None) -> str:
        """A part beside the document (footnotes, header1 …); the relation that names it."""
        kind = kind or name
        part = self._new(f"/word/{name}.xml", f"{_MAIN}{kind}+xml", xml(root))
        relation: str = self._main.relate_to(part, _RELATION + kind)
        return relation

    def add_pictures(self, files: Mapping[bytes, str]) -> None:
        """Pictures as PNG, each under the relation of its name."""
        for png, name in files.items():
            part = self._new(f"/word/media/{name}.png", "image/png", png)
            self._main.load_rel(f"{_RELATION}image", part, name)

    def write(self, document: Element, about: About) -> bytes:
        """The finished file: equal input gives equal bytes."""
        self._main._element = library("docx.oxml", "docx").parse_xml(xml(document))
        _describe(self._opc.core_properties, about)
        packed = BytesIO()
        self._opc.save(packed)
        return repeatable(packed)

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
        "language": tongue(),
        "created": moment,
        "modified": moment,
        "revision": 1,
    }.items():
        # the standard allows 255 characters
        setattr(properties, name, clean(value)[:255] if isinstance(value, str) else value)


def repeatable(packed: BytesIO) -> bytes:
    """The same archive without the time of day."""
    out = BytesIO()
    with ZipFile(packed) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
