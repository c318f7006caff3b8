"""From one page of HTML to one PDF file: tagged, archivable, the same bytes for the same input."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from plan_eval.errors import ReportError
from plan_eval.messages import t
from plan_eval.report import archive, gate
from plan_eval.report.fonts import FontChoice, use_fonts
from plan_eval.report.steps import Watch, unwatched, watched_layout
from plan_eval.report.typesetting import load_engine
from plan_eval.writing.saving import save

# WeasyPrint has no published types.
Document = Any

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class DataFile:
    """A file carried inside the PDF, such as the figures as JSON."""

    name: str
    content: bytes
    description: str
    relationship: Literal["Data", "Source", "Supplement", "Alternative"] = "Data"


@dataclass(frozen=True)
class Division:
    """One part of a page that is printed without the other, with the numbers of the whole.

    `anchor` stands on the first sheet of the second part; without it there is one part only.
    """

    anchor: str
    first: bool


@dataclass(frozen=True)
class RenderReport:
    """What came out: the pages, the footnotes on each, and what the gate found wrong.

    `unpatched` names remedies that no longer fit the installed WeasyPrint: nothing is wrong as
    long as `problems` is empty, but someone should look.
    """

    path: Path
    pages: int
    seconds: float
    notes: tuple[int, ...]
    problems: tuple[str, ...] = ()
    unpatched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """The file, its pages where it has pages, and what the gate found wrong with it."""

    path: Path
    pages: int | None = None
    problems: tuple[str, ...] = ()


def write_pdf(
    html: str,
    destination: Path,
    *,
    base: Path,
    fonts: FontChoice,
    roots: Sequence[Path] = (),
    attachments: Sequence[DataFile] = (),
    moment: datetime | None = None,
    division: Division | None = None,
    archivable: bool = True,
    watch: Watch = unwatched,
    force: bool = False,
) -> RenderReport:
    """Render `html` into `destination`, replacing it only when the whole file is written.

    Relative addresses start at the folder `base`; files are read below `base` and `roots` only.
    `moment` is written as the date of the document and of its attachments; without it the document
    has no date. What the gate finds is in the result; the caller decides. `archivable` makes it
    PDF/A-3a and PDF/UA-1. `division` prints a part of what is laid out. `force` replaces a
    file that is not the program's own.

    Raises ReportError when a system library or a font folder is missing or when the page asks for
    a file it may not read, PlanEvalError when the destination cannot be written.
    """
    use_fonts(fonts)
    unpatched = load_engine()
    start = time.perf_counter()
    with gate.Complaints() as complaints, _no_collection():
        with watched_layout(watch):
            document = _lay_out(html, base, (base, *roots), archivable)
        if division is not None:
            document = _divided(document, division)
        watch("paint", len(document.pages))
        _set_dates(document, moment)
        content = _paint(document, _options(archivable, attachments, moment), archivable)
        problems = tuple(gate.check(document, complaints, fonts.expected()))
    save(destination, content, force=force)
    return RenderReport(
        path=destination,
        pages=len(document.pages),
        seconds=time.perf_counter() - start,
        notes=tuple(gate.notes_on(page)[1] for page in document.pages),
        problems=problems,
        unpatched=unpatched,
    )


def printed_pages(
    html: str,
    *,
    base: Path,
    fonts: FontChoice,
    roots: Sequence[Path] = (),
    begins_anew: str = "",
    watch: Watch = unwatched,
) -> dict[str, str]:
    """The number printed on the page of each anchor; `begins_anew` stands on a first page.

    Raises ReportError as `write_pdf` does.
    """
    use_fonts(fonts)
    load_engine()
    with gate.Complaints(), _no_collection(), watched_layout(watch):
        document = _lay_out(html, base, (base, *roots), archivable=False)
    found: dict[str, str] = {}
    number = 0
    for page in document.pages:
        number = 1 if begins_anew in page.anchors else number + 1
        found |= dict.fromkeys(page.anchors, str(number))
    return found


def _lay_out(html: str, base: Path, roots: Sequence[Path], archivable: bool) -> Document:
    import weasyprint
    from weasyprint.urls import FatalURLFetchingError

    from plan_eval.report.fetcher import LockedFetcher

    try:
        fetcher = LockedFetcher(roots)
        page = weasyprint.HTML(string=html, base_url=f"{base.resolve()}/", url_fetcher=fetcher)
        return page.render(pdf_variant=archive.VARIANT if archivable else None)
    except FatalURLFetchingError as error:
        raise _refusal(error) from error


def _divided(document: Document, division: Division) -> Document:
    """The pages of one part. A link into the other stays as words, with the page it names."""
    starts = (at for at, page in enumerate(document.pages) if division.anchor in page.anchors)
    cut = next(starts, len(document.pages))
    pages = document.pages[:cut] if division.first else document.pages[cut:]
    there = {anchor for page in pages for anchor in page.anchors}
    for page in pages:
        page.links = [link for link in page.links if link[0] != "internal" or link[1] in there]
    return document.copy(pages)


def _paint(document: Document, options: dict[str, Any], archivable: bool) -> bytes:
    from weasyprint.urls import FatalURLFetchingError

    if archivable:
        archive.claim_accessible(document)
    try:
        content: bytes = document.write_pdf(finisher=archive.show_title, **options)
    except FatalURLFetchingError as error:
        raise _refusal(error) from error
    return content


def _refusal(error: BaseException) -> ReportError:
    """Fetching ends the render by an exception that no `except Exception` sees: make it ours."""
    return ReportError(
        t("render.refused", reason=error.__cause__ or error), hint=t("render.refused-hint")
    )


def _options(
    archivable: bool, attachments: Sequence[DataFile], moment: datetime | None
) -> dict[str, Any]:
    import weasyprint

    when = moment or _NO_DATE
    files = [
        weasyprint.Attachment(
            string=file.content,
            name=file.name,
            description=file.description,
            created=when,
            modified=when,
            relationship=file.relationship,
        )
        for file in attachments
    ]
    kind: dict[str, Any] = {"pdf_variant": archive.VARIANT} if archivable else {"pdf_tags": True}
    return {**kind, "attachments": files or None}


def _set_dates(document: Document, moment: datetime | None) -> None:
    if moment is not None:
        stamp = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        document.metadata.created = document.metadata.modified = stamp


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection while laying out: a fifth of the time, for a few MiB."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
