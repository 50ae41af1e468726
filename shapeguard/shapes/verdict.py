"""How two lengths relate: a verdict, not a bool."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from shapeguard.shapes.dim import Anonymous, Atom, Dim, Opaque, Size


class Verdict(IntEnum):
    """The answer to "are these equal?", ordered from harmless to certain failure."""

    EQUAL = 0
    UNKNOWN = 1
    COINCIDE = 2
    """They differ unless two sizes, which their author named apart, happen to coincide, or something is empty."""
    DIFFER = 3
    """They differ for all sufficiently large sizes."""


def relation(left: Dim, right: Dim) -> Verdict:
    """Compare two lengths.

    >>> relation(Dim.of(2), Dim.of(3)).name
    'DIFFER'
    """
    if left == right:
        return Verdict.EQUAL
    difference = left - right
    if difference.value is not None:
        return Verdict.DIFFER
    if difference.is_unknown or any(isinstance(atom, Opaque) for atom in difference.atoms()):
        return Verdict.COINCIDE if _is_part(left, right) or _is_part(right, left) else Verdict.UNKNOWN
    coefficients = [coefficient for _, coefficient in difference.terms]
    if all(c > 0 for c in coefficients) or all(c < 0 for c in coefficients):
        verdict = Verdict.DIFFER if left.value is None and right.value is None else _against_constant(difference)
    else:
        verdict = _named_apart(difference, is_number=left.value is not None or right.value is not None)
    is_full_apart = verdict is Verdict.UNKNOWN and (_is_longer(left, right) or _is_longer(right, left))
    return Verdict.COINCIDE if is_full_apart else verdict


def is_named_beside_a_number(dims: Sequence[Dim]) -> bool:
    """Whether a table has a length with a name along one axis, and a number above 1 along the other.

    ``(n, 3)`` against ``(3, n)`` is turned rather than square.
    """
    numbers = [dim for dim in dims if dim.value is not None]
    return len(dims) == 2 and len(numbers) == 1 and numbers[0] != Dim.of(1) and all(map(_is_plain, dims))


def _is_plain(dim: Dim) -> bool:
    return not dim.is_unknown and not any(isinstance(atom, Opaque) for atom in dim.atoms())


def _is_part(length: Dim, other: Dim) -> bool:
    """Whether a length depends on data that have nothing to do with the other, or is a slice ``x[:k]`` of it."""
    part = length.atom
    if isinstance(part, Anonymous):
        return part.origin is not None and _is_of_origin(other.atom, part)
    if not isinstance(part, Opaque) or part.operation != "slice" or part.operands[0] != other:
        return False
    _, start, stop, step = part.operands
    is_cut = isinstance(stop.atom, Size) or start.sizes()
    return bool(is_cut) and step.value == 1 and not stop.is_unknown and not start.is_unknown


def _is_of_origin(size: Atom | None, part: Anonymous) -> bool:
    return isinstance(size, Size) and size.origin == part.origin and size != part.whole


def _is_longer(length: Dim, constant: Dim) -> bool:
    """Whether a length with names, ``n+1``, is longer than a constant, 1, wherever nothing is empty."""
    if not constant.value or length.value is not None:
        return False
    coefficients = [coefficient for atoms, coefficient in length.terms if atoms]
    return all(c > 0 for c in coefficients) and sum(c for _, c in length.terms) > constant.value


def _against_constant(difference: Dim) -> Verdict:
    """``n`` or ``n+1`` against 0: never equal, because a length is not negative."""
    return Verdict.DIFFER if difference.terms[-1][0] == () else Verdict.UNKNOWN


def _named_apart(difference: Dim, *, is_number: bool) -> Verdict:
    origins = {size.origin for size in difference.sizes()}
    if len(origins) != 1:
        return Verdict.UNKNOWN
    (origin,) = origins
    names_a_constant = is_number or len(difference.sizes()) == 1
    if names_a_constant and origin.kind not in ("annotation", "docstring"):
        return Verdict.UNKNOWN
    return Verdict.COINCIDE
