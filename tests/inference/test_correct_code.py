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
PROGRAMS = {f"{room}: {name}": code for room, table in (("decorated", DECORATED),) for name, code in table.items()}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_said_of_a_correct_program(name: str) -> None:
    exec(HEAD + PROGRAMS[name], {"__name__": "example"})  # the program is correct: NumPy itself says so
    assert problems(HEAD + PROGRAMS[name]) == set()
