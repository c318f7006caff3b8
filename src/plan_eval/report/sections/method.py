"""附录: the method in words and every parameter with its value."""

from __future__ import annotations

from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.model.targets import EachUnit
from plan_eval.model.wording import trimmed
from plan_eval.report.context import Context
from plan_eval.report.outline import Caption, Heading
from plan_eval.report.sections.phrases import inferred_named

APPENDIX = ("pace", "evidence", "tally", "signs", "overall")
"""The paragraphs after that on states, where progress is measured, by the end of their keys."""
# the end judges the state alone
_AT_THE_END = ("evidence", "tally", "overall", "state-alone")
_PARAMETERS = (
    "method",
    "nearly_met_share",
    "on_track",
    "slower",
    "high_effort",
    "stand_in_years",
    "robust_jump",
    "robust_share",
    "coincidence",
    "unchanged_years",
    "digits_figures",
    "digits_p",
    "sustained",
    "small_count",
    "confidence",
    "pooled_years",
    "dispersion_p",
    "projection_points",
    "prediction",
    "end_of_scale",
    "rare_years",
    "rare_share",
    "chance_red",
    "chance_yellow",
    "volatile_spread",
    "volatile_reversals",
    "benchmark_tolerance",
    "overall_smooth",
    "overall_fair",
    "overall_judged",
)


@dataclass(frozen=True, slots=True)
class Method:
    """Paragraphs and the table of parameters."""

    heading: Heading
    paragraphs: tuple[str, ...]
    caption: Caption
    parameters: tuple[tuple[str, str], ...]


def build(context: Context) -> Method:
    """方法与参数."""
    parameters = context.plan.header.parameters
    heading = context.outline.chapter(t("report.heading.method"))
    caption = context.outline.table(t("report.method.table", version=parameters.version))
    listed = [
        (t(f"report.method.parameter.{name}"), trimmed_or_text(getattr(parameters, name)))
        for name in _PARAMETERS
    ]
    told = _AT_THE_END if context.final else APPENDIX
    paragraphs = [_states(context), *(t(f"report.method.{name}") for name in told)]
    if names := inferred_named(context):
        paragraphs.append(t("report.method.inferred", names=names))
    return Method(heading, tuple(paragraphs), caption, tuple(listed))


def _states(context: Context) -> str:
    """How a state is found; a floor in each unit only where the plan has one."""
    floors = any(isinstance(one.target, EachUnit) for one in context.plan.indicators.values())
    return t("report.method.state", each=t("report.method.each") if floors else "")


def trimmed_or_text(value: object) -> str:
    """A parameter as short as it can be written."""
    from decimal import Decimal

    match value:
        case Decimal():
            return trimmed(value)
        case tuple():
            return t("punctuation.list").join(map(str, value))
        case "every_year" | "recovered":
            return t(f"hold-rule.{value}")
        case str():
            return t(f"methods.{value}")
        case _:
            return str(value)
