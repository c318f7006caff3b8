"""Data for other programs: valid, exact and the same each time, on the sample and another plan."""

from __future__ import annotations

import csv as csv_module
import json
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import frictionless
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Ran
from tests.report.sample import (
    MIDTERM,
    judged,
    sample_plan,
    sample_validation,
    unmarked_plan,
    unmarked_sent,
)

import plan_eval as pe
from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.export.contents import Contents
from plan_eval.export.folder import DataFormat, export, files
from plan_eval.messages import catalogue
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.reading.submissions import read_submissions
from plan_eval.reading.submitted import Submissions
from plan_eval.store.accepting import accept, candidates
from plan_eval.store.database import open_database
from plan_eval.store.keeping import QUERIED
from plan_eval.store.keeping import export as export_database
from plan_eval.writing.guard import marked, unmarked
from plan_eval.writing.saving import REGISTER, save

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
SENT = ROOT / "tests/plans/tiny_submissions"
Run = Callable[..., Ran]


def contents_of(plan: Plan, sent: Submissions) -> Contents:
    validation = validate(sent, plan)
    stage = plan.stage("midterm")
    assessment = assess(plan, validation.observations, validation.self_assessments, stage)
    return Contents(plan, validation, assessment)


def sample() -> Contents:
    return Contents(sample_plan(), sample_validation(), judged(MIDTERM))


def unmarked_sample() -> Contents:
    return contents_of(unmarked_plan(sample_plan()), unmarked_sent())


def tiny(*paths: Path) -> Contents:
    project = pe.open(plan=TINY)
    return contents_of(project.plan, read_submissions(paths or (SENT,), project.plan))


def problems(folder: Path) -> list[str]:
    """What frictionless says of a package, descriptor and every row."""
    found = frictionless.validate(str(folder / "datapackage.json"))
    return [error.message for task in found.tasks for error in task.errors] + [
        error.message for error in found.errors
    ]


@pytest.mark.parametrize("made", [sample, unmarked_sample, tiny])
def test_the_package_is_valid(made: Callable[[], Contents], tmp_path: Path) -> None:
    contents = made()
    export(contents, tmp_path, "datapackage")

    assert problems(tmp_path) == []
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    rows = package.get_table_resource("observations").read_rows()
    assert len(rows) == contents.observations.height > 0
    assert [row["value"] for row in rows] == contents.observations["value"].to_list()
    invented = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))["synthetic"]
    assert invented is (made is not unmarked_sample)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("observations.csv", "growth-01-1,2015", "growth-99-9,2015"),
        ("observations.csv", "growth-01-1,2015", "growth-01-1,2016"),
        ("observations.csv", "growth-01-1,2015", "growth-01-1,soon"),
        ("results.csv", ",met,", ",splendid,"),
        ("sexes.csv", "male,", "men,"),
        ("datapackage.json", '"type": "integer"', '"type": "whole"'),
    ],
)
def test_a_package_that_was_broken_is_not_valid(
    file: str, before: str, after: str, tmp_path: Path
) -> None:
    export(tiny(), tmp_path, "datapackage")
    text = (tmp_path / file).read_text("utf-8")
    assert before in text
    (tmp_path / file).write_text(text.replace(before, after, 1), "utf-8")

    assert problems(tmp_path) != []


def test_one_changed_byte_does_not_fit_the_digest(tmp_path: Path) -> None:
    export(tiny(), tmp_path, "datapackage")
    path = tmp_path / "items.csv"
    path.write_bytes(path.read_bytes().replace("儿童".encode(), "兒童".encode(), 1))

    assert any("hash" in one for one in problems(tmp_path))


@pytest.mark.parametrize("form", ["datapackage", "parquet"])
def test_equal_input_gives_equal_bytes(form: DataFormat) -> None:
    apart = sorted(SENT.iterdir())
    assert files(tiny(*apart), form) == files(tiny(*reversed(apart)), form)


