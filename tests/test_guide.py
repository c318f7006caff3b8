"""The steps of the guide, word for word, in an empty folder with nothing but the wheel."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from tests.spreadsheet.office import HEADER, column, edit

from plan_eval.cli.app import COMMANDS as PROGRAM
from plan_eval.forms.form import heading

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "docs/guide-steps.zh.md"
TEXT = ROOT / "tests/drafting/texts/county_children.txt"
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", GUIDE.read_text("utf-8"), re.S)
    for line in block.splitlines()
]


pytestmark = pytest.mark.skipif(
    "draft" not in PROGRAM, reason="the draft of a plan is not part of this version"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment in which the wheel is all there is of the program."""
    into = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(into)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = into.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(into / "site")
    return {**os.environ, "PYTHONPATH": str(into / "site"), "SOURCE_DATE_EPOCH": "1780272000"}


def put_the_text_there(folder: Path) -> None:
    document = Document()
    for line in TEXT.read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "plan.docx"))


def review(folder: Path) -> None:
    """Correct one value, name another department, approve all of two rows."""
    path = folder / "review.xlsx"
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


AFTER: dict[str, Callable[[Path], None]] = {
    "cd": put_the_text_there,
    "plan-eval targets export": review,
    "plan-eval template": fill,
}
"""What a person does when a command is done."""


def test_the_steps_run_as_they_stand(installed: Mapping[str, str], tmp_path: Path) -> None:
    folder = tmp_path
    done: dict[str, str] = {}
    for line in COMMANDS:
        words = shlex.split(line)
        if words[0] == "cd":
            folder = folder / words[1]
        else:
            assert words[0] == "plan-eval"
            ran = subprocess.run(
                [sys.executable, "-m", "plan_eval", *words[1:]],
                cwd=folder, env=installed, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert ran.returncode in ((0, 1) if words[1] == "validate" else (0,)), (
                f"{line}\n{ran.stdout}{ran.stderr}"
            )
            assert "Traceback" not in ran.stderr
            done[line] = ran.stdout
        for start, what in AFTER.items():
            if line.startswith(start):
                what(folder)

    imported = next(out for line, out in done.items() if "targets import" in line)
    assert "（空） → 已与原文核对" in imported
    assert "记为已确认" in imported
    assert list((folder / "output").glob("*.pdf"))
    assert str(ROOT) not in "".join(done.values())
