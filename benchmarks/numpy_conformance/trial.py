"""One draw: inference and NumPy side by side, and the grade that inference gets."""

from __future__ import annotations

import ast
import random
import re
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.numpy_conformance.comparison import Grade, grade
from benchmarks.numpy_conformance.drawing import SIZES, Draw
from benchmarks.numpy_conformance.evaluation import Inference
from benchmarks.numpy_conformance.slots import fill
from shapeguard.inference.values import Array, Sequence, Unknown, Value

_ABOUT_DTYPES = re.compile(
    r"not supported|boolean|did not contain a loop|[Nn]o loop|[Cc]annot cast|No matching|_UFuncNoLoop"
)
"""NumPy refuses the dtypes, which is none of inference's business: such a draw says nothing."""
_ABOUT_VALUES = re.compile(r"converge|Singular|positive definite")
"""NumPy refuses the values."""


@dataclass(frozen=True)
class Trial:
    """What came of a draw. ``grade`` is None where the draw says nothing."""

    name: str
    expression: str
    grade: Grade | None
    inferred: Value | None = None
    actual: Any = None
    draw: Draw | None = None

    def __str__(self) -> str:
        numbers = self.draw.numbers if self.draw else {}
        shapes = {name: np.shape(value) for name, value in numbers.items() if name[1:].isdigit()}
        sizes = {name: numbers.get(name) for name in SIZES if self.draw and self.draw.symbolic}
        outcome = f"inferred {_brief(self.inferred)}\n    NumPy    {_described(self.actual)}"
        return f"{self.expression}  {shapes} {sizes}\n    {outcome}"


def _brief(value: Value | None) -> str:
    if isinstance(value, Array):
        return f"{value.shape} {value.kind.value}"
    if isinstance(value, Sequence):
        return str([_brief(item) for item in value.items])
    return str(value)


def _described(actual: Any) -> str:
    if isinstance(actual, Exception):
        return f"{type(actual).__name__}: {actual}"
    if isinstance(actual, tuple | list):
        return str([_described(item) for item in actual])
    return f"{np.shape(actual)} {getattr(actual, 'dtype', type(actual).__name__)}"


def attempt(name: str, template: str, rng: random.Random, *, symbolic: bool, blurred: bool = False) -> Trial:
    """Draw once from a template and hold inference against NumPy.

    A blurred draw only tells whether inference is wrong, not how much it knows.
    """
    draw = Draw(rng, symbolic, blurred)
    expression = fill(draw, template)
    tree = ast.parse(expression, mode="eval")
    inference = Inference(draw.values)
    inferred = inference.evaluate(tree.body)
    actual = _run(tree, draw)
    verdict = _judge(inference, inferred, actual, draw)
    if blurred and verdict is not Grade.WRONG:
        verdict = None
    return Trial(name, expression, verdict, inferred, actual, draw)


def _run(tree: ast.Expression, draw: Draw) -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return eval(compile(tree, "<draw>", "eval"), {}, dict(draw.numbers))
        except (ValueError, IndexError, TypeError, np.linalg.LinAlgError, AttributeError, ArithmeticError) as error:
            return error


def _judge(inference: Inference, inferred: Value, actual: Any, draw: Draw) -> Grade | None:
    if isinstance(actual, Exception):
        if isinstance(actual, ArithmeticError) or (isinstance(actual, TypeError) and _ABOUT_DTYPES.search(str(actual))):
            return None
        if isinstance(actual, np.linalg.LinAlgError) and _ABOUT_VALUES.search(str(actual)):
            return None
        if inference.refuses:
            return Grade.EXACT
        if not _says_all(inferred):
            return Grade.UNKNOWN
        return None if draw.symbolic or draw.blurred else Grade.WRONG
    if inference.refuses:
        return Grade.WRONG
    return grade(inferred, actual, draw.sizes)


def _says_all(value: Value) -> bool:
    """Whether a value leaves nothing open, so that a refusal by NumPy contradicts it."""
    if isinstance(value, Array):
        return value.shape.is_exact
    if isinstance(value, Sequence):
        return all(map(_says_all, value.items))
    return not isinstance(value, Unknown)
