"""A second plan, of another place, people and decade: the engine knows no plan."""

from __future__ import annotations

import re
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from plan_eval.assess.engine import assess
from plan_eval.checks.engine import validate
from plan_eval.checks.validation import Validation
from plan_eval.forms.blank import blank_form
from plan_eval.forms.csv_form import figures_csv
from plan_eval.model.assessment import Assessment, Pace, Stage, State
from plan_eval.model.finding import Severity
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan, read_plan
from plan_eval.reading.submissions import read_submissions
from plan_eval.report.build import compose, write_report
from plan_eval.report.context import Context
from plan_eval.resources import templates_folder

HERE = Path(__file__).parent
DAY = date(2021, 3, 1)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(HERE / "tiny")


@pytest.fixture(scope="module")
def validation(plan: Plan) -> Validation:
    return validate(read_submissions([HERE / "tiny_submissions"], plan), plan)


@pytest.fixture(scope="module")
def midterm(plan: Plan, validation: Validation) -> Assessment:
    stage = Stage("midterm", 2018)
    return assess(plan, validation.observations, validation.self_assessments, stage)


@pytest.fixture(scope="module")
def final(plan: Plan, validation: Validation) -> Assessment:
    return assess(plan, validation.observations, validation.self_assessments, Stage("final", 2020))


def test_it_loads_and_lints_clean() -> None:
    found = read_plan(HERE / "tiny")
    assert found.faults == []
    assert [note.code for note in found.notes()] == ["PL106"]  # guesses to confirm, nothing else


def test_its_submissions_are_accepted(validation: Validation) -> None:
    assert [f for f in validation.findings if f.severity == Severity.ERROR] == []
    # six years: three rows by sex, one rate, three towns
    assert validation.observations.height == 6 * (3 + 1 + 3)


def test_its_midterm(midterm: Assessment) -> None:
    eyes, injuries, rooms = (
        midterm.results[name] for name in ("growth-01-1", "growth-02-1", "project-1-1")
    )

    assert eyes.state is State.NOT_MET
    assert (eyes.value, eyes.bound) == (Fraction(85), Fraction(90))
    # (85 - 70) of (90 - 70) in 3 of 5 years: 0.75 / 0.6, less than a year ahead
    assert eyes.progress is not None
    assert (eyes.progress.pace, float(eyes.progress.ratio or 0)) == (Pace.ON_TRACK, 1.25)
    assert injuries.state is State.MET
    assert (rooms.state, rooms.failing) == (State.NOT_MET, ("west",))


def test_its_final(final: Assessment) -> None:
    assert {name: result.state for name, result in final.results.items()} == {
        "growth-01-1": State.MET,
        "growth-02-1": State.MET,
        "project-1-1": State.MET,
    }
    assert final.tallies["quantified"].met == 2
    assert final.without_data == ()


def test_its_midterm_does_not_see_later_years(midterm: Assessment) -> None:
    latest = {one.latest.year for one in midterm.results.values() if one.latest}
    assert latest <= {2018}


def test_its_report_speaks_of_nothing_else(
    plan: Plan, validation: Validation, final: Assessment
) -> None:
    html = compose(Context(plan, final, validation, DAY), templates_folder())
    words = re.sub(r"<style.*?</style>", "", html, flags=re.S)

    texts = [goal.text for goal in plan.goals.values()] + [note.text for note in plan.footnotes]
    for text in texts:
        assert text.rstrip("。") in re.sub(r"<[^>]+>", "", words)
    assert "云岭县" in words
    for foreign in ("番禺", "妇女", "女性发展", "2030", "妇儿", "广州", "广东"):
        assert foreign not in words, foreign


def test_its_report_is_printed(
    plan: Plan, validation: Validation, midterm: Assessment, tmp_path: Path
) -> None:
    out = tmp_path / "tiny.pdf"

    done = write_report(Context(plan, midterm, validation, DAY), templates_folder(), out)

    assert done.problems == ()
    assert sum(done.notes) == 1
    assert out.read_bytes().startswith(b"%PDF")


def test_its_forms_speak_its_own_words_and_are_read_back(plan: Plan, tmp_path: Path) -> None:
    form = blank_form(plan, "library", 2018)
    text = figures_csv(form).decode("utf-8-sig")
    head, *rows = text.splitlines()
    assert "乡镇" in head.split(",")
    for foreign in ("镇街", "全区", "区", "妇女"):
        assert foreign not in text, foreign

    # the blank form as a department would fill it: every room counted
    columns = head.split(",")
    filled = [row.split(",") for row in rows]
    for cells in filled:
        cells[columns.index("数值")] = "2"
        cells[columns.index("数据来源")] = "台账"
    lines = [head, *(",".join(cells) for cells in filled)]
    (tmp_path / "县图书馆_2018.csv").write_text("\n".join(lines), "utf-8")
    found = validate(read_submissions([tmp_path], plan), plan)

    towns = {unit.id for unit in plan.units.units}
    assert set(found.observations["town"]) == towns
    assert [f for f in found.findings if f.severity == Severity.ERROR and f.row] == []


@pytest.mark.parametrize("whole", ["", "全县", "本县", "云岭县"])
def test_a_row_for_the_whole_may_say_so_in_its_words(
    plan: Plan, tmp_path: Path, whole: str
) -> None:
    rows = ["指标编码,年份,乡镇,性别,数值,分子,分母,计量单位,数据来源"]
    rows.append(f"growth-01-1,2018,{whole},合计,85.0,850,1000,%,台账")
    (tmp_path / "县保健院_2018.csv").write_text("\n".join(rows), "utf-8")
    found = validate(read_submissions([tmp_path], plan), plan)
    assert found.observations["town"].to_list() == [""]


@pytest.fixture
def bare(tmp_path: Path) -> Plan:
    """The plan without projects, footnotes or a level of its own."""
    folder = tmp_path / "bare"
    shutil.copytree(HERE / "tiny", folder)
    (folder / "projects.yaml").write_text("projects: []\nindicators: []\n", "utf-8")
    (folder / "footnotes.yaml").write_text("footnotes: []\n", "utf-8")
    (folder / "references.yaml").write_text("documents: []\n", "utf-8")
    path = folder / "plan.yaml"
    path.write_text(
        re.sub(r"^level:\n(?:  .*\n)+", "", path.read_text("utf-8"), flags=re.M), "utf-8"
    )
    return load_plan(folder)


@pytest.mark.parametrize("stage", [Stage("midterm", 2018), Stage("final", 2020)])
def test_a_plan_with_less_is_not_told_to_have_more(
    bare: Plan, stage: Stage, tmp_path: Path
) -> None:
    found = validate(read_submissions([HERE / "tiny_submissions"], bare), bare)
    assessment = assess(bare, found.observations, found.self_assessments, stage)
    context = Context(bare, assessment, found, DAY)
    html = compose(context, templates_folder())
    said = re.sub(r"<[^>]+>", "", re.sub(r"<style.*?</style>", "", html, flags=re.S))
    of_more = ("重点项目", "与上级规划", "上级规划”列", "对标", "各乡镇")
    for absent in (*of_more, "{"):
        assert absent not in said, absent

    done = write_report(
        Context(bare, assessment, found, DAY), templates_folder(), tmp_path / "bare.pdf"
    )
    assert done.problems == ()
