"""What a rule needs before it can say anything; what is wanting goes into the `not_run` list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args

from plan_eval.checks.facts import Facts, is_read
from plan_eval.model.indicator import Split
from plan_eval.words import t

Wanting = tuple[str | None, str]
"""A path (None: the rule runs for no file) and the reason."""
Condition = Callable[[Facts], Iterator[Wanting]]


def columns(*names: str, form: str = "indicators") -> Condition:
    """The rule looks at these columns; a file without them is not checked by it.

    A column that the plan has no use for (towns where nothing is reported by town) is not missed.
    """

    def wanting(facts: Facts) -> Iterator[Wanting]:
        useless = _useless(facts)
        for file in facts.submissions.files:
            if file.form != form or not is_read(file):
                continue
            missing = [
                t(f"columns.{name}") for name in names if name not in useless | file.headers.keys()
            ]
            if missing:
                yield file.path, t("findings.not-run.column", columns="、".join(missing))

    return wanting


def _useless(facts: Facts) -> frozenset[str]:
    """The columns that no indicator of the plan has anything to write into."""
    indicators = facts.plan.indicators.values()
    used = {split for one in indicators for split in one.splits}
    unused = {split for split in get_args(Split) if split not in used}
    counts = () if any(one.rate for one in indicators) else ("numerator", "denominator")
    return frozenset((*unused, *counts))


def report_year(facts: Facts) -> Iterator[Wanting]:
    """The rule needs to know for which year, and by whom, a file reports."""
    for file in facts.submissions.files:
        if file.form == "indicators" and not (file.year and file.department):
            yield file.path, t("findings.not-run.report-year")


def several_years(facts: Facts) -> Iterator[Wanting]:
    """The rule compares years."""
    if len(facts.years) < 2:
        yield None, t("findings.not-run.one-year")


def several_reports(facts: Facts) -> Iterator[Wanting]:
    """The rule compares what is reported in different years."""
    if len(facts.senders("indicators")) < 2:
        yield None, t("findings.not-run.one-report")


def several_self_assessments(facts: Facts) -> Iterator[Wanting]:
    """The rule compares self-assessments of different years."""
    if len(facts.senders("self_assessment")) < 2:
        yield None, t("findings.not-run.one-assessment")


def several_departments(facts: Facts) -> Iterator[Wanting]:
    """The rule compares departments."""
    departments = {file.department for file in facts.submissions.files if file.department}
    if len(departments) < 2:
        yield None, t("findings.not-run.one-department")


def both_forms(facts: Facts) -> Iterator[Wanting]:
    """The rule holds self-assessments against figures."""
    forms = {file.form for file in facts.submissions.files}
    if not forms >= {"indicators", "self_assessment"}:
        yield None, t("findings.not-run.one-form")


def gathered(form: str) -> Condition:
    """The rule looks for what nobody sent, so it needs the whole year's collection.

    A year counts as collected once at least half of the departments concerned have sent the form.
    """

    def wanting(facts: Facts) -> Iterator[Wanting]:
        if not collected_years(facts, form):
            yield None, t("findings.not-run.not-gathered", departments=len(owing(facts, form)))

    return wanting


def collected_years(facts: Facts, form: str) -> dict[int, set[str]]:
    """The years whose collection is given, with the departments that sent the form."""
    wanted = owing(facts, form)
    return {
        year: sent
        for year, sent in facts.senders(form).items()
        if 2 * len(sent & wanted) >= len(wanted)
    }


def owing(facts: Facts, form: str) -> set[str]:
    """The departments that owe a form by the plan."""
    indicators = facts.plan.indicators.values()
    if form == "indicators":
        return {one.department for one in indicators if one.has_figures}
    return {department for item in facts.plan.items if (department := facts.plan.lead_of(item))}
