"""Many loops in one file cost as many times what one costs: nothing reads the whole file again for each."""

from __future__ import annotations

from shapeguard.linting import check
from tests.work_done import calls_in


def calls(loops: int) -> int:
    """How many calls it takes to check that many loops."""
    pairs = "a{0} = np.ones(5)\nb{0} = np.zeros(5)\nfor i in range(5):\n    b{0}[i] = a{0}[i] * 2 + 1\n"
    source = "import numpy as np\n" + "".join(pairs.format(place) for place in range(loops))
    findings = []
    made = calls_in(lambda: findings.extend(check(source, select=["SG301"])))
    assert len(findings) == loops
    return made


def test_four_times_the_loops_take_four_times_the_calls() -> None:
    calls(5)
    assert calls(120) < 5 * calls(30)
