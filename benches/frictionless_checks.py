"""The equivalent checks in frictionless: types, enum, key, range, year, and the rate in a row.

Usage: python benches/frictionless_checks.py FILE CODES.TXT (needs `pip install frictionless`).
Prints how many errors it finds.
"""

import sys
from pathlib import Path

from frictionless import Checklist, Resource, Schema, checks

file, codes = sys.argv[1:]
known = Path(codes).read_text("utf-8").split()
fields = [
    {"name": "指标编码", "type": "string", "constraints": {"enum": known}},
    {"name": "年份", "type": "integer", "constraints": {"minimum": 2020, "maximum": 2030}},
    *({"name": name, "type": "string"} for name in ("镇街", "性别", "年龄组", "城乡")),
    {"name": "数值", "type": "number", "constraints": {"minimum": 0, "maximum": 100}},
    {"name": "分子", "type": "number"},
    {"name": "分母", "type": "number"},
    {"name": "填报单位", "type": "string"},
]
key = ["指标编码", "年份", "镇街", "性别", "年龄组", "城乡"]
schema = Schema.from_descriptor({"fields": fields, "primaryKey": key})
rate = checks.row_constraint(formula="分子 is None or abs(数值 - 分子 / 分母 * 100) <= 0.05")
path = Path(file)
resource = Resource(path=path.name, basepath=str(path.parent), schema=schema, encoding="utf-8")
report = resource.validate(Checklist(checks=[rate]), limit_errors=1_000_000)
print(report.stats["errors"])
