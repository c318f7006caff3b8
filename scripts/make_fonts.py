"""Build the private report fonts in templates/fonts/ from five free sources.

    python scripts/make_fonts.py --fetch --sources FOLDER     # download, check, build
    python scripts/make_fonts.py --sources FOLDER             # build again

The same inputs give the same bytes: every source file is pinned by its SHA-256 and no clock is
read. Downloads are only unpacked into the folder given, never installed. They need `npm`,
`apt-get` and `dpkg` (Debian); the build itself needs only fontTools, which WeasyPrint brings.

What happens to each font, and why:

* subset to GB 2312, the signs of official documents and hanzi of Guangdong names: 70 MB
  become 18 MB, 11 MB packed, and the report looks the same on every machine;
* renamed ("PE Song" …): the licences reserve the original names, and an installed font of the
  same name can never be taken by mistake;
* one family, one face, regular weight: a heading is set in 黑体, never in a smeared bold;
* TrueType outlines throughout: a PDF addresses glyphs of a CID-keyed CFF font in a way that
  shows wrong characters in some viewers, so FandolFang's curves are converted.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

NPM = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")
DEB = ("fonts-lxgw-wenkai", "texlive-lang-chinese", "fonts-dejavu-core")

SIGNS = (
    "①②③④⑤⑥⑦⑧⑨⑩〔〕《》〈〉「」『』“”‘’—…·％‰℃±×÷≥≤≈≠→←↑↓▲▼△▽●○◐◑◒◔◕◎◆◇■□▨★☆✓✔✗✘▸▾"
    "†‡§№￥¥㎡⚠※∶⁺−²³µ‑–／－＋～"
    "\u00a0\u2002\u2003\u2009\u200b\u2060"
)
# Hanzi outside GB 2312 that stand in names of places in Guangdong, and in names of people.
RARE = (
    "碁滘塱氹曱甴墈壆埗滧漖逕垾硚磡崀潖浉洸浛湴湞峯簕岃圫埇埮圲冚岽嵻嵊甽塅磜墪埈澥滉朥礤崠濚"
    "圪垇埪墩嶂峎垚堃堯仝邨邺鄳溇漈澪沄沣泚洺洣浬涢涠淝漷漖瀍"
    "赟喆昇珺翀烜玥祎玮珮璟犇骉淼焱燚叒瑸镕頔暐旸炘燊劼姮嬿婳妤娉菥芃芊茜翾雘骍驎骐锳锜鋆"
    "玭玹珂珅珈琎琤琬琰瑀瑄瑢璇璎璐璠瓅甯畇畑皓睿矞砚祺禔稑筠箐綦翊翟聿菡萱葳蓁蕤薇蘅虓"
    "诩誉谞赪跶逯邈郗郜郦郾鄢鄯钊钰铖铮锴锟镐镓閤阗雩霏霈靓颀飏馡骁骅骞鬯鲲鹍麴黉龑"
    "哋喺嘅咗唔冇佢嘢啲咁"
)


@dataclass(frozen=True)
class Source:
    """One font to build: its source below the sources folder, and what that must hash to."""

    family: str
    path: str
    sha256: str
    folder: str = ""
    only_signs: bool = False


_EXPO = "expo-google-fonts-{0}-sc-0.4.3/package/{1}"
SOURCES = (
    Source(
        "PE Song",
        _EXPO.format("noto-serif", "400Regular/NotoSerifSC_400Regular.ttf"),
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    Source(
        "PE XBS",
        _EXPO.format("noto-serif", "800ExtraBold/NotoSerifSC_800ExtraBold.ttf"),
        "5bd64a13d39843b225b35454cee32e7cc4f91aa394a165106fad1b0f22ea0c8f",
    ),
    Source(
        "PE Hei",
        _EXPO.format("noto-sans", "500Medium/NotoSansSC_500Medium.ttf"),
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
    ),
    Source(
        "PE Kai",
        "fonts-lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
    ),
    Source(
        "PE FangSong",
        "texlive-lang-chinese/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
        "FandolFang-Regular.otf",
        "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        folder="fandol",
    ),
    Source(
        "PE Signs",
        "fonts-dejavu-core/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
        "abdc775b21b1bc470d50c97e790d276f2054b7504e56e5bd3e64f48d68582322",
        only_signs=True,
    ),
)


def fetch(folder: Path) -> None:
    """Download the packages into `folder` and unpack each into a folder of its own name."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", *NPM], cwd=folder, check=True)
    subprocess.run(["apt-get", "download", *DEB], cwd=folder, check=True)
    for archive in sorted(folder.glob("*.tgz")):
        target = folder / archive.stem
        target.mkdir(exist_ok=True)
        subprocess.run(["tar", "xzf", str(archive), "-C", str(target)], check=True)
    for archive in sorted(folder.glob("*.deb")):
        target = folder / archive.name.split("_")[0]
        subprocess.run(["dpkg", "-x", str(archive), str(target)], check=True)


