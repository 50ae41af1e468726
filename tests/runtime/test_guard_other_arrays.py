"""Arrays of other libraries, and guarded functions that travel to other processes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from shapeguard import Float, Int, ShapeError, guard

A = np.ndarray


def product(w: Any, X: Any) -> Any:
    return w.T @ X


def guarded_for(kind: Any) -> Any:
    product.__annotations__ = {
        "w": Float[kind, "(nx, 1)"],
        "X": Float[kind, "(nx, m)"],
        "return": Float[kind, "(1, m)"],
    }
    return guard(product)


def test_dask_arrays_are_checked_before_anything_is_computed() -> None:
    dask = pytest.importorskip("dask.array")
    computed = []

    def source(block: np.ndarray) -> np.ndarray:
        computed.append(1)
        return block

    X = dask.zeros((4, 10), chunks=(4, 5)).map_blocks(source, meta=np.zeros((0, 0)))
    w = dask.ones((4, 1))
    f = guarded_for(dask.Array)
    result = f(w, X)
    with pytest.raises(ShapeError, match=r"X\.shape\[0\] = 10 is not nx = 4"):
        f(w, X.T)
    with pytest.raises(ShapeError, match="X is an array of shape"):
        f(w, np.zeros((4, 10)))
    assert computed == []
    assert result.compute().shape == (1, 10)


def test_torch_tensors() -> None:
    torch = pytest.importorskip("torch")
    f = guarded_for(torch.Tensor)
    assert f(torch.ones(4, 1), torch.ones(4, 10)).shape == (1, 10)
    with pytest.raises(ShapeError, match=r"X has shape \(10, 4\)"):
        f(torch.ones(4, 1), torch.ones(10, 4))
    with pytest.raises(ShapeError, match="dtype"):
        f(torch.ones(4, 1), torch.ones(4, 10, dtype=torch.int32))


def test_jax_arrays() -> None:
    jax = pytest.importorskip("jax")
    f = guarded_for(jax.Array)
    ones = jax.numpy.ones
    assert f(ones((4, 1)), ones((4, 10))).shape == (1, 10)
    assert jax.jit(f)(ones((4, 1)), ones((4, 10))).shape == (1, 10)
    with pytest.raises(ShapeError, match=r"X has shape \(10, 4\)"):
        f(ones((4, 1)), ones((10, 4)))


class Duck:
    """The least that jaxtyping takes for an array."""

    def __init__(self, shape: tuple[int, ...], dtype: str = "float32") -> None:
        self.shape, self.dtype = shape, dtype


def test_an_array_of_ones_own() -> None:
    @guard
    def f(x: Float[Duck, "n m"], y: Float[Any, "m"]) -> None: ...

    f(Duck((2, 3)), Duck((3,)))
    f(Duck((2, 3)), np.zeros(3))
    with pytest.raises(ShapeError, match=r"y\.shape\[0\] = 2 is not m = 3"):
        f(Duck((2, 3)), np.zeros(2))
    with pytest.raises(ShapeError, match="x has dtype int8"):
        f(Duck((2, 3), "int8"), np.zeros(3))


class Hostile:
    """An array-like that raises from everything that describes it."""

    shape = (2,)

    @property
    def dtype(self) -> Any:
        raise RuntimeError("no dtype today")

    def __repr__(self) -> str:
        raise RuntimeError("no text today")


def test_a_value_that_cannot_even_be_described_is_still_refused() -> None:
    @guard
    def f(x: Float[Any, "n"], y: float) -> None: ...

    with pytest.raises(ShapeError, match="x"):
        f(Hostile(), 1.0)
    with pytest.raises(ShapeError, match="y"):
        f(np.zeros(2), Hostile())


def test_aliases_of_the_array_type() -> None:
    @guard
    def f(
        x: Float[npt.NDArray[Any], "n"], y: Float[np.ndarray | Duck, "n"], z: Int[A, "n"] | Float[A, "n"]
    ) -> None: ...

    f(np.zeros(2), np.zeros(2), np.zeros(2, int))
    f(np.zeros(2), Duck((2,)), np.zeros(2))
    for y, z in [(Duck((3,)), np.zeros(2)), (np.zeros(2), np.zeros(2, bool)), (np.zeros(3), np.zeros(2))]:
        with pytest.raises(ShapeError):
            f(np.zeros(2), y, z)


def test_hints_and_errors_are_pickled() -> None:
    hint = pickle.loads(pickle.dumps(Float[A, "(n, m)"]))
    assert isinstance(np.zeros((2, 3)), hint)
    assert hint.dim_str == "n m"

    @guard
    def f(x: Float[A, "n"], y: Float[A, "n"]) -> None: ...

    with pytest.raises(ShapeError) as caught:
        f(np.zeros(2), np.zeros(3))
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (str(copy), copy.where, copy.bindings) == (str(caught.value), "y", {"n": 2})


def test_a_guarded_function_travels_by_value(tmp_path: Path) -> None:
    cloudpickle = pytest.importorskip("cloudpickle")
    namespace: dict[str, Any] = {"__name__": "__main__", "np": np, "Float": Float, "guard": guard}
    exec("@guard\ndef f(x: Float[np.ndarray, '(n, m)']) -> Float[np.ndarray, '(m, n)']: return x.T", namespace)
    sent = tmp_path / "f.pickle"
    sent.write_bytes(cloudpickle.dumps(namespace["f"]))
    code = (
        f"import pickle, numpy as np\nf = pickle.loads(open({str(sent)!r}, 'rb').read())\n"
        "print(f(np.zeros((2, 3))).shape, f.__shapeguard__.is_fast)\n"
        "try: f(np.zeros(2))\nexcept TypeError as error: print(type(error).__name__)"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert finished.stdout.split("\n")[:2] == ["(3, 2) True", "ShapeError"]
