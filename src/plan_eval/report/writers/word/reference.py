"""reference.docx: the styles, page layouts and settings of the Word file, which an office edits in
Word. The program's own is made by scripts/reference_docx.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from plan_eval.errors import ReportError
from plan_eval.messages import t
from plan_eval.report.writers.word.ooxml import SPACES
from plan_eval.report.writers.word.pages import LAYOUTS, Page
from plan_eval.report.writers.word.styles import STYLES

NAME = Path("word") / "reference.docx"
"""Where a folder of templates has it."""

_W = f"{{{SPACES['w']}}}"
_STYLED = tuple(f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))
_GEOMETRY = ("pgSz", "pgMar", "docGrid")
_HALF_POINTS_OF_NORMAL = 32  # 三号, if a file does not say


class Reference:
    """What an office's file says; `content` is the file itself, `pages` its layouts by name."""

    def __init__(self, folders: Iterable[Path]) -> None:
        """The file of the first of some folders of templates that has one.

        Raises ReportError when the file is no Word file or lacks a style or layout in use.
        """
        self.path = next(path for one in folders if (path := one / NAME).is_file())
        self.content = self.path.read_bytes()
        styles, document = self._part("word/styles.xml"), self._part("word/document.xml")
        self._styles = {one.get(f"{_W}styleId", ""): one for one in styles.iter(f"{_W}style")}
        # Word writes "heading 1" and "Heading 1" alike
        found = {_name(one).lower(): key for key, one in self._styles.items()}
        self._ids = {key: found.get(name.lower(), "") for key, name in STYLES.items()}
        self._require(STYLES[key] for key, one in self._ids.items() if not one)
        self._default = _size(styles.find(f"{_W}docDefaults/{_W}rPrDefault"))
        self.pages: Mapping[str, Page] = dict(_pages(document))
        self._require(words for name, words in LAYOUTS.items() if name not in self.pages)

    def size(self, key: str) -> float:
        """Points of a paragraph style; what it does not say is said by what it is based on."""
        style = self._styles.get(self._ids.get(key, ""))
        seen: set[int] = set()
        while style is not None and id(style) not in seen:
            seen.add(id(style))
            if found := _size(style):
                return found / 2
            base = style.find(f"{_W}basedOn")
            style = None if base is None else self._styles.get(base.get(f"{_W}val", ""))
        return (self._default or _HALF_POINTS_OF_NORMAL) / 2

    def name_styles(self, root: Element) -> Element:
        """Put the file's own ids in the place of the writer's keys; gives `root`."""
        for one in root.iter():
            if one.tag in _STYLED:
                one.set(f"{_W}val", self._ids[one.attrib[f"{_W}val"]])
        return root

    def _part(self, name: str) -> Element:
        try:
            with ZipFile(BytesIO(self.content)) as package:
                return ET.fromstring(package.read(name))
        except (BadZipFile, KeyError, ET.ParseError) as error:
            raise ReportError(
                t("writers.reference.unreadable", path=self.path, reason=error),
                hint=t("writers.reference.hint"),
            ) from error

    def _require(self, missing: Iterable[str]) -> None:
        if names := t("punctuation.list").join(missing):
            raise ReportError(
                t("writers.reference.lacks", path=self.path, names=names),
                hint=t("writers.reference.hint"),
            )


def _pages(document: Element) -> Iterable[tuple[str, Page]]:
    """The layout of each section that begins with the name of one (封面, 正文 …)."""
    body = document.find(f"{_W}body")
    first: str | None = None
    for block in [] if body is None else body:
        if first is None:
            first = "".join(one.text or "" for one in block.iter(f"{_W}t")).strip()
        section = next(block.iter(f"{_W}sectPr"), None)
        if section is not None:
            for name, words in LAYOUTS.items():
                if first.startswith(words):
                    yield name, Page(name, _geometry(section))
            first = None


def _geometry(section: Element) -> tuple[Element, ...]:
    found = (section.find(f"{_W}{name}") for name in _GEOMETRY)
    return tuple(one for one in found if one is not None)


def _name(style: Element) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else name.get(f"{_W}val", "")


def _size(style: Element | None) -> float | None:
    size = None if style is None else style.find(f"{_W}rPr/{_W}sz")
    return None if size is None else float(size.get(f"{_W}val", "0")) or None
