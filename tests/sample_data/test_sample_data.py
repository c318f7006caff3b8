from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from plan_eval.checks.engine import Validation, validate
from plan_eval.io.plan_files import load_plan
from plan_eval.io.strict_yaml import read_yaml
from plan_eval.io.submissions import Submissions, find_files, read_submissions
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from sample_data import generate

SAMPLE = Path(generate.__file__).parent
CLEAN = (SAMPLE / "submissions", SAMPLE / "self_assessments")
FAULTY = SAMPLE / "faulty"
NOT_TEXT = ("workbook-renamed_2025.csv", "empty-file_2025.csv")
Spot = tuple[str, int | None, str | None]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(SAMPLE.parent / "targets", units=SAMPLE / "units.yaml")


@pytest.fixture(scope="module")
def clean(plan: Plan) -> Submissions:
    return read_submissions(CLEAN, plan)


@pytest.fixture(scope="module")
def checked(clean: Submissions, plan: Plan) -> Validation:
    return validate(clean, plan)


def expected_by_file() -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = defaultdict(list)
    for one in read_yaml(FAULTY / "expected.yaml").data:
        found[one["file"]].append((one["code"], one["row"], one["column"]))
    return dict(found)


def spots(findings: tuple[Finding, ...]) -> list[Spot]:
    return sorted(((f.code, f.row, f.column) for f in findings), key=str)


def test_generator_writes_the_committed_bytes(tmp_path: Path) -> None:
    generate.write(tmp_path)
    written, committed = (
        {
            path.relative_to(folder): path.read_bytes()
            for name in generate.WRITTEN
            for path in (folder / name).rglob("*.*")
        }
        for folder in (tmp_path, SAMPLE)
    )
    assert written.keys() == committed.keys()
    assert [name for name in written if written[name] != committed[name]] == []


def test_clean_files_give_no_finding_that_is_not_explained(checked: Validation) -> None:
    assert [f for f in checked.findings if not f.settled] == []
    assert {f.code for f in checked.findings} == {"PE209", "PE401"}
    assert checked.account.refused == 0


def test_rows_of_the_clean_files_add_up(checked: Validation) -> None:
    account = checked.account
    assert account.read == account.accepted + account.refused + account.skipped
    lines = sum(path.read_bytes().count(b"\n") for path in find_files(CLEAN))
    assert account.read == lines


def test_every_department_with_figures_reports_every_year(clean: Submissions, plan: Plan) -> None:
    owners = {one.department for one in plan.indicators.values() if one.has_figures}
    years = range(plan.header.span.baseline, plan.header.stages.midterm + 1)
    sent = {(f.department, f.year) for f in clean.files if f.form == "indicators"}
    assert sent == set(product(owners, years))


@pytest.mark.parametrize("name", sorted(expected_by_file()))
def test_each_fault_is_found_at_its_place_and_nothing_else(name: str, plan: Plan) -> None:
    found = validate(read_submissions([FAULTY / name], plan), plan)
    assert spots(found.findings) == sorted(expected_by_file()[name], key=str)
    account = found.account
    assert account.read == account.accepted + account.refused + account.skipped


def test_faulty_files_are_all_listed() -> None:
    assert {path.name for path in FAULTY.glob("*.csv")} == expected_by_file().keys()


def test_order_of_files_does_not_change_the_findings(plan: Plan) -> None:
    paths = find_files([CLEAN[1], FAULTY, SAMPLE / "submissions" / "2025"])
    forward = validate(read_submissions(paths, plan), plan)
    backward = validate(read_submissions(reversed(paths), plan), plan)
    assert forward.findings == backward.findings
    assert forward.account == backward.account
    assert forward.observations.equals(backward.observations)
    assert any(f.severity is Severity.ERROR for f in forward.findings)


def test_every_file_says_that_it_is_invented() -> None:
    files = [path for path in find_files([*CLEAN, FAULTY]) if path.name not in NOT_TEXT]
    silent = [path.name for path in files if "示例" not in _text(path)]
    assert silent == []
    assert "示例" in (SAMPLE / "README.md").read_text("utf-8")
    assert "示例" in (SAMPLE / "units.yaml").read_text("utf-8")


def _text(path: Path) -> str:
    encoding = "gb18030" if "gb18030" in path.name else "utf-8-sig"
    return path.read_text(encoding)


@pytest.mark.parametrize(
    ("column", "one", "other"), [("sex", "female", "male"), ("residence", "urban", "rural")]
)
@pytest.mark.parametrize("count", ["numerator", "denominator"])
def test_parts_add_up_to_their_whole(
    clean: Submissions, column: str, one: str, other: str, count: str
) -> None:
    key = [name for name in ("indicator", "year", "area", "sex", "residence") if name != column]
    wide = clean.observations.filter(pl.col(count).is_not_null()).pivot(
        column, index=key, values=count, aggregate_function="first"
    )
    whole = wide.drop_nulls(["total", one, other])
    assert whole.height > 0
    assert whole.filter(pl.col("total") != pl.col(one) + pl.col(other)).is_empty()


def test_invented_towns_are_no_real_ones(plan: Plan) -> None:
    real = load_plan(SAMPLE.parent / "targets").units.units
    assert plan.units.synthetic
    assert {unit.name for unit in plan.units.units}.isdisjoint(unit.name for unit in real)
