"""Which language the command line speaks, decided before its help texts are made.

Option > environment > project file > locale > Chinese. What goes to others (reports, forms,
letters) follows only what somebody chose, never the locale of the machine it was made on.
"""

from __future__ import annotations

import locale
import os
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from plan_eval.errors import PlanEvalError
from plan_eval.messages import FIRST, Language, t, use_language
from plan_eval.plan_folder.regular_file import MIB, read_regular_file
from plan_eval.resources import find_project_file

VARIABLE = "PLAN_EVAL_LANG"
OPTION = "--lang"
Origin = Literal["option", "environment", "file", "locale", "default"]
_KEY = re.compile(rb"""^language:[ \t]+(["']?)([a-z]+)\1[ \t]*(?:#.*)?\r?$""", re.M)
"""A key at the left edge is one of the file itself, wherever it stands; the file is read for good
when a command needs it, and its faults are said then."""


@dataclass(frozen=True)
class Chosen:
    """The language of the terminal, and who chose it: an option, a variable, a line of the file."""

    language: Language
    origin: Origin
    where: str | None = None

    @property
    def of_files(self) -> Language:
        """The language of what goes to others: the same where a person chose it."""
        return FIRST if self.origin == "locale" else self.language


def speak(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Use the language chosen. Raises PlanEvalError for a variable that names none."""
    chosen = choose(arguments, environment)
    use_language(chosen.language, of_files=chosen.of_files)
    given = environment.get(VARIABLE)
    if given and _known(given) is None and chosen.origin != "option":
        options = t("punctuation.list").join(get_args(Language))
        message = t("cli.lang.unknown", variable=VARIABLE, given=given)
        raise PlanEvalError(message, hint=t("cli.names.all", all=options))


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Chosen:
    """The language, from the first that names one; a wrong name is left to who reads it."""
    if one := _known(_option(arguments)):
        return Chosen(one, "option", OPTION)
    if one := _known(environment.get(VARIABLE)):
        return Chosen(one, "environment", VARIABLE)
    return _of_file() or _of_locale(environment) or Chosen(FIRST, "default")


def _known(name: str | None) -> Language | None:
    return next((one for one in get_args(Language) if one == name), None)


def _option(arguments: Sequence[str]) -> str | None:
    """What stands behind the last --lang; the parser, which comes later, refuses what is wrong."""
    found = None
    for at, word in enumerate(arguments):
        if word == "--":
            break
        if word == OPTION and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif word.startswith(f"{OPTION}="):
            found = word.partition("=")[2]
    return found


def _of_file() -> Chosen | None:
    try:
        path = find_project_file(Path())
        content = read_regular_file(path, MIB) if path else b""
    except (PlanEvalError, OSError):
        return None
    found = _KEY.search(content)
    one = _known(found[2].decode()) if found else None
    line = content.count(b"\n", 0, found.start()) + 1 if found else 0
    return Chosen(one, "file", f"{path}:{line}") if one else None


def _of_locale(environment: Mapping[str, str]) -> Chosen | None:
    """English for an English locale; None for all others, C and POSIX among them."""
    variable = next(filter(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG")), None)
    name = environment[variable] if variable else ""
    if not name and sys.platform == "win32":
        name = locale.getlocale()[0] or ""
    return Chosen("en", "locale", variable) if re.match(r"en(?![a-z])|English", name) else None
