"""The constructs of Python by name; ``A`` is 2 x 3, ``X`` is what meets it: 2 x 3 is the bug, 3 x 2 is right."""

from __future__ import annotations

import re

from language_constructs import DECORATORS, ITERATION, MODULES, NAMED, NARROWED, OBJECTS, PATTERNS
from library_constructs import DATACLASS, LIBRARY

_METHOD = "class Model:\n    def __init__(self):\n        self.W = A\n"
_MADE = "from collections import namedtuple\nLayer = namedtuple('Layer', 'W V')\n"
_NAMED_TUPLE = "from typing import NamedTuple\nclass Layer(NamedTuple):\n    W: np.ndarray\n    V: np.ndarray\n"

ASSIGNMENTS = {
    "plain": "a = A\nb = X\na @ b",
    "chained": "a = b = A\nc = d = X\na @ d",
    "annotated": "a: np.ndarray = A\nb: np.ndarray = X\na @ b",
    "declared, set later": "a: np.ndarray\na = A\na @ X",
    "tuple": "a, b = A, X\na @ b",
    "list target": "[a, b] = [A, X]\na @ b",
    "nested": "(a, n), [b, _] = (A, 1), [X, 2]\na @ b",
    "starred": "a, *rest, b = A, 1, 2, X\na @ b",
    "starred rest": "a, *rest = A, 1, X\na @ rest[-1]",
    "swap": "a, b = X, A\na, b = b, a\na @ b",
    "rows of an array": "a, b, c = np.ones((3, 2, 3))\na @ X",
    "shape unpacked": "m, n = A.shape\nnp.ones((m, n)) @ X",
    "augmented +=": "a = np.ones((3, 2))\na += X",
    "augmented @=": "a = A\na @= np.ones((3, 3))\na @ X",
    "augmented attribute": "class S:\n    pass\ns = S()\ns.a = np.ones((3, 2))\ns.a += X",
    "augmented item": "p = {'W': np.ones((3, 2))}\np['W'] -= X",
    "attribute": "class S:\n    pass\ns = S()\ns.a = A\ns.a @ X",
    "item of a dict": "p = {}\np['W'] = A\np['W'] @ X",
    "item of a list": "p = [None, None]\np[1] = A\np[1] @ X",
    "slice": "a = np.zeros((3, 2))\na[:] = X",
    "walrus": "if (a := A).any():\n    a @ X",
    "walrus in a comprehension": "s = [(last := A) for _ in range(3)]\nlast @ X",
    "walrus in a while": "k = 3\nwhile (k := k - 1) > 0:\n    A @ X",
    "deleted and set again": "a = np.ones(4)\ndel a\na = A\na @ X",
    "type alias": "Matrix = np.ndarray\na: Matrix = A\na @ X",
}

