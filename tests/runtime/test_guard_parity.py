"""The verdict of jaxtyped + beartype on random signatures and calls; the long run is ``benchmarks.guard_parity``."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.guard_parity.arguments import random_call
from benchmarks.guard_parity.comparing import compare, pair_of
from benchmarks.guard_parity.signatures import random_case


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_the_verdict_is_theirs(rng: random.Random) -> None:
    pair = pair_of(random_case(rng))
    for _ in range(4):
        positional, named = random_call(rng, pair.case)
        _, difference = compare(pair, positional, named)
        assert difference is None, f"{pair.case.text} called with {positional} {named}: {difference}"


@pytest.mark.parametrize("seed", [11, 12])
def test_the_fuzz_is_not_blind(seed: int) -> None:
    """Enough calls pass and enough are refused, and most signatures have a fast path."""
    rng = random.Random(seed)
    passed = fast = 0
    for _ in range(60):
        pair = pair_of(random_case(rng))
        fast += pair.ours.__shapeguard__.is_fast  # type: ignore[attr-defined]
        for _ in range(5):
            outcome, _ = compare(pair, *random_call(rng, pair.case))
            passed += outcome.passed
    assert 75 < passed < 225
    assert fast > 30
