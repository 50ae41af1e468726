"""Arrays that grow in a loop, run before and after they are mended."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from shapeguard.linting.checking import Scope, check_text
from shapeguard.linting.fixing import fix_text
from shapeguard.linting.packs import load_table
from tests.lint_rules.running import names_after

JOINS = (
    *("np.append(a, {})", "np.append(a, {}, axis=0)", "np.append(a, {}, 0)", "np.r_[a, {}]", "np.c_[a, {}]"),
    *("np.vstack((a, {}))", "np.hstack([a, {}])", "np.column_stack((a, {}))", "np.dstack((a, {}))"),
    *("np.concatenate((a, {}))", "np.concatenate([a, {}], axis=1)", "np.concatenate((a, {}), 1)", "np.stack((a, {}))"),
    *("np.concatenate((a, {}), dtype=np.float32)", "np.vstack((a, {}), casting='unsafe')", "np.block([a, {}])"),
)
STARTS = (
    "np.zeros((0, 3))",
    "np.zeros((3, 0))",
    "np.zeros(0)",
    "np.zeros(3)",
    "np.ones((3, 3), int)",
    "[]",
    "[1, 2, 3]",
)
PIECES = ("np.ones(3) * k", "x", "row", "[k, k, k]", "k", "np.ones((1, 3))", "np.ones((3, 1))", "view[k % 3]", "view.T")
BODIES = (
    "    a = {}\n",
    "    row[0] = k\n    view[k % 3, 0] = k\n    a = {}\n",
    "    a = {}\n    row += 1\n    view *= 2\n",
    "    if k > 2:\n        continue\n    a = {}\n",
    "    if k % 2:\n        a = {}\n",
)


def _program(start: str, body: str, join: str, piece: str, steps: int) -> str:
    loop = body.format(join.format(piece)).replace("    ", "        ", 1).replace("\n    ", "\n        ")
    return (
        "import numpy as np\n\n\ndef f(xs):\n    row = np.arange(3.0)\n    view = np.arange(9.0).reshape(3, 3)\n"
        f"    a = {start}\n    for k, x in enumerate(xs):\n{loop}    return a\n\n\n"
        f"result = f(np.arange({3 * steps}.0).reshape({steps}, 3))\n"
    )


def _result(program: str) -> object:
    try:
        return names_after(program)["result"]
    except ValueError:
        return None


@pytest.mark.parametrize("join", JOINS)
def test_what_is_mended_gives_the_same(join: str) -> None:
    table = load_table()
    scope = Scope(frozenset({"SG302"}))
    for start, body, piece in random.Random(join).sample([*product(STARTS, BODIES, PIECES)], 60):
        program = _program(start, body, join, piece, 5)
        if _result(program) is None:
            continue
        findings = check_text(program, "f.py", scope, table).findings
        fixed = fix_text(program, lambda text: check_text(text, "f.py", scope, table).findings, ("safe", "unsafe")).text
        assert findings or join.startswith("np.block"), program
        for steps in (5, 0) if fixed != program else ():
            old, new = (
                _result(text.replace("np.arange(15.0).reshape(5, 3)", f"np.ones(({steps}, 3)) * 7"))
                for text in (program, fixed)
            )
            np.testing.assert_array_equal(np.asarray(new), np.asarray(old), fixed, strict=True)
            assert type(new) is type(old), fixed


def _indented(lines: str) -> str:
    return "".join(f"    {line}\n" for line in lines.splitlines())


def _mended(program: str) -> str:
    table = load_table()
    scope = Scope(frozenset({"SG302"}))
    return fix_text(program, lambda text: check_text(text, "f.py", scope, table).findings, ("safe", "unsafe")).text


@pytest.mark.parametrize(
    "program",
    [
        "a_parts = 3\na = np.zeros(0)\nfor k in range(9):\n    a = np.append(a, k)\n",
        "a = np.zeros(0)\ndef g():\n    return a.size\nfor k in range(9):\n    a = np.append(a, g())\n",
        "a = np.zeros(0)\ndef g():\n    global a\n    for k in range(9):\n        a = np.append(a, k)\n",
        "def f(axis):\n    a = np.zeros((0, 3))\n    for k in range(9):\n        axis = 0\n"
        "        a = np.concatenate((a, np.ones((1, 3))), axis=axis)\n",
    ],
)
def test_what_others_read_or_what_may_change_is_left_as_it_is(program: str) -> None:
    program = f"import numpy as np\n{program}"
    assert check_text(program, "f.py", Scope(frozenset({"SG302"})), load_table()).findings
    assert _mended(program) == program


@pytest.mark.parametrize(
    ("body", "is_growth"),
    [
        ("if a is None:\n            a = x\n        else:\n            a = np.vstack((a, x))", True),
        ("if a is not None:\n            a = np.vstack((a, x))\n        else:\n            a = x", True),
        ("if i == 0:\n            a = x\n        else:\n            a = np.vstack((a, x))", True),
        ("if x[0] > 3:\n            a = x\n        else:\n            a = np.vstack((a, x))", False),
        ("a = x\n        a = np.vstack((a, x))", False),
        ("a = np.vstack((b, x))", False),
        ("d['a'] = np.vstack((d['a'], x))", True),
        ("d[i] = np.vstack((d[i], x))", False),
        ("o.a = np.vstack((o.a, x))", True),
        ("o.a = np.vstack((a, x))", False),
        ("a = o.vstack((a, x))", False),
    ],
)
def test_only_what_grows_is_told(body: str, is_growth: bool) -> None:
    program = f"import numpy as np\ndef f(a, b, d, o, xs):\n    for i, x in enumerate(xs):\n        {body}\n"
    found = check_text(program, "f.py", Scope(frozenset({"SG302"})), load_table()).findings
    assert [finding.code for finding in found] == ["SG302"] * is_growth


def test_what_an_iterator_writes_over_is_copied() -> None:
    program = (
        "import numpy as np\n\n\ndef batches(n):\n    buffer = np.zeros(3)\n    for k in range(n):\n"
        "        buffer[:] = k\n        yield buffer\n\n\ndef f(n):\n    a = np.zeros((0, 3))\n"
        "    for batch in batches(n):\n        half = batch[1:]\n        a = np.vstack((a, batch))\n"
        "    return a\n\n\nresult = f(6)\n"
    )
    mended = _mended(program)
    assert "a_parts.append(np.array(batch))" in mended
    np.testing.assert_array_equal(names_after(mended)["result"], names_after(program)["result"])


ABOUT = """import numpy as np
class Machine:
    def __init__(self):
        self.buffer = np.zeros((1, 2))
    def step(self):
        self.buffer += 1
        return self.buffer
    @property
    def state(self):
        return self.step()
    def __getitem__(self, k):
        return self.step()
    def __iter__(self):
        while True:
            yield self.step()