CONTROL = {
    "if": "import sys\nif sys.argv:\n    a = A\nelse:\n    a = A\na @ X",
    "if without else": "import sys\na = A\nif sys.argv:\n    a = a + 1\na @ X",
    "conditional expression": "import sys\na = A if sys.argv else A\na @ X",
    "while": "k = 0\nwhile k < 3:\n    A @ X\n    k += 1",
    "while True": "while True:\n    a = A\n    break\na @ X",
    "while with else": "k = 0\nwhile k < 3:\n    k += 1\nelse:\n    a = A\na @ X",
    "state of a while": "a, k = A, 0\nwhile k < 3:\n    a = a * 0.5\n    k += 1\na @ X",
    "for": "for k in range(3):\n    A @ X",
    "for with else": "for k in range(3):\n    pass\nelse:\n    a = A\na @ X",
    "for with break": "for k in range(9):\n    a = A\n    if k > 3:\n        break\na @ X",
    "for with continue": "for k in range(9):\n    if k % 2:\n        continue\n    A @ X",
    "enumerate": "for k, a in enumerate([A, A]):\n    a @ X",
    "zip": "for a, b in zip([A, A], [X, X]):\n    a @ b",
    "reversed": "for a in reversed([A, A]):\n    a @ X",
    "items": "for name, a in {'u': A, 'v': A}.items():\n    a @ X",
    "values": "for a in {'u': A, 'v': A}.values():\n    a @ X",
    "early return": "def f(a, quick):\n    if quick:\n        return A\n    b = a + 1\n    return b\nf(A, True) @ X",
    "after an early return": "def f(a, b, quick):\n    if quick:\n        return a\n    return a @ b\nf(A, X, False)",
    "None returned early": "def f(a):\n    if a is None:\n        return None\n    return a @ X\nf(A)",
    "raise": "def f(a):\n    if a.ndim != 2:\n        raise ValueError('two axes')\n    return a @ X\nf(A)",
    "try": "try:\n    a = A\nexcept ValueError:\n    raise\na @ X",
    "except": "try:\n    a = int('3')\nexcept ValueError as error:\n    a = A @ X",
    "both ways through a try": "try:\n    a = A\nexcept ValueError:\n    a = A\na @ X",
    "else of a try": "try:\n    a = A\nexcept ValueError:\n    pass\nelse:\n    a @ X",
    "finally": "try:\n    a = A\nfinally:\n    b = X\na @ b",
    "except group": "try:\n    a = A\nexcept* ValueError:\n    raise\na @ X",
    "with": "with open('x') as f:\n    a = A\na @ X",
    "with several": "with open('x') as f, open('y') as g:\n    A @ X",
    "errstate": "with np.errstate(divide='ignore'):\n    a = A / 2\na @ X",
    "own context": (
        "class Timer:\n    def __enter__(self):\n        return A\n    def __exit__(self, *e):\n        return None\n"
        "with Timer() as a:\n    a @ X"
    ),
    "match": "match 1:\n    case k:\n        a = A\na @ X",
    "match of a value": (
        "def f(kind):\n    match kind:\n        case 'a':\n            return A @ X\n        case _:\n"
        "            return 1\nf('a')"
    ),
    "match of a sequence": "match (A, X):\n    case (a, b):\n        a @ b",
    "match of a mapping": "match {'W': A}:\n    case {'W': a}:\n        a @ X",
    "match of a class": DATACLASS + "match Layer(A):\n    case Layer(W=a):\n        a @ X",
    "assert": "def f(a):\n    assert a.shape == (2, 3)\n    return a @ X",
    "assert isinstance": "def f(a):\n    assert isinstance(a, np.ndarray) and a.shape == (2, 3)\n    return a @ X",
    "global": "W = A\ndef f():\n    return W @ X\nf()",
    "global constant": "ROWS, COLUMNS = 2, 3\ndef f():\n    return np.ones((ROWS, COLUMNS)) @ X",
    "global set by a function": "W = A\ndef f():\n    global W\n    W = A\nf()\nW @ X",
    "nonlocal": "def f():\n    a = A\n    def g():\n        nonlocal a\n        a = A\n    g()\n    return a @ X\nf()",
    "main": "def main():\n    return A @ X\nif __name__ == '__main__':\n    main()",
    "async": "import asyncio\nasync def f():\n    a = A\n    return a @ X",
}

GENERATORS = {
    "for": "def g():\n    for _ in range(3):\n        yield A\nfor a in g():\n    a @ X",
    "next": "def g():\n    yield A\nnext(g()) @ X",
    "list": "def g():\n    yield A\n    yield A\nlist(g())[0] @ X",
    "pairs": "def g():\n    for k in range(3):\n        yield k, A\nfor k, a in g():\n    a @ X",
    "return in it": "def g(n):\n    if n > 3:\n        return\n    yield A\nfor a in g(2):\n    a @ X",
    "yield from": "def h():\n    yield A\ndef g():\n    yield from h()\nfor a in g():\n    a @ X",
    "parts": ("def parts(V):\n    for k in range(3):\n        yield V[:, k : k + 1]\nfor b in parts(A):\n    X @ b"),
    "contextmanager": (
        "from contextlib import contextmanager\n@contextmanager\ndef f():\n    try:\n        yield A\n    finally:\n"
        "        pass\nwith f() as a:\n    a @ X"
    ),
    "await": "async def f():\n    return A\nasync def g():\n    a = await f()\n    return a @ X\n",
    "async for": "async def h():\n    yield A\nasync def g():\n    async for a in h():\n        a @ X",
    "async with": (
        "from contextlib import asynccontextmanager\n@asynccontextmanager\nasync def f():\n    yield A\n"
        "async def g():\n    async with f() as a:\n        a @ X"
    ),
}

