"""The four functions of one step of logistic regression, undecorated and guarded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from beartype import beartype
from jaxtyping import jaxtyped

from shapeguard import Float, guard

A = np.ndarray
Decorator = Callable[[Any], Any]


def step_of(decorate: Decorator) -> Callable[..., Any]:
    """A training step whose four functions are decorated."""

    @decorate
    def forward(w: Float[A, "(nx, 1)"], b: float, X: Float[A, "(nx, m)"]) -> Float[A, "(1, m)"]:
        return 1 / (1 + np.exp(-(w.T @ X + b)))

    @decorate
    def cost(P: Float[A, "(1, m)"], Y: Float[A, "(1, m)"]) -> float:
        return float(-np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P)))

    @decorate
    def gradients(
        X: Float[A, "(nx, m)"], P: Float[A, "(1, m)"], Y: Float[A, "(1, m)"]
    ) -> tuple[Float[A, "(nx, 1)"], float]:
        dZ = P - Y
        return X @ dZ.T / X.shape[1], float(np.mean(dZ))

    @decorate
    def update(
        w: Float[A, "(nx, 1)"], b: float, dw: Float[A, "(nx, 1)"], db: float, rate: float
    ) -> tuple[Float[A, "(nx, 1)"], float]:
        return w - rate * dw, b - rate * db

    def step(w: Any, b: float, X: Any, Y: Any) -> tuple[Any, float, float]:
        P = forward(w, b, X)
        loss = cost(P, Y)
        dw, db = gradients(X, P, Y)
        w, b = update(w, b, dw, db, 0.1)
        return w, b, loss

    return step


def steps() -> dict[str, Callable[..., Any]]:
    """The step undecorated, guarded, and under jaxtyping with beartype."""
    return {
        "undecorated": step_of(lambda function: function),
        "@guard": step_of(guard),
        "jaxtyped + beartype": step_of(jaxtyped(typechecker=beartype)),
    }
