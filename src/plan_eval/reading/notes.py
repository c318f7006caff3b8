"""Rows that are no data: notes, signatures, seals, captions and rows that number the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plan_eval.model.observation import NUMBERS
from plan_eval.reading import cells
from plan_eval.reading.headers import Column, Header
from plan_eval.reading.vocabulary import Vocabulary, match

_NOTE_STARTS = (
    *("注", "备注", "附注", "说明:", "填表说明", "数据来源", "资料来源", "来源:", "※", "*", "续表"),
    *("填表人", "填报人", "制表人", "审核人", "复核人", "经办人", "负责人", "单位负责人"),
    *("统计负责人", "联系人", "联系电话", "填报日期", "填表日期", "制表日期", "报出日期", "日期:"),
    *("(盖章)", "单位盖章", "单位(盖章)", "单位公章", "(公章)", "签字", "签章"),
)
_STARTS = re.compile("|".join(map(re.escape, _NOTE_STARTS)))
_SURELY = re.compile(r"(?:[备附]?注|(?:填表)?说明|[数资][据料]来源)\s*[\d:(①-⑳、.]|[※*]|续表")
_LINE = re.compile(r"[-=_—:|+]{2,}")
_LABEL = re.compile(r"(?!其中|合计|总计|小计)[^\d\W][^:]{0,11}:")
"""制表人：甲 — a few words and a colon; a signature's name may stand in the next cell."""

_DATE = re.compile(r"(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|年\s*月\s*日")
_PAGE = re.compile(r"(?:[第共]\s*\d+\s*页[\s,，/]*)+")
_SEAL = re.compile(r".{0,12}\((?:盖章|公章|签章|签字|章)\)")
_CODE = re.compile(r"[a-z]+[\w.-]*\d", re.I)
_WORDY = re.compile(r"[^\W\d_]")
_FREE_TEXT = frozenset(
    ("note", "source", "evidence", "achievements", "problems", "next_steps", "reference")
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LISTS = {
    "town": "towns",
    "sex": "sexes",
    "residence": "residences",
    "item": "items",
    "status": "statuses",
    "department": "departments",
}


class NoData:
    """Tells a table's rows that are no data by their looks, not by where they stand."""

    MAYBE_REMARK = "[:：※*＊章月页]|^[-=_—|+]+$|注|续表|签字|人|日期|来源|电话|说明"
    """What the first filled cell of every note over several cells holds, as sent."""

    def __init__(self, header: Header, vocabulary: Vocabulary) -> None:
        self.columns = {column.position: column for column in header.columns}
        self.vocabulary = vocabulary

    def is_note(self, record: Sequence[str]) -> bool:
        """A note, signature or caption: all its filled cells are such words, or it has but one.

        A formula without a result (=TODAY()) fills no cell.
        """
        filled = [(at, text) for at, cell in enumerate(record) if (text := cells.plain(cell)) != ""]
        said = [(at, text) for at, text in filled if not text.startswith("=")]
        if not said:
            return False
        if len(filled) == 1:
            return self._is_caption(*said[0])
        texts = [text for _, text in said]
        if _SURELY.match(texts[0]) and all(map(_is_prose, texts[1:])):
            return True  # a note that a comma or a cell's edge cuts
        return _is_remark(texts) or all(map(_LINE.fullmatch, texts))

    def _is_caption(self, at: int, text: str) -> bool:
        """Whether the only filled cell of a row is no part of a figure.

        What the lists know, what may be a number or a code, and what a column of free text holds,
        stays a row: its gaps are for the checks to report.
        """
        column = self.columns.get(at)
        if _is_remark([text]):
            return True
        if column and (column.name in _FREE_TEXT or self._is_known(column, text)):
            return False
        if _CODE.fullmatch(text):
            return False
        if column and column.measure in NUMBERS:
            return False
        return bool(_WORDY.search(text)) or not any(one.isalnum() for one in text)

    def _is_known(self, column: Column, text: str) -> bool:
        if column.name in ("indicator", "indicator_name"):
            return self.vocabulary.indicator(text) is not None
        if column.name in NUMBERS or column.name not in _LISTS:
            return False
        return match(getattr(self.vocabulary, _LISTS[column.name]), text) is not None

    def numbers_the_columns(self, record: Sequence[str]) -> bool:
        """Whether a row under the header only counts columns: 甲 乙 丙 1 2 3, or 栏次 1 2 3."""
        filled = [(at, cells.plain(cell).strip("()")) for at, cell in enumerate(record)]
        filled = [(at, text) for at, text in filled if text]
        if any(
            at in self.columns and self._is_known(self.columns[at], text) for at, text in filled
        ):
            return False
        texts = [text for _, text in filled if text != "栏次"]
        stems = [one for one in texts if len(one) == 1 and one in _STEMS]
        counts = [one for one in texts if one.isascii() and one.isdigit()]
        return (
            len(filled) > 1
            and len(stems) + len(counts) == len(texts)
            and "".join(stems) == _STEMS[: len(stems)]
            and counts == [str(number) for number in range(1, len(counts) + 1)]
        )


def _is_prose(text: str) -> bool:
    """Whether a cell is words: no number, year or mark of absence."""
    return len(_WORDY.findall(text)) > 1 and not re.fullmatch(r"[\d.,%]+\D?", text)


def _is_remark(texts: Iterable[str]) -> bool:
    """Each cell is a remark by its first words, a date or a seal, or follows a remark's colon."""
    first, follows = True, False
    for text in texts:
        whole = (_DATE, _PAGE, _SEAL)
        remark = _STARTS.match(text) or any(one.fullmatch(text) for one in whole)
        label = _LABEL.match(text)
        if not (remark or label or (follows and _WORDY.search(text))):
            return False
        first, follows = False, text.endswith(":") or text in ("注", "备注")
    return not first
