"""A language is added as docs/languages.md says, and the program speaks it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tests.installing import ROOT, copy_of_the_sources, environment

PAGE = (ROOT / "docs/languages.md").read_text("utf-8")
NEW = "eo"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with one language more, of which two texts are translated."""
    folder = copy_of_the_sources(tmp_path_factory.mktemp("language"))
    file, named = re.findall(r"`(src/[\w/]+\.py)` \(`(Literal\[.+?\])`\)", PAGE)[0]
    code = (folder / file).read_text("utf-8")
    assert code.count(named) == 1
    (folder / file).write_text(code.replace(named, named[:-1] + f', "{NEW}"]'), "utf-8")
    (catalogue,) = re.findall(r"`(src/[\w/]+)/<language>/\*\.yaml`", PAGE)
    shutil.copytree(folder / catalogue / "en", folder / catalogue / NEW)
    for name in ("zh", "en"):
        assert (folder / catalogue / name).is_dir()
    rules = folder / catalogue / NEW / "rules.yaml"
    texts = yaml.safe_load(rules.read_text("utf-8"))
    texts["rules"]["PE301"]["title"] = "Kvociento ne kongruas"
    del texts["rules"]["PE302"]["title"]
    rules.write_text(yaml.safe_dump(texts, allow_unicode=True), "utf-8")
    return folder


def run(sources: Path, *words: str) -> str:
    variables = environment(PYTHONPATH=f"{sources / 'src'}:{environment()['PYTHONPATH']}")
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=sources, env=variables,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_program_speaks_it_and_falls_back_to_the_first(sources: Path) -> None:
    said = run(sources, "plan_eval", "explain", "PE301", "PE302", "--lang", NEW)
    assert "PE301 Kvociento ne kongruas" in said
    assert "PE302 分子大于分母" in said
    assert "At least one of the three numbers is wrong." in said
    assert f"zh|en|{NEW}" in run(sources, "plan_eval", "validate", "--help", "--lang", NEW)


def test_the_site_has_its_pages(sources: Path, tmp_path: Path) -> None:
    run(sources, "scripts.site_reference", NEW, str(tmp_path))
    assert "Kvociento ne kongruas" in (tmp_path / f"rules.{NEW}.md").read_text("utf-8")


def test_counts_are_said_as_the_page_says() -> None:
    from plan_eval.messages import CATEGORIES, plural_categories

    (block,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    assert {*yaml.safe_load(block)["sent"]} == {*plural_categories("en")} < {*CATEGORIES}
    (mark,) = set(re.findall(r"`\{\w+:(.+?)\}`", PAGE))
    assert len(mark.split("|")) == len(plural_categories("en"))
