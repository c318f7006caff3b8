"""Every command says what it does and gives an example that can be run."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator

import pytest
import typer.main
from tests.conftest import Ran
from typer.core import TyperCommand, TyperGroup

from plan_eval.cli.app import app


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
    """The command lines that the help of a command ends in (例：… ；…)."""
    _, mark, told = (command_at(path).help or "").partition("例：")
    return [shlex.split(one) for one in told.split("；")] if mark else []


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
    assert "Usage: plan-eval" in ran.out
