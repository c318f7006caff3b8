"""A function over many items: here, in a pool of processes, or on a cluster.

Nothing is distributed by this program itself: `concurrent.futures` and `dask.distributed` do it.
Whatever runs the items, each is worked on in the language and words of the caller, an item that
fails is tried again, and an error that stays is raised with the name of the item (its `str`).
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from contextvars import copy_context
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from plan_eval.errors import PlanEvalError
from plan_eval.messages import InUse, in_use, t, use

if TYPE_CHECKING:
    from distributed import Client

ExecutorName = Literal["serial", "processes", "dask"]

Item = TypeVar("Item")
Result = TypeVar("Result")

_THREADS = "POLARS_MAX_THREADS"
_PATIENCE = "10s"
"""How long a scheduler may take to answer."""
_MOMENT = 0.2
"""Seconds of waiting in one piece: until they are over, a Ctrl-C may go unseen (Windows)."""


class Executor(Protocol):
    """Something that runs a function over items."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, retries: int = 1
    ) -> Iterator[tuple[int, Result]]:
        """The place of each item and what the function made of it, as they finish.

        Function, items and results are pickled where they go to another process. An item that
        fails is tried again `retries` times; then its error is raised, with the item's name as a
        note. A PlanEvalError is raised as it is: what a person has to fix fails each time.
        Raises PlanEvalError for an item at which a worker's process dies each time.
        """
        ...


def open_executor(
    name: ExecutorName = "serial", *, workers: int | None = None, scheduler: str | None = None
) -> AbstractContextManager[Executor]:
    """An executor for the length of a block; when the block is left, its processes are gone.

    `workers` is how many processes run at once, by default one for each core. With `scheduler`,
    the address of a dask cluster, the workers are the cluster's. Raises PlanEvalError for dask
    when it is not installed or nobody answers at the address.
    """
    if name == "processes":
        return _processes(workers or _cores())
    if name == "dask":
        return _dask(workers or _cores(), scheduler)
    return nullcontext(_Serial())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tried(
    function: Callable[[Item], Result], item: Item, retries: int, failures: int = 0
) -> Result:
    try:
        return function(item)
    except PlanEvalError:
        raise
    except Exception as error:
        if failures < retries:
            return _tried(function, item, retries, failures + 1)
        error.add_note(t("execution.item", item=item))
        raise


class _Serial:
    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, retries: int = 1
    ) -> Iterator[tuple[int, Result]]:
        for at, item in enumerate(items):
            yield at, _tried(function, item, retries)


@dataclass(frozen=True)
class _Call(Generic[Item, Result]):
    """The function as it goes to a worker: with the caller's words and version."""

    function: Callable[[Item], Result]
    words: InUse
    version: str
    retries: int = 0

    def __call__(self, item: Item) -> Result:
        return copy_context().run(self._called, item)

    def _called(self, item: Item) -> Result:
        use(self.words)
        if self.version != (here := version("plan-eval")):
            words = t("execution.other-version", wanted=self.version, there=here)
            raise PlanEvalError(words, hint=t("execution.other-version-hint"))
        return _tried(self.function, item, self.retries)


