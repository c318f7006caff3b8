"""Run the rules over submissions: findings in a fixed order, and an account of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from plan_eval.checks.facts import Facts
from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import FOUND, Rule
from plan_eval.io.submissions import File, Submissions
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.words import has, t


@dataclass(frozen=True)
class Account:
    """Rows read = accepted + refused + skipped, over files."""

    files: int
    read: int
    accepted: int
    refused: int
    skipped: int


@dataclass(frozen=True)
class Validation:
    """The findings by file, row and code; the account; and what was accepted.

    `observations` and `assessments` hold only rows without an error.
    """

    findings: tuple[Finding, ...]
    account: Account
    observations: pl.DataFrame
    assessments: pl.DataFrame

    def count(self, severity: Severity, *, settled: bool = False) -> int:
        """How many findings of a severity there are, explained ones or the others."""
        return sum(f.severity is severity and f.settled is settled for f in self.findings)


def validate(submissions: Submissions, plan: Plan) -> Validation:
    """Check submissions against the plan with every rule."""
    facts = Facts(plan, submissions)
    found = list(_run(facts, all_rules().values()))
    findings = sorted(found, key=_order)
    refused = pl.DataFrame(
        sorted({(f.path, f.row) for f in findings if f.severity is Severity.ERROR and f.row}),
        schema={"path": pl.String, "row": pl.Int64},
        orient="row",
    )
    observations = submissions.observations.join(refused, on=["path", "row"], how="anti")
    assessments = submissions.assessments.join(refused, on=["path", "row"], how="anti")
    kept = observations.height + assessments.height
    files = submissions.files
    rows, skipped = sum(f.rows for f in files), sum(f.skipped for f in files)
    account = Account(len(files), rows + skipped, kept, rows - kept, skipped)
    return Validation(
        tuple(findings),
        account,
        observations.sort("path", "row"),
        assessments.sort("path", "row"),
    )


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    place = (finding.path, finding.row or 0, finding.code)
    return (*place, finding.column or "", finding.value or "")


def _run(facts: Facts, rules: Iterable[Rule]) -> Iterator[Finding]:
    rules = list(rules)
    frames = pl.collect_all([_complete(rule.find(facts)) for rule in rules])
    for rule, frame in zip(rules, frames, strict=True):
        for row in frame.iter_rows(named=True):
            yield _finding(rule, row, facts)


def _complete(found: pl.LazyFrame) -> pl.LazyFrame:
    there = found.collect_schema().names()
    return found.select(
        pl.col(name).cast(dtype) if name in there else pl.lit(None, dtype).alias(name)
        for name, dtype in FOUND.items()
    )


def _finding(rule: Rule, row: Mapping[str, object], facts: Facts) -> Finding:
    file = facts.submissions.by_path.get(str(row["path"]))
    code = row["indicator"]
    indicator = facts.plan.indicators.get(str(code)) if code else None
    column = _words(row["column"], file)
    values = {
        "column": column,
        "value": _or_dash(row["value"]),
        "expected": _or_dash(row["expected"]),
        "name": indicator.name if indicator else _or_dash(code),
        "unit": (indicator and indicator.unit) or "",
        "year": _or_dash(row["year"]),
    }
    return Finding(
        code=rule.code,
        rule=rule.name,
        severity=rule.severity,
        path=str(row["path"]),
        row=row["row"],  # type: ignore[arg-type]
        column=column,
        message=t(f"rules.{rule.code}.message", **values),
        fix=t(f"rules.{rule.code}.fix", **values),
        value=row["value"],  # type: ignore[arg-type]
        expected=row["expected"],  # type: ignore[arg-type]
        department=row["department"] or (file.department if file else None),  # type: ignore[arg-type]
        indicator=row["indicator"],  # type: ignore[arg-type]
        year=row["year"],  # type: ignore[arg-type]
        explanation=row["note"] if rule.severity is Severity.VERIFY else None,  # type: ignore[arg-type]
    )


def _words(column: object, file: File | None) -> str | None:
    """The sender's own words for a column, ours where the column is not there."""
    if column is None:
        return None
    if file and column in file.headers:
        return file.headers[str(column)]
    return t(f"columns.{column}") if has(f"columns.{column}") else str(column)


def _or_dash(value: object) -> object:
    return "—" if value in (None, "") else value
