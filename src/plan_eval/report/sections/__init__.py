"""The sections in print order, one file each: `build(context)` gives the frozen value that the
template of the same name prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plan_eval.report.context import Context
from plan_eval.report.sections import (
    advice,
    areas,
    attainment,
    cover,
    data_gaps,
    early_signs,
    effects,
    method,
    overall_table,
    overview,
    practice,
    problems,
    projects,
    sources,
    summary,
)

SECTIONS: Mapping[str, Callable[[Context], object]] = {
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
    "overall_table": overall_table.build,
    "data_gaps": data_gaps.build,
    "method": method.build,
    "sources": sources.build,
}
