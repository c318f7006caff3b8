"""The order of rows, columns and files, and their names, never change what is found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.checks.build import checked

from plan_eval.checks.validation import Validation

COLUMNS = ("指标编码", "年份", "性别", "城乡", "数值", "分子", "分母", "计量单位", "说明")
DEPARTMENT = "区卫生健康局"

figures = st.sampled_from(
    ["70.1", "74.9", "0.70", "-3", "701", "约70", "－", "", "—", "７０．１", "-2", "100"]
)
counts = st.sampled_from(["", "0", "700", "701", "1,000", "1000", "一千"])
rows = st.fixed_dictionaries(
    {
        "指标编码": st.sampled_from(["health-03-3", "health-04-4", "health-05-1", "heath-03-3"]),
        "年份": st.sampled_from(["2024", "2025", "2025年", "2019", "去年"]),
        "性别": st.sampled_from(["女", "男", "合计", "", "女生"]),
        "城乡": st.sampled_from(["合计", "城镇", "农村", "郊区"]),
        "数值": figures,
        "分子": counts,
        "分母": counts,
        "计量单位": st.sampled_from(["%", "‰", ""]),
        "说明": st.sampled_from(["", "属实，扩大了范围", "PE401：属实", "无"]),
    }
)
files = st.lists(st.lists(rows, min_size=1, max_size=7), min_size=1, max_size=3)


def table(records: list[dict[str, str]], columns: tuple[str, ...]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def validated(tables: dict[str, str]) -> Validation:
    with TemporaryDirectory() as folder:
        return checked(Path(folder), tables)


def prints(validation: Validation) -> Counter[tuple[str, str, bool]]:
    return Counter((one.code, one.fingerprint, one.settled) for one in validation.findings)


def accepted(validation: Validation) -> list[tuple[object, ...]]:
    frame = validation.observations.drop("path", "row").sort(pl.all())
    return frame.rows()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=files, data=st.data())
def test_order_never_matters(sent: list[list[dict[str, str]]], data: st.DataObject) -> None:
    before = {
        f"{at}-{DEPARTMENT}-2025.csv": table(records, COLUMNS) for at, records in enumerate(sent)
    }
    shuffled = data.draw(st.permutations(sent))
    after = {
        f"{DEPARTMENT}（{at}）_2025.csv": table(
            data.draw(st.permutations(records)), tuple(data.draw(st.permutations(COLUMNS)))
        )
        for at, records in enumerate(shuffled)
    }
    one, other = validated(before), validated(after)
    assert prints(one) == prints(other)
    assert accepted(one) == accepted(other)
    assert one.account == other.account
