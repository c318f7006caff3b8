import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from tests.report.rendering import FONTS, MOMENT, page

from plan_eval.errors import ReportError
from plan_eval.report.pdf import write_pdf

SECRET = b"SECRET"


@pytest.fixture
def service() -> Iterator[tuple[str, list[str]]]:
    """A service on this computer, which a report must never reach; the paths that were asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302 if "redirect" in self.path else 200)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder that may be read, beside a secret that may not."""
    (tmp_path / "secret.txt").write_bytes(SECRET)
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "ok.css").write_text("p { color: blue }")
    (folder / "own.txt").write_text("own")
    (folder / "link.css").symlink_to(tmp_path / "secret.txt")
    return folder


ATTACKS = {
    "attachment-link": '<link rel="attachment" href="file://{secret}">',
    "attachment-anchor": '<a rel="attachment" href="file://{secret}">x</a>',
    "parent-folder": '<link rel="attachment" href="../secret.txt">',
    "encoded-parent": '<link rel="attachment" href="%2e%2e/secret.txt">',
    "symlink": '<link rel="stylesheet" href="link.css">',
    "other-host": '<link rel="stylesheet" href="file://elsewhere{secret}">',
    "other-host-same-path": '<link rel="stylesheet" href="file://elsewhere{root}/ok.css">',
    "base-element": '<base href="file:///"><link rel="attachment" href="{secret}">',
    "css-link": '<link rel="stylesheet" href="{http}/a.css">',
    "css-import": "<style>@import url({http}/a.css);</style>",
    "image": '<img alt="" src="{http}/a.png">',
    "font-face": "<style>@font-face{{font-family:q;src:url({http}/f.ttf)}}</style>",
    "redirect": '<link rel="attachment" href="{http}/redirect">',
    "style-attribute": '<p style="background:url({http}/a.png)">x</p>',
    "ftp": '<link rel="stylesheet" href="ftp://127.0.0.1/a.css">',
}


def attempt(html: str, root: Path, out: Path) -> None:
    write_pdf(page(html, ""), out, base=root, fonts=FONTS, moment=MOMENT)


@pytest.mark.parametrize("attack", ATTACKS)
def test_is_refused(
    attack: str, root: Path, tmp_path: Path, service: tuple[str, list[str]]
) -> None:
    address, asked = service
    html = ATTACKS[attack].format(secret=tmp_path / "secret.txt", root=root, http=address)

    with pytest.raises(ReportError):
        attempt(f"<p>x</p>{html}", root, tmp_path / "out.pdf")

    assert asked == []
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize(
    "element",
    [
        '<image href="{http}/a.png" width="9" height="9"/>',
        '<use href="{http}/a.svg#x"/>',
        '<use href="file://{secret}#x"/>',
    ],
)
def test_an_svg_takes_nothing_in(
    element: str, root: Path, tmp_path: Path, service: tuple[str, list[str]]
) -> None:
    """Here WeasyPrint goes on without the element, or passes it over, instead of ending."""
    address, asked = service
    inside = element.format(secret=tmp_path / "secret.txt", http=address)

    try:
        attempt(f'<svg width="9" height="9">{inside}</svg>', root, tmp_path / "out.pdf")
    except ReportError:
        pass
    else:
        assert SECRET not in (tmp_path / "out.pdf").read_bytes()

    assert asked == []


def test_files_below_the_folder_are_served(root: Path, tmp_path: Path) -> None:
    html = '<link rel="stylesheet" href="ok.css"><link rel="attachment" href="own.txt"><p>x</p>'

    attempt(html, root, tmp_path / "out.pdf")

    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert list(pdf.attachments) == ["own.txt"]


def test_data_addresses_are_served(root: Path, tmp_path: Path) -> None:
    html = '<link rel="stylesheet" href="data:text/css,p%7Bcolor:blue%7D"><p>x</p>'

    attempt(html, root, tmp_path / "out.pdf")

    assert (tmp_path / "out.pdf").exists()
