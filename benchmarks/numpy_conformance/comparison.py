"""An inferred value held against the one that NumPy made."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import numpy as np

from shapeguard.inference.values import Array, Constant, Int, Kind, Known, ListOf, Scalar, Sequence, Unknown, Value
from shapeguard.shapes import Dim, Size

_KINDS = {"b": Kind.BOOL, "i": Kind.INT, "u": Kind.INT, "f": Kind.FLOAT, "c": Kind.COMPLEX}


class Grade(Enum):
    """How much of a result was inferred."""

    EXACT = "exact"
    RANK = "rank only"
    UNKNOWN = "unknown"
    WRONG = "wrong"


_ORDER = (Grade.EXACT, Grade.RANK, Grade.UNKNOWN, Grade.WRONG)


def grade(inferred: Value, actual: Any, sizes: Mapping[Size, Dim]) -> Grade:
    """Grade an inferred value, with sizes put in for names."""
    if isinstance(inferred, Unknown):
        return Grade.UNKNOWN
    if isinstance(inferred, Array):
        return _grade_array(inferred, actual, sizes)
    if isinstance(inferred, Int):
        return _grade_length(inferred.dim, actual, sizes)
    if isinstance(inferred, Scalar):
        return Grade.EXACT if np.ndim(actual) == 0 and _kind_fits(inferred.kind, actual) else Grade.WRONG
    if isinstance(inferred, Constant):
        return Grade.EXACT if inferred.value == actual else Grade.WRONG
    if isinstance(inferred, Known):
        return Grade.EXACT
    if isinstance(inferred, Sequence) and isinstance(actual, tuple | list):
        if len(actual) != len(inferred.items):
            return Grade.WRONG
        return _worst([grade(i, a, sizes) for i, a in zip(inferred.items, actual, strict=True)])
    if isinstance(inferred, ListOf) and isinstance(actual, tuple | list):
        length = _grade_length(inferred.length, len(actual), sizes)
        return _worst([length, *(grade(inferred.item, item, sizes) for item in actual)])
    return Grade.WRONG


def _worst(grades: list[Grade]) -> Grade:
    return max(grades, key=_ORDER.index, default=Grade.EXACT)


def _grade_length(inferred: Dim, actual: Any, sizes: Mapping[Size, Dim]) -> Grade:
    known = inferred.substitute(sizes).value
    if known is None:
        return Grade.RANK
    return Grade.EXACT if known == actual else Grade.WRONG


def _grade_array(inferred: Array, actual: Any, sizes: Mapping[Size, Dim]) -> Grade:
    if isinstance(actual, np.flatiter):
        actual = np.asarray(actual)
    if not isinstance(actual, np.ndarray | np.generic | bool | int | float | complex):
        return Grade.WRONG
    if not _kind_fits(inferred.kind, actual):
        return Grade.WRONG
    shape, dims = np.shape(actual), inferred.shape.dims
    if inferred.shape.open:
        known = _worst(
            [_grade_length(dim, length, sizes) for dim, length in zip(dims[::-1], shape[::-1], strict=False)]
        )
        return Grade.WRONG if known is Grade.WRONG or len(dims) > len(shape) else Grade.UNKNOWN
    if len(dims) != len(shape):
        return Grade.WRONG
    return _worst([_grade_length(dim, length, sizes) for dim, length in zip(dims, shape, strict=True)])


def _kind_fits(kind: Kind, actual: Any) -> bool:
    return kind is Kind.UNKNOWN or _KINDS.get(np.asarray(actual).dtype.kind) is kind
