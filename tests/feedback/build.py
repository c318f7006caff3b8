"""Feedback sheets that the tests of both writers share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from plan_eval.feedback.reply_sheet import Feedback, FeedbackLine, Kind

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "<img src=http://127.0.0.1/x>",
    "\U0001f4a3 \u202egnp.exe \x00\x07",
    "９٤٥ 一二\n三",
    "字" * 5000,
    "w" * 5000,
    "-5",
)
CLEAN = Feedback(
    plan_title="某区妇女发展规划",
    department="区法院",
    years=(2025,),
    day=date(2026, 3, 31),
    files=("court_2025.csv",),
    rows=2,
    parts={"error": (), "verify": (), "missing": ()},
    errors=0,
    notices=(("已规范的数字", 3),),
    settled=1,
    synthetic=True,
)


def line(value: str) -> FeedbackLine:
    return FeedbackLine(
        code="PE201",
        file=f"{value[:20]}.csv",
        row="2",
        column="数值",
        cell="F2",
        subject="破案率（law-06-3）　2025年",
        value=value,
        message=f"数值“{value}”不是数字",
        fix="请只填阿拉伯数字",
    )


Lines = tuple[FeedbackLine, ...]


def sheet(error: Lines = (), verify: Lines = (), missing: Lines = ()) -> Feedback:
    parts: dict[Kind, Lines] = {"error": error, "verify": verify, "missing": missing}
    return replace(CLEAN, parts=parts, errors=len(error))


def hostile() -> Feedback:
    lines = tuple(map(line, HOSTILE))
    return replace(sheet(error=lines, verify=lines), files=HOSTILE)
