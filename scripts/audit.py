"""Look up every locked dependency among the published advisories (pip-audit).

    python scripts/audit.py [OPTIONS OF pip-audit]     (as --service osv --osv-url URL of a mirror)

Exit 0: every one was looked up and none has an advisory. 1: some have. 2: not all could be looked
up, as without a network. pip-audit itself says "no known vulnerabilities" of what it passed over.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = sorted(ROOT.glob("requirements*.lock"))
# the locks hold every dependency with its digest, so that nothing has to be resolved or fetched
AUDIT = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


def main(options: list[str], locks: list[Path]) -> int:
    """Print what was found."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "found.json")
        files = [part for lock in locks for part in ("--requirement", str(lock))]
        command = [sys.executable, "-m", "pip_audit", *AUDIT, "--output", str(output)]
        ran = subprocess.run([*command, *files, *options], capture_output=True, text=True)
        found = json.loads(output.read_text("utf-8")) if output.exists() else None
    if found is None:
        reason = ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"]
        print(f"Nothing was audited: {reason[-1]}", file=sys.stderr)
        print("The advisories are on the network: run `make audit` where there is one.")
        return 2
    return _report(found["dependencies"])


def _report(dependencies: list[dict[str, Any]]) -> int:
    skipped = [one for one in dependencies if "skip_reason" in one]
    advised = [one for one in dependencies if one.get("vulns")]
    for one in advised:
        for advisory in one["vulns"]:
            names = ", ".join([advisory["id"], *advisory["aliases"]])
            fixed = ", ".join(advisory["fix_versions"]) or "not yet"
            print(f"{one['name']} {one['version']}: {names}; fixed in: {fixed}")
    looked_up = len(dependencies) - len(skipped)
    print(f"{looked_up} of {len(dependencies)} looked up, {len(advised)} with an advisory")
    if advised:
        return 1
    if skipped or not dependencies:
        reason = skipped[0]["skip_reason"] if skipped else "no dependencies"
        print(f"Not audited: {len(skipped)}, the first: {reason}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    named = [Path(one) for one in arguments if one.endswith((".lock", ".txt"))]
    rest = [one for one in arguments if Path(one) not in named]
    sys.exit(main(rest, named or LOCKS))
