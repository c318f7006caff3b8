"""`python -m plan_eval` is `plan-eval`."""

from plan_eval.cli.main import main

main()
