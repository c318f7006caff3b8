"""A district's own wording: taken where it fits, refused with its line where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plan_eval.errors import PlanEvalError
from plan_eval.messages import catalogue, t, use_messages
from plan_eval.plan_folder.messages_file import read_messages


@pytest.fixture
def own_words() -> Iterator[None]:
    yield
    use_messages({})


def written(folder: Path, text: str) -> Path:
    (folder / "words").mkdir()
    (folder / "words" / "zh.yaml").write_text(text, "utf-8")
    return folder


def test_no_file_no_words(tmp_path: Path) -> None:
    assert read_messages(tmp_path) == {}


def test_own_words_come_before_the_catalogues(tmp_path: Path, own_words: None) -> None:
    folder = written(
        tmp_path, 'state:\n  met: 达到目标\ncli:\n  report:\n    pages: "全文{pages}页"\n'
    )
    use_messages(read_messages(folder))
    assert t("state.met") == "达到目标"
    assert t("cli.report.pages", pages=3) == "全文3页"
    assert t("state.not_met") == catalogue("zh")["state.not_met"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("state:\n  mett: 已达标\n", 2, "state.mett"),
        ("state: 已达标\n", 1, "state"),
        ("state:\n  met: [已, 达标]\n", 2, "文字"),
        ("state:\n  met:\n", 2, "文字"),
        ("state:\n  met: '{'\n", 2, "花括号"),
        ("cli:\n  report:\n    pages: '{pages:>9}'\n", 3, "花括号"),
        ("cli:\n  report:\n    pages: '{pages.__class__}'\n", 3, "{pages.__class__}"),
        ("cli:\n  report:\n    pages: '{}'\n", 3, "{}"),
        ("- 达标\n", 1, "措辞"),
        ("达标\n", 1, "措辞"),
    ],
)
def test_words_that_do_not_fit_are_refused(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(PlanEvalError) as caught:
        read_messages(written(tmp_path, text))
    assert (caught.value.line, said in str(caught.value)) == (line, True), str(caught.value)
    assert caught.value.hint


def test_a_near_miss_is_named(tmp_path: Path) -> None:
    with pytest.raises(PlanEvalError) as caught:
        read_messages(written(tmp_path, "state:\n  mett: 已达标\n"))
    assert caught.value.hint is not None
    assert "state.met" in caught.value.hint


def test_a_district_may_name_its_level_in_any_words(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    own = 'report:\n  overview:\n    none-refused: "{level.whole}没有退回的数据。"\n'
    (tmp_path / "words" / "zh.yaml").write_text(own, "utf-8")
    assert read_messages(tmp_path) == {
        "report.overview.none-refused": "{level.whole}没有退回的数据。"
    }
