"""SciPy's factorised solves: the factor is a pair, and what it solves keeps the shape of the right side."""

from __future__ import annotations

from shapeguard.inference.numpy_api.gufuncs import applied
from shapeguard.inference.numpy_api.kinds import inexact
from shapeguard.inference.numpy_api.linalg import shorter
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import read_array
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Int, Kind, Scalar, Sequence, Value
from shapeguard.shapes import Dim, Shape


@rule("scipy.linalg.cho_factor")
def cho_factor(
    a: Array, lower: Value | None = None, overwrite_a: Value | None = None, check_finite: Value | None = None
) -> Answer:
    outcome = applied("(n,n)->(n,n)", (a,), ("a",), [inexact(a.kind)])
    return Outcome(Sequence((outcome.value, Scalar(Kind.BOOL))), outcome.events)


@rule("scipy.linalg.cho_solve")
def cho_solve(
    c_and_lower: Value, b: Array, overwrite_b: Value | None = None, check_finite: Value | None = None
) -> Answer:
    return _solved(c_and_lower, b, "c_and_lower")


@rule("scipy.linalg.lu_solve")
def lu_solve(
    lu_and_piv: Value,
    b: Array,
    trans: Value | None = None,
    overwrite_b: Value | None = None,
    check_finite: Value | None = None,
) -> Answer:
    return _solved(lu_and_piv, b, "lu_and_piv")


@rule("scipy.linalg.lu_factor")
def lu_factor(a: Array, overwrite_a: Value | None = None, check_finite: Value | None = None) -> Answer:
    if a.shape.open or len(a.shape.dims) != 2:
        raise Unclear
    pivots = Array(Shape((shorter(*a.shape.dims),)), Kind.INT)
    return Sequence((Array(a.shape, inexact(a.kind)), pivots))


@rule("scipy.linalg.solve_triangular")
def solve_triangular(
    a: Array,
    b: Array,
    trans: Value | None = None,
    lower: Value | None = None,
    unit_diagonal: Value | None = None,
    overwrite_b: Value | None = None,
    check_finite: Value | None = None,
) -> Answer:
    return _solve(a, b, "a")


def _solved(factor: Value, b: Array, place: str) -> Answer:
    if not isinstance(factor, Sequence) or len(factor.items) != 2:
        raise Unclear
    a = read_array(factor.items[0])
    if a.shape.open or len(a.shape.dims) != 2 or a.shape.dims[0] != a.shape.dims[1]:
        raise Unclear
    return _solve(a, b, place)


def _solve(a: Array, b: Array, place: str) -> Answer:
    if b.shape.open or len(b.shape.dims) not in (1, 2):
        raise Unclear
    signature = "(m,m),(m)->(m)" if b.shape.rank == 1 else "(m,m),(m,n)->(m,n)"
    return applied(signature, (a, b), (place, "b"), [inexact(a.kind, b.kind)])


@rule("scipy.linalg.lapack.dpotrf", "scipy.linalg.lapack.spotrf")
def potrf(a: Array, lower: Value | None = None, clean: Value | None = None, overwrite_a: Value | None = None) -> Answer:
    outcome = applied("(n,n)->(n,n)", (a,), ("a",), [a.kind])
    return Outcome(Sequence((outcome.value, Int(Dim.unknown()))), outcome.events)


@rule("scipy.linalg.lapack.dpotrs", "scipy.linalg.lapack.spotrs")
def potrs(c: Array, b: Array, lower: Value | None = None, overwrite_b: Value | None = None) -> Answer:
    if b.shape.open or len(b.shape.dims) != 2:
        raise Unclear
    outcome = applied("(m,m),(m,n)->(m,n)", (c, b), ("c", "b"), [b.kind])
    return Outcome(Sequence((outcome.value, Int(Dim.unknown()))), outcome.events)
