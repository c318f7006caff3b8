"""The part theme1.xml: the colours and faces that Word and WPS offer first.

The text takes nothing from it, but Word expects one; without it, what an office adds (a chart, a
text box) would be set in the faces of whatever computer it is opened on.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.looks import ACCENT, FANG, HAIR, HEI, INK, SOFT, WASH
from plan_eval.report.writers.word.ooxml import element

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


def theme_part() -> Element:
    """The theme; the format scheme is the plainest that the standard allows."""
    name: dict[str, object] = {"name": "plan-eval"}
    colours = [a(role, rgb(value)) for role, value in _COLOURS.items()]
    return a(
        "theme",
        a(
            "themeElements",
            a("clrScheme", *colours, **name),
            a("fontScheme", _faces("majorFont", HEI), _faces("minorFont", FANG), **name),
            a(
                "fmtScheme",
                a("fillStyleLst", *(_fill() for _ in range(3))),
                a("lnStyleLst", *(a("ln", _fill(), w=6350) for _ in range(3))),
                a("effectStyleLst", *(a("effectStyle", a("effectLst")) for _ in range(3))),
                a("bgFillStyleLst", *(_fill() for _ in range(3))),
                **name,
            ),
        ),
        **name,
    )


def a(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element of the a: namespace, whose attributes have none."""
    return element(f"a:{name}", attributes, *children)


def rgb(value: str) -> Element:
    """A colour."""
    return a("srgbClr", val=value)


def _faces(which: str, face: str) -> Element:
    return a(which, *(a(script, typeface=face) for script in ("latin", "ea", "cs")))


def _fill() -> Element:
    return a("solidFill", a("schemeClr", val="phClr"))
