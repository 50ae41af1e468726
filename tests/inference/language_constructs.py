"""Patterns, decorators, attributes by name and other constructs; ``A`` and ``X`` as in :mod:`constructs`."""

from __future__ import annotations

PATTERNS = {
    "match star": "match [A, 1, X]:\n    case [a, *rest]:\n        a @ rest[-1]",
    "match class pos": (
        "from dataclasses import dataclass\n@dataclass\nclass L:\n    W: np.ndarray\nmatch L(A):\n"
        "    case L(w):\n        w @ X"
    ),
    "match shape": "def f(a):\n    match a.shape:\n        case (m, n):\n            return np.ones((m, n)) @ X\nf(A)",
    "match ndim": (
        "def f(a):\n    match a.ndim:\n        case 1:\n            return a[:, None]\n        case 2:\n"
        "            return a @ X\nf(A)"
    ),
    "match or": (
        "def f(kind, a):\n    match kind:\n        case 'a' | 'b':\n            return a @ X\n        case _:\n"
        "            raise ValueError\nf('a', A)"
    ),
    "match as": "match (A, 1):\n    case (np.ndarray() as a, int()):\n        a @ X",
    "shape of unknown": (
        "def f(a, b):\n    match a.shape:\n        case (2, 3):\n            return a @ X\n        case _:\n"
        "            return b\n"
    ),
    "ndim value": (
        "def f(a):\n    match a.ndim:\n        case 2:\n            return a @ X\n        case _:\n"
        "            raise ValueError\nf(A)"
    ),
    "guard": (
        "def f(a):\n    match a.shape:\n        case (n, d) if n == 2:\n            return a @ X\n"
        "        case _:\n            return None\nf(A)"
    ),
    "exhaustive values": (
        "def f(kind):\n    match kind:\n        case 'a':\n            r = A\n        case 'b':\n"
        "            r = A * 2\n        case _:\n            raise ValueError(kind)\n    return r @ X\n"
    ),
}

DECORATORS = {
    "caching": (
        "import functools\ndef memo(f):\n    cache = {}\n    @functools.wraps(f)\n    def inner(*args):\n"
        "        if args not in cache:\n            cache[args] = f(*args)\n        return cache[args]\n"
        "    return inner\n@memo\ndef make(n):\n    return np.ones((2, n))\nmake(3) @ X"
    ),
    "timing": (
        "import functools, time\ndef timed(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n"
        "        start = time.perf_counter()\n        result = f(*args, **kwargs)\n"
        "        print(f'{f.__name__} took {time.perf_counter() - start:.3f}')\n        return result\n"
        "    return inner\n@timed\ndef make(a):\n    return a * 2\nmake(A) @ X"
    ),
    "logging": (
        "import functools, logging\nlog = logging.getLogger(__name__)\ndef logged(level=logging.INFO):\n"
        "    def outer(f):\n        @functools.wraps(f)\n        def inner(*args, **kwargs):\n"
        "            log.log(level, 'calling %s', f.__name__)\n            try:\n"
        "                return f(*args, **kwargs)\n            except Exception:\n"
        "                log.exception('failed')\n                raise\n        return inner\n"
        "    return outer\n@logged()\ndef make(a):\n    return a * 2\nmake(A) @ X"
    ),
    "decorator class": (
        "import functools\nclass Timed:\n    def __init__(self, f):\n"
        "        functools.update_wrapper(self, f)\n        self.f = f\n"
        "    def __call__(self, *args, **kwargs):\n        return self.f(*args, **kwargs)\n@Timed\n"
        "def make(a):\n    return a * 2\nmake(A) @ X"
    ),
    "decorator on method": (
        "import functools\ndef timed(f):\n    @functools.wraps(f)\n    def inner(self, *args, **kwargs):\n"
        "        return f(self, *args, **kwargs)\n    return inner\nclass M:\n    @timed\n"
        "    def make(self, a):\n        return a * 2\nM().make(A) @ X"
    ),
    "class decorator": (
        "REG = {}\ndef register(cls):\n    REG[cls.__name__] = cls\n    return cls\n@register\nclass M:\n"
        "    def make(self):\n        return A\nM().make() @ X"
    ),
    "class decorator arg": (
        "REG = {}\ndef register(name):\n    def wrap(cls):\n        REG[name] = cls\n        return cls\n"
        "    return wrap\n@register('m')\nclass M:\n    def make(self):\n        return A\nM().make() @ X"
    ),
    "vectorize decorator": "@np.vectorize\ndef relu(z):\n    return z if z > 0 else 0\nrelu(A) @ X",
}

NAMED = {
    "setattr": "class S:\n    pass\ns = S()\nsetattr(s, 'W', A)\ns.W @ X",
    "setattr f-string": (
        "class N:\n    def __init__(self):\n        for i in range(2):\n            setattr(self, f'W{i}', A)\n"
        "    def run(self):\n        return self.W1 @ X\nN().run()"
    ),
    "getattr f-string": (
        "class N:\n    def __init__(self):\n        self.W0 = A\n        self.W1 = A\n    def run(self):\n"
        "        for i in range(2):\n            getattr(self, f'W{i}') @ X\nN().run()"
    ),
    "vars": "class S:\n    pass\ns = S()\ns.W = A\nvars(s)['W'] @ X",
    "__dict__": "class S:\n    pass\ns = S()\ns.W = A\ns.__dict__['W'] @ X",
    "__dict__, stored": "class S:\n    pass\ns = S()\ns.__dict__['W'] = A\ns.W @ X",
    "vars, stored": "class S:\n    pass\ns = S()\nvars(s)['W'] = A\ns.W @ X",
    "__dict__.update": "class S:\n    def __init__(self, **kw):\n        self.__dict__.update(kw)\nS(W=A).W @ X",
    "hasattr": "class S:\n    pass\ns = S()\ns.W = A\nif hasattr(s, 'W'):\n    s.W @ X",
}

