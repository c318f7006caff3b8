"""Items are worked on wherever an executor runs them, with the same outcome."""

from __future__ import annotations

import importlib.util
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plan_eval.errors import PlanEvalError
from plan_eval.execution import Executor, ExecutorName, open_executor
from plan_eval.messages import t, use_language, use_level, use_messages

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra dask is not installed"
)
EVERY = ["serial", "processes", pytest.param("dask", marks=needs_dask)]


@pytest.fixture(scope="module")
def executors() -> Iterator[dict[str, Executor]]:
    """One of each for all tests: to start processes takes seconds."""
    with open_executor() as serial, open_executor("processes", workers=2) as processes:
        made = {"serial": serial, "processes": processes}
        if importlib.util.find_spec("distributed") is None:
            yield made
            return
        with open_executor("dask", workers=2) as dask:
            yield {**made, "dask": dask}


def square(number: int) -> int:
    return number * number


def said(_: int) -> tuple[str, str, str]:
    return t("severity.error"), t("default.level.whole"), t("findings.row", row="{}")


def threads(_: int) -> int:
    import polars as pl

    return pl.thread_pool_size()


def fails_once(mark: Path) -> str:
    if not mark.exists():
        mark.write_text("", "utf-8")
        raise OSError("the network drive is gone")
    return mark.name


def fails(name: str) -> None:
    raise ZeroDivisionError(name)


def cannot(name: str) -> None:
    raise PlanEvalError("to be fixed", path=Path(name), line=3, hint="so")


def dies_once(mark: Path) -> str:
    if not mark.exists():
        mark.write_text("", "utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return mark.name


def dies(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return number


@pytest.mark.parametrize("name", EVERY)
def test_each_item_is_given_back_with_its_place(
    name: ExecutorName, executors: dict[str, Executor]
) -> None:
    found = dict(executors[name].map(square, iter(range(23))))
    assert found == {at: at * at for at in range(23)}
    assert list(executors[name].map(square, [])) == []


@pytest.mark.parametrize("name", EVERY)
def test_workers_speak_as_the_caller_does(
    name: ExecutorName, executors: dict[str, Executor]
) -> None:
    use_language("en")
    use_messages({"findings.row": "our row {row}"})
    use_level({"en": {"level.whole": "the whole county"}})
    here = said(0)
    assert here[2] == "our row {}"
    assert list(executors[name].map(said, [0])) == [(0, here)]
    use_language("zh")
    assert list(executors[name].map(said, [0])) == [(0, said(0))]


@pytest.mark.parametrize("name", EVERY)
def test_what_fails_once_is_tried_again(
    name: ExecutorName, executors: dict[str, Executor], tmp_path: Path
) -> None:
    marks = [tmp_path / "a", tmp_path / "b"]
    assert dict(executors[name].map(fails_once, marks)) == {0: "a", 1: "b"}


@pytest.mark.parametrize("name", EVERY)
def test_an_error_that_stays_names_its_item(
    name: ExecutorName, executors: dict[str, Executor]
) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        list(executors[name].map(fails, ["county 7"]))
    assert "county 7" in "".join(caught.value.__notes__)


@pytest.mark.parametrize("name", EVERY)
def test_what_a_person_has_to_fix_arrives_whole(
    name: ExecutorName, executors: dict[str, Executor]
) -> None:
    with pytest.raises(PlanEvalError) as caught:
        list(executors[name].map(cannot, ["a.csv"]))
    assert (str(caught.value), caught.value.hint) == ("a.csv:3: to be fixed", "so")


@pytest.mark.parametrize("name", EVERY[1:])
def test_the_item_of_a_worker_that_died_is_done_by_another(
    name: ExecutorName, executors: dict[str, Executor], tmp_path: Path
) -> None:
    marks = [tmp_path / name for name in "abc"]
    (tmp_path / "a").write_text("", "utf-8")
    assert sorted(executors[name].map(dies_once, marks)) == [(0, "a"), (1, "b"), (2, "c")]


def test_the_item_that_kills_its_worker_is_named_and_no_other(
    executors: dict[str, Executor],
) -> None:
    found: list[int] = []
    with pytest.raises(PlanEvalError, match="3"):
        found += (number for _, number in executors["processes"].map(dies, [3, 1, 2, 4, 5]))
    # the pool is whole again
    assert dict(executors["processes"].map(square, [4])) == {0: 16}


def test_workers_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    import polars as pl

    monkeypatch.delenv("POLARS_MAX_THREADS", raising=False)
    cores = pl.thread_pool_size()
    with open_executor("processes", workers=2) as executor:
        assert [found for _, found in executor.map(threads, [0])] == [max(1, cores // 2)]
    assert "POLARS_MAX_THREADS" not in os.environ


def test_leaving_the_block_half_way_ends_the_workers() -> None:
    def interrupted() -> None:
        with open_executor("processes", workers=2) as executor:
            for _ in executor.map(time.sleep, [0, 60, 60]):
                raise KeyboardInterrupt

    before = {*multiprocessing.active_children()}
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert {*multiprocessing.active_children()} <= before


PROGRAM = """
    import os, signal, time
    from plan_eval.execution import open_executor

    def work(at):
        print(os.getpid(), flush=True)
        time.sleep(60)

    if __name__ == "__main__":
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a test may run without it
        with open_executor("processes", workers=2) as executor:
            list(executor.map(work, range(4)))
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_workers_end_with_their_caller(how: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(textwrap.dedent(PROGRAM), "utf-8")
    program = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    with program, program.stdout as lines:
        workers = [int(lines.readline()) for _ in range(2)]
        # as a terminal does it: to all of the group
        if how is signal.SIGINT:
            os.killpg(program.pid, how)
        else:
            program.kill()
        program.wait(timeout=20)
    deadline = time.monotonic() + 20
    while any(map(_runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [pid for pid in workers if _runs(pid)] == []


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@needs_dask
def test_a_cluster_is_reached_by_its_address() -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        address = cluster.scheduler_address
        with open_executor("dask", scheduler=address) as executor:
            assert dict(executor.map(square, [3])) == {0: 9}


@needs_dask
def test_a_scheduler_that_does_not_answer_is_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plan_eval.execution._PATIENCE", "1s")
    with (
        pytest.raises(PlanEvalError, match=r"127\.0\.0\.1:9"),
        open_executor("dask", scheduler="tcp://127.0.0.1:9"),
    ):
        pass


def test_dask_without_the_extra_is_misuse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PlanEvalError) as caught, open_executor("dask"):
        pass
    assert "plan-eval[dask]" in str(caught.value.hint)
