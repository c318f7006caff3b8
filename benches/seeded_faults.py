"""How many seeded faults the checks find, at the row they were put in.

Usage: python benches/seeded_faults.py [--plan targets] [--units sample_data/units.yaml]
           [--submissions sample_data/submissions] [--year 2025] [--each 20]

One fault at a time is put into the figures of one year; the years before stay as they are. A fault
is found when a question or an error stands at one of its rows that did not stand there before.
Each kind is tried with the counts beside the value and without (numerators and denominators of the
indicator left out in all years): then history and related figures are all there is. Figures of
fewer than three years before are not tried. A slip that leaves the figure as it was is drawn anew;
one that moves it little is kept, so that not every kind can be found always.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from plan_eval.checks.engine import validate  # noqa: E402
from plan_eval.model.finding import Severity  # noqa: E402
from plan_eval.model.observation import NUMBERS  # noqa: E402
from plan_eval.model.plan import Plan  # noqa: E402
from plan_eval.plan_folder.load import load_plan  # noqa: E402
from plan_eval.reading.submissions import read_submissions  # noqa: E402
from plan_eval.reading.submitted import Submissions  # noqa: E402

SEED, HISTORY, DRAWS = "seeded faults", 3, 400
Row = dict[str, Any]
Cells = dict[int, dict[str, str]]
"""New texts by row of the frame and column."""
Slip = Callable[["Bench", Row, random.Random], Cells]


def main() -> None:
    """Print the table."""
    given = _options().parse_args()
    plan = load_plan(given.plan, given.units)
    bench = Bench.of(plan, read_submissions([given.submissions], plan), given.year)
    print(f"{'kind':32} {'with counts':>12} {'without':>12}")
    for kind in KINDS:
        told = [
            f"{found:>6} of {tried:>2}" if tried else f"{'—':>12}"
            for counts in (True, False)
            for found, tried in [bench.tried(kind, given.each, counts=counts)]
        ]
        print(f"{kind:32} {told[0]} {told[1]}", flush=True)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--plan", type=Path, default=ROOT / "targets")
    options.add_argument("--units", type=Path, default=ROOT / "sample_data/units.yaml")
    options.add_argument("--submissions", type=Path, default=ROOT / "sample_data/submissions")
    options.add_argument("--year", type=int, default=2025)
    options.add_argument("--each", type=int, default=20)
    return options


@dataclass(frozen=True)
class Bench:
    """The figures up to `year`, numbered by `at`."""

    plan: Plan
    sent: Submissions
    year: int

    @classmethod
    def of(cls, plan: Plan, sent: Submissions, year: int) -> Bench:
        """Files and figures of reports up to the year."""
        files = tuple(file for file in sent.files if file.year is None or file.year <= year)
        figures = sent.observations.filter(pl.col("path").is_in([file.path for file in files]))
        return cls(
            plan, Submissions(files, figures.with_row_index("at"), sent.self_assessments), year
        )

    @property
    def figures(self) -> pl.DataFrame:
        """The frame, with `at`."""
        return self.sent.observations

    def tried(self, kind: str, each: int, *, counts: bool) -> tuple[int, int]:
        """How many of up to `each` faults of the kind were found, and how many were tried."""
        if kind in OF_COUNTS and not counts:
            return 0, 0
        places = self._places(counts=counts)
        dice = random.Random(f"{SEED}/{kind}/{counts}")
        dice.shuffle(places)
        found = tried = 0
        for row in places[:DRAWS]:
            cells = KINDS[kind](self, row, dice)
            if not cells or not self._differs(cells):
                continue
            found += self.is_found(row, cells, counts=counts)
            tried += 1
            if tried == each:
                break
        return found, tried

    def _places(self, *, counts: bool) -> list[Row]:
        key = ["indicator", "town", "sex", "age", "residence"]
        before = pl.col("value").is_not_null() & (pl.col("year") < self.year)
        rows = self.figures.with_columns(past=before.sum().over(key)).filter(
            (pl.col("year") == self.year)
            & (pl.col("past") >= HISTORY)
            & pl.col("value").is_not_null()
            & (pl.col("value") != 0)
        )
        if counts:
            rows = rows.filter(pl.col("denominator").is_not_null())
        return rows.sort("at").to_dicts()

    def _differs(self, cells: Cells) -> bool:
        old = {
            one["at"]: one for one in self.figures.filter(pl.col("at").is_in([*cells])).to_dicts()
        }
        return any(
            old[at][f"raw_{name}"] != text
            for at, new in cells.items()
            for name, text in new.items()
        )

    def is_found(self, row: Row, cells: Cells, *, counts: bool) -> bool:
        """Whether a question or error is new at one of the rows changed."""
        mine = self._concerned(row, counts=counts)
        changed = mine.filter(pl.col("at").is_in([*cells]))
        places = {*changed.select("path", "row").iter_rows()}
        return self._asked(_with(mine, cells), places) > self._asked(mine, places)

    def _concerned(self, row: Row, *, counts: bool) -> pl.DataFrame:
        """The figures of the sender, and of who counts the same: the others change nothing."""
        related = {row["indicator"], *self.plan.indicators[row["indicator"]].related}
        mine = self.figures.filter(
            (pl.col("department") == row["department"]) | pl.col("indicator").is_in(related)
        )
        if counts:
            return mine
        bare = pl.col("indicator") == row["indicator"]
        return mine.with_columns(
            pl.when(bare).then(None).otherwise(pl.col(name)).alias(name)
            for plain in ("numerator", "denominator")
            for name in (plain, f"raw_{plain}")
        )

    def _asked(self, figures: pl.DataFrame, places: set[Any]) -> int:
        files = tuple(one for one in self.sent.files if one.path in {*figures["path"]})
        sent = replace(
            self.sent,
            files=files,
            observations=figures.drop("at"),
            self_assessments=self.sent.self_assessments.clear(),
        )
        found = validate(sent, self.plan).findings
        return sum(
            (one.path, one.row) in places and one.severity is not Severity.INFO and not one.settled
            for one in found
        )

    def other(self, row: Row, **change: object) -> Row | None:
        """The figure whose key differs from that of `row` in what is given."""
        wanted = {
            name: row[name] for name in ("indicator", "year", "town", "sex", "age", "residence")
        } | change
        found = self.figures.filter(
            pl.all_horizontal(pl.col(name) == value for name, value in wanted.items())
            & pl.col("value").is_not_null()
        )
        return found.to_dicts()[0] if found.height == 1 else None


def _with(figures: pl.DataFrame, cells: Cells) -> pl.DataFrame:
    """The frame with new texts, and the numbers they say."""
    columns: dict[str, dict[int, Any]] = {}
    for at, new in cells.items():
        for name, text in new.items():
            columns.setdefault(f"raw_{name}", {})[at] = text
            number: Any = (
                int(text) if name == "year" else Decimal(text) if name in NUMBERS else text
            )
            columns.setdefault(name, {})[at] = number
            if name == "value":
                columns.setdefault("places", {})[at] = len(text.partition(".")[2])
    spots = {at: i for i, at in enumerate(figures["at"])}
    for name, numbers in columns.items():
        values = figures[name].to_list()
        for at, value in numbers.items():
            values[spots[at]] = value
        figures = figures.with_columns(pl.Series(name, values, figures.schema[name], strict=False))
    return figures


def on_value(change: Callable[[str, random.Random], str]) -> Slip:
    """A slip in the text of the value alone."""

    def slip(bench: Bench, row: Row, dice: random.Random) -> Cells:
        text = row["raw_value"]
        new = change(text, dice)
        if not re.fullmatch(r"-?\d+(\.\d+)?", new) or Decimal(new) == Decimal(text):
            return {}
        return {row["at"]: {"value": new}}

    return slip


def _transposed(text: str, dice: random.Random) -> str:
    spots = [
        m.start() for m in re.finditer(r"(?=\d\d)", text) if text[m.start()] != text[m.start() + 1]
    ]
    if not spots:
        return text
    at = dice.choice(spots)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _dropped(text: str, dice: random.Random) -> str:
    whole = len(text.partition(".")[0])
    at = dice.randrange(whole)
    return text[:at] + text[at + 1 :] if whole > 1 else text


def _doubled(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text.partition(".")[0]))
    return text[: at + 1] + text[at:]


def _times(factor: str) -> Callable[[str, random.Random], str]:
    return lambda text, _: format(Decimal(text) * Decimal(factor), "f")


def _as_fraction(bench: Bench, row: Row, dice: random.Random) -> Cells:
    if bench.plan.indicators[row["indicator"]].unit != "%":
        return {}
    return on_value(_times("0.01"))(bench, row, dice)


def _copied(bench: Bench, row: Row, dice: random.Random) -> Cells:
    last = bench.other(row, year=row["year"] - 1)
    return _value_of(row, last)


def _value_of(row: Row, other: Row | None) -> Cells:
    if other is None or other["value"] == row["value"]:
        return {}
    return {row["at"]: {"value": other["raw_value"]}}


def _copied_whole(bench: Bench, row: Row, dice: random.Random) -> Cells:
    last = bench.other(row, year=row["year"] - 1)
    if last is None or last["value"] == row["value"]:
        return {}
    return {row["at"]: {name: last[f"raw_{name}"] for name in NUMBERS if last[f"raw_{name}"]}}


def _swapped(dimension: str) -> Slip:
    def slip(bench: Bench, row: Row, dice: random.Random) -> Cells:
        here = row[dimension]
        if dimension == "sex":
            other = {"female": "male", "male": "female"}.get(here)
        else:
            other = dice.choice([one.id for one in bench.plan.units.units]) if here else None
        there = bench.other(row, **{dimension: other}) if other else None
        if there is None or there["value"] == row["value"]:
            return {}
        return {
            row["at"]: {"value": there["raw_value"]},
            there["at"]: {"value": row["raw_value"]},
        }

    return slip


def _counts_swapped(bench: Bench, row: Row, dice: random.Random) -> Cells:
    up, down = row["raw_numerator"], row["raw_denominator"]
    return {row["at"]: {"numerator": down, "denominator": up}} if up and down and up != down else {}


def _another(bench: Bench, row: Row, dice: random.Random) -> Cells:
    others = bench.figures.filter(
        (pl.col("department") == row["department"])
        & (pl.col("year") == row["year"])
        & (pl.col("indicator") != row["indicator"])
        & pl.col("value").is_not_null()
    )
    return _value_of(row, dice.choice(others.to_dicts())) if others.height else {}


def _wrong_year(bench: Bench, row: Row, dice: random.Random) -> Cells:
    return {row["at"]: {"year": str(row["year"] - 1)}}


def _total_off(bench: Bench, row: Row, dice: random.Random) -> Cells:
    """The count of a whole, a tenth too high."""
    parts = [
        bench.other(row, **{dimension: part})
        for dimension, part in (("sex", "female"), ("residence", "urban"))
        if row[dimension] == "total"
    ]
    if not any(parts):
        return {}
    name = "numerator" if row["raw_numerator"] else "value"
    if name == "value" and bench.plan.indicators[row["indicator"]].rate:
        return {}
    return {row["at"]: {name: str(int(row[name] * 11 / 10))}}


def _stale_denominator(bench: Bench, row: Row, dice: random.Random) -> Cells:
    last = bench.other(row, year=row["year"] - 1)
    if last is None or not last["raw_denominator"]:
        return {}
    return (
        {row["at"]: {"denominator": last["raw_denominator"]}}
        if (last["denominator"] != row["denominator"])
        else {}
    )


def _of_counts(name: str, change: Callable[[str, random.Random], str]) -> Slip:
    """A slip in a count, the rate worked out from it."""

    def slip(bench: Bench, row: Row, dice: random.Random) -> Cells:
        rate, text = bench.plan.indicators[row["indicator"]].rate, row[f"raw_{name}"]
        if not rate or not text or not row["raw_denominator"] or not row["raw_numerator"]:
            return {}
        new = change(text, dice)
        if not new.isdecimal() or not int(new) or int(new) == int(text):
            return {}
        counts = {one: row[one] for one in ("numerator", "denominator")} | {name: Decimal(new)}
        value = counts["numerator"] / counts["denominator"] * rate.scale
        return {row["at"]: {name: new, "value": f"{value:.{row['places']}f}"}}

    return slip


KINDS: dict[str, Slip] = {
    "transposed digits": on_value(_transposed),
    "× 10": on_value(_times("10")),
    "÷ 10": on_value(_times("0.1")),
    "copied from last year": _copied,
    "copied with its counts": _copied_whole,
    "sexes swapped": _swapped("sex"),
    "towns swapped": _swapped("town"),
    "numerator ↔ denominator": _counts_swapped,
    "sign": on_value(lambda text, _: f"-{text}"),
    "in ten thousands (万)": on_value(_times("0.0001")),
    "figure of another indicator": _another,
    "wrong year": _wrong_year,
    "digit dropped": on_value(_dropped),
    "digit doubled": on_value(_doubled),
    "whole ≠ parts": _total_off,
    "per cent as a fraction": _as_fraction,
    "stale denominator": _stale_denominator,
    "denominator transposed, rate too": _of_counts("denominator", _transposed),
    "numerator transposed, rate too": _of_counts("numerator", _transposed),
    "denominator × 10, rate too": _of_counts("denominator", _times("10")),
}
"""Every kind of fault, by the name the table prints."""
OF_COUNTS = {kind for kind in KINDS if "denominator" in kind or "numerator" in kind} | {
    "copied with its counts"
}
"""The kinds that there are only where there are counts."""


if __name__ == "__main__":
    main()
