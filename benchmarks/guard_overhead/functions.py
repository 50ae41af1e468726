"""One function under every checker: ``f(w: "nx 1", b: float, X: "nx m", Y: "1 m") -> "1 m"``.

The shapes are the same everywhere; what a peer cannot express is left out and said in :data:`LEFT_OUT`.
"""

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import numpy as np
from beartype import beartype
from jaxtyping import Float, jaxtyped

from shapeguard import guard

Function = Callable[..., Any]
A = np.ndarray
LEFT_OUT = {
    "beartype, plain np.ndarray": "no dtype, no shape",
    "typeguard 4, plain np.ndarray": "no dtype, no shape",
    "numpydantic": "no sizes shared between parameters",
    "sizecheck": "no dtype, no types, result not checked",
}


def plain(w, b, X, Y):  # type: ignore[no-untyped-def]
    """The undecorated function."""
    return Y


def asserted(w, b, X, Y):  # type: ignore[no-untyped-def]
    """Type, dtype, shape and result, as a careful author writes them by hand."""
    assert isinstance(w, np.ndarray) and w.dtype == np.float64 and w.ndim == 2
    assert isinstance(b, float)
    assert isinstance(X, np.ndarray) and X.dtype == np.float64 and X.ndim == 2
    assert isinstance(Y, np.ndarray) and Y.dtype == np.float64
    nx, m = X.shape
    assert w.shape == (nx, 1)
    assert Y.shape == (1, m)
    out = Y
    assert isinstance(out, np.ndarray) and out.dtype == np.float64 and out.shape == (1, m)
    return out


def annotated(w: Float[A, "nx 1"], b: float, X: Float[A, "nx m"], Y: Float[A, "1 m"]) -> Float[A, "1 m"]:
    """The function with jaxtyping's annotations."""
    return Y


def with_plain_hints(w: A, b: float, X: A, Y: A) -> A:
    """The function with hints that say array and no more."""
    return Y


def everything() -> Iterator[tuple[str, Function]]:
    """Every checker that is installed, by name; ``plain`` and ``asserted`` come first."""
    yield "undecorated", plain
    yield "hand-written asserts", asserted
    yield "@guard", guard(annotated)
    yield "jaxtyped + beartype", jaxtyped(annotated, typechecker=beartype)
    yield "beartype, plain np.ndarray", beartype(with_plain_hints)
    for name, make in PEERS.items():
        try:
            yield name, make()
        except (ImportError, SyntaxError):  # not installed, or written for a newer Python
            continue


def _typeguard() -> Function:
    from typeguard import typechecked

    return typechecked(with_plain_hints)


def _dltype() -> Function:
    import dltype

    @dltype.dltyped()
    def f(
        w: Annotated[A, dltype.FloatTensor["nx 1"]],
        b: float,
        X: Annotated[A, dltype.FloatTensor["nx m"]],
        Y: Annotated[A, dltype.FloatTensor["1 m"]],
    ) -> Annotated[A, dltype.FloatTensor["1 m"]]:
        return Y

    return f


def _numpydantic() -> Function:
    from numpydantic import NDArray, Shape
    from pydantic import validate_call

    column, table, row = (NDArray[Shape[text], np.float64] for text in ("* nx, 1 one", "* nx, * m", "1 one, * m"))

    def f(w, b, X, Y):  # type: ignore[no-untyped-def]
        return Y

    f.__annotations__ = {"w": column, "b": float, "X": table, "Y": row, "return": row}
    return validate_call(validate_return=True)(f)


def _sizecheck() -> Function:
    from sizecheck import sizecheck

    @sizecheck
    def f(w_N1, b, X_NM, Y_1M):  # type: ignore[no-untyped-def]
        return Y_1M

    return f


def _tensor_shape_assert() -> Function:
    from tensor_shape_assert import ShapedTensor, check_tensor_shapes

    def f(w, b, X, Y):  # type: ignore[no-untyped-def]
        return Y

    shapes = {"w": "nx 1 float64", "X": "nx m float64", "Y": "1 m float64", "return": "1 m float64"}
    f.__annotations__ = {name: ShapedTensor[text] for name, text in shapes.items()}
    return check_tensor_shapes()(f)


def _chex() -> Function:
    import chex

    def f(w, b, X, Y):  # type: ignore[no-untyped-def]
        sizes = chex.Dimensions(N=X.shape[0], M=X.shape[1])
        chex.assert_shape([w, X, Y], [(sizes["N"], 1), sizes["NM"], (1, sizes["M"])])
        chex.assert_type([w, X, Y], float)
        chex.assert_shape(Y, (1, sizes["M"]))
        return Y

    return f


PEERS: dict[str, Callable[[], Function]] = {
    "typeguard 4, plain np.ndarray": _typeguard,
    "dltype": _dltype,
    "numpydantic": _numpydantic,
    "sizecheck": _sizecheck,
    "tensor-shape-assert": _tensor_shape_assert,
    "chex": _chex,
}
