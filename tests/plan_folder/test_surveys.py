"""The special surveys: read strictly, shown as evidence, never in place of a figure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.conftest import Ran
from tests.pages import ROOT, blocks
from tests.plan_folder.test_schemas import as_json
from tests.report.sample import sample_plan
from tests.report.test_every_edition import DAY, data, tiny_plan, words

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t, use_language
from plan_eval.model.survey import Survey
from plan_eval.plan_folder.project_file import read_project
from plan_eval.plan_folder.schemas import schemas
from plan_eval.plan_folder.strict_yaml import read_yaml
from plan_eval.plan_folder.surveys_file import read_surveys
from plan_eval.report.build import compose
from plan_eval.report.edition import Edition, edition_for
from plan_eval.report.sections import surveys as section
from plan_eval.report.web.page import compose_page
from plan_eval.resources import templates_folder

Command = Callable[..., Ran]
TEXT = """\
surveys:
  - title: 视力服务调查
    date: 2018-11-20
    organiser: 调查队
    population: 家长
    sample: 1200
    source: 第7号报告
    results:
      - item: growth-01-1
        value: 81.50
        unit: "%"
        margin: 2.1
      - item: growth-01
        value: 93
        unit: "%"
        note: 知道有检查
  - title: 以后的调查
    date: 2018-12-31
    organiser: 调查队
    population: 家长
    sample: 10
    method: 电话
    source: 第8号报告
    synthetic: true
    results:
      - {item: growth-02, value: -3, unit: 分}
