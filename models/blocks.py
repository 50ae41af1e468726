"""A long table, a few columns at a time: the same loop serves the cache, a file larger than memory and a cluster."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from shapeguard import Float, guard

BLOCK_NUMBERS = 2**19
"""Numbers in a block: 4 MB of float64, so that a block that was just computed is still in the cache."""

CACHE_NUMBERS = 2**18
"""Numbers in a block that is only read, twice: the sooner the second time, the more of it is still in the cache."""

RUN = 64
"""Neighbouring samples that are drawn together."""


def spans(nx: int, m: int, numbers: int = BLOCK_NUMBERS) -> Iterator[slice]:
    """Yield the slices that cut m samples of nx features into blocks, none narrower than twice its height.

    A product ``S @ S.T`` costs nx^2 additions a block on top of its nx^2 multiplications a sample, so narrow blocks of
    a high table would spend their time on adding tables up.
    """
    width = max(numbers // (nx + 1), 2 * nx, 64)
    for start in range(0, m, width):
        yield slice(start, min(start + width, m))


@guard
def blocks(X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield ``X[:, span], Y[:, span]`` for all samples, views in float64 (copies of one block if float32)."""
    nx, m = X.shape
    for span in spans(nx, m):
        yield np.asarray(X[:, span], np.float64), np.asarray(Y[:, span], np.float64)


@guard
def some_samples(
    X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"], count: int
) -> tuple[Float[np.ndarray, "(nx, k)"], Float[np.ndarray, "(1, k)"]]:
    """Return about `count` samples in float64: short runs from everywhere, for data is often sorted."""
    m = X.shape[1]
    if m <= count:
        return X.astype(np.float64, copy=False), Y.astype(np.float64, copy=False)
    runs = [slice(start, start + RUN) for start in np.linspace(0, m - RUN, count // RUN).astype(int)]
    some_X = np.concatenate([X[:, run] for run in runs], axis=1, dtype=np.float64)
    return some_X, np.concatenate([Y[:, run] for run in runs], axis=1, dtype=np.float64)
