"""`surveys.yaml` beside the data: the special surveys (专项调查) that somebody wrote down.

Read as strictly as the plan, and held against it: a result of an item that the plan does not have
would be shown nowhere.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.likeness import nearest_few
from plan_eval.model.plan import Plan
from plan_eval.model.survey import Survey, SurveyResult, Surveys
from plan_eval.plan_folder.faults import read_as
from plan_eval.plan_folder.strict_yaml import Location, Marked, read_yaml

_WHOLE = 100


def read_surveys(path: Path | None, plan: Plan) -> tuple[Survey, ...]:
    """The surveys, in the order of their days; none without a file.

    Raises PlanEvalError with the line for a file that is not as it should be, an item that the plan
    does not have, a percentage that is none, and for what is written down twice.
    """
    if path is None or not os.path.lexists(path):
        return ()
    document = read_yaml(path)
    found = read_as(Surveys, document, t("surveys.bad-key-hint")).surveys
    first: dict[object, int] = {}
    for n, survey in enumerate(found):
        at: Location = ("surveys", n)
        _refuse_twice(first, (survey.title, survey.date), document, at, survey.title)
        for m, result in enumerate(survey.results):
            here: Location = (*at, "results", m)
            _refuse_unknown(result, plan, document, (*here, "item"))
            _refuse_range(result, document, here)
            key = (n, result.item, result.note)
            _refuse_twice(first, key, document, (*here, "item"), result.item)
    return tuple(sorted(found, key=lambda one: one.date))


def _refuse_unknown(result: SurveyResult, plan: Plan, document: Marked, at: Location) -> None:
    known = [*plan.indicators, *plan.goals]
    if result.item in known:
        return
    near = t("punctuation.list").join(nearest_few(result.item, known))
    hint = t("surveys.near-item", near=near) if near else t("plan.nothing-near")
    raise _fault(document, at, t("surveys.unknown-item", item=result.item), hint)


def _refuse_range(result: SurveyResult, document: Marked, at: Location) -> None:
    percent = unicodedata.normalize("NFKC", result.unit).strip() == "%"
    if percent and not 0 <= result.value <= _WHOLE:
        message = t("surveys.no-percentage", value=result.value)
        raise _fault(document, (*at, "value"), message, t("surveys.no-percentage-hint"))
    if result.margin is not None and (result.margin < 0 or (percent and result.margin > _WHOLE)):
        message = t("surveys.no-margin", margin=result.margin)
        raise _fault(document, (*at, "margin"), message, t("surveys.no-margin-hint"))


def _refuse_twice(
    first: dict[object, int], key: object, document: Marked, at: Location, name: str
) -> None:
    line = document.line(at)
    if key in first:
        message = t("surveys.twice", name=name, first=first[key])
        raise _fault(document, at, message, t("surveys.twice-hint"))
    first[key] = line


def _fault(document: Marked, at: Location, message: str, hint: str) -> PlanEvalError:
    return PlanEvalError(message, path=document.path, line=document.line(at), hint=hint)
