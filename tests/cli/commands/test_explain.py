from __future__ import annotations

from collections.abc import Callable

from tests.conftest import Ran

Run = Callable[..., Ran]


def test_explains_one_rule(plan_eval: Run) -> None:
    ran = plan_eval("explain", "PE301")
    assert ran.code == 0
    assert ran.out.startswith("PE301 比率与分子分母不符")
    assert "怎么办" in ran.out


def test_explains_a_family(plan_eval: Run) -> None:
    ran = plan_eval("explain", "pe30")
    assert "PE302 " in ran.out
    assert "PE310 " not in ran.out


def test_unknown_rule_is_misuse(plan_eval: Run) -> None:
    assert plan_eval("explain", "PE999").code == 2
