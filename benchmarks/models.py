"""The models' public `fit` against scikit-learn: ``OPENBLAS_NUM_THREADS=1 python -m benchmarks.models``.

Same data, one thread, the same tolerance on the objective (F - F* <= 1e-8, F the mean loss with its ridge), called in
turn in one process; the smallest of the repeats counts. scikit-learn's best is the fastest of its solvers and
tolerances that gets there. Writes ``docs/models-speed.md``.
"""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.logistic_cases import CASES
from models import linear_regression, logistic_regression

PAGE = Path(__file__).parent.parent / "docs" / "models-speed.md"
TOLERANCE = 1e-8
REPEATS = 3
LONG = 5.0


def seconds(work: Callable[[], object]) -> float:
    """Time one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@dataclass
class Timing:
    """One case: seconds of ours, of scikit-learn's best and of its default solver at tol 1e-8."""

    name: str
    ours: float
    best: float
    best_name: str
    default: float
    default_gap: float
    out_of_the_box_gap: float


def peer(
    X: np.ndarray, Y: np.ndarray, solver: str, tol: float, max_iter: int
) -> Callable[[], tuple[np.ndarray, float]]:
    """Return a call of scikit-learn on samples as rows, a free transpose of ours."""
    from sklearn.linear_model import LogisticRegression

    rows, labels = X.T, Y.ravel()

    def work() -> tuple[np.ndarray, float]:
        model = LogisticRegression(solver=solver, tol=tol, max_iter=max_iter).fit(rows, labels)
        return model.coef_.T, float(model.intercept_[0])

    return work


def time_logistic(name: str, X: np.ndarray, Y: np.ndarray) -> Timing:
    """Find scikit-learn's best way, then take turns."""

    def ours() -> object:
        return logistic_regression.fit(X, Y, ridge=1.0, tolerance=TOLERANCE)

    floor = logistic_regression.fit(X, Y, ridge=1.0, tolerance=1e-15).cost
    least: list[tuple[float, str, Callable[[], object]]] = []
    default = default_gap = out_of_the_box = np.inf
    newton = ("newton-cholesky",) if X.shape[0] <= 1000 else ("newton-cg",)
    for solver, tol in product(("lbfgs", *newton), (1e-4, 1e-6, 1e-8)):
        if solver == "newton-cholesky" and least and X.shape[0] >= 1000 and tol != 1e-4:
            continue
        work = peer(X, Y, solver, tol, 1000 if tol == TOLERANCE else 100)
        began = time.perf_counter()
        w, b = work()
        took = time.perf_counter() - began
        gap = logistic_regression.cost(w, b, X, Y, 1.0) - floor
        if gap <= TOLERANCE:
            least.append((took, f"{solver}, tol={tol:g}", work))
        if solver == "lbfgs" and tol == TOLERANCE:
            default, default_gap = took, gap
        if solver == "lbfgs" and tol == 1e-4:
            out_of_the_box = gap
    first, best_name, best_work = min(least, key=lambda found: found[0])
    assert logistic_regression.fit(X, Y, tolerance=TOLERANCE).cost - floor <= TOLERANCE
    mine, theirs = [], [first]
    for _ in range(REPEATS):
        mine.append(seconds(ours))
        if first < LONG:
            theirs.append(seconds(best_work))
            if default < LONG:
                default = min(default, seconds(peer(X, Y, "lbfgs", TOLERANCE, 1000)))
    return Timing(name, min(mine), min(theirs), best_name, default, default_gap, out_of_the_box)


def logistic_table() -> list[str]:
    """Time all twelve cases and set the table."""
    lines = [
        "| case (nx x m) | ours, ms | scikit-learn's best, ms | its way | ratio | default at tol 1e-8, ms (its F - F*) "
        "| ratio | F - F* of the defaults |",
        "|---|---|---|---|---|---|---|---|",
    ]
    timings = []
    for name, load in CASES.items():
        t = time_logistic(name, *load())
        timings.append(t)
        lines.append(
            f"| {name} | {1e3 * t.ours:.1f} | {1e3 * t.best:.1f} | {t.best_name} | {t.best / t.ours:.1f} "
            f"| {1e3 * t.default:.0f} ({t.default_gap:.0e}) | {t.default / t.ours:.0f} | {t.out_of_the_box_gap:.0e} |"
        )
        print(lines[-1], flush=True)
    best = np.exp(np.mean([np.log(t.best / t.ours) for t in timings]))
    default = np.exp(np.mean([np.log(t.default / t.ours) for t in timings]))
    worst = min(t.best / t.ours for t in timings)
    return [
        *lines,
        "",
        f"Geometric mean: {best:.1f} times scikit-learn's best solver for each case (at least {worst:.1f} times), "
        f"{default:.0f} times its default at tol 1e-8, which stops after 1000 steps where it has not arrived.",
    ]


