"""The examples as their READMEs run them: other levels and people, no unit below, real figures."""

from __future__ import annotations

import csv
import html
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import Ran
from tests.report.rendering import needs_pdftotext, squeeze, text_of

from plan_eval.messages import speaking_of, t, use_language
from plan_eval.plan_folder.load import load_plan, read_plan
from plan_eval.reading.vocabulary import vocabulary_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/plan-eval.yaml"))
ONE_PLACE = ["county", "national"]
"""Those that speak of one place; the city has districts, each with its data."""
Command = Callable[..., Ran]

STATISTICS = re.compile("区间|区分|区别|地区")
"""Words of statistics, and of the caution on every sample, that speak of no district."""
PACKAGED = ("番禺", "广州", "广东", "妇儿", "镇街", "全区", "本区", "全域", "本地区")
FOREIGN = {
    "national": (*PACKAGED, "区", "县", "乡镇", "下辖", "街道", "女童"),
    "county": (*PACKAGED, "区", "下辖", "女性", "男性", "妇女"),
    "city": (
        *("番禺", "广州", "广东", "妇儿", "镇街", "全域"),
        *("乡镇", "下辖", "女性", "男性", "妇女"),
    ),
}
"""What none of an example's pages may say."""
MARKS = {"national": "非官方示例", "county": "示例数据", "city": "示例数据"}


def commands(name: str) -> list[list[str]]:
    """The command lines of an example's README, after the first that enters its folder."""
    readme = (EXAMPLES / name / "README.md").read_text("utf-8")
    first, *lines = "".join(re.findall(r"```sh\n(.*?)```", readme, re.S)).splitlines()
    assert first == f"cd examples/{name}"
    return [line.split()[1:] for line in lines]


