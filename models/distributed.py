"""Visit blocks of samples that live anywhere: in a file, in a Dask array, on other machines.

A pass is "do this to every block, and add up": `Each` says how. What the block functions return adds up to the same
sums however the samples were cut, so the cluster, a worker that dies and is replaced, and the number of blocks are
nobody's concern. Only sums travel: nx^2 numbers a block, never a sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any, TypeVar

import numpy as np

from shapeguard import Float, guard

from .blocks import blocks

Sum = TypeVar("Sum")
Each = Callable[[Callable[[np.ndarray, np.ndarray], Any]], Iterable[Any]]


@guard
def here(X: Float[np.ndarray, "(nx, m)"], Y: Float[np.ndarray, "(1, m)"]) -> Each:
    """Visit the blocks of arrays or memory-mapped files in this process."""

    def each(function: Callable[[np.ndarray, np.ndarray], Any]) -> Iterable[Any]:
        """Call the function with one block after the other."""
        return (function(Xk, Yk) for Xk, Yk in blocks(X, Y))

    return each


def on_dask(pairs: Sequence[tuple[Any, Any]], progress: str | None = None) -> Each:
    """Visit delayed blocks on the current `dask.distributed` client, each where its data is.

    Raises
    ------
    ModuleNotFoundError
        When Dask is not installed.
    """
    try:
        from dask.delayed import Delayed, delayed
        from distributed import Future, as_completed, get_client
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "Fitting on a cluster needs Dask: pip install 'shapeguard-numpy[distributed]'."
        ) from missing

    def each(function: Callable[[np.ndarray, np.ndarray], Any]) -> Iterable[Any]:
        """Send the function to the blocks, and wait for all of them before the first sum is fetched."""
        tasks: list[Delayed] = [delayed(function, pure=False)(Xk, Yk) for Xk, Yk in pairs]
        futures: list[Future[Any]] = get_client().compute(tasks)  # type: ignore[no-untyped-call]
        finished: Iterable[Future[Any]] = as_completed(futures)  # type: ignore[no-untyped-call]
        if progress is not None:
            from tqdm import tqdm

            finished = tqdm(finished, desc=progress, total=len(futures), unit=" blocks", disable=None)
        for _ in finished:
            pass
        return (future.result() for future in futures)

    return each


def dask_blocks(X: Any, Y: Any) -> list[tuple[Any, Any]]:
    """Return the delayed blocks of two Dask arrays (nx, m) and (1, m), cut between samples only."""
    X = X.rechunk({0: -1})
    Y = Y.rechunk({0: -1, 1: X.chunks[1]})
    return list(zip(X.to_delayed().ravel(), Y.to_delayed().ravel(), strict=True))


def total(each: Each, function: Callable[[np.ndarray, np.ndarray], Sum]) -> Sum:
    """Do something to every block and add up what comes back, in the order of the blocks."""
    result: Sum = reduce(add, each(function))
    return result
