"""The lines that SG301 shows do what the loop did: every loop of the catalogue is run both ways on random data."""

from __future__ import annotations

import ast
import copy
from typing import Any

import numpy as np
import pytest

from lint_rules.vectorising import Vectorised, vectorise_comprehension, vectorise_loop
from lint_rules.vectorising.lengths import length_of
from shapeguard.inference.values import UNKNOWN, Array, Int, Kind, Value
from shapeguard.shapes import Dim, Shape
from tests.lint_rules.catalogue import (
    BATCHES,
    EXTREMA,
    FLAGS,
    LIKELY,
    MAPS,
    OF_ONE_SAMPLE,
    OTHERS,
    PRODUCTS,
    REDUCTIONS,
    STRIDED,
    WINDOWS,
    Case,
)
from tests.lint_rules.catalogue_data import data, known, odd, symbolic
from tests.lint_rules.catalogue_lecture import LECTURE, SPELLINGS
from tests.lint_rules.left_alone import LEFT_ALONE

EXACT = (*MAPS,)
ROUNDED = (
    *(*REDUCTIONS, *PRODUCTS, *OF_ONE_SAMPLE, *OTHERS, *SPELLINGS),
    *(*EXTREMA, *FLAGS, *STRIDED, *WINDOWS, *BATCHES, *LECTURE),
)


def vectorised(loop: str, names: dict[str, Any]) -> Vectorised | None:
    node = ast.parse(loop).body[-1]
    assert isinstance(node, ast.For)
    environment = known(names)
    return vectorise_loop(node, _steps(node.iter, environment, names), environment)


def _steps(iterable: ast.expr, environment: dict[str, Value], names: dict[str, Any]) -> Dim:
    length = length_of(iterable, environment)
    return Dim.of(len(list(eval(ast.unparse(iterable), dict(names))))) if length.is_unknown else length


def run(source: str, names: dict[str, Any], results: str) -> list[Any]:
    names = {
        name: value if callable(value) or name in {"np", "math", "random"} else copy.deepcopy(value)
        for name, value in names.items()
        if name != "__builtins__"
    }
    exec(source, names)
    return [names[result] for result in results.split()]


def compare(case: Case, seed: int) -> Vectorised:
    names = data(seed)
    new = vectorised(case.loop, names)
    assert new is not None, "not recognised"
    assert "; ".join(new.lines) == case.lines
    prefix = case.loop[: case.loop.index("for ")]
    before, after = run(case.loop, names, case.results), run(prefix + "\n".join(new.lines), names, case.results)
    for old, vector in zip(before, after, strict=True):
        np.testing.assert_allclose(np.asarray(vector), np.asarray(old), rtol=1e-12, atol=1e-12)
    return new


def outcome(source: str, names: dict[str, Any], results: str) -> list[Any]:
    """What a program leaves, or the kind of error that it ends with."""
    with np.errstate(all="ignore"):
        try:
            return run(source, names, results)
        except (ArithmeticError, ValueError, TypeError) as error:
            return [type(error)]


def is_same(old: Any, new: Any, *, signs: bool = True) -> bool:
    """Whether two results cannot be told apart, apart from the last digit of a power, which libm rounds otherwise."""
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(is_same(*pair) for pair in zip(old, new, strict=True))
    before, after = np.asarray(old), np.asarray(new)
    if type(old) is not type(new) or before.dtype != after.dtype or before.shape != after.shape:
        return False
    if before.dtype.kind != "f":
        return np.array_equal(before, after)
    close = np.isclose(before, after, rtol=2 * np.finfo(before.dtype).eps, atol=0, equal_nan=True)
    return bool(np.all(close & (not signs or np.signbit(before) == np.signbit(after))))


def differences(case: Case, *, signs: bool) -> int:
    """On how many of a hundred odd data sets the lines do something else than the loop."""
    found, prefix = 0, case.loop[: case.loop.index("for ")]
    for seed in range(100):
        names = odd(seed)
        new = vectorised(case.loop, names)
        assert new is not None
        before = outcome(case.loop, names, case.results)
        after = outcome(prefix + "\n".join(new.lines), names, case.results)
        found += len(before) != len(after) or not all(
            is_same(*pair, signs=signs) for pair in zip(before, after, strict=True)
        )
    return found


@pytest.mark.parametrize("case", EXACT, ids=lambda case: case.lines)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_map_is_safe_where_no_data_tells_it_from_the_loop(case: Case) -> None:
    for seed in range(5):
        new = compare(case, seed)
        assert new.proven
    assert not new.is_exact or differences(case, signs=True) == 0


@pytest.mark.parametrize("case", ROUNDED, ids=lambda case: case.lines)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_is_called_safe_cannot_be_told_from_the_loop(case: Case) -> None:
    new = vectorised(case.loop, data(0))
    assert new is not None
    assert not new.is_exact or differences(case, signs=False) == 0  # 0 added to -0.0 is 0.0


@pytest.mark.parametrize("case", ROUNDED, ids=lambda case: case.lines)
def test_reductions_products_and_others(case: Case) -> None:
    for seed in range(5):
        assert compare(case, seed).proven


SIZES = [(0, 2), (1, 1), (2, 3), (3, 2), (6, 2), (7, 3)]


