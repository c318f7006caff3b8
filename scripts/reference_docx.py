"""Make templates/word/reference.docx: the Word styles, page layouts and settings of the report.

The file is kept in git and is what the Word writer reads: an office that sets its reports otherwise
edits its own copy in Word. Run this only to change what the program ships:

    python -m scripts.reference_docx

Faces, sizes and pitch after GB/T 9704-2012: 三号仿宋 at 28.95 pt, headings 黑体 → 楷体 → 仿宋,
小标宋 for titles; A4 with a type area of 156 × 225 mm.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from plan_eval.report.writers.word.notes import footnotes_part
from plan_eval.report.writers.word.ooxml import element, millimetres, points, run, text, w, xml
from plan_eval.report.writers.word.package import repeatable
from plan_eval.report.writers.word.pages import LAYOUTS
from plan_eval.report.writers.word.reference import NAME
from plan_eval.report.writers.word.styles import STYLES
from plan_eval.report.writers.word.tables import head_rule, margins

REFERENCE = Path(__file__).resolve().parents[1] / "templates" / NAME

SONG, HEI, KAI, FANG = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312"
XBS = "方正小标宋简体"
# what a computer without the GB2312 faces has instead, by the name Word looks for
ALIASES = {KAI: "楷体", FANG: "仿宋", XBS: "小标宋", SONG: "SimSun", HEI: "SimHei"}

INK, SOFT, HAIR, WASH, ACCENT = "1A1A1A", "555555", "B8BEC6", "F1F3F5", "1F4E79"
BODY, PITCH = 16.0, 28.95


@dataclass(frozen=True)
class Edge:
    """A border of a paragraph: which side, how, how thick in points."""

    side: str
    size: float
    colour: str = ACCENT
    kind: str = "single"
    space: int = 4


@dataclass(frozen=True)
class Look:
    """A paragraph style. Sizes in points; `indent` in characters; `line` exact, None as needed.

    `narrow` sets 三号 a quarter point closer, so that 28 characters fill the line of 156 mm; a grid
    of characters would do it too, but not every program keeps to one.
    """

    id: str
    name: str
    face: str = FANG
    size: float = BODY
    line: float | None = PITCH
    align: str = "both"
    indent: int = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    colour: str | None = None
    level: int | None = None
    edges: tuple[Edge, ...] = ()
    shade: str | None = None
    left: float = 0
    hanging: float = 0
    tabs: tuple[tuple[str, int, str], ...] = ()
    narrow: bool = False


_BOX = tuple(Edge(side, 0.75, SOFT, "dashed", 4) for side in ("top", "left", "bottom", "right"))
TEXT_WIDTH = 8845  # 156 mm

LOOKS = (
    Look("Normal", "Normal", indent=2, narrow=True),
    Look("Plain", "正文（顶格）", narrow=True),
    Look("Heading1", "heading 1", HEI, indent=2, keep=True, level=0, align="left", narrow=True),
    Look("Heading2", "heading 2", KAI, indent=2, keep=True, level=1, align="left", narrow=True),
    Look("Heading3", "heading 3", FANG, indent=2, keep=True, level=2, align="left", narrow=True),
    Look("Heading4", "heading 4", FANG, indent=2, keep=True, level=3, align="left", narrow=True),
    # headings that the contents leave out, as in print
    Look(
        "Unlisted1",
        "一级标题（不入目录）",
        HEI,
        indent=2,
        keep=True,
        align="left",
        level=0,
        narrow=True,
    ),
    Look(
        "Unlisted2",
        "二级标题（不入目录）",
        KAI,
        indent=2,
        keep=True,
        align="left",
        level=1,
        narrow=True,
    ),
    # the annex is looked up: 五号 and little above it
    Look("AnnexHeading1", "附册一级标题", HEI, 15, 22, "left", before=6, keep=True, level=0),
    Look("AnnexHeading2", "附册二级标题", KAI, 13, 22, "left", before=6, keep=True, level=1),
    Look("AnnexHeading3", "附册三级标题", KAI, 12, 19, "left", before=6, keep=True, level=2),
    Look("PartTitle", "部分标题", XBS, 22, 34, "center", after=14, keep=True),
    Look("CoverMarks", "封面标记", HEI, 14, 24, "right"),
    Look(
        "CoverTitle",
        "封面标题",
        XBS,
        26,
        44,
        "center",
        before=130,
        edges=(Edge("top", 2.25, space=24),),
    ),
    Look(
        "CoverKind",
        "封面副标题",
        XBS,
        30,
        52,
        "center",
        before=12,
        edges=(Edge("bottom", 0.75, space=24),),
    ),
    Look("CoverPeriod", "封面期间", KAI, 18, 30, "center", before=42),
    Look("CoverFoot", "封面落款", KAI, 16, 32, "center"),
    Look("SummaryTitle", "一图读懂标题", XBS, 20, 28, "center"),
    Look(
        "SummarySub", "一图读懂副题", KAI, 10.5, 16, "center", after=8, edges=(Edge("bottom", 1.5),)
    ),
    Look(
        "SummaryHead",
        "一图读懂小标题",
        HEI,
        12,
        16,
        "left",
        before=8,
        after=3,
        keep=True,
        left=8,
        edges=(Edge("left", 3),),
    ),
    Look("SummaryText", "一图读懂正文", SONG, 10.5, 16, "left"),
    Look("SummaryItem", "一图读懂条目", SONG, 10.5, 16, "left", left=10.5, hanging=10.5),
    Look("Cells", "一图读懂符号", HEI, 9.5, 13, "left"),
    Look("CardFigure", "数字卡片", HEI, 24, 30, "center", colour=ACCENT),
    Look("CardLabel", "数字卡片名称", HEI, 10.5, 15, "center"),
    Look("CardBase", "数字卡片口径", SONG, 9, 12, "center", colour=SOFT),
    Look("SummaryJudgement", "摘要结论", SONG, 12, 19, "both", indent=2, after=3),
    Look("SummaryFoot", "摘要落款", KAI, 10.5, 16, "right", before=14),
    Look("GoalRow", "目标行", KAI, 10.5, 15, "both", keep=True),
    Look("ChangedNote", "数据已变更提示", HEI, 12, 20, "left"),
    Look("Demand", "定性要求", SONG, 10.5, 16.5, "left", left=15, hanging=15),
    Look("Small", "小号正文", SONG, 10.5, 17, indent=2),
    Look("Blank", "待填写", KAI, 12, 20, "both", before=6, after=6, colour=SOFT, edges=_BOX),
    Look("ResolutionHead", "审批意见标题", FANG, 14, 26),
    Look("Resolution", "审批意见", FANG, 14, 26, indent=2),
    Look("Caption", "caption", HEI, 12, 18, "center", before=6, after=3, keep=True),
    Look("Unit", "表格单位", SONG, 9, 12, "right", keep=True),
    Look("Picture", "图片", SONG, 10.5, None, "center", before=6, keep=True),
    Look("FigureCaption", "图题", HEI, 12, 18, "center"),
    Look("PairCaption", "图题（并排）", HEI, 10.5, 15, "center"),
    Look("FigureSource", "图注", SONG, 9, 13, "center", after=6, colour=SOFT),
    Look("TableText", "表格正文", SONG, 10.5, 15.5, "left"),
    Look("TableHead", "表头", HEI, 10.5, 14, "center"),
    Look("DenseText", "表格正文（小五）", SONG, 9, 13, "left"),
    Look("DenseHead", "表头（小五）", HEI, 9, 12, "center"),
    Look("TableNote", "表注", SONG, 9, 13, "left", colour=SOFT),
    Look("Source", "资料来源", SONG, 9, 13, "left", after=8, colour=SOFT),
    Look("FootnoteText", "footnote text", SONG, 9, 13, "left"),
    Look("TOC1", "toc 1", HEI, 14, 22, "left", tabs=(("right", TEXT_WIDTH, "dot"),)),
    Look("TOC2", "toc 2", FANG, 13, 19, "left", left=28, tabs=(("right", TEXT_WIDTH, "dot"),)),
    Look("TOC3", "toc 3", FANG, 12, 21, "left", left=56, tabs=(("right", TEXT_WIDTH, "dot"),)),
    Look(
        "AnnexContents",
        "附册目录",
        FANG,
        12,
        19,
        "left",
        left=24,
        tabs=(("right", TEXT_WIDTH, "dot"),),
    ),
    Look(
        "TableofFigures",
        "table of figures",
        SONG,
        9,
        13.5,
        "left",
        left=27,
        hanging=27,
        # one column, unlike in print: LibreOffice keeps no list of figures in two
        tabs=(("right", TEXT_WIDTH, "dot"),),
    ),
    Look("ListTitle", "表图目录标题", HEI, 14, 26, "left", before=10, keep=True),
    Look("Header", "header", SONG, 9, 13, "left", edges=(Edge("bottom", 0.5, HAIR),)),
    Look("Mark", "页眉标记", HEI, 9, 15, "right"),
    Look("Footer", "footer", SONG, 14, 18, "left"),
    Look("Spacer", "节末", SONG, 1, 1, "left"),
)

RUNS: Mapping[str, str] = {"Strong": HEI, "Emphasis": KAI}
"""Character styles: stress is 黑体 as in print, since no face has a bold."""


def _styles() -> Element:
    """The part styles.xml."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts(FANG), *_size(BODY), _language())),
        w("pPrDefault", w("pPr")),
    )
    runs = [_run_style(name, face) for name, face in RUNS.items()]
    paragraphs = [_paragraph_style(look) for look in LOOKS]
    return w("styles", defaults, *paragraphs, *runs, _band(), _footnote_mark(), *_tables())


