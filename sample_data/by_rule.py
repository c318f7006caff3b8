"""Write `faulty_by_rule/`: for every rule a folder of files it finds fault with, and where.

The files are the first failing case of `tests/checks/cases/<code>.yaml`, so that what an office can
try by hand is what the tests hold. Run `python -m sample_data.by_rule`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
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
    from tests.checks.build import from_each

    return dict(from_each(case["each"], case.get("but")))


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
