"""Looks into functions are remembered: what a file is told must not depend on which calls, and which files, came before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from shapeguard.inference import Project
from shapeguard.linting.engine import inspect_source
from shapeguard.linting.packs import load_table

CODES = frozenset({"SG401", "SG402", "SG403", "SG404", "SG405", "SG406"})
HELPERS = """\
import numpy as np

class Net:
    def __init__(self, n):
        self.W = np.ones((n, n))

    def forward(self, X):
        return self.W @ X

    def grow(self, X):
        self.W = np.vstack([self.W, X])

def product(X):
    return np.ones((4, 3)) @ X

def turns(X):
    v = X
    for _ in range(5):
        v = product(v)
    return v

def perhaps(X, flag):
    if flag > 2:
        return product(X)
    return X

def provided(X):
    try:
        return product(X)
    except ValueError:
        return None

def deep(X, n):
    return product(X) if n == 0 else deep(X, n - 1)

def chain(net, X):
    return perhaps(turns(net.forward(X)), X.shape[0])
"""
CALLS = (
    "helpers.product({x})",
    "helpers.turns({x})",
    "helpers.perhaps({x}, n)",
    "helpers.perhaps({x}, 3)",
    "helpers.provided({x})",
    "helpers.deep({x}, 2)",
    "helpers.chain(helpers.Net({a}), {x})",
    "net.forward({x})",
    "net.grow({x})",
)
PLACES = (
    "    r = {call}\n",
    "    for i in range(n):\n        r = {call}\n",
    "    if n > 3:\n        r = {call}\n",
    "    while n > 0:\n        s = {call}\n        if n == 2:\n            break\n",
    "    try:\n        r = {call}\n    except ValueError:\n        pass\n",
    "    r = [{call} for i in range(n)]\n",
    "    for i in range(3):\n        for j in range(n):\n            r = {call}\n",
    "    r = np.ones((5, 7)) + {call}\n",
    "    r = own({call})\n",
)


def _program(draw: random.Random) -> str:
    lines = "import numpy as np\nimport helpers\n\ndef own(r):\n    return r + np.ones((4, 2))\n\n"
    for number in range(4):
        lines += f"def f{number}(n):\n    net = helpers.Net({draw.randint(3, 4)})\n"
        for _ in range(4):
            a, b = draw.randint(3, 4), draw.randint(1, 2)
            call = draw.choice(CALLS).format(x=f"np.zeros(({a}, {b}))", a=a)
            lines += draw.choice(PLACES).format(call=call)
    return lines


def _told(files: Iterator[Path] | tuple[Path, ...]) -> dict[Path, list[tuple[object, ...]]]:
    project = Project()
    told = {}
    for file in files:
        inspection = inspect_source(file.read_text(), str(file), load_table(), CODES, project)
        assert not inspection.crashes
        told[file] = [(each.code, each.severity, each.start, each.message) for each in inspection.findings]
    return told


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_files_changes_nothing(tmp_path: Path, seed: int) -> None:
    (tmp_path / "helpers.py").write_text(HELPERS)
    draw = random.Random(seed)
    files = tuple(tmp_path / f"{name}.py" for name in "abc")
    for file in files:
        file.write_text(_program(draw))
    alone = {file: _told((file,))[file] for file in files}
    assert _told(files) == alone
    assert _told(files[::-1]) == alone
    assert any(alone.values())


@pytest.mark.parametrize("seed", range(12))
def test_calls_that_came_before_change_nothing(tmp_path: Path, seed: int) -> None:
    """Functions without anything in common are told the same in any order."""
    (tmp_path / "helpers.py").write_text(HELPERS)
    head, *functions = _program(random.Random(100 + seed)).split("\ndef f")
    tops = []
    for order in (functions, functions[::-1]):
        file = tmp_path / "program.py"
        file.write_text("\ndef f".join([head, *order]))
        text = file.read_text()
        starts = {text[: text.index(f"def f{each[0]}")].count("\n"): each[0] for each in order}
        tops.append(sorted(_placed(_told((file,))[file], starts), key=repr))
    assert tops[0] == tops[1]


def _placed(told: list[tuple[object, ...]], starts: dict[int, str]) -> Iterator[tuple[object, ...]]:
    """Findings by the function that they stand in, and the row there; what stands above has no place."""
    for code, severity, start, message in told:
        row = start.row - 1  # type: ignore[attr-defined]
        above = max((begin for begin in starts if begin <= row), default=None)
        yield code, severity, message, None if above is None else (starts[above], row - above)
