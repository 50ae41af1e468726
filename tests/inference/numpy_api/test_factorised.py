"""The factorised solves against SciPy itself: the same shapes, or both refuse."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import linalg

from shapeguard.inference import analyze, reveal

CALLS = [
    "cho_solve(cho_factor(A), B)",
    "cho_solve(cho_factor(A, lower=True), B, check_finite=False)",
    "lu_solve(lu_factor(A), B)",
    "solve_triangular(A, B, lower=True)",
    "cho_factor(A)[0]",
    "lu_factor(A)[1]",
    "dpotrs(dpotrf(A, lower=True)[0], B, lower=True)[0]",
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("a", "b"), [((3, 3), (3, 2)), ((3, 3), (3,)), ((3, 3), (4, 2)), ((3, 2), (3, 2)), ((3, 3), (2,))]
)
def test_the_shape_is_scipys(call: str, a: tuple[int, ...], b: tuple[int, ...]) -> None:
    source = (
        "import numpy as np\nfrom scipy.linalg import cho_factor, cho_solve, lu_factor, lu_solve, solve_triangular\n"
        "from scipy.linalg.lapack import dpotrf, dpotrs\n"
        f"A, B = np.zeros({a}), np.zeros({b})\nresult = {call}\n"
    )
    known = {
        name: getattr(linalg, name) for name in ("cho_factor", "cho_solve", "lu_factor", "lu_solve", "solve_triangular")
    }
    known |= {"dpotrf": linalg.lapack.dpotrf, "dpotrs": linalg.lapack.dpotrs}
    refused = [fact for fact in analyze(source, "a.py").facts if type(fact).__name__ == "Failure"]
    try:
        shape = np.shape(eval(call, known, {"A": np.eye(a[0], a[1]), "B": np.ones(b)}))
    except Exception:  # LAPACK refuses with an error of its own
        assert refused or "result: (" not in reveal(source, "a.py")
    else:
        assert not refused
        if call.startswith("dpotrs") and len(b) == 1:
            return  # LAPACK makes a column of it, which the rule leaves open
        assert f"result: {'(' + ', '.join(map(str, shape)) + (',' if len(shape) == 1 else '') + ')'}" in reveal(
            source, "a.py"
        )
