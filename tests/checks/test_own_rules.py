"""Rules that other packages bring, installed as a user would install them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import plan_eval.rules

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests/plans/tiny"
SENT = ROOT / "tests/plans/tiny_submissions"
EXAMPLE = ROOT / "examples/rules"
PAGE = (ROOT / "docs/own-rules.md").read_text("utf-8")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the example package is installed into."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-input"]
    command += ["--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([*command, "--target", folder, EXAMPLE], check=True, capture_output=True)
    return folder


def run(*arguments: object, packages: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command line in its own process, with a folder of packages."""
    environment = os.environ | {"PYTHONPATH": str(packages), "PYTHONUTF8": "1", "COLUMNS": "200"}
    command = [sys.executable, "-m", "plan_eval", *map(str, arguments)]
    return subprocess.run(
        command, env=environment, cwd=cwd, capture_output=True, text=True, check=False
    )


def sent(folder: Path, *rows: str) -> Path:
    path = folder / "clinic_2018.csv"
    path.write_text("\n".join(["指标编码,年份,数值,数据来源,说明", *rows]) + "\n", "utf-8")
    return path


def test_a_package_is_installed_and_its_rule_runs_like_any_other(
    installed: Path, tmp_path: Path
) -> None:
    path = sent(
        tmp_path,
        "growth-02-1,2017,5,年报,",
        "growth-02-1,2018,5.1,,",
        "growth-02-1,2016,5.2,,CR101：沿用上年台账",
    )
    ran = run(
        "validate", path, "--plan", TINY, "--format", "json", packages=installed, cwd=tmp_path
    )

    found = json.loads(ran.stdout)["findings"]
    own = [one for one in found if one["code"] == "CR101"]
    assert [one["row"] for one in own] == [3, 4]
    assert own[0]["message"] == "“儿童伤害死亡率”2018 年的数值没有写明数据来源"
    assert own[0]["column"] == "数据来源"
    assert own[1]["explanation"] == "沿用上年台账"
    without = run(
        "validate", path, "--plan", TINY, "--format", "json", packages=tmp_path, cwd=tmp_path
    )
    assert {one["code"] for one in json.loads(without.stdout)["findings"]} == {
        one["code"] for one in found
    } - {"CR101"}


def test_a_waiver_lets_its_finding_pass(installed: Path, tmp_path: Path) -> None:
    path = sent(tmp_path, "growth-02-1,2018,5.1,,")
    waiver = "{code: CR101, department: clinic, indicator: growth-02-1, reason: 台账遗失, "
    waiver += "approver: 甲, date: 2020-01-01, expires: 2099-01-01}"
    (tmp_path / "waivers.yaml").write_text(f"waivers:\n  - {waiver}\n", "utf-8")

    ran = run(
        "validate", path, "--plan", TINY, "--format", "json", packages=installed, cwd=tmp_path
    )

    (own,) = [one for one in json.loads(ran.stdout)["findings"] if one["code"] == "CR101"]
    assert "台账遗失" in own["waiver"]
    refused = run("validate", path, "--plan", TINY, packages=tmp_path, cwd=tmp_path)
    assert (refused.returncode, "CR101" in refused.stderr) == (2, True)


def test_rules_and_explain_say_where_it_comes_from(installed: Path, tmp_path: Path) -> None:
    listed = run("rules", "--format", "json", packages=installed, cwd=tmp_path)
    rules = json.loads(listed.stdout)
    assert [one["code"] for one in rules] == sorted(one["code"] for one in rules)
    origin = {one["code"]: one["package"] for one in rules}
    assert (origin["CR101"], origin["PE301"]) == ("county-rules 1.0", "plan-eval")

    page = run("explain", "CR101", packages=installed, cwd=tmp_path)
    assert page.returncode == 0
    assert "county-rules 1.0" in page.stdout
    assert "督查时说不清" in page.stdout
    for form in ("sarif", "github", "junit", "html", "csv"):
        path = sent(tmp_path, "growth-02-1,2018,5.1,,")
        ran = run(
            "validate", path, "--plan", TINY, "--format", form, packages=installed, cwd=tmp_path
        )
        assert "CR101" in ran.stdout, form