def test_parquet_has_the_same_rows_and_exact_numbers() -> None:
    contents = sample()
    csv, parquet = files(contents, "datapackage"), files(contents, "parquet")
    package = json.loads(parquet["datapackage.json"])
    assert {one["name"] for one in package["resources"]} == {t.name for t in contents.tables}

    for one in contents.tables:
        content = parquet[f"{one.name}.parquet"]
        frame = pl.read_parquet(BytesIO(content))
        lines = csv_module.reader(csv[f"{one.name}.csv"].decode().splitlines(keepends=True))
        assert frame.height == sum(1 for _ in lines) - 1
        told = json.loads(pl.read_parquet_metadata(BytesIO(content))["frictionless"])
        assert [field["name"] for field in told["schema"]["fields"]] == frame.columns
    observations = pl.read_parquet(BytesIO(parquet["observations.parquet"]))
    sent = sample_validation().observations
    assert isinstance(observations.schema["value"], pl.Decimal)
    assert sorted(observations["value"].drop_nulls()) == sorted(sent["value"].drop_nulls())


def hostile(folder: Path) -> Path:
    """A submission whose words run in a spreadsheet, break lines or never end."""
    path = folder / "clinic_2018.csv"
    cells = ['"=HYPERLINK(""http://x"")"', '"-1+1\n第二行, ""引号"""', "'=1", "好" * 5000]
    rows = [
        f"growth-02-1,{year},-1.5,{cell}"
        for year, cell in zip(range(2015, 2019), cells, strict=True)
    ]
    path.write_text("\n".join(["指标编码,年份,数值,说明", *rows]) + "\n", "utf-8")
    return path


