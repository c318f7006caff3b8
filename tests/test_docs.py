"""What the pages say is so: files, links, commands, options, counts, columns, kinds, sources."""

from __future__ import annotations

import re
import shlex
import tomllib
from typing import get_args

import pytest
import typer.main
from tests.pages import ROOT, TEXTS, anchors, blocks, command_lines, inline, links
from typer.core import TyperCommand, TyperGroup

from plan_eval.checks.registry import all_rules
from plan_eval.cli.app import app
from plan_eval.messages import t
from plan_eval.model.observation import ALIASES, INDICATOR_COLUMNS, SELF_ASSESSMENT_COLUMNS
from plan_eval.model.parameters import Parameters
from plan_eval.model.targets import Target
from plan_eval.plan_folder.load import load_plan

GENERATED = "docs/reference/"
"""Made when the site is built: tests/test_site.py follows what leads there."""
OWN = ("src", "targets", "templates", "tests", "docs", "scripts", "examples", "benches", "fuzz")
FLOORS = tuple(path.name for path in (ROOT / "src/plan_eval").iterdir() if path.is_dir())
USERS = {"targets/review.md", "targets/waivers.yaml"}
"""In a folder of the project's name, but a user's."""


def of_all_pages(found: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Page and what was found on it, each once, to run a test on."""
    return sorted({(page, one) for page, every in found.items() for one in every})


def is_the_projects(name: str) -> bool:
    """Whether a path named is one of this repository, and not of a user's folder."""
    ours = (*OWN, *FLOORS)
    return bool(re.fullmatch(rf"(?:{'|'.join(ours)})/[\w./-]*", name)) and name not in USERS


@pytest.mark.parametrize(
    ("page", "target"),
    of_all_pages({p: [f"{a}#{b}" for a, b in links(text)] for p, text in TEXTS.items()}),
)
def test_links_lead_somewhere(page: str, target: str) -> None:
    path, _, anchor = target.partition("#")
    at = (ROOT / page).parent / path if path else ROOT / page
    name = at.resolve().relative_to(ROOT).as_posix()
    if name.startswith(GENERATED):
        return
    assert at.exists()
    assert not anchor or anchor in anchors(at.read_text("utf-8"))


@pytest.mark.parametrize(
    ("page", "name"),
    of_all_pages(
        {
            page: [one for one in inline(text) if is_the_projects(one)]
            for page, text in TEXTS.items()
        }
    ),
)
def test_folders_and_files_named_are_there(page: str, name: str) -> None:
    places = (ROOT, ROOT / "src", ROOT / "src/plan_eval", (ROOT / page).parent)
    assert any((place / name).exists() for place in places)


@pytest.mark.parametrize(
    ("page", "name"),
    of_all_pages(
        {
            page: [one for one in inline(text) if re.fullmatch(r"[\w-]+\.(?:py|sh|toml|txt)", one)]
            for page, text in TEXTS.items()
        }
    ),
)
def test_files_named_alone_are_there(page: str, name: str) -> None:
    folders = ("src", "scripts", "tests", "targets")
    made = {"plan.txt"}
    assert (
        name in made
        or (ROOT / name).exists()
        or any(next((ROOT / folder).rglob(name), None) for folder in folders)
    )


@pytest.mark.parametrize(
    ("page", "line"), of_all_pages({p: command_lines(text) for p, text in TEXTS.items()})
)
def test_commands_and_options_exist(page: str, line: str) -> None:
    words = shlex.split(line)[1:]
    command = typer.main.get_command(app)
    known = {"--help", "--version", *(o for p in command.params for o in p.opts)}
    while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
        command = command.commands[words.pop(0)]
    assert isinstance(command, TyperCommand | TyperGroup)

    known |= {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= known


@pytest.mark.parametrize(
    ("page", "target"),
    of_all_pages(
        {
            page: re.findall(
                r"\bmake ([a-z][a-z-]*)", "\n".join([*blocks(text, "sh"), *inline(text)])
            )
            for page, text in TEXTS.items()
        }
    ),
)
def test_make_targets_exist(page: str, target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


def test_extras_that_a_page_asks_for_exist() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = {page: re.findall(r"plan-eval\[([\w,-]+)\]", text) for page, text in TEXTS.items()}
    asked = {one for every in found.values() for few in every for one in few.split(",")}
    assert {"docx", "database"} <= asked <= {*project["optional-dependencies"]}


@pytest.mark.parametrize("page", [page for page in TEXTS if "[PE" in TEXTS[page]])
def test_rules_are_called_by_their_titles(page: str) -> None:
    named = re.findall(r"\[(PE\d{3})\]\([^)]+#(pe\d{3})\) ([^|\n]+?) \|", TEXTS[page])
    assert named
    for code, anchor, title in named:
        assert anchor == code.lower()
        assert title == t(f"rules.{code}.title")
        assert code in all_rules()


def test_counts_are_the_plans() -> None:
    plan = load_plan(ROOT / "targets")
    quantified = sum(one.group == "quantified" for one in plan.indicators.values())
    counts = re.search(
        r"(\d+) areas, (\d+) goals, (\d+) measures,\s+(\d+) key projects, (\d+) footnotes, "
        r"(\d+) quantified indicators",
        TEXTS["README.md"],
    )
    assert counts
    assert tuple(map(int, counts.groups())) == (
        *(len(plan.areas), len(plan.goals), len(plan.measures), len(plan.key_projects)),
        *(len(plan.footnotes), quantified),
    )


@pytest.mark.parametrize(
    ("first", "columns"), [("指标编码", INDICATOR_COLUMNS), ("条目编码", SELF_ASSESSMENT_COLUMNS)]
)
def test_the_columns_of_the_forms_are_known(first: str, columns: tuple[str, ...]) -> None:
    page = TEXTS["docs/departments.zh.md"]
    header = next(line for line in page.splitlines() if line.startswith(f"| {first}"))
    known = {alias for name in columns for alias in ALIASES[name]}
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


def kinds() -> set[str]:
    """Every kind of target; a figure that others are compared with has none."""
    (found, _) = get_args(Target)
    every = {get_args(kind.model_fields["kind"].annotation)[0] for kind in get_args(found)}
    return every - {"reference"}


def test_the_guide_says_of_every_kind_of_target_how_it_is_met() -> None:
    table = TEXTS["docs/guide.zh.md"].split("| 目标类型 |")[1]
    assert set(re.findall(r"\b[a-z]+(?:_[a-z]+)*\b", table.split("\n\n")[0])) == kinds()


METHOD = TEXTS["docs/method.md"]


def test_the_method_says_of_every_kind_of_target_how_it_is_met() -> None:
    table = METHOD.split("| kind |")[1].split("\n\n")[0]
    first = "".join(line.split("|")[1] for line in table.splitlines()[2:])
    assert set(re.findall(r"`(\w+)`", first)) == kinds()


@pytest.mark.parametrize("name", sorted({*Parameters.model_fields} - {"version"}))
def test_the_method_names_every_parameter(name: str) -> None:
    assert re.search(rf"`{name}[`:]", METHOD)


def test_the_method_lists_every_source_that_the_code_names() -> None:
    cited = set(_CITED.findall(_docstrings()))
    assert len(cited) > 5
    listed = METHOD.split("## Sources")[1]
    for names, year in cited | set(_CITED.findall(METHOD.split("## Sources")[0])):
        first = re.split(r" (?:and|&) |,", names)[0]
        assert re.search(rf"^- {first}\b.*\({year}\)", listed, re.M), (names, year)
    for name in re.findall(r"Source: ([A-Z][\w-]+)", _docstrings()):
        assert name.split("-")[0].lower() in listed.lower(), name


_CITED = re.compile(
    r"(?:\(|; |\| |Source: )([A-Z][a-z]+(?:(?: and | & )[A-Z][a-z]+)?),? (1[89]\d\d|20[0-2]\d)\b"
)
"""A name and a year in brackets, behind a semicolon, in a cell of a table."""


def _docstrings() -> str:
    """Of the files that judge: how work is divided among processes is no method of judging."""
    rooms = (ROOT / "src/plan_eval" / room for room in ("assess", "model", "checks/rules"))
    files = [path for room in rooms for path in room.rglob("*.py")]
    files.append(ROOT / "src/plan_eval/checks/history.py")
    return "\n".join(path.read_text("utf-8") for path in files)
