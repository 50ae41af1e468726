"""Python's integers grow without end and divide with care: no safe fix changes what a program computes with them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text

ABOUT = """import numpy as np
a = np.arange(1.0, 31.0)
n = np.arange(30)
out = np.ones(30)
s = 0
found = None
"""
LOOP = "for i in range(30):\n    out[i] = {}\n"
NO_FIX = ["i ** 20", "2 ** -i", "10 ** (i - 2)", "1 << (i + 62)", "pow(i, 20)", "i ** s", "s ** i", "-(i + 1) ** 20"]
UNSAFE = ["1 / i", "1 // (i - 3)", "7 % i", "0.5 ** i", "i ** 0.5", "a[i] ** i", "1 / (i * 2)"]
WIDENED = ["a[i] / (i + 1)", "a[i] / i", "(i + 1) * 3 - n[i]", "a[i] * i"]
SAFE = ["i ** 2", "1 / (i + 1)", "(i + 1) * 3 - i", "a[i] * 3"]


def run(source: str) -> Any:
    names: dict[str, Any] = {}
    with np.errstate(all="ignore"):
        try:
            exec(source, names)
        except (ArithmeticError, ValueError) as error:
            return type(error)
    return names["out"].tolist(), names["found"], names["s"], type(names["s"]), repr(names["found"])


def fixes(source: str) -> list[str]:
    findings = [finding for finding in check(source) if finding.code == "SG301"]
    return [finding.fix.applicability for finding in findings if finding.fix]


@pytest.mark.parametrize("value", NO_FIX)
def test_what_an_int64_does_not_hold_gets_no_fix(value: str) -> None:
    assert fixes(ABOUT + LOOP.format(value)) == []
    below = f"for i in range(30):\n    k = i\n    out[i] = {value.replace('i', 'k').replace('pkw', 'pow')}\n"
    assert fixes(ABOUT + below) == []


@pytest.mark.parametrize("value", UNSAFE)
def test_a_division_that_may_raise_or_round_gets_an_unsafe_fix(value: str) -> None:
    assert fixes(ABOUT + LOOP.format(value)) == ["unsafe"]


@pytest.mark.parametrize("value", WIDENED)
def test_a_counter_of_numpy_widens_small_dtypes(value: str) -> None:
    """``float32 * int`` is a float32, ``float32 * np.arange(m)`` is not, and an int8 overflows."""
    source = ABOUT + LOOP.format(value)
    assert fixes(source) == ["unsafe"]
    assert run(fix_text(source, check, ("unsafe",)).text) == run(source)
    small = source.replace("31.0)", "31.0, dtype=np.float32) / 7").replace("(30)\nout", "(30, dtype=np.int8) * -4\nout")
    assert run(fix_text(small, check, ("unsafe",)).text) != run(small)


@pytest.mark.parametrize("value", SAFE)
def test_what_stays_in_range_gets_a_safe_fix(value: str) -> None:
    source = ABOUT + LOOP.format(value)
    fixed = fix_text(source, check).text
    assert "for" not in fixed
    assert run(fixed) == run(source)


@pytest.mark.parametrize(
    ("program", "safety"),
    [
        ("found = sum(1 for v in a if v > 3)", "safe"),
        ("found = all(v > 0 for v in a) is False", "safe"),
        ("found = any(v > 3 for v in a)", "safe"),
        ("for v in a:\n    if v > 3:\n        s += 1", "safe"),
        ("found = [i for i, v in enumerate(a) if v > 3]", "unsafe"),
        ("found = [i * 2 for i in range(30) if a[i] > 3]", "unsafe"),
        ("found = [a[i] * i for i in range(30)]", "unsafe"),
    ],
)
def test_python_keeps_its_own_numbers(program: str, safety: str) -> None:
    source = f"{ABOUT}{program}\n"
    assert fixes(source) == [safety]
    assert run(fix_text(source, check, ("safe", "unsafe")).text)[2] == run(source)[2]
    assert run(fix_text(source, check).text) == run(source)
    if isinstance(run(source)[1], int):
        json.dumps(run(fix_text(source, check).text)[1])
