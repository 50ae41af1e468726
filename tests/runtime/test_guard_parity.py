"""The verdict of jaxtyped + beartype on random signatures and calls; the long run is ``benchmarks.guard_parity``."""

from __future__ import annotations

import inspect
import random
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jaxtyping import AnnotationError

from benchmarks.guard_parity.arguments import random_call
from benchmarks.guard_parity.comparing import Pair, compare, pair_of
from benchmarks.guard_parity.signatures import random_case
from shapeguard import ShapeError

pytestmark = pytest.mark.filterwarnings("ignore:the matrix subclass")


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
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


@pytest.mark.parametrize("seed", range(3))
def test_a_suggestion_that_is_followed_mends_what_was_blamed(seed: int) -> None:
    rng = random.Random(seed)
    followed = 0
    for _ in range(60):
        pair = pair_of(random_case(rng))
        for _ in range(8):
            positional, named = random_call(rng, pair.case)
            arguments = inspect.signature(pair.case.function).bind(*positional, **named).arguments
            error = error_of(pair, arguments)
            if error is None or error.suggestion is None or error.where not in arguments:
                continue
            mended = eval(error.suggestion, {"np": np, **arguments})
            again = error_of(pair, {**arguments, error.where: mended})
            assert again is None or again.where != error.where, f"{pair.case.text}: {error}\n{again}"
            followed += 1
    assert followed > 5


def error_of(pair: Pair, arguments: Mapping[str, Any]) -> ShapeError | None:
    bound = inspect.BoundArguments(inspect.signature(pair.case.function), OrderedDict(arguments))
    try:
        pair.ours(*bound.args, **bound.kwargs)
    except ShapeError as error:
        return error
    except AnnotationError:
        return None
    return None