def linear_table() -> list[str]:
    """Time linear regression on 200 features of 100,000 samples, and hold both against the exact solution."""
    from sklearn.linear_model import LinearRegression

    rng = np.random.default_rng(0)
    nx, m = 200, 100_000
    X = rng.normal(size=(nx, m)) * np.exp(rng.uniform(-3, 3, size=(nx, 1))) + rng.normal(size=(nx, 1))
    Y = rng.normal(size=(1, nx)) @ X + rng.normal(size=(1, m))
    rows, targets = X.T, Y.ravel()
    exact = linear_regression.fit(X, Y, exact=True).w
    mine, theirs = [], []
    for _ in range(REPEATS):
        mine.append(seconds(lambda: linear_regression.fit(X, Y)))
        theirs.append(seconds(lambda: LinearRegression().fit(rows, targets)))
    refined = seconds(lambda: linear_regression.fit(X, Y, exact=True))
    our_error = float(np.abs(linear_regression.fit(X, Y).w / exact - 1.0).max())
    their_error = float(np.abs(LinearRegression().fit(rows, targets).coef_.reshape(-1, 1) / exact - 1.0).max())
    return [
        "| 200 x 1e5 | ms | worst relative error of a weight |",
        "|---|---|---|",
        f"| `models.linear_regression.fit(X, Y)` | {1e3 * min(mine):.0f} | {our_error:.1e} |",
        f"| the same, `exact=True` | {1e3 * refined:.0f} | the yardstick |",
        f"| scikit-learn `LinearRegression()` | {1e3 * min(theirs):.0f} | {their_error:.1e} |",
        "",
        f"{min(theirs) / min(mine):.1f} times faster.",
    ]


def step_table() -> list[str]:
    """Time the textbook's gradient step against reading X twice, in float64 and float32."""
    rng = np.random.default_rng(0)
    lines = ["| step, 200 x 1e5 | ms | two reads of X, ms | share of that bound |", "|---|---|---|---|"]
    times = []
    for kind in (np.float64, np.float32):
        X = rng.normal(size=(200, 100_000)).astype(kind)
        Y = (rng.uniform(size=(1, 100_000)) < 0.5).astype(kind)
        w = np.zeros((200, 1), kind)
        flat = X.reshape(1, -1)

        def step(X: np.ndarray = X, Y: np.ndarray = Y, w: np.ndarray = w) -> None:
            logistic_regression.backward(logistic_regression.forward(w, 0.0, X), X, Y)

        def reads(flat: np.ndarray = flat) -> None:
            np.vdot(flat, flat)
            np.vdot(flat, flat)

        rounds = [(seconds(step), seconds(reads)) for _ in range(15)]
        took, bound = min(r[0] for r in rounds), min(r[1] for r in rounds)
        times.append(took)
        lines.append(f"| {np.dtype(kind).name} | {1e3 * took:.1f} | {1e3 * bound:.1f} | {100 * bound / took:.0f} % |")
    return [*lines, "", f"float32 takes {times[0] / times[1]:.2f} times less."]


def main() -> None:
    """Measure, write the page, print it."""
    import sklearn

    warnings.simplefilter("ignore")
    lines = [
        "# How fast the models are",
        "",
        "Written by `OPENBLAS_NUM_THREADS=1 python -m benchmarks.models` "
        f"(NumPy {np.__version__}, scikit-learn {sklearn.__version__}, "
        f"OPENBLAS_NUM_THREADS={os.environ.get('OPENBLAS_NUM_THREADS', 'unset')}). Load average "
        f"{os.getloadavg()[0]:.0f} on {os.cpu_count()} cores at the end. Ratios are of calls in turn within one run; "
        "on a machine that is shared, milliseconds are only indicative.",
        "",
        "## Logistic regression, to F - F* <= 1e-8",
        "",
        *logistic_table(),
        "",
        "## Linear regression",
        "",
        *linear_table(),
        "",
        "## The gradient step of the text",
        "",
        *step_table(),
        "",
    ]
    PAGE.write_text("\n".join(lines))
    print(PAGE.read_text())


if __name__ == "__main__":
    main()
