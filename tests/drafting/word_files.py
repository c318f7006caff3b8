"""Word documents as offices make them: numbers that Word counts, footnotes, tables, changes."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

LISTS = {
    "area": ("chineseCounting", "（%1）"),
    "goal": ("decimal", "%1."),
    "more": ("decimal", "%1."),
}
_NOTE = '<w:footnote w:id="{id}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'


class WordFile:
    """A document in the making; `bytes` packs it."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self._notes: list[str] = []
        self._numbers: dict[str, int] = {}
        root = self.document.part.numbering_part.element
        for n, (name, (form, text)) in enumerate(LISTS.items(), 900):
            root.insert(0, parse_xml(_abstract(n, form, text)))
            self._numbers[name] = self._num(n)

    def _num(self, abstract: int) -> int:
        root = self.document.part.numbering_part.element
        number = 900 + len(root.findall(qn("w:num")))
        root.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}">'
                f'<w:abstractNumId w:val="{abstract}"/></w:num>'
            )
        )
        return number

    def add(self, text: str, *, number: str = "", style: str | None = None) -> Any:
        """A paragraph; 75%以上{note text}。 has a footnote there."""
        paragraph = self.document.add_paragraph(style=style)
        self.fill(paragraph, text)
        if number:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/>'
                    f'<w:numId w:val="{self._numbers[number]}"/></w:numPr>'
                )
            )
        return paragraph

    def fill(self, paragraph: Any, text: str) -> None:
        for at, piece in enumerate(text.replace("}", "{").split("{")):
            if at % 2:
                self._notes.append(piece)
                run = paragraph.add_run()
                reference = OxmlElement("w:footnoteReference")
                reference.set(qn("w:id"), str(len(self._notes) + 1))
                run._r.append(reference)
            elif piece:
                paragraph.add_run(piece)

    def start_again(self, name: str) -> None:
        """Let a list count from one again, as a new list in Word does."""
        n = 950 + len(self._numbers) + self._numbers[name]
        form, text = LISTS[name]
        self.document.part.numbering_part.element.insert(0, parse_xml(_abstract(n, form, text)))
        self._numbers[name] = self._num(n)

    def bytes(self) -> bytes:
        notes = "".join(_NOTE.format(id=n, text=one) for n, one in enumerate(self._notes, 2))
        separator = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        xml = f'<?xml version="1.0"?><w:footnotes {nsdecls("w")}>{separator}{notes}</w:footnotes>'
        part = Part(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            xml.encode(),
            self.document.part.package,
        )
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        into = io.BytesIO()
        self.document.save(into)
        return into.getvalue()


def _abstract(number: int, form: str, text: str) -> str:
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0">'
        f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl></w:abstractNum>"
    )


def plan_in_word() -> WordFile:
    """A made-up plan whose every number Word counts, with three footnotes."""
    file = WordFile()
    file.add("山口县儿童发展规划（2021—2030年）", style="Title")
    file.add("虚构文本，只用于测试。" + "为促进儿童发展，制定本规划。" * 6)
    file.add("一、发展领域、主要目标和策略措施", style="Heading 1")
    for title, goals, measures in (
        (
            "儿童与健康",
            [
                "婴儿死亡率控制在4‰以下{《中国儿童发展纲要（2021—2030年）》要求婴儿死亡率降至5.0‰以下。}。",
                "5岁以下儿童贫血患病率不高于{全国目标为10%。}10%，近视率逐步降低。",
            ],
            ["完善服务体系。新生儿听力筛查率达到95%以上。", "加强宣传。建立健康教育制度。"],
        ),
        (
            "儿童与教育",
            ["学前三年毛入园率达到92%以上。", "九年义务教育巩固率保持在97%以上。"],
            ["发展学前教育。每个乡镇至少建成1所公办中心幼儿园。{县教育局提供。}"],
        ),
    ):
        file.add(title, number="area")
        file.add("主要目标：")
        file.start_again("goal")
        for goal in goals:
            file.add(goal, number="goal")
        file.add("策略措施：")
        file.start_again("more")
        for measure in measures:
            file.add(measure, number="more")
    file.add("二、组织实施", style="Heading 1")
    file.add("（一）加强领导。县政府每年听取汇报。")
    return file
