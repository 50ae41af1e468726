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


NAMES = """import copy
import numpy as np
class Box:
    def __init__(self, x=None):
        self.x = x
    def tail(self):
        return self.x[1:]
    def keep(self, x):
        self.x = x
kept = []
def keep(x):
    kept.append(x)
def last():
    return kept[-1]
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
    "prev = box.x[:-1]\nnxt = box.x[1:]",
    "prev = d['a'][:-1]\nnxt = d['a'][1:]",
]
A_VIEW = """
    np.ndarray((4,), float, a)  np.ndarray(shape=(4,), dtype=float, buffer=a)  np.frombuffer(a)  np.from_dlpack(a)
    np.frombuffer(memoryview(a))  np.asarray(memoryview(a))  np.asarray(a)  np.asanyarray(a)  np.atleast_1d(a)
    np.ravel(a)  np.reshape(a, 4)  np.squeeze(a)  np.real(a)  np.ix_(a)[0]  np.broadcast_to(a, (4,))
    np.lib.stride_tricks.as_strided(a, (4,), (8,))  a.view()  a.view(float)  a.T  a.real  a.squeeze()  a.data.obj
    np.array(a, copy=None)  np.array(a, **{'copy': None})  a.astype(float, copy=False)  np.nan_to_num(a, copy=False)
    a.astype(float, 'K', 'unsafe', True, False)  np.add(a, 0, a)  np.clip(a, 0, 9, a)
    a.clip(0, 9, a)  a.round(1, a)  np.add(a, 0, out=a)  np.einsum('i->i', a)  np.diff(a, n=0)  np.s_[a]
    np.ma.getdata(a)  np.ma.array(a).data  a.conj()  np.meshgrid(a, copy=False)[0]  max([a], key=len)
    np.linalg.matrix_power(a.reshape(2, 2), 1).ravel()  ([a] + [])[0]  [*[a]][0]  [q for q in [a]][0]
    copy.copy([a])[0]  l.copy()[0]  l[0]  box.x  d['a']  d.get('a')  (lambda q: q)(a)  (a if l else a)
