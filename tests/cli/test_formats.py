"""Every command that prints data prints it for programs as well: JSON, and CSV where it is rows."""

from __future__ import annotations

import csv
import io
import json
import re
import typing
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_help import COMMANDS, command_at
from tests.conftest import Ran

from plan_eval.plan_folder.load import load_plan
from plan_eval.plan_folder.project_file import Person
from plan_eval.store.accepting import accept, candidates
from plan_eval.store.database import open_database

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT / "tests/plans"
DOCS = (ROOT / "docs/data.md").read_text("utf-8")

NO_DATA = {
    "init": "makes files and names them",
    "template": "writes forms and names them",
    "feedback": "writes sheets and names them; what they count is in `status --departments`",
    "letters": "writes letters and names them; what they say is in `assess`",
    "report": "writes a report and names it; its data is `assess`",
    "draft": "writes a plan folder; what is in it is `targets export` and `targets inferred`",
    "export": "writes files and names them",
    "watch": "goes on until it is stopped; what one check finds is in `validate`",
    "publish": "notes one line in a file and names it",
    "register": "notes one report in a folder and names it",
    "targets import": "asks before it changes files; what changed is `diff OLD NEW`",
    "targets confirm": "changes one line of a file and names it",
    "database close": "says that it is done",
    "database reopen": "says that it is done",
    "database withdraw": "says that it is done",
    "database backup": "writes a copy and names it",
    "completion": "prints a script for the shell",
    "database export": "writes files and names them",
}
"""Commands without data of their own on stdout, and why."""

RUNS: dict[str, list[str]] = {
    "validate": ["validate", "--today", "2021-03-01"],
    "rules": ["rules"],
    "explain": ["explain", "PE301", "PL013"],
    "accept": ["accept", "again.csv", "--by", "NAME"],
    "assess": ["assess", "--stage", "midterm"],
    "alerts": ["alerts"],
    "status": ["status"],
    "status --area": ["status", "--area", "growth"],
    "status --departments": ["status", "--departments"],
    "trace": ["trace", "growth-01-1"],
    "diff": ["diff", "midterm", "final"],
    "texts": ["texts", "--stage", "midterm", "--list"],
    "lint": ["lint"],
    "doctor": ["doctor"],
    "config": ["config"],
    "targets list": ["targets", "list"],
    "targets show": ["targets", "show", "growth-01-1"],
    "targets footnotes": ["targets", "footnotes"],
    "targets export": ["targets", "export"],
    "targets inferred": ["targets", "inferred"],
    "database history": ["database", "history", "growth-01-1"],
    "database log": ["database", "log"],
    "database verify": ["database", "verify"],
    "database import": ["database", "import", "past", "--by", "NAME"],
}
"""How each command that offers JSON is run here; one with several answers has several."""

WITHOUT_ROWS = {
    *("accept", "database import", "trace", "doctor", "explain", "targets show", "targets export"),
    "database verify",
}
"""One record or a tree: no CSV."""

WORDS_IN_CSV = {"validate"}
"""Its CSV goes to departments, under Chinese heads."""


def formats(path: tuple[str, ...]) -> list[str]:
    """What `--format` takes: the values of its Literal, which may stand beside None."""
    found = [
        typing.get_args(getattr(of, "annotation", of))
        for parameter in command_at(path).params
        if "--format" in parameter.opts
        for of in [getattr(parameter, "type_descriptor", None)]
    ]
    inner = [typing.get_args(one) or (one,) for of in found for one in of]
    return [str(choice) for of in inner for choice in of]


def test_every_command_offers_json_or_prints_no_data() -> None:
    without = {" ".join(path) for path in COMMANDS if "json" not in formats(path)}
    assert without == set(NO_DATA)


def test_every_command_with_json_is_run_here_and_documented() -> None:
    offered = {" ".join(path) for path in COMMANDS if "json" in formats(path)}
    assert {re.sub(r" --.*", "", name) for name in RUNS} == offered
    assert set(documented()) == set(RUNS)


def test_where_the_answer_is_rows_there_is_csv() -> None:
    offered = {" ".join(path) for path in COMMANDS if "csv" in formats(path)}
    rows = {re.sub(r" --.*", "", name) for name in RUNS} - WITHOUT_ROWS
    assert offered - set(NO_DATA) == rows


def documented() -> dict[str, list[str]]:
    """The keys of each command's answer, from the table of docs/data.md."""
    rows = re.findall(r"^\| `plan-eval ([^`]+)` \|[^|]*\| (.+) \|$", DOCS, re.M)
    return {name: re.findall(r"`(\w+)`", keys) for name, keys in rows}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second plan with a database of what was sent, but for one file that is to be accepted."""
    folder = tmp_path_factory.mktemp("project")
    plan = load_plan(PLANS / "tiny")
    person = "people: [{name: NAME, roles: [accept]}]"
    text = f"plan: {PLANS / 'tiny'}\nsubmissions: monitoring.duckdb\n{person}\n"
    (folder / "plan-eval.yaml").write_text(text, "utf-8")
    files = sorted((PLANS / "tiny_submissions").glob("*.csv"))
    (folder / "again.csv").write_bytes(files[0].read_bytes())
    (folder / "past" / "2015").mkdir(parents=True)
    (folder / "past" / "2015" / "again.csv").write_bytes(files[0].read_bytes())
    with open_database(folder / "monitoring.duckdb", plan.header.id, create=True) as database:
        accept(
            database,
            candidates(files),
            plan,
            PLANS / "tiny",
            by="NAME",
            people=(Person(name="NAME", roles=("accept",)),),
            today=date(2021, 3, 1),
        )
    return folder


@pytest.mark.parametrize("name", RUNS)
def test_json_is_one_document_with_the_keys_documented(
    name: str, project: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)

    ran = plan_eval(*RUNS[name], "--format", "json")

    assert ran.code in (0, 1), ran.err
    answer: Any = json.loads(ran.out)
    first = answer[0] if isinstance(answer, list) and answer else answer
    assert list(first) == documented()[name] or answer == []
    assert "NaN" not in ran.out


@pytest.mark.parametrize("name", [n for n in RUNS if n not in WITHOUT_ROWS | WORDS_IN_CSV])
def test_csv_has_the_columns_documented_and_as_many_rows(
    name: str, project: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    answer = json.loads(plan_eval(*RUNS[name], "--format", "json").out)
    rows = answer if isinstance(answer, list) else answer.get("results", answer.get("departments"))

    table = list(csv.reader(io.StringIO(plan_eval(*RUNS[name], "--format", "csv").out)))

    assert len(table) == len(rows) + 1
    if isinstance(answer, list):
        assert table[0] == documented()[name]


@pytest.mark.parametrize("name", RUNS)
def test_a_misuse_says_nothing_on_stdout(
    name: str, project: Path, plan_eval: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)

    ran = plan_eval(*RUNS[name], "--format", "json", "--nonsense")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err
