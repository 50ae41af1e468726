"""Syntax of Pythons newer than the oldest supported: read where the Python that runs the linter reads it."""

from __future__ import annotations

import ast
import sys

import pytest
from implied_findings import problems

from shapeguard.inference import analyze
from shapeguard.inference.facts import BadNotation

HEAD = """\
from collections.abc import Sequence
import numpy as np
from numpy import ndarray
from jaxtyping import Float
Named = Float[ndarray, "3 3"]
class Net:
    W: Float[ndarray, "3 3"]
x, other = np.ones((3, 4)), np.ones((5, 6))
"""
python312 = pytest.mark.skipif(sys.version_info < (3, 12), reason="syntax of Python 3.12")
python314 = pytest.mark.skipif(sys.version_info < (3, 14), reason="syntax of Python 3.14")

TOLD_IN_312 = {
    "an alias": 'type R = Float[ndarray, "2 m"]\ndef f(r: R):\n    r.T @ r @ r.T\n    r.T @ other',
    "a length that it shares": 'type R = Float[ndarray, "n 4"]\ndef f(a: R) -> Float[ndarray, "n 5"]:\n    return a',
    "an argument": 'type R = Float[ndarray, "n 5"]\ndef f(a: R): ...\nf(x)',
    "a variable": 'def f():\n    type R = Float[ndarray, "3 5"]\n    r: R = x',
    "a member of a class": 'class C:\n    type R = Float[ndarray, "3 4"]\n    def f(self, r: R):\n        r @ other',
    "an alias in another": (
        'type R = Float[ndarray, "3 4"]\ntype P[T] = tuple[T, R]\ndef f(p: P[int]):\n    p[1] @ other'
    ),
    "named before it is defined": 'type R = Late\nLate = Float[ndarray, "3 4"]\ndef f(r: R):\n    r @ other',
    "a bound": 'def f[A: ndarray](a: Float[A, "3 4"]):\n    a @ other',
    "a generic function": "def first[T](xs: Sequence[T]) -> T:\n    return xs[0]\nfirst([x]) @ other",
    "a generic class": "class Box[T]:\n    def __init__(self, a: T) -> None:\n        self.a = a\nBox(x).a @ other",
    "parameters of all kinds": "def f[*Ts, **P](*xs: *Ts):\n    return xs\nf(x)[0] @ other",
    "quotes in a string in quotes": 'print(f"{f"{x @ other}"} {"\\n".join(["a"])}")',
    "a string over lines": 'print(f"{\n    x @ other  # told\n}")',
    "a parameter that hides a class": "def f[Net](net: Net):\n    net.W @ other\nx @ other",
}
SILENT_IN_312 = {
    "a parameter that hides an alias": "def f[Named](a: Named) -> Named:\n    return a\nf(x)",
    "of a class": "class Box[Named]:\n    def put(self, a: Named) -> None:\n        self.a: Named = a\nBox().put(x)",
    "of an alias": "type Two[Named] = tuple[Named, int]\ndef f(t: Two[str]): ...\nf((x, 1))",
    "in a function inside": "def f[Named]():\n    def g(a: Named): ...\n    g(x)",
    "a parameter that hides a class": "def f[Net](net: Net):\n    net.W @ other",
    "an alias of itself": "type R = list[R]\ndef f(r: R):\n    r[0] @ other",
    "aliases of each other": "type P = list[Q]\ntype Q = list[P] | P\ndef f(p: P):\n    p[0][0][0] @ other",
    "a bound by itself": "def f[T: list[T]](t: T):\n    t[0] @ other",
    "an alias that hides an array": "type x = int\nx @ other",
    "an alias of a module hidden by that of a function": (
        'def f():\n    type Named = Float[ndarray, "3 4"]\n    a: Named = x\n    return a'
    ),
}
TOLD_IN_314 = {
    "a template": 't = t"{x @ other:>{3}} {{}}"',
    "exceptions without parentheses": "try:\n    print()\nexcept KeyError, TypeError:\n    x @ other",
    "a class named before it is defined": (
        "def f(late: Late):\n    late.a @ other\nclass Late:\n    def __init__(self) -> None:\n        self.a = x"
    ),
}


@python312
@pytest.mark.parametrize("code", TOLD_IN_312.values(), ids=TOLD_IN_312)
def test_mistakes_are_told(code: str) -> None:
    assert len(problems(HEAD + code)) == 1


@python312
@pytest.mark.parametrize("code", SILENT_IN_312.values(), ids=SILENT_IN_312)
def test_nothing_is_said_of_the_right(code: str) -> None:
    assert not problems(HEAD + code)


@python312
def test_a_shape_that_can_never_match_is_told_once() -> None:
    code = 'type R = Float[ndarray, "... 3 ..."]\ndef f(r: R, s: R): ...\ndef g(r: R): ...'
    (bad,) = (fact for fact in analyze(HEAD + code, "example.py").facts if isinstance(fact, BadNotation))
    assert isinstance(bad.node, ast.Constant)


@python314
@pytest.mark.parametrize("code", TOLD_IN_314.values(), ids=TOLD_IN_314)
def test_mistakes_in_what_is_newer_are_told(code: str) -> None:
    assert len(problems(HEAD + code)) == 1
