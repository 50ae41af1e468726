"""A function is called with arrays of several kinds: what is mended is right for all of them, or not at all."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pytest

from shapeguard.linting.checking import Scope, check_text
from shapeguard.linting.fixing import fix_text
from shapeguard.linting.packs import load_table
from tests.lint_rules.running import names_after

FUNCTIONS = {
    "total": "s = 0\n    for i in range(len(x)):\n        s += x[i]\n    return s",
    "walked": "s = 0\n    for row in x:\n        s += row\n    return s",
    "first six": "s = 0\n    for i in range(6):\n        s += x[i]\n    return s",
    "squares": "return [row ** 2 for row in x]",
    "built in": "return sum(x)",
    "largest": "best = x[0]\n    for i in range(len(x)):\n        if np.sum(x[i]) > np.sum(best):\n"
    "            best = x[i]\n    return best",
    "centred": "return x - x.mean(axis=-1)",
    "product": "return x.T @ x",
    "turned": "x.T\n    return x",
    "grown": "a = np.zeros(0)\n    for row in x:\n        a = np.append(a, row)\n    return a",
}
CALLS = {
    "vectors": ("np.arange(6.0)", "np.ones(6)"),
    "of two lengths": ("np.arange(6.0)", "np.ones(8)"),
    "of two ranks": ("np.arange(6.0)", "np.ones((6, 6))"),
    "of two ranks, turned": ("np.ones((6, 6))", "np.arange(6.0)"),
    "of three ranks": ("np.ones((6, 6, 6))", "np.ones((6, 6))", "np.arange(6.0)"),
    "of two kinds": ("np.arange(6)", "np.ones(6)"),
    "of two kinds, turned": ("np.ones(6)", "np.arange(6)"),
    "of two sizes of integers": ("np.arange(6)", "np.full(6, 200, np.uint8)"),
}


@pytest.mark.filterwarnings("ignore:overflow")
@pytest.mark.parametrize("safe", [True, False])
@pytest.mark.parametrize("calls", CALLS)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_is_mended_is_right_for_every_call(function: str, calls: str, safe: bool) -> None:
    table = load_table()
    scope = Scope(frozenset(table.entries))
    results = ", ".join(f"f({argument})" for argument in CALLS[calls])
    source = f"import numpy as np\n\n\ndef f(x):\n    {FUNCTIONS[function]}\n\n\nresults = [{results}]\n"
    fixed = fix_text(
        source,
        lambda text: check_text(text, "f.py", scope, table).findings,
        ("safe",) if safe else ("safe", "unsafe"),
    )
    if not safe and (function in ("turned", "centred", "product") or calls == "of two sizes of integers"):
        return  # these are mended into something else, which is meant, and small integers overflow elsewhere
    for before, after in zip(names_after(source)["results"], names_after(fixed.text)["results"], strict=True):
        np.testing.assert_allclose(np.asarray(after, float), np.asarray(before, float), err_msg=fixed.text)
        assert np.shape(after) == np.shape(before)


def _fixed(body: str, *arguments: str, codes: Collection[str] = ("SG301",)) -> str:
    table = load_table()
    scope = Scope(frozenset(codes))
    calls = "".join(f"f({argument})\n" for argument in arguments)
    source = f"import numpy as np\n\n\ndef f(x):\n    {body}\n\n\n{calls}"
    return fix_text(source, lambda text: check_text(text, "f.py", scope, table).findings, ("safe", "unsafe")).text


def test_calls_that_agree_are_mended() -> None:
    assert "s += np.sum(x)" in _fixed(FUNCTIONS["total"], "np.ones(6)", "np.ones(8)")
    assert "np.sum(x)" not in _fixed(FUNCTIONS["total"], "np.ones(6)", "np.ones((6, 6))")
    assert "np.sum(x[:6])" not in _fixed(FUNCTIONS["first six"], "np.ones(6)", "np.ones((6, 2))")


def test_of_very_many_different_calls_nobody_says_all() -> None:
    many = [f"np.ones({count})" for count in range(2, 60)]
    assert "s += np.sum(x)" in _fixed(FUNCTIONS["total"], *many[:10])
    assert "np.sum" not in _fixed(FUNCTIONS["total"], *many, "np.ones((6, 6))")


def test_turns_within_a_call_are_mended_alike_or_not_at_all() -> None:
    body = "results = []\n    for v in x:\n        results.append(sum(v))\n    return results"
    assert "np.sum(v)" in _fixed(body, "(np.ones(3), np.arange(6.0))", codes={"SG303"})
    assert "np.sum(v)" not in _fixed(body, "(np.ones((2, 3)), np.arange(6.0))", codes={"SG303"})


@pytest.mark.parametrize(
    ("body", "arrays", "is_mended"),
    [
        ("results.append(sum(x))", "np.arange(6.0), np.ones(3)", True),
        ("results.append(sum(x))", "np.arange(6.0), np.ones((2, 3))", False),
        ("results.append(sum(x))", "np.ones((2, 3)), np.arange(6.0)", False),
        ("results.append(max(x))", "np.arange(6.0), np.ones(3)", True),
        ("s = 0.0\n    for v in x:\n        s += v\n    results.append(s)", "np.ones(6), np.ones((2, 3))", False),
    ],
)
def test_turns_of_a_loop_are_mended_alike_or_not_at_all(body: str, arrays: str, is_mended: bool) -> None:
    table = load_table()
    scope = Scope(frozenset({"SG301", "SG303"}))
    source = f"import numpy as np\n\nresults = []\nfor x in ({arrays}):\n    {body}\n"
    fixed = fix_text(source, lambda text: check_text(text, "f.py", scope, table).findings, ("safe", "unsafe"))
    assert (fixed.text != source) == is_mended
    for before, after in zip(names_after(source)["results"], names_after(fixed.text)["results"], strict=True):
        np.testing.assert_allclose(after, before, strict=True)
