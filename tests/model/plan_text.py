"""The plan as the user supplied it, taken apart: paragraphs, footnotes, where their marks stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "../shared"
FILE = SHARED / "plan/panyu-women-2021-2030.txt"
_JUNK = re.compile(r"\[bookmark: [^\]]*\]")
_NOTE = re.compile(r"\s*\[(\d+): ([^\[\]]*)\]\s*")
_MARK = re.compile(r"\[footnoteRef:(\d+)\]")
_NUMBERED = re.compile(r"(\d+)[.．](.+)")
_LETTERED = re.compile(r"（([一二三四五六七八九十])）(.+)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph without its number and its marks; `marks` gives positions by printed number."""

    printed: str
    text: str
    marks: dict[int, int]


@dataclass
class AreaText:
    heading: Paragraph
    goals_heading: Paragraph | None = None
    goals: list[Paragraph] = field(default_factory=list)
    measures: list[Paragraph] = field(default_factory=list)
    at_measures: bool = False


@dataclass
class PlanText:
    whole: str
    footnotes: dict[int, str]
    areas: list[AreaText] = field(default_factory=list)
    projects: list[Paragraph] = field(default_factory=list)
    implementation: list[Paragraph] = field(default_factory=list)
    monitoring: list[Paragraph] = field(default_factory=list)


def bare(text: str) -> str:
    """White space aside."""
    return re.sub(r"\s", "", text)


def read() -> PlanText:
    """The plan's text; printed footnote numbers are the file's plus one."""
    raw = _JUNK.sub("", FILE.read_text("utf-8"))
    notes = {int(n) + 1: words.strip() for n, words in _NOTE.findall(raw)}
    text = PlanText(_MARK.sub("", _NOTE.sub("", raw)), notes)
    chapter = ""
    for line in (line.strip() for line in _NOTE.sub("\n", raw).splitlines()):
        if re.match("[一二三四五]、", line):
            chapter = line[0]
        elif line and chapter == "二":
            _area_line(line, text)
        elif (lettered := _LETTERED.match(line)) and chapter in "三四五":
            into = {"三": text.projects, "四": text.implementation, "五": text.monitoring}[chapter]
            into.append(_paragraph(f"（{lettered[1]}）", lettered[2]))
    return text


def _area_line(line: str, text: PlanText) -> None:
    if lettered := _LETTERED.match(line):
        text.areas.append(AreaText(_paragraph(f"（{lettered[1]}）", lettered[2])))
    elif line.startswith("主要目标"):
        text.areas[-1].goals_heading = _paragraph("", line)
    elif numbered := _NUMBERED.match(line):
        area = text.areas[-1]
        items = area.measures if area.at_measures else area.goals
        items.append(_paragraph(numbered[1], numbered[2]))
    elif line.startswith("策略措施"):
        text.areas[-1].at_measures = True


def _paragraph(printed: str, marked: str) -> Paragraph:
    text, marks = "", {}
    for piece in re.split(r"(\[footnoteRef:\d+\])", marked):
        if mark := _MARK.fullmatch(piece):
            marks[int(mark[1]) + 1] = len(text)
        else:
            text += piece
    return Paragraph(printed, text.strip(), marks)