EXPRESSIONS = {
    "list comprehension": "s = [A for _ in range(4)]\ns[0] @ X",
    "inside a comprehension": "s = [a @ X for a in [A, A]]",
    "nested comprehension": "s = [a @ b for a in [A] for b in [X]]",
    "comprehension with a condition": "s = [a @ X for a in [A, A] if a.any()]",
    "dict comprehension": "p = {k: A for k in 'uv'}\np['u'] @ X",
    "dict comprehension of items": "p = {k: 2 * v for k, v in {'u': A}.items()}\np['u'] @ X",
    "generator": "s = sum(a @ X for a in [A, A])",
    "sum of arrays": "sum([A, A]) @ X",
    "f-string": "a = A\nprint(f'{a @ X}')",
    "f-string with a format": "a = A\nprint(f'{(a @ X).sum():.3f} {a!r:>10}')",
    "format": "print('{}'.format(A @ X))",
    "subscript chain": "p = {'u': [A]}\np['u'][0] @ X",
    "bool operation": "a = None or A\na @ X",
    "comparison": "(A @ X) > 0",
    "unary": "-A @ X",
    "lambda": "f = lambda a: a @ X\nf(A)",
    "lambda with a default": "f = lambda a, b=X: a @ b\nf(A)",
    "lambda in a dict": "f = {'relu': lambda z: np.maximum(z, 0)}\nf['relu'](A) @ X",
    "print": "print(A @ X)",
    "tuple indexed": "pair = (A, X)\npair[0] @ pair[1]",
    "slice object": "rows = slice(0, 2)\nnp.ones((3, 3))[rows] @ X",
    "dict of parameters": "p = dict(W1=A)\np['W1'] @ X",
    "'W' + str(l)": "p = {}\nfor l in range(1, 3):\n    p['W' + str(l)] = A\np['W1'] @ X",
    "f'W{l}'": "p = {}\nfor l in range(1, 3):\n    p[f'W{l}'] = A\nfor l in range(1, 3):\n    p[f'W{l}'] @ X",
    "parameters of a function": "def init():\n    return {'W1': A, 'b1': np.zeros((2, 1))}\np = init()\np['W1'] @ X",
    "parameters passed on": "def forward(p, x):\n    return p['W'] @ x\nforward({'W': A}, X)",
    "get": "p = {'W': A}\np.get('W') @ X",
    "setdefault": "p = {}\np.setdefault('W', A) @ X",
    "update": "p = {}\np.update({'W': A})\np['W'] @ X",
    "pop": "p = {'W': A}\np.pop('W') @ X",
    "merged dicts": "p = {**{'W': A}, 'b': 1}\np['W'] @ X",
    "dict | dict": "p = {'W': A} | {'b': 1}\np['W'] @ X",
    "dict(zip)": "p = dict(zip(['u', 'v'], [A, X]))\np['u'] @ p['v']",
    "dict of pairs": "p = dict([('u', A), ('v', X)])\np['u'] @ p['v']",
    "del of an item": "p = {'W': np.ones(5), 'V': A}\ndel p['W']\np['V'] @ X",
    "del of an item of a list": "p = [np.ones(5), A]\ndel p[0]\np[0] @ X",
    "popped beside": "p = {'W': np.ones(5), 'V': A}\np.pop('W')\np['V'] @ X",
    "list of layers": (
        "layers = [A, X]\nx = np.ones((3, 1))\nfor W in layers[:1]:\n    x = W @ x\nlayers[0] @ layers[1]"
    ),
    "append": "s = []\ns.append(A)\ns[0] @ X",
    "append in a loop": "s = []\nfor _ in range(3):\n    s.append(A)\ns[-1] @ X",
    "extend": "s = []\ns.extend([A, A])\ns[0] @ X",
    "list + list": "s = [A] + [X]\ns[0] @ s[1]",
    "list * n": "s = [A] * 3\ns[2] @ X",
    "pop of a list": "s = [A]\ns.pop() @ X",
    "insert": "s = []\ns.insert(0, A)\ns[0] @ X",
    "zip of consecutive sizes": (
        "sizes = [3, 2]\nW = [np.ones((b, a)) for a, b in zip(sizes[:-1], sizes[1:])]\nW[0] @ X"
    ),
    "min of numbers": "k = min(3, 5)\nnp.ones((2, k)) @ X",
}

