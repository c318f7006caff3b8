"""The sections in print order, one file each: `build(context)` gives the frozen value that the
template of the same name prints.
"""

from __future__ import annotations

from collections.abc import Callable

from plan_eval.report.context import Context
from plan_eval.report.sections import (
    advice,
    areas,
    attainment,
    cover,
    data_gaps,
    duties,
    early_signs,
    effects,
    method,
    overall_table,
    overview,
    practice,
    problems,
    projects,
    sign_off,
    sources,
    summary,
)

Build = Callable[[Context], object]

SECTIONS: dict[str, Build] = {
    "cover": cover.build,
    "summary": summary.build,
    "overview": overview.build,
    "attainment": attainment.build,
    "areas": areas.build,
    "projects": projects.build,
    "effects": effects.build,
    "practice": practice.build,
    "problems": problems.build,
    "early_signs": early_signs.build,
    "advice": advice.build,
    "duties": duties.build,
    "overall_table": overall_table.build,
    "data_gaps": data_gaps.build,
    "method": method.build,
    "sources": sources.build,
    "sign_off": sign_off.build,
}
# 评估 asks for effects, experience, problems and advice; 监测 for figures (规划五（二）)
_EVALUATION_ONLY = {"effects", "practice", "problems", "advice"}
# an extract is handed to one department or area; what speaks of the whole plan stays out
_WHOLE_ONLY = {"summary", "effects", "sources", "sign_off"}


def sections_of(context: Context) -> dict[str, Build]:
    """The sections of an edition at its stage, in print order."""
    left_out: set[str] = set()
    if context.edition.kind == "monitoring":
        left_out |= _EVALUATION_ONLY
    if not context.edition.whole:
        left_out |= _WHOLE_ONLY
    if not context.assessment.tallies["quantified"].total and not _warned(context):
        left_out.add("early_signs")
    if not context.plan.projects.projects:
        left_out.add("projects")
    if not context.duties_said:
        left_out.add("duties")
    return {name: build for name, build in SECTIONS.items() if name not in left_out}


def _warned(context: Context) -> bool:
    return any(result.warnings for result in context.assessment.results.values())
