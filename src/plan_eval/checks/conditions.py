"""What a rule needs before it can say anything; what is wanting goes into the `not_run` list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import get_args

from plan_eval.checks.dataset import Dataset, is_read
from plan_eval.messages import t
from plan_eval.model.indicator import Split

Wanting = tuple[str | None, str]
"""A path (None: the rule runs for no file) and the reason."""
Condition = Callable[[Dataset], Iterator[Wanting]]


def columns(*names: str, form: str = "indicators") -> Condition:
    """The rule looks at these columns; a file without them is not checked by it.

    A column that the plan has no use for (towns where nothing is reported by town) is not missed.
    """

    def wanting(data: Dataset) -> Iterator[Wanting]:
        useless = _useless(data)
        for file in data.submissions.files:
            if file.form != form or not is_read(file):
                continue
            missing = [
                t(f"columns.{name}") for name in names if name not in useless | file.headers.keys()
            ]
            if missing:
                yield (
                    file.path,
                    t("findings.not-run.column", columns=t("punctuation.list").join(missing)),
                )

    return wanting


def _useless(data: Dataset) -> frozenset[str]:
    """The columns that no indicator of the plan has anything to write into."""
    indicators = data.plan.indicators.values()
    used = {split for indicator in indicators for split in indicator.splits}
    unused = {split for split in get_args(Split) if split not in used}
    counts = () if any(indicator.rate for indicator in indicators) else ("numerator", "denominator")
    return frozenset((*unused, *counts))


def report_year(data: Dataset) -> Iterator[Wanting]:
    """The rule needs to know for which year, and by whom, a file reports."""
    for file in data.submissions.files:
        if file.form == "indicators" and not (file.year and file.department):
            yield file.path, t("findings.not-run.report-year")


def register_of_towns(data: Dataset) -> Iterator[Wanting]:
    """The rule asks for a row of every town, so it needs to know which there are."""
    if data.plan.towns:
        return
    owed = Counter(one.department for one in data.plan.indicators.values() if "town" in one.splits)
    for file in data.submissions.files:
        if file.form == "indicators" and (count := owed[file.department or ""]):
            yield file.path, t("findings.not-run.no-register", count=count)


def several_years(data: Dataset) -> Iterator[Wanting]:
    """The rule compares years."""
    if len(data.years) < 2:
        yield None, t("findings.not-run.one-year")


def several_reports(data: Dataset) -> Iterator[Wanting]:
    """The rule compares what is reported in different years."""
    if len(data.senders("indicators")) < 2:
        yield None, t("findings.not-run.one-report")


def several_self_assessments(data: Dataset) -> Iterator[Wanting]:
    """The rule compares self-assessments of different years."""
    if len(data.senders("self_assessment")) < 2:
        yield None, t("findings.not-run.one-assessment")


def several_departments(data: Dataset) -> Iterator[Wanting]:
    """The rule compares departments."""
    departments = {file.department for file in data.collected.files if file.department}
    if len(departments) < 2:
        yield None, t("findings.not-run.one-department")


def both_forms(data: Dataset) -> Iterator[Wanting]:
    """The rule holds self-assessments against figures."""
    forms = {file.form for file in data.collected.files}
    if not forms >= {"indicators", "self_assessment"}:
        yield None, t("findings.not-run.one-form")


def gathered(form: str) -> Condition:
    """The rule looks for what nobody sent, so it needs the whole year's collection.

    A year counts as collected once at least half of the departments concerned have sent the form.
    """

    def wanting(data: Dataset) -> Iterator[Wanting]:
        if not collected_years(data, form):
            yield None, t("findings.not-run.not-gathered", departments=len(owing(data, form)))

    return wanting


def collected_years(data: Dataset, form: str) -> dict[int, set[str]]:
    """The years whose collection is given, with the departments that sent the form."""
    wanted = owing(data, form)
    return {
        year: sent
        for year, sent in data.senders(form).items()
        if 2 * len(sent & wanted) >= len(wanted)
    }


def owing(data: Dataset, form: str) -> set[str]:
    """The departments that owe a form by the plan."""
    indicators = data.plan.indicators.values()
    if form == "indicators":
        return {indicator.department for indicator in indicators if indicator.has_figures}
    return {department for item in data.plan.items if (department := data.plan.lead_of(item))}
