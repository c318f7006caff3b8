"""What every section is built from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl

from plan_eval.checks.validation import Validation
from plan_eval.messages import listed, t
from plan_eval.model.assessment import Assessment, Result, SelfAssessment
from plan_eval.model.finding import Finding
from plan_eval.model.indicator import Indicator
from plan_eval.model.plan import PROJECTS, Plan
from plan_eval.model.survey import Survey, done_by
from plan_eval.model.wording import called, level_named
from plan_eval.report.edition import Edition
from plan_eval.report.outline import Outline
from plan_eval.report.texts import Texts

FIGURES, VERDICTS = "figures.csv", "assessment.json"
"""The data files that a report carries."""
SYNTHETIC = "示例数据"
"""What a source says of itself whose figures are invented, as the sample data have it."""


@dataclass(frozen=True)
class Context:
    """The plan, what was judged, what was checked, the day on the cover and the edition.

    Nothing later than the stage's year is looked at, so that a mid-term stays what it was.
    """

    plan: Plan
    assessment: Assessment
    validation: Validation
    day: date
    edition: Edition = field(default_factory=Edition)
    outline: Outline = field(default_factory=Outline)
    texts: Texts = field(default_factory=Texts)

    @cached_property
    def observations(self) -> pl.DataFrame:
        """The accepted rows up to the stage, of the plan's (or the extract's) indicators."""
        return self.validation.observations.filter(
            (pl.col("year") <= self.assessment.stage.year)
            & pl.col("indicator").is_in(list(self.plan.indicators))
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings up to the stage, of the plan's (or the extract's) indicators."""
        return tuple(
            finding
            for finding in self.validation.findings
            if (finding.year is None or finding.year <= self.assessment.stage.year)
            and (finding.indicator is None or finding.indicator in self.plan.indicators)
        )

    @cached_property
    def refused(self) -> int:
        """The rows that errors kept out, as `validate` counts them: nobody's word that a figure is
        missing keeps a row out. Those of later years, or of other parts, are left out.
        """
        sent, stage = self.validation.data.submissions, self.assessment.stage
        rows = self.validation.refused_rows
        there = pl.concat(
            frame.select("path", "row", "year", pl.col(name).alias("of"))
            for frame, name in ((sent.observations, "indicator"), (sent.self_assessments, "item"))
        )
        seen = there.filter(pl.col("year").is_null() | (pl.col("year") <= stage.year))
        if not self.edition.whole:
            names = [*self.plan.indicators, *self.plan.items]
            seen = seen.filter(pl.col("of").is_in(names))
        refused = rows.join(seen, on=["path", "row"], how="semi").height
        unread = self.validation.account.refused - rows.height
        return refused + (unread if self.edition.whole else 0)

    @property
    def final(self) -> bool:
        """Whether the plan is over: nothing is left to warn of or to project."""
        return self.assessment.stage.name == "final"

    @property
    def evaluates(self) -> bool:
        """Whether the evaluation group writes: effects, experience, causes and advice."""
        return self.edition.kind == "evaluation"

    @property
    def act(self) -> str:
        """评估 or 监测, as the edition calls what it does."""
        return t(f"report.act.{self.edition.kind}")

    @cached_property
    def synthetic(self) -> bool:
        """Whether any figure says of itself that it is invented; then every page says so."""
        sources = self.validation.observations["source"]
        return self.plan.units.synthetic or bool(
            sources.str.contains(SYNTHETIC, literal=True).any()
        )

    @cached_property
    def parts(self) -> dict[str, str]:
        """The areas and the key projects by id, with their titles, those that have indicators."""
        titles = {area.id: called(area) for area in self.plan.areas}
        titles[PROJECTS] = t("parts.projects")
        there = self.assessment.by_area
        return {part: title for part, title in titles.items() if part in there}

    @property
    def area_title(self) -> str:
        """The title of the area an extract is of."""
        titles = {area.id: called(area) for area in self.plan.areas}
        return titles.get(self.edition.area or "", t("parts.projects"))

    @cached_property
    def higher_levels(self) -> tuple[str, ...]:
        """The levels whose plans the footnotes set beside this one's indicators, highest first."""
        marks = (m for name in self.plan.indicators for m in self.plan.benchmarks_of(name))
        found = {self.plan.document[mark.document].level for mark in marks}
        return tuple(level for level in self.plan.levels if level in found)

    def levels_named(self, *, short: bool = False) -> str:
        """Those levels in a sentence: 国家、省、市; `short` has one sign for each."""
        names = (level_named(level, short=short) for level in self.higher_levels)
        return listed(names)

    @cached_property
    def said(self) -> dict[str, SelfAssessment]:
        """Self-assessments of goals, measures and projects, by item."""
        said = self.assessment.self_assessments
        return {one.item: one for one in said if one.item in self.plan.items}

    @cached_property
    def surveys(self) -> tuple[Survey, ...]:
        """The special surveys done by the day on the cover."""
        return done_by(self.edition.surveys, self.day)

    @cached_property
    def duties_said(self) -> dict[str, SelfAssessment]:
        """What offices report of 组织实施 and 监测评估, by duty."""
        said = self.assessment.self_assessments
        return {one.item: one for one in said if one.item in self.plan.duties}

    def own_said(self, item: str) -> SelfAssessment | None:
        """The self-assessment of an item, in a department's extract only if it is its own."""
        said = self.said.get(item)
        alone = self.edition.department
        return said if said is None or alone in (None, said.department) else None

    def result(self, indicator: Indicator) -> Result:
        """The verdict on an indicator."""
        return self.assessment.results[indicator.id]

    def department(self, code: str | None) -> str:
        """A department's name, or a dash."""
        return called(self.plan.department[code]) if code else "—"
