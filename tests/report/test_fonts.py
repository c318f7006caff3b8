import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from tests.report.rendering import FONTS, TEMPLATES

from plan_eval.errors import ReportError
from plan_eval.report.fonts import FAMILIES, FontChoice, fonts_conf, use_fonts

FILES = sorted((TEMPLATES / "fonts").rglob("*.ttf"))
TEXT_FAMILIES = tuple(f for f in FAMILIES if f != "PE Signs")
SIGNS = "①②③④⑤⑥⑦⑧⑨⑩〔〕《》“”‘’—…·％‰℃±×÷≥≤≈≠→↑↓▲▼△▽●○◐◑◒◔◕◆◇■□★☆✓✗†‡§№￥㎡⚠"
GUANGDONG = "碁滘涌圳凼塱氹曱漖埗墈"
STACKS = {
    "PE FangSong": ("PE FangSong", "PE Song", "PE Signs"),
    "PE XBS": ("PE XBS", "PE Song", "PE Signs"),
    "PE Hei": ("PE Hei", "PE Signs"),
    "PE Kai": ("PE Kai", "PE Song", "PE Signs"),
    "PE Song": ("PE Song", "PE Signs"),
}


def load(file: Path) -> TTFont:
    return TTFont(BytesIO(file.read_bytes()))


def font(family: str) -> TTFont:
    return load(next(f for f in FILES if f.stem == family.replace(" ", "")))


def characters(family: str) -> set[str]:
    return {chr(code) for code in font(family).getBestCmap()}


def gb2312_hanzi() -> set[str]:
    pairs = (bytes([lead, trail]) for lead in range(0xB0, 0xF8) for trail in range(0xA1, 0xFF))
    return {pair.decode("gb2312", "ignore") for pair in pairs} - {""}


def test_the_folder_holds_each_family_once() -> None:
    names = [load(file)["name"].getDebugName(1) for file in FILES]

    assert sorted(names) == sorted(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_font_is_one_regular_truetype_face(family: str) -> None:
    table = font(family)

    assert "glyf" in table
    assert "CFF " not in table
    assert table["OS/2"].usWeightClass == 400
    assert table["head"].modified == table["head"].created


@pytest.mark.parametrize("family", TEXT_FAMILIES)
def test_a_font_has_all_of_gb2312(family: str) -> None:
    hanzi = gb2312_hanzi()

    assert len(hanzi) == 6763
    assert hanzi <= characters(family)


@pytest.mark.parametrize("family", TEXT_FAMILIES)
def test_a_stack_has_all_signs_and_rare_hanzi(family: str) -> None:
    found = set().union(*(characters(member) for member in STACKS[family]))

    assert set(SIGNS + GUANGDONG) - found == set()


def test_the_style_sheet_names_the_same_stacks() -> None:
    tokens = (TEMPLATES / "css" / "tokens.css").read_text("utf-8")

    for stack in STACKS.values():
        assert ", ".join(f'"{family}"' for family in stack) in tokens


@pytest.mark.parametrize("char", "国（）《》，一")
def test_converted_outlines_stand_where_they_should(char: str) -> None:
    table = font("PE FangSong")
    name = table.getBestCmap()[ord(char)]

    width, left = table["hmtx"][name]

    assert width == 1000
    assert left == table["glyf"][name].xMin


def test_licences_lie_beside_the_fonts() -> None:
    folder = TEMPLATES / "fonts"

    assert "SIL OPEN FONT LICENSE" in (folder / "licences" / "OFL-NotoSansSC.txt").read_text()
    assert "GNU GENERAL PUBLIC LICENSE" in (folder / "fandol" / "COPYING").read_text()
    assert (folder / "fandol" / "PEFangSong.ttf").exists()


def test_fontconfig_gets_an_absolute_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("FONTCONFIG_FILE", "relative.conf")
    monkeypatch.chdir(TEMPLATES)

    path = use_fonts(FontChoice(Path("fonts")))

    assert Path(os.environ["FONTCONFIG_FILE"]) == path
    assert path.is_absolute()
    assert f"<dir>{TEMPLATES / 'fonts'}</dir>" in path.read_text("utf-8")


def test_a_home_that_cannot_be_written_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("FONTCONFIG_FILE", "")

    assert use_fonts(FONTS).exists()


def test_only_our_fonts_are_seen_unless_asked(tmp_path: Path) -> None:
    conf = fonts_conf(FONTS, tmp_path)

    assert conf.count("<dir") == 1
    assert "仿宋_GB2312" not in conf


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        use_fonts(FontChoice(TEMPLATES / "fonts", extra=(tmp_path / "none",)))

    assert caught.value.path == tmp_path / "none"


OFFICE = """
import sys
from pathlib import Path
from plan_eval.report.fonts import FontChoice
from plan_eval.report.pdf import write_pdf
ours, office, out = map(Path, sys.argv[1:])
choice = FontChoice(ours, extra=(office,), installed=True)
html = '<html lang="zh-CN"><title>t</title><p style="font-family:PE FangSong">正文</p></html>'
print(*write_pdf(html, out, base=office, fonts=choice).problems)
"""


def test_the_fonts_of_the_office_are_preferred_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    official = font("PE Hei")
    for number in (1, 4, 6):
        official["name"].setName("FangSong_GB2312", number, 3, 1, 0x409)
    (tmp_path / "office").mkdir()
    official.save(tmp_path / "office" / "simfang.ttf")
    arguments = [str(TEMPLATES / "fonts"), str(tmp_path / "office"), str(tmp_path / "a.pdf")]

    # A process of its own: the preference is read once a process.
    done = subprocess.run(
        [sys.executable, "-c", OFFICE, *arguments], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == ""
    assert "FangSong_GB2312" in families_in(tmp_path / "a.pdf")


def families_in(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]
        return {str(o.FontFamily) for o in found if o.get("/Type") == "/FontDescriptor"}
