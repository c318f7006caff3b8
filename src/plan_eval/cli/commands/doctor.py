"""plan-eval doctor: is everything here that the PDF needs?"""

from __future__ import annotations

import typer

from plan_eval.words import t


def doctor() -> None:
    """Exit 0 when the report can be written, 1 when something must be installed."""
    import os
    from pathlib import Path

    from plan_eval.io.project_file import read_project
    from plan_eval.report.doctor import diagnose
    from plan_eval.report.fonts import FontChoice

    checks = diagnose(FontChoice(read_project(Path()).templates / "fonts"), os.environ)
    for check in checks:
        print(f"{t(f'doctor.level.{check.level}')}  {check.message}")
        if check.remedy:
            print(f"      → {check.remedy}")
    raise typer.Exit(any(check.level == "fail" for check in checks))
