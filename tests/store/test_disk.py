"""Disks that are full or cannot be written, several at once, and a database that is moved."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.store.killing import COMMAND
from tests.store.office import PROJECT, SENT, given_in, opened

from plan_eval.errors import PlanEvalError
from plan_eval.model.plan import Plan
from plan_eval.store import database as store
from plan_eval.store.contents import read_sent
from plan_eval.store.database import open_database
from plan_eval.store.keeping import verify

ACCEPT = ["accept", "inbox", "--by", "甲"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "plan-eval.yaml").write_text(PROJECT, "utf-8")
    shutil.copytree(SENT, tmp_path / "inbox")
    return tmp_path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a disk is mounted by root only")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def call(folder: Path, *arguments: object, file_size: int | None = None) -> tuple[int, str]:
    """The exit code of a command and what it says, with files of so many bytes at most."""

    def limited() -> None:
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    ran = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=False,
        preexec_fn=limited,
    )
    return ran.returncode, (ran.stdout + ran.stderr).decode()


def stored(path: Path, plan: Plan) -> int:
    with open_database(path, plan.header.id) as database:
        assert verify(database) == []
        return int(database.rows("SELECT count(*) FROM file")[0][0])


@pytest.mark.parametrize("room", [0, 300, 800, 830, 2000])
def test_on_a_full_disk_what_was_acknowledged_is_there_and_it_goes_on_with_room(
    room: int, small_disk: Path, office: Path, plan: Plan
) -> None:
    path = small_disk / "monitoring.duckdb"
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(1024)) == 1024:
            pass
    size = filler.stat().st_size
    os.truncate(filler, max(size - room * 1024, 0))
    code, said = call(office, *ACCEPT, "--database", path)
    assert (code == 0) or (code == 2 and "磁盘" in said), said
    # a database that could not be made is not there
    there = stored(path, plan) if path.exists() else 0
    assert there >= said.count("已接收")
    filler.unlink()
    assert call(office, *ACCEPT, "--database", path)[0] == 0
    assert stored(path, plan) == len(list(SENT.iterdir()))


@pytest.mark.parametrize("size", [1_000, 300_000, 600_000])
def test_a_limit_on_the_size_of_files_is_reported(size: int, office: Path, plan: Plan) -> None:
    path = office / "monitoring.duckdb"
    code, said = call(office, *ACCEPT, file_size=size)
    assert code in (0, 2), said
    assert "Traceback" not in said
    assert (stored(path, plan) if path.exists() else 0) >= said.count("已接收")
    assert call(office, *ACCEPT)[0] == 0
    assert stored(path, plan) == len(list(SENT.iterdir()))


def test_a_copy_that_has_no_room_leaves_nothing(
    small_disk: Path, office: Path, accepted: Path
) -> None:
    shutil.copy(accepted, office / "monitoring.duckdb")
    (small_disk / "filler").write_bytes(bytes(3_000_000))
    code, said = call(office, "database", "backup", small_disk / "copy.duckdb")
    assert (code, "副本写不进去" in said) == (2, True), said
    assert [path.name for path in small_disk.iterdir()] == ["filler"]


def test_a_database_that_cannot_be_written_is_read_and_nothing_else(
    small_disk: Path, office: Path, accepted: Path, plan: Plan
) -> None:
    path = small_disk / "monitoring.duckdb"
    shutil.copy(accepted, path)
    project = PROJECT.replace("monitoring.duckdb", str(path))
    (office / "plan-eval.yaml").write_text(project, "utf-8")
    remount = ["mount", "-o", "remount,ro", str(small_disk)]
    subprocess.run(remount, check=True)
    for arguments in (
        ("validate",),
        ("assess", "--stage", "midterm"),
        ("database", "verify"),
        ("database", "log"),
        ("database", "backup", "copy.duckdb"),
        ("database", "export", "out"),
    ):
        assert call(office, *arguments)[0] == 0, arguments
    html = ("report", "--stage", "midterm", "-o", "report.html")
    code, said = call(office, *html)
    assert (code, "没有记入数据库" in said) == (0, True), said
    for writing in (
        (*ACCEPT,),
        ("database", "close", "2018", "--by", "甲", "--reason", "x"),
        ("publish", "--stage", "midterm", "--where", "x"),
    ):
        code, said = call(office, *writing)
        assert (code, "不能写这个数据库" in said) == (2, True), said
    assert stored(path, plan) == len(list(SENT.iterdir()))


def test_of_several_who_accept_at_once_each_gets_in_or_is_told(office: Path, plan: Plan) -> None:
    """One after the other has the database; nobody's files are lost, no file goes in twice."""
    departments = {path.stem.split("_")[0] for path in SENT.iterdir()}
    for name in departments:
        (office / name).mkdir()
        for path in SENT.glob(f"{name}_*"):
            shutil.copy(path, office / name)
    runs = [
        subprocess.Popen(
            [*COMMAND, "accept", name, "--by", "甲"],
            cwd=office,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for name in sorted(departments)
        for _ in range(2)
    ]
    for run in runs:
        said = run.communicate()[0].decode()
        assert run.returncode in (0, 1) or "没有作任何改动" in said, said
    for name in departments:  # whoever was told to wait tries again
        assert call(office, "accept", name, "--by", "甲")[0] == 0
    assert stored(office / "monitoring.duckdb", plan) == len(list(SENT.iterdir()))


def test_several_read_at_once_and_a_writer_is_told(
    accepted: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store, "_WAIT", 0.2)
    (tmp_path / "lock").mkdir()  # a name that stands in every message
    path = Path(shutil.copy(accepted, tmp_path / "lock" / "monitoring.duckdb"))
    hold = "import sys, duckdb; c = duckdb.connect(sys.argv[1], read_only=True)"
    wait = "print(1, flush=True); sys.stdin.read()"
    command = [COMMAND[0], "-c", f"{hold}; {wait}", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with open_database(path, plan.header.id) as one:
            assert verify(one) == []
        with pytest.raises(PlanEvalError, match="正被另一个程序使用"):  # noqa: SIM117
            with open_database(path, plan.header.id, write=True):
                pass
        other.kill()
    with open_database(path, plan.header.id, write=True) as one:
        assert verify(one) == []
        # nor does the same program open it twice, as from two threads
        with (
            pytest.raises(PlanEvalError, match="正被另一个程序使用"),
            open_database(path, plan.header.id, write=True),
        ):
            pass


def test_a_copy_with_what_was_not_taken_in_yet_is_whole_at_another_place(
    tmp_path: Path, inbox: Path, plan: Plan
) -> None:
    """As after a kill or a full disk: the file and its log of changes (.wal) belong together."""
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        other = tmp_path / "another place 名"
        other.mkdir()
        for path in tmp_path.glob("monitoring.duckdb*"):
            shutil.copy(path, other)
    assert (other / "monitoring.duckdb.wal").exists()
    (other / "monitoring.duckdb").chmod(0o444)
    assert stored(other / "monitoring.duckdb", plan) == len(list(inbox.iterdir()))
    there = read_sent([tmp_path / "monitoring.duckdb"], plan, tmp_path).submissions
    here = read_sent([other / "monitoring.duckdb"], plan, tmp_path).submissions
    assert there.observations.drop("path").equals(here.observations.drop("path"))


def test_the_log_of_changes_of_another_file_is_not_taken_for_this_ones(
    tmp_path: Path, inbox: Path, accepted: Path, plan: Plan
) -> None:
    with opened(tmp_path, plan) as database:
        given_in(database, plan, inbox)
        wal = (tmp_path / "monitoring.duckdb.wal").read_bytes()
    other = tmp_path / "other.duckdb"
    shutil.copy(accepted, other)
    Path(f"{other}.wal").write_bytes(wal)
    # said so, or not looked at; but never read into it
    with suppress(PlanEvalError), open_database(other, plan.header.id) as database:
        assert verify(database) == []
