"""What tests of several folders share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.installing import install_wheel

from plan_eval.cli.main import main
from plan_eval.messages import use_language, use_level, use_messages

SLOW = (
    # draw whole reports or pages
    *("report/test_claims", "report/test_conformance", "report/test_decimals"),
    *("report/test_department_report", "report/test_editions", "report/test_every_edition"),
    *(
        "report/test_side_by_side",
        "report/test_fonts",
        "report/test_pages",
        "report/test_pdf",
        "report/test_published",
    ),
    *("report/test_reader", "report/test_register", "report/test_report", "report/test_steps"),
    *("report/test_texts", "report/test_volumes", "report/web/", "report/writers/"),
    *("feedback/test_letters", "feedback/test_pdf", "cli/commands/test_report"),
    # install the program, or run it as others do
    *("test_action", "test_guide", "test_hooks", "test_languages", "test_site", "test_tutorial"),
    # call the program again and again, or read what is made to do harm
    *("cli/test_commands_named", "cli/test_hostile_calls", "cli/test_refusals"),
    *("store/test_disk", "store/test_kills", "store/test_reports"),
    *("cli/test_by_district", "cli/commands/test_watch"),
    *("reading/test_hostile", "sample_data/", "checks/test_seeded_faults", "checks/test_order"),
)
"""Tests, by the beginning of their path, that `-m "not slow"` leaves out while one works."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow tests."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def messages_as_shipped() -> Iterator[None]:
    """Whatever plan and words a test's commands have set, the next one starts without them."""
    yield
    use_level({})
    use_messages({})
    use_language("zh")


@pytest.fixture(autouse=True)
def nobody_chose_a_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a tester's own terminal is set to changes no test, nor a program that one starts."""
    for name in [name for name in os.environ if name.startswith("PLAN_EVAL_")]:
        monkeypatch.delenv(name)
    for name in ("LC_MESSAGES", "LANGUAGE", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def plan_eval(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Run the command line in this process, as the shell would."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["plan-eval", *map(str, arguments)])
        with pytest.raises(SystemExit) as raised:
            main()
        shown = capsys.readouterr()
        return Ran(int(raised.value.code or 0), shown.out, shown.err)

    return run


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The variables of a shell in which `plan-eval` is the wheel in an environment of its own."""
    return install_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture
def tiny_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the second plan, as the working folder."""
    plans = Path(__file__).parent / "plans"
    text = f"plan: {plans / 'tiny'}\nsubmissions: [{plans / 'tiny_submissions'}]\n"
    (tmp_path / "plan-eval.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
