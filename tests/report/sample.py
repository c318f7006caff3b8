"""The sample district, read, checked and judged once for all tests of the report."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import Validation, validate
from plan_eval.model.assessment import Assessment, Stage
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
MIDTERM, FINAL = Stage("midterm", 2025), Stage("final", 2030)


@cache
def sample_plan() -> Plan:
    """The plan, with the sample's register of towns and streets."""
    return load_plan(ROOT / "targets", SAMPLE / "units.yaml")


@cache
def sample_validation() -> Validation:
    """What the checks say of all that the sample's departments sent."""
    folders = [SAMPLE / "submissions", SAMPLE / "self_assessments"]
    return validate(read_submissions(folders, sample_plan()), sample_plan())


@cache
def judged(stage: Stage) -> Assessment:
    """The sample judged at a stage."""
    found = sample_validation()
    return assess(sample_plan(), found.observations, found.assessments, stage)