def _font_table() -> Element:
    """The part fontTable.xml: each face and the one that may stand in for it."""
    return w(
        "fonts",
        *(
            w(
                "font",
                w("altName", val=alias),
                w("charset", val="86"),
                w("family", val="auto"),
                w("pitch", val="default"),
                name=face,
            )
            for face, alias in ALIASES.items()
        ),
    )


def _paragraph_style(look: Look) -> Element:
    made = w(
        "style",
        w("name", val=look.name),
        w("basedOn", val="Normal") if look.id != "Normal" else None,
        w("next", val="Normal") if look.level is not None else None,
        w("uiPriority", val=9 if look.level is not None else 20),
        w("qFormat"),
        _paragraph_properties(look),
        w("rPr", _fonts(look.face), _colour(look.colour), _closer(look), *_size(look.size)),
        type="paragraph",
        styleId=look.id,
    )
    custom = look.name[0] > "\u2e7f"  # built-in names are English whatever Word speaks
    made.attrib.update(
        w("style", **({"customStyle": 1} if custom else {"default": 1})).attrib
        if custom or look.id == "Normal"
        else {}
    )
    return made


def _paragraph_properties(look: Look) -> Element:
    rule = (
        {"line": points(look.line), "lineRule": "exact"}
        if look.line
        else {"line": 240, "lineRule": "auto"}
    )
    indents = {"firstLineChars": look.indent * 100, "firstLine": round(look.indent * BODY * 20)}
    if look.left or look.hanging:
        indents = {"left": points(look.left), "hanging": points(look.hanging)}
    return w(
        "pPr",
        w("keepNext", val=int(look.keep)),
        w("keepLines", val=int(look.keep)),
        w("widowControl"),
        w("pBdr", *(_edge(edge) for edge in look.edges)) if look.edges else None,
        w("shd", val="clear", color="auto", fill=look.shade) if look.shade else None,
        _tabs(look),
        # 28 characters a line: no room of its own between Chinese and figures, as in print
        *((w("autoSpaceDE", val=0), w("autoSpaceDN", val=0)) if look.id == "Normal" else ()),
        w("snapToGrid", val=int(look.narrow)),
        w("spacing", before=points(look.before), after=points(look.after), **rule),
        w("ind", **indents),
        w("jc", val=look.align),
        None if look.level is None else w("outlineLvl", val=look.level),
    )


