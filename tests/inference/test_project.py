"""Imports within a project are followed: relative, re-exported, in a circle; nothing is run."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from shapeguard.inference import analyze, reveal
from shapeguard.inference.facts import ContractBreach, Product
from shapeguard.linting.engine import inspect_source
from shapeguard.linting.packs import load_table
from shapeguard.shapes import Verdict

FILES = {
    "pkg/__init__.py": "from .layers import forward\nfrom . import cycle\n",
    "pkg/layers.py": "import numpy as np\n\ndef forward(W, X):\n    return W @ X\n",
    "pkg/contracts.py": (
        "import numpy as np\nfrom jaxtyping import Float\n\n"
        "def predict(w: Float[np.ndarray, 'nx 1'], X: Float[np.ndarray, 'nx m']) -> Float[np.ndarray, '1 m']:\n"
        "    return w.T @ X\n"
    ),
    "pkg/cycle.py": "from . import use\nimport pkg\nSIZE = 4\nraise SystemExit('never run')\n",
    "pkg/use.py": "",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "pkg"


@pytest.mark.parametrize("line", ["from . import forward", "from .layers import forward", "from pkg import forward"])
@pytest.mark.parametrize(("columns", "fails"), [(3, True), (5, False)])
def test_a_failure_in_another_file_is_told_at_the_call(package: Path, line: str, columns: int, fails: bool) -> None:
    source = f"import numpy as np\n{line}\nforward(np.ones((2, {columns})), np.ones((5, 7)))\n"
    analysis = analyze(source, str(package / "use.py"))
    failures = [f for f in analysis.facts if isinstance(f, Product) and f.outcome.verdict is Verdict.DIFFER]
    assert [failure.node.lineno for failure in failures if hasattr(failure.node, "lineno")] == [3] * fails
    assert str(package / "layers.py") in analysis.imports
    assert all("forward" in failure.trace[0].text for failure in failures)


def test_a_contract_of_another_file_is_held(package: Path) -> None:
    source = (
        "import numpy as np\nfrom .contracts import predict\n"
        "a = predict(np.ones((4, 1)), np.ones((4, 9)))\nb = predict(np.ones((4, 1)), np.ones((9, 4)))\n"
    )
    (breach,) = [f for f in analyze(source, str(package / "use.py")).facts if isinstance(f, ContractBreach)]
    assert (breach.name, breach.actual.node.lineno, breach.axis) == ("X", 4, 0)
    assert breach.bindings[0][0] == "nx" and "w.shape[0]" in breach.bindings[0][2]


def test_reveal_puts_shapes_beside_assignments() -> None:
    source = "import numpy as np\ndef f(X):\n    n, d = X.shape\n    Z = X.T @ X\n    return Z\nlabels = ['a']\n"
    lines = reveal(source, "example.py").splitlines()
    assert lines[3].endswith("# Z: (d, d)")
    assert lines[0] == "import numpy as np"
    assert "X.T: (d, n)" in reveal(source, "example.py", every_expression=True)


def test_a_syntax_error_is_pythons_own() -> None:
    with pytest.raises(SyntaxError):
        analyze("import numpy\nx = (", "example.py")


def test_facts_stand_in_the_file_that_is_read(tmp_path: Path) -> None:
    away = (
        "import numpy as np\n"
        + "\n" * 40
        + (
            "def total(a):\n    return sum(a)\n\ndef clash(a, b):\n    return a * b\n\n"
            "def twice(a):\n    return total(a), [x + 1 for x in a], clash(a, np.ones((5, 6)))\n"
        )
    )
    (tmp_path / "away.py").write_text(away, encoding="utf-8")
    source = "import numpy as np\nfrom away import twice\ntwice(np.ones(4))\n"
    tree = ast.parse(source)
    analysis = analyze(source, str(tmp_path / "here.py"), tree=tree)
    here = {id(node) for node in ast.walk(tree)}
    assert all(id(fact.node) in here for fact in analysis.facts)
    inspection = inspect_source(source, str(tmp_path / "here.py"), load_table(), {"SG303", "SG401"})
    assert [(finding.code, finding.labels, finding.fix) for finding in inspection.findings] == [("SG401", (), None)]
    assert not inspection.crashes