"""


def written(folder: Path, text: str = TEXT) -> Path:
    path = folder / "surveys.yaml"
    path.write_text(text, "utf-8")
    return path


@cache
def both(folder: Path) -> tuple[Survey, ...]:
    return read_surveys(written(folder), tiny_plan())


def test_surveys_are_read_exactly_and_by_their_days(tmp_path: Path) -> None:
    first, second = both(tmp_path)
    assert (first.title, first.date, first.sample) == ("视力服务调查", dt.date(2018, 11, 20), 1200)
    assert [(one.item, one.shown) for one in first.results] == [
        ("growth-01-1", "81.50±2.1"),
        ("growth-01", "93"),
    ]
    assert first.results[0].value == Decimal("81.50")
    assert (first.synthetic, second.synthetic) == (False, True)


def test_no_file_and_an_empty_one_are_none(tmp_path: Path) -> None:
    assert read_surveys(None, tiny_plan()) == ()
    assert read_surveys(tmp_path / "surveys.yaml", tiny_plan()) == ()
    assert read_surveys(written(tmp_path, "surveys: []\n"), tiny_plan()) == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("    source: 第7号报告\n", "", 2, "source"),
        ("    source: 第7号报告", "    source: ''", 7, "source"),
        (
            "organiser: 调查队\n    population: 家长\n    sample: 1200",
            "sample: 1200",
            2,
            "organiser",
        ),
        ("date: 2018-11-20", "date: 20181120", 3, "2018"),
        ("date: 2018-11-20", "date: 2018-11-31", 3, "2018-11-31"),
        ("date: 2018-11-20", "date: 去年", 3, "去年"),
        ("sample: 1200", "sample: 0", 6, "大于 0"),
        ("sample: 1200", "sample: 1200.5", 6, "1200.5"),
        ("sample: 1200", "sampel: 1200", 2, "sample"),
        ("value: 81.50", 'value: "81.50"', 10, "81.50"),
        ("value: 81.50", "value: 81.5%", 10, "81.5%"),
        ("value: 81.50", "value: 100.1", 10, "100.1"),
        ("value: 81.50", "value: -0.1", 10, "-0.1"),
        ("margin: 2.1", "margin: -2", 12, "-2"),
        ("margin: 2.1", "margin: 101", 12, "101"),
        ("item: growth-01-1", "item: growth-01-2", 9, "growth-01-2"),
        ("item: growth-01-1", "item: growth-m01", 9, "growth-m01"),
        ("        note: 知道有检查", "      - {item: growth-01, value: 1, unit: 项}", 16, "第13行"),
        ("以后的调查\n    date: 2018-12-31", "视力服务调查\n    date: 2018-11-20", 17, "第2行"),
        ("synthetic: true", "synthetic: yes", 24, "yes"),
        ("    results:\n      - {item: growth-02, value: -3, unit: 分}", "    results: []", 25, ""),
        ("surveys:\n", "survey:\n", 1, "survey"),
    ],
)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, said: str
) -> None:
    assert old in TEXT
    with pytest.raises(PlanEvalError) as refused:
        read_surveys(written(tmp_path, TEXT.replace(old, new, 1)), tiny_plan())
    assert refused.value.path == tmp_path / "surveys.yaml"
    assert refused.value.line == line, refused.value.message
    assert refused.value.hint
    assert said in refused.value.message


def test_an_unknown_item_has_its_nearest(tmp_path: Path) -> None:
    text = TEXT.replace("growth-01-1", "growth-01-9")
    with pytest.raises(PlanEvalError) as refused:
        read_surveys(written(tmp_path, text), tiny_plan())
    near = (refused.value.hint or "").split("：")[1].split("、")
    assert near[0] == "growth-01-1"
    assert len(near) == 3


def test_several_results_of_an_item_are_told_apart_by_their_notes(tmp_path: Path) -> None:
    text = TEXT.replace("item: growth-01\n", "item: growth-01-1\n")
    assert len(read_surveys(written(tmp_path, text), tiny_plan())[0].results) == 2
    with pytest.raises(PlanEvalError) as refused:
        read_surveys(written(tmp_path, text.replace("        note: 知道有检查\n", "")), tiny_plan())
    assert refused.value.line == 13


def test_a_percentage_is_asked_for_and_other_units_are_free(tmp_path: Path) -> None:
    free = TEXT.replace('value: 81.50\n        unit: "%"', "value: 450\n        unit: 人")
    assert read_surveys(written(tmp_path, free), tiny_plan())[0].results[0].value == 450
    with pytest.raises(PlanEvalError):
        read_surveys(written(tmp_path, free.replace("unit: 人", "unit: ％")), tiny_plan())


def annex_of(page: str) -> str:
    return words(page.split('class="volume annex')[1])


def test_the_annex_shows_them_beside_the_official_figure(tmp_path: Path) -> None:
    context = data("tiny").context("midterm", Edition(surveys=both(tmp_path)))
    made = section.build(context)
    assert [(one.value, one.unit, one.official) for one in made.results] == [
        ("93", "%", "—"),
        ("81.50±2.1", "%", "85.0%"),
        ("−3", "分", "—"),
    ]
    said = annex_of(compose(context, templates_folder()))
    for one in ("视力服务调查", "2018年11月20日", "第7号报告", "家长，样本量1200", "；电话"):
        assert one in said
    assert t("surveys.lead") in said
    line = "专项调查：学龄前儿童视力检查覆盖率为81.50±2.1%（视力服务调查，2018年11月20日"
    assert line in said
    # wherever it stands, an invented one is marked as such
    assert said.count("以后的调查") == said.count("以后的调查（示例数据）") == 3


def test_the_web_page_shows_them_too(tmp_path: Path) -> None:
    context = data("tiny").context("midterm", Edition(surveys=both(tmp_path)))
    said = words(compose_page(context, templates_folder()))
    assert "81.50±2.1" in said
    assert "以后的调查（示例数据）" in said


def test_an_extract_says_what_was_asked_of_its_goals(tmp_path: Path) -> None:
    edition = Edition(area="growth", surveys=both(tmp_path))
    said = words(compose(data("tiny").context("midterm", edition), templates_folder()))
    assert "专项调查：学龄前儿童视力检查覆盖率为81.50±2.1%" in said


def test_one_later_than_the_report_is_not_shown(tmp_path: Path) -> None:
    context = data("tiny").context("midterm", Edition(surveys=both(tmp_path)))
    on_the_eve = replace(context, day=dt.date(2018, 12, 30))
    assert [one.title for one in on_the_eve.surveys] == ["视力服务调查"]
    assert "以后的调查" not in words(compose(on_the_eve, templates_folder()))
    assert dt.date(2018, 12, 31) < DAY


def test_no_verdict_changes(tmp_path: Path) -> None:
    without = data("tiny").context("midterm", Edition())
    beside = data("tiny").context("midterm", Edition(surveys=both(tmp_path)))
    assert beside.assessment == without.assessment


def test_nothing_changes_without_one_or_before_the_first(tmp_path: Path) -> None:
    bare = data("tiny").context("midterm", Edition())
    early = replace(
        data("tiny").context("midterm", Edition(surveys=both(tmp_path))), day=dt.date(2018, 1, 1)
    )
    for write in (compose, compose_page):
        page = write(bare, templates_folder())
        assert "专项调查" not in words(page)
        assert write(early, templates_folder()) == write(
            replace(data("tiny").context("midterm", Edition()), day=early.day), templates_folder()
        )


def test_the_project_names_the_file(tiny_project: Path) -> None:
    plan = tiny_plan()
    project = read_project(Path())
    assert project.surveys == Path("surveys.yaml")
    assert read_project(Path(), ROOT / "targets").surveys is None
    stage = plan.stage("midterm")
    assert edition_for(project, plan, stage).surveys == ()
    written(tiny_project).rename("asked.yaml")
    with Path("plan-eval.yaml").open("a", encoding="utf-8") as settings:
        settings.write("surveys: asked.yaml\n")
    project = read_project(Path())
    assert len(edition_for(project, plan, stage).surveys) == 2
    past = edition_for(project, plan, stage, on=dt.date(2018, 12, 30))
    assert [one.title for one in past.surveys] == ["视力服务调查"]


def test_a_result_is_not_written_over_the_file(plan_eval: Command, tiny_project: Path) -> None:
    path = written(tiny_project)
    ran = plan_eval("assess", "--stage", "midterm", "--format", "json", "-o", path, "--force")
    assert ran.code == 2
    assert path.read_text("utf-8") == TEXT


def test_trace_tells_those_of_the_indicator_and_its_goal(
    plan_eval: Command, tiny_project: Path
) -> None:
    before = plan_eval("trace", "growth-01-1")
    assert "专项调查" not in before.out
    assert "surveys" not in json.loads(plan_eval("trace", "growth-01-1", "--format", "json").out)
    written(tiny_project)
    ran = plan_eval("trace", "growth-01-1")
    assert ran.code == before.code
    head, lines = ran.out.split("\n专项调查\n")
    assert head == before.out.rstrip("\n")
    first, second = lines.splitlines()
    assert "81.50±2.1%（视力服务调查，2018年11月20日，来源：第7号报告" in first
    assert "达到90%以上（知道有检查）为93%" in second
    found = json.loads(plan_eval("trace", "growth-01-1", "--format", "json").out)
    assert found["surveys"] == [first.strip(), second.strip()]
    other = plan_eval("trace", "growth-02-1").out
    assert "以后的调查（示例数据）" in other
    assert "视力服务调查" not in other


def test_trace_tells_a_fault_of_the_file(plan_eval: Command, tiny_project: Path) -> None:
    written(tiny_project, TEXT.replace("sample: 1200", "sample: 0"))
    ran = plan_eval("trace", "growth-01-1")
    assert ran.code == 2
    assert "surveys.yaml:6" in ran.err


def test_a_survey_of_the_future_is_not_told(plan_eval: Command, tiny_project: Path) -> None:
    written(tiny_project, TEXT.replace("2018-11-20", "9999-11-20"))
    assert "专项调查" not in plan_eval("trace", "growth-01-1").out


def test_in_english(plan_eval: Command, tiny_project: Path) -> None:
    ran = plan_eval("--lang", "en", "trace", "growth-01-1", "--quiet")
    written(tiny_project)
    ran = plan_eval("--lang", "en", "trace", "growth-01-1")
    told = ran.out.split("\nSpecial surveys\n")[1]
    assert "Coverage of eye tests of preschool children: 81.50±2.1% (视力服务调查" in told
    use_language("en")
    context = data("tiny").context("midterm", Edition(surveys=both(tiny_project)))
    said = annex_of(compose(context, templates_folder()))
    assert "Special surveys" in said
    assert "以后的调查 (sample data)" in said
    assert "专项调查" not in said


def test_the_example_of_the_page_is_read(tmp_path: Path) -> None:
    page = (ROOT / "docs/office.zh.md").read_text("utf-8")
    (text,) = (one for one in blocks(page, "yaml") if one.startswith("surveys:"))
    path = written(tmp_path, text)
    (survey,) = read_surveys(path, sample_plan())
    assert len(survey.results) == 2
    schema = json.loads(schemas()["surveys.json"])
    assert Draft202012Validator(schema).is_valid(as_json(read_yaml(path).data))
