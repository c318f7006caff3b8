"""What the rules look at: the submissions, joined with what the plan says of each indicator.

The keys of figures are whole numbers here: what a million rows are compared by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import polars as pl

from plan_eval.model.indicator import Indicator, ShareOfLast
from plan_eval.model.observation import EXACT, KEY, NUMBERS
from plan_eval.model.plan import Plan
from plan_eval.reading.submitted import File, Submissions

PLACE = ("path", "row", "value_letter")
"""Where a figure stands: in a wide table several share a row, told apart by column."""

REPORTED = pl.coalesce("report_year", "year")
"""The year of the report a figure stands in; where none is named, the year it speaks of."""

_WOMEN = frozenset("女孕产")
_MEASURES = ("%", "‰", "岁", "年", "比值")
_PLAN_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "plan_unit": pl.String,
    "plan_department": pl.String,
    "plan_supporting": pl.List(pl.String),
    "plan_sex": pl.String,
    "plan_residence": pl.String,
    "plan_per_town": pl.Boolean,
    "plan_running_total": pl.Boolean,
    "plan_one_way": pl.Boolean,
    "plan_towards": pl.String,
    "plan_held": pl.Boolean,
    "plan_bound": EXACT,
    "plan_beyond": pl.String,
    "plan_low": EXACT,
    "plan_high": EXACT,
    "plan_period": pl.String,
    "plan_change": EXACT,
    "plan_change_share": EXACT,
    "plan_scale": EXACT,
    "plan_may_exceed": pl.Boolean,
    "plan_cohort": pl.Boolean,
    "plan_share": pl.Boolean,
    "plan_counts": pl.Boolean,
    "plan_women": pl.Boolean,
    **{f"plan_whole_{name}": pl.Boolean for name in NUMBERS},
    "plan_owner": pl.String,
}
_GROUP = ("town", "sex", "age", "residence")
_YEARS = 16_384  # a power of two above 9999: a year has four digits
_WHOLES = {"sex": "total", "residence": "total", "age": "", "town": ""}


@dataclass(frozen=True)
class Collected:
    """What was sent altogether: the tables, and the years of their figures in order."""

    files: tuple[File, ...]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Dataset:
    """One value for all rules; frames are lazy, so a rule costs only what it uses.

    `refused` has the places (PLACE) of figures that rules on single rows have refused; `numbered`
    the figures with their numbers, once they are known. `whole` is what was sent altogether
    where these are the submissions of a partition.
    """

    plan: Plan
    submissions: Submissions
    refused: pl.DataFrame | None = None
    numbered: pl.DataFrame | None = None
    whole: Collected | None = None

    def refusing(self, places: pl.DataFrame) -> Dataset:
        """The same data without the figures at `places`."""
        return Dataset(self.plan, self.submissions, places, self._figures, self.whole)

    @cached_property
    def _figures(self) -> pl.DataFrame:
        if self.numbered is not None:
            return self.numbered
        return with_numbers(self.submissions.observations, [*self.plan.indicators])

    @cached_property
    def rows(self) -> pl.LazyFrame:
        """The indicators form, each row with its numbers and the `plan_*` columns of its indicator.

        `figure` numbers the key of a figure (KEY), `series` the key but for the year, `setting` the
        key but for the indicator: one whole number to join or group by instead of six columns of
        text, and equal exactly where those are. A year later is `figure` + 1. They are null where
        a part of the key was not read.
        """
        return self._with_plan(self._figures)

    def _with_plan(self, rows: pl.DataFrame) -> pl.LazyFrame:
        """Looked up by place rather than joined: only the columns that a rule uses are made."""
        return rows.lazy().with_columns(
            pl.lit(column).gather(pl.col("plan_at")).alias(column.name) for column in self._of_plan
        )

    @cached_property
    def self_assessments(self) -> pl.LazyFrame:
        """The self-assessment form."""
        return self.submissions.self_assessments.lazy().with_columns(
            value_letter=pl.lit(None, pl.String)
        )

    @cached_property
    def accepted(self) -> pl.Series:
        """For each figure sent, whether no rule has refused it."""
        return ~standing_at(self._figures, self.refused)

    @cached_property
    def replaced(self) -> pl.Series:
        """For each figure sent, whether it is sound and a later report gives it again.

        The order is that of `report_year`; a figure that names none was reported in its own year.
        """
        reported = REPORTED.alias("reported")
        places = self._figures.select("figure", "repeated", reported).with_row_index("at")
        again = (
            places.lazy()
            .filter(self.accepted & pl.col("reported").is_not_null())
            .filter("repeated")
            .filter(pl.col("reported") < pl.col("reported").max().over("figure"))
            .collect(engine="in-memory")["at"]
        )
        return places["at"].is_in(again.implode())

    @cached_property
    def current(self) -> pl.LazyFrame:
        """`rows` without the refused ones and without those a later report replaced."""
        stands = self.accepted & ~self.replaced
        if stands.all():
            return self.rows
        # filtered anew by each rule, in the columns it uses: a copy of all would be larger
        return self._with_plan(self._figures.with_columns(stands=stands)).filter("stands")

    @cached_property
    def current_assessments(self) -> pl.LazyFrame:
        """`self_assessments` without the refused ones."""
        items = self.self_assessments.collect(engine="in-memory")
        return items.filter(~standing_at(items, self.refused)).lazy()

    @property
    def changes(self) -> pl.LazyFrame:
        """The current rows with a value and, as `last`, the value of the year before."""
        return self.changes_of("value")

    def changes_of(self, name: str) -> pl.LazyFrame:
        """The current rows with a number (of NUMBERS) and, as `last`, that of the year before.

        `last_value`, `last_numerator` and `last_denominator` stand beside it, null where not sent.
        """
        before = self.year_before
        lasts = {f"last_{one}": self._figures[one].gather(before) for one in NUMBERS}
        figures = self._figures.with_columns(last=lasts[f"last_{name}"], **lasts)
        return self._with_plan(figures).filter(
            pl.col(name).is_not_null() & pl.col("last").is_not_null()
        )

    @cached_property
    def year_before(self) -> pl.Series:
        """For each figure sent that stands, which one is that of the year before.

        Null where that has no value, or two of them stand: neither is to compare with.
        """
        figure, valued = self._figures["figure"], self._figures["value"].is_not_null()
        at = (self.accepted & ~self.replaced & figure.is_not_null()).arg_true()
        # in the order of figures the year before is the group before, its values first; to join a
        # million rows with themselves takes twice as long
        order = at.gather((figure.gather(at) * 2 + ~valued.gather(at)).arg_sort())
        number, start, first = pl.col("figure"), pl.col("start"), pl.col("first")
        two = (number.shift(-1) == number) & pl.col("valued").shift(-1)
        found = (
            pl.DataFrame({"figure": figure.gather(order), "valued": valued.gather(order)})
            .lazy()
            .with_row_index("start")
            .with_columns(
                pl.when(number.ne_missing(number.shift(1))).then(start).forward_fill(),
                alone=pl.col("valued") & ~two.fill_null(value=False),
            )
            .with_columns(first=start.gather(pl.when(start > 0).then(start - 1)))
            .select(
                pl.when(pl.col("alone").gather(first) & (number.gather(first) == number - 1)).then(
                    first
                )
            )
            .collect(engine="in-memory")
            .to_series()
        )
        nowhere = pl.Series([None], dtype=pl.UInt32).new_from_index(0, figure.len())
        return nowhere.scatter(order, order.gather(found))

    def is_split(self, dimension: str) -> bool:
        """Whether any indicator has both a whole and parts."""
        return bool(self._splits[dimension].any())

    def split(self, dimension: str) -> pl.LazyFrame:
        """The current rows of indicators that have both a whole and parts to compare."""
        both = self._splits.filter(pl.col(dimension)).select("plan_at")
        if both.is_empty():
            return self._with_plan(self._figures.clear())
        return self.current.join(both.lazy(), on="plan_at", how="semi")

    @cached_property
    def _splits(self) -> pl.DataFrame:
        both = {
            name: (pl.col(name) == whole).any() & (pl.col(name) != whole).any()
            for name, whole in _WHOLES.items()
        }
        return self.current.group_by("plan_at").agg(**both).collect(engine="in-memory")

    @cached_property
    def notices(self) -> pl.DataFrame:
        """What the reader met, with the key of the figure or item it stands beside."""
        found = self.submissions.noticed.rename({"letter": "value_letter"})
        if found.is_empty():
            return found
        whose = pl.concat(
            (
                self.submissions.observations.lazy().select(*PLACE, *KEY, "department", "note"),
                self.self_assessments.select(*PLACE, "item", "year", "department", "note"),
            ),
            how="diagonal",
        )
        places = found.select("path", "row").drop_nulls().unique().lazy()
        known = whose.join(places, on=["path", "row"], how="semi").collect(engine="in-memory")
        return found.join(known, on=PLACE, how="left", nulls_equal=True, maintain_order="left")

    @cached_property
    def collected(self) -> Collected:
        """What was sent altogether, of which these submissions may be a partition."""
        sent = self.submissions
        return self.whole or Collected(sent.files, years_of(sent.observations))

    @property
    def years(self) -> tuple[int, ...]:
        """The years figures were sent for."""
        return self.collected.years

    def senders(self, form: str) -> dict[int, set[str]]:
        """The departments that sent a form, by the year of the report."""
        found: dict[int, set[str]] = defaultdict(set)
        for file in self.collected.files:
            if file.form == form and file.year and file.department:
                found[file.year].add(file.department)
        return dict(sorted(found.items()))

    @cached_property
    def _of_plan(self) -> pl.DataFrame:
        """What the plan says, one row per indicator in the plan's order."""
        names = {department.id: department.name for department in self.plan.departments}
        rows = [
            (*_described(indicator), names.get(indicator.department))
            for indicator in self.plan.indicators.values()
        ]
        # numbers by way of text: handed over as objects they make polars load numpy, 0.1 s
        texts = {n: pl.String if of == EXACT else of for n, of in _PLAN_COLUMNS.items()}
        told = [
            tuple(
                str(v) if isinstance(v, Decimal | int) and not isinstance(v, bool) else v
                for v in row
            )
            for row in rows
        ]
        exact = [name for name, of in _PLAN_COLUMNS.items() if of == EXACT]
        frame = pl.DataFrame(told, schema=texts, orient="row")
        return frame.with_columns(pl.col(exact).cast(EXACT))