def package(
    folder: Path,
    name: str = "other",
    *,
    code: str = "OR101",
    rule: str = "own-rule",
    module: str = "",
    words: str | None = "",
    target: str = "",
) -> None:
    """A package as pip leaves it: a module, its catalogue, its metadata."""
    lines = [
        "from plan_eval.rules import Rule, Severity, pl, rows_where",
        f"RULE = Rule('{code}', '{rule}', Severity.INFO, "
        "rows_where(pl.col('value') > 0, column='value'))",
    ]
    (folder / f"{name}_rules").mkdir(parents=True)
    (folder / f"{name}_rules/__init__.py").write_text("")
    (folder / f"{name}_rules/one.py").write_text(module or "\n".join(lines))
    if words is not None:
        parts = ("title", "message", "fix", "what", "why", "example")
        text = words or f"rules:\n  {code}:\n" + "".join(f"    {part}: 字\n" for part in parts)
        (folder / f"{name}_rules/catalogue/zh").mkdir(parents=True)
        (folder / f"{name}_rules/catalogue/zh/rules.yaml").write_text(text, "utf-8")
    info = folder / f"{name}-2.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 2.0\n")
    (info / "entry_points.txt").write_text(
        f"[plan_eval.rules]\none = {target or f'{name}_rules.one'}\n"
    )


RULES = """
from plan_eval.rules import OnSummary, Rule, Severity, pl, rows_where

def condition(data):
    {condition}

RULE = Rule(
    "OR101", "own-rule", Severity.INFO, {find}, scope={scope}, conditions=(condition,)
)
""".replace("{condition}", "yield from ()")

