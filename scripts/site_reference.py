"""The pages of the site that are what the program says of itself, in one language.

`python -m scripts.site_reference LANGUAGE FOLDER` writes commands, rules, YAML fields and method.
They are not kept in the repository: made anew for each build, they cannot go stale. A language is a
process of its own, for options read their help when they are imported.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
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
    ending = ".md" if of == "en" else f".{of}.md"
    for name, page in (
        ("commands", commands()),
        ("rules", rules()),
        ("yaml", yaml_fields()),
        ("method", method()),
    ):
        lead = f"# {word(name)}\n\n{word(f'{name}-lead')}\n\n*{word('made')}*\n\n"
        (folder / f"{name}{ending}").write_text(lead + "\n".join(page) + "\n", "utf-8")


def word(key: str) -> str:
    """A word of the pages themselves, English where a language has none yet."""
    return WORDS.get(language(), WORDS["en"])[key]


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

    from plan_eval.cli.help_page import parts_of

    own = path.partition(" ")[2]
    yield f"## {path} {{#{own.replace(' ', '-') or 'plan-eval'}}}\n"
    for heading, rows in parts_of(command, Context(command, info_name=path)):
        # what every command has is said once
        if not own or heading != t("cli.parser.shared"):
            yield from _part(heading.rstrip("：:"), rows)
    for name, inner in getattr(command, "commands", {}).items():
        yield from _command(inner, f"{path} {name}")


def _part(heading: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A part of a page of help: command lines as code, options as a table."""
    lines = [text for name, text in rows if not name]
    if not lines:
        yield from table([heading, word("meaning")], ((f"`{n}`", plain(said)) for n, said in rows))
    elif heading:
        kind = "sh" if heading == t("cli.parser.examples").rstrip("：:") else "text"
        yield f"**{heading}**\n\n```{kind}\n" + "\n".join(lines) + "\n```\n"
    else:
        yield plain(" ".join(lines)) + "\n"


def rules() -> Iterator[str]:
    """Every rule's page, then every check of the plan folder's."""
    from plan_eval.checks.writers.rule_page import pages_called

    every = pages_called(["PE", "PL"])
    yield from table(
        [word("code"), word("severity"), word("title"), word("name")],
        (
            (f"[{one.code}](#{one.code.lower()})", t(f"severity.{one.severity}"),
             plain(one.title), f"`{one.name}`")
            for one in every
        ),
    )  # fmt: skip
    for one in every:
        yield f"## {one.code} {plain(one.title)} {{#{one.code.lower()}}}\n"
        yield f"`{one.name}` · {t(f'severity.{one.severity}')}\n"
        if one.on_request:
            yield plain(t("findings.explain.on-request", code=one.code)) + "\n"
        for section, said in one.sections.items():
            yield f"**{t(f'findings.explain.{section}')}** {plain(said)}\n"


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
