"""What the README says is so: files, commands, options, counts, columns."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import get_args

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from plan_eval.cli.app import app
from plan_eval.model.observation import ALIASES, INDICATOR_COLUMNS
from plan_eval.model.targets import Target
from plan_eval.plan_folder.load import load_plan

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
LINKS = re.findall(r"\]\(([^)#:]+)\)|<img src=\"([^\":]+)\"", README)
FENCED = re.findall(r"```sh\n(.*?)```", README, re.S)
INLINE = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.S))
COMMANDS = sorted(
    {
        line.split("#")[0].strip()
        for line in (*(line for block in FENCED for line in block.splitlines()), *INLINE)
        if line.startswith("plan-eval ")
    }
)


@pytest.mark.parametrize("link", sorted(one or other for one, other in LINKS))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize(
    "name", sorted({n for n in INLINE if re.fullmatch(r"[\w./-]+/[\w./-]*", n)})
)
def test_folders_and_files_named_are_there(name: str) -> None:
    assert name == "output/" or (ROOT / name).exists() or (ROOT / "src" / name).exists()


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_and_options_exist(line: str) -> None:
    words = shlex.split(line)[1:]
    command = typer.main.get_command(app)
    while isinstance(command, TyperGroup):
        command = command.commands[words.pop(0)]
    assert isinstance(command, TyperCommand)

    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize(
    "target", sorted(set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join([*FENCED, *INLINE]))))
)
def test_make_targets_exist(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


def test_counts_are_the_plans() -> None:
    plan = load_plan(ROOT / "targets")
    quantified = sum(one.group == "quantified" for one in plan.indicators.values())
    counts = re.search(
        r"(\d+) areas, (\d+) goals, (\d+) measures,\s+(\d+) key projects, (\d+) footnotes, "
        r"(\d+) quantified indicators",
        README,
    )
    assert counts
    assert tuple(map(int, counts.groups())) == (
        *(len(plan.areas), len(plan.goals), len(plan.measures), len(plan.key_projects)),
        *(len(plan.footnotes), quantified),
    )


def test_the_columns_of_the_form_are_known() -> None:
    header = next(line for line in README.splitlines() if line.startswith("| 指标编码"))
    known = {alias for name in INDICATOR_COLUMNS for alias in ALIASES[name]}
    assert {cell.strip() for cell in header.strip("|").split("|")} <= known


def test_the_changelog_names_the_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert version
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert version[1] in changelog or "Unreleased" in changelog


def test_the_package_names_every_licence_inside() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = {path for pattern in project["license-files"] for path in ROOT.glob(pattern)}
    texts = {*(ROOT / "templates/fonts/licences").iterdir(), *(ROOT / "templates").rglob("COPYING")}
    assert {ROOT / "LICENSE", *texts} <= named
    expression = re.sub(r"\(|\)", "", project["license"])
    assert set(expression.split(" AND ")) == {
        "Apache-2.0",
        "Bitstream-Vera",
        "GPL-3.0-only WITH Font-exception-2.0",
        "OFL-1.1",
    }


def test_the_guide_says_of_every_kind_of_target_how_it_is_met() -> None:
    table = (ROOT / "docs/guide.zh.md").read_text("utf-8").split("| 目标类型 |")[1]
    told = set(re.findall(r"\b[a-z]+(?:_[a-z]+)*\b", table.split("\n\n")[0]))
    (kinds, _) = get_args(Target)
    every = {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(kinds)}
    # a figure that others are compared with has no target
    assert told == every - {"reference"}
