"""How long the assessment takes: `python benches/assess.py [rows …]`.

First the size a district has: 85 indicators × 11 years × 17 areas × 3 sexes. Then the same plan
with more and more towns, up to ten million rows, made in memory; time a row should stay the same.
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal

import polars as pl

from plan_eval.assess.engine import assess
from plan_eval.model.assessment import Stage
from plan_eval.model.observation import EXACT, OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.model.plan import Plan
from plan_eval.model.register import Town, Units
from plan_eval.plan_folder.load import load_plan
from plan_eval.resources import targets_folder

INDICATORS, YEARS, SEXES = 85, range(2020, 2031), ("total", "female", "male")
DISTRICT = 16  # towns, and the district itself makes 17
STAGE = Stage("midterm", 2025)


def plan_with(towns: int) -> Plan:
    """The shipped plan, cut to 85 indicators that are judged from figures, with so many towns."""
    whole = load_plan(targets_folder())
    judged = [i.id for i in whole.indicators.values() if i.group in ("quantified", "directional")]
    kept = set(judged[:INDICATORS])
    areas = tuple(
        area.model_copy(
            update={
                "indicators": tuple(
                    one.model_copy(update={"splits": ("sex", "town")})
                    for one in area.indicators
                    if one.id in kept
                )
            }
        )
        for area in whole.areas
    )
    units = Units(
        note="bench",
        units=tuple(
            Town(id=f"u{n}", name=f"镇{n}", name_en=f"Town {n}", type="town") for n in range(towns)
        ),
    )
    projects = whole.projects.model_copy(update={"indicators": ()})
    # made anew: a copy would keep the look-ups of the whole plan
    fields = {name: getattr(whole, name) for name in Plan.model_fields}
    return Plan(**{**fields, "areas": areas, "units": units, "projects": projects})


def observations(plan: Plan, towns: int) -> pl.DataFrame:
    """A figure for every indicator, year, town and sex: shares of 1,000 that creep upwards."""
    own = pl.DataFrame(
        [(i.id, i.scope.residence) for i in plan.indicators.values()],
        schema={"indicator": pl.String, "residence": pl.String},
        orient="row",
    )
    register = pl.DataFrame({"town": ["", *(f"u{n}" for n in range(towns))]}).with_row_index("at")
    count = (500 + pl.col("at") % 100 + (pl.col("year") - 2020) * 7).cast(pl.Int64)
    frame = (
        own.join(pl.DataFrame({"year": YEARS}, schema={"year": pl.Int32}), how="cross")
        .join(register, how="cross")
        .join(pl.DataFrame({"sex": SEXES}), how="cross")
        .with_columns(
            (count.cast(EXACT) / Decimal(10)).cast(EXACT).alias("value"),
            count.cast(EXACT).alias("numerator"),
            pl.lit(Decimal(1000)).cast(EXACT).alias("denominator"),
            pl.lit(1, pl.Int32).alias("places"),
            pl.lit("bench.csv").alias("path"),
            pl.lit("").alias("age"),
            pl.col("year").alias("report_year"),
        )
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )
    missing = [name for name in OBSERVATION_SCHEMA if name not in frame.columns]
    frame = frame.with_columns(
        pl.lit(None, OBSERVATION_SCHEMA[name]).alias(name) for name in missing
    )
    return frame.select(*OBSERVATION_SCHEMA)


def main() -> None:
    """Print rows, seconds by the clock and of processor, and microseconds of processor a row."""
    import resource

    import scipy.stats  # noqa: F401 - loaded before the clock starts

    said = pl.DataFrame(schema=SELF_ASSESSMENT_SCHEMA)
    wanted = [int(size) for size in sys.argv[1:]] or [0, 100_000, 1_000_000, 10_000_000]
    for size in wanted:
        a_town = INDICATORS * len(YEARS) * len(SEXES)
        towns = max(DISTRICT, size // a_town - 1)
        plan = plan_with(towns)
        frame = observations(plan, towns)
        start, worked = time.perf_counter(), time.process_time()
        found = assess(plan, frame, said, STAGE)
        seconds, cpu = time.perf_counter() - start, time.process_time() - worked
        verdicts = sum(len(result.splits) for result in found.results.values())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        each = cpu / frame.height * 1e6
        sys.stdout.write(
            f"{frame.height:>10,} rows  {seconds:8.2f} s  {cpu:8.2f} s CPU  {each:6.2f} µs a row"
            f"  {verdicts:,} verdicts on groups  {memory:,.0f} MiB at most\n"
        )


if __name__ == "__main__":
    main()
