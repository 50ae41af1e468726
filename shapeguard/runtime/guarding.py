"""``@guard``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from beartype import beartype
from jaxtyping import jaxtyped

Function = TypeVar("Function", bound=Callable[..., Any])


def guard(function: Function) -> Function:
    """Enforce the array annotations of a function."""
    return jaxtyped(function, typechecker=beartype)  # type: ignore[no-any-return]
