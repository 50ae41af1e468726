"""The standard library and functions that NumPy calls, by name; ``A`` and ``X`` as in :mod:`constructs`."""

from __future__ import annotations

DATACLASS = "from dataclasses import dataclass\n@dataclass\nclass Layer:\n    W: np.ndarray\n    V: np.ndarray = None\n"

LIBRARY = {
    "map": "for a in map(lambda a: a * 2, [A, A]):\n    a @ X",
    "map, inside": "def f(a):\n    return a @ X\nlist(map(f, [A, A]))",
    "map of two": "list(map(lambda a, b: a @ b, [A, A], [X, X]))",
    "filter": "for a in filter(lambda a: a.any(), [A, A]):\n    a @ X",
    "copy": "import copy\ncopy.deepcopy({'W': A})['W'] @ X",
    "copy of an array": "from copy import copy\ncopy(A) @ X",
    "cast": "from typing import cast\ncast(np.ndarray, A) @ X",
    "asyncio.run": "import asyncio\nasync def f():\n    return A\nasyncio.run(f()) @ X",
    "SimpleNamespace": "from types import SimpleNamespace\ns = SimpleNamespace(W=A)\ns.W @ X",
    "SimpleNamespace, set later": "import types\ns = types.SimpleNamespace()\ns.W = A\ns.W @ X",
    "_replace": "from collections import namedtuple\nL = namedtuple('L', 'W V')\nL(X, 1)._replace(W=A).W @ X",
    "_asdict": "from collections import namedtuple\nL = namedtuple('L', 'W V')\nL(A, 1)._asdict()['W'] @ X",
    "asdict": "from dataclasses import asdict\n" + DATACLASS + "asdict(Layer(A))['W'] @ X",
    "reduce from a start": "import functools\nfunctools.reduce(lambda a, b: a @ b, [X], A)",
    "reduce with a ufunc": "from functools import reduce\nreduce(np.add, [A, A]) @ X",
    "product": "import itertools\nfor a, b in itertools.product([A, A], [X]):\n    a @ b",
    "chain": "from itertools import chain\nfor a in chain([A], [A]):\n    a @ X",
    "pairwise": "from itertools import pairwise\nfor a, b in pairwise([A, X]):\n    a @ b",
    "pairwise sizes": "from itertools import pairwise\nW = [np.ones((b, a)) for a, b in pairwise([3, 2])]\nW[0] @ X",
    "combinations": "from itertools import combinations\nfor a, b in combinations([A, X], 2):\n    a @ b",
    "defaultdict list": "from collections import defaultdict\nd = defaultdict(list)\nd['a'].append(A)\nd['a'][0] @ X",
    "defaultdict lambda": "from collections import defaultdict\nd = defaultdict(lambda: A)\nd['a'] @ X",
    "defaultdict +=": (
        "from collections import defaultdict\nd = defaultdict(lambda: np.zeros((2, 3)))\nfor k in 'uv':\n"
        "    d[k] += 1\nd['u'] @ X"
    ),
    "defaultdict append loop": (
        "import collections\nd = collections.defaultdict(list)\nfor k in range(5):\n    d[k].append(A)\nd[3][0] @ X"
    ),
    "deque popleft": "from collections import deque\nq = deque([A])\nq.popleft() @ X",
    "deque while": "from collections import deque\nq = deque()\nq.append(A)\nwhile q:\n    a = q.popleft()\n    a @ X",
    "deque appendleft": "from collections import deque\nq = deque()\nq.appendleft(A)\nfor a in q:\n    a @ X",
    "OrderedDict pairs": "from collections import OrderedDict\nd = OrderedDict([('W', A)])\nd['W'] @ X",
    "zip_longest": "from itertools import zip_longest\nfor a, b in zip_longest([A, A], [X, X]):\n    a @ b",
    "starmap": "from itertools import starmap\nlist(starmap(lambda a, b: a @ b, [(A, X)]))",
    "starmap result": "import itertools\nfor a in itertools.starmap(lambda a, b: a + b, [(A, A)]):\n    a @ X",
    "accumulate": "from itertools import accumulate\nfor a in accumulate([A, A]):\n    a @ X",
    "accumulate f": "from itertools import accumulate\nlist(accumulate([A, X], lambda a, b: a @ b))",
    "accumulate np.add": "from itertools import accumulate\nlist(accumulate([A, A], np.add))[0] @ X",
    "groupby": (
        "from itertools import groupby\nfor k, g in groupby([A, A], key=lambda a: a.size):\n    for a in g:\n"
        "        a @ X"
    ),
    "permutations": "from itertools import permutations\nfor a, b in permutations([A, A], 2):\n    a @ X",
    "combinations_with_replacement": (
        "from itertools import combinations_with_replacement as cwr\nfor a, b in cwr([A, A], 2):\n    a @ X"
    ),
    "tee": "from itertools import tee\nu, v = tee([A, A])\nfor a in u:\n    a @ X",
    "vectorize": "f = np.vectorize(lambda t: t * 2)\nf(A) @ X",
    "vectorize def": "def relu(z):\n    return z if z > 0 else 0\nrelu_v = np.vectorize(relu)\nrelu_v(A) @ X",
    "apply_along_axis": (
        "def softmax(v):\n    e = np.exp(v)\n    return e / e.sum()\nnp.apply_along_axis(softmax, 1, A) @ X"
    ),
    "apply_along_axis scalar": "def first(v):\n    return v[0]\nnp.apply_along_axis(first, 0, np.ones((5, 3))) @ X",
    "apply_along_axis, more arguments": (
        "def head(v, k):\n    return v[:2] * k\nnp.apply_along_axis(head, 0, np.ones((5, 3)), 3) @ X"
    ),
    "apply_along_axis lambda": "np.apply_along_axis(lambda v: v.sum(), 0, np.ones((5, 3))) @ X",
    "apply_along_axis longer": (
        "def poly(v):\n    return np.array([1, v[0], v[1]])\nnp.apply_along_axis(poly, 1, np.ones((5, 2))) @ X"
    ),
    "heapq": "import heapq\nh = []\nheapq.heappush(h, (1.0, A))\nheapq.heappop(h)[1] @ X",
    "random.shuffle": "import random\ns = [A, A]\nrandom.shuffle(s)\ns[0] @ X",
    "random.choice": "import random\nrandom.choice([A, A]) @ X",
    "random.sample": "import random\nrandom.sample([(A, 1), (A, 2)], 1)[0][0] @ X",
    "deque, both ends": "from collections import deque\nq = deque()\nq.append(A)\nq.appendleft(A)\nq[0] @ X",
    "list() and dict()": "s, p = list(), dict()\ns.append(A)\np['W'] = s\np['W'][0] @ X",
    "lists in a dict": "p = {'W': []}\nfor _ in range(3):\n    p['W'].append(A)\np['W'][-1] @ X",
    "vectorize to two": "f = np.vectorize(lambda t: (t, 2 * t), otypes=[float, float])\na, b = f(A)\nb @ X",
    "vectorize of two": "f = np.vectorize(lambda s, t: s * t)\nf(A, 2.0) @ X",
}
