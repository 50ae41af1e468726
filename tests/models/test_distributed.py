"""Beyond one machine: any partition, files larger than memory, a cluster whose workers die."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import linear_regression, logistic_regression
from models.block_fits import fit_linear, fit_logistic
from models.distributed import here
from models.logistic_regression import SeparableDataError

ROOT = Path(__file__).parents[2]
RNG = np.random.default_rng(11)
X = RNG.normal(size=(6, 3000)) * np.exp(RNG.uniform(-3, 3, size=(6, 1))) + 2.0
SIGNAL = RNG.normal(size=(1, 6)) @ ((X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True))
Y = SIGNAL + RNG.normal(size=(1, 3000))
LABELS = (Y > 0.3).astype(float)


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(1, 2999), max_size=8))
def test_the_result_does_not_depend_on_the_partition(cuts: list[int]) -> None:
    edges = [0, *sorted(set(cuts)), 3000]
    spans = [slice(i, j) for i, j in itertools.pairwise(edges)]

    def each(targets: np.ndarray):  # type: ignore[no-untyped-def]
        return lambda function: [function(X[:, span], targets[:, span]) for span in spans]

    w, b = fit_linear(each(Y))
    whole = linear_regression.fit(X, Y)
    np.testing.assert_allclose(w, whole.w, rtol=1e-12)
    assert b == pytest.approx(whole.b, rel=1e-12)
    w, b = fit_logistic(each(LABELS), 6)
    w_whole, b_whole = fit_logistic(here(X, LABELS), 6)
    np.testing.assert_allclose(w, w_whole, rtol=1e-12)
    assert b == pytest.approx(b_whole, rel=1e-12)


def test_newton_over_blocks_is_the_fit() -> None:
    w, b = fit_logistic(here(X, LABELS), 6, ridge=2.0, tolerance=1e-14)
    best = logistic_regression.fit(X, LABELS, ridge=2.0)
    np.testing.assert_allclose(w, best.w, rtol=1e-5)
    assert b == pytest.approx(best.b, rel=1e-5)


def test_features_that_sums_cannot_tell_apart() -> None:
    with pytest.raises(ValueError, match="ridge > 0"):
        fit_linear(here(np.concatenate([X, X[:1, :]]), Y))


def test_separable_classes_are_reported() -> None:
    with pytest.raises(SeparableDataError, match="ridge > 0"):
        fit_logistic(here(np.array([[-2.0, -1.0, 1.0, 2.0]]), np.array([[0.0, 0.0, 1.0, 1.0]])), 1, ridge=0.0)


def test_a_file_larger_than_the_memory_allowed(tmp_path: Path) -> None:
    """240 MB of samples, fitted in a process that may not allocate 64 MB more than it starts with."""
    program = """
        import resource, sys
        import numpy as np
        from models import linear_regression
        from models.block_fits import fit_logistic
        from models.distributed import here

        nx, m = 10, 3_000_000
        X = np.memmap(sys.argv[1], np.float64, "w+", shape=(nx, m))
        Y = np.memmap(sys.argv[2], np.float64, "w+", shape=(1, m))
        rng = np.random.default_rng(0)
        weights = np.arange(nx).reshape(1, nx) - 4.5
        for start in range(0, m, 250_000):
            block = rng.normal(size=(nx, 250_000))
            X[:, start : start + 250_000] = block
            Y[:, start : start + 250_000] = weights @ block + 3.0
        labels = np.memmap(sys.argv[3], np.float64, "w+", shape=(1, m))
        labels[:] = Y > 3.0 + 8.0 * rng.normal(size=(1, m))
        used = int(open("/proc/self/statm").read().split()[5]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_DATA, (used + int(sys.argv[4]), -1))
        try:
            np.array(X)
        except MemoryError:
            print("does not fit")
        best = linear_regression.fit(X, Y)
        print(np.abs(best.w.T - weights).max() < 1e-12, abs(best.b - 3.0) < 1e-12)
        w, b = fit_logistic(here(X, labels), nx, tolerance=1e-8)
        print(np.abs(np.corrcoef(w.T, weights)[0, 1] - 1.0) < 1e-4)
    """
    files = [str(tmp_path / name) for name in ("X", "Y", "labels")]
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *files, str(64 * 2**20)],
        cwd=ROOT,
        env={"OPENBLAS_NUM_THREADS": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.split("\n")[:3] == ["does not fit", "True True", "True"], done.stderr


def slowly(function: Callable[[np.ndarray, np.ndarray], Any], Xk: np.ndarray, Yk: np.ndarray) -> Any:
    """Take a tenth of a second for a block, so that there is a middle of a pass."""
    time.sleep(0.1)
    return function(Xk, Yk)


@pytest.mark.slow
def test_a_cluster_of_two_whose_worker_dies(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Two real worker processes; one is killed in the middle of a pass, and no digit changes."""
    pytest.importorskip("distributed")
    import dask
    import dask.array as da
    from distributed import Client, LocalCluster

    from models.distributed import dask_blocks, on_dask

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)  # progress is for terminals
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 10}),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster),
    ):  # type: ignore[no-untyped-call]
        lazy_X, lazy_Y = da.from_array(X, chunks=(6, 300)), da.from_array(LABELS, chunks=(1, 1000))
        blocks = dask_blocks(lazy_X, lazy_Y)
        assert len(blocks) == 10
        undisturbed = fit_logistic(on_dask(blocks, progress="logistic"), 6)
        victim = next(worker.pid for worker in cluster.workers.values())
        times: list[float] = []

        def kill() -> None:
            times.append(time.monotonic())
            os.kill(victim, signal.SIGKILL)

        def each(function):  # type: ignore[no-untyped-def]
            if times:
                return on_dask(blocks)(function)
            begin = time.monotonic()
            timer = threading.Timer(0.25, kill)
            timer.start()
            parts = list(on_dask(blocks)(partial(slowly, function)))
            timer.join()
            assert begin < times[0] < time.monotonic() - 0.2, "the worker was not killed in the middle of the pass"
            return parts

        w, b = fit_logistic(each, 6)
        assert victim not in [worker.pid for worker in cluster.workers.values()]
        np.testing.assert_array_equal(w, undisturbed[0])
        assert b == undisturbed[1]
        w_here, _ = fit_logistic(here(X, LABELS), 6)
        np.testing.assert_allclose(w, w_here, rtol=1e-12)
        linear, _ = fit_linear(on_dask(dask_blocks(lazy_X, da.from_array(Y, chunks=(1, 3000)))))
        np.testing.assert_allclose(linear, linear_regression.fit(X, Y).w, rtol=1e-12)
    assert "logistic" in capfd.readouterr().err
