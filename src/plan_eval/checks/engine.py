"""Run the rules over submissions: findings in a fixed order, and an account of the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import polars as pl

from plan_eval.checks.dataset import PLACE, Dataset, is_read
from plan_eval.checks.finding_text import finding_of
from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import FOUND, FromReader, Rule
from plan_eval.checks.validation import Account, Validation, refused_rows
from plan_eval.checks.waivers import WaiverFile, stale, waive
from plan_eval.messages import speaking_of, t
from plan_eval.model.finding import Finding, NotRun, Severity
from plan_eval.model.plan import Plan
from plan_eval.reading.submitted import Submissions

__all__ = ["Account", "Validation", "validate"]

_MOST = 10_000
"""Findings of a rule in one file that are listed one by one: more than anybody goes through."""


def validate(
    submissions: Submissions,
    plan: Plan,
    *,
    on_request: Collection[str] = (),
    waivers: Sequence[WaiverFile] = (),
    today: date | None = None,
) -> Validation:
    """Check submissions against the plan with every rule.

    Rules on single rows go first; those across rows see only what these accepted, so that one bad
    cell stays one finding. `on_request` has the codes of rules to run that otherwise do not.
    `waivers` are held against `today`, which they need.
    """
    with speaking_of(plan.header.level_words):
        return _validated(Dataset(plan, submissions), on_request, waivers, today)


def _validated(
    data: Dataset, on_request: Collection[str], waivers: Sequence[WaiverFile], today: date | None
) -> Validation:
    rules = all_rules().values()
    chosen = [rule for rule in rules if not rule.on_request or rule.code in on_request]
    not_run = [*_unread(data), *_left_out(rules, chosen)]
    placed: list[PlacedFinding] = []
    unlisted: list[pl.DataFrame] = []
    for across in (False, True):
        ready = [r for r in chosen if r.across is across and _is_ready(r, data, not_run)]
        placed = _yielding([*placed, *_run(data, ready, unlisted)])
        placed = [PlacedFinding(waive(one.finding, waivers, today), one.letter) for one in placed]
        data = data.refusing(pl.concat([_refused(placed), *unlisted]).unique(maintain_order=True))
    findings = _once(placed)
    lapsed, unknown = stale(findings, waivers, data, today)
    return _result([*findings, *lapsed], [*not_run, *unknown], data)


class PlacedFinding(NamedTuple):
    """A finding, and the column of its figure where several figures share a row."""

    finding: Finding
    letter: str | None

    @property
    def place(self) -> tuple[str, int | None, str | None]:
        """Where the figure stands (PLACE)."""
        return self.finding.path, self.finding.row, self.letter


def _run(
    data: Dataset, rules: Iterable[Rule], unlisted: list[pl.DataFrame]
) -> Iterator[PlacedFinding]:
    """One rule after the other: together they would hold the frames of all at once.

    Of a rule's findings in one file the first _MOST are listed one by one, the last says how many
    more there are; the places (PLACE) of those that refuse their figures are added to `unlisted`.
    """
    happened = {*data.submissions.noticed["event"]}
    for rule in rules:
        if isinstance(rule.find, FromReader) and rule.find.event not in happened:
            continue
        found = _complete(rule.find(data)).collect(engine="in-memory")
        more: dict[str, int] = {}
        if found.height > _MOST:
            found = found.sort("path", "row", maintain_order=True)
            found = found.with_columns(nth=pl.int_range(pl.len()).over("path"))
            rest = found.filter(pl.col("nth") > _MOST)
            more = dict(rest.group_by("path").len().iter_rows())
            if rule.severity is Severity.ERROR and rule.refuses:
                unlisted.append(rest.filter(pl.col("row").is_not_null()).select(PLACE))
            found = found.filter(pl.col("nth") <= _MOST)
        for row in found.iter_rows(named=True):
            finding = finding_of(rule, row, data)
            if row.get("nth") == _MOST and (left := more.get(row["path"], 0)):
                words = t("findings.and-more", message=finding.message, count=left)
                finding = replace(finding, message=words)
            yield PlacedFinding(finding, row["value_letter"])


def _complete(found: pl.LazyFrame) -> pl.LazyFrame:
    there = found.collect_schema().names()
    return found.select(
        pl.col(name).cast(dtype) if name in there else pl.lit(None, dtype).alias(name)
        for name, dtype in FOUND.items()
    )


def _is_ready(rule: Rule, data: Dataset, not_run: list[NotRun]) -> bool:
    """Whether the rule can run at all; what it cannot check is added to `not_run`."""
    wanting = [one for condition in rule.conditions for one in condition(data)]
    not_run += [NotRun(rule.code, reason, path) for path, reason in wanting]
    return all(path is not None for path, _ in wanting)


def _yielding(placed: list[PlacedFinding]) -> list[PlacedFinding]:
    """The findings, less those that another rule's finding on the same figure explains better."""
    rules, there = all_rules(), defaultdict(set)
    for one in placed:
        there[one.place].add(one.finding.code)
    return [
        one
        for one in placed
        if one.finding.row is None or there[one.place].isdisjoint(rules[one.finding.code].yields_to)
    ]


