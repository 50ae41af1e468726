"""What is called safe cannot be told from the loop in any dtype, of any length, with NaN and infinities."""

from __future__ import annotations

import random
import warnings
from itertools import product
from typing import Any

import numpy as np

from shapeguard.linting import check
from shapeguard.linting.finding import Finding
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.likeness import is_alike
from tests.lint_rules.running import names_after

ELEMENTS = (
    *(
        "a[i] * 2",
        "a[i] / b[i]",
        "n[i] * 2",
        "n[i] ** 2",
        "n[i] - 1",
        "n[i] / n[i]",
        "a[i] * n[i]",
        "-n[i]",
        "q[i] * a[i]",
    ),
    *(
        "a[i] > 0 and b[i] < 1",
        "not a[i] > 0",
        "0 < a[i] < 1",
        "abs(a[i])",
        "np.sqrt(a[i])",
        "np.exp(a[i])",
        "a[i] ** 2",
    ),
    *("a[i] if a[i] > 0 else 0", "a[i] if a[i] > b[i] else b[i]", "int(a[i] > 0)", "i * 2", "max(a[i], 0)", "s - a[i]"),
)
BODIES = (
    "for i in range(m):\n        o[i] = {}",
    "for i in range(m):\n        p[i] = {}",
    "for i in range(m):\n        o[i] += {}",
    "for i in range(m):\n        p[i] *= {}",
    "for i in range(m):\n        r.append({})",
    "for i in range(m):\n        if {}:\n            c += 1",
    "r = [{} for i in range(m) if a[i] > 0]",
    "r = np.array([{} for i in range(m)])",
    "r = np.array([{} for i in range(m)], dtype=float)",
    "r = any({} for i in range(m))",
)
ABOUT = """import numpy as np
from jaxtyping import Bool, Float, Int
def work(a: Float[np.ndarray, "m"], b: Float[np.ndarray, "m"], n: Int[np.ndarray, "m"], q: Bool[np.ndarray, "m"], s=0.3
):
    m = len(a)
    o, p = np.zeros(m), np.zeros(m, dtype=int)
    r, c = [], 0
    {}
    return o, p, r, c
"""


def find(text: str) -> list[Finding]:
    return check(text, select=["SG301"])


def arrays(trial: int) -> tuple[Any, ...]:
    rng = np.random.default_rng(trial)
    length, floats = (0, 1, 7, 900)[trial % 4], (np.float64, np.float32, np.float16)[trial % 3]
    whole = (np.int64, np.int8, np.uint8, np.int16)[trial // 4 % 4]
    a, b = (rng.standard_normal(length).astype(floats) for _ in range(2))
    if length > 3:
        a[1], b[2] = rng.choice([np.nan, np.inf, -0.0, 0.0], 2)
    return a[::-1], b, rng.integers(-128, 128, length).astype(whole), rng.random(length) > 0.5


def outcome(source: str, trial: int) -> Any:
    names = names_after(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return names["work"](*arrays(trial))
        except (ArithmeticError, ValueError, TypeError) as error:
            return type(error).__name__


def test_a_safe_fix_cannot_be_told_from_the_loop() -> None:
    fixed = 0
    for element, body in random.Random(0).sample(list(product(ELEMENTS, BODIES)), 150):
        source = ABOUT.format(body.format(element))
        new = fix_text(source, find).text
        fixed += new != source
        for trial in range(16 if new != source else 0):
            assert is_alike(outcome(source, trial), outcome(new, trial)), new
    assert fixed > 40
