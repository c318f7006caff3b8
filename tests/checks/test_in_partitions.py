"""In one piece or in partitions, in any order, here or elsewhere: byte for byte the same."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.checks.build import SAMPLE, TODAY, plan

from plan_eval.checks import in_partitions
from plan_eval.checks.engine import Asked, validate
from plan_eval.checks.in_partitions import Checking, Outcome, check_divided
from plan_eval.checks.registry import all_rules
from plan_eval.checks.run_view import View, view
from plan_eval.checks.validation import Validation
from plan_eval.checks.waivers import WaiverFile, read_waivers
from plan_eval.checks.writers import Format, write
from plan_eval.execution import Item, Result, open_executor
from plan_eval.messages import speaking_of
from plan_eval.model.observation import OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.find import find_files
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions

ON_REQUEST = frozenset(code for code, rule in all_rules().items() if rule.on_request)
EMPTY = pl.DataFrame(schema=OBSERVATION_SCHEMA), pl.DataFrame(schema=SELF_ASSESSMENT_SCHEMA)
PLANS = Path(__file__).resolve().parents[1] / "plans"


def waiver(code: str, department: str, indicator: str, expires: str = "2025-12-31") -> str:
    given = {"code": code, "department": department, "indicator": indicator, "reason": "示例"}
    given |= {"approver": "示例", "date": "2025-01-01", "expires": expires}
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in given.items()) + "}\n"


WAIVERS = "waivers:\n" + "".join(
    (
        waiver("PE209", "health", "health-03-3"),
        waiver("PE301", "health", "health-03-3"),
        waiver("PE401", "tourism", "health-03-3"),
        waiver("PE302", "health", "health-03-3", expires="2025-02-01"),
    )
)


class Shuffled:
    """An executor whose items finish in any order."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, retries: int = 1
    ) -> Iterator[tuple[int, Result]]:
        entries = [*enumerate(items)]
        self._random.shuffle(entries)
        yield from ((at, function(item)) for at, item in entries)


@cache
def sent_files() -> tuple[Path, ...]:
    """Years of the sample, faulty files, and a folder of each rule that compares files."""
    by_rule = [SAMPLE / "faulty_by_rule" / code for code in ("PE403", "PE404", "PE501", "PE503")]
    by_rule += [SAMPLE / "faulty_by_rule" / code for code in ("PE504", "PE804", "PE806", "PE808")]
    years = [SAMPLE / "submissions/2025"]
    items = [SAMPLE / "self_assessments/2025"]
    return tuple(find_files([SAMPLE / "faulty", *years, *items, *by_rule]))


@pytest.fixture(scope="module")
def waivers(tmp_path_factory: pytest.TempPathFactory) -> tuple[WaiverFile, ...]:
    path = tmp_path_factory.mktemp("waivers") / "waivers.yaml"
    path.write_text(WAIVERS, "utf-8")
    return (read_waivers(path),)


@pytest.fixture(scope="module")
def asked(waivers: tuple[WaiverFile, ...]) -> Asked:
    return Asked(ON_REQUEST, waivers, TODAY)


@pytest.fixture(scope="module")
def at_once(asked: Asked) -> Validation:
    submissions = read_submissions(sent_files(), plan())
    found = validate(
        submissions, plan(), on_request=ON_REQUEST, waivers=asked.waivers, today=asked.today
    )
    assert len({one.code for one in found.findings}) > 35
    assert {"PE901", "PE902"} <= {one.code for one in found.findings}
    return found


def assert_same(outcome: Outcome, whole: Validation, of: Plan) -> None:
    assert differing(outcome.findings, whole.findings) == []
    assert outcome.account == whole.account
    assert differing(outcome.not_run, whole.not_run) == []
    for name in ("observations", "self_assessments"):
        parts = pl.concat([pl.read_parquet(one / f"{name}.parquet") for one in outcome.folders])
        expected = getattr(whole, name)
        sort = ["path", "row", *(["value_letter"] if name == "observations" else [])]
        assert_frame_equal(parts.sort(sort), expected.sort(sort))
    with speaking_of(of.header.level_words):
        for output in get_args(Format):
            one, other = shown(outcome, of), shown_at_once(whole, of)
            lines = (write(each, output).splitlines() for each in (one, other))
            assert differing(*lines) == [], output


