"""WordprocessingML elements, short to write. Word wants children in the order of the standard
(ISO/IEC 29500-1); every function that builds properties keeps it.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
BREAK = f"{{{SPACES['w']}}}br"
_PRESERVE = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
# XML 1.0 has no place for these, not even escaped; and marks that turn the order of reading around
# would let a figure be read otherwise than it was checked
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

for _prefix, _space in SPACES.items():
    ET.register_namespace(_prefix, _space)


def element(name: str, attributes: dict[str, object], /, *children: Element | None) -> Element:
    """An element by prefixed name, with its attributes and those children that are not None."""
    made = Element(_expanded(name), {_expanded(key): str(of) for key, of in attributes.items()})
    made.extend(child for child in children if child is not None)
    return made


def w(name: str, /, *children: Element | None, **attributes: object) -> Element:
    """An element of the w: namespace; so are its attributes."""
    return element(f"w:{name}", {f"w:{key}": of for key, of in attributes.items()}, *children)


def text(words: str) -> Element:
    """Words as they are, spaces and all."""
    made = w("t")
    made.attrib.update(_PRESERVE)
    made.text = clean(words)
    return made


def run(properties: Element | None, *content: Element) -> Element:
    """A run; empty properties are left out."""
    return w("r", properties if properties is not None and len(properties) else None, *content)


def simple_field(instruction: str, *shown: Element) -> list[Element]:
    """A field as runs; `shown` is what stands there until Word reckons it anew."""
    return [*field_start(instruction), *shown, field_end()]


def field_start(instruction: str) -> list[Element]:
    """The runs that open a field, up to where its result begins."""
    told = w("instrText")
    told.attrib.update(_PRESERVE)
    told.text = clean(f" {instruction} ")
    return [
        run(None, w("fldChar", fldCharType="begin")),
        run(None, told),
        run(None, w("fldChar", fldCharType="separate")),
    ]


def field_end() -> Element:
    """The run that closes a field."""
    return run(None, w("fldChar", fldCharType="end"))


def clean(words: str) -> str:
    """Words that XML can hold; a control character becomes the sign for the unreadable."""
    return _TURNING.sub("\ufffd", _NO_XML.sub("\ufffd", words))


def xml(root: Element) -> bytes:
    """A part of the package."""
    packed: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return packed


def millimetres(length: float) -> int:
    """Millimetres in twentieths of a point, the measure of pages and tables."""
    return round(length * 1440 / 25.4)


def points(length: float) -> int:
    """Points in twentieths of a point."""
    return round(length * 20)


def _expanded(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}" if colon else name