""".replace("\n", "  ").split("  ")
SHARED += [f"prev = {view.strip()}[:-1]\nnxt = a[1:]" for view in A_VIEW if view.strip()]
SHARED += [
    f"a = np.arange(1.0, 5.0)\n{lines}"
    for lines in (
        "d['b'] = a\nprev = d['b'][:-1]\nnxt = a[1:]",
        "d['b'] = a\nq = d['b']\nprev = q[:-1]\nnxt = a[1:]",
        "d['b'] = a\nfor q in d.values():\n    prev = q[:-1]\nnxt = a[1:]",
        "d.setdefault('b', a)\nprev = d['b'][:-1]\nnxt = a[1:]",
        "d.update(b=a)\nprev = d['b'][:-1]\nnxt = a[1:]",
        "l.append(a)\nprev = l[-1][:-1]\nnxt = a[1:]",
        "l += [a]\nprev = l[-1][:-1]\nnxt = a[1:]",
        "m = [a]\nl = m.copy()\nprev = l[0][:-1]\nnxt = a[1:]",
        "box.keep(a)\nprev = box.x[:-1]\nnxt = a[1:]",
        "box = Box(a)\nprev = a[:-1]\nnxt = box.tail()",
        "keep(a)\nprev = last()[:-1]\nnxt = a[1:]",
        "keep(a)\nprev = kept[-1][:-1]\nnxt = a[1:]",
        "prev = a[:-1]\nnxt = tail(a)",
        "def g():\n    return a\nprev = g()[:-1]\nnxt = a[1:]",
        "match a:\n    case q:\n        prev = q[:-1]\nnxt = a[1:]",
    )
]
APART = [
    "prev, nxt = a[:-1].copy(), a[1:]",
    "prev, nxt = a[:-1] * 1, a[1:]",
    "prev = a[:-1]\nnxt = np.zeros(3)",
    "prev = box.x[:-1] + 0\nnxt = box.x[1:]",
    "prev = np.diff(a)\nnxt = a[1:]",
    "prev = np.array(a, float)[:-1]\nnxt = a[1:]",
    "prev = np.add(a, 1)[:-1]\nnxt = a[1:]",
    "prev = np.random.normal(0, 1, 3) * 0 + a[1:]\nnxt = a[1:]",
    "prev = a.astype(float)[1:]\nnxt = a[1:]",
]


def _left(source: str) -> list[Any]:
    names = names_after(source)
    return [names["a"], names["prev"], names["nxt"]]


@pytest.mark.parametrize("lines", SHARED)
def test_no_fix_where_memory_may_be_shared(lines: str) -> None:
    source = f"{NAMES}{lines}\n{STEPS}"
    assert not [finding for finding in check(source) if finding.code == "SG301" and finding.fix]
    np.testing.assert_array_equal(_left(source)[0], [1, 2, 4, 8])


@pytest.mark.parametrize("lines", SHARED[5:])
def test_no_fix_in_a_function_where_memory_may_be_shared(lines: str) -> None:
    body = f"a = np.arange(1.0, 5.0)\nbox, d, l = Box(a), {{'a': a}}, [a]\n{lines}\n{STEPS}return a\n"
    source = f"{NAMES}def f():\n" + "".join(f"    {line}\n" for line in body.splitlines())
    assert not [finding for finding in check(source) if finding.code == "SG301" and finding.fix]
    np.testing.assert_array_equal(names_after(source)["f"](), [1, 2, 4, 8])


@pytest.mark.parametrize("lines", APART)
def test_a_fix_where_memory_is_apart(lines: str) -> None:
    source = f"{NAMES}{lines}\n{STEPS}"
    fixed = fix_text(source, check).text
    assert fixed == f"{NAMES}{lines}\nnxt[:] = prev * 2\n"
    for before, after in zip(_left(source), _left(fixed), strict=True):
        np.testing.assert_array_equal(after, before)


HEAD = """import numpy as np
from jaxtyping import Float
def f(a: Float[np.ndarray, 'm'], b: Float[np.ndarray, 'm'], c: Float[np.ndarray, 'm'], M: Float[np.ndarray, 'm m']):
"""
OVERLAPPING = [
    "for i in range(len(a)):\n    b[i] += a[i]",
    "for i in range(len(a)):\n    b[i] = a[i] + b[i]",
    "for i in range(1, len(a)):\n    b[i] = a[i - 1]",
    "for i in range(len(a) - 1):\n    b[i] = a[i + 1] * 2",
    "for i, v in enumerate(a):\n    b[i] = v - 1",
    "for i, (v, w) in enumerate(zip(a, b)):\n    b[i] = v - w",
    "for i in range(len(a)):\n    t = a[i] * 2\n    b[i] = t + 1",
    "for i in range(len(a)):\n    if a[i] > 1:\n        b[i] = a[i]",
    "for i in range(len(a)):\n    b[i] = a[i]\n    c[i] = b[i] - 1",
    "for i in range(len(a)):\n    c[i] = b[i] - 1\n    b[i] = a[i]",
    "for i in range(len(a)):\n    for j in range(len(a)):\n        M[i, j] = a[i] - b[j]",
    "for i in range(len(a)):\n    M[i] = a",
    "for i in range(len(a)):\n    M[:, i] = a - b[i]",
    "y = a[1:]\nfor i in range(len(y)):\n    b[i] = y[i] * 2",
    "y, z = a[:-1], b[1:]\nfor i in range(len(y)):\n    z[i] = y[i] * 2",
    "i = 0\nwhile i < len(a):\n    b[i] = a[i]\n    i += 1",
]
ALONE = [
    "for i in range(len(a)):\n    a[i] = a[i] * 2 + 1",
    "for i in range(len(a)):\n    if a[i] > 1:\n        a[i] = 0",
    "y = a.copy()\nfor i in range(1, len(b)):\n    b[i] = y[i - 1]",
    "y = np.zeros(a.shape)\nfor i in range(1, len(y)):\n    y[i] = a[i - 1] - b[i]\nb += y",
]


def _calls(source: str) -> list[list[float]]:
    """What a function leaves of arrays that its caller gives it: apart, the same, parts of one, rows and columns."""
    f = names_after(source)["f"]
    left = []
    for first, second, third in ((0, 10, 20), (0, 0, 0), (0, 1, 2), (0, 2, 4), (1, 0, 3), (2, 1, 0)):
        memory, table = np.arange(30.0) % 7, np.arange(25.0).reshape(5, 5)
        f(memory[first : first + 5], memory[second : second + 5], memory[third : third + 5], table)
        left += [memory.tolist(), table.ravel().tolist()]
    for turned in (False, True):
        table = np.arange(25.0).reshape(5, 5)
        f(table[0], table[:, 0], table[:, 1], table.T if turned else table)
        left.append(table.ravel().tolist())
    return left


def _function(lines: str) -> str:
    return HEAD + "".join(f"    {line}\n" for line in lines.splitlines())


@pytest.mark.parametrize("lines", OVERLAPPING)
def test_what_a_caller_may_pass_parts_of_is_unsafe(lines: str) -> None:
    source = _function(lines)
    (finding,) = [finding for finding in check(source) if finding.code == "SG301"]
    assert finding.fix is not None and finding.fix.applicability == "unsafe"
    assert finding.help.endswith("it differs if the arrays given overlap")
    assert _calls(fix_text(source, check, ("unsafe",)).text) != _calls(source)


@pytest.mark.parametrize("lines", ALONE)
def test_one_array_of_the_caller_is_safe(lines: str) -> None:
    source = _function(lines)
    fixed = fix_text(source, check).text
    assert "for" not in fixed
    assert _calls(fixed) == _calls(source)
