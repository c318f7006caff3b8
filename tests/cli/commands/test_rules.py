from __future__ import annotations

import json
from collections.abc import Callable

from tests.conftest import Ran

from plan_eval.checks.registry import all_rules

Run = Callable[..., Ran]


def test_every_rule_is_listed(plan_eval: Run) -> None:
    ran = plan_eval("rules")
    assert ran.code == 0
    assert [code for code in all_rules() if code not in ran.out] == []


def test_rules_as_data(plan_eval: Run) -> None:
    listed = json.loads(plan_eval("rules", "--format", "json").out)
    assert [one["code"] for one in listed] == [*all_rules()]
