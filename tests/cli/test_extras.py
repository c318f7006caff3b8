"""What an extra brings and is not installed is misuse with the command that installs it.

It is no fault of what a department sent; Excel, which an office sends, is in the program itself.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

Run = Callable[..., Ran]
PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
PROJECT = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
WITHOUT = {
    "docx": ("docx", "draft plan.docx --into drafted"),
    "database": ("duckdb", "database log --database sent.duckdb"),
    "archive": ("pikepdf", "register report.pdf"),
    "sdmx": ("pysdmx", "export --stage midterm --format sdmx-csv -o out"),
    "watch": ("watchfiles", "watch sent.csv"),
    "dask": ("distributed", "validate --executor dask"),
}
"""By extra the module it brings, and a command that takes it."""


def test_excel_is_in_the_program_itself() -> None:
    core = {re.split(r"[^\w-]", one)[0] for one in PROJECT["dependencies"]}
    assert {"openpyxl", "xlrd", "xlsxwriter"} <= core
    assert PROJECT["optional-dependencies"]["excel"] == []


def test_every_extra_is_tried() -> None:
    assert {one for one, brings in PROJECT["optional-dependencies"].items() if brings} <= {*WITHOUT}


@pytest.mark.parametrize("extra", WITHOUT)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_missing_extra_is_misuse(
    extra: str,
    language: str,
    tiny_project: Path,
    plan_eval: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module, words = WITHOUT[extra]
    for name in [one for one in sys.modules if one.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    (tiny_project / "sent.csv").write_text("year\n", "utf-8")
    for name in ("plan.docx", "sent.duckdb"):
        (tiny_project / name).write_bytes(b"PK\x03\x04")
    (tiny_project / "report.pdf").write_bytes(b"%PDF-1.7\n")

    ran = plan_eval(*words.split(), "--lang", language)

    assert (ran.code, ran.out) == (2, "")
    assert f"pip install 'plan-eval[{extra}]'" in ran.err
