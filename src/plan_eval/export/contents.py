"""What is handed on: accepted figures, verdicts, the plan's indicators and its code lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import get_args

import polars as pl

from plan_eval.assess.frames import results_frame, tallies_frame
from plan_eval.checks.validation import Validation
from plan_eval.messages import in_language, t
from plan_eval.model.ages import ages_of
from plan_eval.model.area import Goal, Measure, Project
from plan_eval.model.assessment import Assessment, Result
from plan_eval.model.duty import Duty
from plan_eval.model.footnote import Benchmark
from plan_eval.model.indicator import Basis, Indicator, Period, Residence, Sex
from plan_eval.model.observation import EXACT, KEY, STATUSES
from plan_eval.model.plan import PROJECTS, Plan
from plan_eval.model.targets.base import Group
from plan_eval.model.uncertainty import Likelihood, ProjectionMethod
from plan_eval.model.verdict import Checklist, Evidence, Level, Pace, State
from plan_eval.model.wording import rounded, target_words
from plan_eval.report.context import SYNTHETIC
from plan_eval.report.places import Places, places_in
from plan_eval.writing.table import Field, Table, in_both, table, table_of

Row = tuple[object, ...]
TOTAL = "total"
"""The code of everybody, in every list: all towns, both sexes, town and country, every age."""

_PLACES = 12
"""Decimals of a figure that is a quotient of two counts; the counts themselves are exact."""

_WORDED: dict[str, tuple[tuple[str, str], ...]] = {
    "state": tuple((one, f"state.{one}") for one in State),
    "checklist": tuple((one, f"checklist.{one}") for one in Checklist),
    "pace": tuple((one, f"pace.{one}") for one in Pace),
    "evidence": tuple((one, f"evidence.{one}") for one in Evidence),
    "level": tuple((one, f"level.{one}") for one in Level),
    "period": tuple((one, f"forms.period.{one}") for one in get_args(Period)),
    "basis": tuple((one, f"basis.{one}") for one in get_args(Basis)),
    "likelihood": tuple((one, f"likelihood.{one}") for one in get_args(Likelihood)),
    "projection": tuple((one, f"projection-method.{one}") for one in get_args(ProjectionMethod)),
}
"""The lists of codes of verdicts and definitions, each code with the key of its words."""


@dataclass(frozen=True)
class Contents:
    """A plan, what was accepted for it, and what that says at a stage."""

    plan: Plan
    validation: Validation
    assessment: Assessment

    @cached_property
    def synthetic(self) -> bool:
        """Whether any figure says of itself that it is invented."""
        sources = self.validation.observations["source"]
        invented = sources.str.contains(SYNTHETIC, literal=True).any()
        return self.plan.units.synthetic or bool(invented)

    @property
    def about(self) -> dict[str, object]:
        """What a data package says of itself. A licence is the office's to give: none is named."""
        header, stage = self.plan.header, self.assessment.stage
        said = [in_both("export.about"), header.source_note, header.example or ""]
        if self.synthetic:
            said.append(in_both("export.synthetic"))
        senders = {*self.observations["department"], *self._said["department"]}
        return {
            "name": f"{header.id}-{stage.name}-{stage.year}",
            "title": header.title,
            "description": "\n".join(filter(None, said)),
            "sources": [{"title": header.title}],
            "contributors": [
                {"title": one.name, "roles": ["contributor"]}
                for one in self.plan.departments
                if one.id in senders
            ],
            "plan": header.id,
            "stage": {"name": stage.name, "year": stage.year, "asOf": stage.as_of},
            "synthetic": self.synthetic,
        }

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables, those that others refer to first."""
        return (
            *self._lists(),
            *self._of_plan(),
            table_of("observations", self.observations, _OBSERVATION, KEY),
            table_of("self_assessments", self._said, _SELF_ASSESSMENT, ("file", "row")),
            table_of("results", self._results, _RESULT, ("indicator",)),
            table_of("tallies", self._tallies, _TALLY, ("by", "part", "group")),
        )

    @cached_property
    def observations(self) -> pl.DataFrame:
        """The accepted figures, one a key, in the order of the plan.

        As in the judgement the last report stands where a waiver let two figures of one key pass;
        a figure whose key was not read in full has no place among data.
        """
        order = {name: at for at, name in enumerate(self.plan.indicators)}
        rows = self.validation.observations.filter(pl.all_horizontal(pl.col(KEY).is_not_null()))
        given = pl.col("value").is_not_null()
        one_each = rows.sort(*KEY, "report_year", given, "path", "row", nulls_last=False).unique(
            KEY, keep="last", maintain_order=True
        )
        place = pl.col("indicator").replace_strict(order, return_dtype=pl.Int64)
        groups = ("town", "sex", "age", "residence")
        return self._placed(one_each.sort(place, "year", *groups)).with_columns(
            *(pl.col(one).replace("", TOTAL) for one in groups), pl.col("places").alias("decimals")
        )

    @cached_property
    def _said(self) -> pl.DataFrame:
        return self._placed(self.validation.self_assessments).sort("file", "row")

    def _placed(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with their `file` from the folder on that all files share."""
        files = {path: self._places.file(path) for path in rows["path"].unique()}
        return rows.with_columns(pl.col("path").replace_strict(files, default=None).alias("file"))

    @cached_property
    def _places(self) -> Places:
        return places_in(self.validation)

    @property
    def _results(self) -> pl.DataFrame:
        frame = results_frame(self.assessment, self.plan)
        results = self.assessment.results.values()
        exact = (
            pl.Series(name, [_exact(read(one)) for one in results], EXACT)
            for name, read in _EXACTLY.items()
        )
        return frame.with_columns(
            *exact,
            *(pl.col(name).str.split(" ").list.filter(pl.element() != "") for name in _SPACED),
        )

    @property
    def _tallies(self) -> pl.DataFrame:
        whole = pl.when(pl.col("by") == "plan").then(pl.lit(self.plan.header.id))
        return tallies_frame(self.assessment).with_columns(part=whole.otherwise("part"))

    def _lists(self) -> Iterator[Table]:
        plan = self.plan
        areas: list[Row] = [(a.id, a.printed, a.title, a.title_en) for a in plan.areas]
        areas.append((PROJECTS, None, *named_in_both("parts.projects")))
        yield table("areas", areas, _AREA, ("id",))
        departments = [(d.id, d.name, d.name_en, d.aliases, d.inferred) for d in plan.departments]
        yield table("departments", departments, _DEPARTMENT, ("id",))
        towns: list[Row] = [(TOTAL, *named_in_both("groups.district"), None)]
        towns += [(u.id, u.name, u.name_en, u.type) for u in plan.units.units]
        yield table("towns", towns, _TOWN, ("id",))
        yield table(
            "sexes", [(one, *named_in_both(f"groups.{one}")) for one in get_args(Sex)], _CODE, ID
        )
        residences = [(one, *named_in_both(f"groups.{one}")) for one in get_args(Residence)]
        yield table("residences", residences, _CODE, ID)
        ages = [(group, ages_of(group)) for group in self.ages]
        yield table("ages", [(g, of and of.first, of and of.last) for g, of in ages], _AGE, ID)
        yield table("codes", _codes(), _WORD, ("list", "code"))

    @property
    def ages(self) -> list[str]:
        """Every age group of the plan or of a figure, the youngest first; TOTAL before them."""
        named = {age for one in self.plan.indicators.values() for age in one.age_groups}
        return [TOTAL, *sorted({*named, *self.observations["age"]} - {TOTAL}, key=_by_age)]

    def _of_plan(self) -> Iterator[Table]:
        plan = self.plan
        yield table("items", _items(plan), _ITEM, ("id",))
        indicators = [
            [read(one, plan) for _, read in _INDICATOR] for one in plan.indicators.values()
        ]
        yield table("indicators", indicators, [one for one, _ in _INDICATOR], ("id",))
        quoted = [
            (one.id, source.item, source.quote)
            for one in plan.indicators.values()
            for source in one.sources
        ]
        yield table("indicator_items", quoted, _QUOTED, ("indicator", "item", "quote"))
        documents = [(d.id, d.level, d.title) for d in plan.documents]
        yield table("documents", documents, _DOCUMENT, ("id",))
        benchmarks = [
            (note.number, at, *_benchmark(mark))
            for note in plan.footnotes
            for at, mark in enumerate(note.benchmarks, 1)
        ]
        yield table("benchmarks", benchmarks, _BENCHMARK, ("footnote", "number"))


