"""The words that people wrote for the report, put where its templates ask for them.

A template names its blocks (`parts.block`), so the blocks of a report are those its pages ask for:
a skeleton file is written for each, and a text whose block nobody asks for is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from markupsafe import Markup

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t
from plan_eval.model.likeness import nearest
from plan_eval.model.written import WrittenText, composed_body
from plan_eval.report.markdown import to_html


@dataclass(frozen=True, slots=True)
class Block:
    """A block as it stands in this report.

    `composed` are its paragraphs, none for a blank; `beside` the sentences whose figures a text for
    it rests on as well. `html` is what somebody wrote, None where nobody did; `gone` and `new`
    are the sentences that changed since.
    """

    id: str
    title: str
    composed: tuple[str, ...]
    beside: tuple[str, ...]
    html: Markup | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the figures are not those the text was written on."""
        return self.html is not None and bool(self.gone or self.new)

    @property
    def skeleton(self) -> str:
        """The body of a file to begin with."""
        return composed_body(self.composed)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one report; `blocks` fills as its pages are composed."""

    written: Mapping[str, WrittenText] = field(default_factory=lambda: MappingProxyType({}))
    blocks: dict[str, Block] = field(default_factory=dict)

    def block(
        self,
        name: str,
        title: str,
        composed: Iterable[str] = (),
        basis: Iterable[str] = (),
    ) -> Block:
        """The block of that name; `basis` are sentences beside it that a text rests on.

        Raises PlanEvalError with the line for a text that is not plain Markdown.
        """
        paragraphs = tuple(filter(None, composed))
        beside = tuple(filter(None, basis))
        against = (*paragraphs, *beside)
        text = self.written.get(name)
        if text is None or text.untouched:
            made = Block(name, title, paragraphs, beside)
        else:
            gone = tuple(one for one in text.against if one not in against)
            new = tuple(one for one in against if one not in text.against)
            html = to_html(text.body, text.path, text.line)
            made = Block(name, title, paragraphs, beside, html, gone, new)
        self.blocks[name] = made
        return made

    @property
    def changed(self) -> tuple[Block, ...]:
        """The blocks whose text was written on other figures."""
        return tuple(block for block in self.blocks.values() if block.changed)

    def refuse_unplaced(self) -> None:
        """Raise PlanEvalError for a text that no block of the report has asked for."""
        for name, text in self.written.items():
            if name not in self.blocks and not text.untouched:
                near = nearest(name, self.blocks)
                hint = t("texts.near", near=near) if near else t("texts.unplaced-hint")
                raise PlanEvalError(t("texts.unplaced", block=name), path=text.path, hint=hint)
