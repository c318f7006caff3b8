"""The Word styles as data, and which element of the page takes which.

Faces, sizes and pitch after GB/T 9704-2012: 三号仿宋 at 28.95 pt, headings 黑体 → 楷体 → 仿宋,
小标宋 for titles. An office that sets its reports otherwise changes a style here or in Word, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
    Look("ContentsHint", "目录提示", KAI, 12, 20, "center", after=6, colour=SOFT),
    Look("TOC1", "toc 1", HEI, 14, 25, "left", tabs=(("right", TEXT_WIDTH, "dot"),)),
    Look("TOC2", "toc 2", FANG, 14, 25, "left", left=28, tabs=(("right", TEXT_WIDTH, "dot"),)),
    Look("TOC3", "toc 3", FANG, 12, 21, "left", left=56, tabs=(("right", TEXT_WIDTH, "dot"),)),
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

RUNS: Mapping[str, str] = {"Strong": HEI, "Emphasis": KAI, "Band": HEI}
"""Character styles: stress is 黑体 as in print, since no face has a bold; a band is framed."""

SELECTORS: Mapping[str, str] = {
    "body": "Normal",
    "p": "Normal",
    "li": "Normal",
    "h1": "Heading1",
    "h2": "Heading2",
    "h3": "Heading3",
    "h4, h5, h6": "Heading4",
    ".part-title": "PartTitle",
    "nav.list h2": "ListTitle",
    ".centre, .no-indent": "Plain",
    ".small, .small li": "Small",
    ".blank": "Blank",
    ".resolution p": "Resolution",
    ".resolution p:first-child": "ResolutionHead",
    ".table-note": "TableNote",
    ".source": "Source",
    "td": "TableText",
    "th": "TableHead",
    ".dense td": "DenseText",
    ".dense th": "DenseHead",
    "caption": "Caption",
    "caption .unit": "Unit",
    "figure": "Picture",
    "figcaption": "FigureCaption",
    ".trio figcaption": "PairCaption",
    "figcaption .source": "FigureSource",
    ".demands li": "Demand",
    ".fn": "FootnoteText",
    ".cover p, .cover div": "CoverPeriod",
    ".cover .cover-marks": "CoverMarks",
    ".cover .title": "CoverTitle",
    ".cover .subtitle": "CoverKind",
    ".cover .cover-foot p": "CoverFoot",
    ".summary p, .summary div": "SummaryText",
    ".summary li": "SummaryItem",
    ".summary h2": "SummaryHead",
    ".summary .summary-title": "SummaryTitle",
    ".summary .summary-sub": "SummarySub",
    ".summary .cells": "Cells",
    ".card .figure": "CardFigure",
    ".card .label": "CardLabel",
    ".card .base": "CardBase",
    "strong, b, .lead, .goal-number": "Strong",
    "em, i": "Emphasis",
    ".band": "Band",
    "tr.group > *, tr.total > *": "TableHead",
    ".dense tr.group > *, .dense tr.total > *": "DenseHead",
}

LINES = frozenset({"Unit", "FigureSource"})
"""Styles of what stands in a caption but on a line of its own: as part of the caption's paragraph,
Word would repeat it in the lists of tables and figures."""

CELLS = frozenset({"TableText", "DenseText"})
"""Styles of the cells of tables, where lines are short."""

FRAMED = frozenset({"CoverFoot"})
"""Styles whose paragraphs stand at the foot of the page."""

SIZES: Mapping[str, float] = {look.id: look.size for look in LOOKS}
"""Points of each paragraph style."""
