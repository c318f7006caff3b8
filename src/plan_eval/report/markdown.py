"""The Markdown of `texts/`: paragraphs, lists, tables and stress; anything else is a fault.

markdown-it-py reads it by CommonMark. HTML is looked for, not passed on: a text that would bring in
a picture, a link or a tag is refused with its line, for a signed report holds no more than was
reviewed. Lists become paragraphs with their numbers as text, the same in PDF and Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from plan_eval.errors import PlanEvalError
from plan_eval.messages import t

_BLOCKS = frozenset({"paragraph", "bullet_list", "ordered_list", "list_item"})
_TABLE = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
_INLINE = frozenset({"text", "softbreak", "hardbreak", "strong", "em"})
_LISTS = frozenset({"bullet_list", "ordered_list", "list_item"})
_BULLET = "•"


def to_html(body: str, path: Path, line: int) -> Markup:
    """The body of a text, which begins at `line` of `path`, as HTML.

    Raises PlanEvalError with the line for what a report's text may not hold.
    """
    reader = MarkdownIt("commonmark").enable("table")
    # Chinese paragraphs begin with four spaces, which is no code; a definition prints nothing
    reader.disable(["code", "reference"])
    # else a link to a file is not seen as one, and printed as it is written
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    tokens = reader.parse(body)
    for token in tokens:
        _refuse_strange(token, path, line)
    # nothing of the body is markup any more: the renderer escapes every text
    return Markup(reader.renderer.render(list(_flat(tokens)), reader.options, {}))


def _refuse_strange(token: Token, path: Path, line: int) -> None:
    at = line + (token.map[0] if token.map else 0)
    kinds = [_kind(child) for child in token.children or ()]
    strange = [kind for kind in kinds if kind not in _INLINE]
    if token.type != "inline" and _kind(token) not in _BLOCKS | _TABLE:
        strange = [_kind(token)]
    if strange:
        kind = {"html_block": "html", "html_inline": "html", "image": "link", "link": "link"}
        message = t(f"texts.markdown.{kind.get(strange[0], 'other')}")
        raise PlanEvalError(message, path=path, line=at, hint=t("texts.markdown.hint"))


def _kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def _flat(tokens: list[Token]) -> Iterator[Token]:
    """The tokens without lists: an item is a paragraph that begins with its number."""
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else f"{_BULLET} "
        if _kind(token) in _LISTS:
            continue
        if token.type == "table_open":
            token.attrs = {"class": "three-line lined"}
        elif token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open":
            token.attrs = {}
        elif token.type.startswith("paragraph"):
            token.hidden = False  # a tight list hides those of its items
        elif token.type == "inline":
            _join_lines(token.children or [])
            if mark:
                token.children = [Token("text", "", 0, content=mark), *(token.children or [])]
                mark = ""
        yield token


def _join_lines(children: list[Token]) -> None:
    """A line that goes on in the next one: no space beside Chinese."""
    for before, token, after in zip(children, children[1:], children[2:], strict=False):
        if token.type == "softbreak" and not (
            before.content[-1:].isascii() and after.content[:1].isascii()
        ):
            token.type = "text"
