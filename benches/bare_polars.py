"""What plan-eval is measured against: six checks on a long CSV, written out in bare Polars.

Usage: python benches/bare_polars.py FILE CODES.TXT. Prints how many rows each check finds.
"""

import sys
from pathlib import Path

import polars as pl

KEY = ["指标编码", "年份", "镇街", "性别", "年龄组", "城乡"]
file, codes = sys.argv[1:]
known = Path(codes).read_text("utf-8").split()

rows = pl.scan_csv(file, infer_schema=False).with_row_index("line", offset=2)
number = pl.col("数值").cast(pl.Float64, strict=False)
numerator = pl.col("分子").cast(pl.Float64, strict=False)
denominator = pl.col("分母").cast(pl.Float64, strict=False)
year = pl.col("年份").cast(pl.Int32, strict=False)
checks = {
    "non-number": number.is_null() & (pl.col("数值") != ""),
    "unknown code": ~pl.col("指标编码").is_in(known),
    "duplicate key": pl.struct(KEY).is_duplicated(),
    "range": ~number.is_between(0, 100),
    "rate": (number - numerator / denominator * 100).abs() > 0.05,
    "year": year.is_null() | ~year.is_between(2020, 2030),
}
found = pl.collect_all(
    [rows.filter(fault).select("line", *KEY, "数值") for fault in checks.values()]
)
for name, frame in zip(checks, found, strict=True):
    print(name, frame.height)
