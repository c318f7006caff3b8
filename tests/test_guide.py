"""The steps of the guide, word for word, in an empty folder with nothing but the wheel."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from tests.spreadsheet.office import HEADER, column, edit

from plan_eval.forms.form import heading

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / "docs").glob("guide*.zh.md"))
TEXT = ROOT / "tests/drafting/texts/county_children.txt"


def commands(guide: Path) -> list[str]:
    """The command lines of a guide, in its order."""
    blocks = re.findall(r"```sh\n(.*?)```", guide.read_text("utf-8"), re.S)
    return [line.partition("  #")[0] for block in blocks for line in block.splitlines() if line]


def put_the_text_there(path: Path) -> None:
    """The plan as a Word file, or as the text it is."""
    if path.suffix != ".docx":
        shutil.copy(TEXT, path)
        return
    document = Document()
    for line in TEXT.read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(path))


def review(path: Path) -> None:
    """Note something on one row and approve all of it, change another."""
    sheet = openpyxl.load_workbook(path)["指标"]
    keys = [str(sheet.cell(row, 1).value) for row in range(HEADER + 1, sheet.max_row + 1)]
    first, second = [key for key in keys if key != "None"][:2]
    edit(
        path,
        {
            ("指标", first, "说明"): "已与原文核对",
            ("指标", first, "核定"): "全部",
            ("指标", first, "核定人"): "县统计局 王某",
            ("指标", second, "小数位数"): 1,
        },
    )


def fill(folder: Path) -> None:
    """Every department writes what the target asks into its rows, and sends the form back."""
    forms = sorted((folder / "output/forms").glob("*.xlsx"))
    assert len(forms) > 1
    for form in forms:
        book = openpyxl.load_workbook(form)
        for sheet in book.worksheets[:-1]:
            heads = [cell.value for cell in sheet[HEADER]]
            for row in range(HEADER + 1, sheet.max_row + 1):
                if not re.fullmatch(r"[a-z0-9-]+", str(sheet.cell(row, 1).value)):
                    continue
                if heading("status") in heads:
                    sheet.cell(row, column(sheet, heading("status"))).value = "推进中"
                    continue
                asked = re.search(
                    r"\d+", str(sheet.cell(row, column(sheet, heading("target"))).value)
                )
                value = sheet.cell(row, column(sheet, heading("value")))
                value.value = int(asked[0]) if asked else 50
        book.save(folder / "submissions" / form.name)


def said_after(option: str, words: list[str]) -> str:
    return words[words.index(option) + 1]


def test_the_wheel_alone_makes_a_project(installed: Mapping[str, str], tmp_path: Path) -> None:
    options = [
        "--name",
        "某县规划（2021—2030年）",
        "--place",
        "某县",
        "--issuer",
        "某办",
        "--level",
        "县",
    ]
    for words in (["init", *options], ["lint"], ["template", "--year", "2025"]):
        ran = run(words, tmp_path, installed)
        assert ran.returncode == 0, ran.stderr
    assert run(["lint", "panyu"], tmp_path, installed).returncode == 0
    assert list((tmp_path / "output/forms").glob("*.xlsx"))


def run(
    words: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["plan-eval", *words],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_there_is_a_guide() -> None:
    assert GUIDES


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.name)
def test_the_steps_run_as_they_stand(
    guide: Path, installed: Mapping[str, str], tmp_path: Path
) -> None:
    folder, done = tmp_path, {}
    for line in commands(guide):
        program, *words = shlex.split(line)
        if program in ("cd", "mkdir"):
            folder = folder / words[-1]
            folder.mkdir(exist_ok=True)
            continue
        assert program == "plan-eval", line
        if words[0] == "draft" and not (folder / words[1]).exists():
            put_the_text_there(folder / words[1])
        ran = run(words, folder, installed)
        # findings, and changes that were only looked at
        may_find = words[0] == "validate" or "--dry-run" in words
        assert ran.returncode in ((0, 1) if may_find else (0,)), f"{line}\n{ran.stdout}{ran.stderr}"
        assert "Traceback" not in ran.stderr
        done[line] = ran.stdout
        if words[:2] == ["targets", "export"] and "xlsx" in words:
            review(folder / said_after("-o", words))
        if words[0] == "template":
            fill(folder)

    imported = [out for line, out in done.items() if "targets import" in line]
    assert "（空） → 已与原文核对" in imported[0]
    assert "记为已确认" in imported[0]
    assert list((folder / "output").glob("*.pdf"))
    assert str(ROOT) not in "".join(done.values())
