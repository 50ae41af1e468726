"""Products of arrays: dot, matmul, inner, outer, tensordot, kron, cross."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import into, plain
from shapeguard.inference.numpy_api.history import purposeful
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.outcome import Argument, Contracted, Outcome
from shapeguard.inference.numpy_api.reading import Axes, known_rank, normalized, read_axes, read_int
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import UNKNOWN, Array, Int, Kind, Sequence, Value
from shapeguard.shapes import Contraction, Dim, Shape, Verdict, broadcast, dot, matmul


def product(
    function: str, outcome: Contraction, left: Array, right: Array, operands: tuple[Argument, Argument]
) -> Outcome:
    """The outcome of a contraction of two arrays."""
    event = Contracted(function, operands, outcome)
    if outcome.verdict is Verdict.DIFFER:
        return Outcome(UNKNOWN, (event,))
    return Outcome(plain(outcome.result, promoted(left.kind, right.kind), left, right), (event,))


@rule("numpy.dot", "ndarray.dot")
def dot_(a: Array, b: Array, out: Value | None = None) -> Answer:
    if a.shape.rank == 0 or b.shape.rank == 0:
        return into(out, Outcome(plain(dot(a.shape, b.shape).result, promoted(a.kind, b.kind), a, b)))
    return into(out, product("dot", dot(a.shape, b.shape), a, b, ("a", "b")), exactly=True)


@rule("numpy.matmul")
def matmul_(
    x1: Array, x2: Array, out: Value | None = None, *, dtype: Kind | None = None, casting: Value | None = None
) -> Answer:
    return into(out, product("matmul", matmul(x1.shape, x2.shape), x1, x2, ("x1", "x2")))


@rule("numpy.inner")
def inner(a: Array, b: Array) -> Answer:
    if a.shape.open or b.shape.open:
        raise Unclear
    if not a.shape.dims or not b.shape.dims:
        return plain(Shape(a.shape.dims + b.shape.dims), promoted(a.kind, b.kind), a, b)
    turned = b.shape if len(b.shape.dims) < 2 else Shape((*b.shape.dims[:-2], b.shape.dims[-1], b.shape.dims[-2]))
    return product("inner", dot(a.shape, turned), a, b, ("a", "b"))


@rule("numpy.vdot")
def vdot(a: Array, b: Array) -> Answer:
    counts = a.shape.element_count, b.shape.element_count
    if counts[0] is None or counts[1] is None:
        return plain(Shape(()), promoted(a.kind, b.kind), a, b)
    return product("vdot", dot(Shape((counts[0],)), Shape((counts[1],))), a, b, ("a", "b"))


@rule("numpy.vecdot", "numpy.linalg.vecdot")
def vecdot(x1: Array, x2: Array, out: Value | None = None, *, axis: int = -1) -> Answer:
    if axis != -1 or x1.shape.open or x2.shape.open:
        raise Unclear
    if not x1.shape.dims or not x2.shape.dims:
        raise Refused(Mismatch.CONTRACTION, "vecdot needs arrays of rank 1 or more", ("x1", "x2"))
    events = agree(
        Mismatch.CONTRACTION,
        x1.shape.dims[-1],
        x2.shape.dims[-1],
        f"the last axes of {x1.shape} and {x2.shape} have different lengths",
        ("x1", "x2"),
    )
    loop = broadcast(Shape(x1.shape.dims[:-1]), Shape(x2.shape.dims[:-1]))
    if loop.verdict is Verdict.DIFFER:
        raise Refused(Mismatch.BROADCAST, f"{x1.shape} and {x2.shape} do not broadcast", ("x1", "x2"))
    return into(out, Outcome(plain(loop.result, promoted(x1.kind, x2.kind), x1, x2), events))


@rule("numpy.outer", "numpy.linalg.outer")
def outer(a: Array, b: Array, out: Value | None = None) -> Answer:
    counts = [Dim.unknown() if count is None else count for count in (a.shape.element_count, b.shape.element_count)]
    return into(out, Outcome(purposeful(plain(Shape(tuple(counts)), promoted(a.kind, b.kind), a, b))))


@rule("numpy.tensordot", "numpy.linalg.tensordot")
def tensordot(a: Array, b: Array, axes: Value = Int(Dim.of(2))) -> Answer:  # noqa: B008
    left, right = _summed_axes(a, b, axes)
    if len(left) != len(right):
        raise Refused(Mismatch.CONTRACTION, "tensordot sums over as many axes of either array", ("a", "b"))
    events = tuple(
        event
        for i, j in zip(left, right, strict=True)
        for event in agree(
            Mismatch.CONTRACTION,
            a.shape.dims[i],
            b.shape.dims[j],
            f"axis {i} of {a.shape} is summed with axis {j} of {b.shape}: {a.shape.dims[i]} is not {b.shape.dims[j]}",
            ("a", "b"),
        )
    )
    kept = [dim for axis, dim in enumerate(a.shape.dims) if axis not in left]
    kept += [dim for axis, dim in enumerate(b.shape.dims) if axis not in right]
    return Outcome(plain(Shape(tuple(kept)), promoted(a.kind, b.kind), a, b), events)


def _summed_axes(a: Array, b: Array, axes: Value) -> tuple[Axes, Axes]:
    ranks = known_rank(a), known_rank(b)
    if isinstance(axes, Sequence):
        if len(axes.items) != 2:
            raise Unclear
        left, right = (read_axes(item) for item in axes.items)
        return normalized(left, ranks[0], operand="a"), normalized(right, ranks[1], operand="b")
    count = read_int(axes)
    if count < 0:
        raise Unclear
    if count > min(ranks):
        raise Refused(Mismatch.AXIS, f"{count} axes are summed of {a.shape} and {b.shape}", ("a", "b"))
    return tuple(range(ranks[0] - count, ranks[0])), tuple(range(count))


@rule("numpy.kron")
def kron(a: Array, b: Array) -> Answer:
    rank = max(known_rank(a), known_rank(b))
    left, right = ((Dim.of(1),) * (rank - len(x.shape.dims)) + x.shape.dims for x in (a, b))
    dims = tuple(i * j for i, j in zip(left, right, strict=True))
    return plain(Shape(dims), promoted(a.kind, b.kind), a, b)


@rule("numpy.cross", "numpy.linalg.cross")
def cross(a: Array, b: Array, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None) -> Answer:
    if (axisa, axisb, axisc) != (-1, -1, -1) or axis not in (None, -1):
        raise Unclear
    if known_rank(a) == 0 or known_rank(b) == 0:
        raise Refused(Mismatch.AXIS, "cross needs arrays of rank 1 or more", ("a", "b"))
    lengths = [x.shape.dims[-1].value for x in (a, b)]
    if None in lengths or 2 in lengths:
        raise Unclear
    if lengths != [3, 3]:
        raise Refused(Mismatch.CONTRACTION, f"cross takes vectors of length 3, not {a.shape} and {b.shape}", ("a", "b"))
    common = broadcast(a.shape, b.shape)
    if common.verdict is Verdict.DIFFER:
        raise Refused(Mismatch.BROADCAST, f"{a.shape} and {b.shape} do not broadcast", ("a", "b"))
    return plain(common.result, promoted(a.kind, b.kind), a, b)
