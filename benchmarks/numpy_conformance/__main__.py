"""``python -m benchmarks.numpy_conformance --draws 100000``: every rule against NumPy, and the figures by use."""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict

from benchmarks.numpy_conformance.comparison import Grade
from benchmarks.numpy_conformance.draws import DRAWS
from benchmarks.numpy_conformance.trial import Trial, attempt


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="names that contain this text")
    parser.add_argument("--show", type=int, default=20, help="how many disagreements are printed")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    names = [name for name in DRAWS if options.only in name]
    counts: dict[str, Counter[Grade]] = defaultdict(Counter)
    wrong: list[Trial] = []
    for number in range(options.draws):
        name = names[number % len(names)]
        trial = attempt(name, rng.choice(DRAWS[name]), rng, symbolic=rng.random() < 0.4)
        if trial.grade is not None:
            counts[name][trial.grade] += 1
        if trial.grade is Grade.WRONG:
            wrong.append(trial)
    shown = Counter[str]()
    for trial in wrong:
        shown[trial.name] += 1
        if shown[trial.name] <= 2 and sum(shown.values()) < 10 * options.show:
            print(trial)
    print(f"{len(wrong)} disagreements in {options.draws} draws", dict(shown))
    for name, grades in counts.items():
        total = grades.total()
        if grades[Grade.EXACT] < 0.8 * total:
            print(f"{name:30}", {g.value: f"{100 * c / total:.0f}%" for g, c in grades.items()})
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
