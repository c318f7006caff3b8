"""What tests of several folders share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from plan_eval.cli.main import main
from plan_eval.words import use_level, use_words


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def words_as_shipped() -> Iterator[None]:
    """Whatever plan and words a test's commands have set, the next one starts without them."""
    yield
    use_level({})
    use_words({})


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
