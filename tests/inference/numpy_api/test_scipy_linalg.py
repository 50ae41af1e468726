"""``scipy.linalg`` against SciPy itself: the same shapes, or both refuse, or nothing is said."""

from __future__ import annotations

import ast

import numpy as np
import pytest
from scipy import linalg
from scipy.spatial.distance import cdist

from shapeguard.inference import analyze, reveal

CALLS = [
    "inv(A)",
    "pinv(A)",
    "pinvh(A, check_finite=False)",
    "det(A)",
    "cholesky(A, lower=True)",
    "eigvalsh(A)",
    "expm(A)",
    "solve(A, B)",
    "solve(A, B, assume_a='pos')",
    "lstsq(A, B)[0]",
    "svdvals(A)",
    "norm(A)",
    "norm(A, 2, keepdims=True)",
    *(f"svd(A, full_matrices={full})[{part}]" for full in (True, False) for part in range(3)),
    "svd(A, compute_uv=False)",
    "eigh(A)[0]",
    "eigh(A)[1]",
    "eigh(A, eigvals_only=True)",
    *(f"qr(A, mode={mode!r})[{part}]" for mode in ("full", "economic") for part in range(2)),
    "qr(A, pivoting=True)[2]",
    *(f"lu(A)[{part}]" for part in range(3)),
    "schur(A)[0]",
    "schur(A)[1]",
    "cdist(A, B)",
]
SHAPES = [((3, 3), (3, 2)), ((3, 3), (3,)), ((3, 3), (4, 3)), ((3, 2), (3, 2)), ((2, 4), (2,)), ((3,), (3,))]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(("a", "b"), SHAPES)
def test_the_shape_is_scipys(call: str, a: tuple[int, ...], b: tuple[int, ...]) -> None:
    name = call.partition("(")[0]
    door = "scipy.spatial.distance" if name == "cdist" else "scipy.linalg"
    source = f"import numpy as np\nfrom {door} import {name}\nA, B = np.zeros({a}), np.zeros({b})\nresult = {call}\n"
    refused = [fact for fact in analyze(source, "a.py").facts if type(fact).__name__ == "Failure"]
    told = _told(source)
    given = np.eye(*a) if len(a) == 2 else np.ones(a)
    known = {name: cdist if name == "cdist" else getattr(linalg, name)}
    try:
        shape = np.shape(eval(call, known, {"A": given, "B": np.ones(b)}))
    except (ValueError, linalg.LinAlgError, TypeError, IndexError):
        assert refused or told is None
    else:
        assert not refused
        assert told == shape or (len(a) != 2 and told is None)


def _told(source: str) -> tuple[int, ...] | None:
    last = reveal(source, "a.py").splitlines()[-1]
    told = last.partition("# result: ")[2].removesuffix(" float").removesuffix(" int")
    if told in ("float", "number"):
        return ()
    return tuple(ast.literal_eval(told)) if told.startswith("(") else None