OBJECTS = {
    "nested class": (
        "class O:\n    class I:\n        W = A\n    def run(self):\n        return self.I.W @ X\nO().run()"
    ),
    "nested class inst": (
        "class O:\n    class I:\n        def __init__(self):\n            self.W = A\n    def __init__(self):\n"
        "        self.i = O.I()\nO().i.W @ X"
    ),
    "sequential": (
        "class Linear:\n    def __init__(self, n, m):\n        self.W = np.zeros((n, m))\n"
        "    def __call__(self, x):\n        return x @ self.W\nclass Seq:\n    def __init__(self, *layers):\n"
        "        self.layers = layers\n    def __call__(self, x):\n        for layer in self.layers:\n"
        "            x = layer(x)\n        return x\nSeq(Linear(2, 2), Linear(2, 3))(np.ones((2, 2))) @ X"
    ),
    "__next__": (
        "class It:\n    def __init__(self):\n        self.k = 0\n    def __iter__(self):\n        return self\n"
        "    def __next__(self):\n        if self.k > 3:\n            raise StopIteration\n"
        "        self.k += 1\n        return A\nfor a in It():\n    a @ X"
    ),
    "autograd tensor": (
        "class T:\n    def __init__(self, data):\n        self.data = np.asarray(data)\n"
        "    def __add__(self, other):\n        other = other if isinstance(other, T) else T(other)\n"
        "        return T(self.data + other.data)\n    def __matmul__(self, other):\n"
        "        return T(self.data @ other.data)\n(T(A) + 1) @ T(X)"
    ),
    "TypedDict": "from typing import TypedDict\nclass P(TypedDict):\n    W: np.ndarray\np = P(W=A)\np['W'] @ X",
}

MODULES = {
    "global rebound in main": "W = None\ndef f():\n    return W @ X\nif __name__ == '__main__':\n    W = A\n    f()",
    "conditional import": "try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np\nA @ X",
    "conditional import 2": (
        "try:\n    import cupy as xp\n    GPU = True\nexcept ImportError:\n    import numpy as xp\n"
        "    GPU = False\nxp.ones((2, 3)) @ X"
    ),
    "TYPE_CHECKING": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy.typing as npt\n"
        "def f(a: 'npt.NDArray'):\n    return a @ X\nf(A)"
    ),
    "global rebound between calls": "W = np.ones((4, 9))\ndef f():\n    return W @ X\nW = A\nf()",
}

NARROWED = {
    "isinstance of a generator": (
        "def rng_of(seed):\n    if isinstance(seed, np.random.Generator):\n        return seed\n"
        "    return np.random.default_rng(seed)\nrng_of(0).normal(size=(2, 3)) @ X"
    ),
    "isinstance of a number": (
        "import numbers\ndef pair(n):\n    if isinstance(n, numbers.Integral):\n        n = (n, 3)\n"
        "    return np.ones(n)\npair(2) @ X"
    ),
    "isinstance of several": (
        "def pair(n):\n    if isinstance(n, (int, np.integer)):\n        n = (n, n)\n    return np.ones(n)\n"
        "pair((2, 3)) @ X"
    ),
    "a generator handed on": ("def draw(rng):\n    return rng.normal(size=(2, 3))\ndraw(np.random.default_rng(0)) @ X"),
}

ITERATION = {
    "zip(*batches) stack": (
        "pairs = [(np.ones(3), 1.0), (np.ones(3), 2.0)]\nxs, ys = map(np.array, zip(*pairs))\nxs @ X"
    ),
    "zip(*list) unknown": (
        "pairs = []\nfor k in range(9):\n    pairs.append((A, k))\nas_, ks = zip(*pairs)\nas_[0] @ X"
    ),
    "replay buffer": (
        "import random\nfrom collections import deque\nbuf = deque(maxlen=100)\nfor _ in range(10):\n"
        "    buf.append((np.ones(3), 1.0))\nbatch = random.sample(buf, 4)\nstates, r = zip(*batch)\n"
        "np.stack(states) @ X"
    ),
    "best inf": (
        "best, loss = None, np.inf\nfor k in range(10):\n    a = np.random.rand(2, 3)\n    if a.sum() < loss:\n"
        "        best, loss = a.copy(), a.sum()\nbest @ X"
    ),
    "walrus while": "it = iter([A, A])\nwhile (a := next(it, None)) is not None:\n    a @ X",
    "min by": (
        "best = None\nfor a in [A, A]:\n    if best is None or a.sum() > best.sum():\n        best = a\nbest @ X"
    ),
    "tqdm": "from tqdm import tqdm\nfor a in tqdm([A, A]):\n    a @ X",
    "minibatch shuffled": (
        "def batches(a, y, size):\n    idx = np.random.permutation(a.shape[0])\n"
        "    for start in range(0, a.shape[0], size):\n        batch = idx[start:start + size]\n"
        "        yield a[batch], y[batch]\nfor xb, yb in batches(np.ones((64, 3)), np.ones(64), 32):\n"
        "    xb @ X"
    ),
    "sgd dict d+k": (
        "params = {'W': A, 'b': np.zeros(2)}\ngrads = {'dW': A, 'db': np.zeros(2)}\nfor k in params:\n"
        "    params[k] = params[k] - 0.1 * grads['d' + k]\nparams['W'] @ X"
    ),
    "caches list": (
        "caches = []\na = np.ones((2, 3))\nfor l in range(3):\n    a_prev = a\n    a = a * 2\n"
        "    caches.append((a_prev, a))\nfor l in reversed(range(3)):\n    p, q = caches[l]\n    p @ X"
    ),
}
