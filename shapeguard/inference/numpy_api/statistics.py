"""Statistics and signal: histogram, cov, percentile, average, convolve, interp, windows."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.creation import created
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.kinds import inexact, promoted, real_inexact
from shapeguard.inference.numpy_api.outcome import Outcome, Refusal
from shapeguard.inference.numpy_api.reading import Axes, known_rank, one_axis, read_array
from shapeguard.inference.numpy_api.reductions import reduced
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Constant, Int, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape


@rule("numpy.percentile", "numpy.quantile", "numpy.nanpercentile", "numpy.nanquantile")
def quantile(
    a: Array,
    q: Array,
    axis: Axes | None = None,
    out: Value | None = None,
    overwrite_input: Value | None = None,
    method: Value | None = None,
    keepdims: bool = False,
    *,
    weights: Value | None = None,
) -> Answer:
    if out is not None or weights is not None or a.shape.open or Dim.of(0) in a.shape.dims:
        raise Unclear
    inner = reduced(a, axis, keepdims, inexact(a.kind))
    if not isinstance(inner.value, Array) or q.shape.open:
        raise Unclear
    if len(q.shape.dims) > 1:
        raise Unclear
    return plain(Shape(q.shape.dims + inner.value.shape.dims), inexact(a.kind), a)


@rule("numpy.average")
def average(
    a: Array, axis: Axes | None = None, weights: Array | None = None, returned: bool = False, *, keepdims: bool = False
) -> Answer:
    kind = inexact(a.kind) if weights is None else inexact(a.kind, weights.kind)
    events = _weighed(a, axis, weights) if weights is not None else ()
    if weights is not None and (weights.shape != a.shape or not weights.shape.is_exact):
        return Outcome(events=events)
    if a.shape.rank == 0 and axis is not None:
        raise Unclear
    outcome = reduced(a, axis, keepdims, kind)
    return Sequence((outcome.value, outcome.value)) if returned else outcome


def _weighed(a: Array, axis: Axes | None, weights: Array) -> tuple[Refusal, ...]:
    """Weights have the shape of the array, or are as many as the axis is long that is averaged over."""
    if (axis is not None and len(axis) != 1) or a.shape.open or weights.shape.open or not a.shape.dims:
        raise Unclear
    reason = f"the weights {weights.shape} do not fit the array {a.shape}"
    lengths = a.shape.dims
    if axis is not None and weights.shape.rank == 1:
        lengths = (lengths[one_axis(axis[0], len(lengths))],)
    if len(lengths) != len(weights.shape.dims):
        raise Refused(Mismatch.AXIS, reason + ("" if axis is not None else ": say the axis"), ("a", "weights"))
    pairs = zip(lengths, weights.shape.dims, strict=True)
    return tuple(
        event for one, other in pairs for event in agree(Mismatch.BROADCAST, one, other, reason, ("a", "weights"))
    )


@rule("numpy.cov", "numpy.corrcoef")
def cov(
    m: Array,
    y: Array | None = None,
    rowvar: bool = True,
    bias: Value | None = None,
    ddof: Value | None = None,
    fweights: Value | None = None,
    aweights: Value | None = None,
    *,
    dtype: Kind | None = None,
) -> Answer:
    kind = dtype or inexact(m.kind)
    if m.shape.open:
        raise Unclear
    if len(m.shape.dims) > 2:
        raise Refused(Mismatch.AXIS, f"an array of rank 1 or 2 is needed, not {m.shape}", ("m",))
    if y is not None:
        if m.shape.rank != 1 or y.shape.rank != 1:
            raise Unclear
        reason = f"as many observations are needed of either variable: {m.shape} and {y.shape}"
        events = agree(Mismatch.JOIN, m.shape.dims[0], y.shape.dims[0], reason, ("m", "y"))
        return Outcome(plain(Shape.of(2, 2), inexact(m.kind, y.kind), m, y), events)
    if len(m.shape.dims) < 2:
        return plain(Shape(()), kind, m)
    variables, observations = m.shape.dims if rowvar else m.shape.dims[::-1]
    if 0 in (variables.value, observations.value) or m.shape.dims[0].value == 1 or variables.is_unknown:
        raise Unclear
    if variables.value == 1:
        return plain(Shape(()), kind, m)
    return plain(Shape((variables, variables)), kind, m)


@rule("numpy.histogram")
def histogram(
    a: Array,
    bins: Value | None = None,
    range: Value | None = None,
    density: Value | None = None,
    weights: Array | None = None,
) -> Answer:
    count = _bins(bins)
    kind = Kind.INT if density is None and weights is None else Kind.UNKNOWN
    value = Sequence((plain(Shape((count,)), kind, a), plain(Shape((count + 1,)), Kind.UNKNOWN, a)))
    return Outcome(value, _one_each(a, weights, "a")) if weights is not None else value


def _one_each(a: Array, weights: Array, name: str) -> tuple[Refusal, ...]:
    """A weight for each element."""
    if a.shape.open or weights.shape.open:
        return ()
    reason = f"the weights {weights.shape} do not fit the array {a.shape}"
    operands = (name, "weights")
    if len(a.shape.dims) != len(weights.shape.dims):
        raise Refused(Mismatch.AXIS, reason, operands)
    pairs = zip(a.shape.dims, weights.shape.dims, strict=True)
    return tuple(event for one, other in pairs for event in agree(Mismatch.BROADCAST, one, other, reason, operands))


def _bins(bins: Value | None) -> Dim:
    """The number of bins: 10, an int, or one less than the edges."""
    if bins is None:
        return Dim.of(10)
    if isinstance(bins, Int):
        if bins.dim.value is not None and bins.dim.value < 1:
            raise Unclear
        return bins.dim
    if isinstance(bins, Constant):
        return Dim.unknown()
    edges = read_array(bins)
    if edges.shape.rank != 1 or edges.shape.dims[0].value == 0:
        raise Unclear
    return edges.shape.dims[0] - 1


@rule("numpy.histogram2d")
def histogram2d(x: Array, y: Array, bins: Value | None = None, range: Value | None = None) -> Answer:
    if x.shape.rank != 1 or x.shape != y.shape or not (bins is None or isinstance(bins, Int)):
        raise Unclear
    count = _bins(bins)
    edges = plain(Shape((count + 1,)), Kind.UNKNOWN, x)
    return Sequence((plain(Shape((count, count)), Kind.FLOAT, x), edges, edges))


@rule("numpy.bincount")
def bincount(x: Array, weights: Array | None = None, minlength: Value | None = None) -> Answer:
    if known_rank(x) != 1:
        raise Refused(Mismatch.AXIS, f"bincount takes an array of rank 1, not {x.shape}", ("x",))
    value = plain(Shape.of_rank(1), Kind.INT if weights is None else Kind.FLOAT, x)
    return Outcome(value, _one_each(x, weights, "x")) if weights is not None else value


@rule("numpy.interp")
def interp(
    x: Array, xp: Array, fp: Array, left: Value | None = None, right: Value | None = None, period: Value | None = None
) -> Answer:
    if xp.shape.rank != 1 or fp.shape.rank != 1:
        raise Unclear
    reason = f"interp needs a value at every point: xp is {xp.shape}, fp is {fp.shape}"
    events = agree(Mismatch.BROADCAST, xp.shape.dims[0], fp.shape.dims[0], reason, ("xp", "fp"))
    if xp.shape != fp.shape or xp.shape.dims[0].value == 0:
        return Outcome(events=events)
    return plain(x.shape, real_inexact(fp.kind) if fp.kind is not Kind.COMPLEX else Kind.COMPLEX, x)


@rule("numpy.convolve")
def convolve(a: Array, v: Array, mode: str = "full") -> Answer:
    return _convolved(a, v, mode)


@rule("numpy.correlate")
def correlate(a: Array, v: Array, mode: str = "valid") -> Answer:
    return _convolved(a, v, mode)


def _convolved(a: Array, v: Array, mode: str) -> Array:
    """``full`` has every overlap, ``same`` the longer length, ``valid`` only what overlaps completely."""
    for array, name in ((a, "a"), (v, "v")):
        if array.shape.rank is not None and array.shape.rank > 1:
            raise Refused(Mismatch.AXIS, f"{array.shape} is no vector, of rank {array.shape.rank}", (name,))
    if a.shape.rank != 1 or v.shape.rank != 1:
        raise Unclear
    left, right = a.shape.dims[0], v.shape.dims[0]
    if 0 in (left.value, right.value):
        raise Unclear
    longer, shorter = (left, right) if (left - right).nonnegative_when_large else (right, left)
    kind = promoted(a.kind, v.kind)
    if mode == "full":
        return plain(Shape((left + right - 1,)), kind, a, v)
    if not (longer - shorter).nonnegative_when_large or mode not in ("same", "valid"):
        return plain(Shape.of_rank(1), kind, a, v)
    return plain(Shape((longer if mode == "same" else longer - shorter + 1,)), kind, a, v)


@rule("numpy.bartlett", "numpy.blackman", "numpy.hamming", "numpy.hanning")
def window(M: Dim) -> Answer:
    return _window(M)


@rule("numpy.kaiser")
def kaiser(M: Dim, beta: Value) -> Answer:
    return _window(M)


def _window(length: Dim) -> Outcome:
    return created(Shape((Dim.of(max(0, length.value)) if length.value is not None else length,)), Kind.FLOAT)


@rule("numpy.trapezoid", "numpy.trapz")
def trapezoid(y: Array, x: Array | None = None, dx: Value | None = None, axis: int = -1) -> Answer:
    place = one_axis(axis, known_rank(y), operand="y")
    if x is None:
        return reduced(y, (place,), False, inexact(y.kind))
    if known_rank(x) != 1 or x.kind is Kind.OBJECT:
        raise Unclear
    points, places = y.shape.dims[place], x.shape.dims[0]
    kept = Shape((*y.shape.dims[:place], *y.shape.dims[place + 1 :]))
    value = plain(kept, promoted(inexact(y.kind), x.kind), y)
    if Dim.of(0) in (points, places):
        raise Unclear
    if Dim.of(2) in (points, places):  # a single step is stretched
        return value
    reason = f"x has length {places}, but axis {place} of {y.shape} has {points}"
    return Outcome(value, agree(Mismatch.BROADCAST, points, places, reason, ("y", "x")))
