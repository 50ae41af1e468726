"""Which expressions a mutation trial takes for arrays."""

from __future__ import annotations

import types
from pathlib import Path

from benchmarks.accuracy.operators import mutations
from benchmarks.accuracy.trial import _watch

SOURCE = """
import numpy as np

def gram(X, scale):
    return scaled(X, scale) @ X.T

def scaled(X, scale):
    return X * scale
"""


def test_only_what_was_an_array_of_two_axes_is_transposed(tmp_path: Path) -> None:
    path = tmp_path / "gram.py"
    module = types.ModuleType("gram")
    exec(compile(SOURCE, str(path), "exec"), vars(module))
    candidates = list(mutations(SOURCE))
    ranks = _watch(module, SOURCE, str(path), {place for mutation in candidates for place in mutation.arrays})

    module.gram(module.np.ones((2, 3)), 2.0)

    seen = {m.text for m in candidates if all(ranks.get(place, -1) >= m.rank for place in m.arrays)}
    assert {mutation.text for mutation in candidates} - seen == {"scale.T"}
    assert {"X", "X.T", "(X.T) @ (scaled(X, scale))"} <= seen
