"""A loop that writes into what it reads under another name, or that an outer loop lengthens, is left alone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.running import names_after

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


NAMES = """import numpy as np
class Box:
    pass
def tail(array):
    return array[1:]
a = np.arange(1.0, 5.0)
box, d, l = Box(), {'a': a}, [a]
box.x = a
"""
STEPS = "for i in range(3):\n    nxt[i] = prev[i] * 2\n"
SHARED = [
    "prev, nxt = a[:-1], a[1:]",
    "[prev, (nxt, _)] = a[:-1], (a[1:], 0)",
    "nxt = a[1:]\nprev = (p := a[:-1])",
    "prev = np.real(a)[:-1]\nnxt = a[1:]",
    "prev = box.x[:-1]\nnxt = box.x[1:]",
    "prev = d['a'][:-1]\nnxt = d['a'][1:]",
    "prev = d['a'][:-1]\nnxt = a[1:]",
    "prev = box.x[:-1]\nnxt = a[1:]",
    "prev = l[0][:-1]\nnxt = a[1:]",
    "prev = a[:-1]\nnxt = tail(a)",
    "prev = np.array(a, copy=None)[:-1]\nnxt = a[1:]",
]
APART = [
    "prev, nxt = a[:-1].copy(), a[1:]",
    "prev, nxt = a[:-1] * 1, a[1:]",
    "prev = a[:-1]\nnxt = np.zeros(3)",
    "prev = box.x[:-1] + 0\nnxt = box.x[1:]",
]


def _left(source: str) -> list[Any]:
    names = names_after(source)
    return [names["a"], names["prev"], names["nxt"]]


@pytest.mark.parametrize("lines", SHARED)
def test_no_fix_where_memory_may_be_shared(lines: str) -> None:
    source = f"{NAMES}{lines}\n{STEPS}"
    assert not [finding for finding in check(source) if finding.code == "SG301" and finding.fix]
    np.testing.assert_array_equal(_left(source)[0], [1, 2, 4, 8])


@pytest.mark.parametrize("lines", APART)
def test_a_fix_where_memory_is_apart(lines: str) -> None:
    source = f"{NAMES}{lines}\n{STEPS}"
    fixed = fix_text(source, check).text
    assert fixed == f"{NAMES}{lines}\nnxt[:] = prev * 2\n"
    for before, after in zip(_left(source), _left(fixed), strict=True):
        np.testing.assert_array_equal(after, before)


HEAD = (
    "import numpy as np\nfrom jaxtyping import Float\ndef f(out: Float[np.ndarray, 'm'], x: Float[np.ndarray, 'm']):\n"
)
SHIFTED = [
    "    for i in range(1, len(out)):\n        out[i] = x[i - 1]\n",
    "    for i in range(len(out) - 1):\n        out[i] = x[i + 1] * 2\n",
    "    for i in range(1, len(out)):\n        out[i] = x[i] - x[i - 1]\n",
    "    y = x[1:]\n    for i in range(len(y)):\n        out[i] = y[i] * 2\n",
    "    y = x[:-1]\n    z = out[1:]\n    for i in range(len(y)):\n        z[i] = y[i] * 2\n",
]
AT_ONE_PLACE = [
    "    for i in range(len(out)):\n        out[i] = x[i] * 2\n",
    "    for i in range(1, len(out)):\n        out[i] = x[i] - x[i]\n",
    "    for i, v in enumerate(x):\n        out[i] = v * 2\n",
    "    y = x.copy()\n    for i in range(1, len(out)):\n        out[i] = y[i - 1]\n",
    "    y = np.zeros(x.shape)\n    for i in range(1, len(y)):\n        y[i] = x[i - 1]\n    out += y\n",
]


def _given_twice(source: str) -> list[float]:
    names = names_after(source)
    one = np.arange(1.0, 6.0)
    names["f"](one, one)
    return list(one)


@pytest.mark.parametrize("lines", SHIFTED)
def test_what_a_caller_may_pass_twice_is_unsafe_where_it_is_shifted(lines: str) -> None:
    source = HEAD + lines
    (finding,) = [finding for finding in check(source) if finding.code == "SG301"]
    assert finding.fix is not None and finding.fix.applicability == "unsafe"
    assert "one array" in finding.help


def test_one_array_passed_twice_tells_a_shifted_fix_from_the_loop() -> None:
    fixed = fix_text(HEAD + SHIFTED[0], check, ("unsafe",)).text
    assert _given_twice(fixed) != _given_twice(HEAD + SHIFTED[0])


@pytest.mark.parametrize("lines", AT_ONE_PLACE)
def test_elements_at_one_place_are_the_same_whatever_is_passed(lines: str) -> None:
    fixed = fix_text(HEAD + lines, check).text
    assert "for" not in fixed
    assert _given_twice(fixed) == _given_twice(HEAD + lines)
