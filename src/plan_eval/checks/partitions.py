"""Partitions (分区): what was sent, divided so that no rule of scope row or unit looks beyond one.

A partition holds whole files. Together stay files that have figures of the same indicator, or of
indicators that are counted against the same people, and all that have self-assessments. What
one department reports over the years is such a group, more or less; where every file holds
everything there is but one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import polars as pl

from plan_eval.model.plan import Plan
from plan_eval.reading.submitted import Submissions

_SELF_ASSESSMENTS, _FILE = "", "\0"  # no id of an indicator begins so


def subjects(submissions: Submissions, plan: Plan) -> dict[str, frozenset[str]]:
    """For each table, by path, what rules may compare its rows by with those of other tables."""
    compared = {one.id: one.counted_against or one.id for one in plan.indicators.values()}
    # tables of one file stay together, too: files are counted
    found = {file.path: {f"{_FILE}{file.source or file.path}"} for file in submissions.files}
    pairs = submissions.observations.select("path", "indicator").unique().drop_nulls()
    for path, indicator in pairs.iter_rows():
        found[path].add(compared[indicator])
    for path in submissions.self_assessments["path"].unique():
        found[path].add(_SELF_ASSESSMENTS)
    return {path: frozenset(subject) for path, subject in found.items()}


def together(subjects_of: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The names in groups no two of which have a subject in common, in a fixed order."""
    from scipy.cluster.hierarchy import DisjointSet  # slow to load

    groups, first = DisjointSet(subjects_of), dict[str, str]()
    for name, subject in subjects_of.items():
        for one in subject:
            groups.merge(name, first.setdefault(one, name))
    return sorted(sorted(group) for group in groups.subsets())


def packed(groups: Collection[list[str]], sizes: Mapping[str, int], most: int) -> list[list[str]]:
    """The groups in at most so many partitions of about the same size, in a fixed order.

    The largest first, each to the partition that is smallest so far (Graham 1969).
    """
    partitions: dict[int, list[str]] = defaultdict(list)
    filled = [0] * max(1, most)
    size = {tuple(group): sum(sizes[name] for name in group) for group in groups}
    for group in sorted(size, key=lambda one: (-size[one], one)):
        at = min(range(len(filled)), key=lambda n: (filled[n], n))
        filled[at] += max(1, size[group])
        partitions[at] += group
    return sorted(sorted(names) for names in partitions.values())


def only(submissions: Submissions, paths: Collection[str]) -> Submissions:
    """The submissions of these tables alone."""
    kept = {*paths}
    within = pl.col("path").is_in(sorted(kept))
    return Submissions(
        files=tuple(file for file in submissions.files if file.path in kept),
        observations=submissions.observations.filter(within),
        self_assessments=submissions.self_assessments.filter(within),
        noticed=submissions.noticed.filter(within),
    )