@pytest.mark.parametrize("case", [*EXACT, *ROUNDED], ids=lambda case: case.lines)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_is_proven_of_named_lengths_holds_for_all_of_them(case: Case) -> None:
    """Empty arrays and those of one element, too: where the loop runs, the lines do the same."""
    node = ast.parse(case.loop).body[-1]
    assert isinstance(node, ast.For)
    environment = symbolic()
    new = vectorise_loop(node, length_of(node.iter, environment), environment)
    if new is None or not new.proven:
        return
    prefix = case.loop[: case.loop.index("for ")]
    for sizes in SIZES:
        names = data(0, sizes)
        try:
            before = run(case.loop, names, case.results)
        except (IndexError, ValueError, ZeroDivisionError):
            continue
        after = run(prefix + "\n".join(new.lines), names, case.results)
        for old, vector in zip(before, after, strict=True):
            np.testing.assert_allclose(np.asarray(vector), np.asarray(old), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("case", "caveat"), LIKELY, ids=lambda case: getattr(case, "lines", ""))
def test_what_is_not_equal_for_every_value_is_shown_with_a_caveat(case: Case, caveat: str) -> None:
    for seed in range(5):
        new = compare(case, seed)
        assert (new.proven, new.advice) == (False, caveat)


@pytest.mark.parametrize("length", [0, 1, 5])
def test_extrema_of_arrays_that_may_be_empty(length: int) -> None:
    names = {"np": np, "a": np.arange(float(length)), "labels": np.arange(length), "m": length, "s": 2.5, "k": 0}
    environment = known(names) | {
        "a": Array(Shape.of(Dim.unknown()), Kind.FLOAT),
        "labels": Array(Shape.of(Dim.unknown()), Kind.INT),
    }
    loops = {
        "for x in a:\n    s = max(s, abs(x) + 1)": "s = max(s, np.max(np.abs(a) + 1, initial=-np.inf))",
        "for x in a:\n    if x < s:\n        s = x": "s = min(s, np.min(a, initial=np.inf))",
        "for x in labels:\n    s = min(s, x)": "s = min(s, np.min(labels))",
        "for i, x in enumerate(labels):\n    if x > s:\n        s, k = x, i": (
            "k = int(np.argmax(labels)) if np.max(labels) > s else k; s = max(s, np.max(labels))"
        ),
    }
    for loop, lines in loops.items():
        node = ast.parse(loop).body[0]
        assert isinstance(node, ast.For)
        new = vectorise_loop(node, Dim.unknown(), environment)
        assert new is not None and "; ".join(new.lines) == lines
        assert new.proven == ("initial" in lines) and (new.proven or "empty array" in new.advice)
        if length or new.proven:
            assert run("\n".join(new.lines), names, "s k") == run(loop, names, "s k")


@pytest.mark.parametrize("loop", LEFT_ALONE)
def test_what_depends_on_earlier_steps_or_has_effects_is_left_alone(loop: str) -> None:
    assert vectorised(loop, data(0)) is None


def test_the_notes_own_loop_against_dot() -> None:
    loop = ast.parse("for i in range(1000000):\n    c += a[i] * b[i]").body[0]
    assert isinstance(loop, ast.For)
    million = Array(Shape.of(1_000_000), Kind.FLOAT)
    new = vectorise_loop(loop, Dim.of(1_000_000), {"a": million, "b": million, "c": Int(Dim.of(0))})
    assert new is not None
    assert (new.lines, new.proven, new.is_exact) == (("c += np.dot(a, b)",), True, False)


@pytest.mark.parametrize("case", [*EXACT, *ROUNDED], ids=lambda case: case.lines)
def test_without_known_shapes_nothing_is_proven(case: Case) -> None:
    """Every name alone unknown: either nothing is said, or it is said to be unproven, or it did not matter."""
    names = data(1)
    node = ast.parse(case.loop).body[-1]
    assert isinstance(node, ast.For)
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(names.get(n.id), np.ndarray)}
    for name in used:
        environment = known(names) | {name: UNKNOWN}
        new = vectorise_loop(node, _steps(node.iter, environment, names), environment)
        assert new is None or not new.proven or "; ".join(new.lines) == case.lines


@pytest.mark.parametrize(
    ("comprehension", "line"),
    [
        ("[x * 2 for x in a]", "a * 2"),
        ("[sigmoid(x) for x in a]", "sigmoid(a)"),
        ("[x - y for x, y in zip(a, b)]", "a - b"),
        ("[a[i] * b[i] for i in range(m)]", "a * b"),
        ("[np.dot(w, x) for x in X.T]", "np.dot(X.T, w)"),
        ("[math.exp(x) for x in a]", "np.exp(a)"),
    ],
)
def test_comprehensions(comprehension: str, line: str) -> None:
    names = data(2)
    call = ast.parse(f"np.array({comprehension})", mode="eval").body
    assert isinstance(call, ast.Call) and isinstance(call.args[0], ast.ListComp)
    new = vectorise_comprehension(call.args[0], Dim.of(names["m"]), known(names), (call,))
    assert new is not None
    assert (new.lines, new.proven, new.replaced) == ((line,), True, call)
    np.testing.assert_allclose(eval(line, names), eval(comprehension, names))
