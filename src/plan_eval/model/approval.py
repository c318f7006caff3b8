"""Who prepared, reviewed and approved a report (编制、审核、审批); never assumed, only read."""

from __future__ import annotations

from plan_eval.model.base import Frozen, Text


class Signature(Frozen):
    """A person or body that signed, in what capacity, and the day as written (2025-12-31)."""

    name: Text
    title: Text | None = None
    day: Text | None = None


class Approval(Frozen):
    """The approval file beside the data: what is absent stays a blank on the sign-off page.

    `resolution` names the meeting or document by which the leading group approved (规划五（二）).
    """

    prepared: tuple[Signature, ...] = ()
    reviewed: tuple[Signature, ...] = ()
    approved: tuple[Signature, ...] = ()
    resolution: Text | None = None
