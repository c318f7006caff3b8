"""What the style sheet adds to text and shape: signs (●, ▲, □) written before an element,
colours of words, blocks, kept line breaks, page breaks, named pages, widths of pictures, heights
of rows.

Everything else about the look is a named Word style, so that an office can change it in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from plan_eval.report.writers.extras import library
from plan_eval.report.writers.word.page import attribute

_WANTED = {
    "display",
    "white-space",
    "color",
    "break-before",
    "page",
    "width",
    "height",
    "min-height",
}
_MILLIMETRES = re.compile(r"([\d.]+)mm")
_HEX = re.compile(r"#(?:[0-9a-f]{3}){1,2}", re.I)


class Sheet:
    """What the sheets that a page links declare, and `styles`: CSS selector to Word style."""

    def __init__(self, page: Any, base: Path, styles: Mapping[str, str]) -> None:
        self._selectors = library("cssselect2", "docx")
        self._matcher = self._selectors.Matcher()
        self._base = base.resolve()
        self._variables: dict[str, str] = {}
        for selector, style in styles.items():
            self._add(selector, {"word": style})
        for link in page.query_all("link[rel=stylesheet]"):
            self._read(self._base / attribute(link, "href"))

    def of(self, element: Any) -> dict[str, str]:
        """An element's own declarations of interest, and `word`, its paragraph or run style."""
        return self._matched(element, None)

    def sign(self, element: Any) -> tuple[str, str | None]:
        """The sign written before an element and its colour."""
        found = self._matched(element, "before")
        colour = found.get("color") or self.of(element).get("color")
        return found.get("content", ""), hexadecimal(colour)

    def length(self, element: Any, name: str) -> float | None:
        """A declared length in millimetres, or None when there is none or it is of another unit."""
        found = _MILLIMETRES.fullmatch(self.of(element).get(name, ""))
        return float(found[1]) if found else None

    def _matched(self, element: Any, pseudo: str | None) -> dict[str, str]:
        found: dict[str, str] = {}
        for *_, which, declared in self._matcher.match(element):
            if which == pseudo:
                found.update(declared)
        return found

    def _add(self, selector: str, declared: dict[str, str]) -> None:
        for one in self._selectors.compile_selector_list(selector):
            self._matcher.add_selector(one, declared)

    def _read(self, path: Path) -> None:
        """A sheet and those it imports, never from outside the template folder."""
        if not path.resolve().is_relative_to(self._base) or not path.is_file():
            return
        for rule in _rules(path.read_text("utf-8")):
            if rule.type == "at-rule" and rule.lower_at_keyword == "import":
                for address in (one for one in rule.prelude if one.type in ("url", "string")):
                    self._read(path.parent / address.value)
            elif rule.type == "qualified-rule":
                self._take(rule)

    def _take(self, rule: Any) -> None:
        declared = dict(self._declarations(rule))
        if not declared:
            return
        # selectors for paged media only, such as ::footnote-call, are not known
        with suppress(self._selectors.SelectorError):
            self._add(_source(rule.prelude), declared)

    def _declarations(self, rule: Any) -> Iterator[tuple[str, str]]:
        for one in _declarations(rule.content):
            value = _source(one.value).strip()
            if one.name.startswith("--"):
                self._variables[one.name] = value
            elif one.lower_name in _WANTED:
                yield one.lower_name, self._resolved(value)
            elif one.lower_name == "content":
                yield "content", "".join(part.value for part in one.value if part.type == "string")

    def _resolved(self, value: str) -> str:
        name = re.fullmatch(r"var\((--[\w-]+)\)", value)
        return self._variables.get(name[1], "") if name else value


def hexadecimal(colour: str | None) -> str | None:
    """A colour as Word writes it, or None for words such as `inherit`."""
    if not colour or not _HEX.fullmatch(colour):
        return None
    digits = colour[1:]
    return (digits if len(digits) == 6 else "".join(d * 2 for d in digits)).upper()


def _rules(sheet: str) -> list[Any]:
    css = library("tinycss2", "docx")
    rules: list[Any] = css.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return rules


def _declarations(content: list[Any]) -> list[Any]:
    css = library("tinycss2", "docx")
    found = css.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return [one for one in found if one.type == "declaration"]


def _source(tokens: list[Any]) -> str:
    css = library("tinycss2", "docx")
    source: str = css.serialize(tokens)
    return source
