"""Type parameters: what ``def f[T: np.ndarray](x: T)`` and their like name, over whatever else is called so."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TypeAlias

TypeParameters: TypeAlias = Mapping[str, ast.expr | None]
"""From the name to what it is bound by, if it is."""


def with_those_of(node: ast.AST, around: TypeParameters) -> TypeParameters:
    """The type parameters in force inside a function, class or type alias; before Python 3.12 none has any."""
    own = getattr(node, "type_params", None)
    return {**around, **{each.name: getattr(each, "bound", None) for each in own}} if own else around
