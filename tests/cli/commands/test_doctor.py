"""plan-eval doctor: 0 on a sound machine, 1 with what to do on one that cannot print."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Ran

from plan_eval import resources

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)


def folder_of_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program's templates that a test may break."""
    templates = tmp_path / "program/templates"
    shutil.copytree(ROOT / "templates", templates)
    monkeypatch.setattr(resources, "_CHECKOUT", templates.parent)
    return templates / "fonts"


def test_0_on_a_sound_machine(plan_eval: Run) -> None:
    ran = plan_eval("doctor")

    assert ran.code == 0, ran.out
    assert "→" not in ran.out
    assert all(line.startswith("正常") for line in ran.out.splitlines())


def test_a_district_with_templates_of_its_own_has_the_programs_fonts(
    tmp_path: Path, plan_eval: Run
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "plan-eval.yaml").write_text("templates: own\n", "utf-8")

    assert plan_eval("doctor").code == 0


def test_1_without_a_system_library(monkeypatch: pytest.MonkeyPatch, plan_eval: Run) -> None:
    def load(name: str) -> None:
        if "pangoft2" in name:
            raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", load)

    ran = plan_eval("doctor")

    assert ran.code == 1
    assert "缺失  系统库 libpangoft2-1.0.so.0" in ran.out
    assert "→ apt-get install -y --no-install-recommends libpangoft2-1.0-0" in ran.out


def test_1_without_a_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan_eval: Run) -> None:
    next(folder_of_fonts(tmp_path, monkeypatch).glob("PEKai*")).unlink()

    ran = plan_eval("doctor")

    assert ran.code == 1
    assert "PE Kai" in next(line for line in ran.out.splitlines() if line.startswith("缺失"))
    assert "→" in ran.out


def test_1_with_a_damaged_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan_eval: Run
) -> None:
    path = next(folder_of_fonts(tmp_path, monkeypatch).glob("PEHei*"))
    path.write_bytes(path.read_bytes()[:200])

    ran = plan_eval("doctor")

    assert ran.code == 1
    assert f"字体文件 {path} 已损坏" in ran.out


def test_a_wrong_fontconfig_setting_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, plan_eval: Run
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "fonts.conf")

    ran = plan_eval("doctor")

    assert ran.code == 0
    assert "注意  环境变量 FONTCONFIG_FILE=fonts.conf" in ran.out
    assert "→ unset FONTCONFIG_FILE" in ran.out
