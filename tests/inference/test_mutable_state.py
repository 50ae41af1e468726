"""What changes behind a name: lists in lists, properties with setters, attributes set late, arrays of objects."""

from __future__ import annotations

import textwrap

import pytest
from implied_findings import problems

SILENT = {
    "lists in a list": """
        def f(n):
            rows = [[] for _ in range(3)]
            for _ in range(n):
                for j in range(3):
                    rows[j].append(np.ones(4))
            rows = np.array(rows)
            assert rows.shape == (3, n, 4)
            return rows[0, :, 1]
    """,
    "a list in a dict": """
        history = {"loss": [], "w": []}
        history["w"].append(np.ones(3))
        np.array(history["w"])[:, 1]
    """,
    "lists met in a loop": """
        rows = [[], []]
        for row in rows:
            row.append(np.ones(3))
        np.array(rows)[:, :, 1]
    """,
    "a list that a dict holds too": """
        rows = []
        keep = {"rows": rows}
        keep["rows"].append(np.ones(3))
        np.array(rows)[:, 1]
    """,
    "a list in a dict of another method": """
        class Log:
            def __init__(self):
                self.history = {"w": []}
            def put(self, w):
                self.history["w"].append(w)
            def read(self):
                return np.array(self.history["w"])[:, 1]
    """,
    "a list of the class": """
        class Log:
            seen = []
            def put(self, w):
                self.seen.append(w)
        Log().put(np.ones(3))
        np.array(Log.seen)[:, 1]
    """,
    "a property stores something else": """
        class Colour:
            def __init__(self):
                self._rgba = None
            @property
            def rgba(self):
                return self._rgba
            @rgba.setter
            def rgba(self, rgb):
                self._rgba = np.append(rgb, 255)
        c = Colour()
        c.rgba = np.ones(3)
        c.rgba + np.ones(4)
    """,
    "a class attribute is None until a base sets it": """
        class System:
            n = None
            A = []
            def __init__(self, matrix):
                self.n, self.index = self.count(matrix)
                self.A = matrix
        class Child(System):
            def __init__(self, matrix, rate):
                super().__init__(matrix)
                self.rate = rate
            def step(self, other):
                return np.zeros((self.n, 3)), np.eye(2) + self.A, np.eye(other.n)
    """,
    "objects by the name of their class": """
        where = np.empty((2, 2), dtype=tuple)
        where[0, 1] = (0, 1)
        parts = np.empty((2, 2), dtype=np.ndarray)
        parts[0, 1] = np.ones(3)
        parts[0, 1][2]
    """,
    "records of a dtype made elsewhere": """
        pair = np.dtype([("a", int), ("b", float)])
        a = np.zeros(3, dtype=pair)
        a[0] = (1, 2.0)
        b = np.zeros(3, dtype="i4,f4")
        b[0] = (1, 2.0)
    """,
    "elements of unknown dtype": """
        from lib import lines, integrals
        assert lines.shape == (1, 1)
        first = lines[0, 0]
        first[0].get_color()
        assert integrals.shape == (2, 2)
        assert integrals[0, 0].shape == (3, 4)
    """,
    "a property of an object from elsewhere": """
        from lib import load
        path = load()
        path.colors = np.ones((7, 3))
        path.colors[0] + np.array([1, 2, 3, 255])
    """,
    "a shape that only a second turn has": """
        def trajectory(q, steps, rest):
            positions = np.array([])
            for _ in range(steps):
                for j in range(len(q)):
                    rest[j] = q[j]
                q = q + rest
                if positions.size == 0:
                    positions = q
                else:
                    positions = np.vstack([positions, q])
            return positions
        def show(path):
            return path[:, 0]
        show(trajectory(np.zeros(3), 9, np.zeros(3)))
    """,
    "a class is asked for": """
        class One:
            def __init__(self, s):
                np.linalg.inv(s)
        class Two:
            def __init__(self, k, s):
                np.linalg.inv(s)
        for cls in (One, Two):
            if cls is One:
                cls(np.eye(3))
            else:
                cls(np.ones(3), np.eye(3))
    """,
    "a list of an object, filled in a loop over what is not known": """
        class Tool:
            def __init__(self, axes):
                self.sliders = []
                for ax in axes:
                    self.sliders.append(ax)
                one, two, three = self.sliders
    """,
    "a list filled on one of two ways in each turn": """
        def f(known, a):
            rows = []
            for name in ("year", "month", "day"):
                if known.get(name) is None:
                    rows.append(np.zeros(len(a)))
                    continue
                rows.append(np.asarray(a[name]))
            year, month, day = rows
    """,
    "a list of an object in an object": """
        class Net:
            def __init__(self):
                self.layers = []
        class Model:
            def __init__(self):
                self.net = Net()
                self.net.layers.append(np.ones(3))
                self.net.layers.append(np.ones(3))
                one, two = self.net.layers
    """,
    "the copy of a list": """
        rows = [1, 2]
        more = rows.copy()
        more.append(3)
        one, two = rows
    """,
    "a list or nothing": """
        def f(wanted, n):
            rows = [np.ones(3)] if wanted else None
            if rows is not None:
                rows.append(np.ones(3))
                one, two = rows
    """,
    "a list that a function shortens": """
        def shorten(rows):
            rows.pop()
        rows = [1, 2, 3]
        shorten(rows)
        one, two = rows
    """,
    "a list that a function shortens on one of two ways": """
        def shorten(rows, wanted):
            if wanted:
                rows.pop()
                return 1
            return 0
        def f(wanted):
            rows = [1, 2, 3]
            shorten(rows, wanted)
            one, two = rows
    """,
    "a list that a function shortens before it calls it by another name": """
        def shorten(rows):
            rows.pop()
            rows = [7]
            return rows
        rows = [1, 2, 3]
        shorten(rows)
        one, two = rows
    """,
    "a list in a tuple that a function fills": """
        def fill(both):
            both[0].append(np.ones(3))
        rows = []
        fill((rows, 1))
        (one,) = rows
    """,
    "one of two lists": """
        def f(wanted):
            rows = [np.ones(3)] if wanted else [np.zeros(2)]
            rows.append(np.ones(3))
            one, two = rows
            rows[0] = np.ones(4)
            rows[0] + np.ones(4)
    """,
}
TOLD = {
    "a list that a function only reads": (
        "def read(sizes):\n    p = {}\n    for l in range(1, len(sizes)):\n"
        "        p[l] = np.zeros((sizes[l], sizes[l - 1]))\n    return p\n"
        "sizes = [4, 3]\np = read(sizes)\nnp.zeros((sizes[0], 1)) + np.ones((3, 1))"
    ),
    "a list that a function fills": ("def fill(rows):\n    rows.append(1)\nrows = [1]\nfill(rows)\none, = rows"),
    "a list of an object, filled turn by turn": (
        "class T:\n    def __init__(self):\n        self.rows = []\n        for i in range(3):\n"
        "            self.rows.append(np.ones(i + 1))\n        one, two = self.rows"
    ),
    "a list filled on one of two ways in each turn": (
        "def f(a):\n    rows = []\n    for i in range(3):\n        if a:\n            rows.append(1)\n"
        "            continue\n        rows.append(2)\n    one, two = rows"
    ),
    "the copy of a list": "rows = [1, 2]\nmore = rows.copy()\nmore.append(3)\none, two = more",
    "one of two lists": (
        "def f(wanted):\n    rows = [np.ones(3)] if wanted else [np.zeros(2)]\n    rows.append(np.ones(3))\n"
        "    one, = rows"
    ),
    "a list in a list": "rows = [[np.ones(3)], []]\nnp.array(rows[0])[:, 3]",
    "a property without a setter": (
        "class M:\n    def __init__(self, v):\n        self.v = v\n    @property\n    def w(self):\n"
        "        return self.v[1:]\nM(np.ones(3)).w + np.ones(4)"
    ),
    "a property with a setter": (
        "class M:\n    @property\n    def w(self):\n        return self._w\n    @w.setter\n    def w(self, w):\n"
        "        self._w = w.T\nm = M()\nm.w = np.ones((2, 3))\nm.w @ np.ones((3, 1))"
    ),
    "a number's place": "a = np.zeros((2, 2))\na[0, 1] = (0, 1)",
    "a class attribute that nothing sets": (
        "class M:\n    n = 3\n    def f(self):\n        return np.ones(self.n) + np.ones(4)"
    ),
    "the class that is asked for": (
        "class One:\n    def __init__(self, s):\n        np.linalg.inv(s)\nfor cls in (One, int):\n    if cls is One:\n"
        "        cls(np.ones((2, 3)))"
    ),
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_said(name: str) -> None:
    assert problems("import numpy as np\n" + textwrap.dedent(SILENT[name])) == set()


@pytest.mark.parametrize("name", TOLD)
def test_a_failure_is_told(name: str) -> None:
    assert problems("import numpy as np\n" + TOLD[name]) != set()


REBOUND = {
    "set on the class": "class S:\n    W = np.zeros((5, 1))\nS.W = np.zeros((4, 1))\nS.W.T @ np.zeros((4, 2))\n",
    "set by a function": (
        "class S:\n    W = np.zeros((5, 1))\ndef alter(k):\n    k.W = np.zeros((4, 1))\nalter(S)\n"
        "S.W.T @ np.zeros((4, 2))\n"
    ),
    "set by setattr": (
        "class S:\n    W = np.zeros((5, 1))\nsetattr(S, 'W', np.zeros((4, 1)))\nS.W.T @ np.zeros((4, 2))\n"
    ),
    "bound twice": "class S:\n    W = np.zeros((5, 1))\n    W = np.zeros((4, 1))\nS.W.T @ np.zeros((4, 2))\n",
    "made of what is bound twice": (
        "class S:\n    n = 5\n    W = np.zeros((n, 1))\n    n = 4\nS.W.T @ np.zeros((5, 2))\n"
    ),
    "a method replaced": (
        "class S:\n    def make(self):\n        return np.zeros((5, 1))\n"
        "S.make = lambda self: np.zeros((4, 1))\nS().make().T @ np.zeros((4, 2))\n"
    ),
    "a method defined again": (
        "class S:\n    def make(self):\n        return np.zeros((5, 1))\n    def make(self):\n"
        "        return np.zeros((4, 1))\nS().make().T @ np.zeros((4, 2))\n"
    ),
}


@pytest.mark.parametrize("name", REBOUND)
def test_a_name_of_a_class_may_stand_for_something_else_by_now(name: str) -> None:
    source = f"import numpy as np\n{REBOUND[name]}"
    exec(compile(source, name, "exec"), {})
    assert not problems(source)
