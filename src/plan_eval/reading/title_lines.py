"""What the lines above the header say of the whole table: 填报单位：…, 单位：万人, 指标：…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan_eval.reading import cells
from plan_eval.reading.grids import Record, letter
from plan_eval.reading.vocabulary import Vocabulary, match

_KEYS = {
    **dict.fromkeys(("填报单位", "报送单位", "填表单位", "上报单位", "责任单位"), "department"),
    **dict.fromkeys(("计量单位", "数据单位", "数值单位"), "unit"),
    **dict.fromkeys(("指标名称", "指标编码", "指标"), "indicator"),
    **dict.fromkeys(("报告年度", "填报年度", "报告期"), "report_year"),
    **dict.fromkeys(("数据年份", "年份", "年度"), "year"),
    "单位": "unit",
}
_SAID = re.compile(rf"(?:^|[\s;,(])(?P<key>{'|'.join(_KEYS)})\s*:\s*(?P<value>[^\s:;]+)")
_SEVERAL = re.compile("[、,]|和|及")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年(?!\s*[-—~至到])")


@dataclass(frozen=True)
class Said:
    """What a line above the header says, and where."""

    value: str
    row: int
    letter: str


def read_title_lines(
    records: Sequence[Record], vocabulary: Vocabulary, first: int = 0
) -> dict[str, Said]:
    """What is said of `department`, `unit`, `indicator`, `year`, `report_year`, `title_year`.

    The last word counts. 单位 may be a unit or an office: an office's name decides. A line with
    several units (人、%) says nothing of a single row. `title_year` is the one year that the titles
    name (2025年…统计表). `first` is the place (0-based) of the first record.
    """
    found: dict[str, Said] = {}
    titles: dict[str, Said] = {}
    for row, record in enumerate(records, first + 1):
        for position, cell in enumerate(record):
            for year in _TITLE_YEAR.findall(cells.plain(cell)):
                titles.setdefault(year, Said(year, row, letter(position)))
        for key, value, position in _said(record):
            name = _KEYS[key]
            if key == "单位" and match(vocabulary.departments, value):
                name = "department"
            if name != "unit" or not _SEVERAL.search(value):
                found[name] = Said(value, row, letter(position))
    if len(titles) == 1:
        found["title_year"] = next(iter(titles.values()))
    return found


def _said(record: Record) -> Iterator[tuple[str, str, int]]:
    """(key, value, position): in one cell, or the value in the next filled cell."""
    waiting: str | None = None
    for position, cell in enumerate(record):
        text = cells.plain(cell)
        if not text:
            continue
        if waiting:
            yield waiting, text, position
            waiting = None
        elif (key := text.rstrip(":").rstrip()) in _KEYS:
            waiting = key
        else:
            for said in _SAID.finditer(text):
                yield said["key"], _unbracketed(said["value"]), position


def _unbracketed(value: str) -> str:
    """Without the end of a bracket around the whole: (单位:万人)."""
    return value[:-1] if value.endswith(")") and "(" not in value else value
