"""What the parser refuses, in our words: Typer's own are English only, and part of them fixed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from typer import BadParameter

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

if TYPE_CHECKING:
    from typer import TyperException
    from typer._click.core import Context, Parameter


def misuse(error: TyperException) -> PlanEvalError:
    """The same in the language in use, with what there is instead and where the help is.

    Typer's exceptions are told apart by what they carry, for their classes have no public name.
    """
    ctx: Context | None = getattr(error, "ctx", None)
    parameter: Any = getattr(error, "param", None)
    option = getattr(error, "option_name", None)
    kind = type(error).__name__
    if kind == "MissingParameter" and parameter is not None:
        key = f"cli.parser.missing-{parameter.param_type_name}"
        return _error(t(key, name=_name(parameter)), ctx, _choices(parameter))
    if kind == "NoSuchOption":
        known = [one for of in ctx.command.get_params(ctx) for one in of.opts] if ctx else []
        near = _near(str(option).lstrip("-"), {one.lstrip("-"): one for one in known})
        return _error(t("cli.parser.no-such-option", name=option), ctx, near)
    if kind == "BadOptionUsage":
        options = ctx.command.get_params(ctx) if ctx else []
        flags = {name for of in options if getattr(of, "is_flag", False) for name in of.opts}
        key = "takes-none" if option in flags else "no-value"
        return _error(t(f"cli.parser.{key}", name=option), ctx)
    if isinstance(error, BadParameter) and parameter is not None:
        return _bad_value(error, parameter, ctx)
    return _error(str(error), ctx)


def is_group_alone(error: TyperException) -> bool:
    """Whether no command stands behind a group; the answer to that is the page of help."""
    return type(error).__name__ in ("NoArgsIsHelpError", "UsageError") and hasattr(error, "ctx")


def no_such_command(name: str, known: Iterable[str], ctx: Context) -> PlanEvalError:
    """A command that is not there, with the nearest."""
    near = _near(name, {one: one for one in known})
    return _error(t("cli.parser.no-such-command", name=name), ctx, near)


def not_expected(words: Sequence[str], ctx: Context) -> PlanEvalError:
    """Words behind a command that takes none, or no more."""
    return _error(t("cli.parser.extra", words=" ".join(words)), ctx)


def choices_of(parameter: Parameter) -> list[str]:
    """The words a parameter can be, or none where it is free."""
    descriptor = getattr(parameter, "type_descriptor", None)
    return [str(one) for one in (descriptor and descriptor.choices) or ()]


def _bad_value(error: BadParameter, parameter: Parameter, ctx: Context | None) -> PlanEvalError:
    """A value of the wrong kind; what Pydantic found is the cause of Typer's error."""
    found: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    given = found[0].get("input") if found else None
    message = t("cli.parser.bad-value", name=_name(parameter), given=given)
    return _error(message, ctx, _choices(parameter) or _wanted(parameter))


def _wanted(parameter: Any) -> str | None:
    descriptor = parameter.type_descriptor
    if descriptor.is_datetime:
        return t("cli.parser.wanted.day")
    if descriptor.is_ranged and descriptor.parameter_info.min is not None:
        return t("cli.parser.wanted.least", least=descriptor.parameter_info.min)
    if descriptor.annotation is int:
        return t("cli.parser.wanted.whole")
    if descriptor.annotation is datetime:
        return t("cli.parser.wanted.day")
    return None


def _choices(parameter: Parameter) -> str | None:
    choices = t("punctuation.list").join(choices_of(parameter))
    return t("cli.names.all", all=choices) if choices else None


def _name(parameter: Any) -> str:
    """The longest name of an option; an argument as the page of help calls it."""
    if parameter.param_type_name == "argument":
        return argument_name(parameter)
    return str(max(parameter.opts, key=len))


def argument_name(parameter: Any) -> str:
    """What stands for an argument in usage and help."""
    return str(parameter.metavar or parameter.name.upper())


def _near(given: str, known: dict[str, str]) -> str | None:
    from plan_eval.model.likeness import nearest_few

    near = t("punctuation.list").join(known[one] for one in nearest_few(given, known))
    return t("cli.names.nearest", near=near) if near else None


def _error(message: str, ctx: Context | None, instead: str | None = None) -> PlanEvalError:
    """The message; the hint says what there is instead, and where the whole help stands."""
    see = t("cli.parser.see", command=ctx.command_path) if ctx else None
    return PlanEvalError(
        message, hint=t("punctuation.semicolon").join(filter(None, (instead, see))) or None
    )
