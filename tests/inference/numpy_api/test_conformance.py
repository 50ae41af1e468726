"""Every rule against NumPy itself: the same shape and kind, or both refuse, or the rule does not know.

The long version is ``python -m benchmarks.numpy_conformance --draws 100000``.
"""

import random

import numpy as np
import pytest

from benchmarks.numpy_conformance.__main__ import run
from benchmarks.numpy_conformance.comparison import Grade, grade
from benchmarks.numpy_conformance.coverage import MOST_USED, PAGE, page, usage, weighted
from benchmarks.numpy_conformance.draws import DRAWS, NOT_DRAWN, USUAL
from benchmarks.numpy_conformance.trial import attempt
from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.refusing import Refused
from shapeguard.inference.numpy_api.rule import RULES, Rule
from shapeguard.inference.values import Array, Kind
from shapeguard.shapes import Shape


@pytest.fixture(scope="module")
def outcome():
    return run(15_000, seed=1)


def test_no_disagreement(outcome):
    _, wrong = outcome
    assert not wrong, "\n".join(map(str, wrong[:5]))


def test_unknown_is_not_a_way_out(outcome):
    counts, _ = outcome
    shares = weighted(counts, most_used=MOST_USED)
    assert shares[Grade.EXACT] >= 0.9
    assert shares[Grade.EXACT] + shares[Grade.RANK] >= 0.97


def test_a_wrong_rule_is_found(monkeypatch):
    def sums_nothing(a: "Array", axis: "Value | None" = None, keepdims: "Value | None" = None):
        return a

    monkeypatch.setitem(RULES, "numpy.sum", Rule(sums_nothing))
    rng = random.Random(0)
    grades = [attempt("np.sum", template, rng, symbolic=False).grade for template in USUAL["np.sum"] * 5]
    assert Grade.WRONG in grades


def test_a_refusal_without_cause_is_found(monkeypatch):
    def refuses(a: "Array", axis: "Value | None" = None, keepdims: "Value | None" = None):
        raise Refused(Mismatch.AXIS, "whatever it is given")

    monkeypatch.setitem(RULES, "numpy.sum", Rule(refuses))
    rng = random.Random(0)
    grades = [attempt("np.sum", template, rng, symbolic=False).grade for template in USUAL["np.sum"] * 5]
    assert Grade.WRONG in grades


@pytest.mark.parametrize(
    ("inferred", "expected"),
    [
        (Array(Shape.of(2, 3), Kind.FLOAT), Grade.EXACT),
        (Array(Shape.of(2, 3), Kind.INT), Grade.WRONG),
        (Array(Shape.of(3, 2), Kind.FLOAT), Grade.WRONG),
        (Array(Shape.of(2), Kind.FLOAT), Grade.WRONG),
        (Array(Shape.of_rank(2), Kind.FLOAT), Grade.RANK),
        (Array(Shape.unknown(), Kind.FLOAT), Grade.UNKNOWN),
    ],
)
def test_grades(inferred, expected):
    assert grade(inferred, np.zeros((2, 3)), {}) is expected


def _drawn_name(rule):
    return f".{rule.removeprefix('ndarray.')}()" if rule.startswith("ndarray.") else f"np.{rule.removeprefix('numpy.')}"


def _exists(name):
    owner = np
    for part in name.removeprefix("np.").split("."):
        owner = getattr(owner, part, None)
    return owner is not None


def test_every_rule_is_drawn():
    drawn = set(DRAWS) | {name.removesuffix("()") + "()" for name in DRAWS}
    names = {_drawn_name(rule) for rule in RULES}
    missing = {name for name in names - drawn - set(NOT_DRAWN) if name.startswith(".") or _exists(name)}
    assert not missing


def test_the_most_used_are_answered():
    """What stays unknown of the most used: masked arrays, files, iterators, callables made at run time."""
    deliberate = {"np.lib.NumpyVersion", "np.ma.array", "np.errstate", "np.load", "np.vectorize", ".size()"}
    drawn = set(DRAWS)
    assert set(list(usage())[:MOST_USED]) - drawn == deliberate


def test_the_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m benchmarks.numpy_conformance --write-page`"
