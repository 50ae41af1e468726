"""Functions that numba compiles are written with loops for that reason; all others are told of theirs."""

from __future__ import annotations

import pytest

from shapeguard.inference import analyze
from shapeguard.inference.facts import Loop

FILL = """
import jax
import numba
import numpy as np
from numba import njit

{decorator}
def fill(n):
    out = np.zeros(n)
    for i in range(n):
        out[i] = 3.0
    return out
"""


@pytest.mark.parametrize("decorator", ["@njit", "@numba.njit(fastmath=True)", "@numba.jit('f8[:](i8)', cache=True)"])
def test_loops_of_compiled_functions_are_no_facts(decorator: str) -> None:
    assert not [fact for fact in analyze(FILL.format(decorator=decorator), "f.py").facts if isinstance(fact, Loop)]


@pytest.mark.parametrize("decorator", ["", "@jax.jit"])
def test_other_loops_are(decorator: str) -> None:
    assert [fact for fact in analyze(FILL.format(decorator=decorator), "f.py").facts if isinstance(fact, Loop)]
