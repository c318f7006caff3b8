"""Plain text for the terminal: by file, with the row in question and its cell marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from wcwidth import wcswidth

from plan_eval.checks.excerpt import Excerpt
from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import not_run, place, remedy, summary, title_of
from plan_eval.messages import t
from plan_eval.model.finding import Finding, Severity
from plan_eval.writing.guard import visible

_CELL = 22  # columns of a terminal; a Chinese character takes two
_LINE = 100  # columns: a narrower terminal wraps, a wider one is read no faster
_ALWAYS = 2
"""The first two columns name the figure; they are shown whatever else has to go."""


def write(view: View) -> str:
    """The findings, then the account, then what did not run."""
    lines: list[str] = []
    for path, findings in view.by_path():
        lines += [_plain(title_of(path)), *_of_file(findings, view), ""]
    lines += [summary(view), *not_run(view)]
    return "\n".join(lines) + "\n"


def _of_file(findings: list[Finding], view: View) -> Iterator[str]:
    shown = view.shown(findings)
    for one in shown:
        yield from _finding(one, view)
    hidden = Counter(finding.code for finding in findings)
    hidden.subtract(one.code for one in shown)
    for code, count in sorted(hidden.items()):
        if count:
            yield "  " + t("findings.more", code=code, count=count)


def _finding(finding: Finding, view: View) -> Iterator[str]:
    where = place(finding)
    yield "  " + t(
        "findings.line",
        code=finding.code,
        severity=t(f"severity.{finding.severity}"),
        where=_plain(t("findings.where", place=where)) if where else "",
        message=_plain(finding.message),
    )
    excerpt = view.excerpt(finding)
    if excerpt is not None and not finding.settled and finding.severity is not Severity.INFO:
        yield from frame(excerpt, finding.column)
    yield "      → " + _plain(remedy(finding))


def frame(excerpt: Excerpt, marked: str | None) -> Iterator[str]:
    """Three lines: the header's words, the row's cells, and a mark under the column."""
    cells = _fitting(excerpt, marked)
    widths = [max(_width(words), _width(cell), 1) for words, cell in cells]
    heads = "  ".join(_padded(words, w) for (words, _), w in zip(cells, widths, strict=True))
    texts = "  ".join(_padded(cell, w) for (_, cell), w in zip(cells, widths, strict=True))
    marks = "  ".join(
        ("^" if words == marked else " ") * w for (words, _), w in zip(cells, widths, strict=True)
    )
    gutter = f"{excerpt.row:>7}"
    yield f"{'':>7} │ {heads}".rstrip()
    yield f"{gutter} │ {texts}".rstrip()
    if marks.strip():
        yield f"{'':>7} │ {marks}".rstrip()


def _fitting(excerpt: Excerpt, marked: str | None) -> list[tuple[str, str]]:
    """The filled cells that fit into a line; the first ones and the marked one always."""
    cells = [(_short(words), _short(cell), words) for words, cell in excerpt.cells]
    kept, room = [], _LINE
    for at, (words, cell, full) in enumerate(cells):
        wide = max(_width(words), _width(cell)) + 2
        must = at < _ALWAYS or full == marked
        if must or (cell and wide <= room):
            kept.append((full if full == marked else words, cell))
            room -= wide
    return kept


def _short(text: str) -> str:
    text = _plain(text)
    if _width(text) <= _CELL:
        return text
    short = ""
    for character in text:
        if _width(short + character) > _CELL - 1:
            break
        short += character
    return short + "…"


def _width(text: str) -> int:
    return max(wcswidth(text), 0)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _plain(text: str) -> str:
    """On one line, with nothing that acts unseen: a sender must not drive the terminal."""
    return visible(text.replace("\n", " "))
