"""The page of help: whole at any width, in one language, with examples that can be copied."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from wcwidth import wcswidth

from plan_eval.cli.console import coloured
from plan_eval.cli.misuse import argument_name, choices_of
from plan_eval.cli.wrapping import wrapped
from plan_eval.messages import t

if TYPE_CHECKING:
    from typer._click.core import Command as AnyCommand
    from typer._click.core import Context

SHARED = ("lang", "quiet", "help")
_WIDEST, _NARROWEST = 100, 40
_LEFT = 26
"""Cells of the left column; what is longer has its words on the next line."""
_EXAMPLE = re.compile(r"\s*(?:例：|E\.g\. |Example: )")


def page(command: AnyCommand, ctx: Context) -> str:
    """The whole page of a command or group, coloured where the terminal shows it."""
    width = max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST)) - 1
    ctx.color = colour = coloured(sys.stdout)
    parts = parts_of(command, ctx)
    return "\n\n".join(_laid_out(*part, width=width, colour=colour) for part in parts) + "\n"


Part = tuple[str, Sequence[tuple[str, str]]]
"""A heading and rows of two columns; a row without a left column runs over the whole width."""


def parts_of(command: AnyCommand, ctx: Context) -> list[Part]:
    """What the page holds, before it is laid out: usage, words, examples, commands, options."""
    parts = [_usage(command, ctx), *_about(command.help or "")]
    shown = [one for one in command.get_params(ctx) if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one not in arguments]
    sections = {
        "commands": [
            (name, first_sentence(summary(one.help or "")))
            for name, one in getattr(command, "commands", {}).items()
            if not one.hidden
        ],
        "arguments": [(argument_name(one), _told(one)) for one in arguments],
        "options": [(_opts(one), _told(one)) for one in options if one.name not in SHARED],
        "shared": [(_opts(one), _told(one)) for one in options if one.name in SHARED],
    }
    return parts + [(t(f"cli.parser.{name}"), rows) for name, rows in sections.items() if rows]


def _usage(command: AnyCommand, ctx: Context) -> Part:
    words = [ctx.command_path, t("cli.parser.usage-options")]
    for one in command.get_params(ctx):
        if one.param_type_name == "argument":
            name = argument_name(one)
            dots = "..." if one.nargs != 1 else ""
            words.append(f"{name}{dots}" if one.required else f"[{name}]{dots}")
    if hasattr(command, "commands"):
        words.append(t("cli.parser.usage-command"))
    return t("cli.parser.usage"), [("", " ".join(words))]


def _about(text: str) -> Iterator[Part]:
    """What the command does, and its examples."""
    if summary(text):
        yield "", [("", summary(text))]
    if examples := examples_of(text):
        yield t("cli.parser.examples"), [("", example) for example in examples]


def summary(text: str) -> str:
    """What a command does, without the examples behind it."""
    return _EXAMPLE.split(text, 1)[0].strip()


def first_sentence(text: str) -> str:
    """What a list of commands says of one: no more than the first sentence."""
    found = re.match(r".+?(?:。|\.(?= [A-Z]))", text)
    return found[0] if found else text


def examples_of(text: str) -> list[str]:
    """The command lines a help text ends in: 例：plan-eval …；plan-eval …, E.g. `plan-eval …`."""
    _, *told = _EXAMPLE.split(text, 1)
    return [one.strip() for one in re.findall(r"plan-eval [^`；]+", " ".join(told))]


def _opts(option: Any) -> str:
    """-o, --output PATH"""
    names = ", ".join(sorted(option.opts, key=len))
    value = _value(option)
    return f"{names} {value}" if value else names


def _value(option: Any) -> str:
    """What stands for the value of an option; nothing for a flag."""
    annotation = option.type_descriptor.annotation
    if option.is_flag:
        return ""
    if option.metavar:
        return str(option.metavar).strip("[]")
    if choices := choices_of(option):
        return "|".join(choices)
    if annotation is datetime:
        return "YYYY-MM-DD"
    if Path in (annotation, *get_args(annotation)):
        return t("cli.parser.value.path")
    return t("cli.parser.value.number" if annotation is int else "cli.parser.value.text")


def _told(parameter: Any) -> str:
    """The help of a parameter, with its default or that it is required."""
    said, default, shown = parameter.help or "", parameter.default, parameter.show_default
    if parameter.required:
        return f"{said} {t('cli.parser.required')}"
    default = shown if isinstance(shown, str) else default if shown else None
    if default is None or default is False or not str(default) or callable(default):
        return said
    return f"{said} {t('cli.parser.default', value=default)}"


def _laid_out(heading: str, rows: Sequence[tuple[str, str]], *, width: int, colour: bool) -> str:
    def bold(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if colour else text

    left = min(_LEFT, max((wcswidth(name) for name, _ in rows), default=0))
    lines = [bold(heading)] if heading else []
    indent = "  " if heading else ""
    for name, text in rows:
        if not name:
            lines += _whole_width(text, indent, width)
            continue
        hanging = indent + " " * left + "  "
        told = wrapped(text, width - len(hanging))
        if wcswidth(name) > left:
            first, *more = wrapped(name, width - len(indent))
            lines += [indent + bold(first), *(indent + bold(one) for one in more)]
        elif told:
            gap = " " * (left - wcswidth(name))
            lines.append(f"{indent}{bold(name)}{gap}  {told.pop(0)}")
        else:
            lines.append(indent + bold(name))
        lines += [hanging + one for one in told]
    return "\n".join(lines)


def _whole_width(text: str, indent: str, width: int) -> Iterable[str]:
    """Words over the whole width; a command line that is longer goes on as in a shell."""
    if not text.startswith("plan-eval"):
        return [indent + one for one in wrapped(text, width - len(indent))]
    lines, line = [], ""
    for piece in re.split(r" (?=-)", text):  # an option stays with its value
        if line and wcswidth(f"{indent}{line} {piece} \\") > width:
            lines.append(f"{indent}{line} \\")
            line = f"    {piece}"
        else:
            line = f"{line} {piece}" if line else piece
    return [*lines, indent + line]
