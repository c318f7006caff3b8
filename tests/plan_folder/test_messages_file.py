"""A district's own wording: taken where it fits, refused with its line where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from plan_eval.errors import PlanEvalError
from plan_eval.messages import FORM, Language, catalogue, marks, t, use_language, use_messages
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


def test_english_words_may_choose_by_a_count(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    file = tmp_path / "words" / "en.yaml"
    file.write_text('report:\n  count:\n    scope:\n      goals: "{count:# aim|# aims}"\n', "utf-8")
    use_language("en")
    use_messages(read_messages(tmp_path, "en"))
    assert [t("report.count.scope.goals", count=n) for n in (1, 2)] == ["1 aim", "2 aims"]
    file.write_text('report:\n  count:\n    scope:\n      goals: "{count:a|b|c}"\n', "utf-8")
    with pytest.raises(PlanEvalError) as caught:
        read_messages(tmp_path, "en")
    assert caught.value.line == 4


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_of_the_program_can_be_taken_as_it_is(
    tmp_path: Path, language: Language
) -> None:
    """But for those with a format of their own, which name a place that the language leaves out."""
    every = {
        key: words
        for key, words in catalogue(language).items()
        if FORM not in key and all(len(mark) > 1 for mark in marks(words))
    }
    (tmp_path / "words").mkdir()
    file = tmp_path / "words" / f"{language}.yaml"
    file.write_text(yaml.safe_dump(nested(every), allow_unicode=True, width=10**6), "utf-8")
    assert read_messages(tmp_path, language) == every


def nested(words: dict[str, str]) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, text in words.items():
        at = made
        *rooms, last = key.split(".")
        for room in rooms:
            at = at.setdefault(room, {})  # type: ignore[assignment]
        at[last] = text
    return made
