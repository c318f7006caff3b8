"""The six checks of bare_polars.py in other libraries, each as its own documentation would have it.

Usage: python benches/peers.py LIBRARY FILE CODES.TXT; LIBRARY is a name of LIBRARIES. Prints the
rows (as a spreadsheet counts them) with a fault, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

KEY = ["指标编码", "年份", "镇街", "性别", "年龄组", "城乡"]
NUMBERS = ["数值", "分子", "分母"]
YEARS, RANGE, SLACK = (2020, 2030), (0, 100), 0.05


def frame(file: str) -> Any:
    """The rows in Polars: cells as sent, and beside them what is a number or a year."""
    import polars as pl

    rows = pl.read_csv(file, infer_schema=False, empty_string_is_null=False)
    return rows.with_columns(
        *(pl.col(name).cast(pl.Float64, strict=False).alias(f"{name}#") for name in NUMBERS),
        pl.col("年份").cast(pl.Int32, strict=False).alias("年份#"),
    )


def conditions(known: list[str]) -> dict[str, Any]:
    """What must hold of every row, in Polars."""
    import polars as pl

    number, year = pl.col("数值#"), pl.col("年份#")
    rate = pl.col("分子#") / pl.col("分母#") * 100
    return {
        "number": number.is_not_null() | (pl.col("数值") == ""),
        "code": pl.col("指标编码").is_in(known),
        "range": number.is_between(*RANGE).fill_null(value=True),
        "rate": ((number - rate).abs() <= SLACK).fill_null(value=True),
        "year": year.is_between(*YEARS).fill_null(value=False),
    }


def frictionless(file: str, known: list[str]) -> Iterable[int]:
    """Types, enum, key, range, year by schema, the rate by a row constraint; streams rows."""
    from frictionless import Checklist, Resource, Schema, checks

    fields = [
        {"name": "指标编码", "type": "string", "constraints": {"enum": known}},
        {
            "name": "年份",
            "type": "integer",
            "constraints": {"minimum": YEARS[0], "maximum": YEARS[1]},
        },
        *({"name": name, "type": "string"} for name in KEY[2:]),
        {
            "name": "数值",
            "type": "number",
            "constraints": {"minimum": RANGE[0], "maximum": RANGE[1]},
        },
        {"name": "分子", "type": "number"},
        {"name": "分母", "type": "number"},
        {"name": "填报单位", "type": "string"},
    ]
    schema = Schema.from_descriptor({"fields": fields, "primaryKey": KEY})
    rate = checks.row_constraint(
        # simpleeval, which evaluates it, has no abs
        formula=f"分子 == None or -{SLACK} <= 数值 - 分子 / 分母 * 100 <= {SLACK}"
    )
    path = Path(file)
    resource = Resource(path=path.name, basepath=str(path.parent), schema=schema, encoding="utf-8")
    report = resource.validate(Checklist(checks=[rate]), limit_errors=10_000_000)
    return [row for (row,) in report.flatten(["rowNumber"]) if row]


def pandera(file: str, known: list[str]) -> Iterable[int]:
    """Checks of a DataFrameSchema, all failures together (lazy)."""
    import pandera.polars as pa
    import polars as pl

    def check(name: str, holds: pl.Expr) -> pa.Check:
        return pa.Check(lambda data: data.lazyframe.select(holds.alias(name)), name=name)

    found = {**conditions(known), "key": ~pl.struct(KEY).is_duplicated()}
    rows = frame(file)
    schema = pa.DataFrameSchema(checks=[check(name, holds) for name, holds in found.items()])
    try:
        schema.validate(rows, lazy=True)
    except pa.errors.SchemaErrors as faults:
        return [at + 2 for at in faults.failure_cases["index"].drop_nulls().unique()]
    return []


def dataframely(file: str, known: list[str]) -> Iterable[int]:
    """Rules of a Schema; `filter` parts the rows that keep them from those that do not."""
    import dataframely as dy
    import polars as pl

    rows = frame(file).with_row_index("line", offset=2)
    found = {**conditions(known), "key": pl.len().over(KEY) == 1}
    columns = {
        f"column_{at}": getattr(dy, dtype.__name__)(alias=name, nullable=True)
        for at, (name, dtype) in enumerate(zip(rows.columns, map(type, rows.dtypes), strict=True))
    }
    rules = {name: dy.rule()(lambda cls, holds=holds: holds) for name, holds in found.items()}
    schema = type("Rows", (dy.Schema,), {**columns, **rules})
    _, failure = schema.filter(rows)
    return failure.invalid()["line"].to_list()


def pointblank(file: str, known: list[str]) -> Iterable[int]:
    """Steps of a Validate, with the rows that fail each."""
    import pointblank as pb

    plan = pb.Validate(frame(file))
    for holds in conditions(known).values():
        plan = plan.col_vals_expr(expr=holds)
    done = plan.rows_distinct(columns_subset=KEY).interrogate(
        collect_extracts=True, extract_limit=10_000_000
    )
    steps = range(1, len(conditions(known)) + 2)
    return [
        row
        for step in steps
        if (extract := done.get_data_extracts(i=step, frame=True)) is not None
        for row in extract["_row_num_"] + 1
    ]


def great_expectations(file: str, known: list[str]) -> Iterable[int]:
    """Expectations of a suite over a pandas frame, results complete."""
    import great_expectations as gx
    import pandas as pd
    from great_expectations import expectations as gxe

    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    for name in (*NUMBERS, "年份"):
        rows[f"{name}#"] = pd.to_numeric(rows[name], errors="coerce")
    rows["off"] = (rows["数值#"] - rows["分子#"] / rows["分母#"] * 100).abs()
    rows["text"] = rows["数值#"].isna() & (rows["数值"] != "")
    context = gx.get_context(mode="ephemeral")
    batch = (
        context.data_sources.add_pandas("rows")
        .add_dataframe_asset("rows")
        .add_batch_definition_whole_dataframe("all")
        .get_batch(batch_parameters={"dataframe": rows})
    )
    suite = gx.ExpectationSuite(
        name="rows",
        expectations=[
            gxe.ExpectColumnValuesToBeInSet(column="text", value_set=[False]),
            gxe.ExpectColumnValuesToBeInSet(column="指标编码", value_set=known),
            gxe.ExpectColumnValuesToBeBetween(
                column="数值#", min_value=RANGE[0], max_value=RANGE[1]
            ),
            gxe.ExpectColumnValuesToBeBetween(column="off", max_value=SLACK),
            gxe.ExpectColumnValuesToBeBetween(
                column="年份#", min_value=YEARS[0], max_value=YEARS[1]
            ),
            gxe.ExpectCompoundColumnsToBeUnique(column_list=KEY),
        ],
    )
    found = batch.validate(suite, result_format={"result_format": "COMPLETE"})
    return [at + 2 for one in found.results for at in one.result.get("unexpected_index_list") or ()]


LIBRARIES = {
    one.__name__: one
    for one in (frictionless, pandera, dataframely, pointblank, great_expectations)
}

if __name__ == "__main__":
    library, file, codes = sys.argv[1:]
    found = LIBRARIES[library](file, Path(codes).read_text("utf-8").split())
    print(json.dumps(sorted({int(row) for row in found})))
