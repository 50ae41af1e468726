"""``python -m benchmarks.numpy_conformance --draws 100000``: every rule against NumPy, and the figures by use."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict

from benchmarks.numpy_conformance.comparison import Grade
from benchmarks.numpy_conformance.coverage import MOST_USED, PAGE, page, usage, weighted
from benchmarks.numpy_conformance.draws import DRAWS
from benchmarks.numpy_conformance.trial import Trial, attempt

OFTEN = {*list(usage())[:MOST_USED], "operators", "@", "indexing", "advanced indexing", "masks"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.numpy_conformance", description=__doc__)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", metavar="TEXT", help="only functions whose name contains TEXT")
    parser.add_argument("--write-page", action="store_true", help="write docs/numpy-coverage.md instead")
    options = parser.parse_args()
    if options.write_page:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    counts, wrong = run(options.draws, options.seed, options.only)
    for trial in wrong:
        print(trial)
    print(f"{options.draws} draws (seed {options.seed}) over {len(counts)} functions: {len(wrong)} disagreements")
    if not options.only:
        _print_weighted(f"the {MOST_USED} most used", weighted(counts, most_used=MOST_USED))
        _print_weighted("all functions in use", weighted(counts))
    return 1 if wrong else 0


def run(draws: int, seed: int, only: str = "") -> tuple[dict[str, Counter[Grade]], list[Trial]]:
    """Draw; the grades by function, and the disagreements.

    Every function gets its turn; every second draw goes to operators, indexing or one of the most used functions.
    """
    rng = random.Random(seed)
    names = [name for name in DRAWS if only in name]
    frequent = [name for name in names if name in OFTEN] or names
    counts: dict[str, Counter[Grade]] = defaultdict(Counter)
    wrong = []
    for number in range(draws):
        name = rng.choice(frequent) if number % 2 else names[number // 2 % len(names)]
        style = rng.random()
        trial = attempt(name, rng.choice(DRAWS[name]), rng, symbolic=style < 0.4, blurred=0.3 < style < 0.5)
        if trial.grade is not None:
            counts[name][trial.grade] += 1
        if trial.grade is Grade.WRONG:
            wrong.append(trial)
    return counts, wrong


def _print_weighted(title: str, shares: dict[Grade, float]) -> None:
    exact, rank = shares[Grade.EXACT], shares[Grade.EXACT] + shares[Grade.RANK]
    print(f"{title}, weighted by use: {exact:.1%} exact, {rank:.1%} right rank, {shares[Grade.UNKNOWN]:.1%} unknown")


if __name__ == "__main__":
    sys.exit(main())
