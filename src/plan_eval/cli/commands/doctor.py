"""plan-eval doctor: is everything here that the PDF needs?"""

from __future__ import annotations

from plan_eval.cli.options import RecordFormat
from plan_eval.messages import t


def doctor(output_format: RecordFormat = "text") -> int:
    """Exit 0 when the report can be written, 1 when something must be installed."""
    import os

    from plan_eval.cli.console import print_json
    from plan_eval.report.doctor import diagnose
    from plan_eval.report.fonts import FontChoice
    from plan_eval.resources import templates_folder

    # a report takes the program's own fonts too, whatever templates a district adds
    checks = diagnose(FontChoice(templates_folder() / "fonts"), os.environ)
    failed = int(any(check.level == "fail" for check in checks))
    if output_format == "json":
        print_json(checks)
        return failed
    for check in checks:
        print(f"{t(f'doctor.level.{check.level}')}  {check.message}")
        if check.remedy:
            print(f"      → {check.remedy}")
    return failed
