"""A feedback page for the department: one file, no script, nothing fetched, everything escaped."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator

from plan_eval.checks.excerpt import Excerpt
from plan_eval.checks.run_view import View
from plan_eval.checks.writers.words import not_run, place, remedy, status, summary, title_of
from plan_eval.messages import t, tongue
from plan_eval.model.finding import Finding
from plan_eval.writing.guard import visible

_STYLE = """
body{font:16px/1.6 "Source Han Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;
margin:2rem auto;max-width:64rem;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem;overflow-wrap:anywhere}
article{border-left:.3rem solid;padding:.2rem 1rem;margin:1rem 0}
.error{border-color:#b3261e}.verify{border-color:#a66a00}.info{border-color:#3a6ea5}
.explained,.waived{border-color:#4c7a4c}p{margin:.3rem 0}.fix{color:#333}
table{border-collapse:collapse;font-size:.85rem;margin:.4rem 0}div{overflow-x:auto}
th,td{border:1px solid #999;padding:.15rem .5rem;text-align:left;max-width:20rem;
overflow-wrap:anywhere}
mark{background:#ffe08a}.code{font-family:monospace}footer{margin-top:2rem;font-size:.9rem}
@media print{article{break-inside:avoid}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(view: View) -> str:
    """The page."""
    return "".join(f"{line}\n" for line in _page(view))


def _page(view: View) -> Iterator[str]:
    title = _escaped(t("findings.page.title", plan=view.plan.header.short_title))
    yield f'<!doctype html>\n<html lang="{tongue()}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{title}</h1>"
    yield from (f"<p>{_escaped(line)}</p>" for line in summary(view).splitlines())
    for path, findings in view.by_path():
        yield from _file(path, findings, view)
    if not view.findings:
        yield f"<p>{_escaped(t('findings.page.nothing'))}</p>"
    yield "<footer>"
    yield from (f"<p>{_escaped(line)}</p>" for line in not_run(view))
    yield "</footer></body></html>"


def _file(path: str, findings: list[Finding], view: View) -> Iterator[str]:
    yield f"<section><h2>{_escaped(title_of(path))}</h2>"
    shown = view.shown(findings)
    for one in shown:
        yield from _article(one, view.excerpt(one))
    hidden = Counter(finding.code for finding in findings)
    hidden.subtract(one.code for one in shown)
    for code, count in sorted(hidden.items()):
        if count:
            yield f"<p>{_escaped(t('findings.more', code=code, count=count))}</p>"
    yield "</section>"


def _article(finding: Finding, excerpt: Excerpt | None) -> Iterator[str]:
    look = finding.severity.value if status(finding) == "open" else status(finding)
    severity, where = t(f"severity.{finding.severity}"), place(finding)
    yield f'<article class="{look}">'
    yield (
        f'<p><span class="code">{_escaped(finding.code)}</span> {_escaped(severity)} '
        f"{_escaped(where)}</p><p><strong>{_escaped(finding.message)}</strong></p>"
    )
    if excerpt is not None:
        yield from _table(excerpt, finding.column)
    yield f'<p class="fix">{_escaped(remedy(finding))}</p></article>'


def _table(excerpt: Excerpt, marked: str | None) -> Iterator[str]:
    cells = [(words, cell) for words, cell in excerpt.cells if cell or words == marked]
    heads = "".join(f"<th>{_escaped(words)}</th>" for words, _ in cells)
    texts = "".join(
        f"<td><mark>{_escaped(cell) or '&nbsp;'}</mark></td>"
        if words == marked
        else f"<td>{_escaped(cell)}</td>"
        for words, cell in cells
    )
    row = _escaped(t("findings.row", row=excerpt.row))
    yield f"<div><table><tr><th></th>{heads}</tr><tr><th>{row}</th>{texts}</tr></table></div>"


def _escaped(text: str) -> str:
    """Text for the page; what acts unseen (bidi, control) is written out."""
    return html.escape(visible(text, keep="\t\r\n"))