def gb2312() -> Iterator[int]:
    """Every character of GB 2312-80, as code points."""
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            try:
                yield ord(bytes([lead, trail]).decode("gb2312"))
            except UnicodeDecodeError:
                continue


def characters(source: Source) -> set[int]:
    if source.only_signs:
        return {ord(c) for c in SIGNS if c > "\u2000"} | {0x20}
    return set(range(0x20, 0x180)) | set(gb2312()) | {ord(c) for c in SIGNS + RARE}


def load(path: Path, sha256: str) -> TTFont:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path}: not the pinned file (SHA-256 {found})")
    return TTFont(path, recalcTimestamp=False)


def cut(font: TTFont, unicodes: set[int]) -> None:
    """Keep the glyphs of `unicodes` and the few layout features that horizontal Chinese needs."""
    options = subset.Options(
        layout_features=["ccmp", "liga", "kern", "mark", "mkmk", "halt", "palt", "chws", "tnum"],
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        name_IDs=["*"],
        recalc_timestamp=False,
        drop_tables=["BASE", "DSIG", "STAT", "VORG", "vhea", "vmtx", "FFTM", "meta", "PfEd"],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)


def to_truetype(font: TTFont) -> TTFont:
    """The same font with quadratic outlines, off by at most 1.5 thousandths of an em."""
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.5, reverse_direction=True))
        outlines[name] = pen.glyph()
    for tag in ("CFF ", "VORG", "maxp"):
        if tag in font:
            del font[tag]
    font.setGlyphOrder(order)
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupMaxp()
    builder.setupGlyf(outlines)
    builder.setupPost(keepGlyphNames=False)
    font.sfntVersion = "\x00\x01\x00\x00"
    # The bounds are known only now; a wrong left side would move every glyph to the left.
    metrics = {n: (font["hmtx"][n][0], getattr(outlines[n], "xMin", 0)) for n in order}
    builder.setupHorizontalMetrics(metrics)
    return font


def rename(font: TTFont, family: str) -> None:
    """A family of its own with one regular face; the copyright and licence lines stay."""
    table = font["name"]
    kept = {i: table.getDebugName(i) for i in (0, 13, 14) if table.getDebugName(i)}
    postscript = family.replace(" ", "")
    kept |= {
        1: family,
        2: "Regular",
        3: f"{postscript};plan-eval",
        4: family,
        5: "Version 1.000; subset, renamed",
        6: postscript,
    }
    table.names = []
    for number, text in sorted(kept.items()):
        table.setName(text, number, 3, 1, 0x409)
    os2 = font["OS/2"]
    os2.usWeightClass, os2.fsType, os2.fsSelection = 400, 0, 0x40
    font["head"].macStyle = 0
    font["head"].modified = font["head"].created


def build(source: Source, sources: Path, out: Path) -> Path:
    """Write one font; the file is named after its family."""
    font = load(sources / source.path, source.sha256)
    cut(font, characters(source))
    if "CFF " in font:
        font = to_truetype(font)
    rename(font, source.family)
    destination = out / source.folder / f"{source.family.replace(' ', '')}.ttf"
    destination.parent.mkdir(parents=True, exist_ok=True)
    font.save(destination)
    return destination


def missing(path: Path) -> str:
    """The signs and rare hanzi that the font does not have."""
    cmap = TTFont(path, lazy=True).getBestCmap()
    return "".join(sorted({c for c in SIGNS + RARE if ord(c) not in cmap}))


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the report fonts.")
    parser.add_argument("--sources", type=Path, required=True, help="folder for the downloads")
    parser.add_argument("--fetch", action="store_true", help="download the sources first")
    parser.add_argument(
        "--out", type=Path, default=Path(__file__).resolve().parent.parent / "templates" / "fonts"
    )
    options = parser.parse_args()
    if options.fetch:
        fetch(options.sources)
    for source in SOURCES:
        path = build(source, options.sources, options.out)
        print(f"{source.family:12s} {path.stat().st_size / 1e6:5.2f} MB  lacks {missing(path)}")


if __name__ == "__main__":
    main()
