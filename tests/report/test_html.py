"""What a district's templates may do, and what they may not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from plan_eval.errors import ReportError
from plan_eval.report.html import Templates

VALUES: dict[str, Any] = {"frame": pl.DataFrame({"a": [1]}), "path": Path("/"), "words": "字"}

ATTACKS = {
    "globals of a function": "{{ cycler.__init__.__globals__.os.system('touch ' ~ out) }}",
    "globals of the words": "{{ t.__globals__ }}",
    "globals by a filter": "{{ (t | attr('__globals__'))['__builtins__'] }}",
    "subclasses": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "by a format": "{{ '{0.__class__.__mro__}'.format(words) }}",
    "by a format map": "{{ '{w.__class__}'.format_map({'w': words}) }}",
    "by map": "{{ ([t] | map(attribute='__globals__') | first).os }}",
    "by lipsum": "{{ lipsum.__globals__['os'].popen('touch ' ~ out) }}",
    "by self": "{{ self.__init__.__globals__ }}",
    "frame that writes": "{{ frame.write_csv(out) }}",
    "path that reads": "{{ (path / 'etc' / 'passwd').read_text() }}",
    "endless range": "{% for _ in range(10 ** 12) %}{% endfor %}",
    "template of the system": "{% include '/etc/passwd' %}",
    "template above": "{% include '../secret.txt' %}",
    "link": "{% include 'link.txt' %}",
    "link in a folder": "{% include 'linked/secret.txt' %}",
    "link of import": "{% import 'link.txt' as secret %}{{ secret }}",
    "device": "{% include 'zero' %}",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_attacks_end_the_report(tmp_path: Path, attack: str) -> None:
    own, out = tmp_path / "own", tmp_path / "out"
    own.mkdir()
    (tmp_path / "secret.txt").write_text("SECRET", "utf-8")
    (own / "link.txt").symlink_to("../secret.txt")
    (own / "linked").symlink_to(tmp_path)
    (own / "zero").symlink_to(os.devnull)
    (own / "report.html.j2").write_text(f"a\n{attack}", "utf-8")

    with pytest.raises(ReportError):
        Templates(own).get_template("report.html.j2").render(out=str(out), **VALUES)

    assert not out.exists()


def test_plain_templates_do_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").write_text(
        "{% macro m(x) %}{{ x.upper() }}{% endmacro %}{{ m('a') }}{% for k, v in d.items() %}"
        "{{ loop.index }}{{ k.center(3) }}{{ v }}{% endfor %}{{ t('punctuation.list') }}",
        "utf-8",
    )
    made = Templates(tmp_path).get_template("a.html.j2").render(d={"k": 1})
    assert made == "A1 k 1、"


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.html.j2").write_text("甲", "utf-8")
    (tmp_path / "b.html.j2").symlink_to("a.html.j2")
    assert Templates(tmp_path).get_template("b.html.j2").render() == "甲"
