"""Many loops in one file cost as many times what one costs: nothing reads the whole file again for each."""

from __future__ import annotations

from time import process_time

from shapeguard.linting import check


def seconds(loops: int) -> float:
    """The least of two tries."""
    pairs = "a{0} = np.ones(5)\nb{0} = np.zeros(5)\nfor i in range(5):\n    b{0}[i] = a{0}[i] * 2 + 1\n"
    source = "import numpy as np\n" + "".join(pairs.format(place) for place in range(loops))
    spent = []
    for _ in range(2):
        before = process_time()
        assert len(check(source, select=["SG301"])) == loops
        spent.append(process_time() - before)
    return min(spent)


def test_four_times_the_loops_take_four_times_as_long() -> None:
    seconds(5)
    assert seconds(120) < 7 * seconds(30)
