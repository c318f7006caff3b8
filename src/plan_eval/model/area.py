"""An area of the plan: its goals, its measures and the indicators that stand for them."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from plan_eval.model.base import Frozen, Id, Text
from plan_eval.model.indicator import Indicator


class Goal(Frozen):
    """主要目标. `printed` is the number in print, which repeats and is no id."""

    id: Id
    printed: Text
    text: Text
    measures: tuple[Id, ...]
    source_note: str | None = None


class Measure(Frozen):
    """策略措施: its heading sentence as printed, and its commitments as printed clauses."""

    id: Id
    printed: Text
    heading: Text
    commitments: tuple[Text, ...] = ()
    source_note: str | None = None


class Project(Frozen):
    """重点项目: its name as printed, and its deliverables as printed clauses."""

    id: Id
    printed: Text
    title: Text
    deliverables: tuple[Text, ...]
    source_note: str | None = None


class Area(Frozen):
    """领域: one file of the plan folder."""

    id: Id
    printed: Text
    title: Text
    title_en: Text
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]

    @model_validator(mode="after")
    def _ids_follow_the_area(self) -> Self:
        wanted = [f"{self.id}-{n:02d}" for n, _ in enumerate(self.goals, 1)]
        wanted += [f"{self.id}-m{n:02d}" for n, _ in enumerate(self.measures, 1)]
        given = [goal.id for goal in self.goals] + [measure.id for measure in self.measures]
        for expected, found in zip(wanted, given, strict=True):
            if found != expected:
                raise ValueError(f"{found}: the id here is {expected} (area and ordinal)")
        return self


class Projects(Frozen):
    """The key projects and the indicators of their deliverables."""

    projects: tuple[Project, ...]
    indicators: tuple[Indicator, ...]
