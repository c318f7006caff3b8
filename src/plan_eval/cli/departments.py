"""A department named on the command line, by code, name or short name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_eval.errors import PlanEvalError
from plan_eval.words import t

if TYPE_CHECKING:
    from plan_eval.model.plan import Plan


def department_named(given: str, plan: Plan) -> str:
    """The department's code. Raises PlanEvalError with the nearest name."""
    from plan_eval.io.vocabulary import match, vocabulary
    from plan_eval.model.integrity import nearest

    words = vocabulary(plan).departments
    found = match(words, given)
    if found is not None:
        return found.code
    near = nearest(given.strip().casefold(), list(words))
    hint = (
        t("cli.department.nearest", near=near)
        if near
        else t("cli.department.all", names="、".join(plan.department))
    )
    raise PlanEvalError(t("cli.department.unknown", name=given), hint=hint)
