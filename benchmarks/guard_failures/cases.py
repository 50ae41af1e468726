"""Calls that fail, as somebody who learns from the course makes them."""

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

A = np.ndarray


def predict(w: Float[A, "nx 1"], b: float, X: Float[A, "nx m"]) -> Float[A, "1 m"]:
    return w.T @ X + b


def cost(A_: Float[A, "1 m"], Y: Float[A, "1 m"]) -> float:
    return float(np.mean((A_ - Y) ** 2))


def gradients(X: Float[A, "nx m"], dZ: Float[A, "1 m"], lost: bool) -> Float[A, "nx 1"]:
    return (X * dZ).sum(axis=1, keepdims=not lost)


def scores(X: Float[A, "nx m"], how: str) -> Float[A, "1 m"]:
    total = X.sum(axis=0, keepdims=True)
    return {"column": total.T, "int": total.astype(int), "short": total[:, 1:], "none": None}[how]  # type: ignore[return-value]


def forward(W1: Float[A, "nh nx"], b1: Float[A, "nh 1"], W2: Float[A, "1 nh"], X: Float[A, "nx m"]) -> None: ...


def norm(v: Float[A, "n"]) -> float:
    return float(np.sqrt(v @ v))


def mask(X: Float[A, "nx m"], keep: Bool[A, "m"]) -> None: ...


def classes(labels: Int[A, "1 m"], count: int) -> None: ...


def differences(x: Float[A, "n"], dx: Float[A, "n-1"]) -> None: ...


def stack(layers: list[Float[A, "n m"]]) -> None: ...


def parameters(p: dict[str, Float[A, "n 1"]]) -> None: ...


def images(batch: Float[A, "m 64 64 3"]) -> None: ...


def attention(Q: Float[A, "*batch q d"], K: Float[A, "*batch k d"]) -> None: ...


def scaled(X: Float[A, "nx m"], scale: Float[A, "#nx #m"]) -> None: ...


def square(S: Float[A, "n n"], x: Float[A, "n 1"]) -> None: ...


def maybe(X: Float[A, "nx m"], start: Float[A, "nx 1"] | None) -> None: ...


def pair(X: Float[A, "nx m"], shapes: tuple[int, int]) -> None: ...


class Line(NamedTuple):
    w: Float[A, "nx 1"]
    b: float


def apply(line: Line, X: Float[A, "nx m"]) -> None: ...


FUNCTIONS = (
    predict, cost, gradients, scores, forward, norm, mask, classes, differences, stack, parameters, images, attention,
    scaled, square, maybe, pair, apply,
)  # fmt: skip

VALUES = {
    "w": np.ones((4, 1)),
    "X": np.ones((4, 10)),
    "Y": np.ones((1, 10)),
    "y": np.ones(10),
    "np": np,
    "Line": Line,
}

CALLS = (
    ("The table is transposed", "predict(w, 0.5, X.T)"),
    ("The weights are a row", "predict(w.T, 0.5, X)"),
    ("The weights are rank 1", "predict(np.ones(4), 0.5, X)"),
    ("The weights have another number of features", "predict(np.ones((5, 1)), 0.5, X)"),
    ("The bias is an int", "predict(w, 0, X)"),
    ("The bias is a 0-dimensional array", "predict(w, np.array(0.5), X)"),
    ("The data are a list", "predict(w, 0.5, [[1.0, 2.0]] * 4)"),
    ("The data are integers", "predict(w, 0.5, X.astype(int))"),
    ("The labels are rank 1", "cost(Y, y)"),
    ("The labels are a column", "cost(Y, y.reshape(-1, 1))"),
    ("The labels miss a sample", "cost(Y, Y[:, 1:])"),
    ("The result lost an axis", "gradients(X, Y, True)"),
    ("The result is a column", "scores(X, 'column')"),
    ("The result has another dtype", "scores(X, 'int')"),
    ("The result misses a sample", "scores(X, 'short')"),
    ("The result is None", "scores(X, 'none')"),
    ("A layer has another number of units", "forward(np.ones((3, 4)), np.ones((5, 1)), np.ones((1, 3)), X)"),
    (
        "The first does not agree with the rest",
        "forward(np.ones((5, 4)), np.ones((3, 1)), np.ones((1, 3)), X)",
    ),
    ("A row where a vector is expected", "norm(np.ones((1, 3)))"),
    ("A scalar where a vector is expected", "norm(2.0)"),
    ("A mask of numbers", "mask(X, np.ones(10, int))"),
    ("A mask for the other axis", "mask(X, np.ones(4, bool))"),
    ("Labels as floats", "classes(Y, 2)"),
    ("A count as a float", "classes(Y.astype(int), 2.0)"),
    ("An axis that is computed", "differences(np.ones(5), np.ones(5))"),
    ("One element of a list", "stack([np.ones((2, 3)), np.ones((2, 3)), np.ones((3, 2))])"),
    ("One entry of a dictionary", "parameters({'W1': np.ones((3, 1)), 'W2': np.ones((4, 1))})"),
    ("Images with the channel first", "images(np.ones((5, 3, 64, 64)))"),
    ("Images that are flattened", "images(np.ones((12288, 5)))"),
    ("Batches that differ", "attention(np.ones((2, 3, 7, 8)), np.ones((2, 4, 5, 8)))"),
    ("A scale that does not broadcast", "scaled(X, np.ones((3, 1)))"),
    ("A matrix that is not square", "square(np.ones((3, 4)), np.ones((3, 1)))"),
    ("An optional array that is rank 1", "maybe(X, np.ones(4))"),
    ("A tuple of another length", "pair(X, (1, 2, 3))"),
    ("A field of a NamedTuple", "apply(Line(np.ones((3, 1)), 0.5), X)"),
)
