"""The lecture's loop in its spellings: each is recognised, mended, run both ways on random data, and compared."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Finding
from shapeguard.linting.fixing import fix_text
from shapeguard.linting.packs import load_table
from tests.lint_rules import lecture

SOURCE = Path(lecture.__file__).read_text(encoding="utf-8")
SPELLINGS = [node for node in ast.parse(SOURCE).body if isinstance(node, ast.FunctionDef) and node.name != "sigmoid"]
TABLE = load_table()


def find(text: str) -> list[Finding]:
    inspection = inspect_source(text, "lecture.py", TABLE, {"SG301"})
    assert not inspection.crashes, inspection.crashes
    return inspection.findings


FIXED = fix_text(SOURCE, find, ("safe", "unsafe"))


def loops(source: str, name: str) -> int:
    (function,) = (n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef) and n.name == name)
    return sum(isinstance(node, ast.For | ast.While) for node in ast.walk(function))


@pytest.mark.parametrize("name", [node.name for node in SPELLINGS])
def test_the_loop_is_gone_and_the_result_stays(name: str) -> None:
    assert loops(SOURCE, name) and not loops(FIXED.text, name)
    fixed: dict[str, Any] = {}
    exec(FIXED.text, fixed)
    (function,) = (node for node in SPELLINGS if node.name == name)
    for seed in range(5):
        rng = np.random.default_rng(seed)
        m = int(rng.integers(2, 9))
        given = {"X": rng.standard_normal((2, m)), "Y": rng.integers(0, 2, (1, m)).astype(float), "b": 0.1}
        given |= {"w1": 0.3, "w2": -0.4}
        is_rank_1 = 'w: Float[np.ndarray, "nx"]' in ast.unparse(function).replace("'", '"')
        given["w"] = rng.standard_normal((2,) if is_rank_1 else (2, 1))
        arguments = [given[argument.arg] for argument in function.args.args]
        for before, after in zip(getattr(lecture, name)(*arguments), fixed[name](*arguments), strict=True):
            assert np.shape(after) == np.shape(before)
            np.testing.assert_allclose(after, before, rtol=1e-12, atol=1e-12)


def test_a_second_run_changes_nothing() -> None:
    assert not FIXED.left