def _tabs(look: Look) -> Element | None:
    if not look.tabs:
        return None
    return w("tabs", *(w("tab", val=kind, leader=dots, pos=at) for kind, at, dots in look.tabs))


def _edge(edge: Edge) -> Element:
    return w(edge.side, val=edge.kind, sz=round(edge.size * 8), space=edge.space, color=edge.colour)


def _run_style(name: str, face: str) -> Element:
    return w(
        "style",
        w("name", val=name),
        w("uiPriority", val=22),
        w("qFormat"),
        w("rPr", _fonts(face)),
        type="character",
        styleId=name,
    )


def _band() -> Element:
    """A framed word: 示例数据, 征求意见稿."""
    border = w("bdr", val="single", sz=6, space=0, color=INK)
    return w(
        "style",
        w("name", val="标记"),
        w("uiPriority", val=20),
        w("rPr", _fonts(HEI), border),
        type="character",
        customStyle=1,
        styleId="Band",
    )


def _footnote_mark() -> Element:
    return w(
        "style",
        w("name", val="footnote reference"),
        w("uiPriority", val=99),
        w("rPr", _fonts(SONG), w("vertAlign", val="superscript")),
        type="character",
        styleId="FootnoteReference",
    )


def _tables() -> list[Element]:
    """三线表, with and without hairlines between rows, and the invisible table of a layout."""
    plain = w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("tblPr", w("tblInd", w=0, type="dxa")),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    return [
        plain,
        _three_line("ThreeLine", "三线表", hair=False),
        _three_line("ThreeLineLined", "三线表（行线）", hair=True),
        _layout(),
    ]


