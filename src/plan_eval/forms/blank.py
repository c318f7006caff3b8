"""Compose the blank form of a department from the plan: the expected matrix, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import polars as pl

from plan_eval.checks.expected import Group, expected_groups
from plan_eval.forms.form import FigureRow, Form, ItemKind, ItemRow
from plan_eval.messages import t
from plan_eval.model.area import Goal, Measure, Project
from plan_eval.model.duty import Duty
from plan_eval.model.indicator import Indicator, Rate
from plan_eval.model.observation import RESIDENCES, SEXES
from plan_eval.model.plan import Plan
from plan_eval.model.wording import number, target_words, trimmed

Key = tuple[str, str, str, str, str]
"""indicator, town, sex, age, residence"""


def blank_form(plan: Plan, department: str, year: int, sent: pl.DataFrame | None = None) -> Form:
    """The form of a department (a plan's id) for a year; no rows where it owes nothing.

    `sent` has accepted figures (columns of OBSERVATION_SCHEMA); those of the year before are
    printed for reference.
    """
    last = {} if sent is None else _figures_of(sent, year - 1)
    owned = [
        indicator for indicator in plan.indicators.values() if indicator.department == department
    ]
    return Form(
        plan_title=plan.header.title,
        department=plan.department[department],
        year=year,
        figures=tuple(row for one in owned for row in _figure_rows(one, plan, year, last)),
        items=tuple(_item_rows(plan, department, year)),
        welcome=tuple(i for i in owned if i.has_figures and i.group == "qualitative"),
        towns=tuple(unit.name for unit in plan.units.units),
        synthetic=plan.units.synthetic,
        level=plan.header.level_words,
    )


def reporting(plan: Plan) -> list[str]:
    """The departments that owe a form, in the order of the register."""
    owners = {i.department for i in plan.indicators.values() if any(expected_groups(i, plan))}
    owners |= {lead for item in plan.reportable if (lead := plan.lead_of(item))}
    return [department.id for department in plan.departments if department.id in owners]


def _figures_of(sent: pl.DataFrame, year: int) -> dict[Key, str]:
    rows = sent.filter((pl.col("year") == year) & pl.col("value").is_not_null())
    columns = ("value", "places", "indicator", "town", "sex", "age", "residence")
    return {
        tuple(key): number(Decimal(value), places)
        for value, places, *key in rows.select(columns).iter_rows()
    }


def _figure_rows(
    indicator: Indicator, plan: Plan, year: int, last: Mapping[Key, str]
) -> Iterator[FigureRow]:
    """The rows of an indicator; what is counted is said in the first of them."""
    fixed = {
        "indicator": indicator.id,
        "indicator_name": indicator.name,
        "unit": indicator.unit or "",
        "year": str(year),
        "department": plan.department[indicator.department].name,
        "report_year": str(year),
    }
    meaning = definition(indicator)
    groups = list(expected_groups(indicator, plan))
    for group, target in zip(groups, _targets(indicator, groups), strict=True):
        town, sex, age, residence, words = group
        yield FigureRow(
            indicator,
            fixed
            | {
                "group": words,
                "target": target,
                "definition": meaning,
                "town": plan.towns[town].name if town else "",
                "sex": SEXES[sex][0],
                "age": age,
                "residence": RESIDENCES[residence][0],
                "last_year": last.get((indicator.id, town, sex, age, residence), ""),
            },
        )
        meaning = t("forms.definition.as-above")


def _targets(indicator: Indicator, groups: Sequence[Group]) -> Iterator[str]:
    """What each row is held against: the plan sets a target for those it speaks of, not for parts.

    A target for women has none for men, one for everybody none for a sex, an age or a town. Where
    nobody is asked for the whole, each town has its floor, and groups have the gap between them.
    """
    words = target_words(indicator) + _mark(indicator, "target.tolerance")
    own = ("", indicator.scope.sex, "", indicator.scope.residence)
    asked = any(group[:4] == own for group in groups)
    for group in groups:
        if asked:
            yield words if group[:4] == own else ""
        else:
            yield words if group[0] else t("forms.between", target=words)


def definition(indicator: Indicator) -> str:
    """What is counted, for whom and over which time, in one cell."""
    scope = t("forms.definition.scope", scope=_scope(indicator))
    parts = [scope + _mark(indicator, "scope.population", "scope.age", "scope.basis")]
    if indicator.rate:
        rate = t("forms.definition.rate", formula=formula(indicator.rate))
        parts.append(rate + _mark(indicator, "rate"))
    if indicator.breakdown:
        groups = t("punctuation.list").join(indicator.breakdown)
        parts.append(t("forms.definition.breakdown", groups=groups))
    if indicator.target.per_town:
        parts.append(t("forms.definition.each-unit"))
    period = t("forms.definition.period", period=t(f"forms.period.{indicator.period}"))
    parts.append(period + _mark(indicator, "period"))
    places = indicator.decimals
    decimals = "forms.definition.decimals" if places else "forms.definition.whole"
    parts.append(t(decimals, count=places))
    return t("forms.definition.separator").join(parts)


def _mark(indicator: Indicator, *fields: str) -> str:
    """（推定） behind what the plan does not print and its readers can confirm."""
    return t("forms.inferred") if set(fields) & set(indicator.inferred) else ""


def _scope(indicator: Indicator) -> str:
    scope = indicator.scope
    also = [scope.age] if scope.age and scope.age not in scope.population else []
    also += [t(f"basis.{scope.basis}")] if scope.basis else []
    if not also:
        return scope.population
    return t(
        "forms.definition.of", population=scope.population, also=t("punctuation.list").join(also)
    )


def formula(rate: Rate) -> str:
    """分子 ÷ 分母 × 100, in the plan's own words."""
    scale = "" if rate.scale == 1 else f"×{trimmed(Decimal(rate.scale))}"
    return f"{rate.numerator}÷{rate.denominator}{scale}"


def _item_rows(plan: Plan, department: str, year: int) -> Iterator[ItemRow]:
    """The items that the department leads, in the order of the plan; duties it may report on."""
    if not plan.header.span.carried_out(year):  # nothing was done for the plan before it began
        return
    for name, item in plan.reportable.items():
        if plan.lead_of(name) != department:
            continue
        kind, text = _told(item)
        cells = {
            "item": name,
            "kind": t(f"forms.kind.{kind}"),
            "text": text,
            "year": str(year),
            "department": plan.department[department].name,
        }
        yield ItemRow(kind, cells)


def _told(item: Goal | Measure | Project | Duty) -> tuple[ItemKind, str]:
    match item:
        case Goal():
            return "goal", item.text
        case Measure():
            return "measure", item.heading
        case Project():
            return "project", item.title
        case Duty():
            clauses = t("punctuation.semicolon").join(item.commitments)
            return "duty", t("forms.duty", title=item.title, clauses=clauses)
