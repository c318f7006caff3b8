"""A new user with the wheel goes through the tutorial: its commands, files, changes and claims."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.installing import ROOT, build_wheel, environment
from tests.report.rendering import squeeze, text_of

PAGES = sorted((ROOT / "docs").glob("tutorial*.md"))
BLOCK = re.compile(r"```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)```", re.S)
CHANGE = re.compile(r"打开 `([^`]+)`，把第 (\d+) 行的 `([^`]+)` 改为 `([^`]+)`")
FINDS = ("validate", "alerts")
"""Commands that may end in 1."""


@dataclass(frozen=True)
class Step:
    """One thing the page asks to do or says is seen: the kind, about what, and how."""

    kind: str
    of: str
    text: str


def steps(page: str) -> Iterator[Step]:
    """Blocks and changes of a page in its order."""
    found = [(one.start(), one) for pattern in (BLOCK, CHANGE) for one in pattern.finditer(page)]
    for _, one in sorted(found, key=lambda pair: pair[0]):
        if one.re is CHANGE:
            yield Step("change", one[1], "\n".join(one.groups()[1:]))
        elif one[2]:
            yield Step("file", one[2], one[3])
        else:
            assert one[1] in ("sh", "text"), one[0]
            yield Step("run" if one[1] == "sh" else "seen", "", one[3])


class Shell:
    """A terminal: folder and PATH stay from one command to the next."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self.folder, self.variables = folder, dict(variables)

    def run(self, line: str) -> tuple[int, str]:
        """The exit code and what was shown."""
        kept = 'code=$?; printf "\\0%s\\0%s" "$PWD" "$PATH"; exit $code'
        done = subprocess.run(
            ["bash", "-c", f"{line}\n{kept}"], cwd=self.folder, env=self.variables,
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        shown, folder, path = done.stdout.rsplit("\0", 2)
        self.folder, self.variables["PATH"] = Path(folder), path
        return done.returncode, shown


def bare(text: str) -> str:
    """Letters and digits as they follow one another: no frames of tables, no spaces, no breaks."""
    return re.sub(r"[\s\u2500-\u257f]+", "", text)


def is_seen(line: str, shown: str) -> bool:
    """Whether a line stands in what was shown, anything where the page has an ellipsis."""
    parts = [re.escape(bare(part)) for part in line.split("…")]
    return re.search(".*?".join(parts), shown) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_a_new_user_goes_from_an_empty_folder_to_the_report(page: Path, tmp_path: Path) -> None:
    shutil.copy(build_wheel(tmp_path / "dist"), tmp_path)
    shutil.rmtree(tmp_path / "dist")
    (tmp_path / "home").mkdir()
    # the Python of the machine, and nothing of this environment but by way of pip
    python = f"{Path(sys.base_prefix) / 'bin'}:/usr/bin:/bin"
    shell = Shell(tmp_path, environment(PATH=python, HOME=str(tmp_path / "home")))
    for name in ("VIRTUAL_ENV", "PLAN_EVAL_LANG"):
        shell.variables.pop(name, None)
    shown = ""
    for step in steps(page.read_text("utf-8")):
        match step.kind:
            case "file":
                (shell.folder / step.of).write_text(step.text, "utf-8")
            case "change":
                change(shell.folder / step.of, *step.text.split("\n"))
            case "seen":
                missing = [
                    line for line in step.text.splitlines() if not is_seen(line, bare(shown))
                ]
                assert missing == [], shown
            case _:
                shown = ""
                for line in step.text.splitlines():
                    code, said = shell.run(line)
                    shown += said
                    may_find = line.removeprefix("plan-eval ").startswith(FINDS)
                    assert code in ((0, 1) if may_find else (0,)), f"{line}\n{said}"
                    assert "Traceback" not in said

    assert str(ROOT) not in shown
    (report,) = (shell.folder / "output").glob("*.pdf")
    if shutil.which("pdftotext"):
        text = squeeze(text_of(report))
        assert all(said in text for said in ("规划数据未核定", "孕产妇系统管理率", "92.89"))


def change(file: Path, row: str, old: str, new: str) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    assert lines[int(row) - 1].count(old) == 1
    lines[int(row) - 1] = lines[int(row) - 1].replace(old, new)
    file.write_text("".join(lines), "utf-8")


def test_the_page_has_all_that_is_to_be_seen() -> None:
    assert PAGES
    for page in PAGES:
        kinds = [step.kind for step in steps(page.read_text("utf-8"))]
        assert {"file", "change", "seen", "run"} == set(kinds)
        assert kinds.index("run") < kinds.index("seen")


def test_what_is_not_shown_is_not_seen() -> None:
    table = bare("│ health-01-1 │ 孕产妇死亡率 │ ≤12 │\n└──┘")
    assert is_seen("health-01-1 … ≤12", table)
    assert not is_seen("≤12 … health-01-1", table)
    assert not is_seen("health-01-2", table)
