"""The sections in print order, one file each: `build(context)` gives the frozen value that the
template of the same name prints.

The report is bound in two volumes: what leaders read and sign, and the annex that the evaluator and
the archive look things up in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plan_eval.report.context import Context
from plan_eval.report.outline import Volume
from plan_eval.report.sections import (
    advice,
    areas,
    attainment,
    cover,
    data_gaps,
    duties,
    early_signs,
    effects,
    extract_summary,
    follow_up,
    goal_sheets,
    last_year,
    method,
    overall_table,
    overview,
    pictures,
    practice,
    problems,
    project_sheet,
    projects,
    sign_off,
    sources,
    summary,
    surveys,
    warnings,
)

Build = Callable[[Context], object]

MAIN: dict[str, Build] = {
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
    "follow_up": follow_up.build,
    "advice": advice.build,
    "sign_off": sign_off.build,
}
"""评估报告: 35 to 40 pages that an office signs."""
ANNEX: dict[str, Build] = {
    "annex_cover": cover.build,
    "overall_table": overall_table.build,
    "pictures": pictures.build,
    "goal_sheets": goal_sheets.build,
    "project_sheet": project_sheet.build,
    "warnings": warnings.build,
    "data_gaps": data_gaps.build,
    "surveys": surveys.build,
    "method": method.build,
    "sources": sources.build,
}
"""附册: what stands behind it, to be looked up."""
SECTIONS: dict[str, Build] = {
    **MAIN,
    **ANNEX,
    "duties": duties.build,
    "last_year": last_year.build,
    "extract_summary": extract_summary.build,
}

# 评估 asks for effects, experience, problems and advice; 监测 for figures (规划五（二）)
_EVALUATION_ONLY = {"effects", "practice", "problems", "follow_up", "advice"}
YEARLY = ("cover", "summary", "overview", "last_year", "early_signs", "duties", "sign_off")
"""年度监测报告: what changed in the year; the way since the baseline is for 评估 to look at."""
EXTRACT = ("extract_summary", "goal_sheets", "projects", "duties")
"""摘编: handed to one department or area: one volume whose first page is its summary, without what
speaks of the whole plan."""


def sections_of(context: Context, volume: Volume = "main") -> dict[str, Build]:
    """The sections of an edition's volume at its stage, in print order; an extract has no annex."""
    left_out = _left_out(context)
    names = _names(context, volume)
    return {name: SECTIONS[name] for name in names if name not in left_out}


def _names(context: Context, volume: Volume) -> Iterable[str]:
    if not context.edition.whole:
        return EXTRACT if volume == "main" else ()
    if volume == "annex":
        return ANNEX
    return YEARLY if context.assessment.stage.name == "annual" else MAIN


def _left_out(context: Context) -> set[str]:
    left_out: set[str] = set()
    if context.edition.kind == "monitoring":
        left_out |= _EVALUATION_ONLY
    if not context.assessment.tallies["quantified"].total and not _warned(context):
        left_out.add("early_signs")
    if context.final or not _warned(context):
        left_out.add("warnings")
    if not context.surveys:
        left_out.add("surveys")
    if context.edition.past is None:
        left_out.add("follow_up")
    if not context.plan.projects.projects:
        left_out |= {"projects", "project_sheet"}
    if not context.duties_said:
        left_out.add("duties")
    return left_out


def _warned(context: Context) -> bool:
    return any(result.warnings for result in context.assessment.results.values())
