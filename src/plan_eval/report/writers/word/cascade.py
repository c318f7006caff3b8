"""What the style sheets give an element, as the PDF's typesetter computes it, and its Word style.

Taken from there is only what no Word style can know: signs (●, ▲, □) written before an element,
colours of words, kept line breaks, page breaks, named pages, widths of pictures, heights of rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plan_eval.report.fonts import FontChoice, use_fonts
from plan_eval.report.typesetting import load_engine
from plan_eval.report.writers.extras import library
from plan_eval.report.writers.word.page import Node

_MM_OF_PX = 25.4 / 96
_BREAKS = frozenset({"always", "page", "left", "right", "recto", "verso"})


@dataclass(frozen=True, slots=True)
class Computed:
    """An element's computed style: lengths in millimetres, None where none is set.

    `word` is its paragraph or run style, `colour` and `whole` (no line break within) what it is
    given itself, not what it has from around it; `kept`: line breaks in the text count.
    """

    word: str | None
    block: bool
    shown: bool
    kept: bool
    whole: bool
    colour: str | None
    new_page: bool
    page: str
    width: float | None
    height: float | None
    min_height: float | None
    sign: str
    sign_colour: str | None


class Cascade:
    """A composed page, and the computed style of each of its elements."""

    def __init__(
        self, html: str, base: Path, roots: Sequence[Path], selectors: Mapping[str, str]
    ) -> None:
        """`base` and `roots` are the folders that style sheets may lie in; `selectors` give the
        Word style of what they select, the later of two that are equally special.
        """
        use_fonts(FontChoice(base / "fonts"))
        load_engine()
        import weasyprint
        from weasyprint.css import get_all_computed_styles

        from plan_eval.report.fetcher import LockedFetcher

        fetcher = LockedFetcher((base, *roots))
        page = weasyprint.HTML(string=html, base_url=f"{base.resolve()}/", url_fetcher=fetcher)
        self.page = page.wrapper_element
        self._styles = get_all_computed_styles(page)
        self._selectors = _matcher(selectors)
        self._found: dict[Any, Computed] = {}

    def of(self, element: Node) -> Computed:
        """What is computed for an element of the page."""
        found = self._found.get(element.etree_element)
        if found is None:
            found = self._found[element.etree_element] = self._computed(element)
        return found

    def _computed(self, element: Node) -> Computed:
        style = self._styles(element.etree_element)
        around = style if element.parent is None else self._styles(element.parent.etree_element)
        before = self._styles(element.etree_element, "before")
        display = style["display"][0]
        # a footnote floats to the foot of the page from within its sentence
        inline = display in ("inline", "contents", "none") or "fn" in element.classes
        return Computed(
            word=next((one[-1] for one in reversed(self._selectors.match(element))), None),
            block=not inline,
            shown=display != "none",
            kept=style["white_space"].startswith("pre"),
            whole=style["white_space"] == "nowrap" != around["white_space"],
            colour=_own_colour(style, around),
            new_page=style["break_before"] in _BREAKS,
            page=style["page"],
            width=_millimetres(style["width"]),
            height=_millimetres(style["height"]),
            min_height=_millimetres(style["min_height"]),
            sign="" if before is None else _words(before["content"]),
            sign_colour=None if before is None else _own_colour(before, style),
        )


def _matcher(selectors: Mapping[str, str]) -> Any:
    cssselect2 = library("cssselect2", "docx")
    made = cssselect2.Matcher()
    for selector, style in selectors.items():
        for one in cssselect2.compile_selector_list(selector):
            made.add_selector(one, style)
    return made


def _own_colour(style: Any, around: Any) -> str | None:
    """A colour as Word writes it, where it is another than around."""
    colour = style["color"]
    if colour == around["color"]:
        return None
    return "".join(f"{round(255 * part):02X}" for part in colour.to("srgb").coordinates)


def _millimetres(length: Any) -> float | None:
    """A computed length; `auto` and per cent are none."""
    return length.value * _MM_OF_PX if getattr(length, "unit", None) == "px" else None


def _words(content: Any) -> str:
    """The text that is written before an element; counters and the like have none."""
    parts = content if isinstance(content, tuple) else ()
    return "".join(str(part[1]) for part in parts if part[0] == "string")
