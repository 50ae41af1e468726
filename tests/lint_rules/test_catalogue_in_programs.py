"""The catalogue as programs: every loop inside a loop of training, found, mended and run by the real thing."""

from __future__ import annotations

from textwrap import indent
from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.catalogue import (
    BATCHES,
    EXTREMA,
    FLAGS,
    MAPS,
    OF_ONE_SAMPLE,
    OTHERS,
    PRODUCTS,
    REDUCTIONS,
    STRIDED,
    WINDOWS,
    Case,
)
from tests.lint_rules.catalogue_data import FUNCTIONS
from tests.lint_rules.catalogue_lecture import LECTURE, SPELLINGS
from tests.lint_rules.likeness import is_alike
from tests.lint_rules.running import names_after

DATA = """import math
import random
import numpy as np
rng = np.random.default_rng(0)
m, nx, s, J, dw1, dw2, db, previous, k = 6, 3, 0.3, 0.0, 0, 0.0, 0, 0.0, 0
results = []
a, b, out = rng.standard_normal(m), rng.standard_normal(m), rng.standard_normal(m)
X, Z = rng.standard_normal((nx, m)), rng.standard_normal((nx, m))
R, R2, images = rng.standard_normal((m, nx)), rng.standard_normal((m, nx)), rng.standard_normal((m, 2, 3))
W, M, out2 = rng.standard_normal((nx, nx)), rng.standard_normal((m, m)), np.zeros((1, m))
Z2, Y, w, dw = np.zeros((nx, 1)), rng.integers(0, 2, (1, m)), rng.standard_normal(nx), np.zeros(nx)
y01, counts, labels, table = rng.integers(0, 2, m), np.zeros(5), rng.integers(0, 5, m), rng.standard_normal(5)
M5, M5b, images2 = np.zeros((5, 5)), rng.standard_normal((m, 5)), rng.standard_normal((m, 3, 2))
T, M32, w3 = np.zeros((m, 2, 2)), rng.standard_normal((3, 2)), rng.standard_normal(3)
R23, R33 = rng.standard_normal((m, 2)), rng.standard_normal((m, 3))
"""
CASES = (
    *(*MAPS, *REDUCTIONS, *PRODUCTS, *OF_ONE_SAMPLE, *OTHERS, *SPELLINGS),
    *(*EXTREMA, *FLAGS, *STRIDED, *WINDOWS, *BATCHES, *LECTURE),
)


def left(source: str, results: str) -> list[Any]:
    names = names_after(source)
    return [names[result] for result in results.split()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.lines)
def test_a_loop_inside_a_loop_is_mended_and_does_the_same(case: Case) -> None:
    """At its second turn a total is an array's number, what was bound is bound, and lists are longer."""
    source = f"{DATA}{FUNCTIONS}\nfor epoch in range(3):\n{indent(case.loop, '    ')}\n"
    inner = [finding for finding in check(source) if finding.code == "SG301"]
    assert inner, "not found"
    assert all(finding.fix for finding in inner), "shown, and not mended"
    loops = left(source, case.results)
    safe = fix_text(source, check).text
    assert safe != source or not any(finding.fix.applicability == "safe" for finding in inner if finding.fix)
    assert is_alike(loops, left(safe, case.results))
    mended = fix_text(source, check, ("safe", "unsafe")).text
    assert mended != source
    for before, after in zip(loops, left(mended, case.results), strict=True):
        np.testing.assert_allclose(np.asarray(after), np.asarray(before), rtol=1e-12, atol=1e-12)
