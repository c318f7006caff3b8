from __future__ import annotations

from collections import defaultdict
from itertools import product
from pathlib import Path

import polars as pl
import pytest

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.model.assessment import Assessment, Stage, State
from plan_eval.model.finding import Finding, Severity
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.strict_yaml import read_yaml
from plan_eval.reading.submissions import find_files, read_submissions
from plan_eval.reading.submitted import Submissions
from sample_data import generate

SAMPLE = Path(generate.__file__).parent
CLEAN = (SAMPLE / "submissions", SAMPLE / "self_assessments")
FAULTY = SAMPLE / "faulty"
NOT_TEXT = ("workbook-renamed_2025.csv", "empty-file_2025.csv")
MIDTERM, FINAL = Stage("midterm", 2025), Stage("final", 2030)
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


@pytest.fixture(scope="module")
def assessed(checked: Validation, plan: Plan) -> dict[Stage, Assessment]:
    return {
        stage: assess(plan, checked.observations, checked.self_assessments, stage)
        for stage in (MIDTERM, FINAL)
    }


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
    beyond_info = [f for f in checked.findings if f.severity is not Severity.INFO]
    assert [f for f in beyond_info if not f.settled] == []
    assert {f.code for f in beyond_info} == {"PE209", "PE401", "PE403", "PE804"}
    assert checked.account.refused == 0


def test_a_figure_put_right_a_year_later_is_told_once(checked: Validation) -> None:
    told = [f for f in checked.findings if f.code == "PE403"]
    assert [(f.indicator, f.year, f.value, f.settled) for f in told] == [
        ("family-04-3", 2027, "3455", True)
    ]


def test_rows_of_the_clean_files_add_up(checked: Validation) -> None:
    account = checked.account
    assert account.read == account.accepted + account.refused + account.skipped
    lines = sum(path.read_bytes().count(b"\n") for path in find_files(CLEAN))
    assert account.read == lines


def test_every_department_with_figures_reports_every_year(clean: Submissions, plan: Plan) -> None:
    owners = {one.department for one in plan.indicators.values() if one.has_figures}
    years = range(plan.header.span.baseline, plan.header.stages.final + 1)
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


def test_later_years_change_nothing_of_the_midterm(
    assessed: dict[Stage, Assessment], plan: Plan
) -> None:
    of_then = [SAMPLE / "submissions" / str(year) for year in range(2020, MIDTERM.year + 1)]
    of_then.append(SAMPLE / "self_assessments" / str(MIDTERM.year))
    then = validate(read_submissions(of_then, plan), plan)
    assert assess(plan, then.observations, then.self_assessments, MIDTERM) == assessed[MIDTERM]


@pytest.mark.parametrize(
    ("stage", "met", "not_met", "undetermined"),
    [(MIDTERM, 28, 42, 3), (FINAL, 55, 16, 2)],
    ids=["midterm", "final"],
)
def test_quantified_targets_end_as_the_stories_say(
    assessed: dict[Stage, Assessment], stage: Stage, met: int, not_met: int, undetermined: int
) -> None:
    of = assessed[stage].tallies["quantified"]
    assert (of.met, of.not_met, of.undetermined) == (met, not_met, undetermined)


@pytest.mark.parametrize(
    ("indicator", "midterm", "final"),
    [
        pytest.param("health-06-11", State.NOT_MET, State.MET, id="recovered after a warning"),
        pytest.param("security-03-2", State.MET, State.NOT_MET, id="lost"),
        pytest.param("education-05-2", State.NOT_MET, State.NOT_MET, id="breached in 2022"),
        pytest.param("decision-07-1", State.MET, State.MET, id="within the band in every year"),
        pytest.param("decision-07-3", State.MET, State.MET, id="beyond the band, where wanted"),
        pytest.param("economy-05-2", State.MET, State.UNDETERMINED, id="a year missing"),
        pytest.param("security-08-2", State.NOT_MET, State.NOT_MET, id="one person short"),
        pytest.param("family-m14-1", State.NOT_MET, State.MET, id="full coverage reached"),
        pytest.param("health-m02-2", State.UNDETERMINED, State.MET, id="data from 2027 on"),
        pytest.param("decision-06-1", State.NOT_MET, State.MET, id="every town reached"),
        pytest.param("family-03-2", State.UNDETERMINED, State.MET, id="circle at 100 %"),
        pytest.param("family-03-3", State.UNDETERMINED, State.UNDETERMINED, id="no level given"),
        pytest.param("family-04-4", State.NOT_MET, State.MET, id="met exactly"),
        pytest.param("project-1-1", State.NOT_MET, State.MET, id="additions completed"),
        pytest.param("health-02-1", State.MET, State.MET, id="small counts"),
        pytest.param("economy-02-3", State.NOT_MET, State.NOT_MET, id="missed"),
    ],
)
def test_stories_end_as_they_are_told(
    assessed: dict[Stage, Assessment], indicator: str, midterm: State, final: State
) -> None:
    states = [assessed[stage].results[indicator].state for stage in (MIDTERM, FINAL)]
    assert states == [midterm, final]


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
    key = [name for name in ("indicator", "year", "town", "sex", "residence") if name != column]
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
