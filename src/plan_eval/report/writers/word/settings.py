"""The part settings.xml: facing pages, notes, fields that Word renews when it opens the file."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from plan_eval.report.writers.word.ooxml import w

_WORD = "http://schemas.microsoft.com/office/word"
_COMPATIBLE = {
    "compatibilityMode": 15,  # as Word 2013 and later set pages, or it opens in a narrowed mode
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def settings_part() -> Element:
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
