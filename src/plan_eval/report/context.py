"""What every section is built from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from plan_eval.checks.engine import Validation
from plan_eval.model.assessment import Assessment, Result, SelfAssessment
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.report.outline import Outline

SYNTHETIC = "示例数据"


@dataclass(frozen=True)
class Context:
    """The plan, what was judged, what was checked, and the day on the cover."""

    plan: Plan
    assessment: Assessment
    validation: Validation
    day: date
    outline: Outline = field(default_factory=Outline)

    @cached_property
    def synthetic(self) -> bool:
        """Whether any figure says of itself that it is invented; then every page says so."""
        sources = self.validation.observations["source"]
        return self.plan.units.synthetic or bool(
            sources.str.contains(SYNTHETIC, literal=True).any()
        )

    @cached_property
    def said(self) -> dict[str, SelfAssessment]:
        """Self-assessments by item."""
        return {said.item: said for said in self.assessment.self_assessments}

    def result(self, indicator: Indicator) -> Result:
        """The verdict on an indicator."""
        return self.assessment.results[indicator.id]

    def department(self, code: str | None) -> str:
        """A department's name, or a dash."""
        return self.plan.department[code].name if code else "—"
