"""Made-up districts for tests: what the second plan's departments sent, each a little otherwise."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable
from pathlib import Path

PLANS = Path(__file__).resolve().parent
TINY, TINY_SENT = PLANS / "tiny", PLANS / "tiny_submissions"


def text_of_district(path: Path, seed: int) -> str:
    """A file of the second plan's with the counts moved; value and counts still agree."""
    chance = random.Random(f"{seed} {path.name}")
    head, *rows = csv.reader(path.read_text("utf-8").splitlines())
    at = {name: n for n, name in enumerate(head)}
    if "分子" in at:
        # the district's own level, and a little of each year's
        moved = random.Random(seed).uniform(-0.25, 0.04) + chance.uniform(-0.01, 0.01)
        for row in rows:
            _move(row, at, moved)
            row[at["数据来源"]] = f"地区{seed}台账"
        _add_up(rows, at)
    else:
        for row in rows:
            row[at["依据文件"]] += f"{seed}"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def _move(row: list[str], at: dict[str, int], moved: float) -> None:
    if row[at["分子"]]:
        _count(row, at, min(round(int(row[at["分子"]]) * (1 + moved)), int(row[at["分母"]])))


def _count(row: list[str], at: dict[str, int], events: int) -> None:
    total, unit = int(row[at["分母"]]), row[at["计量单位"]]
    scale = 100_000 if unit == "1/10万" else 100
    row[at["分子"]] = str(events)
    row[at["数值"]] = f"{events / total * scale:.{2 if scale > 100 else 1}f}"


def _add_up(rows: list[list[str]], at: dict[str, int]) -> None:
    for row in rows:
        if row[at["性别"]] == "合计" and row[at["分子"]]:
            same = [r for r in rows if r[0] == row[0] and r[at["性别"]] in ("女", "男")]
            if same:
                _count(row, at, sum(int(r[at["分子"]]) for r in same))


def write_district(folder: Path, seed: int, *, years: Iterable[int] = range(2015, 2021)) -> None:
    """What one district sent, into a folder; seed 0 is the plan's own, byte for byte."""
    folder.mkdir(parents=True)
    for path in sorted(TINY_SENT.glob("*.csv")):
        if int(path.stem[-4:]) in years:
            text = path.read_text("utf-8") if seed == 0 else text_of_district(path, seed)
            (folder / path.name).write_text(text, "utf-8")


def city(folder: Path, names: Iterable[str], *, extra: str = "") -> Path:
    """A project of the second plan with a folder for each district; gives the project's folder."""
    for seed, name in enumerate(names, 1):
        write_district(folder / "inbox" / name, seed)
    settings = f"plan: {TINY}\ndistricts: inbox/*\n{extra}"
    (folder / "plan-eval.yaml").write_text(settings, "utf-8")
    return folder
