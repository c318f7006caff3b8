"""The sample's mid-term evaluation, judged and composed once for all tests of the writers."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.io.plan_files import load_plan
from plan_eval.io.submissions import read_submissions
from plan_eval.model.assessment import Stage
from plan_eval.report.build import compose
from plan_eval.report.context import Context

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "sample_data"
MOMENT = datetime(2025, 12, 31, tzinfo=UTC)


@pytest.fixture(scope="session")
def context() -> Context:
    plan = load_plan(ROOT / "targets", SAMPLE / "units.yaml")
    folders = [SAMPLE / "submissions", SAMPLE / "self_assessments"]
    validation = validate(read_submissions(folders, plan), plan)
    stage = Stage("midterm", plan.header.stages.midterm)
    assessment = assess(plan, validation.observations, validation.assessments, stage)
    return Context(plan, assessment, validation, date(2025, 12, 31))


@pytest.fixture(scope="session")
def html(context: Context) -> str:
    return compose(context, ROOT / "templates")
