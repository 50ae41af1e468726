"""Arguments whose lengths have to agree: NumPy refuses the first of each pair and takes the second, and so do we."""

from __future__ import annotations

import numpy as np
import pytest
from implied_findings import problems

HEAD = "import numpy as np\nrng = np.random.default_rng(0)\n"
PAIRS = [
    ("np.polyfit(np.arange(4), np.ones(5), 1)", "np.polyfit(np.arange(5), np.ones((5, 2)), 1)", "SG402"),
    (
        "np.polyfit(np.arange(4), np.ones(4), 1, w=np.ones(5))",
        "np.polyfit(np.arange(4), np.ones(4), 1, w=np.ones(4))",
        "SG402",
    ),
    ("np.interp(np.ones(9), np.ones(4), np.ones(5))", "np.interp(np.ones(9), np.ones(4), np.ones(4))", "SG401"),
    (
        "np.average(np.ones((3, 4)), axis=0, weights=np.ones((3, 5)))",
        "np.average(np.ones((3, 4)), axis=0, weights=np.ones((3, 4)))",
        "SG401",
    ),
    (
        "np.average(np.ones((3, 4)), axis=0, weights=np.ones(4))",
        "np.average(np.ones((3, 4)), axis=0, weights=np.ones(3))",
        "SG401",
    ),
    (
        "np.average(np.ones((3, 4)), weights=np.ones(4))",
        "np.average(np.ones((3, 4)), weights=np.ones((3, 4)))",
        "SG405",
    ),
    (
        "np.block([[np.ones((2, 3)), np.ones((4, 3))]])",
        "np.block([[np.ones((2, 3)), np.ones((2, 4))], [np.ones((1, 7))]])",
        "SG403",
    ),
    (
        "np.block([[np.ones((2, 3))], [np.ones((2, 4))]])",
        "np.block([[np.ones((2, 3))], [np.ones((4, 3))]])",
        "SG403",
    ),
    ("np.block([np.ones(2), np.ones((3, 2))])", "np.block([np.ones(2), 1.0, np.ones(3)])", "SG403"),
    ("np.random.choice(np.ones((3, 4)), 2)", "rng.choice(np.ones((3, 4)), 2)", "SG405"),
    ("np.random.choice(4, 2, p=np.full(3, 1 / 3))", "np.random.choice(4, 2, p=np.full(4, 1 / 4))", "SG401"),
    (
        "rng.choice(np.ones((3, 4)), 2, p=np.full(4, 1 / 4))",
        "rng.choice(np.ones((3, 4)), 2, p=np.full(3, 1 / 3))",
        "SG401",
    ),
    ("np.where(np.ones(3) > 0, np.ones(4), 0)", "np.where(np.ones(3) > 0, np.ones(3), 0)", "SG401"),
]


@pytest.mark.parametrize(("refused", "taken", "code"), PAIRS)
def test_a_misfit_is_an_error_and_numpy_refuses_it(refused: str, taken: str, code: str) -> None:
    names = {"np": np, "rng": np.random.default_rng(0)}
    with pytest.raises((ValueError, TypeError)):
        eval(refused, names)
    eval(taken, names)
    assert problems(HEAD + refused) == {("error", 3, code)}
    assert problems(HEAD + taken) == set()
