"""What a report may read while it is rendered: data: addresses and files below given folders.

WeasyPrint by itself would fetch http addresses and embed any file of the computer
(`<link rel=attachment href="file:///etc/passwd">`). Text in a submission must never reach that far.

This module imports WeasyPrint: import it late, through `plan_eval.report.typesetting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from plan_eval.plan_folder.regular_file import MIB, read_regular_file

# A table of our own: what the system's mime.types says differs between computers.
_TYPES = {
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
}

_LARGEST = 64 * MIB
"""The largest font of the program has 12 MiB."""


class LockedFetcher(URLFetcher):  # type: ignore[misc]
    """Serves data: addresses and files below `roots`; anything else ends the render.

    Symbolic links are resolved before the check, and the very path that was checked is read.
    """

    def __init__(self, roots: Iterable[Path]) -> None:
        super().__init__(
            allowed_protocols={"data", "file"}, allow_redirects=False, fail_on_errors=True
        )
        self.roots = tuple(Path(root).resolve(strict=True) for root in roots)

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        scheme = url.partition(":")[0].lower()
        if scheme == "data":
            return super().fetch(url, headers)
        if scheme != "file":
            raise ValueError(f"not a local file: {url[:80]}")
        path = self.locate(url)
        kind = _TYPES.get(path.suffix.lower(), "application/octet-stream")
        return URLFetcherResponse(
            path.as_uri(), read_regular_file(path, _LARGEST), {"Content-Type": kind}
        )

    def locate(self, url: str) -> Path:
        """The real path behind a file: address. Raises ValueError when it is off limits."""
        parts = urlsplit(url)
        if parts.netloc not in ("", "localhost"):
            raise ValueError(f"a file on another computer: {url[:80]}")
        path = Path(url2pathname(parts.path)).resolve(strict=True)
        if not any(path.is_relative_to(root) for root in self.roots):
            raise ValueError(f"outside the allowed folders: {path}")
        return path
