"""The audit of dependencies, against advisories that a server on this machine gives out."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
ADVISED = {"jinja2": "3.1.5"}
"""Of the packages in the locks, those with an advisory, and up to which version."""

if importlib.util.find_spec("pip_audit") is None:
    pytest.skip("pip-audit is not installed", allow_module_level=True)


class Advisories(BaseHTTPRequestHandler):
    """As https://google.github.io/osv.dev/post-v1-query/ describes it."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name, version = asked["package"]["name"], asked["version"]
        given = [_advisory(name)] if ADVISED.get(name, "") >= version else []
        body = json.dumps({"vulns": given} if given else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _advisory(name: str) -> dict[str, object]:
    events = [{"introduced": "0"}, {"fixed": "3.1.6"}]
    package = {"name": name, "ecosystem": "PyPI"}
    ranges = [{"type": "ECOSYSTEM", "events": events}]
    return {
        "id": "TEST-2026-1",
        "summary": "invented",
        "details": "invented",
        "modified": "2026-01-01T00:00:00Z",
        "published": "2026-01-01T00:00:00Z",
        "aliases": ["CVE-2026-0000"],
        "affected": [{"package": package, "ranges": ranges}],
    }


@pytest.fixture(scope="module")
def source() -> Iterator[list[str]]:
    """The options that name the server."""
    with HTTPServer(("127.0.0.1", 0), Advisories) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/v1/query"
        yield ["--vulnerability-service", "osv", "--osv-url", url]
        server.shutdown()


def audit(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, str(ROOT / "scripts/audit.py"), *arguments]
    cache = ["--cache-dir", str(folder / "cache")]
    ran = subprocess.run([*command, *cache], capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_every_locked_dependency_is_looked_up(source: list[str], tmp_path: Path) -> None:
    code, said = audit(tmp_path, *source)
    assert code == 0, said
    locked = {
        line.split("==")[0]
        for lock in LOCKS
        for line in lock.read_text("utf-8").splitlines()
        if re.match(r"[a-z0-9]", line)
    }
    found = re.search(r"(\d+) of (\d+) looked up", said)
    assert found is not None
    assert found[1] == found[2]
    # those of other platforms stay out
    assert len(locked) * 0.7 < int(found[1])


def test_a_pin_with_an_advisory_is_found(source: list[str], tmp_path: Path) -> None:
    lock = tmp_path / "old.lock"
    lock.write_text(f"jinja2==3.1.4 --hash=sha256:{'0' * 64}\n", "utf-8")
    code, said = audit(tmp_path, *source, str(lock))
    assert (code, "jinja2 3.1.4: CVE-2026-0000, TEST-2026-1; fixed in: 3.1.6" in said) == (
        1,
        True,
    ), said


def test_without_advisories_nothing_is_said_to_be_sound(tmp_path: Path) -> None:
    nowhere = ["--vulnerability-service", "osv", "--osv-url", "http://127.0.0.1:9/v1/query"]
    code, said = audit(tmp_path, *nowhere)
    assert (code, "Nothing was audited" in said) == (2, True), said


def test_what_is_passed_over_is_not_said_to_be_sound(source: list[str], tmp_path: Path) -> None:
    """As pip-audit does with a version it cannot read or a package that the index does not have."""
    spec = importlib.util.spec_from_file_location("audit", ROOT / "scripts/audit.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    sound = {"name": "a", "version": "1", "vulns": []}
    assert script._report([sound]) == 0
    assert script._report([sound, {"name": "b", "skip_reason": "not found"}]) == 2
    assert script._report([]) == 2