def raised(b):
    b += 1
def steps(n):
    b = np.zeros((1, 2))
    for k in range(n):
        b += 1
        yield b
"""
LOOPS = [
    "for k in range(n):\n    b += 1\n    A = np.vstack((A, b))",
    "for k in range(n):\n    b[0] = k\n    A = np.vstack((A, b.T.T))",
    "for k in range(n):\n    A = np.vstack((A, b))\n    b += 1",
    "for k in range(n):\n    raised(b)\n    A = np.vstack((A, b))",
    "for k in range(n):\n    np.add(b, 1, out=b)\n    A = np.vstack((A, b))",
    "for k in range(n):\n    A = np.vstack((A, np.add(b, 1, b)))",
    "for k in range(n):\n    A = np.vstack((A, np.array(b, copy=None)))\n    b += 1",
    "for k in range(n):\n    A = np.vstack((A, b.astype(float, copy=False)))\n    b += 1",
    "for k in range(n):\n    c = b\n    c += 1\n    A = np.vstack((A, c))",
    "for k in range(n):\n    m.step()\n    A = np.vstack((A, m.buffer))",
    "for k in range(n):\n    A = np.vstack((A, m.step()))",
    "for k in range(n):\n    c = m.step()\n    A = np.vstack((A, c[:1]))",
    "for k in range(n):\n    A = np.vstack((A, m.state))",
    "for k in range(n):\n    A = np.vstack((A, m[k]))",
    "for k in range(n):\n    A = np.concatenate((A, [m.state[0], np.ones(2)]))",
    "for k, c in zip(range(n), m):\n    A = np.vstack((A, c))",
    "for c in steps(n):\n    A = np.vstack((A, c))",
    "for c in g:\n    A = np.vstack((A, np.atleast_2d(c)))",
    "for k, c in enumerate(g):\n    A = np.append(A, c, axis=0)",
    "for c in (np.add(b, k, out=b) for k in range(n)):\n    A = np.vstack((A, c))",
    "k = 0\nwhile k < n:\n    k, b[0] = k + 1, k\n    A = np.vstack((A, b))",
]
BEGINNINGS = ["np.zeros((0, 2))", "np.ones((1, 2))", "b", "given", "m.buffer"]


@pytest.mark.parametrize("start", BEGINNINGS)
@pytest.mark.parametrize("loop", LOOPS)
def test_a_buffer_that_changes_is_copied_or_the_loop_left(loop: str, start: str) -> None:
    lines = [f"A = {start}", *loop.splitlines(), "return A"]
    body = "".join(f"    {line}\n" for line in lines)
    program = (
        f"{ABOUT}def f(n, b, given, m, g):\n{body}"
        "def run(n):\n    return f(n, np.zeros((1, 2)), np.ones((1, 2)), Machine(), steps(n))\n"
        "result = [run(n).tolist() for n in (3, 1, 0)]\n"
    )
    mended = _mended(program)
    if start in BEGINNINGS[:2]:
        assert mended != program
    assert names_after(mended)["result"] == names_after(program)["result"]


@pytest.mark.parametrize(
    "lines",
    [
        "A = np.zeros((2, 2))\nfor k in range(n):\n    A = np.append(A, k)",
        "A = np.zeros(2)\nfor k in range(n):\n    A = np.vstack((A, np.ones(2)))",
        "A = np.zeros(2)\nfor k in range(n):\n    A = np.c_[A, np.ones(2)]",
        "A = np.zeros(2)\nm = n\nfor k in range(m + 0):\n    A = np.vstack((A, np.ones(2)))",
    ],
)
def test_a_loop_without_steps_leaves_the_shape_as_it_was(lines: str) -> None:
    program = f"import numpy as np\ndef f(n):\n{_indented(lines)}    return A\nresult = [f(0).shape, f(6).shape]\n"
    assert _mended(program) == program


def test_an_array_of_the_caller_is_given_back_where_no_step_is_done() -> None:
    program = (
        "import numpy as np\ndef f(B, n):\n    A = B\n    for k in range(n):\n        A = np.append(A, k)\n"
        "    return A\n"
    )
    assert _mended(program) == program


def test_an_alias_of_the_start_that_the_loop_changes_is_no_part() -> None:
    program = (
        "import numpy as np\ndef f(n):\n    A = np.ones((1, 2))\n    B = A\n    for k in range(n):\n"
        "        B += 1\n        A = np.vstack((A, np.ones(2)))\n    return A\n"
    )
    assert _mended(program) == program


@pytest.mark.parametrize(
    "lines",
    [
        "try:\n    for k in range(n):\n        A = np.append(A, 1 / (2 - k))\nexcept ZeroDivisionError:\n    pass",
        "for k in range(n):\n    try:\n        A = np.append(A, 1 / (2 - k))\n    except Exception:\n        pass",
        "try:\n    for k in range(n):\n        A = np.append(A, 1 / (2 - k))\nfinally:\n    return A",
        "with contextlib.suppress(ZeroDivisionError):\n    for k in range(n):\n        A = np.append(A, 1 / (2 - k))",
    ],
)
def test_a_loop_that_is_cut_short_keeps_what_it_has(lines: str) -> None:
    program = (
        "import contextlib\nimport numpy as np\ndef f(n):\n    A = np.array([])\n"
        f"{_indented(lines)}    return A\nresult = f(5)\n"
    )
    mended = _mended(program)
    np.testing.assert_array_equal(names_after(mended)["result"], names_after(program)["result"])
    assert names_after(program)["result"].size >= 2


@pytest.mark.parametrize(
    ("loop", "is_growth"),
    [
        ("while a.size < n:\n    a = np.concatenate((a, a))", False),
        ("while len(a) < n:\n    a = np.r_[a, a]", False),
        ("while a.size < n:\n    a = np.append(a, a)", False),
        ("while a.size < n:\n    a = np.hstack([a, a[::-1]])", False),
        ("while a.size < n:\n    a = np.hstack([a, np.flip(a) + 1])", False),
        ("while a.size < n:\n    a = np.append(a, a[-1])", True),
        ("while a.size < n:\n    a = np.append(a, a.sum())", True),
        ("while a.size < n:\n    a = np.append(a, a[-2:])", True),
        ("for k in range(n):\n    if a[k] > 3:\n        a = np.append(a, k)\n        break", False),
        ("for k in range(n):\n    if a[k] > 3:\n        a = np.append(a, k)\n        return a", False),
        ("for k in range(n):\n    if a[k] > 3:\n        a = np.append(a, k)\n        continue", True),
        ("for k in range(n):\n    a = np.append(a, k)\n    if a.sum() > 9:\n        break", True),
        ("for k in range(n):\n    if a[k] > 3:\n        break\n    a = np.append(a, k)", True),
        ("for k in range(n):\n    if k == 5:\n        a = np.append(a, k)", False),
        ("for k in range(n):\n    if n - 1 == k:\n        a = np.append(a, k)", False),
        ("for k, v in enumerate(a):\n    if k == 5 and v > 2:\n        a = np.append(a, k)", False),
        ("for k in range(n):\n    if k == 5:\n        print(k)\n    else:\n        a = np.append(a, k)", True),
        ("for k in range(n):\n    if k > 5:\n        a = np.append(a, k)", True),
        ("for k in range(n):\n    if k % 2 == 0:\n        a = np.append(a, k)", True),
        ("for k in range(n):\n    m = k\n    if k == m:\n        a = np.append(a, k)", True),
        ("for v in a:\n    n += 1\n    if n == 5:\n        a = np.append(a, v)\n        n = 0", True),
        ("for v in a:\n    n += 1\n    if n == 5:\n        a = np.append(a, v)", False),
        ("for v in a:\n    if v == 5:\n        a = np.append(a, v)", True),
        ("while a.shape[0] % 4:\n    a = np.append(a, 0)", False),
        ("while len(a) % 4 != 0:\n    a = np.append(a, 0)", False),
        ("while n:\n    n -= 1\n    a = np.append(a, 0)", True),
    ],
)
def test_only_what_grows_often_is_told(loop: str, is_growth: bool) -> None:
    program = f"import numpy as np\ndef f(n):\n    a = np.ones(3)\n{_indented(loop)}    return a\n"
    found = check_text(program, "f.py", Scope(frozenset({"SG302"})), load_table()).findings
    assert [finding.code for finding in found] == ["SG302"] * is_growth
