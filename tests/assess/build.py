"""Small plans and observations for tests: one indicator, or as many as are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from plan_eval.assess.engine import assess
from plan_eval.model.area import Area, Goal, Measure, Project, Projects
from plan_eval.model.assessment import Assessment, Result, Stage
from plan_eval.model.footnote import Document, Footnote
from plan_eval.model.indicator import Indicator
from plan_eval.model.observation import OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.model.parameters import Parameters
from plan_eval.model.plan import Header, Plan, Sentinel, Span, Stages
from plan_eval.model.register import Department, Town, Units

Row = dict[str, object]
NAME = "health-01-1"
PRINTED = {
    "at_least": "以上",
    "at_most": "以下",
    "more_than": "超过",
    "less_than": "不满",
    "around": "左右",
    "sustained": "保持在",
    "reached_and_held": "达到并保持在",
    "compared": "不低于男性",
    "trend": "逐步提高",
    "slowing": "渐缓",
    "full_coverage": "全覆盖",
    "each_unit": "每个镇街",
    "parity": "相适应",
    "ratio": "1：1.5",
    "gap": "缩小差距",
    "addition": "新增",
    "standard": "生活圈",
}


def indicator(target: Mapping[str, Any], name: str = NAME, /, **fields: Any) -> Indicator:
    """An indicator with a target; whatever else a test wants to say of it in `fields`."""
    kind = target["kind"]
    printed = {"printed": PRINTED[kind]} if kind in PRINTED else {}
    given: dict[str, Any] = {
        "id": name,
        "name": name,
        "name_en": name,
        "target": {**printed, **target},
        "unit": None if kind == "qualitative" else "%",
        "scope": {"population": "人口"},
        "department": "health",
        "sources": [{"item": name.rpartition("-")[0], "quote": "…"}],
        **fields,
    }
    return Indicator.model_validate(given)


def plan_of(
    indicators: Iterable[Indicator],
    *,
    units: Sequence[str] = (),
    footnotes: Sequence[Footnote] = (),
    documents: Sequence[Document] = (),
    sentinels: Sequence[Mapping[str, str]] = (),
    **parameters: Any,
) -> Plan:
    """A plan of one area that owns every goal the indicators name, and of their projects."""
    every = tuple(indicators)
    owners = list(dict.fromkeys(s.item for one in every for s in one.sources))
    goals = [name for name in owners if name.startswith("health-") and "-m" not in name]
    count = max((int(name[-2:]) for name in goals), default=1)
    of_projects = tuple(one for one in every if one.owner.startswith("project-"))
    area = Area(
        id="health",
        printed="（一）",
        title="健康",
        title_en="Health",
        goals=tuple(
            Goal(id=f"health-{n:02d}", printed=str(n), text="目标", measures=("health-m01",))
            for n in range(1, count + 1)
        ),
        measures=(Measure(id="health-m01", printed="1", heading="措施"),),
        indicators=tuple(one for one in every if one not in of_projects),
    )
    return Plan(
        header=_header(Parameters(version="test", **parameters), sentinels),
        areas=(area,),
        projects=Projects(
            projects=(Project(id="project-1", printed="1", title="项目", deliverables=("…",)),),
            indicators=of_projects,
        ),
        footnotes=tuple(footnotes),
        documents=tuple(documents),
        departments=(Department(id="health", name="卫健局", name_en="Health"),),
        units=Units(
            note="测试", units=tuple(Town(id=u, name=u, name_en=u, type="town") for u in units)
        ),
    )


def _header(parameters: Parameters, sentinels: Sequence[Mapping[str, str]]) -> Header:
    return Header(
        id="test",
        title="测试规划",
        title_en="Test plan",
        short_title="测试",
        district="测试区",
        issuer="测试",
        text_status="adopted",
        source_note="测试",
        span=Span(baseline=2020, start=2021, end=2030),
        stages=Stages(midterm=2025, final=2030),
        parameters=parameters,
        sentinels=tuple(Sentinel.model_validate(one) for one in sentinels),
    )


def row(name: str, year: int, value: object, at: int = 1, /, **cells: object) -> Row:
    """One accepted figure; numbers as text, so that no float is made of them."""
    text = str(value)
    return {
        "path": f"health_{year}.csv",
        "row": at,
        "indicator": name,
        "year": year,
        "town": "",
        "sex": "total",
        "age": "",
        "residence": "total",
        "report_year": year,
        "value": text,
        "places": len(text.partition(".")[2]),
        **cells,
    }


def frame(rows: Iterable[Row]) -> pl.DataFrame:
    """Rows to the frame that the checks hand on."""
    listed = list(rows)
    exact = dict.fromkeys(("value", "numerator", "denominator"), pl.String)
    columns = {
        name: [_text(one.get(name)) if name in exact else one.get(name) for one in listed]
        for name in OBSERVATION_SCHEMA
    }
    read = pl.DataFrame(columns, schema={**OBSERVATION_SCHEMA, **exact})
    return read.cast({name: OBSERVATION_SCHEMA[name] for name in exact})


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def said(rows: Iterable[Mapping[str, object]] = ()) -> pl.DataFrame:
    """Self-assessments to their frame."""
    listed = [
        {"path": "self_2025.csv", "row": at, "year": 2025, **one} for at, one in enumerate(rows)
    ]
    columns = {name: [one.get(name) for one in listed] for name in SELF_ASSESSMENT_SCHEMA}
    return pl.DataFrame(columns, schema=SELF_ASSESSMENT_SCHEMA)


def judged(
    target: Mapping[str, Any],
    values: Mapping[int, object],
    stage: Stage | None = None,
    parameters: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Result:
    """The result of one indicator with one district figure a year."""
    plan = plan_of([indicator(target, **fields)], **(parameters or {}))
    rows = [row(NAME, year, value) for year, value in values.items()]
    return assessed(plan, rows, stage).results[NAME]


def assessed(
    plan: Plan,
    rows: list[Row],
    stage: Stage | None = None,
    words: Iterable[Mapping[str, object]] = (),
) -> Assessment:
    """The assessment of a plan, at mid-term unless another stage is named."""
    return assess(plan, frame(rows), said(words), stage or Stage("midterm", 2025))
