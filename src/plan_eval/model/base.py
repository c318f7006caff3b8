"""What all plan models share: frozen, strict about unknown keys, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema


class Frozen(BaseModel):
    """A frozen value that refuses keys it does not know: a misplaced key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _number(value: Any) -> Any:
    if isinstance(value, str | bool | float):
        raise ValueError("a number is wanted, without quotes")
    return value


# Exact from the text of the file on: the loader gives int or Decimal, never a binary float.
Number = Annotated[Decimal, BeforeValidator(_number), WithJsonSchema({"type": "number"})]

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
