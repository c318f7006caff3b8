"""Put data and scripts into a page so that neither can be mistaken for the other.

The page's policy lets only the scripts run whose hashes it names, and fetches nothing, so text
that slipped through every escape still could not run or call home.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterable

from markupsafe import Markup

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def json_text(value: object) -> str:
    """JSON with sorted keys, so that equal values give equal bytes. Raises ValueError for NaN."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def json_block(value: object) -> Markup:
    """JSON for a <script type="application/json">: no character of it can end the element."""
    return Markup(json_text(value).translate(_ESCAPES))


def packed(text: str) -> Markup:
    """What a page needs only once a reader asks for it, in a third of its size.

    gzip without a time of day, so that equal texts give equal bytes; in base64, whose signs no
    element ends with. Browsers since 2020 (2023 for Firefox and Safari) unpack it.
    """
    return Markup(base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode("ascii"))


def inline(source: str) -> Markup:
    """A script or style sheet of the program's own as the body of its element.

    Line ends become those a browser sees, for the hash is taken over them. Raises ValueError for
    a source that would end its element early or that browsers read in another way.
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    for early in ("</script", "</style", "<!--"):
        if early in text.lower():
            raise ValueError(f"{early} inside an inline source")
    return Markup(text)


def css_string(text: str) -> Markup:
    """Words as a string of a style sheet: whatever is no letter or digit stands as its number."""
    signs = (sign if sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return Markup(f'"{"".join(signs)}"')


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy: these inline scripts, inline styles, nothing from outside."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
