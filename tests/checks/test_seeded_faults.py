"""The bench of seeded faults in small: of the kinds that history or counts show, all are found."""

from __future__ import annotations

import pytest
from benches.seeded_faults import KINDS, Bench
from tests.checks.build import ROOT, SAMPLE, plan

from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submissions import read_submissions

EACH, PLANS = 3, ROOT / "tests/plans"
CHANCE = {"copied with its counts", "stale denominator", "towns swapped"} | {
    kind for kind in KINDS if kind.endswith("rate too")
}
"""Kinds that leave a sound row, so that history can show some and not all."""
BARE = ("× 10", "sign", "figure of another indicator", "digit dropped", "digit doubled")


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench.of(plan(), read_submissions([SAMPLE / "submissions"], plan()), 2025)


@pytest.mark.parametrize("kind", sorted(KINDS.keys() - CHANCE - {"wrong year"}))
def test_faults_beside_their_counts_are_found(bench: Bench, kind: str) -> None:
    assert bench.tried(kind, EACH, counts=True) == (EACH, EACH)


@pytest.mark.parametrize("kind", BARE)
def test_faults_without_counts_are_found_by_history(bench: Bench, kind: str) -> None:
    assert bench.tried(kind, EACH, counts=False) == (EACH, EACH)


@pytest.mark.parametrize("kind", ["× 10", "sign", "digit doubled"])
def test_the_bench_reads_any_plan(kind: str) -> None:
    other = load_plan(PLANS / "tiny")
    bench = Bench.of(other, read_submissions([PLANS / "tiny_submissions"], other), 2020)
    assert bench.tried(kind, EACH, counts=False) == (EACH, EACH)
