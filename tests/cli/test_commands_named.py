"""Every command that a page, a help text or a hint names is run, in a folder like a user's."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest
from tests.cli.test_help import COMMANDS, command_at
from tests.conftest import Ran
from tests.pages import TEXTS, blocks, command_lines
from tests.report.sample import MIDTERM, judged, sample_plan

from plan_eval.assess.export import export_assessment
from plan_eval.messages import catalogue
from plan_eval.plan_folder.load import load_plan, read_plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.spreadsheet.workbook import plan_workbook
from plan_eval.store.accepting import accept, candidates
from plan_eval.store.database import open_database
from plan_eval.store.keeping import close_year
from plan_eval.writing.saving import save

ROOT = Path(__file__).resolve().parents[2]
SENT = "sample_data/submissions/2025/health_2025.csv"
PLACES = {
    "PATH…": SENT,
    "findings.json": "findings.json",
    "plan.docx": str(ROOT / "tests/drafting/texts/county_children.txt"),
    "{folder}": "targets",
    "{path}": "plan.xlsx",
    "{year}": "2026",
    "{code}": "PE301",
    "{id}": "health-03-3",
    "{item} {name}": "health-03-3 plausible",
}
"""What a reader puts where a text leaves a place open."""

OTHERS = {"--no-install-recommends"}
"""Options of other programs."""

DATABASE = "docs/database"

FINDINGS = {"alerts", "diff"}
"""Commands that end in 1 on the sample: some warnings are red, and one year is not the other.

So does the list of departments: four owe self-assessments.
"""


def own_test(page: str) -> bool:
    """Whether a page is run as a whole, from its first command to its last, by another test."""
    return page.startswith(
        ("docs/tutorial", "docs/guide", "docs/own-rules", "docs/districts", DATABASE)
    )


def is_a_mention(line: str) -> bool:
    """Whether a text only speaks of a command or option, without what it wants.

    As `plan-eval trace`, or `plan-eval status --area`.
    """
    path = tuple(takewhile(lambda word: not word.startswith("-"), line.split()[1:]))
    if path not in COMMANDS:
        return False
    last, params = line.split()[-1], command_at(path).params
    wants = any(last in one.opts and not getattr(one, "is_flag", False) for one in params)
    return wants or (line.split()[1:] == [*path] and any(one.required for one in params))


def named() -> list[str]:
    """The command lines in pages and catalogue, each once."""
    lines = [
        line for page, text in TEXTS.items() if not own_test(page) for line in command_lines(text)
    ]
    texts = [*catalogue("zh").values(), *catalogue("en").values()]
    for text in texts:
        # in Chinese a command ends where Chinese goes on; in English it stands in marks
        marked = re.findall(r"`(plan-eval [^`]+)`", text)
        lines += marked or re.findall(r"plan-eval(?: [\w{}./=-]+)+", text, re.ASCII)
    return sorted({line.strip() for line in lines if not is_a_mention(line.strip())})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    of = read_plan(ROOT / "targets", ROOT / "sample_data/units.yaml")
    assert of.plan is not None
    save(folder / "plan.xlsx", plan_workbook(of, of.plan, date(2026, 3, 8)))
    shutil.copy(ROOT / "plan-eval.yaml", folder)
    for name in ("targets", "sample_data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    _accept_all(folder)
    archived = export_assessment(judged(MIDTERM), sample_plan())
    (folder / "assessment.json").write_text(json.dumps(archived, ensure_ascii=False), "utf-8")
    return folder


def _accept_all(folder: Path) -> None:
    """All that the sample sent goes into a database, which every command then reads."""
    settings = folder / "plan-eval.yaml"
    person = "people:\n  - {name: NAME, roles: [accept, waive, close]}\n"
    sent = re.sub(
        "(?m)^submissions:.*$", "submissions: monitoring.duckdb", settings.read_text("utf-8")
    )
    settings.write_text(sent + person, "utf-8")
    path, plan, by = (
        folder / "monitoring.duckdb",
        load_plan(folder / "targets", folder / "sample_data" / "units.yaml"),
        "NAME",
    )
    people = (Person(name=by, roles=("accept", "waive", "close")),)
    given = candidates(
        [folder / "sample_data" / "submissions", folder / "sample_data" / "self_assessments"]
    )
    today = date.today()
    with open_database(path, plan.header.id, create=True) as database:
        done = accept(database, given, plan, folder / "targets", by=by, people=people, today=today)
        assert done.refused == ()
        close_year(database, 2024, closed=True, by=by, reason="REASON", people=people)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of examples, to run commands in that have nothing to do with the sample."""
    folder = tmp_path_factory.mktemp("examples")
    return Path(shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True))