def differing(some: Iterable[object], others: Iterable[object]) -> list[tuple[object, object]]:
    """The first pairs that differ: all of them are too much for pytest to compare."""
    return [pair for pair in zip_longest(some, others) if pair[0] != pair[1]][:3]


def shown(outcome: Outcome, of: Plan) -> View:
    return view(outcome, Submissions(outcome.files, *EMPTY), of, rows=outcome.excerpts)


def shown_at_once(whole: Validation, of: Plan) -> View:
    return view(whole, whole.data.submissions, of)


@pytest.mark.parametrize("partitions", [1, 2, 7, 1000])
def test_however_many_partitions_in_whatever_order(
    partitions: int, at_once: Validation, asked: Asked, tmp_path: Path
) -> None:
    checking = Checking(plan(), sent_files(), asked)
    order = Shuffled(partitions)
    outcome = check_divided(checking, order, tmp_path, partitions=partitions, shown=20)
    assert len(outcome.folders) == partitions if partitions < 1000 else len(outcome.folders) > 7
    assert_same(outcome, at_once, plan())


@pytest.mark.parametrize(
    "name",
    [
        "processes",
        pytest.param(
            "dask",
            marks=pytest.mark.skipif(
                importlib.util.find_spec("distributed") is None,
                reason="the extra dask is not installed",
            ),
        ),
    ],
)
def test_in_other_processes(name: str, at_once: Validation, asked: Asked, tmp_path: Path) -> None:
    checking = Checking(plan(), sent_files(), asked)
    with open_executor(name, workers=2) as executor:  # type: ignore[arg-type]
        outcome = check_divided(checking, executor, tmp_path, partitions=7, shown=20)
    assert_same(outcome, at_once, plan())


def test_another_plan(tmp_path: Path) -> None:
    tiny = load_plan(PLANS / "tiny")
    files = tuple(find_files([PLANS / "tiny_submissions"]))
    whole = validate(read_submissions(files, tiny), tiny)
    outcome = check_divided(Checking(tiny, files, Asked()), Shuffled(1), tmp_path, partitions=3)
    assert_same(outcome, whole, tiny)


def test_rules_of_other_packages_see_everything(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_partitions, "package_of", lambda code: "county-rules 1.0")
    checking = Checking(plan(), sent_files()[:12], asked)
    outcome = check_divided(checking, Shuffled(1), tmp_path, partitions=4)
    assert len(outcome.folders) == 1


def test_what_was_done_is_not_done_again(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checking = Checking(plan(), sent_files()[:12], asked)
    before = check_divided(checking, Shuffled(1), tmp_path, partitions=4)

    def never(*_: object) -> None:
        raise AssertionError("it is there")

    monkeypatch.setattr(in_partitions, "_check_into", never)
    monkeypatch.setattr(in_partitions, "_read_into", never)
    again = check_divided(checking, Shuffled(2), tmp_path, partitions=4)
    assert [*again.findings] == [*before.findings]
    assert again.folders == before.folders


def test_another_plan_day_or_text_is_another_result(asked: Asked, tmp_path: Path) -> None:
    file = tmp_path / "区卫生健康局_2025.csv"
    file.write_text("指标编码,年份,数值\nhealth-03-3,2025,70.1\n", "utf-8")
    executor, work = Shuffled(1), tmp_path / "work"

    def folders(of: Plan, how: Asked) -> tuple[Path, ...]:
        return check_divided(Checking(of, (file,), how), executor, work, partitions=1).folders

    seen = {folders(plan(), asked), folders(load_plan(PLANS / "tiny"), asked)}
    seen.add(folders(plan(), Asked(today=TODAY)))
    file.write_text("指标编码,年份,数值\nhealth-03-3,2025,70.2\n", "utf-8")
    seen.add(folders(plan(), asked))
    assert len(seen) == 4
    assert folders(plan(), asked) in seen
