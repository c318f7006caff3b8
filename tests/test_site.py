"""The site: every page has its place, every link its end, every rule and command its entry."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
import typer.main
from scripts.make_site import assemble, build
from tests.cli.test_help import COMMANDS, command_at
from tests.pages import ROOT, anchors, links, navigation

from plan_eval.checks.registry import all_rules
from plan_eval.checks.writers.rule_page import pages_called
from plan_eval.cli.app import app
from plan_eval.cli.help_page import SHARED, examples_of, summary
from plan_eval.messages import Language, use_language
from plan_eval.model.parameters import Parameters
from plan_eval.plan_folder import fault_pages
from plan_eval.plan_folder.schemas import schemas

ENDINGS: dict[Language, str] = {
    of: ".md" if of == "en" else f".{of}.md" for of in get_args(Language)
}
SITE_LANGUAGES = sorted(ENDINGS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all pages, those made from the program too."""
    return assemble(tmp_path_factory.mktemp("site") / "build/docs")


def entries(site: Path, name: str, of: Language) -> dict[str, str]:
    """The sections of a generated page by their anchor."""
    text = (site / f"reference/{name}{ENDINGS[of]}").read_text("utf-8")
    parts = re.split(r"^#{2,3} [^\n]*\{#([\w-]+)\}\s*$", text, flags=re.M)
    assert len(parts) > 1
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_page_is_in_the_navigation_and_there(site: Path) -> None:
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.md"))
    assert sorted(navigation()) == pages


def test_every_link_and_anchor_of_the_site_leads_somewhere(site: Path) -> None:
    dead = []
    for page in site.rglob("*.md"):
        for path, anchor in links(page.read_text("utf-8")):
            at = page.parent / path if path else page
            if not at.is_file() or (anchor and anchor not in anchors(at.read_text("utf-8"))):
                dead.append(f"{page.relative_to(site)}: {path}#{anchor}")
    assert dead == []


def test_a_link_that_leads_nowhere_is_left_for_the_build_to_stop_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from scripts.make_site import _linked

    page = tmp_path / "page.md"
    assert _linked("[x](nowhere.md)", page, tmp_path) == "[x](nowhere.md)"
    assert _linked("[x](../examples/county)", page, tmp_path) == "`examples/county`"


@pytest.mark.parametrize("of", SITE_LANGUAGES)
def test_every_rule_has_its_page(site: Path, of: Language) -> None:
    found = entries(site, "rules", of)
    use_language(of)
    pages = {page.code.lower(): page for page in pages_called([*all_rules(), *fault_pages.NAMES])}
    assert {*found} == {*pages}
    for code, page in pages.items():
        assert page.name in found[code]
        shown = re.sub(r"\W+", "", found[code].replace("&lt;", ""))
        for said in page.sections.values():
            assert re.sub(r"\W+", "", said) in shown


@pytest.mark.parametrize("of", SITE_LANGUAGES)
def test_every_command_and_option_has_its_entry(site: Path, of: Language) -> None:
    found = entries(site, "commands", of)
    for path in COMMANDS:
        entry, command = found["-".join(path)], command_at(path)
        for one in command.params:
            at = found["plan-eval"] if one.name in SHARED else entry
            if one.param_type_name == "option":
                assert all(re.search(rf"`[^`]*{option}\b", at) for option in one.opts), one.name
        if of == "zh":
            assert all(example in entry for example in examples_of(command.help or ""))
            shown = re.sub(r"\W+", "", entry)
            assert re.sub(r"\W+", "", summary(command.help or "")) in shown
    assert {"-".join(path) for path in COMMANDS} < {*found}
    assert "plan-eval" in found
    assert typer.main.get_command(app).name == "plan-eval"


@pytest.mark.parametrize("of", SITE_LANGUAGES)
def test_every_field_has_its_entry(site: Path, of: Language) -> None:
    found = entries(site, "yaml", of)
    for name, text in schemas().items():
        schema = json.loads(text)
        parts = {name.removesuffix(".json"): schema, **schema.get("$defs", {})}
        for part, one in parts.items():
            for field in one.get("properties", {}):
                assert re.search(rf"^\| `{field}` \| \S", found[part.lower()], re.M), (part, field)


@pytest.mark.parametrize("of", SITE_LANGUAGES)
def test_every_parameter_stands_with_its_usual_value(site: Path, of: Language) -> None:
    text = (site / f"reference/method{ENDINGS[of]}").read_text("utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| (.+) \|$", text, re.M))
    assert {*rows} == {*Parameters.model_fields} - {"version"}
    assert rows["on_track"] == f"`{Parameters(version='1').on_track}`"
    assert rows["pooled_years"] == "`[3, 5]`"


@pytest.mark.parametrize("of", SITE_LANGUAGES)
def test_a_page_of_a_language_speaks_it(site: Path, of: Language) -> None:
    """What is made for English readers is English, but for what the plan's words are about."""
    if of == "zh":
        return
    # examples name Chinese cells, so single words may be Chinese: whole pages are not
    for name in ("commands", "rules", "yaml", "method"):
        text = (site / f"reference/{name}{ENDINGS[of]}").read_text("utf-8")
        chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
        assert chinese < len(text) / 20, f"{name}: {chinese} of {len(text)}"


class _Fetched(HTMLParser):
    """What a browser fetches to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        shown = tag in ("script", "img", "iframe", "source", "audio", "video")
        if shown and given.get("src"):
            self.urls.append(given["src"] or "")
        if tag == "link" and {"stylesheet", "preload", "icon", "preconnect", "modulepreload"} & {
            *(given.get("rel") or "").split()
        }:
            self.urls.append(given.get("href") or "")


def test_the_site_is_built_strictly_and_fetches_nothing_from_others(site: Path) -> None:
    pytest.importorskip("zensical", reason="the site's generator: make docs installs it")
    project = site.parents[1]
    shutil.copy(ROOT / "zensical.toml", project)

    build(project / "zensical.toml")

    made = project / "build/site"
    for name in navigation():
        fetched = _Fetched()
        fetched.feed((made / name).with_suffix(".html").read_text("utf-8"))
        assert fetched.urls
        for url in fetched.urls:
            assert "//" not in url, f"{name}: {url}"
            assert ((made / name).parent / url.partition("?")[0]).exists()
    for style in made.rglob("*.css"):
        assert not re.search(r"url\([\"']?(?:https?:)?//|@import", style.read_text("utf-8"))
    (index,) = made.glob("search.json*")
    found = json.loads(index.read_text("utf-8"))
    assert "zh" in found["config"]["lang"]
    assert any("达标率" in item["text"] for item in found["items"])
