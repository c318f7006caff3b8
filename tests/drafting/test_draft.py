"""A draft of a whole text: what it finds, that it lints, that it says what is undecided."""

from __future__ import annotations

import io
import random
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from benches.draft import EXPECTED, TEXT, TEXTS, compared, judged, parts_of, quantified
from tests.conftest import Ran
from tests.drafting.word_files import plan_in_word

from plan_eval.drafting.build import Draft, draft_of
from plan_eval.drafting.clauses import pieces_of
from plan_eval.drafting.folder import files_of
from plan_eval.drafting.review import markdown, workbook
from plan_eval.drafting.sources import Paragraph, Source, read_source
from plan_eval.drafting.tables import BUILTIN, known_rates, read_leads
from plan_eval.errors import PlanEvalError
from plan_eval.model.inference import is_unverified, undecided
from plan_eval.model.integrity import defects
from plan_eval.model.misreadings import misread_targets
from plan_eval.plan_folder.load import load_plan, read_plan

ROOT = Path(__file__).resolve().parents[2]
SHARED = pytest.mark.skipif(
    not TEXT.is_file(), reason="the plan's text is not here (../shared/plan)"
)
EVERY = [*(TEXTS / name for name in EXPECTED), pytest.param(TEXT, marks=SHARED)]


def drafted(path: Path) -> Draft:
    return draft_of(read_source(path))


def written(draft: Draft, folder: Path) -> Path:
    for name, content in files_of(draft).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("name", EXPECTED)
def test_a_made_up_plan_is_found_as_a_reader_finds_it(name: str) -> None:
    draft, expected = drafted(TEXTS / name), EXPECTED[name]
    assert parts_of(draft) == {part: expected[part] for part in parts_of(draft)}
    found = judged(draft, expected["claims"])
    assert found.found == found.claims, found.wrong
    assert found.right >= 0.95 * found.claims, found.wrong
    assert found.split >= 0.95 * found.claims, found.wrong
    assert len(found.false) <= 3, found.false


@SHARED
def test_a_real_plan_is_found_as_people_encoded_it() -> None:
    began = time.process_time()  # of this process: others share the machine
    draft = drafted(TEXT)
    files_of(draft)
    assert time.process_time() - began < 5
    score = compared(draft.plan, load_plan(ROOT / "targets"))
    for part in ("areas", "goals", "measures", "projects", "footnotes with their places"):
        found, there = score.parts[part]
        assert found == there, part
    # of the 68 clauses with a number or absolute word one is printed twice in one measure
    assert score.parts["quantified claims"] == (67, 67), score.missed
    assert score.parts["… number, comparator and unit"][0] >= 65, score.wrong
    assert score.parts["populations"][0] >= 0.8 * score.parts["populations"][1], score.people
    assert score.parts["best measure of a goal"][0] >= 80
    assert len(score.false) <= 5, score.false


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_a_draft_lints_and_says_that_it_is_one(path: Path, tmp_path: Path) -> None:
    draft = draft_of(read_source(path), read_leads(BUILTIN))
    found = read_plan(written(draft, tmp_path))
    assert found.faults == []
    assert found.plan == draft.plan
    # PL031: a name that was carried from the clause before is likest to that
    assert [one for one in misread_targets(found.plan) if one.code != "PL031"] == []
    codes = [note.code for note in found.notes()]
    by_town = any("town" in one.splits for one in found.plan.indicators.values())
    assert codes == ["PL106", "PL110", *(["PL111"] if by_town else [])]  # no text lists the towns
    assert str(len(undecided(found.plan))) in found.notes()[1].message
    assert is_unverified(found.plan)


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_the_quotes_of_a_goal_join_to_its_text(path: Path) -> None:
    for goal in drafted(path).plan.goals.values():
        pieces = pieces_of(goal.text)
        ends = [0, *(piece.end for piece in pieces)]
        between = [goal.text[end : piece.start] for end, piece in zip(ends, pieces, strict=False)]
        assert (
            "".join(gap + piece.quote for gap, piece in zip(between, pieces, strict=True))
            + goal.text[ends[-1] :]
            == goal.text
        )
        left = "".join((*between, goal.text[ends[-1] :]))
        assert not re.sub(r"[\s，。；！？,;!?：]", "", left), goal.text


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_everything_that_is_proposed_is_inferred(path: Path) -> None:
    draft = drafted(path)
    for one in draft.plan.indicators.values():
        assert {"target", "scope", "department"} <= set(one.inferred)
        assert one.id in draft.doubts
    for one in quantified(draft.plan):
        assert {"name", "unit"} <= set(one.inferred)


