"""``keepdims=True`` is written into an earlier line only where every other use of the name bears the axis."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from shapeguard.linting import check
from shapeguard.linting.fixing import fix_text
from tests.lint_rules.running import names_after

HEAD = "import numpy as np\nX = np.arange(1.0, 13.0).reshape(3, 4)\nkept = []\n"
OTHER_USES = [
    "t = f'{s[0]:.2f}'",
    "t = '%.1f' % s[0]",
    "t = np.diag(s)",
    "t = np.argsort(s)",
    "t = np.where(s > 6)",
    "t = (s == [10, 26, 42]).all()",
    "t = X[np.arange(3), s.astype(int) % 4]",
    "t = list(s)",
    "t = [v + 1 for v in s]",
    "t = s.tolist()",
    "t = len(s.shape)",
    "t = {'sums': s}",
    "t = s + np.arange(3.0)",
    "t = np.concatenate([s, s])",
    "t = np.max(s, axis=0)",
    "kept.append(s)\nt = kept[0].shape",
    "def f():\n    return s.shape\nt = f()",
    "t = (lambda v: v.ndim)(s)",
]
WRONG_USES = ["Y = X / s", "Y = X - s", "X -= s\nY = X", "X[:] = s\nY = X"]
BEARABLE = ["t = s.sum()", "t = float(np.max(s))", "print(s)", "t = s * 2", "print(s.shape)"]


def _both(source: str) -> tuple[dict[str, Any], str]:
    fixed = fix_text(source, check, ("safe", "unsafe")).text
    return names_after(fixed), fixed


@pytest.mark.parametrize("wrong", WRONG_USES)
@pytest.mark.parametrize("other", OTHER_USES)
def test_another_use_keeps_its_value(other: str, wrong: str) -> None:
    source = f"{HEAD}s = X.sum(axis=1)\n{other}\n"
    names, fixed = _both(f"{source}{wrong}\n")
    assert "keepdims" not in fixed
    np.testing.assert_equal(names["t"], names_after(source)["t"])
    assert names["Y"].shape == (3, 4)


@pytest.mark.parametrize("wrong", WRONG_USES[:3])
@pytest.mark.parametrize("other", BEARABLE)
def test_where_all_uses_bear_the_axis_it_is_kept(other: str, wrong: str) -> None:
    names, fixed = _both(f"{HEAD}s = X.sum(axis=1)\n{other}\n{wrong}\n")
    assert "s = X.sum(axis=1, keepdims=True)" in fixed
    assert names["Y"].shape == (3, 4)


@pytest.mark.parametrize("line", ["return s", "yield s", "self.s = s", "g(s)", "global s"])
def test_what_leaves_the_function_keeps_its_rank(line: str) -> None:
    lines = ["s = X.sum(axis=1)", line] if line != "global s" else [line, "s = X.sum(axis=1)"]
    body = "".join(f"    {each}\n" for each in ["X = np.ones((3, 4))", *lines, "Y = X / s"])
    if line == "return s":
        body = "    X = np.ones((3, 4))\n    s = X.sum(axis=1)\n    Y = X / s\n    return Y, s\n"
    source = f"import numpy as np\ndef g(s):\n    return s[0]\ndef f(self):\n{body}"
    assert "SG401" in {finding.code for finding in check(source)}
    assert "keepdims" not in fix_text(source, check, ("safe", "unsafe")).text


@pytest.mark.parametrize("other", ["t = np.diag(s)", "t = s[0]", "t = X[np.arange(3), X.argmax(axis=1)] + s"])
def test_a_square_array_is_mended_where_it_is_used(other: str) -> None:
    source = f"import numpy as np\nX = np.arange(9.0).reshape(3, 3)\ns = X.sum(axis=1)\n{other}\n"
    names, fixed = _both(f"{source}Y = X / s\n")
    assert "Y = X / s.reshape(-1, 1)" in fixed
    np.testing.assert_equal(names["t"], names_after(source)["t"])
    np.testing.assert_allclose(names["Y"].sum(axis=1), 1)
