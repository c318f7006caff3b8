"""The parts of a plan, found by its headings: areas with goals and measures, projects, duties.

The official form is 一、 chapters, （一） areas, 主要目标 and 策略措施, 1. items. Offices depart
from it in every way: chapters that are areas, no label, numbers twice or not at all, any kind of
stop. So headings are told by what follows them, and items by their numbers running on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plan_eval.drafting.sources import Paragraph, Source
from plan_eval.drafting.vocabulary import (
    BACKGROUND,
    FIELDS,
    GOALS,
    IMPLEMENTATION,
    MEASURES,
    MONITORING,
    PROJECTS,
)
from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.chinese import narrow


@dataclass
class Item:
    """A goal, measure, project or duty: its number as printed, and its text, however broken."""

    printed: str
    body: Paragraph

    @property
    def text(self) -> str:
        return self.body.text

    @property
    def title(self) -> str:
        """Its first sentence, without the stop."""
        return self._parted[0].strip()

    @property
    def rest(self) -> str:
        """What follows the first sentence."""
        return self._parted[1].strip()

    @property
    def _parted(self) -> tuple[str, str]:
        found = re.search(r"(?<=[^。\s])[。\n]|(?<=项目|工程|行动|计划)[：:]", self.text)
        if found is None:
            return self.text, ""
        return self.text[: found.start()], self.text[found.end() :]


@dataclass
class AreaDraft:
    """An area as found. `label`: the line 主要目标 above its goals, which may have footnotes."""

    printed: str
    heading: Paragraph
    label: Paragraph | None = None
    goals: list[Item] = field(default_factory=list)
    measures: list[Item] = field(default_factory=list)


@dataclass
class Chapter:
    """A heading of a chapter that holds duties, as printed, and its items."""

    heading: str = ""
    items: list[Item] = field(default_factory=list)


@dataclass
class Outline:
    """The parts of a plan; `background` holds no targets, `unplaced` is what found no place."""

    front: list[Paragraph] = field(default_factory=list)
    areas: list[AreaDraft] = field(default_factory=list)
    projects: list[Item] = field(default_factory=list)
    implementation: Chapter = field(default_factory=Chapter)
    monitoring: Chapter = field(default_factory=Chapter)
    background: list[Paragraph] = field(default_factory=list)
    unplaced: list[Paragraph] = field(default_factory=list)


_NUMERAL = "[一二三四五六七八九十百]"
_STOP = "[.．、,，:：]"
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第(?:{_NUMERAL}+|\d+)[章部篇]分?[\s、:：]*(?=\S)")),
    ("chapter", re.compile(rf"{_NUMERAL}+\s*[、.．,，]\s*(?=\S)")),
    ("section", re.compile(rf"第(?:{_NUMERAL}+|\d+)节[\s、:：]*(?=\S)")),
    (
        "lettered",
        re.compile(rf"(?:[（(]\s*{_NUMERAL}+\s*[）)]|[㈠-㈩])\s*{_STOP}?\s*(?=\S)"),
    ),
    # 1.2030年 is number one of a sentence on 2030; 7.5 is no number of an item
    (
        "numbered",
        re.compile(
            rf"(?:\d{{1,2}}\s*(?:{_STOP}\s*(?!\d)|{_STOP}(?=20\d\d年)|[）)]\s*)|[⒈-⒛])(?=\S)"
        ),
    ),
    ("bracketed", re.compile(rf"(?:[（(]\s*\d{{1,2}}\s*[）)]|[⑴-⒇])\s*{_STOP}?\s*(?=\S)")),
    ("circled", re.compile(r"[①-⑳]\s*(?=\S)")),
    ("dashed", re.compile(r"(?:[—–―─-]{2,}|[●•·◆■])\s*(?=\S)")),
)
"""Ways of numbering, the highest first; a heading ends whatever is lower."""

_RANK = {name: rank for rank, (name, _) in enumerate(_LEVELS)}
_ITEMS = ("lettered", "numbered", "bracketed", "circled", "dashed")
_END = r"\s*[：:。]?\s*"
_GOALS = re.compile(f"{GOALS}{_END}")
_MEASURES = re.compile(f"{MEASURES}{_END}")
_PROJECTS = re.compile(PROJECTS)
_IMPLEMENTATION = re.compile(IMPLEMENTATION)
_MONITORING = re.compile(MONITORING)
_ON_MONITORING = re.compile(f"{MONITORING}[^，。]{{0,4}}$")
"""An item on monitoring in a chapter that is of both (组织实施和监测评估)."""

_FIELDS = re.compile(FIELDS)
_CONTENTS = re.compile(r"(?<=[^\d\s])(?:\s+|\s*[.…·]{2,}\s*)\d{1,3}$")
"""An entry of a table of contents: a heading and a page."""

_BACKGROUND = re.compile(BACKGROUND)
_TITLE = 45
"""Characters of the longest heading; a sentence behind a number is an item."""
_BROKEN = 15
"""Of a line that only goes on with the sentence before."""
_ALONE = 30
"""Of a heading that has neither number nor mark of the file."""


@dataclass(frozen=True)
class Line:
    """A paragraph with its number: the way of numbering, as printed, its order, and the rest."""

    whole: Paragraph
    level: str
    printed: str
    order: int
    rest: Paragraph

    @property
    def is_heading(self) -> bool:
        """Whether it can be a heading: short, and no sentence follows its first."""
        text = self.rest.text
        return len(text) <= _TITLE and "。" not in text.rstrip("。") and not self.whole.row

    @property
    def label(self) -> str:
        """Says `goals` or `measures` for a line that says what follows."""
        if not self.is_heading:
            return ""
        text = re.sub(r"\s", "", self.rest.text)
        text = re.sub("^[【〔\\[]|[】〕\\]]$", "", text)
        if _GOALS.fullmatch(text):
            return "goals"
        return "measures" if _MEASURES.fullmatch(text) else ""


def outline_of(source: Source) -> Outline:
    """The parts of the plan. Raises PlanEvalError where too little of a plan is found."""
    lines = [one for paragraph in source.paragraphs for one in _lines(paragraph)]
    found = _Finder(lines).found()
    goals = sum(len(area.goals) for area in found.areas)
    if not found.areas or not goals:
        hint = t("draft.no-plan-hint")
        message = t("draft.no-plan", areas=len(found.areas), goals=goals, paragraphs=len(lines))
        raise PlanEvalError(message, hint=hint)
    return found


_LABELLED = re.compile(r"(主要目标|策略措施|目标|措施)\s*[：:]\s*(?=1\s*[.．、])")


def _lines(paragraph: Paragraph) -> Iterator[Line]:
    """The lines of a paragraph: more than one where it runs numbers on (…。2.…。3.…)."""
    if found := _LABELLED.match(paragraph.text):
        yield _line(paragraph.part(0, found.end()))
        paragraph = paragraph.part(found.end())
    line = _line(paragraph)
    while line.level == "numbered" and (at := _next_number(line)):
        yield _line(line.whole.part(0, at))
        line = _line(line.whole.part(at))
    yield line


def _next_number(line: Line) -> int | None:
    """Where the next number begins in the same paragraph."""
    text = narrow(line.whole.text)
    found = re.search(rf"(?<=[。；;])\s*{line.order + 1}\s*[.、](?![\d])", text)
    return found.start() if found else None


def _line(paragraph: Paragraph) -> Line:
    text = narrow(paragraph.text)
    for level, pattern in _LEVELS:
        if not paragraph.row and (found := pattern.match(text)):
            rest = paragraph.part(found.end())
            printed = paragraph.text[: found.end()].strip()
            if level in ("numbered", "chapter"):
                printed = re.sub(rf"\s*(?:{_STOP}|[）)])$", "", printed)
            return Line(paragraph, level, printed, _order(narrow(printed)), rest)
    return Line(paragraph, "", "", 0, paragraph)


_SIGNS = (("①", "⑳"), ("⑴", "⒇"), ("⒈", "⒛"), ("㈠", "㈩"))
"""Numbers that are one character, from the first of their kind to the last."""

_ONES = {one: n for n, one in enumerate("零一二三四五六七八九")}


def _order(printed: str) -> int:
    """The number itself; 0 where it has none."""
    if found := re.search(r"\d+", printed):
        return int(found[0])
    for first, last in _SIGNS:
        if first <= printed[:1] <= last:
            return ord(printed[0]) - ord(first) + 1
    numerals = re.search(f"{_NUMERAL}+", printed)
    if not numerals:
        return 0
    head, ten, ones = numerals[0].rpartition("十")
    tens = _ONES.get(head, 1) if ten else 0
    return tens * 10 + _ONES.get(ones, 0)


class _Finder:
    """Goes through the lines once; what a line is depends on the part it stands in."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._out = Outline()
        self._again: dict[int, str] = {}
        """Headings of areas that come again in a chapter of measures, by their titles."""

        self._areas = self._area_headings()
        self._area: AreaDraft | None = None
        self._chapters: list[str] = []
        self._part = "front"
        self._items: list[Item] | None = None
        self._item_level = ""
        self._chapter_rank = _RANK["numbered"]
        """The way of numbering of the highest chapters or areas so far; labels stand below."""

    def found(self) -> Outline:
        for at, plain in enumerate(self._lines):
            line = self._numbered_on(plain)
            if line.is_heading and _CONTENTS.search(line.whole.text):
                self._out.background.append(line.whole)
            elif at in self._areas:
                self._begin_area(line)
            elif at in self._again:
                self._resume_area(self._again[at])
            elif not self._turns(at, line):
                self._take(line)
        return self._out

    def _numbered_on(self, line: Line) -> Line:
        """8.5岁以下儿童… behind item 7 is item 8 on children below 5, and 8.5 anywhere else."""
        if line.level or self._item_level != "numbered" or not self._items:
            return line
        wanted = _order(narrow(self._items[-1].printed)) + 1
        found = re.match(rf"{wanted}\s*[.、](?=\d)", narrow(line.whole.text))
        if found is None:
            return line
        return Line(line.whole, "numbered", str(wanted), wanted, line.whole.part(found.end()))

    # which lines are headings of areas

    def _area_headings(self) -> set[int]:
        """Headings right above a label 主要目标; without any label, those in the chapter of fields.

        A line of the label's own kind of numbering, or lower, is no heading above it.
        """
        found = set()
        for at, line in enumerate(self._lines):
            if line.label == "goals" and (above := self._above(at)) is not None:
                found.add(above)
        return found if len(found) > 0 else self._unlabelled()

    def _above(self, label: int) -> int | None:
        rank = _RANK.get(self._lines[label].level, 99)
        for at in range(label - 1, max(label - 6, -1), -1):
            line = self._lines[at]
            if line.label:
                return None
            if not line.is_heading:
                continue
            lowest = _RANK["numbered"] + _is_title(line.rest.text)
            if line.level and _RANK[line.level] < min(rank, lowest):
                return None if _BACKGROUND.search(line.rest.text) else at
            alone = not line.level and len(line.rest.text) <= _ALONE
            if alone and not line.rest.text.endswith(("。", "；", "，")):
                return at
        return None

    def _unlabelled(self) -> set[int]:
        """Sections of a chapter of fields, or of one of goals, which one of measures may follow."""
        found: set[int] = set()
        of = ""
        for at, line in enumerate(self._lines):
            if line.level in ("part", "chapter") and line.is_heading:
                text = line.rest.text
                duties = _IMPLEMENTATION.search(text) is not None
                of = "" if duties else line.label or ("goals" if _FIELDS.search(text) else "")
            elif of and line.level in ("lettered", "section") and line.is_heading:
                if of == "goals":
                    found.add(at)
                else:
                    self._again[at] = _bare(line)
        return found

    # headings

    def _turns(self, at: int, line: Line) -> bool:
        """Whether the line is a heading, or a label, that begins another part."""
        rank = _RANK.get(line.level, 99)
        if line.label and self._part in ("goals", "measures") and rank > self._chapter_rank:
            self._to(line.label, line)
            return True
        if not line.is_heading or self._is_item(line):
            return False
        top = line.level in ("part", "chapter") or line.whole.heading
        if top and rank <= self._chapter_rank:
            self._begin_chapter(line)
            return True
        announced = not line.level and line.rest.text.endswith(("：", ":"))
        if announced and self._part in ("goals", "measures") and _PROJECTS.search(line.rest.text):
            self._to("projects", line)
            return True
        return False

    def _is_item(self, line: Line) -> bool:
        """Whether a numbered line goes on with the items that are being read."""
        if line.whole.heading or not self._items or line.level != self._item_level:
            return False
        return line.order == _order(narrow(self._items[-1].printed)) + 1

    def _begin_area(self, line: Line) -> None:
        heading = line.rest.part(0, len(_bare(line)))
        self._area = AreaDraft(line.printed or "—", heading)
        self._out.areas.append(self._area)
        self._chapter_rank = min(_RANK.get(line.level, 99), self._chapter_rank)
        self._to("goals", None)

    def _resume_area(self, title: str) -> None:
        """Go on with the measures of the area of that title; of another, nothing is known."""
        named = (area for area in self._out.areas if area.heading.text == title)
        self._area = next(named, None)
        self._items = None
        self._to("measures", None)

    def _begin_chapter(self, line: Line) -> None:
        """A chapter by its title; a chapter of areas is left as soon as the first area begins."""
        text, self._chapter_rank = line.rest.text, _RANK.get(line.level, 99)
        self._forget(line.whole.text)
        self._items, self._item_level = None, ""
        self._part = "background"
        if _FIELDS.search(text) and not _BACKGROUND.search(text):
            self._part = "fields"
        elif _PROJECTS.search(text):
            self._out.background.append(line.whole)
            self._to("projects", None)
        elif _IMPLEMENTATION.search(text):
            self._out.implementation.heading = line.whole.text
            self._to("implementation", None)
        elif _MONITORING.search(text):
            self._out.monitoring.heading = line.whole.text
            self._to("monitoring", None)
        elif line.label:
            self._part = "fields"
        elif not _BACKGROUND.search(text) and self._out.areas:
            self._part = "other"
            self._out.unplaced.append(line.whole)
            return
        if self._part in ("background", "fields"):
            self._out.background.append(line.whole)

    def _forget(self, heading: str) -> None:
        """A chapter that comes again stood in a table of contents before."""
        if heading not in self._chapters:
            self._chapters.append(heading)
            return
        for chapter in (self._out.implementation, self._out.monitoring):
            if chapter.heading == heading:
                self._out.background += [item.body for item in chapter.items]
                chapter.items.clear()
        if _PROJECTS.search(heading):
            self._out.background += [item.body for item in self._out.projects]
            self._out.projects.clear()

    def _to(self, part: str, label: Line | None) -> None:
        self._part, self._item_level = part, ""
        area = self._area
        if part == "goals" and area is not None:
            self._items = area.goals
            if label is not None:
                area.label = label.rest
        elif part == "measures" and area is not None:
            self._items = area.measures
        elif part == "projects":
            self._items = self._out.projects
        elif part in ("implementation", "monitoring"):
            self._items = getattr(self._out, part).items

    # items

    def _take(self, line: Line) -> None:
        if self._part == "front":
            self._out.front.append(line.whole)
        elif self._part in ("background", "fields"):
            self._out.background.append(line.whole)
        elif line.whole.target and self._part == "goals" and self._area is not None:
            self._area.goals.append(Item(str(len(self._area.goals) + 1), line.whole))
        elif self._items is None or line.whole.row:
            self._out.unplaced.append(line.whole)
        elif self._begins_item(line):
            self._add(line)
        elif self._items and (self._item_level or line.level):
            body = self._items[-1].body
            apart = _is_title(body.text) and len(line.whole.text) > _BROKEN
            self._items[-1].body = body.followed_by(line.whole, apart=apart)
        elif not self._item_level and self._part in ("goals", "measures") and _is_sentence(line):
            self._items.append(Item(str(len(self._items) + 1), line.whole))
        else:
            self._out.unplaced.append(line.whole)

    def _begins_item(self, line: Line) -> bool:
        below = line.level and _RANK[line.level] > self._chapter_rank
        if line.level not in _ITEMS and not (below and self._part not in ("goals", "measures")):
            return False
        if self._part == "goals" and self._restarts(line):
            self._to("measures", None)  # the numbers begin anew without a label
        return line.level == (self._item_level or line.level)

    def _restarts(self, line: Line) -> bool:
        area = self._area
        if area is None or area.label is not None or line.level != self._item_level:
            return False
        return line.order == 1 and len(area.goals) > 1

    def _add(self, line: Line) -> None:
        assert self._items is not None
        self._item_level = self._item_level or line.level
        if self._part == "implementation" and _ON_MONITORING.search(_first_sentence(line)):
            self._part, self._items = "monitoring", self._out.monitoring.items
            self._out.monitoring.heading = self._out.implementation.heading
        printed = line.printed if line.level != "dashed" else str(len(self._items) + 1)
        self._items.append(Item(printed, line.rest))


def _bare(line: Line) -> str:
    return line.rest.text.rstrip("。：:")


def _first_sentence(line: Line) -> str:
    return line.rest.text.split("。")[0]


def _is_title(text: str) -> bool:
    """Whether the words of an item so far are a heading, which the next paragraph explains."""
    return len(text) <= _ALONE and "。" not in text and not text.endswith(tuple("，。；：、,;:"))


def _is_sentence(line: Line) -> bool:
    return len(line.rest.text) >= 8
