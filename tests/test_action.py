"""The action, step by step in bash as a runner of GitHub does it, in a repository of a county."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.installing import ROOT, copy_of_the_sources, environment

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
PLACE = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
CONDITION = re.compile(r"inputs\.([\w-]+) (==|!=) '(\w*)'")
SENT = "submissions/县教育局_2025.csv"


@dataclass
class Ran:
    """What a job shows: how it ended, its log, what it hands on."""

    code: int = 0
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)


class Runner:
    """Composite actions: inputs and their defaults, `if`, `env`, the files behind GITHUB_*."""

    def __init__(self, action: Path, workspace: Path, temp: Path) -> None:
        self.action, self.workspace, self.temp = action, workspace, temp
        temp.mkdir(parents=True, exist_ok=True)

    def run(self, **given: str) -> Ran:
        names = {name.replace("-", "_"): name for name in ACTION["inputs"]}
        inputs = {name: of.get("default", "") for name, of in ACTION["inputs"].items()}
        inputs |= {names[name]: value for name, value in given.items()}
        known = {f"inputs.{name}": value for name, value in inputs.items()}
        known["runner.temp"] = str(self.temp)
        done, path = Ran(), environment()["PATH"]
        for step in STEPS:
            if "run" not in step or not self._wanted(step.get("if", ""), inputs):
                continue
            done.steps.append(step["id"])
            path = self._step(step, known, path, done)
            if done.code:
                break
        done.outputs = {
            name: PLACE.sub(lambda found: known.get(found[1], ""), of["value"])
            for name, of in ACTION["outputs"].items()
        }
        return done

    @staticmethod
    def _wanted(condition: str, inputs: Mapping[str, str]) -> bool:
        if not condition:
            return True
        found = CONDITION.fullmatch(condition)
        assert found, condition
        return (inputs[found[1]] == found[3]) is (found[2] == "==")

    def _step(self, step: dict[str, Any], known: dict[str, str], path: str, done: Ran) -> str:
        def filled(text: str) -> str:
            return PLACE.sub(lambda found: known[found[1]], text)

        files = {name: self.temp / name for name in ("OUTPUT", "PATH", "STEP_SUMMARY", "ENV")}
        for file in files.values():
            file.write_text("")
        script = self.temp / "step.sh"
        script.write_text(step["run"], "utf-8")
        variables = {name: filled(value) for name, value in step.get("env", {}).items()}
        variables |= {f"GITHUB_{name}": str(file) for name, file in files.items()}
        variables |= {"GITHUB_ACTION_PATH": str(self.action), "PATH": path}
        variables |= {"GITHUB_WORKSPACE": str(self.workspace), "HOME": str(self.temp)}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace / filled(step.get("working-directory", ".")),
            env=environment(**variables), text=True, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        done.code, done.log = ran.returncode, done.log + ran.stdout
        done.summary += files["STEP_SUMMARY"].read_text("utf-8")
        for line in files["OUTPUT"].read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            known[f"steps.{step['id']}.outputs.{name}"] = value
        return ":".join([*reversed(files["PATH"].read_text().split()), path])


@pytest.fixture(scope="module")
def action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_sources(tmp_path_factory.mktemp("action") / "plan-eval")


@pytest.fixture
def runner(action: Path, tmp_path: Path) -> Runner:
    """A repository in which the project is a folder of several."""
    workspace = tmp_path / "repository"
    shutil.copytree(ROOT / "examples/county", workspace / "county")
    return Runner(action, workspace, tmp_path / "temp")


def test_a_sound_repository_passes_and_has_its_report(runner: Runner) -> None:
    ran = runner.run(working_directory="county", report="midterm", date="2026-03-01")

    assert ran.code == 0, ran.log
    assert ran.steps == ["install", "lint", "validate", "report"]
    assert "::error" not in ran.log
    report = Path(ran.outputs["report"])
    assert report == runner.workspace / "county/report.pdf"
    assert report.read_bytes().startswith(b"%PDF-")
    assert json.loads(Path(ran.outputs["findings"]).read_text("utf-8"))["totals"]["error"] == 0


def test_findings_are_annotations_at_the_file_and_fail_the_job(runner: Runner) -> None:
    sent = runner.workspace / "county" / SENT
    shutil.copy(sent, sent.with_name("again.csv"))

    ran = runner.run(working_directory="county", lint="false", report="midterm")

    assert ran.code == 1
    assert ran.steps == ["install", "validate"]
    annotated = re.findall(r"^::error file=([^,]+),line=(\d+),title=PE501", ran.log, re.M)
    assert annotated
    for file, line in annotated:  # as GitHub looks for them: from the root of the repository
        lines = (runner.workspace / file).read_text("utf-8-sig").splitlines()
        assert 1 < int(line) <= len(lines)
    assert "PE501" in ran.summary
    findings = json.loads(Path(ran.outputs["findings"]).read_text("utf-8"))["findings"]
    assert "PE501" in {one["code"] for one in findings}

    looked_at = runner.run(working_directory="county", fail_on="never", report="midterm",
                           output="report.html")  # fmt: skip
    assert looked_at.code == 0, looked_at.log
    assert "::error" in looked_at.log
    assert Path(looked_at.outputs["report"]).is_file()


def test_a_broken_plan_stops_the_job(runner: Runner) -> None:
    plan = runner.workspace / "county/plan/plan.yaml"
    plan.write_text(plan.read_text("utf-8") + "\nnothing_of_ours: 1\n", "utf-8")

    ran = runner.run(working_directory="county")

    assert ran.code != 0
    assert ran.steps == ["install", "lint"]
    (line,) = re.findall(
        r"^::error file=county/plan/plan.yaml,line=(\d+),title=PL\d+::", ran.log, re.M
    )
    assert plan.read_text("utf-8").splitlines()[int(line) - 1] == "nothing_of_ours: 1"


def test_paths_of_a_caller_are_paths_whatever_stands_in_them(runner: Runner) -> None:
    county = runner.workspace / "county"
    odd = "a b; touch harm $(touch harm)"
    (county / odd).mkdir()
    shutil.copy(county / SENT, county / odd)

    ran = runner.run(working_directory="county", submissions=f"{odd}\nself_assessments\n")

    assert ran.code == 0, ran.log
    assert not (county / "harm").exists()
    known = json.loads(Path(ran.outputs["findings"]).read_text("utf-8"))
    assert known["account"]["read"] > 0


def test_no_input_is_pasted_into_a_script() -> None:
    assert not any("${{" in step.get("run", "") for step in STEPS)


def test_every_input_is_used_and_every_use_is_an_input() -> None:
    steps = json.dumps(STEPS)
    used = set(re.findall(r"inputs\.([\w-]+)", steps))
    assert used == set(ACTION["inputs"])
    ids = {step["id"] for step in STEPS if "id" in step}
    assert {of["value"].split(".")[1] for of in ACTION["outputs"].values()} <= ids


def test_stages_and_severities_are_the_programs_own() -> None:
    from typing import get_args

    from plan_eval.model.finding import FailOn
    from plan_eval.model.verdict import StageName

    told = ACTION["inputs"]["report"]["description"], ACTION["inputs"]["fail-on"]["description"]
    for words, choices in zip(told, (StageName, FailOn), strict=True):
        assert all(re.search(rf"\b{one}\b", words) for one in get_args(choices))
