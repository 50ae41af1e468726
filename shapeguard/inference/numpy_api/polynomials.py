"""Polynomials and their roots, old style."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.kinds import inexact, promoted
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import known_rank
from shapeguard.inference.numpy_api.refusing import Refused, Unclear, agree
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape


@rule("numpy.polyfit")
def polyfit(
    x: Array,
    y: Array,
    deg: Dim,
    rcond: Value | None = None,
    full: bool = False,
    w: Value | None = None,
    cov: Value | None = None,
) -> Answer:
    if full or cov is not None or (deg.value is not None and deg.value < 0):
        raise Unclear
    if known_rank(x) != 1 or known_rank(y) not in (1, 2):
        raise Refused(
            Mismatch.AXIS, f"polyfit takes x of rank 1 and y of rank 1 or 2, not {x.shape}, {y.shape}", ("x",)
        )
    samples = x.shape.dims[0]
    reason = f"polyfit fits as many values as there are points: x is {x.shape}, y is {y.shape}"
    events = agree(Mismatch.CONTRACTION, samples, y.shape.dims[0], reason, ("x", "y"))
    if isinstance(w, Array) and w.shape.rank == 1:
        reason = f"polyfit takes a weight for each point: x is {x.shape}, w is {w.shape}"
        events += agree(Mismatch.CONTRACTION, samples, w.shape.dims[0], reason, ("x", "w"))
    if samples != y.shape.dims[0] or samples.value == 0:
        return Outcome(events=events)
    return Outcome(plain(Shape((deg + 1, *y.shape.dims[1:])), inexact(x.kind, y.kind), x, y), events)


@rule("numpy.polyval")
def polyval(p: Array, x: Array) -> Answer:
    if p.shape.rank != 1:
        raise Unclear
    return plain(x.shape, promoted(p.kind, x.kind), p, x)


@rule("numpy.polyadd", "numpy.polysub", "numpy.polymul")
def polyadd(a1: Array, a2: Array) -> Answer:
    if a1.shape.rank != 1 or a2.shape.rank != 1:
        raise Unclear
    return plain(Shape.of_rank(1), Kind.UNKNOWN, a1, a2)


@rule("numpy.polyder", "numpy.polyint")
def polyder(p: Array, m: Value | None = None, k: Value | None = None) -> Answer:
    if p.shape.rank != 1:
        raise Unclear
    return plain(Shape.of_rank(1), Kind.UNKNOWN, p)


@rule("numpy.roots")
def roots(p: Array) -> Answer:
    if p.shape.rank != 1 or p.shape.dims[0].value == 0:
        raise Unclear
    return plain(Shape.of_rank(1), Kind.UNKNOWN, p)


@rule("numpy.poly")
def poly(seq_of_zeros: Array) -> Answer:
    shape = seq_of_zeros.shape
    if (
        shape.rank not in (1, 2)
        or shape.dims[0].is_unknown
        or shape.dims[0].value == 0
        or shape.dims[0] != shape.dims[-1]
    ):
        raise Unclear
    return plain(Shape((shape.dims[0] + 1,)), Kind.UNKNOWN, seq_of_zeros)


@rule("numpy.polynomial.polynomial.polyval", "numpy.polynomial.legendre.legval")
def polynomial_value(x: Array, c: Array, tensor: Value | None = None) -> Answer:
    if c.shape.rank != 1:
        raise Unclear
    return plain(x.shape, Kind.UNKNOWN, x, c)


@rule("numpy.polynomial.hermite.hermgauss", "numpy.polynomial.legendre.leggauss")
def gauss(deg: Dim) -> Answer:
    if deg.value is not None and deg.value < 1:
        raise Unclear
    points = Array(Shape((deg,)), Kind.FLOAT)
    return Sequence((points, points))