@pytest.mark.parametrize("line", named())
def test_a_command_that_is_named_runs(
    line: str,
    project: Path,
    examples: Path,
    plan_eval: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # a report of a smaller plan where it is one more variant of it
    variant = line.startswith("plan-eval report ") and line != "plan-eval report --stage midterm"
    small = examples / ("city" if "--by district" in line else "county")
    monkeypatch.chdir(small if variant or "--by district" in line else project)
    for place, value in PLACES.items():
        line = line.replace(place, value)
    assert "{" not in line, "say in PLACES what stands there"
    words = shlex.split(line)[1:]

    ran = plan_eval(*words)

    owed = words[0] in FINDINGS or "--departments" in words
    assert ran.code == (1 if owed else 0), ran.err


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county with the settings of the database's page, and what it sent for one year."""
    folder = tmp_path_factory.mktemp("database")
    shutil.copytree(ROOT / "examples/county", folder, dirs_exist_ok=True)
    (settings,) = blocks(TEXTS["docs/database.md"], "yaml")
    (folder / "plan-eval.yaml").write_text(f"plan: plan\n{settings}", "utf-8")
    inbox = folder / "inbox"
    inbox.mkdir()
    for sent in (folder / "submissions").glob("*_2025.csv"):
        shutil.move(sent, inbox)
    (inbox / "县教育局_2025.csv").rename(inbox / "旧表.csv")
    return folder


def lines_of_the_database() -> list[str]:
    lines = [line for page, text in TEXTS.items() if page.startswith(DATABASE)
             for line in command_lines(text)]  # fmt: skip
    return [line for line in lines if not is_a_mention(line)]


@pytest.mark.parametrize("line", lines_of_the_database())
def test_what_the_page_of_the_database_asks_for_is_done(
    line: str,
    county: Path,
    tmp_path: Path,
    plan_eval: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(county, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line.replace("2026-03-01", date.today().isoformat()))[1:]
    if words[:2] == ["database", "import"]:  # which begins a database, by years
        for year in (2021, 2022):
            past = tmp_path / words[2] / str(year)
            past.mkdir(parents=True)
            shutil.copy(tmp_path / f"submissions/县民政局_{year}.csv", past)
    else:
        first = plan_eval("accept", "inbox", "--by", "张三")
        assert first.code == 0, first.err
    if words[0] == "register":
        archived = plan_eval("assess", "--stage", "midterm", "--format", "json").out
        (tmp_path / words[1]).write_text(archived, "utf-8")
    old, new = tmp_path / "inbox/旧表.csv", tmp_path / "新表.csv"
    corrected = old.read_text("utf-8").replace(",92.9,7386,", ",92.8,7378,")
    assert corrected != old.read_text("utf-8")
    if "--replaces" in words:
        new.write_text(corrected, "utf-8")
    elif "--reason" in words and words[0] == "accept":
        old.write_text(corrected, "utf-8")

    ran = plan_eval(*words)

    assert ran.code == 0, ran.err


def test_every_option_that_is_named_exists() -> None:
    known = {option for path in COMMANDS for one in command_at(path).params for option in one.opts}
    named_options = {
        option
        for language in ("zh", "en")
        for text in catalogue(language).values()
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)
    }
    assert named_options - OTHERS <= known | {"--help"}
