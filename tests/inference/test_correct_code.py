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
BY_DEFAULT = "from collections import defaultdict\n"
HELD = "import copy\nh = {'a': [1., 2.]}\n"
CHANGED = {
    "lists in a default of a default": (
        BY_DEFAULT + "d = defaultdict(lambda: defaultdict(list))\nfor k in range(2):\n"
        "    d['a']['b'].append(np.ones(2))\nnp.array(d['a']['b']) @ np.ones(2)"
    ),
    "lists in a default of a default, once": (
        BY_DEFAULT + "d = defaultdict(lambda: defaultdict(list))\nd['a']['b'].append(np.ones(2))\n"
        "np.array(d['a']['b']) @ np.ones(2)"
    ),
    "lists in a dict by default": (
        BY_DEFAULT + "d = defaultdict(lambda: {'u': []})\nd['a']['u'].append(np.ones(2))\n"
        "np.array(d['a']['u']) @ np.ones(2)"
    ),
    "objects by default": (
        BY_DEFAULT + "class S:\n    pass\nd = defaultdict(S)\nd['a'].W = np.ones(3)\nd['b'].W = np.ones(4)\n"
        "d['a'].W + np.ones(3)"
    ),
    "objects that a function makes by default": (
        BY_DEFAULT + "class S:\n    W = None\nd = defaultdict(lambda: S())\nd['a'].W = np.ones(3)\n"
        "d['b'].W = np.ones(4)\nd['a'].W + np.ones(3)"
    ),
    "a list that a copy holds too": HELD + "g = copy.copy(h)\ng['a'].append(3.)\nnp.array(h['a']) + np.ones(3)",
    "a list that a copy of its own holds too": (
        HELD + "g = h.copy()\ng['a'].append(3.)\nnp.array(h['a']) + np.ones(3)"
    ),
    "a list that another dict holds too": HELD + "g = dict(h)\ng['a'].append(3.)\nnp.array(h['a']) + np.ones(3)",
    "a callback": (
        "from scipy.optimize import minimize\nh = [np.zeros(2)]\n"
        "minimize(lambda x: x @ x, np.ones(2), callback=h.append)\n"
        "assert len(h) > 1\nnp.array(h) + np.ones((len(h), 2))"
    ),
    "a callback, called so often": (
        "def run(f):\n    for k in range(2):\n        f(float(k))\nl = [1.]\nrun(l.append)\nnp.array(l) + np.ones(3)"
    ),
    "mapped": "l = [1.]\nlist(map(l.append, [2., 3.]))\nnp.array(l) + np.ones(3)",
    "under a name": "l = [1.]\nadd = l.append\nadd(2.)\nadd(3.)\nnp.array(l) + np.ones(3)",
    "under one of two names": (
        "l, m = [1.], []\nadd, put = l.append, m.append\nadd(2.)\nadd(3.)\nnp.array(l) + np.ones(3)"
    ),
    "of an attribute": (
        "class S:\n    def __init__(self):\n        self.l = [1.]\n        self.put = self.l.append\n"
        "s = S()\ns.put(2.)\ns.put(3.)\nnp.array(s.l) + np.ones(3)"
    ),
    "of an alternative": "l = [1., 2.]\n(l or []).append(3.)\nnp.array(l) + np.ones(3)",
    "of a choice": "import sys\nl = [1., 2.]\n(l if sys else []).append(3.)\nnp.array(l) + np.ones(3)",
    "by the class": "l = [1., 2.]\nlist.append(l, 3.)\nnp.array(l) + np.ones(3)",
    "by the class of dicts": "d = {'a': np.ones(2)}\ndict.update(d, a=np.ones(3))\nd['a'] + np.ones(3)",
}
HANDLED = {
    "a column of what has one axis": (
        "def f(a):\n    try:\n        n, m = a.shape\n    except ValueError:\n        a = a.reshape(len(a), 1)\n"
        "        n, m = a.shape\n    return n, m\nf(np.ones((3, 2)))\nf(np.ones(3))"
    ),
    "at the module": (
        "a = np.ones((3, 2))\ntry:\n    n, m = a.shape\nexcept ValueError:\n"
        "    a = a.reshape(len(a), 1)\na @ np.ones((2, 2))"
    ),
    "a number by default": (
        "def f(w=1.0):\n    try:\n        w = float(w)\n    except TypeError:\n        w = np.asarray(w)[:, None]\n"
        "    return w * np.ones((3, 2))\nf()\nf(np.ones(3))"
    ),
    "what the way of the failure leaves": (
        "def f(a):\n    try:\n        n, m = a.shape\n    except ValueError:\n        a = a.reshape(len(a), 1)\n"
        "        return a @ np.ones((1, 2))\n    return a @ np.ones((m, 2))\nf(np.ones((3, 2)))\nf(np.ones(3))"
    ),
    "a call in the handler": (
        "def column(a):\n    return a.reshape(len(a), 1)\ndef f(a):\n    try:\n        n, m = a.shape\n"
        "    except (ValueError, IndexError):\n        a = column(a)\n    return a\nf(np.ones((3, 2)))\nf(np.ones(3))"
    ),
}
OBJECT = "class P:\n    def __init__(self):\n        self.W = np.ones(3)\np = P()\n"
NAMESPACES = {
    "stored": OBJECT + "p.__dict__['W'] = np.ones(5)\np.W + np.ones(5)",
    "stored by vars": OBJECT + "vars(p)['W'] = np.ones(5)\np.W + np.ones(5)",
    "stored by a name that is kept": OBJECT + "d = vars(p)\nd['W'] = np.ones(5)\np.W + np.ones(5)",
    "stored by a name that is computed": OBJECT
    + "for name in 'VW':\n    p.__dict__[name] = np.ones(5)\np.W + np.ones(5)",
    "united": OBJECT + "p.__dict__ |= {'W': np.ones(5)}\np.W + np.ones(5)",
    "bound anew": OBJECT + "p.__dict__ = {'W': np.ones(5)}\np.W + np.ones(5)",
    "asserted before": OBJECT + "assert p.W.shape == (3,)\nvars(p).update(W=np.ones(5))\np.W + np.ones(5)",
    "asserted before, stored": OBJECT + "assert p.W.shape == (3,)\nvars(p)['W'] = np.ones(5)\np.W + np.ones(5)",
    "asserted before, set by a computed name": OBJECT
    + "assert p.W.shape == (3,)\nfor name in 'VW':\n    setattr(p, name, np.ones(5))\np.W + np.ones(5)",
    "in a branch": OBJECT + "if len(p.W) == 4:\n    vars(p).update(W=np.ones(5))\np.W + np.ones(3)",
    "in a method": (
        "class P:\n    def __init__(self):\n        self.W = np.ones(3)\n    def put(self):\n"
        "        self.__dict__['W'] = np.ones(5)\n        return self.W + np.ones(5)\nP().put()"
    ),
}
CHAIN = "def chain(*parts):\n    found = []\n    {}\n    return found\n"
IN_COMPREHENSIONS = {
    "a list": CHAIN.format("[found.append(p) for p in parts]") + "np.array(chain(1, 2)) + np.ones(2)",
    "a list under a condition": CHAIN.format("[found.append(p) for p in parts if p]")
    + "np.array(chain(1, 0)) + np.ones(1)",
    "a list in either branch": (
        CHAIN.format("[found.extend(p) if hasattr(p, '__len__') else found.append(p) for p in parts]")
        + "np.array(chain([1, 2], 3)) + np.ones(3)"
    ),
    "a list by a generator": CHAIN.format("any(found.append(p) for p in parts)") + "np.array(chain(1, 2)) + np.ones(2)",
    "a dict": "d = {'W': np.ones(3)}\n[d.update(W=np.ones(n)) for n in (4, 5)]\nd['W'] + np.ones(5)",
    "a dict by a dict comprehension": (
        "d = {'W': np.ones(3)}\n{n: d.update(W=np.ones(n)) for n in (4, 5)}\nd['W'] + np.ones(5)"
    ),
}
ROOMS = {
    "changed in a comprehension": IN_COMPREHENSIONS,
    "decorated": DECORATED,
    "decorated class": DECORATED_CLASSES,
    "table": TABLES,
    "deque": DEQUES,
    "vectorize": VECTORIZED,
    "changed": CHANGED,
    "handled": HANDLED,
    "namespace": NAMESPACES,
}
PROGRAMS = {f"{room}: {name}": code for room, table in ROOMS.items() for name, code in table.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_correct_program(name: str) -> None:
    exec(HEAD + PROGRAMS[name], {"__name__": "example"})  # the program is correct: NumPy itself says so
    assert problems(HEAD + PROGRAMS[name]) == set()