def years_of(observations: pl.DataFrame) -> tuple[int, ...]:
    """The years of figures, in order."""
    return tuple(observations["year"].drop_nulls().unique().sort().to_list())


def standing_at(rows: pl.DataFrame, places: pl.DataFrame | None) -> pl.Series:
    """For each row, whether it stands at one of the places (PLACE)."""
    numbers = pl.int_range(rows.height, eager=True)
    if places is None or places.is_empty():
        return pl.repeat(False, rows.height, dtype=pl.Boolean, eager=True)
    there = (
        rows.select(PLACE)
        .with_row_index("at")
        .join(places, on=PLACE, how="semi", nulls_equal=True)["at"]
    )
    return numbers.is_in(there.cast(pl.Int64).implode())


def is_read(file: File) -> bool:
    """Whether the file's rows were read: a column short is a finding of its own."""
    return file.is_read and bool(file.rows)


def _described(indicator: Indicator) -> tuple[object, ...]:
    low, high = indicator.plausible or (None, None)
    rate, unit, change = indicator.rate, indicator.unit, indicator.yearly_change
    return (
        unit,
        indicator.department,
        [*indicator.supporting],
        indicator.scope.sex,
        indicator.scope.residence,
        indicator.target.per_town,
        indicator.target.running_total,
        indicator.target.one_way and not indicator.target.derived,
        indicator.target.direction,
        indicator.target.hold == "every_year",
        indicator.bound,
        _beyond(indicator),
        low,
        high,
        indicator.period,
        None if isinstance(change, ShareOfLast) else change,
        change.share if isinstance(change, ShareOfLast) else None,
        rate.scale if rate else None,
        rate.may_exceed if rate else None,
        rate.cohort if rate else None,
        unit in ("%", "‰"),
        unit is not None and rate is None and "/" not in unit and unit not in _MEASURES,
        _is_share_of_women(indicator),
        indicator.whole,
        *(rate.whole if rate else (False, False)),
    )