class _Processes:
    """A pool that is made anew when one of its processes dies."""

    def __init__(self, workers: int) -> None:
        self._workers, self._pool = workers, self._new(workers)

    @staticmethod
    def _new(workers: int) -> ProcessPoolExecutor:
        # a fork has the locks of Polars' threads and not the threads
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(workers, spawn, initializer=_begin)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, retries: int = 1
    ) -> Iterator[tuple[int, Result]]:
        call = _Call(function, in_use(), version("plan-eval"), retries)
        fresh = enumerate(items)
        # when a process dies, all that ran may be the reason: each is run again on its own,
        # and a death then counts
        suspects: deque[tuple[int, Item]] = deque()
        deaths: Counter[int] = Counter()
        running: dict[Future[Result], tuple[int, Item]] = {}
        while True:
            room = 1 if suspects else self._workers - len(running)
            entries = [suspects.popleft()] if suspects else list(islice(fresh, room))
            broken = False
            for entry in entries:
                try:
                    running[self._pool.submit(call, entry[1])] = entry
                except BrokenProcessPool:  # since the last look
                    suspects.append(entry)
                    broken = True
            if not running and not suspects:
                return
            done, _ = wait(running, _MOMENT, return_when=FIRST_COMPLETED)
            if broken or any(map(_died, done)):
                done, _ = wait(running)  # the others of a broken pool end as well
                self.close()
                self._pool = self._new(self._workers)
            dead = [running[future] for future in done if _died(future)]
            if len(dead) == 1:
                ((at, item),) = dead
                deaths[at] += 1
                if deaths[at] > retries:
                    words = t("execution.died", item=item)
                    raise PlanEvalError(words, hint=t("execution.died-hint"))
            suspects.extend(dead)
            for future in done:
                at, _ = running.pop(future)
                if not _died(future):
                    yield at, future.result()


def _died(future: Future[Any]) -> bool:
    return isinstance(future.exception(), BrokenProcessPool)


def _begin() -> None:
    """What a worker does first: leave Ctrl-C to the caller, and end when the caller has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    before = {*multiprocessing.active_children()}
    with _threads_shared(workers), _pipes_as_errors():
        executor = _Processes(workers)
        try:
            yield executor
        except BaseException:
            for child in {*multiprocessing.active_children()} - before:
                child.terminate()
            raise
        finally:
            executor.close()


@contextmanager
def _threads_shared(workers: int) -> Iterator[int]:
    """Let the workers started in the block have the cores between them."""
    import polars as pl

    each = max(1, pl.thread_pool_size() // workers)  # asked first: our own pool keeps its size
    if _THREADS in os.environ:
        yield int(os.environ[_THREADS])
        return
    os.environ[_THREADS] = str(each)
    try:
        yield each
    finally:
        del os.environ[_THREADS]


@contextmanager
def _pipes_as_errors() -> Iterator[None]:
    """A worker that is gone is an error to handle: SIGPIPE would end us without a word."""
    if not hasattr(signal, "SIGPIPE") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


class _Dask:
    def __init__(self, client: Client) -> None:
        self._client = client

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, retries: int = 1
    ) -> Iterator[tuple[int, Result]]:
        from distributed import KilledWorker, as_completed

        call = _Call(function, in_use(), version("plan-eval"))
        # `pure`: what an item gives hangs on files as well, which dask's key would not know
        running = {
            self._client.submit(call, item, retries=retries, pure=False): (at, item)
            for at, item in enumerate(items)
        }
        try:
            for future in as_completed([*running], loop=self._client.loop):
                at, item = running.pop(future)
                try:
                    yield at, future.result()
                except KilledWorker:
                    words = t("execution.died", item=item)
                    raise PlanEvalError(words, hint=t("execution.died-hint")) from None
        finally:
            if running:
                self._client.cancel([*running])


@contextmanager
def _dask(workers: int, scheduler: str | None) -> Iterator[Executor]:
    try:
        from distributed import Client, LocalCluster
    except ModuleNotFoundError:
        raise PlanEvalError(t("execution.no-dask"), hint=t("execution.no-dask-hint")) from None
    with ExitStack() as stack:
        stack.enter_context(_pipes_as_errors())
        where: Any = scheduler
        if scheduler is None:
            threads = stack.enter_context(_threads_shared(workers))
            where = stack.enter_context(
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",  # a free port, for this computer alone
                    env={_THREADS: str(threads)},
                )
            )
        try:
            client = Client(where, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            words = t("execution.no-scheduler", address=scheduler, reason=error)
            raise PlanEvalError(words, hint=t("execution.no-scheduler-hint")) from None
        yield _Dask(stack.enter_context(client))
