"""What people write for the report: kept, printed in every format, flagged when figures change."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Ran
from tests.report.rendering import needs_pdftotext, squeeze, text_of
from tests.report.test_every_edition import data, words

from plan_eval.errors import PlanEvalError
from plan_eval.model.written import WrittenText
from plan_eval.plan_folder.texts_folder import read_texts, text_file
from plan_eval.report.build import compose
from plan_eval.report.edition import Edition
from plan_eval.report.markdown import to_html
from plan_eval.report.outline import Outline
from plan_eval.report.texts import Texts
from plan_eval.resources import templates_folder
from plan_eval.writing.saving import save

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., Ran]
OPINION, OURS = "advice.opinion", "一是加强检查，二是补齐短板"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as an office has it, with a small plan and what was sent."""
    shutil.copytree(ROOT / "tests/plans/tiny", tmp_path / "plan")
    shutil.copytree(ROOT / "tests/plans/tiny_submissions", tmp_path / "sent")
    (tmp_path / "plan-eval.yaml").write_text("plan: plan\nsubmissions: [sent]\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, block: str = OPINION, body: str = OURS) -> Path:
    path = project / "texts" / "midterm_2018" / f"{block}.md"
    path.write_text(path.read_text("utf-8") + body, "utf-8")
    return path


def test_a_text_is_kept_over_reruns_and_printed_in_every_format(
    plan_eval: Command, project: Path
) -> None:
    assert plan_eval("texts", "--stage", "midterm").code == 0
    path = write(project)
    before = path.read_bytes()
    assert plan_eval("texts", "--stage", "midterm").code == 0
    assert path.read_bytes() == before
    for form in ("html", "docx"):
        ran = plan_eval("report", "--stage", "midterm", "--output", f"a.{form}")
        assert (ran.code, ran.err) == (0, "")
    assert OURS in words((project / "a.html").read_text("utf-8"))
    with zipfile.ZipFile(project / "a.docx") as made:
        assert OURS in re.sub("<[^>]+>", "", made.read("word/document.xml").decode())


@needs_pdftotext
def test_a_text_of_the_midterm_stands_in_its_pdf_and_in_no_other(
    plan_eval: Command, project: Path
) -> None:
    plan_eval("texts", "--stage", "midterm")
    write(project)
    for stage in ("midterm", "final"):
        plan_eval("report", "--stage", stage, "--output", f"{stage}.pdf")
    assert OURS in squeeze(text_of(project / "midterm.pdf"))
    assert OURS not in squeeze(text_of(project / "final.pdf"))


def test_a_text_whose_figures_changed_is_flagged_until_somebody_confirms_it(
    plan_eval: Command, project: Path
) -> None:
    plan_eval("texts", "--stage", "midterm")
    write(project)
    sent = project / "sent" / "library_2018.csv"
    # one township gets a reading room more: the advice about it is gone
    figures = sent.read_text("utf-8")
    assert "西岭镇,合计,1," in figures
    sent.write_text(figures.replace("西岭镇,合计,1,", "西岭镇,合计,2,"), "utf-8")
    ran = plan_eval("report", "--stage", "midterm", "--output", "a.html")
    assert ran.code == 1
    assert f"{OPINION}.md" in ran.err
    assert "数据有变" in words((project / "a.html").read_text("utf-8"))
    listed = plan_eval("texts", "--stage", "midterm", "--list")
    assert listed.code == 1
    assert "原：" in listed.err
    assert plan_eval("texts", "--stage", "midterm", "--confirm", OPINION).code == 0
    again = plan_eval("report", "--stage", "midterm", "--output", "a.html")
    assert (again.code, again.err) == (0, "")
    assert OURS in (project / "texts/midterm_2018" / f"{OPINION}.md").read_text("utf-8")


def test_skeletons_follow_the_figures_as_long_as_nobody_writes(
    plan_eval: Command, project: Path
) -> None:
    plan_eval("texts", "--stage", "midterm")
    path = project / "texts/midterm_2018/area-growth.md"
    # as the program wrote it when the figures were those of the year before
    save(path, path.read_text("utf-8").replace("2018", "2017").encode(), force=True)
    assert plan_eval("texts", "--stage", "midterm").code == 0
    assert "截至2018年" in path.read_text("utf-8")


def test_a_replacement_in_all_files_is_a_persons_wording(plan_eval: Command, project: Path) -> None:
    plan_eval("texts", "--stage", "midterm")
    path = project / "texts/midterm_2018/area-growth.md"
    swept = path.read_text("utf-8").replace("截至2018年", "到2018年底")
    assert swept != path.read_text("utf-8")
    path.write_text(swept, "utf-8")
    plan_eval("texts", "--stage", "midterm")
    assert path.read_text("utf-8") == swept


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("midterm_2018/advice.opinon.md", "advice.opinion"),
        ("midterm_2018/nothing-like-it.md", "没有编码为"),
        ("midterm_2018/advice.opinion.md.txt", ".md"),
        ("midterm_2018/opinion.docx", ".md"),
        ("advice.opinion.md", "midterm_2018"),
        ("midterm-2018/advice.opinion.md", "midterm_2018"),
    ],
)
def test_a_text_that_would_be_lost_is_refused(
    plan_eval: Command, project: Path, name: str, said: str
) -> None:
    path = project / "texts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(OURS, "utf-8")
    ran = plan_eval("report", "--stage", "midterm", "--output", "a.html")
    assert ran.code == 2
    assert said in ran.err
    assert not (project / "a.html").exists()


