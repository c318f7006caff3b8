"""Each way to break a plan folder gives one fault with code, file, line, words and hint."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from plan_eval.errors import PlanError
from plan_eval.plan_folder.load import load_plan, read_plan
from plan_eval.plan_folder.strict_yaml import read_yaml

HERE = Path(__file__).parent
TINY = HERE / "tiny"
CASES: list[dict[str, Any]] = read_yaml(HERE / "broken.yaml").data


def break_plan(case: dict[str, Any], folder: Path) -> None:
    """Make the one mistake of a case in a copy of the tiny plan."""
    path = folder / case["file"]
    text = path.read_text("utf-8")
    if case.get("delete"):
        path.unlink()
    elif case.get("empty"):
        path.write_text("", "utf-8")
    elif "encoding" in case:
        path.write_text(text, case["encoding"])
    elif "copy" in case:
        (folder / case["copy"]).write_text(text, "utf-8")
    elif "move" in case:
        kept, _, moved = text.partition("indicators:\n")
        path.write_text(kept + "indicators: []\n", "utf-8")
        with (folder / case["move"]).open("a", encoding="utf-8") as other:
            other.write(moved)
    else:
        assert case["old"] in text, "the case no longer fits the tiny plan"
        path.write_text(text.replace(case["old"], case["new"], 1), "utf-8")


def wanted_line(case: dict[str, Any], path: Path) -> int:
    """The (last) line that holds just the words of `on`; 1 where the whole file is at fault."""
    if "on" not in case:
        return int(case.get("line", 1))
    lines = enumerate(path.read_text("utf-8").splitlines(), 1)
    return [n for n, text in lines if case["on"] in (text, text.strip(), text.strip(" -\t"))][-1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "plan"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_one_mistake_one_fault(case: dict[str, Any], folder: Path) -> None:
    break_plan(case, folder)

    faults = read_plan(folder).faults

    told = [f"{fault.code} {fault.path}:{fault.line} {fault.message}" for fault in faults]
    first = next((fault for fault in faults if fault.code == case["code"]), None)
    assert first is not None, told
    assert first.path == folder / case.get("at", case["file"]), told
    assert first.line == wanted_line(case, first.path), told
    assert case["says"] in first.message, told
    assert case.get("hint", "") in first.hint


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_faults_are_told_in_chinese(case: dict[str, Any], folder: Path) -> None:
    break_plan(case, folder)

    for fault in read_plan(folder).faults:
        assert fault.hint
        words = re.sub(r"plan-eval(?: [\w.-]+)+", "", fault.message + fault.hint, flags=re.ASCII)
        assert not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", words), fault


def test_the_cases_are_told_apart() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def test_loading_tells_of_the_first_fault_and_counts_the_rest(folder: Path) -> None:
    path = folder / "areas/01-growth.yaml"
    text = path.read_text("utf-8").replace("yearly_change", "change_a_year")
    path.write_text(text, "utf-8")

    with pytest.raises(PlanError) as raised:
        load_plan(folder)

    assert raised.value.path == path
    lines = path.read_text("utf-8").splitlines()
    assert lines[(raised.value.line or 0) - 1] == "    change_a_year: 20"
    assert "另有 1 处" in raised.value.message
    assert raised.value.hint


def test_a_fault_in_one_file_does_not_hide_those_of_another(folder: Path) -> None:
    for name in ("departments.yaml", "units.yaml"):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("name_en:", "english:"), "utf-8")

    faults = read_plan(folder).faults

    assert {fault.path.name for fault in faults} == {"departments.yaml", "units.yaml"}


def test_another_register_of_units_is_named_when_it_is_broken(tmp_path: Path) -> None:
    faults = read_plan(TINY, tmp_path / "our-towns.yaml").faults
    assert [fault.path for fault in faults] == [tmp_path / "our-towns.yaml"]
