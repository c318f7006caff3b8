from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from tests.reading.sending import PERCENT, one, plan, words

from plan_eval.errors import SubmissionError
from plan_eval.reading.find import find_files, is_among
from plan_eval.reading.one_file import read_file
from plan_eval.reading.submissions import read_submissions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "内层").mkdir()
    for name in (
        "b.csv",
        "a.XLSX",
        "内层/c.txt",
        "说明.docx",
        "README.md",
        ".hidden.csv",
        "~$a.xlsx",
    ):
        (tmp_path / name).write_text("x", "utf-8")
    return tmp_path


def test_folders_are_searched_and_word_files_told_of(folder: Path) -> None:
    names = [path.name for path in find_files([folder])]
    assert sorted(names) == sorted(["a.XLSX", "b.csv", "c.txt", "说明.docx"])
    assert names == [path.name for path in find_files([folder])]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [("*.csv", ["b.csv"]), ("**/*.txt", ["c.txt"]), ("[ab].*", ["a.XLSX", "b.csv"])],
)
def test_patterns_are_matched(folder: Path, pattern: str, names: list[str]) -> None:
    assert [p.name for p in find_files([folder / pattern]) if p.name[0] != "."] == names


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert find_files([folder / "b.csv", folder / "*.csv", folder / "b.csv"])[0].name == "b.csv"
    assert len(find_files([folder / "b.csv", folder / "b.csv"])) == 1


def test_a_name_with_brackets_is_a_name_first(tmp_path: Path) -> None:
    (tmp_path / "表[1].csv").write_text("x", "utf-8")
    assert len(find_files([tmp_path / "表[1].csv"])) == 1


@pytest.mark.parametrize("name", ["missing.csv", "*.nothing"])
def test_nothing_there_is_an_error_with_a_hint(tmp_path: Path, name: str) -> None:
    with pytest.raises(SubmissionError) as raised:
        find_files([tmp_path / name])
    assert raised.value.hint


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError):
        find_files([tmp_path])


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = one(PERCENT, "2025", "女", "95.2").encode("gb18030")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    sent = read_submissions([Path("-")], plan())
    assert (sent.files[0].path, sent.files[0].rows, sent.observations.height) == ("-", 1, 1)


def test_a_file_that_cannot_be_opened_is_a_notice(tmp_path: Path) -> None:
    (refused,) = read_file(tmp_path, words())
    assert [notice.event for notice in refused.notices] == ["unreadable-file"]


def test_whoever_watches_sees_every_file(folder: Path) -> None:
    seen: list[str] = []

    def watched(paths: Sequence[Path]) -> Iterator[Path]:
        for path in paths:
            seen.append(path.name)
            yield path

    read_submissions([folder], plan(), watch=watched)
    assert sorted(seen) == sorted(["a.XLSX", "b.csv", "c.txt", "说明.docx"])


@pytest.mark.parametrize(
    ("name", "among"),
    [
        ("报告.pdf", True),
        ("内层/结果.xlsx", True),
        ("内层/新/结果.csv", True),
        ("结果.json", False),  # nobody reads it
        (".结果.csv", False),
        ("../结果.csv", False),
        ("内层/../../结果.csv", False),
    ],
)
def test_what_would_be_read_from_a_folder(folder: Path, name: str, among: bool) -> None:
    assert is_among(folder / name, [folder]) is among


@pytest.mark.parametrize(
    ("pattern", "name", "among"),
    [
        ("*.csv", "结果.csv", True),
        ("*.csv", "结果.xlsx", False),
        ("**/*.csv", "结果.csv", True),
        ("内*", "内层/结果.csv", True),
        ("b.csv", "b.csv", True),
        ("b.csv", "结果.csv", False),
        ("-", "结果.csv", False),
    ],
)
def test_what_would_be_read_by_a_pattern(
    folder: Path, pattern: str, name: str, among: bool
) -> None:
    paths = [Path("-") if pattern == "-" else folder / pattern]

    assert is_among(folder / name, paths) is among


def test_what_is_read_is_among_what_was_asked_for(folder: Path) -> None:
    for pattern in ("", "*.csv", "**/*.txt", "[ab].*"):
        paths = [folder / pattern]
        assert all(is_among(file, paths) for file in find_files(paths))


def test_pipes_broken_links_and_loops_are_reported_and_read_no_further(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    (tmp_path / "b.csv").symlink_to("nowhere")
    (tmp_path / "c.csv").symlink_to("c.csv")
    (tmp_path / "round").symlink_to(tmp_path)
    sent = read_submissions([tmp_path], plan())
    assert [(one.event, Path(one.path).name) for one in sent.notices] == [
        *(("unreadable-file", name) for name in ("a.csv", "b.csv", "c.csv")),
    ]
    assert "管道" in str(sent.notices[0].value)


def test_a_folder_behind_a_link_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    (tmp_path / "sent" / "a.csv").write_text("x", "utf-8")
    (tmp_path / "apart").mkdir()
    (tmp_path / "apart" / "b.csv").write_text("x", "utf-8")
    (tmp_path / "sent" / "link").symlink_to(tmp_path / "apart")
    (tmp_path / "sent" / "again").symlink_to(tmp_path / "apart")
    assert sorted(one.name for one in find_files([tmp_path / "sent"])) == ["a.csv", "b.csv"]


def test_a_folder_that_cannot_be_looked_into_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text(one(PERCENT, "2025", "女", "95.2"), "utf-8")
    closed = tmp_path / "closed"
    closed.mkdir()
    scan = os.scandir

    def refusing(path: str) -> Iterator[os.DirEntry[str]]:  # root may look into any folder
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refusing)
    sent = read_submissions([tmp_path], plan())
    assert [
        (n.event, Path(n.path).name) for n in sent.notices if n.event != "department-unknown"
    ] == [("unreadable-file", "closed")]
    assert sent.observations.height == 1


@pytest.mark.parametrize("name", ["长" * 300 + ".csv", "a" * 5000, "a\0b"])
def test_impossible_names_are_misuse(name: str) -> None:
    with pytest.raises(SubmissionError):
        find_files([Path(name)])


@pytest.mark.parametrize("closed", [True, False])
def test_standard_input_that_is_not_there_is_misuse(
    closed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None if closed else _Terminal())
    with pytest.raises(SubmissionError):
        find_files([Path("-")])


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True
