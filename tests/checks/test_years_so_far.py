"""The sample as it stood after each of its years: nothing is asked then either."""

from __future__ import annotations

import pytest
from tests.checks.build import SAMPLE, plan

from plan_eval.checks.engine import validate
from plan_eval.model.finding import Severity
from plan_eval.reading.submissions import read_submissions

YEARS = range(2020, 2031)


@pytest.mark.parametrize("last", YEARS)
def test_nothing_is_asked_of_the_years_known_so_far(last: int) -> None:
    folders = [SAMPLE / "submissions" / str(year) for year in YEARS if year <= last]
    found = validate(read_submissions(folders, plan()), plan()).findings
    asked = [
        (one.code, one.indicator, one.year, one.sex, one.value)
        for one in found
        if one.severity is not Severity.INFO and not one.settled
    ]
    assert asked == []