def _once(placed: list[PlacedFinding]) -> list[Finding]:
    """The findings; a cell that serves several figures of a wide row is reported once."""
    found: dict[object, Finding] = {}
    for finding, letter in sorted(placed, key=lambda one: one.finding.fingerprint):
        shared = (finding.code, finding.path, finding.row, finding.cell, finding.message)
        found.setdefault(shared if letter else len(found), finding)
    return list(found.values())


def _refused(placed: Iterable[PlacedFinding]) -> pl.DataFrame:
    """The places (PLACE) of figures that are not accepted."""
    places = {one.place for one in placed if one.finding.row is not None and _refuses(one.finding)}
    schema = {"path": pl.String, "row": pl.Int64, "value_letter": pl.String}
    return pl.DataFrame(sorted(places, key=str), schema=schema, orient="row")


def _refuses(finding: Finding) -> bool:
    """Whether a finding keeps its figure out."""
    error = finding.severity is Severity.ERROR and not finding.settled
    return error and all_rules()[finding.code].refuses


def _result(findings: list[Finding], not_run: list[NotRun], data: Dataset) -> Validation:
    items = data.current_assessments.drop("value_letter").collect(engine="in-memory")
    return Validation(
        findings=tuple(sorted(findings, key=_order)),
        account=_account(data, items),
        self_assessments=items.sort("path", "row"),
        data=data,
        refusing=frozenset(rule.code for rule in all_rules().values() if rule.refuses),
        not_run=tuple(sorted(not_run, key=lambda one: (one.code, one.path or "", one.reason))),
    )


def _account(data: Dataset, items: pl.DataFrame) -> Account:
    """Rows are the sender's: one of a wide table is refused when none of its figures stands."""
    sent = data.submissions
    unread = sum(file.rows for file in sent.files if not is_read(file))
    refused = unread + refused_rows(data, items).height
    rows, skipped = sum(f.rows for f in sent.files), sum(f.skipped for f in sent.files)
    files = {file.source or file.path for file in sent.files}
    return Account(
        *(len(files), rows + skipped, rows - refused, refused, skipped),
        replaced=len(data.replaced.arg_true()),
    )


def _order(finding: Finding) -> tuple[str, int, str, str, str, str]:
    place = (finding.path, finding.row or 0, finding.code)
    return (*place, finding.column or "", finding.value or "", finding.fingerprint)


def _unread(data: Dataset) -> Iterator[NotRun]:
    """The files that no rule on rows has looked at."""
    for file in data.submissions.files:
        if file.form is None:
            yield NotRun("*", t("findings.not-run.unread"), file.path)
        elif file.rows and not is_read(file):
            yield NotRun("*", t("findings.not-run.no-columns"), file.path)


def _left_out(rules: Iterable[Rule], chosen: Collection[Rule]) -> Iterator[NotRun]:
    codes = {rule.code for rule in chosen}
    for rule in rules:
        if rule.code not in codes:
            yield NotRun(rule.code, t("findings.not-run.on-request", code=rule.code[:3]))
