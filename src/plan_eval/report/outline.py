"""The report's numbering: headings for the contents, tables and figures in their own sequences."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level, its anchor and its words; `listed` ones stand in the contents."""

    level: int
    anchor: str
    text: str
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Caption:
    """The number and title of a table or figure, and the unit all its cells share."""

    anchor: str
    number: int
    title: str
    unit: str | None = None


_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """1 → 一, 12 → 十二; up to nineteen, more chapters than a report has."""
    return _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}"


@dataclass
class Outline:
    """Gives out anchors and numbers in the order the sections ask for them."""

    headings: list[Heading] = field(default_factory=list)
    tables: list[Caption] = field(default_factory=list)
    figures: list[Caption] = field(default_factory=list)
    chapters: int = 0
    sections: int = 0
    items: int = 0

    def chapter(self, text: str) -> Heading:
        """一、…: the next chapter."""
        self.chapters, self.sections, self.items = self.chapters + 1, 0, 0
        return self.heading(1, f"{numeral(self.chapters)}、{text}")

    def section(self, text: str) -> Heading:
        """（一）…: the next section of the chapter, not listed in the contents."""
        self.sections, self.items = self.sections + 1, 0
        return self.heading(2, f"（{numeral(self.sections)}）{text}", listed=False)

    def part(self, text: str) -> Heading:
        """A part of the chapter that brings its own number (an area as printed), listed."""
        self.items = 0
        return self.heading(2, text)

    def item(self, text: str) -> Heading:
        """1. …: the next item of the section or part."""
        self.items += 1
        return self.heading(3, f"{self.items}. {text}")

    def heading(self, level: int, text: str, *, listed: bool = True) -> Heading:
        """The next heading."""
        made = Heading(level, f"h-{len(self.headings) + 1}", text, listed)
        self.headings.append(made)
        return made

    def table(self, title: str, unit: str | None = None) -> Caption:
        """The next table's caption."""
        made = Caption(f"t-{len(self.tables) + 1}", len(self.tables) + 1, title, unit)
        self.tables.append(made)
        return made

    def figure(self, title: str, unit: str | None = None) -> Caption:
        """The next figure's caption."""
        made = Caption(f"f-{len(self.figures) + 1}", len(self.figures) + 1, title, unit)
        self.figures.append(made)
        return made