def test_an_empty_skeleton_of_a_block_that_is_gone_is_no_fault(
    plan_eval: Command, project: Path
) -> None:
    folder = project / "texts/midterm_2018"
    folder.mkdir(parents=True)
    (folder / "gone.lead.md").write_bytes(
        text_file("旧", ("从前有3项。",), ("旁边有4项。",), "从前有3项。")
    )
    assert plan_eval("report", "--stage", "midterm", "--output", "a.html").code == 0


def test_files_that_nobody_touched_change_nothing(plan_eval: Command, project: Path) -> None:
    plan_eval("report", "--stage", "midterm", "--output", "a.docx", "--date", "2019-03-01")
    plan_eval("texts", "--stage", "midterm")
    plan_eval("report", "--stage", "midterm", "--output", "b.docx", "--date", "2019-03-01")
    assert (project / "a.docx").read_bytes() == (project / "b.docx").read_bytes()


def test_texts_of_the_project_are_not_printed_for_another_plan(
    plan_eval: Command, project: Path
) -> None:
    plan_eval("texts", "--stage", "midterm")
    write(project)
    shutil.copytree(project / "plan", project / "other")
    plan_eval("report", "--stage", "midterm", "--plan", "other", "--output", "a.html")
    assert OURS not in (project / "a.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("好。\n\n<script>alert(1)</script>", 7),
        ("好 <b onclick='x'>大</b>", 5),
        ("![图](file:///etc/passwd)", 5),
        ("[看](https://example.org)", 5),
        ("<https://example.org>", 5),
        ("# 标题", 5),
        ("标题\n===", 5),
        ("> 引", 5),
        ("```\n码\n```", 5),
        ("`码`", 5),
        ("- 甲\n- <i>乙</i>", 6),
    ],
)
def test_markdown_that_would_bring_in_more_than_words_is_refused(body: str, line: int) -> None:
    with pytest.raises(PlanEvalError) as refused:
        to_html(body, Path("a.md"), 5)
    assert refused.value.line == line
    assert refused.value.hint


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("甲\n乙", "<p>甲乙</p>"),
        ("a\nb", "<p>a\nb</p>"),
        ("    缩进", "<p>缩进</p>"),
        ("3 < 5 & 6", "<p>3 &lt; 5 &amp; 6</p>"),
        ("&lt;b&gt;", "<p>&lt;b&gt;</p>"),
        ("{{ plan }} {% raw %}", "<p>{{ plan }} {% raw %}</p>"),
        ("1. 甲\n2. 乙", "<p>1. 甲</p>\n<p>2. 乙</p>"),
        ("- 甲\n- **乙**", "<p>• 甲</p>\n<p>• <strong>乙</strong></p>"),
        ("[甲]: 乙", "<p>[甲]: 乙</p>"),
    ],
)
def test_plain_words_come_out_as_they_are(body: str, html: str) -> None:
    assert to_html(body, Path("a.md"), 1).strip() == html


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("---\ntitle: 甲\nbeside: []\n", 1),
        ("---\ntitle: 甲\nbesid: []\n---\n", 3),
        ("---\ntitle: 甲\nbeside: 三\n---\n", 3),
        ("---\ntitle: 甲\ntitle: 乙\n---\n", 3),
    ],
)
def test_a_head_that_is_not_as_it_should_be_is_told_with_its_line(
    tmp_path: Path, head: str, line: int
) -> None:
    path = tmp_path / "midterm_2025" / "advice.opinion.md"
    path.parent.mkdir()
    path.write_text(head + OURS, "utf-8")
    with pytest.raises(PlanEvalError) as refused:
        read_texts(tmp_path, "midterm_2025")
    assert refused.value.line == line