def named_in_both(key: str) -> tuple[str, str]:
    """The words of a key in Chinese and in English."""
    with in_language("zh"):
        chinese = t(key)
    with in_language("en"):
        return chinese, t(key)


def _codes() -> Iterator[tuple[str, ...]]:
    for name, words in _WORDED.items():
        for code, key in words:
            yield (name, str(code), *named_in_both(key))


def _by_age(group: str) -> tuple[int, int, str]:
    ages = ages_of(group)
    return (ages.first, ages.last or 999, group) if ages else (999, 999, group)


def _items(plan: Plan) -> Iterator[Row]:
    for name, one in plan.reportable.items():
        area = plan.area_of.get(name)
        part = area.id if area else PROJECTS if name in plan.key_projects else None
        match one:
            case Goal():
                kind, text = "goal", one.text
            case Measure():
                kind, text = "measure", one.heading
            case Project():
                kind, text = "project", one.title
            case Duty():
                kind, text = "duty", one.title
        yield (name, kind, part, one.printed, text, plan.lead_of(name))


def _exact(value: Fraction | Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, _PLACES)


def _benchmark(mark: Benchmark) -> Row:
    population = mark.scope.population if mark.scope else None
    said = (mark.indicator, mark.document, mark.comparator, mark.value, mark.hold)
    return (*said, population, mark.printed, mark.inferred)


