"""The last page: who prepared, reviewed and approved the report, as the approval file says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_eval.messages import t
from plan_eval.plan_folder.approval_file import Approval, Publication, Signature
from plan_eval.report.context import Context
from plan_eval.report.outline import Heading


@dataclass(frozen=True, slots=True)
class SignOff:
    """Roles with their signatures; a role nobody signed is a blank to fill in.

    `published` are the plan's reports before this one, with their names in words.
    """

    heading: Heading
    roles: tuple[tuple[str, tuple[Signature, ...]], ...]
    resolution: str | None
    published: tuple[tuple[str, Publication], ...]


def build(context: Context) -> SignOff:
    """编制、审核、审批."""
    given = context.edition.approval or Approval()
    heading = context.outline.heading(1, t("report.heading.sign_off"))
    roles = (
        (t("report.sign-off.prepared"), given.prepared),
        (t("report.sign-off.reviewed"), given.reviewed),
        (t("report.sign-off.approved"), given.approved),
    )
    return SignOff(heading, roles, given.resolution, tuple(_published(context)))


def _published(context: Context) -> Iterator[tuple[str, Publication]]:
    """What was published up to the day of this report, of other reports than this."""
    own = context.edition.name(context.assessment.stage)
    for one in sorted(context.edition.published, key=lambda one: one.day):
        if one.report != own and one.day <= context.day:
            stage, year, *_ = one.report.split("_")
            yield t(f"report.published.stage.{stage}", year=year), one
