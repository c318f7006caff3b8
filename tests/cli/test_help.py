"""Every command says what it does, in one language, with an example that can be run."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache

import pytest
import typer.main
from tests.conftest import Ran
from typer import Context
from typer.core import TyperCommand, TyperGroup
from wcwidth import wcswidth

from plan_eval.cli.app import app, asked_for
from plan_eval.cli.help_page import examples_of
from plan_eval.cli.wrapping import wrapped


def commands(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every command, groups opened."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name)


ROOT_GROUP = typer.main.get_group(app)
COMMANDS = list(commands(ROOT_GROUP))


def command_at(path: tuple[str, ...]) -> TyperCommand:
    group = ROOT_GROUP
    for name in path[:-1]:
        inner = group.commands[name]
        assert isinstance(inner, TyperGroup)
        group = inner
    command = group.commands[path[-1]]
    assert isinstance(command, TyperCommand)
    return command


def examples(path: tuple[str, ...]) -> list[list[str]]:
    """The command lines that the help of a command ends in."""
    return [shlex.split(one) for one in examples_of(command_at(path).help or "")]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_ends_in_examples(path: tuple[str, ...]) -> None:
    assert examples(path)
    for words in examples(path):
        assert words[: len(path) + 1] == ["plan-eval", *path]


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_examples_use_options_that_exist(path: tuple[str, ...]) -> None:
    known = {option for parameter in command_at(path).params for option in parameter.opts}
    used = {word for words in examples(path) for word in words if word.startswith("-")}
    assert used <= known


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_is_explained(path: tuple[str, ...]) -> None:
    command = command_at(path)
    for parameter in command.params:
        assert getattr(parameter, "help", None), f"{' '.join(path)}: {parameter.name}"


@pytest.mark.parametrize("path", [(), *COMMANDS], ids=" ".join)
def test_help_is_shown(path: tuple[str, ...], plan_eval: Callable[..., Ran]) -> None:
    ran = plan_eval(*path, "--help")
    assert ran.code == 0
    assert f"plan-eval {' '.join(path)}".rstrip() in ran.out.splitlines()[1]


PAGES = """
import json, sys
from plan_eval.cli.language import speak
speak(sys.argv[1:])
import typer
from plan_eval.cli.app import app

def pages(command, parent, name, path):
    ctx = command.context_class(command, info_name=name, parent=parent, **command.context_settings)
    yield " ".join(path), command.get_help(ctx)
    for one, inner in getattr(command, "commands", {}).items():
        yield from pages(inner, ctx, one, (*path, one))

print(json.dumps(dict(pages(typer.main.get_command(app), None, "plan-eval", ()))))
"""


@cache
def pages(language: str, width: int = 80) -> dict[str, str]:
    """Every page of help by command; a process of its own, for help is made at import."""
    ran = subprocess.run(
        [sys.executable, "-c", PAGES, "--lang", language],
        check=True,
        capture_output=True,
        env={"COLUMNS": str(width), "PYTHONIOENCODING": "utf-8"},
    )
    found: dict[str, str] = json.loads(ran.stdout)
    return found


GROUPS = {path[:at] for path in COMMANDS for at in range(len(path))}
EVERY = sorted({" ".join(path) for path in (*GROUPS, *COMMANDS)})
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
SENTENCE = re.compile(r"\b(?:[A-Z]?[a-z]{2,} ){3,}")
"""English words one behind the other: no name, no command line."""


def test_every_command_has_a_page() -> None:
    assert sorted(pages("zh")) == sorted(pages("en")) == EVERY


@pytest.mark.parametrize("width", [72, 80])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_is_whole(language: str, width: int) -> None:
    for name, page in pages(language, width).items():
        lines = page.splitlines()
        assert not re.search("(?<!…)…(?!…)", page), name  # …… is a mark of Chinese
        assert [line for line in lines if wcswidth(line) > width] == [], name


def test_help_is_in_one_language() -> None:
    for name, page in pages("en").items():
        assert CHINESE.search(page) is None, name
    for name, page in pages("zh").items():
        said = [line for line in page.splitlines() if "plan-eval " not in line]
        assert SENTENCE.search("\n".join(said)) is None, name
        assert not re.search(r"Usage|Options|Arguments|Commands|required|default", page), name


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_has_its_parts(language: str) -> None:
    shared = {"zh": "各命令通用：", "en": "For every command:"}[language]
    for name, page in pages(language).items():
        assert shared in page, name
        for option in ("--lang", "--quiet", "--help"):
            assert option in page, name
        for words in examples_of(f"{'例：' if language == 'zh' else 'E.g. '}{page}"):
            assert "plan-eval" in words


def test_an_example_is_shown_once_and_can_be_copied() -> None:
    for language in ("zh", "en"):
        assert "例：" not in pages(language)[""]
        assert "E.g." not in pages(language)[""]
        page = pages(language)["init"].replace("\\\n", " ")
        assert "plan-eval init county --name NAME" in " ".join(page.split())


def test_a_line_breaks_where_a_reader_would() -> None:
    text = "规划文件夹（默认取 plan-eval.yaml 中的 plan），或程序自带规划的名称。"
    for width in range(20, 60):
        lines = wrapped(text, width)
        assert all(wcswidth(line) <= width for line in lines)
        assert all(line[0] not in "，。）、" and line[-1] not in "（" for line in lines)
        assert any("plan-eval.yaml" in line for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("words", "code"), [((), 2), (("targets",), 2), (("--lang", "en", "targets"), 2)]
)
def test_a_group_alone_shows_its_help(
    words: tuple[str, ...], code: int, plan_eval: Callable[..., Ran]
) -> None:
    ran = plan_eval(*words)
    assert (ran.code, ran.err) == (code, "")
    assert "plan-eval" in ran.out


@pytest.mark.parametrize("first", ["--help", "validate", "targets"])
def test_pages_are_the_same_where_only_what_is_asked_for_is_made(first: str) -> None:
    with asked_for([first]) as part:
        made = typer.main.get_command(part)
    whole = typer.main.get_command(app)
    assert isinstance(made, TyperGroup)
    assert isinstance(whole, TyperGroup)
    assert [*made.commands] == [*whole.commands]
    assert made.get_help(Context(made)) == whole.get_help(Context(whole))
    if first in made.commands:
        one, same = made.commands[first], whole.commands[first]
        assert one.get_help(Context(one)) == same.get_help(Context(same))
    assert sum(len(one.params) for one in made.commands.values()) < sum(
        len(one.params) for one in whole.commands.values()
    )
