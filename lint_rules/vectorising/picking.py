"""One place of every sample: ``P[i, labels[i]]``; of places that only count, the diagonal of a matrix that is read."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from shapeguard.shapes import Shape

if TYPE_CHECKING:
    from lint_rules.vectorising.lifting import Lifter


def picked(lifter: Lifter, array: ast.expr, parts: Sequence[ast.expr], shape: Shape, *, is_target: bool) -> Lifted:
    """``P[np.arange(m), labels]``; the diagonal of a square matrix by its name.

    Raises
    ------
    NotVectorisable
        If a slice stands among the places, all of them only count, or two samples may have one place in a target.
    """
    counts = [isinstance(part, ast.Name) and part.id == lifter.walk.index for part in parts]
    is_square = lifter.walk.step == 1 and set(shape.dims) == {lifter.walk.count}
    if all(counts) and len(counts) == 2 and not is_target and is_square:
        return Lifted(ast.Call(of_numpy("diagonal", lifter.environment), [array], []), 1, 0)
    if (is_target and not any(counts)) or not any(_is_label(lifter, part) for part in parts):
        raise NotVectorisable
    places = [lifter.lift(part) for part in parts if not isinstance(part, ast.Slice)]
    if len(places) < len(parts) or any((place.rank, place.axis) not in ((1, 0), (0, None)) for place in places):
        raise NotVectorisable
    index = ast.Tuple([place.node for place in places], ast.Load())
    return Lifted(ast.Subscript(array, index, ast.Load()), 1, 0)


def _is_label(lifter: Lifter, part: ast.expr) -> bool:
    """Whether a place is read from somewhere, ``labels[i]``, and not just counted, ``i + k``."""
    names = [node for node in ast.walk(part) if isinstance(node, ast.Name) and node.id != lifter.walk.index]
    is_read = any(isinstance(node, ast.Subscript) for node in ast.walk(part))
    return lifter.depends(part) and (is_read or any(map(lifter.depends, names)))
