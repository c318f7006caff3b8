"""Every required split: each sex, residence and town by the indicator's own rules."""

from __future__ import annotations

from collections.abc import Iterator

from plan_eval.assess.case import Case, fresh, met_if
from plan_eval.assess.progress import progress
from plan_eval.assess.series import Points
from plan_eval.assess.states import judge
from plan_eval.model.comparison import Group, SplitVerdict
from plan_eval.model.observation import PARTS_OF
from plan_eval.model.targets import EachUnit
from plan_eval.model.verdict import State

Split = dict[str, Points]


def groups_of(case: Case) -> dict[str, Split]:
    """The points of every group by dimension, the main series' own group left out."""
    # of a town, baseline and latest figure say all there is to say about a level
    target = case.indicator.target
    level = case.band is not None and not target.derived and not target.held
    ends = level and not case.indicator.breaks
    found = {
        name: case.series.by_code(name, ends=ends and name == "town")
        for name in ("sex", "residence", "age", "town")
    }
    return {name: codes for name, codes in found.items() if codes}


def latest_groups(groups: dict[str, Split], year: int) -> tuple[Group, ...]:
    """The figures of every group in a year: sexes, residences, ages, towns, each by code."""
    return tuple(
        Group(dimension, code, points[-1])
        for dimension, codes in groups.items()
        for code, points in sorted(codes.items())
        if points[-1].year == year
    )


def splits(case: Case, groups: dict[str, Split]) -> tuple[SplitVerdict, ...]:
    """A verdict on each group of the splits the plan file requires, also where none reported."""
    if case.indicator.group not in ("quantified", "directional"):
        return ()
    return tuple(
        verdict
        for dimension in case.indicator.splits
        for verdict in _split(case, dimension, groups.get(dimension, {}))
    )


def _split(case: Case, dimension: str, codes: Split) -> Iterator[SplitVerdict]:
    own = {"sex": case.indicator.scope.sex, "residence": case.indicator.scope.residence}
    asked = {"town": tuple(case.plan.towns), "age": case.indicator.age_groups, **PARTS_OF}
    wanted = asked[dimension]
    for code in wanted:
        if code != own.get(dimension):
            yield _of_group(case, dimension, code, codes.get(code, ()))


def _of_group(case: Case, dimension: str, code: str, points: Points) -> SplitVerdict:
    if isinstance(case.indicator.target, EachUnit):
        latest = fresh(points, case)
        reaches = case.indicator.target.town_meets
        state = State.UNDETERMINED if latest is None else met_if(reaches(latest.value))
        first = points[0] if points else None
        return SplitVerdict(dimension, code, state, None, first, latest)
    group = case.of_group(points)
    verdict = judge(group)
    assert verdict is not None
    found = progress(group, verdict)
    pace = found.pace if found else None
    return SplitVerdict(dimension, code, verdict.state, pace, group.baseline, group.latest)