def _target(language: str) -> Callable[[Indicator, Plan], str]:
    def read(indicator: Indicator, plan: Plan) -> str:
        with in_language("en" if language == "en" else "zh"):
            return target_words(indicator)

    return read


_EXACTLY: dict[str, Callable[[Result], Fraction | None]] = {
    "bound": lambda r: r.bound,
    "baseline": lambda r: r.baseline.value if r.baseline else None,
    "value": lambda r: r.latest.value if r.latest else None,
    "change": lambda r: r.change,
    "achieved": lambda r: r.progress.printed if r.progress else None,
    "schedule": lambda r: r.progress.schedule if r.progress else None,
    "ratio": lambda r: r.progress.ratio if r.progress else None,
    "effort": lambda r: r.progress.effort if r.progress else None,
}
_SPACED = ("reasons", "breaches", "warnings")
ID = ("id",)
_CODES = pl.List(pl.String)


def _fields(names: str, dtype: pl.DataType | type[pl.DataType] = pl.String) -> Iterable[Field]:
    return tuple(Field(name, dtype) for name in names.split())


def _id(name: str = "id") -> Field:
    return Field(name, required=True)


def _of(name: str, table_name: str, *, required: bool = True) -> Field:
    return Field(name, required=required, of=table_name)


_NAMES = (Field("name", required=True), Field("name_en"))
_AREA = (_id(), Field("printed"), *_NAMES)
_DEPARTMENT = (_id(), *_NAMES, Field("aliases", _CODES), Field("inferred", pl.Boolean))
_TOWN = (_id(), *_NAMES, Field("type", about="town_type"))
_CODE = (_id(), *_NAMES)
_AGE = (_id(), Field("first", pl.Int64), Field("last", pl.Int64))
_WORD = (Field("list", required=True, among=tuple(_WORDED)), _id("code"), *_NAMES)
_ITEM = (
    _id(),
    Field("kind", required=True, among=("goal", "measure", "project", "duty"), about="item_kind"),
    _of("area", "areas", required=False),
    Field("printed", required=True),
    Field("text", required=True),
    _of("department", "departments", required=False),
)
_QUOTED = (
    _of("indicator", "indicators"),
    _of("item", "items"),
    Field("quote", required=True),
)
_DOCUMENT = (_id(), Field("level", required=True, about="document_level"), Field("title"))
_BENCHMARK = (
    Field("footnote", pl.Int64, required=True),
    Field("number", pl.Int64, required=True),
    _of("indicator", "indicators"),
    _of("document", "documents"),
    Field("comparator", required=True),
    Field("value", EXACT, required=True, about="benchmark_value"),
    Field("hold"),
    Field("population"),
    Field("printed", about="benchmark_printed"),
    Field("inferred", pl.Boolean),
)
_OBSERVATION = (
    _of("indicator", "indicators"),
    Field("year", pl.Int32, required=True),
    _of("town", "towns"),
    _of("sex", "sexes"),
    _of("age", "ages"),
    _of("residence", "residences"),
    *_fields("value numerator denominator", EXACT),
    Field("decimals", pl.Int32),
    Field("unit"),
    _of("department", "departments", required=False),
    Field("report_year", pl.Int32),
    *_fields("source note file"),
    Field("row", pl.Int64),
)
_SELF_ASSESSMENT = (
    _of("item", "items"),
    Field("year", pl.Int32, required=True),
    Field("status", required=True, among=tuple(STATUSES)),
    _of("department", "departments", required=False),
    *_fields("evidence achievements problems next_steps note"),
    Field("file", required=True),
    Field("row", pl.Int64, required=True),
)
_RESULT = (
    _of("indicator", "indicators"),
    Field("bound", EXACT),
    Field("baseline_year", pl.Int32),
    Field("baseline", EXACT),
    Field("year", pl.Int32, about="latest_year"),
    Field("value", EXACT, about="latest_value"),
    Field("change", EXACT),
    Field("state", among=tuple(State)),
    Field("nearly_met", pl.Boolean),
    Field("checklist", among=tuple(Checklist)),
    Field("pace", among=tuple(Pace)),
    *_fields("achieved schedule ratio effort", EXACT),
    Field("evidence", among=tuple(Evidence), about="evidence_strength"),
    Field("reasons", _CODES),
    Field("breaches", pl.List(pl.Int32)),
    Field("level", among=tuple(Level)),
    Field("warnings", _CODES),
    Field("projection", among=get_args(ProjectionMethod)),
    *_fields("projected projected_lower projected_upper chance", pl.Float64),
    Field("likelihood", among=get_args(Likelihood)),
    *_fields("interval_lower interval_upper p_value gender_gap gender_gap_change", pl.Float64),
)
_TALLY = (
    Field("by", required=True, among=("plan", "area", "department"), about="tally_by"),
    Field("part", required=True),
    Field("group", required=True, among=(*get_args(Group), "all"), about="tally_group"),
    *_fields("met not_met undetermined qualitative total on_course nearly", pl.Int64),
)
_INDICATOR: tuple[tuple[Field, Callable[[Indicator, Plan], object]], ...] = (
    (_id(), lambda i, p: i.id),
    (Field("name", required=True), lambda i, p: i.name),
    (Field("name_en"), lambda i, p: i.name_en),
    (_of("area", "areas"), lambda i, p: p.part_of(i.id)),
    (Field("group", required=True, among=get_args(Group)), lambda i, p: i.group),
    (Field("kind", required=True), lambda i, p: i.target.kind),
    (Field("target"), _target("zh")),
    (Field("target_en"), _target("en")),
    (Field("bound", EXACT), lambda i, p: i.bound),
    (Field("direction", among=("up", "down")), lambda i, p: i.target.direction),
    (Field("unit"), lambda i, p: i.unit),
    (Field("decimals", pl.Int32, about="usual_decimals"), lambda i, p: i.decimals),
    (_of("department", "departments"), lambda i, p: i.department),
    (Field("supporting", _CODES), lambda i, p: i.supporting),
    (Field("period", among=get_args(Period)), lambda i, p: i.period),
    (Field("population"), lambda i, p: i.scope.population),
    (Field("basis", among=get_args(Basis)), lambda i, p: i.scope.basis),
    (_of("sex", "sexes"), lambda i, p: i.scope.sex),
    (Field("age", about="scope_age"), lambda i, p: i.scope.age),
    (_of("residence", "residences"), lambda i, p: i.scope.residence),
    (Field("numerator", about="rate_numerator"), lambda i, p: i.rate and i.rate.numerator),
    (Field("denominator", about="rate_denominator"), lambda i, p: i.rate and i.rate.denominator),
    (Field("scale", pl.Int64), lambda i, p: i.rate and i.rate.scale),
    (Field("splits", _CODES), lambda i, p: i.splits),
    (Field("census", pl.Boolean), lambda i, p: i.is_census),
    (Field("key", pl.Boolean), lambda i, p: i.id in p.key_indicators),
    (Field("inferred", _CODES, about="inferred_fields"), lambda i, p: i.inferred),
    (Field("note", about="indicator_note"), lambda i, p: i.note),
)
