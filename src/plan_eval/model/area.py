"""An area of the plan: its goals, its measures and the indicators that stand for them."""

from __future__ import annotations

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
    title_en: Text | None = None
    goals: tuple[Goal, ...]
    measures: tuple[Measure, ...]
    indicators: tuple[Indicator, ...]


class Projects(Frozen):
    """The key projects and the indicators of their deliverables."""

    projects: tuple[Project, ...]
    indicators: tuple[Indicator, ...]
