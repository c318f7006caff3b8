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
    **dict.fromkeys(("报告年度", "填报年度"), "report_year"),
    "单位": "unit",
}
_SAID = re.compile(rf"(?:^|[\s;,(])(?P<key>{'|'.join(_KEYS)})\s*:\s*(?P<value>[^\s:;]+)")
_SEVERAL = re.compile("[、,]|和|及")


@dataclass(frozen=True)
class Said:
    """What a line above the header says, and where."""

    value: str
    row: int
    letter: str


def read_title_lines(records: Sequence[Record], words: Vocabulary) -> dict[str, Said]:
    """What is said of `department`, `unit`, `indicator`, `report_year`: the last word counts.

    单位 may be a unit or an office: an office's name decides. A line with several units (人、%)
    says nothing of a single row.
    """
    found: dict[str, Said] = {}
    for row, record in enumerate(records, 1):
        for key, value, position in _said(record):
            name = _KEYS[key]
            if key == "单位" and match(words.departments, value):
                name = "department"
            if name != "unit" or not _SEVERAL.search(value):
                found[name] = Said(value, row, letter(position))
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
