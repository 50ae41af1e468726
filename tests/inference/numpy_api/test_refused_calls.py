"""Calls that NumPy refuses are errors, and their neighbours that it takes are not: each is run."""

from __future__ import annotations

import numpy as np
import pytest

from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Severity
from shapeguard.linting.packs import load_table

HEAD = "import numpy as np\nv = np.ones(4)\nA = np.ones((3, 4))\nS = np.ones((3, 3))\nT = np.ones((2, 3, 4))\n"
REFUSED = {
    "np.eye((3, 3))": "SG408",
    "np.eye([3])": "SG408",
    "np.identity((3, 3))": "SG408",
    "A.shape = (5, 2)": "SG404",
    "A.shape = 5": "SG404",
    "v.shape = (3, -1)": "SG404",
    "np.copyto(A, np.ones((3, 5)))": "SG401",
    "np.copyto(v, A)": "SG401",
    "np.copyto(v, np.ones((2, 4)))": "SG401",
    "np.putmask(A, v > 0, 1)": "SG409",
    "np.place(A, v > 0, [1])": "SG409",
    "np.fill_diagonal(v, 1)": "SG405",
    "np.convolve(A, v)": "SG405",
    "np.correlate(v, S)": "SG405",
    "np.linalg.multi_dot([A, S])": "SG402",
    "np.linalg.multi_dot([A, A])": "SG402",
    "np.linalg.multi_dot([S, A, A])": "SG402",
    "A.repeat([1, 2], axis=0)": "SG401",
    "np.repeat(v, [1, 2, 3])": "SG401",
    "v[[7]]": "SG409",
    "A[[0, 3]]": "SG409",
    "A[:, [1, -5]]": "SG409",
    "A[1, [4]]": "SG409",
    "A[[0, 3]] = 1": "SG409",
}
TAKEN = (
    *("np.eye(3, 3)", "np.eye(3)", "np.identity(3)", "A.shape = (6, 2)", "A.shape = (2, -1)", "v.shape = 4"),
    *("np.copyto(A, v)", "np.copyto(A, np.ones((1, 1, 3, 4)))", "np.copyto(A, 1)", "np.copyto(v, np.ones((1, 4)))"),
    *("np.putmask(A, A > 0, v)", "np.place(A, A > 0, [1, 2])", "np.putmask(A, np.ones(12, bool), 1)"),
    *("np.fill_diagonal(S, v[:3])", "np.fill_diagonal(A, 1)", "np.convolve(v, v)", "np.convolve(3, v)"),
    *("np.correlate(v, np.ones(2))", "np.linalg.multi_dot([S, A])", "np.linalg.multi_dot([v, A.T, S])"),
    *("np.linalg.multi_dot([np.ones((2, 3, 4)), np.ones((4, 5))])", "np.linalg.multi_dot([np.float64(3), A])"),
    *("np.linalg.multi_dot([v, v])", "A.repeat([1, 2, 3], axis=0)", "A.repeat([2], axis=0)", "np.repeat(v, 3)"),
    *("v[[3]]", "A[[0, 2, -3]]", "A[:, [3, -4]]", "A[[]]", "A[[0, 1], [3, 2]]", "T[[1], :, [3, 0]]", "v[[True] * 4]"),
    *("dt = np.dtype([('a', int), ('b', float, (2,))]); x = np.array([(1, (2, 3)), (4, (5, 6))], dtype=dt)",),
    *("dt = np.dtype([('a', 'U9'), ('b', float, (2,))]); x = np.array(('n', (2, 3)), dtype=dt)",),
    *("dt = np.dtype([('a', int), ('b', int)]); x = np.array([(1, 2), (3, 4)], dt); np.where([1, 0], x, x)",),
    *("dt = np.dtype([('a', int), ('b', int)]); y = np.array((1, 2), dt); np.where([1, 0, 1], y, y)",),
    *("dt = np.dtype({'names': ['a', 'b'], 'formats': [int, int]}); np.array((1, 2), dt) == np.zeros(3, dt)",),
    *("dt = np.dtype([('a', int), ('b', int)]); np.zeros(3, dt)['a'] + np.ones(3)",),
    *("T[..., [3]]", "T[None, [1]]", "v[np.array([3])]", "A[[0, 1]] = 1"),
)


def _errors(call: str) -> list[str]:
    found = inspect_source(f"{HEAD}{call}\n", "f.py", load_table(), load_table().entries).findings
    return [finding.code for finding in found if finding.severity is Severity.ERROR]


def _works(call: str) -> bool:
    try:
        exec(f"{HEAD}{call}", {"np": np})
    except (ValueError, TypeError, IndexError):
        return False
    return True


@pytest.mark.parametrize("call", REFUSED)
def test_refused(call: str) -> None:
    assert not _works(call)
    assert _errors(call) == [REFUSED[call]]


@pytest.mark.parametrize("call", TAKEN)
def test_taken(call: str) -> None:
    assert _works(call)
    assert not _errors(call)
