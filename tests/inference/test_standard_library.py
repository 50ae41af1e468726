"""What shapes become in Python's own modules: reduce, replace, itertools, math; operators of the project's classes."""

from __future__ import annotations

import pytest

from shapeguard.inference import analyze
from shapeguard.inference.reveal import reveal

HEAD = """
import copy, functools, itertools, math, operator
from dataclasses import dataclass, replace
import numpy as np
from shapeguard import Float

@dataclass
class Table:
    sums: Float[np.ndarray, "n k"]
    count: int
    def __add__(self, other):
        return Table(self.sums + other.sums, self.count + other.count)
    def __neg__(self):
        return Table(-self.sums, self.count)
    def __rmul__(self, factor: float):
        return Table(factor * self.sums, self.count)

def f(X: Float[np.ndarray, "n m"], Y: Float[np.ndarray, "n m"], table: Table, sizes: list[int]):
"""


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("a = (Table(np.zeros((3, 1)), 1) + Table(np.ones((3, 1)), 2)).sums", "a: (3, 1) float"),
        ("a = (-Table(X, 1)).sums", "a: (n, m) float"),
        ("a = (2.0 * Table(X, 1)).sums", "a: (n, m) float"),
        ("a = table + table", "a: Table"),
        ("a = functools.reduce(operator.add, [X, Y])", "a: (n, m) float"),
        ("a = functools.reduce(lambda one, other: one @ other.T @ one, [X, Y])", "a: (n, m) float"),
        ("a = functools.reduce(operator.add, [Table(X, 1), Table(Y, 2)]).sums", "a: (n, m) float"),
        ("a = replace(Table(X, 1), sums=np.ones((4, 1))).sums", "a: (4, 1) float"),
        ("a = copy.copy(Table(X, 1)).sums", "a: (n, m) float"),
        ("a = list(itertools.pairwise([X, Y, X]))", "a: [((n, m) float, (n, m) float), ((n, m) float, (n, m) float)]"),
        ("a = list(itertools.product([X], sizes))", "a: [((n, m) float, int), ...]"),
        ("a = list(itertools.product(sizes, repeat=2))", "a: [(int, int), ...]"),
        ("a = next(itertools.chain([X], [Y]))", "a: (n, m) float"),
        ("a = math.exp(3)", "a: float"),
        ("a = math.floor(2.5)", "a: int"),
        ("a = [*[X], *[Y]]", "a: [(n, m) float, (n, m) float]"),
        ("a = 0.0 < 1.0 <= 2.0", "a: bool"),
        ("a = f'{sizes}'", "a: str"),
    ],
)
def test_the_value_of_a_call(code: str, shown: str) -> None:
    assert shown in reveal(HEAD + f"    {code}\n", "example.py")


@pytest.mark.parametrize(
    "code",
    [
        "[(a, b) for a, b in itertools.product(sizes, repeat=2)]",
        "[(a, b) for a, b in itertools.zip_longest(sizes, sizes, fillvalue=0)]",
        "X * table",
        "functools.reduce(print, [X, Y])",
        "replace(X, sums=Y)",
        "np.dot(functools.reduce(np.dot, [X, Y.T, X]), Y.T)",
    ],
)
def test_what_is_not_known_is_not_told(code: str) -> None:
    facts = analyze(HEAD + f"    return {code}\n", "example.py").facts
    assert [fact for fact in facts if type(fact).__name__ == "Failure"] == []


def test_a_list_that_grows_in_a_loop_keeps_the_shape_of_its_items() -> None:
    code = "    parts = []\n    for _ in sizes:\n        parts.append(X)\n    return np.concatenate(parts, axis=1)\n"
    assert "returned: (n, ?) float" in reveal(HEAD + code, "example.py")


def test_an_object_that_a_loop_replaces_keeps_what_its_likes_have_in_common() -> None:
    code = (
        "    best = Table(X, 1)\n    for k in sizes:\n        best = Table(best.sums + 1.0, k)\n    return best.sums\n"
    )
    assert "returned: (n, m) float" in reveal(HEAD + code, "example.py")
