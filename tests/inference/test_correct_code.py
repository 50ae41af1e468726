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
ROOMS = {"decorated": DECORATED, "decorated class": DECORATED_CLASSES}
PROGRAMS = {f"{room}: {name}": code for room, table in ROOMS.items() for name, code in table.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_correct_program(name: str) -> None:
    exec(HEAD + PROGRAMS[name], {"__name__": "example"})  # the program is correct: NumPy itself says so
    assert problems(HEAD + PROGRAMS[name]) == set()
