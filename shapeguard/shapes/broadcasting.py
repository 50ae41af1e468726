"""Broadcasting that reports who was stretched along which axis."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from shapeguard.shapes.dim import Dim
from shapeguard.shapes.frozen import frozen, replace
from shapeguard.shapes.shape import Shape
from shapeguard.shapes.verdict import Verdict, is_named_beside_a_number, relation


@frozen
class Stretch:
    """One operand repeated along one axis of the result.

    Attributes
    ----------
    operand
        Index of the operand.
    axis
        Axis of the result, counted from the end (-1 is the last).
    length
        The length it was stretched to.
    promoted
        True where the operand has no such axis at all: its rank was raised.
    """

    operand: int
    axis: int
    length: Dim
    promoted: bool


@frozen
class Clash:
    """Two lengths that do not fit.

    ``axes`` holds the axis of each operand that was compared, counted from the end.
    """

    operands: tuple[int, int]
    axes: tuple[int, int]
    dims: tuple[Dim, Dim]
    verdict: Verdict


@frozen
class Broadcast:
    """What NumPy does with operands of these shapes.

    ``verdict`` is EQUAL where they fit, DIFFER where they fail for all sufficiently large sizes, COINCIDE where they
    fail unless sizes coincide, UNKNOWN where nothing is known. ``clash`` is the worst pair of axes.
    """

    operands: tuple[Shape, ...]
    result: Shape
    stretches: tuple[Stretch, ...]
    verdict: Verdict
    clash: Clash | None

    @property
    def is_two_way(self) -> bool:
        """Whether the result provably has the shape of none of the operands."""
        if self.result.open or self.verdict is not Verdict.EQUAL:
            return False
        stretched = {stretch.operand for stretch in self.stretches if stretch.length != Dim.of(1) or stretch.promoted}
        return len(stretched) == len(self.operands)


def broadcast(*operands: Shape) -> Broadcast:
    """Broadcast shapes against each other.

    >>> str(broadcast(Shape.of(5, 1), Shape.of(1, 3)).result)
    '(5, 3)'
    """
    if all(shape == operands[0] for shape in operands) and operands and not operands[0].open:
        return Broadcast(operands, operands[0], (), Verdict.EQUAL, None)
    longest = max((len(shape.dims) for shape in operands), default=0)
    known = min((len(shape.dims) for shape in operands if shape.open), default=longest)
    dims: list[Dim] = []
    stretches: list[Stretch] = []
    verdict, worst = Verdict.EQUAL, None
    for axis in range(-1, -longest - 1, -1):
        present = [(index, shape.dims[axis]) for index, shape in enumerate(operands) if len(shape.dims) >= -axis]
        dim, axis_verdict, clash = _axis(present, axis)
        if axis >= -known:
            dims.insert(0, dim)
            stretches += _stretches(operands, axis, dim)
        if axis_verdict > verdict:
            verdict, worst = axis_verdict, clash
    is_open = any(shape.open for shape in operands)
    if verdict is Verdict.UNKNOWN and worst is not None and _is_turned(operands):
        verdict, worst = Verdict.COINCIDE, replace(worst, verdict=Verdict.COINCIDE)
    if is_open:
        verdict = max(verdict, Verdict.UNKNOWN)
    return Broadcast(operands, Shape(tuple(dims), is_open), tuple(stretches), verdict, worst)


def _is_turned(operands: Sequence[Shape]) -> bool:
    """Whether one of two operands is the other the wrong way round: ``(n, 3)`` and ``(3, n)``."""
    if len(operands) != 2 or any(shape.open for shape in operands):
        return False
    left, right = (shape.dims for shape in operands)
    return left == right[::-1] and is_named_beside_a_number(left)


def _axis(present: Sequence[tuple[int, Dim]], axis: int) -> tuple[Dim, Verdict, Clash | None]:
    """The length of one axis of the result, and the worst pair of lengths on it."""
    one = Dim.of(1)
    lengths = [(index, dim) for index, dim in present if dim != one]
    if not lengths:
        return one, Verdict.EQUAL, None
    verdict, clash = Verdict.EQUAL, None
    for (i, left), (j, right) in combinations(lengths, 2):
        pair = relation(left, right)
        if pair > verdict:
            verdict, clash = pair, Clash((i, j), (axis, axis), (left, right), pair)
    return _result_length([dim for _, dim in lengths], verdict), verdict, clash


def _result_length(lengths: Sequence[Dim], verdict: Verdict) -> Dim:
    if verdict is Verdict.EQUAL:
        return lengths[0]
    constants = [dim for dim in lengths if dim.value is not None]
    if constants and verdict is not Verdict.DIFFER:
        return constants[0]
    return Dim.unknown()


def _stretches(operands: Sequence[Shape], axis: int, length: Dim) -> list[Stretch]:
    one = Dim.of(1)
    found = []
    for index, shape in enumerate(operands):
        missing = len(shape.dims) < -axis
        if missing and not shape.open:
            found.append(Stretch(index, axis, length, promoted=True))
        elif not missing and shape.dims[axis] == one and length != one:
            found.append(Stretch(index, axis, length, promoted=False))
    return found
