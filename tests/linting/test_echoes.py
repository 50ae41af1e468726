"""One mistake, one finding, with all its lines."""

from __future__ import annotations

import pytest

from shapeguard.linting.checking import Scope, check_text
from shapeguard.linting.engine import inspect_source
from shapeguard.linting.finding import Finding
from shapeguard.linting.packs import load_table

HEAD = """import numpy as np
from jaxtyping import Float
def f(X: Float[np.ndarray, 'n m'], E: Float[np.ndarray, 'n n']):
"""
CODES = frozenset({"SG101", "SG102", "SG104", "SG201", "SG202", "SG401", "SG402", "SG301", "SG303"})


def find(body: str, codes: frozenset[str] = CODES) -> tuple[Finding, ...]:
    inspection = inspect_source(HEAD + body, "f.py", load_table(), codes)
    assert not inspection.crashes
    return inspection.findings


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("  mu = X.mean(axis=1)\n  return X - mu", ["SG401"]),
        ("  w = np.zeros(X.shape[0])\n  z = w.T @ X\n  return w * X.T, z", ["SG101"]),
        ("  s = E.sum(axis=1)\n  return E / s", ["SG202"]),
        ("  return np.ones((9, 1)) * np.array([3, 4, 5])", ["SG202"]),
        ("  w = np.array([3, 4, 5])\n  return np.ones((9, 1)) * w", ["SG101", "SG202"]),
        ("  w = np.zeros(3)\n  v = np.ones(4)\n  return w.T @ np.ones((3, 2)), v.T @ np.ones((4, 2))", ["SG101"] * 2),
        ("  w = np.zeros(X.shape[0])\n  z = w.T @ X\n  return sum(w), z", ["SG101", "SG303"]),
        ("  D = X[:, :1] - X[:, 1:2].T\n  return D * 2, D + X[:, :1]", ["SG201"]),
    ],
)
def test_one_mistake_is_one_finding(body: str, expected: list[str]) -> None:
    assert [finding.code for finding in find(body)] == expected


def test_a_contract_is_not_held_against_what_fails() -> None:
    codes = CODES | {"SG501", "SG503"}
    head = HEAD.replace("):\n", ") -> Float[np.ndarray, 'm n']:\n")
    bodies = {
        "  return X @ X": ["SG402"],
        "  y = X @ X\n  return y": ["SG402", "SG501"],
        "  return X[:, :1] - X[:, 1:2].T": ["SG201", "SG501"],
    }
    for body, expected in bodies.items():
        found = inspect_source(head + body, "f.py", load_table(), codes).findings
        assert [finding.code for finding in found] == expected


def test_the_later_lines_are_in_the_trace() -> None:
    (finding,) = find("  w = np.zeros(X.shape[0])\n  z = w.T @ X\n  return w * X.T, z")
    assert [line.row for line in finding.trace if "the same array" in line.text] == [5, 6]


def test_a_fix_is_left() -> None:
    (failing,) = find("  total = E.sum(axis=1)\n  return E / total")
    assert failing.fix is not None and [edit.content for edit in failing.fix.edits] == [", keepdims=True"]


def test_what_is_not_selected_hides_nothing() -> None:
    body = "  w = np.zeros(X.shape[0])\n  return w.T @ X"
    assert [finding.code for finding in find(body, frozenset({"SG102"}))] == ["SG102"]


CALLING = """import numpy as np
from jaxtyping import Float
def g(A: Float[np.ndarray, 'k k']):
    return A
def f(X: Float[np.ndarray, 'n 3'], Y: Float[np.ndarray, 'm 4']):
    return g(X @ Y){}
"""


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("", ["SG402"]),
        ("  # noqa: SG402", ["SG502"]),
        ("  # noqa: SG402, SG502", []),
        ("  # noqa: SG502", ["SG402"]),
        ("  # noqa", []),
    ],
)
def test_an_echo_of_a_silenced_finding_is_told(comment: str, codes: list[str]) -> None:
    """Nor is the comment that silences an echo one that silences nothing."""
    scope = Scope(frozenset({"SG402", "SG502", "SG901"}))
    found = check_text(CALLING.format(comment), "f.py", scope, load_table()).findings
    assert [finding.code for finding in found] == codes
