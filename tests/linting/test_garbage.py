"""What a check makes goes away by itself: the collector of garbage, which a run keeps out, finds little."""

from __future__ import annotations

import gc

from shapeguard.inference import Project
from shapeguard.inference.emission import Emitter
from shapeguard.inference.facts import Fact
from shapeguard.inference.interpreter.run import Run
from shapeguard.linting import check

HEAD = """\
import numpy as np
from jaxtyping import Float
class Model:
    def __init__(self, size):
        self.w = np.zeros((size, 1))
    def predict(self, X):
        return self.w.T @ X
"""
FUNCTION = """\
def f{0}(X: np.ndarray, w: Float[np.ndarray, "n 1"], k: int = 3):
    Z: np.ndarray = w.T @ X
    for j in range(k):
        Z = Z + np.ones((1, 5))
    rows = [np.sum(Z, axis=0) for _ in range(k)]
    apply = lambda a: a.T
    y = Model(3).predict(np.ones((3, 5)))
    np.ones((2, {0} + 3)) + np.ones((3, 2))
    return apply(y) if k else rows
"""


def test_a_run_and_its_facts_are_in_no_ring_of_references() -> None:
    """Closures that mypyc compiles hold each other sooner than those of Python."""
    source = HEAD + "".join(FUNCTION.format(number) for number in range(20))
    was_enabled = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        assert len(check(source, select=["SG401"])) == 20
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = {type(each) for each in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        if was_enabled:
            gc.enable()
    assert left.isdisjoint({Run, Emitter, Project})
    assert not any(issubclass(kind, Fact) for kind in left)