FUNCTIONS = {
    "call": "def f(a, b):\n    return a @ b\nf(A, X)",
    "result": "def f():\n    return A\nf() @ X",
    "keywords": "def f(a, b):\n    return a @ b\nf(b=X, a=A)",
    "default argument": "def f(a, b=X):\n    return a @ b\nf(A)",
    "default None": "def f(a, b=None):\n    if b is None:\n        b = X\n    return a @ b\nf(A)",
    "keyword only": "def f(a, *, b):\n    return a @ b\nf(A, b=X)",
    "positional only": "def f(a, /, b):\n    return a @ b\nf(A, X)",
    "*args passed": "def f(a, b):\n    return a @ b\npair = (A, X)\nf(*pair)",
    "*args taken": "def f(*args):\n    return args[0] @ args[1]\nf(A, X)",
    "*args unpacked": "def f(*args):\n    a, b = args\n    return a @ b\nf(A, X)",
    "*args through": "def f(a, b):\n    return a @ b\ndef g(*args):\n    return f(*args)\ng(A, X)",
    "**kwargs passed": "def f(a, b):\n    return a @ b\nf(**{'a': A, 'b': X})",
    "**kwargs taken": "def f(**kwargs):\n    return kwargs['a'] @ kwargs['b']\nf(a=A, b=X)",
    "**kwargs through": (
        "def f(a, b):\n    return a @ b\ndef g(*args, **kwargs):\n    return f(*args, **kwargs)\ng(A, b=X)"
    ),
    "kwargs.get": "def f(a, **kwargs):\n    return a @ kwargs.get('b')\nf(A, b=X)",
    "tuple returned": "def f():\n    return A, X\na, b = f()\na @ b",
    "dict returned": "def f():\n    return {'a': A, 'b': X}\nr = f()\nr['a'] @ r['b']",
    "closure": "def f(W):\n    def g(x):\n        return W @ x\n    return g(X)\nf(A)",
    "closure returned": "def f(W):\n    def g(x):\n        return W @ x\n    return g\nf(A)(X)",
    "function passed": "def apply(f, a):\n    return f(a)\ndef g(a):\n    return a @ X\napply(g, A)",
    "lambda passed": "def apply(f, a):\n    return f(a)\napply(lambda a: a @ X, A)",
    "functions in a list": "def g(a):\n    return a * 2\nfor f in [g, g]:\n    f(A) @ X",
    "partial": "from functools import partial\ndef f(W, x):\n    return W @ x\npartial(f, A)(X)",
    "partial with a keyword": "from functools import partial\ndef f(W, x):\n    return W @ x\npartial(f, x=X)(A)",
    "partial named": "import functools\ndef f(W, x):\n    return W @ x\ng = functools.partial(f, A)\ng(X)",
    "decorator with wraps": (
        "import functools\ndef timed(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n"
        "        return f(*args, **kwargs)\n    return inner\n@timed\ndef make():\n    return A\nmake() @ X"
    ),
    "decorator with wraps, inside": (
        "import functools\ndef timed(f):\n    @functools.wraps(f)\n    def inner(*args, **kwargs):\n"
        "        return f(*args, **kwargs)\n    return inner\n@timed\ndef mul(a, b):\n    return a @ b\nmul(A, X)"
    ),
    "decorator with an argument": (
        "import functools\ndef repeat(n):\n    def outer(f):\n        @functools.wraps(f)\n"
        "        def inner(*args, **kwargs):\n            return f(*args, **kwargs)\n        return inner\n"
        "    return outer\n@repeat(3)\ndef make():\n    return A\nmake() @ X"
    ),
    "lru_cache": "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef make():\n    return A\nmake() @ X",
    "cache": "from functools import cache\n@cache\ndef make():\n    return A\nmake() @ X",
    "registering decorator": "def register(f):\n    return f\n@register\ndef make():\n    return A\nmake() @ X",
    "reduce": "from functools import reduce\nreduce(lambda a, b: a @ b, [A, X])",
}

