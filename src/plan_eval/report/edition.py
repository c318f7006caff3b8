"""Which report is written: its kind, whether it is an extract or a draft, and who signed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    # loads pydantic, which `--help` does not need
    from datetime import date

    from plan_eval.model.past_report import PastReport
    from plan_eval.model.plan import Plan
    from plan_eval.model.survey import Survey
    from plan_eval.model.verdict import Stage
    from plan_eval.model.written import WrittenText
    from plan_eval.plan_folder.approval_file import Approval, Publication
    from plan_eval.plan_folder.project_file import Project

Kind = Literal["evaluation", "monitoring", "department"]
Parts = Literal["main", "annex", "both"]
"""The volumes of a report: what is signed, and what it rests on."""
Format = Literal["pdf", "html", "docx", "xlsx"]
"""What a report is written as."""


@dataclass(frozen=True)
class Edition:
    """The evaluation group's report or the monitoring group's (规划五（二）), whole or an extract.

    Or what a department itself reports each year (规划四: 每年报告落实情况和下一年工作安排).

    `area` and `department` are ids, `district` is the name of the one of several that it is about
    (`by_district`); `draft` prints 征求意见稿. `published` is what was published of
    the plan before, `surveys` what was asked beside it, `past` the latest evaluation in the
    register, `texts` what people wrote for it.
    """

    kind: Kind = "evaluation"
    area: str | None = None
    department: str | None = None
    draft: bool = False
    approval: Approval | None = None
    published: tuple[Publication, ...] = ()
    surveys: tuple[Survey, ...] = ()
    past: PastReport | None = None
    district: str | None = None
    texts: Mapping[str, WrittenText] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def whole(self) -> bool:
        """Whether the report speaks of the whole plan."""
        return self.area is None and self.department is None

    @property
    def registered(self) -> bool:
        """Whether it is one to come back to: a whole evaluation that is no draft."""
        return self.whole and self.kind == "evaluation" and not self.draft

    def name(self, stage: Stage) -> str:
        """What this report is filed under: midterm_2025, annual_2024_health."""
        usual = "monitoring" if stage.name == "annual" else "evaluation"
        kind = self.kind if self.kind != usual else None
        parts = (stage.name, str(stage.year), kind, self.area, self.department)
        return "_".join(filter(None, parts))


def edition_for(
    settings: Project,
    plan: Plan,
    stage: Stage,
    *,
    kind: Kind | None = None,
    area: str | None = None,
    department: str | None = None,
    draft: bool = False,
    paged: bool = True,
    on: date | None = None,
) -> Edition:
    """The edition asked for, with what goes with it: approval, record, register, surveys, texts.

    These lie beside the data, or in the database among the submissions; of the latter as they were
    at the end of day `on`, the approval and texts as the report was last written by then.

    Without a `kind` a year has the monitoring group's report, and a department alone its own. That
    is a letter with pages; a web page or a workbook (`paged` is False) shows its part of the
    monitoring. Raises PlanEvalError for a kind that the stage does not have.
    """
    from plan_eval.errors import PlanEvalError
    from plan_eval.messages import t

    yearly = stage.name == "annual"
    if yearly and kind == "evaluation":
        raise PlanEvalError(t("cli.report.annual-monitors"))
    if kind == "department" and (not yearly or not department or area):
        raise PlanEvalError(t("cli.report.department-yearly"))
    usual: Kind = "evaluation"
    if yearly:
        usual = "department" if department and not area and paged else "monitoring"
    district = settings.district.called if settings.district else None
    edition = Edition(kind or usual, area, department, draft, district=district)
    return _with_what_is_kept(edition, settings, plan, stage, on)


def _with_what_is_kept(
    edition: Edition, settings: Project, plan: Plan, stage: Stage, on: date | None
) -> Edition:
    from plan_eval.model.past_report import latest_before
    from plan_eval.plan_folder.approval_file import read_approval, read_publications
    from plan_eval.plan_folder.reports_folder import read_past
    from plan_eval.plan_folder.surveys_file import read_surveys
    from plan_eval.plan_folder.texts_folder import read_texts
    from plan_eval.store.database import database_among, open_database
    from plan_eval.store.reports import kept_entries, kept_publications, kept_report

    name, then = edition.name(stage), None
    published, past = read_publications(settings.publications), read_past(settings.reports)
    surveys = read_surveys(settings.surveys, plan)
    where = database_among(settings.submissions)
    if where is not None and where.exists():
        with open_database(where, plan.header.id) as database:
            published += kept_publications(database, on)
            past = [*kept_entries(database, on), *past]
            if on is not None:
                then = kept_report(database, name, on)
    if then is not None:
        approval, texts = then.approval, then.texts or {}
    else:
        approval = read_approval(settings.approval) if settings.approval else None
        texts = read_texts(settings.texts, name)
    return replace(
        edition,
        approval=approval,
        texts=texts,
        # a file has no day of its own for what stands in it
        published=tuple(one for one in published if on is None or one.day <= on),
        surveys=tuple(one for one in surveys if on is None or one.date <= on),
        past=latest_before(past, stage, plan.header.id),
    )