SUBJECTS = (
    *("婴儿死亡率", "就业人员中的女性比例", "女性平均受教育年限", "儿童之家", "每千人口托位数"),
    *("新增劳动力中女性比例", "各级人大代表、政协委员中的女性比例", "每个乡镇儿童主任", "婚检人数"),
    *("男女收入差距", "65岁以上妇女健康管理率", "新建小区幼儿园", "男女厕位比例", "零就业家庭"),
)
WORDS = (
    *("达到", "提高到", "不低于", "控制在", "保持在", "达到并保持在", "降低", "至少建成", "新增"),
    *(
        "每年达到",
        "实现",
        "年均增长",
        "不超过",
        "至少各有",
        "逐步",
        "",
        "比2020年提高",
        "由30%提高到",
    ),
)
NUMBERS = (
    *("90%", "4‰", "9/10万", "1:1.5", "3个", "5名", "2000", "14年", "5个百分点", "1.5万人", "一半"),
    *("三分之一", "全覆盖", "应保尽保", "动态清零", "15分钟生活圈", "九成", "3万人次", "100公里"),
)
ENDS = ("", "以上", "以下", "左右", "以内", "，城乡差距缩小", "并逐步提高", "和95%以上")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_clause_says_the_draft_of_it_can_be_loaded(seed: int) -> None:
    """Clauses put together at random, most of which no office would write."""
    some = random.Random(seed)
    parts = (SUBJECTS, WORDS, NUMBERS, ENDS)
    goals = ["".join(some.choice(words) for words in parts) for _ in range(30)]
    lines = [
        "（一）儿童与健康",
        "主要目标：",
        *(f"{n}.{goal}。" for n, goal in enumerate(goals, 1)),
    ]
    lines += ["策略措施：", "1.完善服务。"]
    paragraphs = tuple(Paragraph(line, n) for n, line in enumerate(lines, 1))
    draft = draft_of(Source("plan.txt", paragraphs, {}))
    assert defects(draft.plan) == []
    assert [goal.text for goal in draft.plan.goals.values()] == [f"{goal}。" for goal in goals]
    # a number that goes with no kind of target is said to be open
    for one in (one for one in misread_targets(draft.plan) if one.code != "PL031"):
        assert "misread" in draft.doubts[one.item].why


def test_the_same_text_gives_the_same_draft() -> None:
    first, again = (drafted(TEXTS / "county_children.txt") for _ in range(2))
    assert files_of(first) == files_of(again)
    assert markdown(first) == markdown(again)


