"""The judgement of the whole by its printed rules, at their bounds; which indicators are key."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.report.sample import FINAL, MIDTERM, judged, sample_plan, sample_validation
from tests.report.test_every_edition import DAY

from plan_eval.model.assessment import Tally
from plan_eval.model.plan import Plan
from plan_eval.report.context import Context
from plan_eval.report.edition import Edition
from plan_eval.report.sections.judgement import overall


def context(tally: Tally, *, final: bool = False) -> Context:
    assessment = judged(FINAL if final else MIDTERM)
    told = replace(assessment, tallies={**assessment.tallies, "quantified": tally})
    return Context(sample_plan(), told, sample_validation(), DAY, Edition())


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(met=5, not_met=5, total=10, on_course=3), "smooth"),
        (Tally(met=5, not_met=5, total=10, on_course=2), "fair"),
        (Tally(met=5, not_met=5, total=10, on_course=1), "fair"),
        (Tally(met=5, not_met=5, total=10), "lagging"),
        (Tally(met=5, undetermined=5, total=10), "smooth"),
        (Tally(met=5, undetermined=6, total=11), "unjudged"),
        (Tally(undetermined=3, total=3), "unjudged"),
        (Tally(), "unjudged"),
    ],
)
def test_the_whole_is_judged_by_what_is_met_or_on_course(tally: Tally, said: str) -> None:
    assert overall(context(tally)) == said


@pytest.mark.parametrize(
    ("met", "said"), [(80, "smooth"), (79, "fair"), (60, "fair"), (59, "lagging")]
)
def test_at_the_end_what_is_on_course_no_longer_counts(met: int, said: str) -> None:
    tally = Tally(met=met, not_met=100 - met, total=100, on_course=100 - met)
    assert overall(context(tally, final=True)) == said
    assert overall(context(tally)) == "smooth"


def test_the_bounds_are_the_plans() -> None:
    of = context(Tally(met=5, not_met=5, total=10))
    parameters = of.plan.header.parameters.model_copy(update={"overall_fair": Decimal("0.5")})
    header = of.plan.header.model_copy(update={"parameters": parameters})
    assert overall(replace(of, plan=of.plan.model_copy(update={"header": header}))) == "fair"


def keyed(marks: dict[str, bool]) -> Plan:
    """The sample's plan with some indicators marked."""
    plan = sample_plan()
    areas = tuple(
        area.model_copy(
            update={
                "indicators": tuple(
                    one.model_copy(update={"key": marks.get(one.id)}) for one in area.indicators
                )
            }
        )
        for area in plan.areas
    )
    fields = {name: getattr(plan, name) for name in Plan.model_fields}
    return Plan.model_construct(**{**fields, "areas": areas})


def test_key_indicators_are_those_of_a_goal_with_a_number_unless_the_plan_marks_others() -> None:
    usual = keyed({}).key_indicators
    for name in usual:
        indicator = sample_plan().indicators[name]
        assert indicator.target.numbers
        assert any(source.item in sample_plan().goals for source in indicator.sources)
    # 70% of a goal is one, a promise of a measure and a direction are none
    assert "health-10-2" in usual
    assert not {"health-m02-3", "education-m04-3", "health-03-4"} & usual
    assert keyed({"health-10-2": False}).key_indicators == usual - {"health-10-2"}
    assert keyed({"education-m04-3": True}).key_indicators == {"education-m04-3"}
