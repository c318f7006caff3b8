"""Write `faulty_by_rule/`: for every rule a folder of files it finds fault with, and where.

The files are the first failing case of `tests/checks/cases/<code>.yaml`, so that what an office can
try by hand is what the tests hold. Run `python -m sample_data.by_rule`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from plan_eval.checks.conditions import owing
from plan_eval.checks.dataset import Dataset
from plan_eval.model.observation import OBSERVATION_SCHEMA, SELF_ASSESSMENT_SCHEMA
from plan_eval.model.plan import Plan
from plan_eval.plan_folder.load import load_plan
from plan_eval.reading.submitted import Submissions

HERE = Path(__file__).parent
PLAN = HERE.parent / "targets"
CASES = HERE.parent / "tests" / "checks" / "cases"
FOLDER = HERE / "faulty_by_rule"
README = """# 每条审核规则一个例子 · one example for each rule

示例数据，均为虚构。每个文件夹以规则代码命名，其中的文件违反这条规则；
`expected.yaml` 列出应当找到的行号和列。规则说明见 `plan-eval explain PE305`。
试一试：`plan-eval validate sample_data/faulty_by_rule/PE305 --select PE305`

Invented data. Each folder is named by the rule its files break; `expected.yaml` lists the rows and
columns to be found. Written by `python -m sample_data.by_rule` from the cases the tests hold.
"""


def by_rule() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file, in the order of the codes."""
    expected: list[dict[str, object]] = []
    for path in sorted(CASES.glob("*.yaml")):
        case = next(one for one in _cases(path) if "files" in one or "each" in one)
        for name, content in sorted(_files(case).items()):
            yield f"{path.stem}/{name}", _bytes(content)
        if "waivers" in case:
            yield f"{path.stem}/waivers.yaml", str(case["waivers"]).encode()
        expected.append({"code": path.stem, "why": case["why"], "finds": case["finds"]})
    text = yaml.safe_dump(expected, allow_unicode=True, sort_keys=False, width=100)
    yield "expected.yaml", text.encode()
    yield "README.md", README.encode()


def _cases(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["fails"]
    return cases


def _files(case: dict[str, Any]) -> dict[str, Any]:
    if "files" in case:
        files: dict[str, Any] = case["files"]
        return files
    return dict(from_each(case["each"], case.get("but"), load_plan(PLAN, HERE / "units.yaml")))


def from_each(form: str, but: str | None, plan: Plan) -> dict[str, str]:
    """The least that every department can send in 2025, one department or item left out."""
    nothing = (pl.DataFrame(schema=OBSERVATION_SCHEMA), pl.DataFrame(schema=SELF_ASSESSMENT_SCHEMA))
    data = Dataset(plan, Submissions((), *nothing))
    rows: dict[str, list[str]] = {name: [] for name in sorted(owing(data, form))}
    if form == "indicators":
        for one in plan.indicators.values():
            if one.has_figures:
                rows[one.department].append(f"{one.id},2025,—,示例")
        head = "指标编码,年份,数值,说明"
    else:
        for item in plan.items:
            if item != but and (department := plan.lead_of(item)):
                rows[department].append(f"{item},2025,推进中,")
        head = "条目编码,年份,自评状态,依据文件"
    names = {one.id: one.name for one in plan.departments}
    return {
        f"{names[department]}_2025.csv": "\n".join([head, *lines, ""])
        for department, lines in rows.items()
        if department != but
    }


def _bytes(content: object) -> bytes:
    """A file is its text, or {hex: its bytes}."""
    return bytes.fromhex(content["hex"]) if isinstance(content, dict) else str(content).encode()


def write(folder: Path = FOLDER) -> None:
    """Write all of it anew."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in by_rule():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    write()
