"""Validators of scikit-learn, SciPy and statsmodels hand back what they were given."""

from __future__ import annotations

import pytest

from shapeguard.inference import reveal

SOURCE = """
import numpy as np
from scipy._lib._array_api import _asarray, array_namespace
from scipy.linalg._basic import solve
from sklearn.utils.validation import indexable
from sklearn.utils._array_api import move_to
from statsmodels.tools.validation import array_like

def f(xp):
    A, b = np.zeros((4, 3)), np.zeros(4)
    {statement}
"""


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("c = _asarray(A, xp=xp)", "c: (4, 3) float"),
        ("c = array_namespace(A).sum(A, axis=0)", "c: (3,) float"),
        ("c, d = move_to(A, b, xp=xp, device=None)", "c: (4, 3) float; d: (4,) float"),
        ("c = move_to(A, xp=xp, device=None)", "c: (4, 3) float"),
        ("c, d = indexable(A, b)", "c: (4, 3) float; d: (4,) float"),
        ("c = indexable(A)[0]", "c: (4, 3) float"),
        ("c = array_like(A, 'A', ndim=2)", "c: (4, 3) float"),
        ("c = array_like(b, 'b', ndim=2)", "c: (4, 1) float"),
        ("c = array_like(b, 'b')", "c: (4,) float"),
        ("c = array_like(A, 'A', ndim=1)", ""),
        ("c = solve(np.eye(4), A)", "c: (4, 3) float"),
    ],
)
def test_what_is_handed_back(statement: str, told: str) -> None:
    last = reveal(SOURCE.format(statement=statement), "a.py").rstrip().splitlines()[-1]
    assert last.partition("  # ")[2] == told
