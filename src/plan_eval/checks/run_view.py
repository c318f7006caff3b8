"""What a writer shows: the findings that were asked for, with true totals of everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Protocol

from plan_eval.checks.earlier_run import Earlier, new_since
from plan_eval.checks.excerpt import Excerpt, excerpts
from plan_eval.checks.select import Selection
from plan_eval.checks.validation import Account
from plan_eval.model.finding import FailOn, Finding, NotRun, Severity
from plan_eval.model.plan import Plan
from plan_eval.reading.submitted import Submissions

_FAILING: dict[FailOn, tuple[Severity, ...]] = {
    "error": (Severity.ERROR,),
    "verify": (Severity.ERROR, Severity.VERIFY),
    "never": (),
}


@dataclass(frozen=True)
class FindingsAgain:
    """Findings that are too many for memory: made anew each time one goes through them."""

    make: Callable[[], Iterator[Finding]]

    def __iter__(self) -> Iterator[Finding]:
        return self.make()

    def __bool__(self) -> bool:
        return next(self.make(), None) is not None


Findings = tuple[Finding, ...] | FindingsAgain


class Run(Protocol):
    """What a view is of: a validation at once or in partitions."""

    @property
    def findings(self) -> Findings: ...
    @property
    def account(self) -> Account: ...
    @property
    def not_run(self) -> tuple[NotRun, ...]: ...


@dataclass(frozen=True)
class View:
    """One run as it is shown; `limit` is how many examples a text shows per rule and file.

    `rows` are the excerpts where the submissions are not in memory.
    """

    findings: Findings
    account: Account
    not_run: tuple[NotRun, ...]
    submissions: Submissions
    plan: Plan
    fail_on: FailOn = "error"
    limit: int = 20
    rows: Mapping[tuple[str, int], Excerpt] | None = None

    def fails(self, finding: Finding) -> bool:
        """Whether this finding alone makes the run fail."""
        return finding.severity in _FAILING[self.fail_on] and not finding.settled

    @property
    def failed(self) -> bool:
        """Whether the run fails."""
        return any(map(self.fails, self.findings))

    def count(self, severity: Severity, *, settled: bool = False) -> int:
        """How many findings of a severity there are, settled ones or the others."""
        return self._counts[severity, settled]

    @cached_property
    def _counts(self) -> Counter[tuple[Severity, bool]]:
        return Counter((finding.severity, finding.settled) for finding in self.findings)

    def file_of(self, finding: Finding) -> str:
        """The path on disk; the path of a finding may name a part of the file as well."""
        file = self.submissions.by_path.get(finding.path)
        return (file and file.source) or finding.path

    def by_path(self) -> Iterator[tuple[str, list[Finding]]]:
        """The findings of each file, in the order of paths; "" for files that are not there."""
        for path, findings in groupby(self.findings, key=lambda finding: finding.path):
            yield path, list(findings)

    def shown(self, findings: list[Finding]) -> list[Finding]:
        """The first `limit` findings of each rule (all where it is 0), in their order."""
        return first_shown(findings, self.limit)

    @cached_property
    def excerpts(self) -> Mapping[tuple[str, int], Excerpt]:
        """The rows that are shown, by path and row."""
        if self.rows is not None:
            return self.rows
        shown = [one for _, findings in self.by_path() for one in self.shown(findings)]
        places = {(one.path, one.row) for one in shown if one.row is not None}
        return excerpts(places, self.submissions)

    def excerpt(self, finding: Finding) -> Excerpt | None:
        """The row a finding is about, where it is a row of data."""
        return self.excerpts.get((finding.path, finding.row or 0))


def first_shown(findings: Iterable[Finding], limit: int) -> list[Finding]:
    """The first `limit` findings of each rule in each file (all where it is 0), in their order."""
    seen: Counter[tuple[str, str]] = Counter()
    kept = []
    for finding in findings:
        seen[finding.path, finding.code] += 1
        if not limit or seen[finding.path, finding.code] <= limit:
            kept.append(finding)
    return kept


def view(
    validation: Run,
    submissions: Submissions,
    plan: Plan,
    *,
    selection: Selection | None = None,
    earlier: Earlier | None = None,
    fail_on: FailOn = "error",
    limit: int = 20,
    rows: Mapping[tuple[str, int], Excerpt] | None = None,
) -> View:
    """The view of a run: first what is selected, of that what is new."""
    chosen = selection or Selection()

    def selected() -> Iterator[Finding]:
        return (finding for finding in validation.findings if chosen.wants(finding.code))

    findings: Findings = FindingsAgain(selected)
    if earlier is not None:
        findings = new_since(findings, earlier)
    elif isinstance(validation.findings, tuple):
        findings = tuple(findings)
    not_run = tuple(one for one in validation.not_run if one.code == "*" or chosen.wants(one.code))
    return View(findings, validation.account, not_run, submissions, plan, fail_on, limit, rows)
