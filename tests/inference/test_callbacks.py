"""Functions that only an annotation tells of, and types that have a name in another module."""

from __future__ import annotations

from pathlib import Path

import pytest

from shapeguard.inference import analyze, reveal

HEAD = """
from collections.abc import Callable
from functools import partial
from typing import TypeVar
import numpy as np
from shapeguard import Float, guard

T = TypeVar("T")
Column = Float[np.ndarray, "n 1"]
Solve = Callable[[Column], Column]

def apply(function: Callable[[int], T], count: int) -> T: ...
@guard
def made(k: int, scale: float) -> Float[np.ndarray, "3 1"]: ...
@guard
def f(X: Float[np.ndarray, "n m"], Y: Float[np.ndarray, "k 1"], solve: Solve,
      rows: Callable[..., tuple[float, Float[np.ndarray, "m 1"]]], free: Callable[[int], Float[np.ndarray, "p 1"]]):
"""


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("a = solve(X[:, [0]])", "a: (n, 1) float"),
        ("a = solve(Y)", "a: (k, 1) float"),
        ("a, b = rows(1, 2)", "a: float; b: (m, 1) float"),
        ("a = free(3)", "a: (?, 1) float"),
        ("a = solve", "a: function ((n, 1) float) -> (n, 1) float"),
        ("a = rows", "a: function (...) -> (float, (m, 1) float)"),
        ("a = apply(partial(made, scale=2.0), 3)", "a: (3, 1) float"),
        ("a = apply(lambda k: np.zeros((k, 2)), 3)", "a: (?, 2) float"),
    ],
)
def test_what_a_call_returns(code: str, shown: str) -> None:
    assert shown in reveal(HEAD + f"    {code}\n", "example.py")


def test_an_argument_that_does_not_fit_is_not_told_of() -> None:
    assert not [
        fact
        for fact in analyze(HEAD + "    a = solve(X.T @ X) + X\n", "example.py").facts
        if "Breach" in str(type(fact))
    ]


def test_a_type_that_another_module_names(tmp_path: Path) -> None:
    (tmp_path / "kinds.py").write_text(
        'import numpy as np\nfrom shapeguard import Float\nRow = Float[np.ndarray, "1 m"]\n'
    )
    main = tmp_path / "main.py"
    main.write_text(
        "from kinds import Row\nfrom shapeguard import guard\n@guard\ndef f(y: Row):\n    z = y.T\n    return z\n"
    )
    assert "z: (m, 1) float" in reveal(main.read_text(), str(main))
