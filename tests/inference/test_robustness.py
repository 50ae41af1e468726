"""Inference never falls over: pathological files end in *unknown*, corrupted ones in a SyntaxError."""

from __future__ import annotations

import collections
import copy
import functools
import heapq
import itertools
import random
from pathlib import Path
from types import ModuleType

import pytest

from shapeguard.inference import analyze

SOURCES = sorted((Path(__file__).parents[2] / "models").glob("*.py"))

PATHOLOGICAL = {
    "ten thousand branches": "import numpy as np\nx = np.ones(3)\nif a == 0:\n    y = x\n"
    + "".join(f"elif a == {i}:\n    y = x + np.ones({i % 7})\n" for i in range(1500)),
    "many ifs": "import numpy as np\n" + "".join(f"if a == {i}:\n    y{i} = np.ones({i})\n" for i in range(10_000)),
    "deep blocks": "import numpy as np\n"
    + "".join(" " * i + f"if x{i}:\n" for i in range(90))
    + " " * 90
    + "y = np.ones(3)\n",
    "deep expression": "import numpy as np\ny = " + "-(" * 80 + "np.ones(3)" + ")" * 80,
    "lists that hold one list twice": "import numpy as np\nx0 = np.ones(3)\n"
    + "".join(f"x{i + 1} = [x{i}, x{i}]\n" for i in range(40))
    + "y = np.array(x40)\n",
    "integers that double": "import numpy as np\nx = 10\n" + "x = x * x\n" * 40 + "y = np.zeros(x)\n",
    "lengths that double": "import numpy as np\ndef f(x):\n    m, n = x.shape\n"
    + "    m = (m + n) * (m - n)\n    n = n + m * m\n" * 12
    + "    return np.zeros(m) + np.zeros(n)\n",
    "axes that double": "import numpy as np\nx = np.zeros(2)\n" + "x = np.tensordot(x, x, 0)\n" * 40,
    "arrays that double": "import numpy as np\nx = np.zeros((2, 3))\n"
    + "x = np.kron(x, x)\n" * 40
    + "y = x + np.ones(7)\n",
    "lists that double": "import numpy as np\nx = [1]\n" + "x = [*x, *x]\n" * 60 + "y = np.array(x)\n",
    "deep functions": "import numpy as np\ndef f():\n    return " + "lambda: " * 900 + "np.ones(3)\n",
    "long sum": "import numpy as np\ny = np.ones(3)" + " + 1" * 900,
    "long literal": "import numpy as np\nx = np.array([" + ", ".join("1" for _ in range(50_000)) + "])\n",
    "long table": "import numpy as np\nx = np.array([" + ", ".join("[1, 2]" for _ in range(25_000)) + "])\n",
    "nested loops": "import numpy as np\nx = np.ones(3)\n"
    + "".join(" " * i + f"for i{i} in range(9):\n" for i in range(15))
    + " " * 15
    + "x = x + np.ones(3)\n",
    "recursion": "import numpy as np\ndef f(n):\n    return f(n - 1) + g(n)\ndef g(n):\n    return f(np.ones(3))\nf(9)\n",  # noqa: E501
    "self import": "import numpy as np\nfrom example import *\nx = x\nx = np.ones(x)\n",
    "shadowed everything": "import numpy as np\nlen = range = np.ones\nfor np in len(range(3)):\n    np = np + np\n",
}


@pytest.mark.parametrize("arguments", ["", "g", "[1, 2]", "g, [1, 2]", "[1], 2, 3", "*g", "key=g"])
@pytest.mark.parametrize(
    "library", [collections, copy, functools, heapq, itertools, random], ids=lambda it: it.__name__
)
def test_a_call_with_too_few_arguments_is_unknown(library: ModuleType, arguments: str) -> None:
    """Half-written calls stand in every editor."""
    names = [name for name in dir(library) if not name.startswith("_")]
    calls = "".join(f"v = {library.__name__}.{name}({arguments})\n" for name in names)
    assert not analyze(f"import {library.__name__}\nimport numpy as np\n{calls}", "example.py").gave_up


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_a_pathological_file_ends_as_it_does_for_python(name: str) -> None:
    try:
        analyze(PATHOLOGICAL[name], "example.py")
    except (SyntaxError, RecursionError, MemoryError):
        with pytest.raises((SyntaxError, RecursionError, MemoryError)):
            compile(PATHOLOGICAL[name], "example.py", "exec")


def test_corrupted_sources_give_facts_or_a_syntax_error() -> None:
    generator = random.Random(20)
    tokens = ["np", ".T", "(", ")", "[0]", "[:, None]", "= ", "@", "*", "for x in X:", "None", "lambda: ", ":", "1"]
    parsed = 0
    for _ in range(150):
        text = generator.choice(SOURCES).read_text(encoding="utf-8")
        for _ in range(generator.randint(1, 3)):
            place = generator.randrange(len(text))
            end = place + generator.choice([0, 0, 1, 3, 12])
            text = text[:place] + generator.choice(tokens) + text[end:]
        try:
            analyze(text, "example.py")
            parsed += 1
        except (SyntaxError, ValueError):
            continue
    assert parsed > 10


def test_further_arguments_of_a_function_along_an_axis() -> None:
    """They are handed to the function, and no rule of NumPy reads them."""
    source = "import numpy as np\ndef f(v, h, k=1):\n    return v @ h\n"
    call = "y = np.apply_along_axis(f, 0, np.ones((2, 3)), np.ones(2), 4)\n"
    assert analyze(source + call, "further.py").facts is not None


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1e308", "1e999 - 1e999", "9" * 400])
@pytest.mark.parametrize("bounds", ["{}", "0, {}", "{}, 0", "0, 1, {}", "0, {}, 0.5", "{}, {}, {}"])
def test_a_range_without_end_has_no_length(bounds: str, number: str) -> None:
    source = f"import numpy as np\nx = np.arange({bounds.replace('{}', number)})\ny = x + np.zeros(x.shape)\n"
    assert not analyze(source, "example.py").gave_up
