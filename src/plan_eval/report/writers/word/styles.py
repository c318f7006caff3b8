"""The parts styles.xml and fontTable.xml."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.looks import (
    ALIASES,
    BODY,
    FANG,
    HAIR,
    HEI,
    INK,
    LOOKS,
    RUNS,
    SONG,
    Edge,
    Look,
)
from plan_eval.report.writers.word.ooxml import points, w


def styles_part() -> Element:
    """The part styles.xml."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", _fonts(FANG), *_size(BODY), _language())),
        w("pPrDefault", w("pPr")),
    )
    runs = [_run_style(name, face) for name, face in RUNS.items() if name != "Band"]
    paragraphs = [_paragraph_style(look) for look in LOOKS]
    return w("styles", defaults, *paragraphs, *runs, _band(), _footnote_mark(), *_tables())


def fonts_part() -> Element:
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


def head_rule() -> Element:
    """The thin rule below a table's head."""
    return w("bottom", val="single", sz=6, space=0, color=INK)


def margins(above: int, beside: int) -> Element:
    """The room within cells, in twentieths of a point."""
    sides = (("top", above), ("left", beside), ("bottom", above), ("right", beside))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in sides))


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
