"""SG999: what cannot be parsed is one finding at the place where parsing failed, and what can be is none."""

from __future__ import annotations

import pytest

from shapeguard.linting.checking import Scope, check_text
from shapeguard.linting.finding import Severity
from shapeguard.linting.packs import load_table

TABLE = load_table()
VALID = (
    "x = 1\n",
    "",
    "# only a comment",
    "def f(x, /, *, y): return x\n",
    "if (n := 3) > 2:\n    pass\n",
    "match 3:\n    case int():\n        pass\n",
    "async def f():\n    await g()\n",
    "x: int = 3\n",
    "try:\n    pass\nexcept* ValueError:\n    pass\n",
    "s = f'{1 + 1}'\n",
    "é = 'ünïcode'\r\n",
)
INVALID = (
    ("Z = np.zeros((3, 4)\n", 1),
    ("x = 1\nfor i in range(3)\n    print(i)\n", 2),
    ("def f(:\n    pass\n", 1),
    ("x = = 3\n", 1),
    ("if True:\nx = 1\n", 2),
    ("x = 1\n    y = 2\n", 2),
    ("return = 3\n", 1),
    ("x = 'open\n", 1),
    ("print 'hello'\n", 1),
    ("y = 1\nf(x=1, 2)\n", 2),
    ("x = 1 +\n", 1),
)


@pytest.mark.parametrize("source", VALID)
def test_valid(source: str) -> None:
    assert check_text(source, "example.py", Scope(frozenset({"SG999"})), TABLE).findings == ()


@pytest.mark.parametrize(("source", "row"), INVALID)
def test_invalid(source: str, row: int) -> None:
    (finding,) = check_text(source, "example.py", Scope(frozenset({"SG999", "SG401"})), TABLE).findings
    assert (finding.code, finding.severity, finding.start.row) == ("SG999", Severity.ERROR, row)
    assert finding.message.startswith("the file cannot be parsed: ")
