"""The whole plan as one frozen value, with the look-ups that every floor uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Literal

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.area import Area, Goal, Measure, Project, Projects
from plan_eval.model.base import Flag, Frozen, Id, MonthDay, Text, Whole, due_day
from plan_eval.model.duty import Duty
from plan_eval.model.footnote import Benchmark, Document, Footnote
from plan_eval.model.indicator import Indicator, Source
from plan_eval.model.parameters import Parameters
from plan_eval.model.register import Department, Level, Town, Units
from plan_eval.model.verdict import Stage, StageName

PROJECTS = "projects"
"""The part of the plan that key projects make up, beside the areas."""


class Span(Frozen):
    """The years of the plan. `baseline` is the year changes are counted from."""

    baseline: Whole
    start: Whole
    end: Whole

    def carried_out(self, year: int) -> bool:
        """Whether the plan is carried out in a year, so that there is something to assess."""
        return self.start <= year <= self.end


class Stages(Frozen):
    """The years of the mid-term and the final evaluation."""

    midterm: Whole
    final: Whole


class PrefaceBaseline(Frozen):
    """A level the preface prints; recorded, and used only where it is comparable."""

    name: Text
    value: Text
    quote: Text
    related: tuple[Id, ...] = ()
    comparable: Flag
    note: Text


class Sentinel(Frozen):
    """A number that departments write for something that is not a number (-2 未开展)."""

    value: Text
    meaning: Text
    inferred: Flag = True


class People(Frozen):
    """What the plan calls the sexes of the people it is for (女童, 男童); the English in plural."""

    female: Text
    male: Text
    female_en: Text | None = None
    male_en: Text | None = None


class Chapters(Frozen):
    """The headings of the plan's chapters on carrying it out and on judging it, as printed."""

    implementation: Text
    monitoring: Text


class Due(Frozen):
    """The day by which departments report a year: month and day (03-31) of the year after it.

    Where the plan's text names none somebody decides it, and it stays inferred until confirmed.
    """

    day: MonthDay
    inferred: Flag = True

    def of_year(self, year: int) -> date:
        """The day by which the figures of a year are to be in."""
        return due_day(self.day, year)


class Drafted(Frozen):
    """Marks a plan that was drafted by rule from the text in `source`: nothing in it is decided."""

    source: Text


class Header(Frozen):
    """The file plan.yaml.

    `example` says of a plan made to be tried, or of one judged by somebody else's figures, what its
    reports are not; it stands on the cover and every page.
    """

    id: Id
    title: Text
    title_en: Text | None = None
    short_title: Text
    district: Text
    issuer: Text
    text_status: Literal["consultation_draft", "adopted"]
    source_note: Text
    example: Text | None = None
    basis: tuple[Text, ...] = ()
    level: Level | None = None
    people: People | None = None
    chapters: Chapters | None = None
    span: Span
    stages: Stages
    parameters: Parameters
    sentinels: tuple[Sentinel, ...] = ()
    missing_marks: tuple[str, ...] = ()
    preface_baselines: tuple[PrefaceBaseline, ...] = ()
    implementation: tuple[Duty, ...] = ()
    monitoring: tuple[Duty, ...] = ()
    due: Due | None = None
    draft: Drafted | None = None

    @property
    def level_words(self) -> dict[str, dict[str, str]]:
        """The words of level and people by language and place, for `messages.use_level`."""
        found: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
        for of, given in (("level", self.level), ("people", self.people)):
            for name, word in given or ():
                if isinstance(word, str):
                    language = "en" if name.endswith("_en") else "zh"
                    found[language][f"{of}.{name.removesuffix('_en')}"] = word
        if "level.unit" in found["zh"]:  # Chinese has no plural
            found["zh"]["level.units"] = found["zh"]["level.unit"]
        return found


