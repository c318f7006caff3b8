"""Every command that the README, a help text or a hint names is run, in a folder like a user's."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.cli.test_help import COMMANDS, command_at
from tests.conftest import Ran
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

FINDINGS = {"alerts"}
"""Commands that end in 1 on the sample: some warnings are red."""


def named() -> list[str]:
    """The command lines in README and catalogue, each once."""
    readme = (ROOT / "README.md").read_text("utf-8")
    fenced = "\n".join(re.findall(r"```sh\n(.*?)```", readme, re.S))
    inline = "\n".join(re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", readme, flags=re.S)))
    texts = [*catalogue("zh").values(), *catalogue("en").values()]
    lines = re.findall(r"^plan-eval [^#\n]+", f"{fenced}\n{inline}", re.M)
    for text in texts:
        # in Chinese a command ends where Chinese goes on; in English it stands in marks
        marked = re.findall(r"`(plan-eval [^`]+)`", text)
        lines += marked or re.findall(r"plan-eval(?: [\w{}./=-]+)+", text, re.ASCII)
    return sorted({line.strip() for line in lines})


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


@pytest.mark.parametrize("line", named())
def test_a_command_that_is_named_runs(
    line: str, project: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    for place, value in PLACES.items():
        line = line.replace(place, value)
    assert "{" not in line, "say in PLACES what stands there"
    words = shlex.split(line)[1:]

    ran = plan_eval(*words)

    assert ran.code == (1 if words[0] in FINDINGS else 0), ran.err


def test_every_option_that_is_named_exists() -> None:
    known = {option for path in COMMANDS for one in command_at(path).params for option in one.opts}
    named_options = {
        option
        for language in ("zh", "en")
        for text in catalogue(language).values()
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)
    }
    assert named_options - OTHERS <= known | {"--help"}