@pytest.fixture
def project(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of an example, as the working folder."""
    folder = tmp_path / str(request.param)
    shutil.copytree(EXAMPLES / request.param, folder)
    monkeypatch.chdir(folder)
    return folder


def said(page: str) -> str:
    """What a page says, in its pictures too."""
    page = re.sub(r"<style.*?</style>|<script>.*?</script>", "", page, flags=re.S)
    pictures = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", pictures))


def foreign(name: str, text: str) -> list[str]:
    """The words of another plan, level or people that a text says."""
    text = STATISTICS.sub("", text)
    return [word for word in FOREIGN[name] if word in text]


def test_there_are_three_examples() -> None:
    assert NAMES == ["city", "county", "national"]


@pytest.mark.parametrize("name", NAMES)
def test_an_example_lints_clean(name: str) -> None:
    found = read_plan(EXAMPLES / name / "plan")
    assert found.faults == []
    # guesses to confirm; the nation's measures are not in the example
    assert {note.code for note in found.notes()} <= {"PL105", "PL106"}


@needs_pdftotext
@pytest.mark.parametrize("project", NAMES, indirect=True)
def test_an_example_runs_as_its_readme_says(plan_eval: Command, project: Path) -> None:
    name = project.name
    for line in commands(name):
        ran = plan_eval(*line)
        assert ran.code == 0, (line, ran.out, ran.err)
        assert foreign(name, ran.out) == [], line

    (report,) = (project / "output").glob("*.pdf")
    pages = text_of(report).split("\f")[:-1]
    assert foreign(name, squeeze("".join(pages))) == []
    # a page that is landscape carries it too, and so does a cover
    assert [at for at, page in enumerate(pages, 1) if MARKS[name] not in squeeze(page)] == []


@pytest.mark.parametrize("project", ONE_PLACE, indirect=True)
def test_its_other_formats_and_its_rules_speak_of_nothing_else(
    plan_eval: Command, project: Path
) -> None:
    name = project.name
    assert plan_eval("report", "--stage", "midterm", "--output", "page.html").code == 0
    page = (project / "page.html").read_text("utf-8")
    assert foreign(name, said(page)) == []
    assert MARKS[name] in said(page)
    assert plan_eval("report", "--stage", "midterm", "--output", "report.xlsx").code == 0

    pages = plan_eval("explain", "PE").out
    # examples of rules name districts of nobody; a nation may hear of units that others have
    assert foreign(name, pages.replace("下辖单位", "")) == []


@pytest.mark.parametrize("project", ["county"], indirect=True)
def test_the_county_is_called_what_its_plan_calls_it(plan_eval: Command, project: Path) -> None:
    rules = plan_eval("rules").out
    assert "乡镇与全县对不上" in rules
    assert plan_eval("report", "--stage", "midterm", "--output", "page.html").code == 0
    page = said((project / "page.html").read_text("utf-8"))
    assert {"女童", "男童", "乡镇"} <= set(re.findall("女童|男童|乡镇", page))
    assert {"省≤3.2", "州≤3.1"} <= set(re.findall("[省州]≤3.[12]", squeeze(page)))


@pytest.mark.parametrize("word", ["全县", "本县", "县", "云岭县", "全县合计", "县合计", "合计", ""])
def test_the_whole_may_be_called_what_its_people_call_it(word: str, tmp_path: Path) -> None:
    assert towns_read(word, tmp_path) == ([""], [])


@pytest.mark.parametrize("word", ["全区", "全省", "全州", "县本级"])
def test_another_level_is_not_taken_for_the_whole(word: str, tmp_path: Path) -> None:
    towns, codes = towns_read(word, tmp_path)
    assert (towns, codes) == ([], ["PE207"])


@pytest.mark.parametrize("word", ["全国", "我国", "中国", "国"])
def test_a_plan_may_say_what_else_its_whole_is_called(word: str) -> None:
    assert vocabulary_of(load_plan(EXAMPLES / "national/plan")).towns.get(word) == ""


@pytest.mark.parametrize("word", ["全国", "全省", "全市", "全县", "本区", "合计"])
def test_without_a_level_any_whole_is_the_plans(word: str) -> None:
    plan = load_plan(EXAMPLES / "county/plan")
    header = plan.header.model_copy(update={"level": None})
    assert vocabulary_of(plan.model_copy(update={"header": header})).towns.get(word) == ""


def test_english_words_that_a_plan_leaves_out_are_neutral() -> None:
    words = load_plan(EXAMPLES / "county/plan").header.level_words
    use_language("en")
    try:
        with speaking_of(words):
            assert t("web.heading.sexes") == "By sex"
            assert "females" in t("rules.PE306.title") + t("rules.PE305.what")
            assert "town" not in t("rules.PE307.what")
    finally:
        use_language("zh")


def towns_read(word: str, folder: Path) -> tuple[list[str], list[str]]:
    """The towns of the accepted rows of a file with one row for `word`, and the errors on it."""
    from plan_eval.checks.engine import validate
    from plan_eval.model.finding import Severity
    from plan_eval.reading.submissions import read_submissions

    plan = load_plan(EXAMPLES / "county/plan")
    rows = ["指标编码,年份,乡镇,数值,分子,分母,计量单位,数据来源"]
    rows.append(f"health-01-1,2025,{word},3.02,8,2650,‰,台账")
    (folder / "县卫生健康局_2025.csv").write_text("\n".join(rows), "utf-8")
    found = validate(read_submissions([folder], plan), plan)
    errors = [f.code for f in found.findings if f.severity is Severity.ERROR and f.row]
    return found.observations["town"].to_list(), errors


def published() -> list[dict[str, str]]:
    """The rows of the national example."""
    files = sorted((EXAMPLES / "national/submissions").glob("*.csv"))
    return [row for file in files for row in csv.DictReader(file.read_text("utf-8").splitlines())]


@pytest.mark.parametrize("project", ONE_PLACE, indirect=True)
def test_a_form_asks_for_towns_only_where_there_are_any(
    plan_eval: Command, project: Path, tmp_path: Path
) -> None:
    office = {"national": "published", "county": "health"}[project.name]
    form = ("template", "--year", 2026, "--department", office)
    name = project.name
    assert plan_eval(*form, "--format", "csv", "--form", "indicators", "-o", "a.csv").code == 0
    text = (project / "a.csv").read_text("utf-8-sig")
    assert foreign(name, text) == []
    assert ("乡镇" in text.splitlines()[0].split(",")) is (name == "county")

    assert plan_eval(*form, "-o", "a.xlsx").code == 0
    assert foreign(name, in_workbook(project / "a.xlsx")) == []


@pytest.mark.parametrize("project", ONE_PLACE, indirect=True)
def test_its_feedback_speaks_of_nothing_else(plan_eval: Command, project: Path) -> None:
    assert plan_eval("feedback", "--format", "xlsx").code == 0
    sheets = sorted((project / "output").rglob("*.xlsx"))
    assert sheets
    for sheet in sheets:
        assert foreign(project.name, in_workbook(sheet)) == [], sheet.name


def in_workbook(path: Path) -> str:
    """All that the cells of a workbook say."""
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return "\n".join(cell for cell in cells if isinstance(cell, str))


def test_every_published_figure_names_its_publication() -> None:
    issued = re.compile(r"(国家统计局|教育部).*\d{4}年\d{1,2}月\d{1,2}日")
    readme = (EXAMPLES / "national/README.md").read_text("utf-8")
    for row in published():
        if row["数值"] == "—":
            assert (row["数据来源"], bool(row["说明"])) == ("", True), row
            continue
        assert issued.search(row["数据来源"]), row
        (title,) = re.findall("《(?:.*〉.*|[^》]*)》|“.*”|新闻发布会", row["数据来源"])[:1]
        assert title in readme, title


def test_every_year_of_every_target_is_there_or_said_to_be_missing() -> None:
    plan = load_plan(EXAMPLES / "national/plan")
    there = {(row["指标编码"], int(row["年份"])) for row in published()}
    assert there == {(name, year) for name in plan.indicators for year in range(2020, 2025)}
