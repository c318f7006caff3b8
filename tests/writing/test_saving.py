"""Files are put in place whole, and nobody's work is replaced."""

from __future__ import annotations

import hashlib
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plan_eval.errors import PlanEvalError
from plan_eval.writing import saving
from plan_eval.writing.saving import REGISTER, put, refuse, save, save_all


def test_a_file_is_replaced_whole_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content in (b"longer than the next", b"next"):
        put(path, content)
        assert path.read_bytes() == content
    assert [*path.parent.iterdir()] == [path]


def test_a_reader_keeps_the_whole_old_file(tmp_path: Path) -> None:
    """Written in place, the open file would change under its reader."""
    path = tmp_path / "a.csv"
    put(path, b"old" * 1000)
    with path.open("rb") as reader:
        put(path, b"new")
        assert reader.read() == b"old" * 1000


def test_a_failure_in_the_middle_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    put(path, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        put(path, b"new")

    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_what_a_killed_run_left_is_removed_and_what_is_being_written_is_not(
    tmp_path: Path,
) -> None:
    left = tmp_path / ".plan-eval-0123456789abcdef.part"
    left.write_bytes(b"half")
    with saving._part_beside(tmp_path / "b.csv") as (part, _):
        put(tmp_path / "a.csv", b"a")
        assert part.exists()
    assert [*tmp_path.iterdir()] == [tmp_path / "a.csv"]


def test_the_programs_own_file_is_replaced_without_asking(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.csv"
    save(path, b"one")
    refuse(path)
    assert save(path, b"two").read_bytes() == b"two"


@pytest.mark.parametrize("change", ["made", "edited", "register lost", "copied over", "renamed"])
def test_a_persons_file_is_left_alone_but_for_force(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.csv"
    if change != "made":
        save(path, b"one")
    if change in ("made", "edited"):
        path.write_bytes(b"work of a day")
    if change == "register lost":
        (tmp_path / REGISTER).unlink()
    if change == "copied over":
        save(tmp_path / "b.csv", b"other")
        path.write_bytes(b"other")
    if change == "renamed":
        path = path.rename(tmp_path / "signed.csv")
    before = path.read_bytes()

    for write in (refuse, lambda path: save(path, b"new")):
        with pytest.raises(PlanEvalError, match="没有覆盖"):
            write(path)
    assert path.read_bytes() == before
    refuse(path, force=True)
    assert save(path, b"new", force=True).read_bytes() == b"new"


def test_the_same_content_is_no_loss(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"same")
    assert save(path, b"same") == path


def test_several_files_are_saved_or_none(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"mine")
    with pytest.raises(PlanEvalError, match="没有覆盖"):
        save_all({tmp_path / "a": b"1", tmp_path / "b": b"2"})
    assert [*tmp_path.iterdir()] == [tmp_path / "b"]


def test_the_register_is_what_sha256sum_checks(tmp_path: Path) -> None:
    save(tmp_path / "甲.csv", b"one")
    save(tmp_path / "甲.csv", b"one")
    digest = hashlib.sha256(b"one").hexdigest()
    assert (tmp_path / REGISTER).read_text("utf-8") == f"{digest}  甲.csv\n"
    subprocess.run(["sha256sum", "--check", REGISTER], cwd=tmp_path, check=True, timeout=10)


def test_a_line_torn_by_a_kill_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / REGISTER).write_bytes(b"0123")
    save(tmp_path / "a", b"one")
    refuse(tmp_path / "a")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "a.csv"
    link.symlink_to("there/real.csv")
    save(link, b"one")
    assert link.is_symlink()
    assert (tmp_path / "there/real.csv").read_bytes() == b"one"
    (tmp_path / "there/real.csv").write_bytes(b"mine")
    with pytest.raises(PlanEvalError, match="没有覆盖"):
        save(link, b"two")


@pytest.mark.parametrize("kind", ["folder", "too long", "loop", "below a file", "read-only"])
def test_what_cannot_be_written_is_refused_before_the_work(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a"
    if kind == "folder":
        path.mkdir()
    if kind == "too long":
        path = tmp_path / ("字" * 86)
    if kind == "loop":
        path.symlink_to(path)
    if kind == "below a file":
        path.write_bytes(b"")
        path = path / "b"
    if kind == "read-only":
        path = Path("/proc/a")
    for force in (False, True):
        with pytest.raises(PlanEvalError):
            refuse(path, force=force)


def test_a_place_below_a_file_is_told_in_our_words(tmp_path: Path) -> None:
    package = tmp_path / "datapackage.json"
    package.write_bytes(b"")
    with pytest.raises(PlanEvalError, match="是文件，不是文件夹") as caught:
        refuse(package / "observations.csv")
    assert str(package) in str(caught.value)
    assert "Not a directory" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    refuse(pipe)
    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(pipe.read_bytes)
        save(pipe, b"findings")
        assert read.result(timeout=10) == b"findings"
    assert pipe.is_fifo()