def _three_line(name: str, words: str, *, hair: bool) -> Element:
    borders = w(
        "tblBorders",
        w("top", val="single", sz=12, space=0, color=INK),
        w("bottom", val="single", sz=12, space=0, color=INK),
        w("insideH", val="single", sz=4, space=0, color=HAIR) if hair else None,
    )
    head = w("tblStylePr", w("tcPr", w("tcBorders", head_rule())), type="firstRow")
    return w(
        "style",
        w("name", val=words),
        w("basedOn", val="TableNormal"),
        w("qFormat"),
        w("tblPr", borders, margins(40, 60)),
        head,
        type="table",
        customStyle=1,
        styleId=name,
    )


def _layout() -> Element:
    return w(
        "style",
        w("name", val="版面表"),
        w("basedOn", val="TableNormal"),
        w("tblPr", margins(40, 100)),
        type="table",
        customStyle=1,
        styleId="Layout",
    )


def _fonts(face: str) -> Element:
    """One face for all scripts, or Word would set “ ” and … in a Western one."""
    return w("rFonts", ascii=face, hAnsi=face, eastAsia=face, cs=face)


def _size(size: float) -> list[Element]:
    return [w("sz", val=round(size * 2)), w("szCs", val=round(size * 2))]


def _closer(look: Look) -> Element:
    return w("spacing", val=-5 if look.narrow else 0)


def _colour(colour: str | None) -> Element | None:
    return w("color", val=colour) if colour else None


def _language() -> Element:
    return w("lang", val="en-US", eastAsia="zh-CN")


_COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": ACCENT,
    "lt2": WASH,
    "accent1": ACCENT,
    "accent2": "14603F",
    "accent3": "B0382A",
    "accent4": "7A6A12",
    "accent5": SOFT,
    "accent6": HAIR,
    "hlink": ACCENT,
    "folHlink": SOFT,
}


def _theme() -> Element:
    """The theme; the format scheme is the plainest that the standard allows."""
    name: dict[str, object] = {"name": "plan-eval"}
    colours = [_a(role, _rgb(value)) for role, value in _COLOURS.items()]
    return _a(
        "theme",
        _a(
            "themeElements",
            _a("clrScheme", *colours, **name),
            _a("fontScheme", _faces("majorFont", HEI), _faces("minorFont", FANG), **name),
            _a(
                "fmtScheme",
                _a("fillStyleLst", *(_paint() for _ in range(3))),
                _a("lnStyleLst", *(_a("ln", _paint(), w=6350) for _ in range(3))),
                _a("effectStyleLst", *(_a("effectStyle", _a("effectLst")) for _ in range(3))),
                _a("bgFillStyleLst", *(_paint() for _ in range(3))),
                **name,
            ),
        ),
        **name,
    )


