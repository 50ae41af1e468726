"""A loop that writes into what it reads under another name, or that an outer loop lengthens, is left alone."""

from __future__ import annotations

import pytest

from shapeguard.linting import check

LOOP = "for i in range(4):\n    v[i] = a[i] * 2\n"
ABOUT = "import numpy as np\nM = np.ones((4, 9))\na = np.ones(9)\n"


@pytest.mark.parametrize(
    "line",
    ["v = a[::-1]", "v = a[1:]", "v = np.ravel(a)[2:]", "v = a.reshape(3, 3).T.reshape(9)", "v = M[0]\na = M[:, 1]"],
)
def test_memory_that_is_shared_is_seen(line: str) -> None:
    assert "SG301" not in {finding.code for finding in check(ABOUT + line + "\n" + LOOP)}
    body = "".join(f"    {row}\n" for row in (ABOUT + line + "\n" + LOOP).splitlines())
    assert "SG301" not in {finding.code for finding in check("def f():\n" + body)}


@pytest.mark.parametrize("line", ["v = np.zeros(9)", "v = a.copy()", "v = np.array(a)", "v = a[1:] * 1"])
def test_memory_of_its_own_is_no_obstacle(line: str) -> None:
    assert "SG301" in {finding.code for finding in check(ABOUT + line + "\n" + LOOP)}


@pytest.mark.parametrize(
    "loops",
    [
        "for i in range(9):\n    for j in range(i):\n        s += a[j]",
        "for i in range(9):\n    n += 1\n    for j in range(n):\n        s += a[j]",
        "while n < 9:\n    for j in range(n):\n        s += a[j]\n    n += 1",
    ],
)
def test_a_loop_that_an_outer_one_lengthens_is_left_alone(loops: str) -> None:
    assert "SG301" not in {finding.code for finding in check(f"{ABOUT}s, n = 0, 0\n{loops}\n")}
