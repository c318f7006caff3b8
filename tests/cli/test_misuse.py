"""What the parser refuses is said in one language, with what to do instead; the exit code is 2."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.cli.test_help import CHINESE
from tests.conftest import Ran

Run = Callable[..., Ran]
MISUSES = [
    ("validat", "没有命令“validat”", "no command “validat”", "validate"),
    ("targets lst", "没有命令“lst”", "no command “lst”", "list"),
    ("--nosuch", "没有选项 --nosuch", "no option --nosuch", "plan-eval --help"),
    ("report --stag midterm", "没有选项 --stag", "no option --stag", "--stage"),
    ("report -x", "没有选项 -x", "no option -x", "plan-eval report --help"),
    ("report", "缺少选项 --stage", "option --stage is missing", "annual"),
    ("trace", "缺少参数 ID", "argument ID is missing", "plan-eval trace --help"),
    ("trace a b", "多余的参数：b", "not expected: b", "plan-eval trace --help"),
    ("rules extra", "多余的参数：extra", "not expected: extra", "plan-eval rules --help"),
    ("report --stage mid", "--stage 不能是“mid”", "--stage cannot be “mid”", "midterm"),
    ("validate --limit x", "--limit 不能是“x”", "--limit cannot be “x”", "0"),
    ("validate --limit -1", "--limit 不能是“-1”", "--limit cannot be “-1”", "0"),
    ("assess --stage annual --year 20x", "“20x”", "“20x”", "plan-eval assess --help"),
    ("validate --on 2026", "--on 不能是“2026”", "--on cannot be “2026”", "2026-06-30"),
    ("rules --format", "--format 后面要写一个值", "--format takes a value", "plan-eval rules"),
    ("lint --strict=1", "--strict 不带值", "--strict takes no value", "plan-eval lint"),
    ("lint --strict --strict", "--strict 只能写一次", "--strict can be given only once", ""),
]


@pytest.mark.parametrize(("words", "zh", "en", "instead"), MISUSES, ids=lambda one: str(one)[:30])
def test_a_misuse_says_what_is_wrong_and_what_to_do(
    words: str, zh: str, en: str, instead: str, plan_eval: Run
) -> None:
    for language, said in (("zh", zh), ("en", en)):
        ran = plan_eval("--lang", language, *words.split())
        assert ran.code == 2
        assert ran.out == ""
        message, hint = ran.err.splitlines()
        assert said in message
        assert instead in hint
        if language == "en":
            assert CHINESE.search(ran.err) is None
        else:
            assert not re.search(r"(?:[a-z]{2,} ){3}", ran.err)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_wrong_language_is_misuse(at: int, plan_eval: Run) -> None:
    words = ["targets", "list"]
    words[at:at] = ["--lang", "fr"]
    ran = plan_eval(*words)
    assert ran.code == 2
    assert "--lang" in ran.err
    assert "zh、en" in ran.err


def test_control_characters_of_a_misuse_stay_words(plan_eval: Run) -> None:
    ran = plan_eval("validate", "--\x1b[31mred")
    assert ran.code == 2
    assert "\x1b" not in ran.err
