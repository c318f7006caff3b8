"""What the checks say: the findings, an account of the rows, and what was accepted."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass
from functools import cached_property
from operator import add

import polars as pl

from plan_eval.checks.dataset import PLACE, Dataset
from plan_eval.model.finding import Finding, NotRun, Severity


@dataclass(frozen=True)
class Account:
    """Rows read = accepted + refused + skipped, over files.

    `replaced` of the accepted rows are history: a later report gives their figure again.
    """

    files: int = 0
    read: int = 0
    accepted: int = 0
    refused: int = 0
    skipped: int = 0
    replaced: int = 0

    def __add__(self, other: Account) -> Account:
        """The account of both, which have no file in common."""
        return Account(*(map(add, astuple(self), astuple(other))))


@dataclass(frozen=True)
class Validation:
    """The findings by file, row and code; the account; what was accepted; what did not run.

    `self_assessments`, like `observations`, holds only rows without an error. `refusing` has the
    codes of the rules that refuse the row they find.
    """

    findings: tuple[Finding, ...]
    account: Account
    self_assessments: pl.DataFrame
    data: Dataset
    not_run: tuple[NotRun, ...] = ()
    refusing: frozenset[str] = frozenset()

    @cached_property
    def observations(self) -> pl.DataFrame:
        """The figures without an error, the latest report of each, by file and row."""
        return self._sent(self.data.accepted & ~self.data.replaced)

    @cached_property
    def history(self) -> pl.DataFrame:
        """The figures without an error that a later report replaced."""
        return self._sent(self.data.replaced)

    def _sent(self, which: pl.Series) -> pl.DataFrame:
        return self.data.submissions.observations.filter(which).sort(PLACE)

    @cached_property
    def refused_rows(self) -> pl.DataFrame:
        """The refused rows (path, row) of files that were read."""
        return refused_rows(self.data, self.self_assessments)

    @cached_property
    def refused_by_rule(self) -> dict[str, int]:
        """The refused rows of files that were read, by the first rule that refuses each.

        Most first; with the rows of `unread_files` they make `account.refused`.
        """
        first: dict[object, str] = {}
        for finding in self.findings:
            error = finding.severity is Severity.ERROR and not finding.settled
            if error and finding.code in self.refusing:
                first.setdefault((finding.path, finding.row), finding.code)
                first.setdefault((finding.path, None), finding.code)
        rows = self.refused_rows.rows()
        codes = (first.get(place) or first.get((place[0], None)) for place in rows)
        return dict(Counter(filter(None, codes)).most_common())

    @property
    def unread_files(self) -> tuple[str, ...]:
        """The files of which no row could be looked at."""
        return tuple(sorted({one.path for one in self.not_run if one.code == "*" and one.path}))

    def count(self, severity: Severity, *, settled: bool = False) -> int:
        """How many findings of a severity there are, settled ones or the others."""
        return sum(f.severity is severity and f.settled is settled for f in self.findings)


def refused_rows(data: Dataset, items: pl.DataFrame) -> pl.DataFrame:
    """The rows (path, row) of which nothing is accepted; of a wide table's row, no figure."""
    sent, row = data.submissions, ["path", "row"]
    figures, kept = sent.observations.select(row), data.accepted
    lost = figures.filter(~kept).unique()
    if sent.observations["value_letter"].null_count() < figures.height:
        lost = lost.join(figures.filter(kept), on=row, how="anti")
    said = sent.self_assessments.select(row).join(items.select(row), on=row, how="anti")
    return pl.concat((lost, said)).sort(row)
