"""Correct programs that once drew an error: what nobody can know from the text is unknown."""

from __future__ import annotations

import pytest
from implied_findings import problems

HEAD = "import numpy as np\n"

REPEAT = (
    "def repeat(n):\n    def around(f):\n        def inner(x):\n            return np.stack([f(x)] * n)\n"
    "        return inner\n    return around\n"
)
DECORATED = {
    "by an argument of the function around": (
        REPEAT + "def make(n):\n    @repeat(n)\n    def f(x):\n        return x\n    return f\n"
        "make(2)(np.ones(3)) + np.ones((2, 3))\nmake(4)(np.ones(3)) + np.ones((4, 3))"
    ),
    "in a method": (
        REPEAT + "class M:\n    def make(self, n):\n        @repeat(n)\n        def f(x):\n            return x\n"
        "        return f\nM().make(2)(np.ones(3)) + np.ones((2, 3))\nM().make(4)(np.ones(3)) + np.ones((4, 3))"
    ),
    "in a loop": (
        REPEAT + "fs = []\nfor n in (2, 4):\n    @repeat(n)\n    def f(x):\n        return x\n    fs.append(f)\n"
        "fs[0](np.ones(3)) + np.ones((2, 3))\nfs[1](np.ones(3)) + np.ones((4, 3))"
    ),
    "around what an argument tells": (
        "def twice(f):\n    return lambda: np.stack([f(), f()])\n"
        "def make(a):\n    @twice\n    def f():\n        return a\n    return f\n"
        "make(np.ones(3))() + np.ones((2, 3))\nmake(np.ones(4))() + np.ones((2, 4))"
    ),
}
CLASS = "@tag\nclass A:\n    W = np.ones(5)\n    def make(self):\n        return np.ones(5)\n"
DECORATED_CLASSES = {
    "an attribute is set": "def tag(cls):\n    cls.W = np.ones(3)\n    return cls\n" + CLASS + "A().W + np.ones(3)",
    "an attribute of the class itself": (
        "def tag(cls):\n    cls.W = np.ones(3)\n    return cls\n" + CLASS + "A.W + np.ones(3)"
    ),
    "setattr": "def tag(cls):\n    setattr(cls, 'W', np.ones(3))\n    return cls\n" + CLASS + "A().W + np.ones(3)",
    "a method is replaced": (
        "def tag(cls):\n    cls.make = lambda self: np.ones(3)\n    return cls\n" + CLASS + "A().make() + np.ones(3)"
    ),
    "by a function of its own": (
        "def put(cls):\n    cls.W = np.ones(3)\ndef tag(cls):\n    put(cls)\n    return cls\n"
        + CLASS
        + "A().W + np.ones(3)"
    ),
    "a class derived from it": (
        "def tag(cls):\n    cls.W = np.ones(3)\n    return cls\n"
        + CLASS
        + "class B(A):\n    def run(self):\n        return self.W + np.ones(3)\nB().run()"
    ),
    "with an argument": (
        "def put(n):\n    def around(cls):\n        cls.W = np.ones(n)\n        return cls\n    return around\n"
        + CLASS.replace("@tag", "@put(3)")
        + "A().W + np.ones(3)"
    ),
}
FRAME = "import pandas as pd\ndf = pd.DataFrame({'a': [1., 2., 3.], 'b': [3., 4., 5.]}, index=['x', 'y', 'z'])\n"
LEVELS = "import pandas as pd\nnames = pd.MultiIndex.from_product([['p', 'q'], [0, 1]])\n"
TABLES = {
    "rows that are listed": FRAME + "df.loc[['x', 'y']].T.values @ np.ones((2, 1))\n"
    "df.loc[['x']].values @ np.ones((2, 1))",
    "a frame times a series": FRAME
    + "w = pd.Series([1., 2.], index=['a', 'b'])\nnp.hstack([(df @ w).values, np.ones(1)])",
    "a series times a series": FRAME + "np.ones((2, 3)) + np.asarray(df['a'] @ df['b'])",
    "rows of one name": (
        "import pandas as pd\ndup = pd.DataFrame({'a': [1., 2.], 'b': [3., 4.]}, index=['x', 'x'])\n"
        "np.hstack([dup.loc['x'].values, np.ones((2, 1))])"
    ),
    "columns of two levels": (
        LEVELS + "df = pd.DataFrame(np.ones((3, 4)), columns=names)\nnp.hstack([df['p'].values, np.ones((3, 1))])"
    ),
    "columns of two levels, set later": (
        LEVELS + "df = pd.DataFrame(np.ones((3, 4)))\ndf.columns = names\nnp.hstack([df['p'].values, np.ones((3, 1))])"
    ),
    "a name among the columns": FRAME + "('a' in df) + np.ones(3)",
}
DEQUE = "from collections import Counter, deque\n"
DEQUES = {
    "as long as an argument says": (
        DEQUE + "def f(n: int):\n    d = deque([1., 2., 3.], maxlen=n)\n    return np.array(d) + np.ones(2)\nf(2)"
    ),
    "as long as an argument says, filled later": (
        DEQUE + "def f(n: int):\n    d = deque(maxlen=n)\n    for k in (1., 2., 3.):\n        d.append(k)\n"
        "    return np.array(d) + np.ones(2)\nf(2)"
    ),
    "rotated": DEQUE + "d = deque([np.ones(4), np.ones(3)])\nd.rotate(1)\nd[0] + np.ones(3)",
    "stored by its method": "d = [np.ones(4)]\nd.__setitem__(0, np.ones(3))\nd[0] + np.ones(3)",
    "a dict turned": (
        "from collections import OrderedDict\nd = OrderedDict([('a', np.ones(4)), ('b', np.ones(3))])\n"
        "d.move_to_end('a')\nlist(d.values())[0] + np.ones(3)"
    ),
    "a set that grows": "s = {1, 2}\ns.update([3])\nnp.array(list(s)) + np.ones(3)",
}
VECTORIZED = {
    "a tuple in each place": "a, b, c, d = np.vectorize(lambda k: (k, k, k), otypes=[object])(np.arange(4))",
    "a tuple in each place, as text": "a, b, c, d = np.vectorize(lambda k: (k, k, k), otypes='O')(np.arange(4))",
    "a tuple in each place, by position": "a, b, c, d = np.vectorize(lambda k: (k, k, k), [object])(np.arange(4))",
    "a list in each place": "a, b, c = np.vectorize(lambda x: [x, 2 * x], otypes=[object])(np.arange(3))",
    "several results of one type each": "a, b = np.vectorize(lambda k: (k, k), otypes=[int, int])(np.ones(4))\na + b",
}
ROOMS = {
    "decorated": DECORATED,
    "decorated class": DECORATED_CLASSES,
    "table": TABLES,
    "deque": DEQUES,
    "vectorize": VECTORIZED,
}
PROGRAMS = {f"{room}: {name}": code for room, table in ROOMS.items() for name, code in table.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_correct_program(name: str) -> None:
    exec(HEAD + PROGRAMS[name], {"__name__": "example"})  # the program is correct: NumPy itself says so
    assert problems(HEAD + PROGRAMS[name]) == set()