def test_a_word_file_gives_what_its_text_says(tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(plan_in_word().bytes())
    plan = drafted(path).plan
    assert [len(area.goals) for area in plan.areas] == [2, 2]
    assert plan.header.title == "山口县儿童发展规划（2021—2030年）"
    assert plan.header.level is not None
    assert plan.header.level.whole == "全县"
    first, second, third = plan.footnotes
    assert (first.place.item, first.place.after) == ("health-01", "婴儿死亡率控制在4‰以下")
    (benchmark,) = first.benchmarks
    assert (benchmark.indicator, benchmark.comparator, str(benchmark.value)) == (
        "health-01-1",
        "at_most",
        "5",
    )
    assert plan.document[benchmark.document].level == "nation"
    goal = plan.goals[second.place.item]
    assert goal.text[second.place.position :].startswith("10%")
    assert third.place.part == "measure"


@pytest.mark.parametrize(
    ("front", "title", "district", "whole", "years"),
    [
        (
            [
                "某市甲区人民政府关于印发甲区儿童发展规划的通知",
                "某市甲区儿童发展规划",
                "（2021-2030年）",
            ],
            *("某市甲区儿童发展规划（2021-2030年）", "某市甲区", "全区", (2021, 2030)),
        ),
        (
            ["关于印发《乙县儿童发展规划（2021—2030年）》的通知"],
            *("乙县儿童发展规划（2021—2030年）", "乙县", "全县", (2021, 2030)),
        ),
        (
            ["丙省“十四五”妇女儿童发展规划"],
            *("丙省“十四五”妇女儿童发展规划", "丙省", "全省", (2021, 2025)),
        ),
        (
            ["丁族自治州", "妇女发展规划（2021—2030年）"],
            *("丁族自治州妇女发展规划（2021—2030年）", "丁族自治州", "全州", (2021, 2030)),
        ),
        (
            [
                "在《戊旗儿童发展规划（2011—2020年）》之后，依照《中国儿童发展纲要（2021—2030年）》制定本规划。"
            ],
            *("戊旗儿童发展规划（2021—2030年）", "戊旗", "全旗", (2021, 2030)),
        ),
    ],
    ids=["circular and title", "circular alone", "five years", "two lines", "none"],
)
def test_title_place_and_years(
    front: list[str], title: str, district: str, whole: str, years: tuple[int, int]
) -> None:
    lines = [
        *front,
        "（一）儿童与健康",
        "主要目标：",
        "1.近视率下降。",
        "策略措施：",
        "1.完善服务。",
    ]
    paragraphs = tuple(Paragraph(line, n) for n, line in enumerate(lines, 1))
    header = draft_of(Source("plan.txt", paragraphs, {})).plan.header
    assert header.title == title
    assert header.district == district
    assert header.level is not None
    assert header.level.whole == whole
    assert (header.span.start, header.span.end) == years


def test_footnotes_on_headings_and_elsewhere_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(
        "某县儿童发展规划（2021—2030年）\n为儿童制定本规划[1]。\n（一）儿童与健康[2]\n"
        "主要目标[3]：\n1.近视率下降[4]，身高增加。\n策略措施：\n1.完善服务[5]。\n"
        "二、重点项目\n（一）护苗工程[6]。建立机制。\n" + "填充文字。" * 40 + "\n"
        "[1] 甲\n[2] 乙\n[3] 丙\n[4] 丁\n[5] 戊\n[6] 己\n",
        "utf-8",
    )
    draft = drafted(path)
    places = [(note.text, note.place.item, note.place.after) for note in draft.plan.footnotes]
    assert places == [
        ("甲", "health", "儿童与健康"),
        ("乙", "health", "儿童与健康"),
        ("丙", "health", "主要目标"),
        ("丁", "health-01", "近视率下降"),
        ("戊", "health-m01", "完善服务"),
        ("己", "project-1", "护苗工程"),
    ]
    assert draft.moved_notes == (1,)
    assert "[1] 甲" in markdown(draft).decode()
    assert read_plan(written(draft, tmp_path / "plan")).faults == []


def test_a_table_of_targets_in_an_area_gives_its_goals(tmp_path: Path) -> None:
    rows = [
        ["序号", "指标", "单位", "2020年", "2030年目标", "责任单位"],
        ["1", "孕产妇死亡率", "1/10万", "8.5", "≤8", "卫生健康局"],
        ["2", "婴儿死亡率", "‰", "4.1", "4以下", "卫生健康局"],
        ["3", "普惠性幼儿园覆盖率", "%", "85", "≥90", "教育局"],
        ["4", "儿童之家", "个", "10", "50", "民政局"],
        ["5", "心理服务", "—", "", "健全", "民政局"],
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    path = tmp_path / "plan.html"
    path.write_text(
        f"<p>某县儿童发展规划（2021—2030年）</p><p>{'虚构文本。' * 50}</p><p>（一）儿童与健康</p>"
        f"<p>主要目标</p><p>1.儿童健康水平提高。</p><table>{table}</table>"
        "<p>策略措施</p><p>1.完善服务。</p>",
        "utf-8",
    )
    draft = drafted(path)
    assert [goal.printed for goal in draft.plan.goals.values()] == ["1", "2", "3", "4", "5"]
    found = [
        (one.name, one.target.kind, str(getattr(one.target, "value", "")), one.unit)
        for one in quantified(draft.plan)
    ]
    assert found == [
        ("孕产妇死亡率", "at_most", "8", "1/10万"),
        ("婴儿死亡率", "at_most", "4", "‰"),
        ("普惠性幼儿园覆盖率", "at_least", "90", "%"),
        ("儿童之家数", "at_least", "50", "个"),
    ]
    # the rest of the table is kept for somebody to look at
    assert [one.text for one in draft.outline.unplaced] == ["\t".join(row) for row in rows]
    assert read_plan(written(draft, tmp_path / "plan")).faults == []


def test_the_review_names_the_hardest_first_and_what_has_no_place() -> None:
    draft = drafted(TEXTS / "county_children.txt")
    text = markdown(draft).decode()
    assert text.index("## 待重点核对") < text.index("## 较有把握") < text.index("## 原文写明")
    for one in draft.plan.indicators.values():
        assert f"**{one.id}**" in text
        assert f"> {one.sources[0].quote}" in text
    book = openpyxl.load_workbook(io.BytesIO(workbook(draft, date(2026, 1, 2))))
    rows = [*book.worksheets[0].iter_rows(min_row=4, values_only=True)]
    assert len(rows) == len(draft.plan.indicators)
    ranks = [["待重点核对", "较有把握", "原文写明"].index(str(row[0])) for row in rows]
    assert ranks == sorted(ranks)


def test_departments_come_from_a_table_that_can_be_replaced(tmp_path: Path) -> None:
    table = tmp_path / "mine.yaml"
    table.write_text(
        "fallback: office\ndepartments:\n"
        "  - {id: clinic, name: 保健院, name_en: Clinic, words: 死亡率|健康}\n"
        "  - {id: office, name: 办公室, name_en: Office, words: 规划}\n",
        "utf-8",
    )
    source = read_source(TEXTS / "unlabelled.txt")
    plan = draft_of(source, read_leads(str(table))).plan
    assert plan.indicators["health-01-1"].department == "clinic"
    assert [one.name for one in plan.departments] == ["旗保健院", "旗办公室"]
    assert {one.id for one in draft_of(source).plan.departments} == {"unassigned"}
    table.write_text("fallback: nobody\ndepartments: []\n", "utf-8")
    with pytest.raises(PlanEvalError, match=r"mine\.yaml"):
        read_leads(str(table))


def test_the_tables_of_the_program_are_sound() -> None:
    assert len(known_rates()) > 20
    leads = read_leads(BUILTIN)
    ids = [one.id for one in leads.departments]
    assert len(set(ids)) == len(ids)
    assert leads.of("孕产妇死亡率") == "health"
    assert leads.of("没有任何关键词") == leads.fallback


def test_the_command_writes_a_folder_and_overwrites_nobodys_work(
    plan_eval: Callable[..., Ran], tmp_path: Path
) -> None:
    text, into = TEXTS / "county_children.txt", tmp_path / "plan"
    ran = plan_eval("draft", str(text), "--into", str(into))
    assert ran.code == 0, ran.err
    assert f"量化 {len(quantified(drafted(text).plan))} 项" in ran.out
    assert (into / "review.md").is_file()
    assert (into / "review.xlsx").is_file()
    assert plan_eval("lint", str(into)).code == 0
    assert plan_eval("lint", str(into), "--strict").code == 1
    # again over its own files, but not over what a person changed, nor beside another plan's
    assert plan_eval("draft", str(text), "--into", str(into)).code == 0
    changed = into / "areas/01-health.yaml"
    changed.write_text(changed.read_text("utf-8") + "# 改\n", "utf-8")
    refused = plan_eval("draft", str(text), "--into", str(into))
    assert refused.code == 2
    assert plan_eval("draft", str(text), "--into", str(into), "--force").code == 0
    (into / "areas/09-other.yaml").write_text("id: other\n", "utf-8")
    refused = plan_eval("draft", str(text), "--into", str(into), "--force")
    assert refused.code == 2
    assert "09-other.yaml" in refused.err


def test_confirming_everything_ends_a_draft(plan_eval: Callable[..., Ran], tmp_path: Path) -> None:
    into = written(drafted(TEXTS / "unlabelled.txt"), tmp_path)
    before = undecided(load_plan(into))
    for one in quantified(load_plan(into)):
        ran = plan_eval("targets", "confirm", one.id, "all", "--by", "王某", "--plan", str(into))
        assert ran.code == 0, ran.err
    plan = load_plan(into)
    assert not is_unverified(plan)
    assert 0 < len(undecided(plan)) < len(before)
    # the remarks beside the ids are kept
    text = (into / "areas/01-health.yaml").read_text("utf-8")
    assert text.count("# 原文写明") + text.count("# 较有把握") + text.count("# 待重点") == len(
        plan.areas[0].indicators
    )


def test_a_report_of_a_draft_says_so_on_every_page_until_its_numbers_are_confirmed(
    plan_eval: Callable[..., Ran], tmp_path: Path
) -> None:
    into = written(drafted(TEXTS / "unlabelled.txt"), tmp_path / "plan")
    sent = tmp_path / "2025.csv"
    sent.write_text("指标编码,年份,数值\nhealth-01-1,2025,3.2\n", "utf-8")
    report = tmp_path / "report.html"
    command = ["report", "--stage", "annual", "--year", "2025", "--format", "html", "--force"]
    command += ["--plan", str(into), "--submissions", str(sent), "-o", str(report)]
    plan_eval(*command)
    text = report.read_text("utf-8")
    mark = "规划数据未核定"
    assert f"<strong>{mark}</strong>" in text
    assert re.search(f'@top-left {{ content: "[^"]*{mark}"', text)  # the head of every page
    for one in quantified(load_plan(into)):
        plan_eval("targets", "confirm", one.id, "all", "--by", "王某", "--plan", str(into))
    plan_eval(*command)
    assert mark not in report.read_text("utf-8")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_number_that_is_taken_away_from_the_draft_is_listed(name: str) -> None:
    source = read_source(TEXTS / name)
    lost = Paragraph("建设10个友好社区，为5000名居民免费筛查。", 999)
    there = draft_of(source)
    more = draft_of(Source(source.name, (lost, *source.paragraphs), source.notes, source.lost))
    assert (999, "建设10个友好社区，为5000名居民免费筛查") in more.uncounted
    assert set(there.uncounted) == set(more.uncounted) - {(999, more.uncounted[0][1])}
    quoted = [one.quote for i in there.plan.indicators.values() for one in i.sources]
    assert not any(text in quoted for _, text in there.uncounted)