class Plan(Frozen):
    """规划. Look-ups by id raise KeyError."""

    header: Header
    areas: tuple[Area, ...]
    projects: Projects
    footnotes: tuple[Footnote, ...]
    documents: tuple[Document, ...]
    departments: tuple[Department, ...]
    units: Units

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """All indicators by id, in the order of the plan."""
        found = {i.id: i for area in self.areas for i in area.indicators}
        return found | {i.id: i for i in self.projects.indicators}

    @cached_property
    def key_indicators(self) -> frozenset[str]:
        """The indicators that are spoken of first (关键指标).

        Those the plan folder marks `key: true`; without any such mark those with a number in a
        goal, but for `key: false`.
        """
        marked = {name for name, one in self.indicators.items() if one.key}
        return frozenset(
            marked
            or (
                name
                for name, one in self.indicators.items()
                if one.key is None
                and one.target.numbers
                and any(source.item in self.goals for source in one.sources)
            )
        )

    @cached_property
    def goals(self) -> dict[str, Goal]:
        """All goals by id."""
        return {goal.id: goal for area in self.areas for goal in area.goals}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """All measures by id."""
        return {measure.id: measure for area in self.areas for measure in area.measures}

    @cached_property
    def key_projects(self) -> dict[str, Project]:
        """All key projects by id."""
        return {project.id: project for project in self.projects.projects}

    @cached_property
    def items(self) -> dict[str, Goal | Measure | Project]:
        """Goals, measures and key projects: what self-assessments are owed of, by id."""
        return {**self.goals, **self.measures, **self.key_projects}

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """The items of 组织实施 and 监测评估, by id."""
        return {duty.id: duty for duty in (*self.header.implementation, *self.header.monitoring)}

    @cached_property
    def reportable(self) -> dict[str, Goal | Measure | Project | Duty]:
        """`items`, which departments owe an assessment of, and `duties`, which they may report."""
        return {**self.items, **self.duties}

    @cached_property
    def area_of(self) -> dict[str, Area]:
        """The area of each goal, measure and indicator (projects belong to none)."""
        found: dict[str, Area] = {}
        for area in self.areas:
            found.update(dict.fromkeys((goal.id for goal in area.goals), area))
            found.update(dict.fromkeys((measure.id for measure in area.measures), area))
            found.update(dict.fromkeys((indicator.id for indicator in area.indicators), area))
        return found

    def stage(self, name: StageName, year: int | None = None, as_of: int | None = None) -> Stage:
        """A stage of the plan; `year` is wanted for the annual one. Raises as `check_stage`."""
        stage = Stage(name, year or self.header.stages.model_dump().get(name, 0), as_of)
        self.check_stage(stage)
        return stage

    def check_stage(self, stage: Stage) -> None:
        """Raise PlanEvalError when the plan has no such stage: an annual one has a year of the
        plan, the mid-term and the final evaluation have theirs.
        """
        span, fixed = self.header.span, self.header.stages.model_dump()
        if stage.year != fixed.get(stage.name, stage.year):
            raise PlanEvalError(t("stage.fixed-year", year=fixed[stage.name]))
        if not span.carried_out(stage.year):
            raise PlanEvalError(t("stage.annual-year", start=span.start, end=span.end))

    def part_of(self, indicator: str) -> str:
        """The id of an indicator's area, or PROJECTS."""
        area = self.area_of.get(indicator)
        return area.id if area else PROJECTS

    @cached_property
    def department(self) -> dict[str, Department]:
        """Departments by id."""
        return {d.id: d for d in self.departments}

    @cached_property
    def towns(self) -> dict[str, Town]:
        """Towns and streets by id."""
        return {u.id: u for u in self.units.units}

    @cached_property
    def document(self) -> dict[str, Document]:
        """Documents that footnotes name, by id."""
        return {d.id: d for d in self.documents}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Whose documents the footnotes name, highest first: as references.yaml lists them."""
        return tuple(dict.fromkeys(document.level for document in self.documents))

    @cached_property
    def _by_item(self) -> dict[str, tuple[Indicator, ...]]:
        found: dict[str, dict[str, Indicator]] = {}
        for indicator in self.indicators.values():
            for source in indicator.sources:
                found.setdefault(source.item, {})[indicator.id] = indicator
        return {item: tuple(of.values()) for item, of in found.items()}

    def indicators_of(self, item: str) -> tuple[Indicator, ...]:
        """The indicators that stand for a goal, measure or project, repeats included."""
        return self._by_item.get(item, ())

    def lead_of(self, item: str) -> str | None:
        """The department with most indicators of an item, the earliest in the plan on a tie.

        Of a duty the department that the plan data name.
        """
        if item in self.duties:
            return self.duties[item].department
        count = Counter(indicator.department for indicator in self.indicators_of(item))
        return max(count, key=lambda name: count[name]) if count else None

    def footnotes_at(self, item: str) -> tuple[Footnote, ...]:
        """The footnotes whose mark stands in an item (or on an area's heading), in print order."""
        return tuple(f for f in self.footnotes if f.place.item == item)

    def footnotes_of(self, source: Source) -> Iterator[Footnote]:
        """The footnotes whose mark stands in or right behind the quoted clause."""
        goal = self.goals.get(source.item)
        for note in self.footnotes_at(source.item):
            if goal is not None:
                start = goal.text.find(source.quote)
                # a mark may stand behind the stop that ends the clause
                if start < note.place.position <= start + len(source.quote) + 1:
                    yield note
            elif note.place.after in source.quote or source.quote in note.place.after:
                yield note

    def benchmarks_of(self, indicator: str) -> tuple[Benchmark, ...]:
        """What higher plans ask for the same indicator, from the footnotes."""
        return tuple(b for f in self.footnotes for b in f.benchmarks if b.indicator == indicator)

    def goals_served_by(self, measure: str) -> tuple[Goal, ...]:
        """The goals that a measure serves."""
        return tuple(goal for goal in self.goals.values() if measure in goal.measures)
