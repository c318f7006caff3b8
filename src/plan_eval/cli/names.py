"""Names on the command line: by code, full name or short name, in every command alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.base import named

if TYPE_CHECKING:
    from plan_eval.model.plan import Plan


def department_named(given: str, plan: Plan) -> str:
    """The department's code. Raises PlanEvalError with the nearest."""
    names = {
        department.id: (*named(department.name, department.name_en), *department.aliases)
        for department in plan.departments
    }
    return code_of(given, names)


def area_named(given: str, plan: Plan, *, projects: bool = True) -> str:
    """The code of an area, or of the key projects. Raises PlanEvalError with the nearest."""
    from plan_eval.model.plan import PROJECTS

    names = {area.id: named(area.title, area.title_en, area.printed) for area in plan.areas}
    return code_of(given, names | ({PROJECTS: (t("parts.projects"),)} if projects else {}))


def indicator_named(given: str, plan: Plan) -> str:
    """The indicator's code. Raises PlanEvalError with the nearest."""
    return code_of(
        given,
        {
            indicator.id: named(indicator.name, indicator.name_en)
            for indicator in plan.indicators.values()
        },
    )


def part_named(given: str, plan: Plan) -> str:
    """The code of anything in the plan, or a footnote's number. Raises PlanEvalError."""
    from plan_eval.model.wording import item_title

    names: dict[str, tuple[str, ...]] = {str(footnote.number): () for footnote in plan.footnotes}
    names |= {item: (item_title(item, plan),) for item in plan.items}
    names |= {duty.id: (duty.title,) for duty in plan.duties.values()}
    names |= {
        indicator.id: named(indicator.name, indicator.name_en)
        for indicator in plan.indicators.values()
    }
    return code_of(given, names)


@dataclass(frozen=True)
class Wanted:
    """Which indicators are asked for, as people write it; None is any."""

    indicator: str | None = None
    area: str | None = None
    department: str | None = None

    def indicators(self, plan: Plan) -> list[str]:
        """Their codes in plan order. Raises PlanEvalError for a name the plan does not have."""
        indicator = self.indicator and indicator_named(self.indicator, plan)
        area = self.area and area_named(self.area, plan)
        department = self.department and department_named(self.department, plan)
        return [
            one.id
            for one in plan.indicators.values()
            if indicator in (None, one.id)
            and area in (None, plan.part_of(one.id))
            and department in (None, one.department)
        ]


ANY = Wanted()
_NEAR = 3
"""So many names are suggested."""


def code_of(given: str, names: Mapping[str, tuple[str, ...]]) -> str:
    """The code that is spelled so, or whose name is. Raises PlanEvalError.

    A name that several bear names none of them. The hint has the nearest three, codes with names.
    """
    from plan_eval.reading.vocabulary import match, spellings

    if (found := match(spellings((code, (code,)) for code in names), given)) is not None:
        return found.code
    # what is called so, each name for itself: two may bear the same
    called = [code for code, own in names.items() if match(spellings([(code, own)]), given)]
    if len(called) == 1:
        return called[0]
    if called:
        raise PlanEvalError(t("cli.names.several", name=given), hint=_hint(called, names))
    raise PlanEvalError(t("cli.names.unknown", name=given), hint=_hint(_near(given, names), names))


def _near(given: str, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The codes nearest to what was given, by themselves or by a name."""
    from plan_eval.model.likeness import nearest_few

    owner = {word: code for code, own in names.items() for word in (code, *own)}
    # one thing may be near by its code and by its names
    near = nearest_few(
        given, owner, most=_NEAR * max(1 + len(own) for own in [*names.values(), ()])
    )
    return list(dict.fromkeys(owner[word] for word in near))[:_NEAR]


def _hint(codes: Iterable[str], names: Mapping[str, tuple[str, ...]]) -> str | None:
    shown = [t("cli.names.named", code=c, name=names[c][0]) if names[c] else c for c in codes]
    return t("cli.names.nearest", near=t("punctuation.list").join(shown)) if shown else None