CLASSES = {
    "state across methods": _METHOD + "    def run(self, x):\n        return self.W @ x\nModel().run(X)",
    "method that calls a method": _METHOD
    + "    def make(self):\n        return self.W * 2\n    def run(self):\n        return self.make() @ X\n",
    "state set by another method": (
        "class Model:\n    def fit(self):\n        self.W = A\n        return self\n    def run(self):\n"
        "        return self.W @ X\nModel().fit().run()"
    ),
    "argument kept": (
        "class Model:\n    def __init__(self, W):\n        self.W = W\n    def run(self, x):\n"
        "        return self.W @ x\n"
        "Model(A).run(X)"
    ),
    "sizes kept": ("class Model:\n    def __init__(self, n, m):\n        self.W = np.zeros((n, m))\nModel(2, 3).W @ X"),
    "attribute from outside": _METHOD + "Model().W @ X",
    "class attribute": "class Model:\n    W = A\nModel.W @ X",
    "class attribute by instance": "class Model:\n    W = A\n    def run(self):\n        return self.W @ X\n",
    "__call__": "class Model:\n    def __call__(self, x):\n        return A @ x\nModel()(X)",
    "__matmul__": "class M:\n    def __matmul__(self, other):\n        return A @ other\nM() @ X",
    "__getitem__": "class D:\n    def __getitem__(self, k):\n        return A\nD()[0] @ X",
    "__iter__": "class D:\n    def __iter__(self):\n        yield A\nfor a in D():\n    a @ X",
    "getattr": "class S:\n    pass\ns = S()\ns.W = A\ngetattr(s, 'W') @ X",
    "property": _METHOD + "    @property\n    def weights(self):\n        return self.W\nModel().weights @ X",
    "property inside": _METHOD + "    @property\n    def weights(self):\n        return self.W\n    def run(self):\n"
    "        return self.weights @ X\n",
    "cached_property": (
        "from functools import cached_property\nclass Model:\n    @cached_property\n"
        "    def W(self):\n        return A\n"
        "Model().W @ X"
    ),
    "staticmethod": "class Model:\n    @staticmethod\n    def make():\n        return A\nModel.make() @ X",
    "staticmethod by self": (
        "class Model:\n    @staticmethod\n    def make():\n        return A\n    def run(self):\n"
        "        return self.make() @ X\n"
    ),
    "classmethod": (
        "class Model:\n    def __init__(self, W):\n        self.W = W\n    @classmethod\n    def make(cls):\n"
        "        return cls(A)\nModel.make().W @ X"
    ),
    "inherited method": ("class P:\n    def run(self, x):\n        return A @ x\nclass C(P):\n    pass\nC().run(X)"),
    "self.make() of the parent": (
        "class P:\n    def make(self):\n        return A\nclass C(P):\n    def run(self):\n"
        "        return self.make() @ X\n"
    ),
    "state of the parent": _METHOD + "class Child(Model):\n    def run(self):\n        return self.W @ X\n",
    "super().__init__": (
        "class P:\n    def __init__(self, W):\n        self.W = W\nclass C(P):\n    def __init__(self):\n"
        "        super().__init__(A)\n    def run(self):\n        return self.W @ X\nC().run()"
    ),
    "super().method": (
        "class P:\n    def make(self):\n        return A\nclass C(P):\n    def make(self):\n"
        "        return super().make() * 2\n"
        "C().make() @ X"
    ),
    "overridden": (
        "class P:\n    def make(self):\n        return np.ones(7)\nclass C(P):\n    def make(self):\n        return A\n"
        "C().make() @ X"
    ),
    "abstract": (
        "from abc import ABC, abstractmethod\nclass P(ABC):\n    @abstractmethod\n    def make(self): ...\n"
        "    def run(self):\n        return self.make() @ X\nclass C(P):\n    def make(self):\n"
        "        return A\nC().run()"
    ),
    "dataclass": DATACLASS + "layer = Layer(A, X)\nlayer.W @ layer.V",
    "named tuple, attribute": _NAMED_TUPLE + "layer = Layer(A, X)\nlayer.W @ layer.V",
    "named tuple, unpacked": _NAMED_TUPLE + "W, V = Layer(A, V=X)\nW @ V",
    "named tuple, item": _NAMED_TUPLE + "layer = Layer(A, X)\nlayer[0] @ layer[-1]",
    "named tuple, method": _NAMED_TUPLE + "    def run(self):\n        return self.W @ self.V\nLayer(A, X).run()",
    "namedtuple": _MADE + "layer = Layer(A, X)\nlayer.W @ layer.V",
    "namedtuple, unpacked": _MADE + "W, V = Layer(A, X)\nW @ V",
    "dataclass by keyword": DATACLASS + "Layer(V=X, W=A).W @ X",
    "method of a dataclass": DATACLASS + "    def run(self, x):\n        return self.W @ x\nLayer(A).run(X)",
    "field(default_factory)": (
        "from dataclasses import dataclass, field\n@dataclass\nclass Layer:\n"
        "    W: np.ndarray = field(default_factory=lambda: A)\nLayer().W @ X"
    ),
    "__post_init__": (
        "from dataclasses import dataclass\n@dataclass\nclass Layer:\n    n: int\n    m: int\n"
        "    def __post_init__(self):\n        self.W = np.zeros((self.n, self.m))\nLayer(2, 3).W @ X"
    ),
    "dataclasses.replace": DATACLASS + "from dataclasses import replace\nreplace(Layer(X), W=A).W @ X",
    "dataclass inherited": DATACLASS + "@dataclass\nclass Deep(Layer):\n    b: float = 0\nDeep(A, X).W @ X",
    "list of layers as objects": DATACLASS + "layers = [Layer(A), Layer(A)]\nfor layer in layers:\n    layer.W @ X",
    "enumeration beside": (
        "from enum import Enum\nclass Kind(Enum):\n    L = 'l'\ndef f(kind):\n    if kind is Kind.L:\n"
        "        return A @ X\nf(Kind.L)"
    ),
    "object in an object": _METHOD
    + "class Trainer:\n    def __init__(self):\n        self.model = Model()\n    def run(self):\n"
    "        return self.model.W @ X\n",
    "layers in self": (
        "class Net:\n    def __init__(self):\n        self.layers = [A, A]\n    def run(self, x):\n"
        "        for W in self.layers:\n            W @ x\nNet().run(X)"
    ),
    "parameters in self": (
        "class Net:\n    def __init__(self):\n        self.p = {}\n        self.p['W1'] = A\n    def run(self, x):\n"
        "        return self.p['W1'] @ x\nNet().run(X)"
    ),
}

CONSTRUCTS = {
    f"{chapter}: {name}": code
    for chapter, table in (
        ("assignment", ASSIGNMENTS),
        ("control", CONTROL),
        ("generator", GENERATORS),
        ("expression", EXPRESSIONS),
        ("library", LIBRARY),
        ("function", FUNCTIONS),
        ("class", CLASSES),
        ("pattern", PATTERNS),
        ("decorator", DECORATORS),
        ("by name", NAMED),
        ("object", OBJECTS),
        ("narrowed", NARROWED),
        ("module", MODULES),
        ("iteration", ITERATION),
    )
    for name, code in table.items()
}


def written(code: str, *, right: bool) -> str:
    """A construct with its arrays: the program that is right, or the one with the bug."""
    code = re.sub(r"\bA\b", "np.ones((2, 3))", code)
    return re.sub(r"\bX\b", "np.ones((3, 2))" if right else "np.ones((2, 3))", code)