def test_words_are_kept_whole_and_numbers_stay_numbers(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = hostile(tmp_path / "in")
    project = pe.open(plan=TINY)
    sent = read_submissions([path], project.plan)
    validation = validate(sent, project.plan)
    accepted = sent.observations
    vars(validation)["observations"] = accepted  # as if every finding were waived
    found = assess(
        project.plan, accepted, validation.self_assessments, project.plan.stage("midterm")
    )
    contents = Contents(project.plan, validation, found)
    export(contents, tmp_path / "out", "datapackage")

    assert problems(tmp_path / "out") == []
    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    rows = package.get_table_resource("observations").read_rows()
    assert {row["value"] for row in rows} == {Decimal("-1.5")}
    assert not any(str(row["note"]).startswith(("=", "-")) for row in rows)
    assert [unmarked(row["note"]) for row in rows] == accepted["note"].to_list()
    table = pl.read_parquet(BytesIO(files(contents, "parquet")["observations.parquet"]))
    assert table["note"].to_list() == accepted["note"].to_list()


@given(st.text(alphabet=st.sampled_from("'=+-@5. 好\t\n＝"), max_size=8))
def test_a_mark_comes_off_again(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert not marked(text).startswith(("=", "@"))


def test_two_figures_of_one_key_that_were_waived_are_one_row(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    head = "指标编码,年份,数值,报告年度\n"
    (tmp_path / "in/a.csv").write_text(f"{head}growth-02-1,2018,5,2018\n", "utf-8")
    (tmp_path / "in/b.csv").write_text(f"{head}growth-02-1,2018,6,2018\n", "utf-8")
    plan = pe.open(plan=TINY).plan
    validation = validate(sent := read_submissions([tmp_path / "in"], plan), plan)
    vars(validation)["observations"] = sent.observations  # as if every finding were waived
    assessment = assess(plan, sent.observations, validation.self_assessments, plan.stage("midterm"))
    contents = Contents(plan, validation, assessment)

    judged_by = assessment.results["growth-02-1"].latest
    assert contents.observations.height == 1
    assert judged_by is not None
    assert contents.observations["value"].item() == judged_by.shown
    export(contents, tmp_path / "out", "datapackage")
    assert problems(tmp_path / "out") == []


def test_every_table_and_field_has_words_in_both_languages(tmp_path: Path) -> None:
    resources = json.loads(files(tiny(), "datapackage")["datapackage.json"])["resources"]
    for resource in [*resources, *database_package(tmp_path)]:
        assert "\n" in resource["description"], resource["name"]
        for field in resource["schema"]["fields"]:
            assert "\n" in field.get("description", ""), (resource["name"], field["name"])
    for language in ("zh", "en"):
        words = {key for key in catalogue(language) if key.startswith("export.")}
        assert words == {key for key in catalogue("zh") if key.startswith("export.")}


def database_package(folder: Path) -> list[dict[str, object]]:
    plan = pe.open(plan=TINY).plan
    people = (Person(name="甲", roles=("accept",)),)
    with open_database(folder / "m.duckdb", plan.header.id, create=True) as database:
        done = accept(
            database,
            candidates([SENT]),
            plan,
            TINY,
            by="甲",
            people=people,
            today=date(2021, 1, 1),
        )
        assert done.accepted
        export_database(database, folder / "tables", plan.header.id)
    package = json.loads((folder / "tables" / "datapackage.json").read_text("utf-8"))
    resources: list[dict[str, object]] = package["resources"]
    return resources


def test_the_tables_of_the_database_are_a_package_too(tmp_path: Path) -> None:
    resources = database_package(tmp_path)

    assert [one["name"] for one in resources] == [*QUERIED]
    assert problems(tmp_path / "tables") == []
    figures = frictionless.Package(str(tmp_path / "tables/datapackage.json")).get_table_resource(
        "figure"
    )
    assert any(isinstance(row["value"], Decimal) for row in figures.read_rows())


def test_the_library_exports_and_asks_for_a_format_there_is(tmp_path: Path) -> None:
    found = pe.open(plan=TINY).assess("midterm", SENT)

    assert found.export(tmp_path / "data") == tmp_path / "data"
    assert problems(tmp_path / "data") == []
    with pytest.raises(pe.PlanEvalError) as raised:
        found.export(tmp_path / "data", format="xml")  # type: ignore[arg-type]
    assert "datapackage" in str(raised.value.hint)
    (tmp_path / "data/items.csv").write_text("mine", "utf-8")
    with pytest.raises(pe.PlanEvalError):
        found.export(tmp_path / "data")
    assert (tmp_path / "data/items.csv").read_text("utf-8") == "mine"


def test_what_was_refused_is_not_handed_on_and_the_command_says_so(
    tiny_project: Path, plan_eval: Run
) -> None:
    shutil.copytree(SENT, tiny_project / "sent")
    with (tiny_project / "sent/clinic_2018.csv").open("a", encoding="utf-8") as file:
        file.write("nothing-01-1,2018,5\n")

    ran = plan_eval("export", "--stage", "midterm", "-o", "data", "sent")

    assert (ran.code, "12 " in ran.err or "个表" in ran.err) == (1, True)
    assert "nothing-01-1" not in (tiny_project / "data/observations.csv").read_text("utf-8")
    assert problems(tiny_project / "data") == []


def test_nothing_sent_is_a_package_of_the_plan(tiny_project: Path, plan_eval: Run) -> None:
    (tiny_project / "sent").mkdir()
    (tiny_project / "sent/clinic_2018.csv").write_text("指标编码,年份,数值\n", "utf-8")

    assert plan_eval("export", "--stage", "midterm", "-o", "data", "sent").code in (0, 1)
    assert problems(tiny_project / "data") == []


def test_an_earlier_export_leaves_nothing_that_passes_for_the_new(tmp_path: Path) -> None:
    contents = tiny()
    forms: tuple[DataFormat, ...] = ("parquet", "sdmx-csv", "datapackage")
    for form in forms:
        export(contents, tmp_path, form)
        there = {one.name for one in tmp_path.iterdir()} - {REGISTER}
        assert there == {*files(contents, form)}


def test_what_a_person_put_or_changed_beside_an_export_stays(tmp_path: Path) -> None:
    contents = tiny()
    export(contents, tmp_path, "parquet")
    save(tmp_path / "report.pdf", b"written by the program, but no export")
    (tmp_path / "mine.parquet").write_bytes(b"mine")
    changed = tmp_path / "observations.parquet"
    changed.write_bytes(b"changed")
    export(contents, tmp_path, "datapackage")
    left = {one.name for one in tmp_path.iterdir()} - {*files(contents, "datapackage"), REGISTER}
    assert left == {"report.pdf", "mine.parquet", "observations.parquet"}
    assert changed.read_bytes() == b"changed"
