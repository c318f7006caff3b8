"""What the tests of reading share: the sample's plan, and files sent and read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.readers.delimited import SMALL
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions
from plan_eval.reading.vocabulary import Vocabulary, vocabulary_of

ROOT = Path(__file__).resolve().parents[2]
HEALTH = "区卫生健康局_2025.csv"
HEADER = ("指标编码", "年份", "性别", "数值", "计量单位", "说明")
PERCENT = "health-04-4"
"""An indicator in %."""


@cache
def plan() -> Plan:
    return load_plan(ROOT / "targets", ROOT / "sample_data" / "units.yaml")


@cache
def words() -> Vocabulary:
    return vocabulary_of(plan())


def read(data: bytes | str, name: str = HEALTH, *, small: int = SMALL) -> Submissions:
    """What is read from one file with these bytes (text is sent as UTF-8)."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_submissions([path], plan(), small=small)


def table(rows: Iterable[Sequence[str]], *, delimiter: str = ",", end: str = "\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()


def one(*cells: str, header: Sequence[str] = HEADER) -> str:
    """A table with one row."""
    return table([header[: len(cells)], cells])


def codes(sent: Submissions) -> list[tuple[str, int | None, str | None]]:
    """(code, row, column) of what the reader met."""
    return [(notice.event, notice.row, notice.column) for notice in sent.notices]


def figures(sent: Submissions, *columns: str) -> list[tuple[object, ...]]:
    return sent.observations.sort("row", "value_letter").select(columns).rows()