@pytest.mark.parametrize("windows", [False, True])
def test_a_file_is_read_as_an_office_saves_it(tmp_path: Path, windows: bool) -> None:
    content = text_file("标题：“一”", ('说"3"项。',), ("二。",), OURS).decode()
    if windows:
        content = "\ufeff" + content.replace("\n", "\r\n")
    path = tmp_path / "midterm_2025" / "advice.opinion.md"
    path.parent.mkdir()
    path.write_bytes(content.encode())
    (found,) = read_texts(tmp_path, "midterm_2025").values()
    assert (found.body, found.against) == (OURS, ('说"3"项。', "二。"))
    assert found.line == 8


EDITIONS = {
    "whole": ("tiny", "midterm", Edition()),
    "whole sample": ("unmarked", "midterm", Edition()),
    "a department's own": ("tiny", "annual", Edition("department", department="clinic")),
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_blank_of_a_report_can_be_filled(edition: str) -> None:
    """No dashed box is left once each block without composed words has a text."""
    name, stage, of_kind = EDITIONS[edition]
    empty = data(name).context(stage, of_kind)
    assert 'class="blank"' in compose(empty, templates_folder())
    filled = {
        block.id: WrittenText(block.id, OURS, (), (), Path(f"{block.id}.md"), 1)
        for block in empty.texts.blocks.values()
        if not block.composed
    }
    context = replace(empty, texts=Texts(filled), outline=Outline())
    assert 'class="blank"' not in compose(context, templates_folder())


@pytest.mark.parametrize("stage", ["annual", "midterm", "final"])
def test_every_paragraph_of_the_main_report_can_be_worded_otherwise(stage: str) -> None:
    """Its prose is blocks all through; a paragraph beside them would be nobody's to edit."""
    edition = Edition("monitoring") if stage == "annual" else Edition()
    context = data("tiny").context(stage, edition)
    page = compose(context, templates_folder(), ("main",))
    # a page of contents, cover and signatures has no prose; a class marks notes and sources
    told = re.sub(r'<section class="(?:cover|summary|break)">.*?</section>', "", page, flags=re.S)
    told = re.sub(r"<table.*?</table>|<nav.*?</nav>", "", told, flags=re.S)
    blocks = "".join(text for block in context.texts.blocks.values() for text in block.composed)
    for paragraph in re.findall(r"<p>(.*?)</p>", told, re.S):
        assert words(paragraph) in blocks
    assert "<p>" in told
