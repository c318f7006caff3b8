"""Run the rules over submissions: findings in a fixed order, and an account of the rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

import polars as pl

from plan_eval.checks.dataset import PLACE, Collected, Dataset, is_read
from plan_eval.checks.finding_text import finding_of
from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import FOUND, FromReader, OnSummary, Rule, merged
from plan_eval.checks.validation import Account, Validation, refused_rows
from plan_eval.checks.waivers import Waived, WaiverFile, all_waived, stale, waive, waived_by
from plan_eval.messages import speaking_of, t
from plan_eval.model.finding import Finding, NotRun, Severity
from plan_eval.model.observation import OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.model.plan import Plan
from plan_eval.reading.submitted import File, Submissions

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
    asked = Asked(frozenset(on_request), tuple(waivers), today)
    with speaking_of(plan.header.level_words):
        part, data = check(Dataset(plan, submissions), asked)
        rest = check_across(plan, data.collected, [part], asked)
        rest = rest.and_lapsed([part], plan, data.collected.files, asked)
    return Validation(
        findings=tuple(sorted((*part.findings, *rest.findings), key=order)),
        account=part.account,
        self_assessments=_accepted_items(data).sort("path", "row"),
        data=data,
        refusing=frozenset(rule.code for rule in all_rules().values() if rule.refuses),
        not_run=told([part, rest]),
    )


@dataclass(frozen=True)
class Asked:
    """What else a run is asked for: rules on request, and waivers held against a day."""

    on_request: frozenset[str] = frozenset()
    waivers: tuple[WaiverFile, ...] = ()
    today: date | None = None


@dataclass(frozen=True)
class Part:
    """What the rules say of a partition, or across partitions.

    `findings` stand in their order; `summaries` has, by code, what rules across partitions need of
    this one; `waived` what its findings say of the waivers.
    """

    findings: tuple[Finding, ...]
    not_run: frozenset[NotRun]
    account: Account = field(default_factory=Account)
    summaries: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    waived: Waived = field(default_factory=dict)

    def and_lapsed(
        self, others: Iterable[Part], plan: Plan, files: Sequence[File], asked: Asked
    ) -> Part:
        """With the waivers that have lapsed by what this and the `others` have found."""
        waived = all_waived([self.waived, *(one.waived for one in others)])
        lapsed, unknown = stale(
            waived, asked.waivers, Dataset(plan, without_rows(files)), asked.today
        )
        return replace(
            self,
            findings=tuple(sorted((*self.findings, *lapsed), key=order)),
            not_run=self.not_run | set(unknown),
        )


def check(data: Dataset, asked: Asked) -> tuple[Part, Dataset]:
    """Run the rules that look at no more than a partition; `data` is then what they accept."""
    chosen, left_out = _chosen(asked)
    not_run = [*_unread(data), *left_out]
    placed: list[PlacedFinding] = []
    unlisted: list[pl.DataFrame] = []
    summaries: dict[str, pl.DataFrame] = {}
    for on_accepted in (False, True):
        now = [rule for rule in chosen if rule.on_accepted is on_accepted]
        summaries |= _summaries(data, now)
        ready = [r for r in now if r.scope != "across" and _is_ready(r, data, not_run)]
        placed = _yielding([*placed, *_run(data, ready, unlisted)])
        placed = [
            PlacedFinding(waive(one.finding, asked.waivers, asked.today), one.letter)
            for one in placed
        ]
        data = data.refusing(pl.concat([_refused(placed), *unlisted]).unique(maintain_order=True))
    findings = _once(placed)
    part = Part(
        findings=tuple(sorted(findings, key=order)),
        not_run=frozenset(not_run),
        account=_account(data, _accepted_items(data)),
        summaries=summaries,
        waived=waived_by(findings, asked.waivers),
    )
    return part, data


def check_across(plan: Plan, collected: Collected, parts: Sequence[Part], asked: Asked) -> Part:
    """Run the rules across partitions, on the summaries of all of them in whatever order."""
    data = Dataset(plan, without_rows(collected.files), whole=collected)
    chosen, _ = _chosen(asked)
    not_run: list[NotRun] = []
    across = [rule for rule in chosen if rule.scope == "across"]
    ready = [rule for rule in across if _is_ready(rule, data, not_run)]
    codes = {code for part in parts for code in part.summaries}
    summaries = {code: merged([part.summaries[code] for part in parts]) for code in codes}
    found = [one.finding for one in _run(data, ready, [], summaries)]
    findings = [waive(one, asked.waivers, asked.today) for one in found]
    return Part(
        findings=tuple(sorted(findings, key=order)),
        not_run=frozenset(not_run),
        waived=waived_by(findings, asked.waivers),
    )


def told(parts: Iterable[Part]) -> tuple[NotRun, ...]:
    """What did not run, each once, in order."""
    every = {one for part in parts for one in part.not_run}
    return tuple(sorted(every, key=lambda one: (one.code, one.path or "", one.reason)))


def _chosen(asked: Asked) -> tuple[list[Rule], list[NotRun]]:
    rules = all_rules().values()
    chosen = [rule for rule in rules if not rule.on_request or rule.code in asked.on_request]
    return chosen, list(_left_out(rules, chosen))


def _summaries(data: Dataset, rules: Iterable[Rule]) -> dict[str, pl.DataFrame]:
    return {
        rule.code: rule.find.summary(data).collect(engine="in-memory")
        for rule in rules
        if isinstance(rule.find, OnSummary) and _is_ready(rule, data, [])
    }


def without_rows(files: Sequence[File]) -> Submissions:
    """Submissions of which the tables are known and no rows."""
    figures = pl.DataFrame(schema=OBSERVATION_SCHEMA)
    items = pl.DataFrame(schema=SELF_ASSESSMENT_SCHEMA)
    return Submissions(tuple(files), figures, items)


def _accepted_items(data: Dataset) -> pl.DataFrame:
    return data.current_assessments.drop("value_letter").collect(engine="in-memory")


class PlacedFinding(NamedTuple):
    """A finding, and the column of its figure where several figures share a row."""

    finding: Finding
    letter: str | None

    @property
    def place(self) -> tuple[str, int | None, str | None]:
        """Where the figure stands (PLACE)."""
        return self.finding.path, self.finding.row, self.letter


def _run(
    data: Dataset,
    rules: Iterable[Rule],
    unlisted: list[pl.DataFrame],
    summaries: Mapping[str, pl.DataFrame] | None = None,
) -> Iterator[PlacedFinding]:
    """One rule after the other: together they would hold the frames of all at once.

    Of a rule's findings in one file the first _MOST are listed one by one, the last says how many
    more there are; the places (PLACE) of those that refuse their figures are added to `unlisted`.
    """
    happened = {*data.submissions.noticed["event"]}
    for rule in rules:
        if isinstance(rule.find, FromReader) and rule.find.event not in happened:
            continue
        if summaries is not None and isinstance(rule.find, OnSummary):
            rows = rule.find.find(data, summaries[rule.code].lazy())
        else:
            rows = rule.find(data)
        found = _complete(rows).collect(engine="in-memory")
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


def order(finding: Finding) -> tuple[str, int, str, str, str, str]:
    """What findings are sorted by: file, row, rule, column."""
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