def _beyond(indicator: Indicator) -> str:
    """The sign of a level that reaching is not enough for (超过, 不满), else nothing."""
    band = indicator.target.band(indicator.full)
    if band is None or band.closed:
        return ""
    return "＞" if band.high is None else "＜"


def _is_share_of_women(indicator: Indicator) -> bool:
    """Women counted among people of both sexes (女代表人数 ÷ 代表总数), by the plan's own words."""
    rate = indicator.rate
    share = rate is not None and indicator.unit == "%" and indicator.scope.sex != "male"
    return (
        share and rate is not None and "女" in rate.numerator and not _WOMEN & {*rate.denominator}
    )


def with_numbers(rows: pl.DataFrame, indicators: Sequence[str]) -> pl.DataFrame:
    """The rows with `plan_at` (place of the indicator in the list), `series`, `setting`, `figure`.

    Dense codes of each column, packed without loss; null where a part was not read. `repeated` is
    whether another row has the same figure.
    """
    at = pl.Series(range(len(indicators)), dtype=pl.Int64)
    plan_at = rows["indicator"].replace_strict(
        pl.Series(indicators, dtype=pl.String), at, default=None, return_dtype=pl.Int64
    )
    group, sizes = pl.repeat(0, rows.height, dtype=pl.Int64, eager=True), 1
    for name in _GROUP:
        codes, size = _codes(rows[name])
        group, sizes = group * size + codes, sizes * size
    series = plan_at * sizes + group
    figure = series * _YEARS + rows["year"]
    return rows.with_columns(
        plan_at.alias("plan_at"),
        series.alias("series"),
        (group * _YEARS + rows["year"]).alias("setting"),
        figure.alias("figure"),
        repeated=repeated(figure),
    )


def repeated(figure: pl.Series) -> pl.Series:
    """Where a number stands again; by sorting, which is twice as fast as Series.is_duplicated."""
    order = figure.arg_sort()
    numbers = figure.gather(order)
    again = (numbers == numbers.shift(1)) | (numbers == numbers.shift(-1))
    return pl.repeat(False, figure.len(), eager=True).scatter(order.filter(again), True)


def _codes(column: pl.Series) -> tuple[pl.Series, int]:
    """The words of a column as numbers from 0 on, and how many there are."""
    words = column.drop_nulls().unique()
    codes = column.cast(pl.Enum(words)).to_physical().cast(pl.Int64)
    return codes, max(len(words), 1)
