"""However what was sent is divided, rules find the same: by their scope, and as a whole."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sample_data.by_rule import from_each
from tests.checks.build import plan, sent
from tests.checks.test_cases import cases

from plan_eval.checks.dataset import Dataset
from plan_eval.checks.partitions import only, packed, subjects, together
from plan_eval.checks.registry import all_rules
from plan_eval.checks.rule import FOUND, OnSummary, Rule, merged
from plan_eval.reading.submitted import Submissions


def submitted(case: dict[str, Any], folder: Path) -> Submissions:
    files = from_each(case["each"], case.get("but"), plan()) if "each" in case else case["files"]
    return sent(folder, files)


def found(rule: Rule, parts: Sequence[Submissions], whole: Dataset) -> list[tuple[object, ...]]:
    """The rows a rule gives for all parts together, as a set."""
    data = [replace(whole, submissions=part, whole=whole.collected) for part in parts]
    if isinstance(rule.find, OnSummary):
        summaries = [rule.find.summary(one).collect() for one in data]
        frames = [rule.find.find(whole, merged(summaries).lazy())]
    elif rule.scope == "across":
        frames = [rule.find(whole)]
    else:
        frames = [rule.find(one) for one in data]
    return sorted((row for f in frames for row in complete(f).rows()), key=repr)


def complete(frame: pl.LazyFrame) -> pl.DataFrame:
    there = frame.collect_schema().names()
    return frame.select(
        pl.col(name).cast(of) if name in there else pl.lit(None, of).alias(name)
        for name, of in FOUND.items()
    ).collect()


def rows_apart(submissions: Submissions, seed: int) -> list[Submissions]:
    """Each row to one of two parts, with what was noticed in it; what concerns a file to one."""
    side = random.Random(seed).getrandbits(64)

    def half(frame: pl.DataFrame, which: int) -> pl.DataFrame:
        row = pl.concat_str("path", pl.col("row").fill_null(0).cast(pl.String))
        return frame.filter(row.hash(side) % 2 == which)

    return [
        Submissions(
            submissions.files,
            half(submissions.observations, which),
            half(submissions.self_assessments, which),
            half(submissions.noticed, which),
        )
        for which in (0, 1)
    ]


def files_apart(submissions: Submissions) -> list[Submissions]:
    """As many partitions as there can be."""
    return [only(submissions, group) for group in together(subjects(submissions, plan()))]


@pytest.mark.parametrize(("code", "case"), [*cases("passes"), *cases("fails")])
def test_a_rule_finds_the_same_within_its_scope(
    code: str, case: dict[str, Any], tmp_path: Path
) -> None:
    rule, whole = all_rules()[code], Dataset(plan(), submitted(case, tmp_path))
    expected = found(rule, [whole.submissions], whole)
    if rule.scope == "row":
        for seed in range(2):
            assert found(rule, rows_apart(whole.submissions, seed), whole) == expected
    parts = files_apart(whole.submissions)
    assert found(rule, parts, whole) == expected
    assert found(rule, parts[::-1], whole) == expected


@pytest.mark.parametrize("code", [r.code for r in all_rules().values() if r.scope == "unit"])
def test_no_rule_says_that_it_looks_further_than_it_does(code: str, tmp_path: Path) -> None:
    """A rule that could be of scope row and is not would keep rows together for nothing."""
    assert any(
        found(all_rules()[code], rows_apart(whole.submissions, seed), whole) != expected
        for whole in datasets(code, tmp_path)
        for expected in [found(all_rules()[code], [whole.submissions], whole)]
        for seed in range(8)
    )


def datasets(code: str, folder: Path) -> Iterator[Dataset]:
    """The cases of a rule; the same with figures of a later report; a whole year of all."""
    own = [
        one.values[1]["files"]
        for one in [*cases("fails"), *cases("passes")]
        if one.id.startswith(code)
    ]
    later = [
        {**files, **{name.replace("2025", "2026"): text for name, text in files.items()}}
        for files in own
    ]
    for number, files in enumerate([*own, *later, from_each("indicators", None, plan())]):
        (folder / str(number)).mkdir()
        yield Dataset(plan(), sent(folder / str(number), files))


def test_nothing_within_a_partition_yields_to_a_rule_across() -> None:
    rules = all_rules()
    across = {code for code, rule in rules.items() if rule.scope == "across"}
    assert [c for c, r in rules.items() if across & {*r.yields_to}] == []
    assert [c for c in across if rules[c].yields_to] == []


def test_groups_share_nothing_and_partitions_are_of_about_the_same_size() -> None:
    names = {"a": {"x"}, "b": {"y", "z"}, "c": {"z"}, "d": {"x"}, "e": set[str](), "f": {"w"}}
    groups = together(names)
    assert groups == [["a", "d"], ["b", "c"], ["e"], ["f"]]
    sizes = {"a": 5, "b": 1, "c": 1, "d": 5, "e": 0, "f": 7}
    assert packed(groups, sizes, 2) == [["a", "d"], ["b", "c", "e", "f"]]
    assert packed(groups, sizes, 1) == [["a", "b", "c", "d", "e", "f"]]
    assert len(packed(groups, sizes, 9)) == 4
