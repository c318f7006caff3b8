"""The sample's mid-term evaluation, judged and composed once for all tests of the writers."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.report.sample import MIDTERM, judged, sample_plan, sample_validation

from plan_eval.report.build import compose
from plan_eval.report.context import Context

ROOT = Path(__file__).resolve().parents[3]
MOMENT = datetime(2025, 12, 31, tzinfo=UTC)


@pytest.fixture(scope="session")
def context() -> Context:
    return Context(sample_plan(), judged(MIDTERM), sample_validation(), date(2025, 12, 31))


@pytest.fixture(scope="session")
def html(context: Context) -> str:
    return compose(context, ROOT / "templates")
