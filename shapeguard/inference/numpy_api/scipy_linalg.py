"""``scipy.linalg`` where it is like ``numpy.linalg``, but for its own options; distances between two sets of points."""

from __future__ import annotations

from shapeguard.inference.numpy_api.gufuncs import applied
from shapeguard.inference.numpy_api.history import of_rank_one
from shapeguard.inference.numpy_api.kinds import KindRule, floating, inexact, real_inexact
from shapeguard.inference.numpy_api.linalg import lstsq, norm, shorter, solve, svdvals
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule, rule
from shapeguard.inference.values import Array, Constant, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape

_OF_ONE_MATRIX: dict[str, tuple[str, KindRule]] = {
    "inv": ("(n,n)->(n,n)", inexact),
    "pinv": ("(m,n)->(n,m)", inexact),
    "pinvh": ("(n,n)->(n,n)", inexact),
    "det": ("(n,n)->()", inexact),
    "cholesky": ("(n,n)->(n,n)", inexact),
    "eigvalsh": ("(n,n)->(n)", real_inexact),
    "expm": ("(n,n)->(n,n)", inexact),
}


def _of_one_matrix(signature: str, kind: KindRule) -> Rule:
    def of_one_matrix(
        a: Array,
        *,
        lower: Value | None = None,
        overwrite_a: Value | None = None,
        check_finite: Value | None = None,
        atol: Value | None = None,
        rtol: Value | None = None,
    ) -> Answer:
        return applied(signature, (_matrix(a),), ("a",), [kind(a.kind)])

    return Rule(of_one_matrix)


for _name, (_signature, _kind) in _OF_ONE_MATRIX.items():
    RULES[f"scipy.linalg.{_name}"] = _of_one_matrix(_signature, _kind)


def _matrix(a: Array) -> Array:
    """What is certainly one matrix; which functions take a stack of them depends on the version of SciPy."""
    if a.shape.rank != 2:
        raise Unclear
    return a


def _made(kind: Kind, *dims: Dim) -> Array:
    return Array(Shape(dims), kind)


@rule("scipy.linalg.solve")
def solve_(
    a: Array,
    b: Array,
    *,
    lower: Value | None = None,
    overwrite_a: Value | None = None,
    overwrite_b: Value | None = None,
    check_finite: Value | None = None,
    assume_a: Value | None = None,
) -> Answer:
    if a.shape.rank != 2 or b.shape.rank not in (1, 2):
        raise Unclear
    return solve(a, b)


@rule("scipy.linalg.lstsq")
def lstsq_(a: Array, b: Array, *, cond: Value | None = None, lapack_driver: str = "gelsd") -> Answer:
    if lapack_driver == "gelsy":
        raise Unclear
    return lstsq(a, b)


@rule("scipy.linalg.svdvals")
def svdvals_(a: Array, overwrite_a: Value | None = None, check_finite: Value | None = None) -> Answer:
    return svdvals(_matrix(a))


@rule("scipy.linalg.norm")
def norm_(a: Array, ord: Value | None = None, axis: Value | None = None, keepdims: bool = False) -> Answer:
    if axis is not None:
        raise Unclear
    return norm(a, ord, None, keepdims)


@rule("scipy.linalg.svd")
def svd(
    a: Array,
    full_matrices: Value | None = None,
    compute_uv: bool = True,
    overwrite_a: Value | None = None,
    check_finite: Value | None = None,
    lapack_driver: Value | None = None,
) -> Answer:
    rows, columns = _matrix(a).shape.dims
    fewer, kind = shorter(rows, columns), inexact(a.kind)
    singular = of_rank_one(_made(real_inexact(a.kind), fewer))
    if not compute_uv:
        return singular
    left, right = (fewer, fewer) if full_matrices == Constant(False) else (rows, columns)
    if full_matrices is not None and not isinstance(full_matrices, Constant):
        left = right = Dim.unknown()
    return Sequence((_made(kind, rows, left), singular, _made(kind, right, columns)))


@rule("scipy.linalg.eigh")
def eigh(
    a: Array,
    b: Value | None = None,
    *,
    lower: Value | None = None,
    eigvals_only: bool = False,
    subset_by_index: Value | None = None,
    subset_by_value: Value | None = None,
    overwrite_a: Value | None = None,
    overwrite_b: Value | None = None,
    check_finite: Value | None = None,
    driver: Value | None = None,
) -> Answer:
    outcome = applied("(n,n)->(n,n)", (_matrix(a),), ("a",), [inexact(a.kind)])
    if outcome.events:
        return outcome
    rows = a.shape.dims[0]
    is_all = subset_by_index is None and subset_by_value is None
    count = rows if is_all else Dim.unknown()
    values = of_rank_one(_made(real_inexact(a.kind), count))
    return values if eigvals_only else Sequence((values, _made(inexact(a.kind), rows, count)))


@rule("scipy.linalg.qr")
def qr(
    a: Array,
    overwrite_a: Value | None = None,
    lwork: Value | None = None,
    mode: str = "full",
    pivoting: bool = False,
    check_finite: Value | None = None,
) -> Answer:
    rows, columns = _matrix(a).shape.dims
    if mode not in ("full", "economic"):
        raise Unclear
    middle, kind = rows if mode == "full" else shorter(rows, columns), inexact(a.kind)
    factors = (_made(kind, rows, middle), _made(kind, middle, columns))
    return Sequence((*factors, _made(Kind.INT, columns)) if pivoting else factors)


@rule("scipy.linalg.lu")
def lu(a: Array, *, overwrite_a: Value | None = None, check_finite: Value | None = None) -> Answer:
    rows, columns = _matrix(a).shape.dims
    fewer, kind = shorter(rows, columns), inexact(a.kind)
    return Sequence((_made(floating(), rows, rows), _made(kind, rows, fewer), _made(kind, fewer, columns)))


@rule("scipy.linalg.schur")
def schur(
    a: Array, output: Value | None = None, *, overwrite_a: Value | None = None, check_finite: Value | None = None
) -> Answer:
    outcome = applied("(n,n)->(n,n)", (_matrix(a),), ("a",), [Kind.UNKNOWN])
    return Outcome(Sequence((outcome.value, outcome.value)), outcome.events)


@rule("scipy.spatial.distance.cdist")
def cdist(XA: Array, XB: Array, metric: Value | None = None) -> Answer:
    return applied("(m,k),(n,k)->(m,n)", (_matrix(XA), _matrix(XB)), ("XA", "XB"), [floating()])
