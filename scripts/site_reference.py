"""The pages of the site that are what the program says of itself, in one language.

`python -m scripts.site_reference LANGUAGE FOLDER` writes commands, rules, YAML fields and method.
They are not kept in the repository: made anew for each build, they cannot go stale. A language is a
process of its own, for options read their help when they are imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import yaml

from plan_eval.messages import Language, language, t, use_language

WORDS: dict[str, dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("site_words.yaml").read_text("utf-8")
)
FILES = {"area": "areas/*.yaml"}
"""Schemas that go by another name than their file."""


def main(of: Language, folder: Path) -> None:
    use_language(of)
    folder.mkdir(parents=True, exist_ok=True)
    ending = ".zh.md" if of == "zh" else ".md"
    for name, page in (
        ("commands", commands()),
        ("rules", rules()),
        ("yaml", yaml_fields()),
        ("method", method()),
    ):
        lead = f"# {word(name)}\n\n{word(f'{name}-lead')}\n\n*{word('made')}*\n\n"
        (folder / f"{name}{ending}").write_text(lead + "\n".join(page) + "\n", "utf-8")


def word(key: str) -> str:
    """A word of the pages themselves."""
    return WORDS[language()][key]


def plain(text: object) -> str:
    """A text as it stands, for Markdown; what is marked as code stays so."""
    parts = re.split(r"(`[^`\n]+`)", str(text).strip())
    return "".join(
        one if at % 2 else re.sub(r"([\\*_\[\]#{}])", r"\\\1", one).replace("<", "&lt;")
        for at, one in enumerate(parts)
    )


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table, with cells of one line."""
    head = list(head)
    yield _row(head)
    yield _row(["---"] * len(head))
    yield from map(_row, rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    # within marks of code the generator takes a bar as it stands
    escaped = (re.sub(r"(`[^`]*`)|\|", lambda bar: bar[1] or "\\|", one) for one in cells)
    return "| " + " | ".join(re.sub(r"\s+", " ", one) for one in escaped) + " |"


def commands() -> Iterator[str]:
    """Every command with what its help says, groups opened."""
    import typer.main

    from plan_eval.cli.app import app

    yield from _command(typer.main.get_command(app), "plan-eval")


def _command(command: Any, path: str) -> Iterator[str]:
    from typer._click.core import Context

    context = Context(command, info_name=path)
    own = path.partition(" ")[2]
    yield f"## {path} {{#{own.replace(' ', '-') or 'plan-eval'}}}"
    yield ""
    said = re.sub(r"(?<!`)(plan-eval(?: [!-~]+)+)", r"`\1`", command.help or "")
    yield plain(said) + "\n"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{path} {pieces}\n```\n"
    for kind in ("argument", "option"):
        shown = [one for one in command.params if one.param_type_name == kind and not one.hidden]
        records = filter(None, (one.get_help_record(context) for one in shown))
        rows = [(f"`{name}`", plain(meaning)) for name, meaning in records]
        if rows:
            yield from table([word(kind), word("meaning")], rows)
    for name, inner in getattr(command, "commands", {}).items():
        yield from _command(inner, f"{path} {name}")


def rules() -> Iterator[str]:
    """Every rule's page."""
    from plan_eval.checks.registry import all_rules
    from plan_eval.checks.writers.rule_page import SECTIONS

    every = all_rules().values()
    yield from table(
        [word("code"), word("severity"), word("title"), word("name")],
        (
            (f"[{rule.code}](#{rule.code.lower()})", t(f"severity.{rule.severity}"),
             plain(t(f"rules.{rule.code}.title")), f"`{rule.name}`")
            for rule in every
        ),
    )  # fmt: skip
    for rule in every:
        words = f"rules.{rule.code}"
        yield f"## {rule.code} {plain(t(f'{words}.title'))} {{#{rule.code.lower()}}}\n"
        yield f"`{rule.name}` · {t(f'severity.{rule.severity}')}\n"
        if rule.on_request:
            yield plain(t("findings.explain.on-request", code=rule.code)) + "\n"
        for section in SECTIONS:
            said = plain(t(f"{words}.{section}"))
            yield f"**{t(f'findings.explain.{section}')}** {said}\n"


def yaml_fields() -> Iterator[str]:
    """Every field of every file and of what the files are made of."""
    from plan_eval.plan_folder.schemas import field_help, models, schemas

    of = {model.__name__: model for model in models()}
    files = {name.removesuffix(".json"): json.loads(text) for name, text in schemas().items()}
    parts: dict[str, dict[str, Any]] = {}
    yield f"## {word('files')}\n"
    for name, schema in files.items():
        yield f"### {FILES.get(name, f'{name}.yaml')} {{#{name}}}\n"
        yield from _fields(schema, lambda field, one=of[schema["title"]]: field_help(one, field))
        parts |= schema.get("$defs", {})
    yield f"## {word('parts')}\n"
    for name, schema in sorted(parts.items()):
        yield f"### {name} {{#{name.lower()}}}\n"
        if language() == "en" and (said := schema.get("description")):
            yield plain(said.partition("\n\n")[0]) + "\n"
        yield from _fields(schema, lambda field, one=of[name]: field_help(one, field))


def _fields(schema: dict[str, Any], help_of: Any) -> Iterator[str]:
    rows = (
        (
            f"`{name}`",
            plain(help_of(name)),
            _type(one),
            word("yes") if name in schema.get("required", ()) else "",
        )
        for name, one in schema.get("properties", {}).items()
    )
    yield from table([word("field"), word("meaning"), word("type"), word("required")], rows)


def _type(schema: dict[str, Any]) -> str:
    """What a value may be, in words, parts as links."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{one}`" for one in schema["enum"])
    if several := schema.get("anyOf") or schema.get("oneOf"):
        kinds = dict.fromkeys(_type(one) for one in several if one.get("type") != "null")
        return f" {word('or')} ".join(kinds)
    if "prefixItems" in schema:
        return "[" + ", ".join(map(_type, schema["prefixItems"])) + "]"
    match schema.get("type"):
        case "array":
            return word("list").format(of=_type(schema.get("items", {})))
        case "object":
            return word("map").format(of=_type(schema.get("additionalProperties", {}) or {}))
        case "string" if schema.get("format") == "date":
            return word("date")
        case str(kind):
            return word(kind)
        case _:
            return word("any")


def method() -> Iterator[str]:
    """The method as the report's appendix words it, and every parameter with its usual value."""
    from plan_eval.model.parameters import Parameters
    from plan_eval.plan_folder.schemas import field_help
    from plan_eval.report.sections.method import APPENDIX

    each = t("report.method.each")
    for name in ("state", *APPENDIX):
        yield plain(t(f"report.method.{name}", each=each) if name == "state" else
                    t(f"report.method.{name}")) + "\n"  # fmt: skip
    yield f"## {word('parameters')}\n\n{word('parameters-lead')}\n"
    usual = Parameters(version="1")
    rows = [
        (f"`{name}`", plain(field_help(Parameters, name)), _usual(getattr(usual, name)))
        for name in Parameters.model_fields
        if name != "version"
    ]
    yield from table([word("field"), word("meaning"), word("default")], rows)


def _usual(value: Any) -> str:
    match value:
        case bool():
            return f"`{str(value).lower()}`"
        case Decimal() | int() | str():
            return f"`{value}`"
        case tuple():
            return f"`[{', '.join(map(str, value))}]`"
        case _:
            return "; ".join(f"`{name}: {one}`" for name, one in value)


if __name__ == "__main__":
    main(cast(Language, sys.argv[1]), Path(sys.argv[2]))
