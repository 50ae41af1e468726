"""Looks into functions are remembered: which calls and which files came before must change nothing that is told."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from shapeguard.inference import Project, analyze
from shapeguard.inference.emission import verdict_of
from shapeguard.inference.facts import Product
from shapeguard.linting.engine import inspect_source
from shapeguard.linting.packs import load_table
from shapeguard.linting.source import BOM, decode
from shapeguard.shapes import Verdict

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


NET = "import numpy as np\nclass Net:\n    def __init__(self):\n        self.W = np.zeros((3, 1))\nnet = Net()\n"
USE = "import numpy as np\nimport m\n"
PAIRS = {
    "an object of another module is changed": {
        "m": NET,
        "a": USE + "m.net.W = np.zeros((5, 1))\nm.net.W @ np.zeros((3, 3))\n",
        "b": USE + "m.net.W.T @ np.zeros((3, 3))\n",
    },
    "an object of a class is changed": {
        "m": NET + "class Two:\n    first = net\ndef grow(net):\n    net.W = np.zeros((5, 1))\n",
        "a": USE + "m.grow(m.Two.first)\nm.Two.first.W @ np.zeros((3, 3))\n",
        "b": USE + "m.Two.first.W.T @ np.zeros((3, 3))\n",
    },
    "a module is asked for behind a condition": {
        "m": NET + "net.W = np.zeros((4, 1))\n",
        "a": USE + "def f(flag: bool):\n    if flag:\n        m.net.W @ np.zeros((3, 3))\n",
        "b": USE + "m.net.W @ np.zeros((3, 3))\n",
    },
    "a ring of imports": {
        "m": "import numpy as np\ndef make():\n    return np.zeros((2, 1))\nimport q\nV = q.W\n",
        "q": "import m\nW = m.make()\n",
        "a": USE + "import q\nq.W.shape\nnp.zeros((3, 3)) @ m.V\n",
        "b": USE + "np.zeros((3, 3)) @ m.V\n",
    },
    "a call in another file comes back": {
        "m": "import a\ndef g(k):\n    return a.f(k)\n",
        "a": (
            USE + "def f(k):\n    if k == 0:\n        return np.zeros((k + 4, 1))\n    return m.g(k - 1)\n"
            "np.zeros((3, 3)) @ f(1)\n"
        ),
        "b": "import a\na.f(0).shape\n",
    },
}


@pytest.mark.parametrize("name", PAIRS)
def test_files_are_told_what_they_are_told_alone(tmp_path: Path, name: str) -> None:
    files = tuple(tmp_path / f"{module}.py" for module in PAIRS[name])
    for file, text in zip(files, PAIRS[name].values(), strict=True):
        file.write_text(text)
    alone = {file: _told((file,))[file] for file in files}
    assert _told(files) == _told(files[::-1]) == alone
    assert any(alone.values())


@pytest.mark.parametrize(("imports", "is_shared"), [("", True), ("import a\n", False)])
def test_a_file_that_another_has_imported_is_not_parsed_again_unless_it_meets_itself(
    tmp_path: Path, imports: str, is_shared: bool
) -> None:
    module, other = tmp_path / "m.py", tmp_path / "a.py"
    text = f"{imports}import numpy as np\ndef f(k):\n    return np.zeros((k, 1))\n"
    module.write_text(text + ("a.g(2)\n" if imports else ""))
    other.write_text(f"{USE}def g(k):\n    return m.f(k)\nm.f(3)\n")
    project = Project()
    analyze(other.read_text(), str(other), project=project)
    known = project.known(str(module), module.read_text())
    assert known is not None
    analysis = analyze(module.read_text(), str(module), project=project, tree=known.tree)
    assert (analysis.tree is known.tree) == is_shared
    assert project.known(str(module), "another text") is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_imported_file_is_known_again_whatever_its_line_ends(tmp_path: Path, end: str) -> None:
    module, other = tmp_path / "m.py", tmp_path / "a.py"
    content = end.join(("import numpy as np", "def f(k):", "    return np.zeros((k, 1))", "")).encode()
    for before in (b"", BOM):
        module.write_bytes(before + content)
        project = Project()
        analysis = analyze(f"{USE}m.f(3) @ m.f(3)\n", str(other), project=project)
        assert [verdict_of(fact) for fact in analysis.facts if isinstance(fact, Product)] == [Verdict.DIFFER]
        known = project.known(str(module), decode(module.read_bytes()).text)
        assert known is not None


def test_a_call_written_twice_tells_no_less() -> None:
    once = (
        "import numpy as np\ndef predict(w, x):\n    return w - x\ndef safe(k):\n    try:\n"
        "        return predict(np.zeros((3, 3)), np.zeros((3, 3)))\n    except ValueError:\n        return None\n"
        "def main():\n    safe(1)\n    return predict(np.zeros((3, 1)), np.zeros((1, 3)))\n"
    )
    codes = [
        [finding.code for finding in inspect_source(text, "program.py", load_table(), CODES | {"SG201"}).findings]
        for text in (once, once.replace("    safe(1)\n", "    safe(1)\n    safe(1)\n"))
    ]
    assert codes == [["SG201"], ["SG201"]]


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