def _a(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element of the a: namespace, whose attributes have none."""
    return element(f"a:{name}", attributes, *children)


def _rgb(value: str) -> Element:
    """A colour."""
    return _a("srgbClr", val=value)


def _faces(which: str, face: str) -> Element:
    return _a(which, *(_a(script, typeface=face) for script in ("latin", "ea", "cs")))


def _paint() -> Element:
    return _a("solidFill", _a("schemeClr", val="phClr"))


_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = {
    "compatibilityMode": 15,  # as Word 2013 and later set pages, or it opens in a narrowed mode
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def _settings() -> Element:
    """Settings; the order is the standard's."""
    return w(
        "settings",
        w("zoom", percent=100),
        w("mirrorMargins"),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="compressPunctuation"),
        w("updateFields", val="true"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w(
            "compat",
            w("doNotExpandShiftReturn"),
            w("useFELayout"),
            *(w("compatSetting", name=name, uri=_WORD, val=of) for name, of in _COMPATIBLE.items()),
        ),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


@dataclass(frozen=True)
class Layout:
    """Paper and margins in millimetres; `inner` is the margin on the binding side."""

    top: float = 37
    outer: float = 26
    bottom: float = 35
    inner: float = 28
    wide: bool = False
    grid: bool = False
    header: float = 25
    footer: float = 23


GEOMETRY: Mapping[str, Layout] = {
    "cover": Layout(34, 26, 40, 26),
    "summary": Layout(24, 18, 22, 18, header=14, footer=12),
    "front": Layout(grid=True),
    "body": Layout(grid=True),
    "wide": Layout(26, 20, 22, 20, wide=True, header=15, footer=12),
}
GUIDE = {
    "cover": (
        "本文件决定 Word 版报告的样式和版面。",
        "请用 Word 或 WPS 修改下列样式（字体、字号、行距、颜色等），以及各节的纸张和页边距；",
        "样式的名称、各节开头的名称请勿改动。",
        "改好后存入本单位模板文件夹（项目文件中的 templates）下的 word 文件夹，文件名不变。",
    ),
}


def _section(layout: Layout) -> Element:
    width, height = (297, 210) if layout.wide else (210, 297)
    landscape = {"orient": "landscape"} if layout.wide else {}
    return w(
        "sectPr",
        w("type", val="nextPage"),
        w("pgSz", w=millimetres(width), h=millimetres(height), **landscape),
        w(
            "pgMar",
            top=millimetres(layout.top),
            right=millimetres(layout.outer),
            bottom=millimetres(layout.bottom),
            left=millimetres(layout.inner),
            header=millimetres(layout.header),
            footer=millimetres(layout.footer),
            gutter=0,
        ),
        w("docGrid", type="lines", linePitch=points(PITCH)) if layout.grid else None,
    )


def _shown(words: str, style: str = "Normal", *runs: Element) -> Element:
    return w("p", w("pPr", w("pStyle", val=style)), run(None, text(words)), *runs)


def _samples() -> Iterator[Element]:
    """Every style by its own name, set in itself: Word keeps what is in use."""
    for look in LOOKS:
        yield _shown(STYLES[look.id], look.id)
    marked = [run(w("rPr", w("rStyle", val=name)), text(STYLES[name])) for name in (*RUNS, "Band")]
    mark = run(w("rPr", w("rStyle", val="FootnoteReference")), text("1"))
    yield _shown("", "Normal", *marked, mark)
    for name in ("ThreeLine", "ThreeLineLined", "Layout"):
        rows = (
            w("tr", w("tc", w("tcPr", w("tcW", w=4000, type="dxa")), _shown(words, style)))
            for words, style in ((STYLES[name], "TableHead"), ("甲", "TableText"))
        )
        properties = w("tblPr", w("tblStyle", val=name), w("tblW", w=4000, type="dxa"))
        yield w("tbl", properties, w("tblGrid", w("gridCol", w=4000)), *rows)
        yield _shown("")


def _document() -> Element:
    """A section a layout, which begins with its name; the styles are shown in that of the text."""
    body = w("body")
    last = list(LAYOUTS)[-1]
    for name, words in LAYOUTS.items():
        body.append(_shown(words))
        body.extend(_shown(line) for line in GUIDE.get(name, ()))
        body.extend(_samples() if name == "body" else ())
        section = _section(GEOMETRY[name])
        if name == last:
            body.append(section)
        else:
            body.append(w("p", w("pPr", w("pStyle", val="Spacer"), section)))
    return w("document", body)


def reference() -> bytes:
    """The file."""
    package = OpcPackage()
    kind = "application/vnd.openxmlformats-officedocument"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def part(path: str, root: Element, of: str) -> Part:
        return Part(PackURI(f"/word/{path}.xml"), f"{kind}.{of}+xml", xml(root), None)

    main = part("document", _document(), "wordprocessingml.document.main")
    package.relate_to(main, f"{relation}/officeDocument")
    for name, root in (
        ("styles", _styles()),
        ("settings", _settings()),
        ("fontTable", _font_table()),
        ("footnotes", footnotes_part(())),  # the separators, which the settings name
    ):
        main.relate_to(part(name, root, f"wordprocessingml.{name}"), f"{relation}/{name}")
    main.relate_to(part("theme/theme1", _theme(), "theme"), f"{relation}/theme")
    about = package.core_properties
    about.title, about.author = "Word 版报告的样式", "plan-eval"
    about.last_modified_by, about.revision = "plan-eval", 1
    about.created = about.modified = datetime(2026, 1, 1)
    packed = BytesIO()
    package.save(packed)
    return repeatable(packed)


if __name__ == "__main__":
    REFERENCE.parent.mkdir(exist_ok=True)
    REFERENCE.write_bytes(reference())
