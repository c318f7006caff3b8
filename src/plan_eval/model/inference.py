"""What an indicator says beyond its cited text: inferred, until somebody confirms it.

A plan seldom prints whom a rate is of, which ages or in which unit. Who encodes it has to say so,
and marks it; a mark that is only deleted confirms nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.model.base import Defect
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import Plan
from plan_eval.model.quotations import printed_texts

_SEXES = {"female": re.compile("[女妇母妻孕产婆]|姐妹"), "male": re.compile("[男父夫]|兄弟")}
"""Signs that the text speaks of one sex."""

_UNITS = {
    "%": re.compile("%|率|比例|比重|占|百分|覆盖|全部|全员|应.尽.|普及|参保|达标|合格"),
    "‰": re.compile("‰|千分"),
    "1/10万": re.compile("10万"),
    "人": re.compile("[人名位员者]"),
    "岁": re.compile("岁|寿命"),
    "年": re.compile("年限|年数|寿命"),
}
"""What says a unit without naming it; any other unit has to stand there itself."""

_NEVER_PRINTED = (
    *("rate", "plausible", "yearly_change", "age_groups", "supporting"),
    *("scope.basis", "target.tolerance"),
)
"""What no plan prints and somebody has to decide."""

_PARTS = re.compile(r"[的之、，,;；/（）()和及与]|\s")
_SAME = {"女性": "妇女", "女孩": "女童", "男孩": "男童"}


@dataclass(frozen=True)
class Inference:
    """One field of an indicator that somebody has still to confirm."""

    indicator: Indicator
    field: str

    @property
    def value(self) -> object:
        """What stands in the field."""
        return value_at(self.indicator, self.field)


def value_at(indicator: Indicator, field: str) -> object:
    """What stands in a dotted field; None where the indicator has no such field."""
    found: object = indicator
    for part in field.split("."):
        found = getattr(found, part, None)
    return found


def inferences(plan: Plan, department: str | None = None) -> list[Inference]:
    """Every open inference, of one department's indicators if it is given, in plan order."""
    return [
        Inference(indicator, field)
        for indicator in plan.indicators.values()
        if department in (None, indicator.department)
        for field in indicator.inferred
    ]


def undecided(plan: Plan) -> list[Inference]:
    """The open decisions of a plan that was drafted by rule; none in a plan that people made."""
    return inferences(plan) if plan.header.draft else []


def is_unverified(plan: Plan) -> bool:
    """Whether a quantified target still stands as it was drafted: no report may look final."""
    return any(one.indicator.group == "quantified" for one in undecided(plan))


def unmarked(plan: Plan) -> Iterator[Defect]:
    """What neither stands in the cited text nor is marked as inferred or confirmed (PL026)."""
    for indicator in plan.indicators.values():
        if not any(source.item in plan.items for source in indicator.sources):
            continue  # a source that does not exist is another fault
        text = cited(indicator, plan)
        marked = {*indicator.inferred, *indicator.fields_confirmed}
        for field, value in _beyond(indicator, text, plan):
            if field not in marked and field.partition(".")[0] not in marked:
                values: dict[str, object] = {"name": field, "value": value}
                yield Defect("PL026", indicator.id, field, values, "indicators")


def cited(indicator: Indicator, plan: Plan) -> str:
    """The text an indicator rests on: its items whole, and the footnotes on its clauses."""
    items = dict.fromkeys(source.item for source in indicator.sources if source.item in plan.items)
    texts = [text for item in items for text in printed_texts(plan, item)]
    notes = [
        note.text
        for source in indicator.sources
        if source.item in plan.items
        for note in plan.footnotes_of(source)
    ]
    return _plain("\n".join((*texts, *notes)))


def _beyond(indicator: Indicator, text: str, plan: Plan) -> Iterator[tuple[str, object]]:
    """The fields, with their values, that the text does not bear out."""
    scope = indicator.scope
    lead = plan.department.get(indicator.department)
    names = (lead.name, *lead.aliases) if lead else ()
    if not any(_plain(name) in text for name in names):
        yield "department", lead.name if lead else indicator.department
    for field in _NEVER_PRINTED:
        if (value := value_at(indicator, field)) not in (None, ()):
            yield field, value
    if indicator.period != "calendar_year":
        yield "period", indicator.period
    if not _speaks_of(scope.population, text):
        yield "scope.population", scope.population
    if scope.age is not None and _plain(scope.age) not in text:
        yield "scope.age", scope.age
    if scope.sex != "total" and not _SEXES[scope.sex].search(text):
        yield "scope.sex", scope.sex
    if indicator.unit is not None and not _says_unit(indicator.unit, text):
        yield "unit", indicator.unit


def _speaks_of(population: str, text: str) -> bool:
    """Whether each part of 35—64岁适龄妇女 or 区级人大代表 stands in the text."""
    parts = [part for part in _PARTS.split(population) if part]
    return all(_plain(part) in text for part in parts)


def _says_unit(unit: str, text: str) -> bool:
    sign = _UNITS.get(unit)
    return bool(sign.search(text)) if sign else _plain(unit) in text


def _plain(text: str) -> str:
    """Narrow forms, one kind of dash, one word for one thing."""
    plain = re.sub("[—–~～－-]+", "-", unicodedata.normalize("NFKC", text)).casefold()
    for word, same in _SAME.items():
        plain = plain.replace(word, same)
    return plain
