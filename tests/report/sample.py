"""The sample district, read, checked and judged once for all tests of the report."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import polars as pl

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.model.assessment import Assessment, Stage
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
MIDTERM, FINAL = Stage("midterm", 2025), Stage("final", 2030)


@cache
def sample_plan() -> Plan:
    """The plan, with the sample's register of towns and streets."""
    return load_plan(ROOT / "targets", SAMPLE / "units.yaml")


@cache
def sample_sent() -> Submissions:
    """All that the sample's departments sent."""
    return read_submissions([SAMPLE / "submissions", SAMPLE / "self_assessments"], sample_plan())


@cache
def sample_validation() -> Validation:
    """What the checks say of it."""
    return validate(sample_sent(), sample_plan())


def unmarked_plan(plan: Plan) -> Plan:
    """A plan whose register of units is not said to be invented."""
    units = plan.units.model_copy(update={"synthetic": False})
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(**{**fields, "units": units})


@cache
def unmarked_sent() -> Submissions:
    """What the sample's departments sent, as real departments would: no word calls it invented."""
    sent = sample_sent()
    said = ("evidence", "achievements", "problems", "next_steps", "note")
    invented = r"示例数据（虚构）|示例数据|示例"
    return replace(
        sent,
        observations=sent.observations.with_columns(
            pl.lit("统计台账").alias("source"), pl.col("note").str.replace_all(invented, "")
        ),
        self_assessments=sent.self_assessments.with_columns(
            pl.col(said).str.replace_all(invented, "")
        ),
    )


@cache
def unmarked_validation() -> Validation:
    """The same accepted rows and findings, without a mark of the sample."""
    return validate(unmarked_sent(), unmarked_plan(sample_plan()))


@cache
def judged(stage: Stage) -> Assessment:
    """The sample judged at a stage."""
    found = sample_validation()
    return assess(sample_plan(), found.observations, found.self_assessments, stage)
