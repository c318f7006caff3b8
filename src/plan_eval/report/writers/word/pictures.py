"""Charts as pictures that every Word and WPS shows: PNG, with words for screen readers."""

from __future__ import annotations

import base64
import binascii
import re
import struct
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.ooxml import SPACES, clean, element
from plan_eval.report.writers.word.page import Node, attribute
from plan_eval.resources import templates_folder

_DPI = 200
_EMU = 36000  # English Metric Units in a millimetre
_EMU_OF_TWENTIETH = 635
_INLINE = f"{{{SPACES['wp']}}}inline"
_DATA = re.compile(r"data:(image/[\w.+-]+)((?:;[\w=-]+)*),(.*)", re.S)


class Pictures:
    """The pictures of a document, each stored once."""

    def __init__(self) -> None:
        self.files: dict[bytes, str] = {}
        self._shown = 0

    def inline(self, picture: Node, width: float) -> Element | None:
        """The drawing of an <img> or <svg> at `width` mm, or None when it holds no picture."""
        png = _png(picture, width)
        if png is None:
            return None
        self._shown += 1
        name = self.files.setdefault(png, f"image{len(self.files) + 1}")
        words = attribute(picture, "alt") or attribute(picture, "aria-label")
        across, down = _pixels(png)
        return _drawing(name, self._shown, words, width, width * down / across)


def fit(blocks: Iterable[Element], width: int) -> None:
    """Make pictures no wider than `width` twentieths of a point: there may be several to a line."""
    most = width * _EMU_OF_TWENTIETH
    for block in blocks:
        for inline in block.iter(_INLINE):
            sizes = [one for one in inline.iter() if "cx" in one.attrib]
            across, down = (int(sizes[0].attrib[name]) for name in ("cx", "cy"))
            if across > most:
                for one in sizes:
                    one.attrib.update(cx=str(most), cy=str(round(down * most / across)))


def _png(picture: Node, width: float) -> bytes | None:
    if picture.local_name == "svg":
        return _drawn(ET.tostring(picture.etree_element, encoding="unicode"), width)
    found = _DATA.fullmatch(attribute(picture, "src").strip())
    if found is None:
        return None  # the page may carry pictures, but the writer fetches none
    try:
        raw = base64.b64decode(found[3]) if "base64" in found[2] else unquote_to_bytes(found[3])
    except binascii.Error:
        return None
    if found[1] == "image/svg+xml":
        return _drawn(raw.decode("utf-8", "replace"), width)
    return raw if found[1] == "image/png" and raw[:8] == b"\x89PNG\r\n\x1a\n" else None


def _drawn(svg: str, width: float) -> bytes:
    import vl_convert

    _register_fonts()
    found = re.search(r'<svg\b[^>]*?\bwidth="([\d.]+)', svg)
    natural = float(found[1]) if found else 300.0
    png: bytes = vl_convert.svg_to_png(svg, scale=max(width / 25.4 * _DPI / natural, 0.5))
    return png


@cache
def _register_fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(templates_folder() / "fonts"))


def _pixels(png: bytes) -> tuple[int, int]:
    across, down = struct.unpack(">II", png[16:24])
    return across, down


def _drawing(name: str, number: int, words: str, width: float, height: float) -> Element:
    size: dict[str, object] = {"cx": round(width * _EMU), "cy": round(height * _EMU)}
    about: dict[str, object] = {"id": number, "name": f"Picture {number}", "descr": clean(words)}
    shape = element(
        "pic:spPr",
        {},
        element("a:xfrm", {}, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
        element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {})),
    )
    fill = element(
        "pic:blipFill",
        {},
        element("a:blip", {"r:embed": name}),
        element("a:stretch", {}, element("a:fillRect", {})),
    )
    named = element("pic:nvPicPr", {}, element("pic:cNvPr", about), element("pic:cNvPicPr", {}))
    data = element(
        "a:graphicData",
        {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"},
        element("pic:pic", {}, named, fill, shape),
    )
    inline = element(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", size),
        element("wp:docPr", about),
        element("a:graphic", {}, data),
    )
    return element("w:drawing", {}, inline)
