"""Files are put in place whole; pipes and devices are written to."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plan_eval.writing.saving import put


def test_a_file_is_replaced_whole_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.csv"
    for content in (b"longer than the next", b"next"):
        put(path, content)
        assert path.read_bytes() == content
    assert [*path.parent.iterdir()] == [path]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        put(pipe, b"findings")
        assert read.result(timeout=10) == b"findings"
    assert pipe.is_fifo()
