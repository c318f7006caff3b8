"""The report's numbering: headings for the contents, tables and figures in their own sequences.

The report is bound in two volumes, each with numbers of its own, so that 表1 means one table only:
the main report (表1, 一、) and the annex (附表1, 附录一).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from plan_eval.messages import t

Volume = Literal["main", "annex"]
ANNEX_STARTS = "annex"
"""The anchor of the annex's first page."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its anchor and its words; `listed` ones stand in the contents.

    An `item` (1. …) looks the same whatever its level.
    """

    level: int
    anchor: str
    text: str
    listed: bool = True
    volume: Volume = "main"
    item: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """The number and title of a table or figure, and the unit all its cells share.

    `label` is what a sentence calls it: 表1, 附图2.
    """

    anchor: str
    label: str
    title: str
    unit: str | None = None
    volume: Volume = "main"


def numeral(number: int, of: Volume = "main") -> str:
    """1 → 一, 12 → 十二, or 1, 12; in an English annex A, L. Up to nineteen, more chapters than a
    report has.
    """
    return t(f"report.numerals.{of}").split()[number - 1]


@dataclass
class Outline:
    """Gives out anchors and numbers in the order the sections ask for them."""

    headings: list[Heading] = field(default_factory=list)
    tables: list[Caption] = field(default_factory=list)
    figures: list[Caption] = field(default_factory=list)
    volume: Volume = "main"
    chapters: int = 0
    sections: int = 0
    items: int = 0

    def turn_to(self, volume: Volume) -> None:
        """Begin a volume: its chapters, tables and figures count from one."""
        self.volume, self.chapters, self.sections, self.items = volume, 0, 0, 0

    def chapter(self, text: str) -> Heading:
        """一、… or 附录一　…: the next chapter."""
        self.chapters, self.sections, self.items = self.chapters + 1, 0, 0
        number = numeral(self.chapters, self.volume)
        return self.heading(1, t(f"report.chapter.{self.volume}", number=number, text=text))

    def section(self, text: str) -> Heading:
        """（一）…: the next section of the chapter, not listed in the contents."""
        self.sections, self.items = self.sections + 1, 0
        chapter = numeral(self.chapters, self.volume) if self.chapters else ""
        number = numeral(self.sections)
        words = t("report.section", chapter=chapter, number=number, text=text)
        return self.heading(2, words, listed=False)

    def part(self, text: str) -> Heading:
        """A part of the chapter that brings its own number (an area as printed), listed."""
        self.items = 0
        return self.heading(2, text)

    def item(self, text: str) -> Heading:
        """1. …: the next item of the section or part, or of a chapter without them.

        No level is left out: who walks from heading to heading by ear would look for it (PDF/UA-1).
        """
        self.items += 1
        above = next((one.level for one in reversed(self.headings) if not one.item), 0)
        return self.heading(min(above, 2) + 1, f"{self.items}. {text}", listed=False, item=True)

    def heading(self, level: int, text: str, *, listed: bool = True, item: bool = False) -> Heading:
        """The next heading."""
        anchor = f"h-{len(self.headings) + 1}"
        made = Heading(level, anchor, text, listed, self.volume, item)
        self.headings.append(made)
        return made

    def table(self, title: str, unit: str | None = None) -> Caption:
        """The next table's caption."""
        return self._caption("table", self.tables, title, unit)

    def figure(self, title: str, unit: str | None = None) -> Caption:
        """The next figure's caption."""
        return self._caption("figure", self.figures, title, unit)

    def listed(self, captions: list[Caption], volume: Volume) -> list[Caption]:
        """The captions of one volume."""
        return [one for one in captions if one.volume == volume]

    def _caption(self, kind: str, given: list[Caption], title: str, unit: str | None) -> Caption:
        number = len(self.listed(given, self.volume)) + 1
        label = t(f"report.numbered.{kind}.{self.volume}", number=number)
        made = Caption(f"{kind[0]}-{len(given) + 1}", label, title, unit, self.volume)
        given.append(made)
        return made
