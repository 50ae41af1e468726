"""``numpy.linalg``: a signature where it says it all, else a short rule."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.creation import diagonal_length
from shapeguard.inference.numpy_api.elementwise import into, plain
from shapeguard.inference.numpy_api.gufuncs import applied
from shapeguard.inference.numpy_api.history import of_rank_one
from shapeguard.inference.numpy_api.kinds import KindRule, counted, floating, inexact, real_inexact
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.products import product
from shapeguard.inference.numpy_api.reading import Axes, known_rank, normalized
from shapeguard.inference.numpy_api.reductions import reduced
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule, rule
from shapeguard.inference.values import Array, Constant, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape, matmul
from shapeguard.shapes.frozen import replace


def _either(*_: Kind) -> Kind:
    """Complex or real, as the data will have it."""
    return Kind.UNKNOWN


_OF_ONE_MATRIX: dict[str, tuple[str, tuple[KindRule, ...]]] = {
    "inv": ("(n,n)->(n,n)", (inexact,)),
    "det": ("(n,n)->()", (inexact,)),
    "slogdet": ("(n,n)->(),()", (inexact, real_inexact)),
    "eig": ("(n,n)->(n),(n,n)", (_either, _either)),
    "eigvals": ("(n,n)->(n)", (_either,)),
    "eigh": ("(n,n)->(n),(n,n)", (real_inexact, inexact)),
    "eigvalsh": ("(n,n)->(n)", (real_inexact,)),
    "cholesky": ("(n,n)->(n,n)", (inexact,)),
    "matrix_power": ("(n,n)->(n,n)", (_either,)),
    "pinv": ("(m,n)->(n,m)", (inexact,)),
}


def _of_one_matrix(signature: str, kinds: tuple[KindRule, ...]) -> Rule:
    def of_one_matrix(
        a: Array,
        n: Value | None = None,
        *,
        UPLO: Value | None = None,
        upper: Value | None = None,
        rcond: Value | None = None,
        hermitian: Value | None = None,
        rtol: Value | None = None,
    ) -> Answer:
        if hermitian is not None:
            _matrices(a, is_square=hermitian)
        outcome = applied(signature, (a,), ("a",), [kind(a.kind) for kind in kinds])
        return replace(outcome, value=_with_eigenvalues(outcome.value))

    return Rule(of_one_matrix)


def _with_eigenvalues(value: Value) -> Value:
    if isinstance(value, Sequence):
        return Sequence(tuple(_with_eigenvalues(item) for item in value.items))
    return of_rank_one(value) if isinstance(value, Array) else value


for _name, (_signature, _kinds) in _OF_ONE_MATRIX.items():
    RULES[f"numpy.linalg.{_name}"] = _of_one_matrix(_signature, _kinds)


@rule("numpy.linalg.solve")
def solve(a: Array, b: Array) -> Answer:
    signature = "(m,m),(m)->(m)" if b.shape.rank == 1 else "(m,m),(m,n)->(m,n)"
    if b.shape.open or b.shape.rank == 0:
        raise Unclear
    return applied(signature, (a, b), ("a", "b"), [inexact(a.kind, b.kind)])


@rule("numpy.linalg.lstsq")
def lstsq(a: Array, b: Array, rcond: Value | None = None) -> Answer:
    if a.shape.rank != 2 or b.shape.rank not in (1, 2):
        raise Unclear
    signature = "(m,n),(m)->(n)" if b.shape.rank == 1 else "(m,n),(m,k)->(n,k)"
    kind = inexact(a.kind, b.kind)
    outcome = applied(signature, (a, b), ("a", "b"), [kind])
    rest = (plain(Shape.of_rank(1), Kind.FLOAT, a), plain(Shape(()), Kind.INT, a))
    singular = plain(Shape((shorter(*a.shape.dims),)), Kind.FLOAT, a)
    return Outcome(Sequence((outcome.value, *rest, singular)), outcome.events)


def shorter(rows: Dim, columns: Dim) -> Dim:
    """The smaller of two lengths."""
    if (rows - columns).never_negative:
        return columns
    if (columns - rows).never_negative:
        return rows
    return Dim.opaque("min", *sorted((rows, columns), key=str))


def _matrices(a: Array, *, is_square: Value | None = None) -> tuple[tuple[Dim, ...], Dim, Dim]:
    """The stack, rows and columns of an array of matrices; ``hermitian=True`` asks for square ones."""
    if known_rank(a) < 2:
        raise Refused(Mismatch.AXIS, f"a matrix is needed, not {a.shape}", ("a",))
    if is_square not in (None, Constant(False)) and a.shape.dims[-2] != a.shape.dims[-1]:
        raise Unclear
    return a.shape.dims[:-2], a.shape.dims[-2], a.shape.dims[-1]


@rule("numpy.linalg.svd")
def svd(a: Array, full_matrices: bool = True, compute_uv: bool = True, hermitian: Value | None = None) -> Answer:
    stack, rows, columns = _matrices(a, is_square=hermitian)
    fewer = shorter(rows, columns)
    singular = of_rank_one(plain(Shape((*stack, fewer)), real_inexact(a.kind), a))
    if not compute_uv:
        return singular
    inner = (rows, columns) if full_matrices else (fewer, fewer)
    left = plain(Shape((*stack, rows, inner[0])), inexact(a.kind), a)
    right = plain(Shape((*stack, inner[1], columns)), inexact(a.kind), a)
    return Sequence((left, singular, right))


@rule("numpy.linalg.svdvals")
def svdvals(x: Array) -> Answer:
    stack, rows, columns = _matrices(x)
    return of_rank_one(plain(Shape((*stack, shorter(rows, columns))), real_inexact(x.kind), x))


@rule("numpy.linalg.qr")
def qr(a: Array, mode: str = "reduced") -> Answer:
    stack, rows, columns = _matrices(a)
    fewer = shorter(rows, columns)
    if mode not in ("reduced", "complete", "r"):
        raise Unclear
    middle = rows if mode == "complete" else fewer
    triangle = plain(Shape((*stack, middle, columns)), inexact(a.kind), a)
    if mode == "r":
        return triangle
    return Sequence((plain(Shape((*stack, rows, middle)), inexact(a.kind), a), triangle))


@rule("numpy.linalg.norm")
def norm(x: Array, ord: Value | None = None, axis: Axes | None = None, keepdims: bool = False) -> Answer:
    if axis is None and ord is not None and x.shape.rank not in (1, 2):
        raise Unclear
    if axis is not None and (len(axis) not in (1, 2) or (len(axis) == 2 and x.shape.open)):
        raise Unclear
    if ord is not None and any(dim.value == 0 for dim in x.shape.dims):
        raise Unclear
    if x.shape.rank == 0:
        raise Unclear
    return reduced(x, axis, keepdims, real_inexact(x.kind))


@rule("numpy.linalg.vector_norm")
def vector_norm(x: Array, axis: Axes | None = None, keepdims: bool = False, ord: Value | None = None) -> Answer:
    if ord is not None and any(dim.value == 0 for dim in x.shape.dims):
        raise Unclear
    return reduced(x, axis, keepdims, real_inexact(x.kind))


@rule("numpy.linalg.matrix_norm")
def matrix_norm(x: Array, keepdims: bool = False, ord: Value | None = None) -> Answer:
    _matrices(x)
    return reduced(x, (-2, -1), keepdims, real_inexact(x.kind))


@rule("numpy.linalg.cond")
def cond(x: Array, p: Value | None = None) -> Answer:
    stack, rows, columns = _matrices(x)
    if p is not None or rows.value == 0 or columns.value == 0:
        raise Unclear
    return plain(Shape(stack), floating(), x)


@rule("numpy.linalg.matrix_rank")
def matrix_rank(
    A: Array,
    tol: Value | None = None,
    hermitian: Value | None = None,
    *,
    rtol: Value | None = None,
) -> Answer:
    if known_rank(A) < 2:
        return plain(Shape(()), Kind.INT, A)
    stack, _, _ = _matrices(A, is_square=hermitian)
    return plain(Shape(stack), Kind.INT, A)


@rule("numpy.linalg.multi_dot")
def multi_dot(arrays: list[Array], out: Value | None = None) -> Answer:
    if len(arrays) < 2 or out is not None:
        raise Unclear
    if len(arrays) == 2 and not {known_rank(array) for array in arrays} <= {1, 2}:
        raise Unclear  # of two it is `dot`, which takes stacks and numbers too
    total = arrays[0]
    for position, array in enumerate(arrays):
        rank = known_rank(array)
        if rank != 2 and not (rank == 1 and position in (0, len(arrays) - 1)):
            raise Refused(Mismatch.AXIS, f"multi_dot multiplies matrices, not {array.shape}", ("arrays",))
    for array in arrays[1:]:
        step = product("multi_dot", matmul(total.shape, array.shape), total, array, ("arrays", "arrays"))
        if not isinstance(step.value, Array):
            raise Refused(Mismatch.CONTRACTION, f"{total.shape} and {array.shape} do not fit", ("arrays",))
        total = step.value
    return total


@rule("numpy.trace", "ndarray.trace")
def trace(
    a: Array,
    offset: Value | None = None,
    axis1: int = 0,
    axis2: int = 1,
    dtype: Kind | None = None,
    out: Value | None = None,
) -> Answer:
    first, second = _two_axes(a, axis1, axis2)
    rest = tuple(dim for axis, dim in enumerate(a.shape.dims) if axis not in (first, second))
    return into(out, Outcome(plain(Shape(rest), dtype or counted(a.kind), a)), exactly=True)


@rule("numpy.linalg.trace")
def matrix_trace(x: Array, *, offset: Value | None = None, dtype: Kind | None = None) -> Answer:
    stack, _, _ = _matrices(x)
    return plain(Shape(stack), dtype or counted(x.kind), x)


@rule("numpy.diagonal", "ndarray.diagonal")
def diagonal(a: Array, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Answer:
    first, second = _two_axes(a, axis1, axis2)
    rest = tuple(dim for axis, dim in enumerate(a.shape.dims) if axis not in (first, second))
    length = diagonal_length(a.shape.dims[first], a.shape.dims[second], offset)
    return plain(Shape((*rest, length)), a.kind, a)


@rule("numpy.linalg.diagonal")
def matrix_diagonal(x: Array, *, offset: int = 0) -> Answer:
    stack, rows, columns = _matrices(x)
    return plain(Shape((*stack, diagonal_length(rows, columns, offset))), x.kind, x)


def _two_axes(a: Array, axis1: int, axis2: int) -> tuple[int, int]:
    rank = known_rank(a)
    if rank < 2:
        raise Refused(Mismatch.AXIS, f"a diagonal needs rank 2 or more, not {a.shape}", ("a",))
    first, second = normalized((axis1, axis2), rank)
    return first, second
