"""``python -m benchmarks.guard_parity --calls 200000``: hold the guard against jaxtyping and beartype at length."""

from __future__ import annotations

import argparse
import random
import sys
import time

from benchmarks.guard_parity.arguments import random_call
from benchmarks.guard_parity.comparing import compare, pair_of
from benchmarks.guard_parity.signatures import random_case


def main() -> int:
    """Run until the calls are spent; the exit code is 1 if any verdict differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=200_000)
    parser.add_argument("--calls-per-signature", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stop-after", type=int, default=10, help="stop after so many disagreements")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    calls = passed = fast = signatures = 0
    differences: list[str] = []
    start = time.perf_counter()
    while calls < options.calls and len(differences) < options.stop_after:
        pair = pair_of(random_case(rng))
        signatures += 1
        fast += pair.ours.__shapeguard__.is_fast  # type: ignore[attr-defined]
        for _ in range(options.calls_per_signature):
            positional, named = random_call(rng, pair.case)
            calls += 1
            outcome, difference = compare(pair, positional, named)
            passed += outcome.passed
            if difference is not None:
                shown = [
                    getattr(value, "shape", value) for value in (*positional, *named.items(), pair.case.log.result)
                ]
                differences.append(f"{pair.case.text}\n    called with {shown}\n    {difference}")
                print(differences[-1], flush=True)
    print(
        f"{calls} calls of {signatures} signatures ({fast} with a fast path), {passed} passed, "
        f"{len(differences)} disagreements, seed {options.seed}, {time.perf_counter() - start:.0f} s"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