FAULTS: dict[str, tuple[dict[str, str | None], str]] = {
    "no import": ({"module": "import nothing_like_it"}, "nothing_like_it"),
    "bad syntax": ({"module": "def"}, "SyntaxError"),
    "no module": ({"target": "other_rules.two"}, "other_rules.two"),
    "no rule": ({"module": "RULE = 5"}, "没有审核规则"),
    "a function": ({"target": "other_rules.one:Rule"}, "没有审核规则"),
    "the program's code": ({"code": "PE301"}, "PE301"),
    "a code like the program's": ({"code": "PEX101"}, "PEX101"),
    "no code": ({"code": "x1"}, "x1"),
    "a shipped rule's name": ({"rule": "value-without-reason"}, "value-without-reason"),
    "a scope that is none": (
        {"module": RULES.format(scope="'all'", find="rows_where(pl.lit(True), column='value')")},
        "OR101",
    ),
    "across without a summary": (
        {"module": RULES.format(scope="'across'", find="lambda data: data.rows")},
        "OR101",
    ),
    "no words": ({"words": None}, "rules.OR101.title"),
    "half the words": ({"words": "rules: {OR101: {title: 字}}"}, "rules.OR101.message"),
    "broken words": ({"words": "rules: {"}, "catalogue/zh"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_package_is_a_misuse_that_names_it(fault: str, tmp_path: Path) -> None:
    how, said = FAULTS[fault]
    package(tmp_path / "site", **how)  # type: ignore[arg-type]

    ran = run("validate", SENT, "--plan", TINY, packages=tmp_path / "site", cwd=tmp_path)

    assert ran.returncode == 2, ran.stderr
    assert "other 2.0" in ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    # what needs no rule is not held up by it
    assert run("--help", packages=tmp_path / "site", cwd=tmp_path).returncode == 0


def test_a_rule_that_fails_while_it_runs_names_its_package(tmp_path: Path) -> None:
    words = "from plan_eval.rules import Rule, Severity, pl, rows_where\n"
    for at, find in enumerate(
        ("lambda data: 1 / 0", "rows_where(pl.col('no_such') > 0, column='value')")
    ):
        rule = f"RULE = Rule('OR101', 'own-rule', Severity.INFO, {find})"
        package(tmp_path / str(at), module=words + rule)
        ran = run("validate", SENT, "--plan", TINY, packages=tmp_path / str(at), cwd=tmp_path)
        assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
        assert "other 2.0" in ran.stderr
        assert "OR101" in ran.stderr


def test_a_rule_across_and_its_conditions_run_in_the_name_of_the_package(tmp_path: Path) -> None:
    summary = "lambda data: data.rows.group_by('department').agg(pl.col('path').first())"
    find = "lambda data, all_: all_.with_columns(column=pl.lit('value'), row=None)"
    across = RULES.format(scope="'across'", find=f"OnSummary({summary}, {find})")
    package(tmp_path / "sound", module=across)
    words = ("validate", SENT, "--plan", TINY, "--format", "json")
    ran = run(*words, packages=tmp_path / "sound", cwd=tmp_path)
    found = [one for one in json.loads(ran.stdout)["findings"] if one["code"] == "OR101"]
    assert {one["department"] for one in found} == {"clinic", "library"}

    for name, broken in {
        "summary": across.replace("'department'", "'nothing'"),
        "find": across.replace("row=None", "row=pl.col('nothing')"),
        "condition": across.replace("yield from ()", "yield 1 / 0"),
    }.items():
        package(tmp_path / name, module=broken)
        ran = run(*words, packages=tmp_path / name, cwd=tmp_path)
        assert (ran.returncode, "Traceback" in ran.stderr) == (2, False), ran.stderr
        assert "other 2.0" in ran.stderr


@pytest.mark.parametrize("same", ["code", "rule"])
def test_two_packages_that_clash_are_both_named(same: str, tmp_path: Path) -> None:
    package(tmp_path / "site", "one", **{same: "AB101" if same == "code" else "same"})
    other = {"code": "CD101", "rule": "differs"}
    package(tmp_path / "site", "two", **{**other, same: "AB101" if same == "code" else "same"})

    ran = run("rules", packages=tmp_path / "site", cwd=tmp_path)

    assert ran.returncode == 2
    assert "one 2.0" in ran.stderr
    assert "two 2.0" in ran.stderr


def test_words_for_other_rules_are_not_taken(tmp_path: Path) -> None:
    parts = "{title: 字, message: 字, fix: 字, what: 字, why: 字, example: 字}"
    words = f"rules:\n  OR101: {parts}\n  PE301: {parts}\nstate: {{met: 字}}\n"
    package(tmp_path / "site", words=words)
    with_it = run("explain", "PE301", packages=tmp_path / "site", cwd=tmp_path)
    without = run("explain", "PE301", packages=tmp_path, cwd=tmp_path)
    assert with_it.stdout == without.stdout != ""


def test_help_reads_no_entry_points(tmp_path: Path) -> None:
    package(tmp_path / "site", module="raise SystemExit('read')")
    for words in (["--help"], ["validate", "--help"], ["--version"]):
        assert run(*words, packages=tmp_path / "site", cwd=tmp_path).returncode == 0


def test_the_page_names_all_that_is_promised_and_prints_the_example() -> None:
    assert all(f"`{name}" in PAGE or f"{name}(" in PAGE for name in plan_eval.rules.__all__)
    module = (EXAMPLE / "county_rules/source_not_named.py").read_text("utf-8")
    code = module.split('"""\n\n', 1)[1]
    printed = "\n".join(line.removeprefix("   ") for line in PAGE.splitlines())
    assert code.strip() in printed
    point = 'source-not-named = "county_rules.source_not_named"'
    assert point in printed
    assert point in (EXAMPLE / "pyproject.toml").read_text("utf-8")
