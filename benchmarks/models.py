"""The models' public `fit` against scikit-learn: ``python -m benchmarks.models [PART ...]``.

Same data, one thread, the same tolerance on the objective (F - F* <= 1e-8, F the mean loss with its ridge), called in
turn in one process; the least processor time of the rounds counts. Each side gets the table as its users have it, in C
order: ``X`` (nx, m) here, its transpose (m, nx) there. scikit-learn's best is the fastest of its solvers and tolerances
that gets there. Writes ``docs/models-speed.md``, or only the parts named: logistic, linear, step, guards.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.guard_overhead.__main__ import step_ratio
from benchmarks.logistic_cases import CASES
from benchmarks.turns import Turns, in_turns, rounds_for, with_one_thread
from models import linear_regression, logistic_regression

PAGE = Path(__file__).parent.parent / "docs" / "models-speed.md"
TOLERANCE = 1e-8
Fitted = tuple[np.ndarray, float]


@dataclass
class Timing:
    """One case: ours, scikit-learn's best and its default solver at tol 1e-8."""

    name: str
    ours: Turns
    best: Turns
    best_name: str
    default: Turns
    default_gap: float
    out_of_the_box_gap: float

    @property
    def over_best(self) -> float:
        """How many times faster than scikit-learn's best."""
        return self.best.least / self.ours.least

    @property
    def over_default(self) -> float:
        """How many times faster than its default at tol 1e-8."""
        return self.default.least / self.ours.least


def verdict(met: bool) -> str:
    """Say whether a target is met."""
    return "met" if met else "**missed**"


def peer(rows: np.ndarray, labels: np.ndarray, solver: str, tol: float, max_iter: int) -> Callable[[], Fitted]:
    """Return a call of scikit-learn."""
    from sklearn.linear_model import LogisticRegression

    def work() -> Fitted:
        model = LogisticRegression(solver=solver, tol=tol, max_iter=max_iter).fit(rows, labels)
        return model.coef_.T, float(model.intercept_[0])

    return work


def time_logistic(name: str, X: np.ndarray, Y: np.ndarray) -> Timing:
    """Find scikit-learn's best way, then take turns."""

    def ours() -> object:
        return logistic_regression.fit(X, Y, ridge=1.0, tolerance=TOLERANCE)

    rows, labels = np.ascontiguousarray(X.T), Y.ravel()
    floor = logistic_regression.fit(X, Y, ridge=1.0, tolerance=1e-15).cost
    assert logistic_regression.fit(X, Y, tolerance=TOLERANCE).cost - floor <= TOLERANCE
    arrived: dict[str, tuple[Turns, Callable[[], Fitted]]] = {}
    gaps: dict[tuple[str, float], float] = {}
    default = Turns()
    newton = ("newton-cholesky",) if X.shape[0] <= 1000 else ("newton-cg",)
    for solver, tol in product(("lbfgs", *newton), (1e-4, 1e-6, 1e-8)):
        if solver == "newton-cholesky" and arrived and X.shape[0] >= 1000 and tol != 1e-4:
            continue
        work, turns = peer(rows, labels, solver, tol, 1000 if tol == TOLERANCE else 100), Turns()
        w, b = turns.take(work)
        gaps[solver, tol] = logistic_regression.cost(w, b, X, Y, 1.0) - floor
        if gaps[solver, tol] <= TOLERANCE:
            arrived[f"{solver}, tol={tol:g}"] = turns, work
        if (solver, tol) == ("lbfgs", TOLERANCE):
            default = turns
    best_name = min(arrived, key=lambda way: arrived[way][0].least)
    best, best_work = arrived[best_name]
    again = in_turns({"ours": ours, "best": best_work}, rounds_for(best.least))
    if default.least < 5.0:
        work = peer(rows, labels, "lbfgs", TOLERANCE, 1000)
        default = in_turns({"default": work}, min(rounds_for(default.least), 5))["default"]
    return Timing(name, again["ours"], again["best"], best_name, default, gaps["lbfgs", TOLERANCE], gaps["lbfgs", 1e-4])


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
            f"| {name} | {t.ours.milliseconds()} | {t.best.milliseconds()} | {t.best_name} | {t.over_best:.1f} "
            f"| {1e3 * t.default.least:.0f} ({t.default_gap:.0e}) | {t.over_default:.0f} "
            f"| {t.out_of_the_box_gap:.0e} |"
        )
        print(lines[-1], flush=True)
    best = float(np.exp(np.mean([np.log(t.over_best) for t in timings])))
    default = float(np.exp(np.mean([np.log(t.over_default) for t in timings])))
    worst = min(t.over_best for t in timings)
    images = max(t.ours.least for t in timings if "12288" in t.name)
    return [
        *lines,
        "",
        f"- Geometric mean over scikit-learn's best solver: {best:.2f} times; target 3: {verdict(best >= 3)}.",
        f"- Geometric mean over its default at tol 1e-8, which gives up after 1000 steps: {default:.1f} times; "
        f"target 10: {verdict(default >= 10)}.",
        f"- The worst case: {worst:.2f} times; target 0.9: {verdict(worst >= 0.9)}.",
        f"- Images, the slower of the two: {1e3 * images:.0f} ms; target 50: {verdict(images <= 0.05)}.",
    ]


def linear_table() -> list[str]:
    """Time linear regression on 200 features of 100,000 samples, and hold both against the exact solution."""
    from sklearn.linear_model import LinearRegression

    rng = np.random.default_rng(0)
    nx, m = 200, 100_000
    X = rng.normal(size=(nx, m)) * np.exp(rng.uniform(-3, 3, size=(nx, 1))) + rng.normal(size=(nx, 1))
    Y = rng.normal(size=(1, nx)) @ X + rng.normal(size=(1, m))
    rows, targets, halved = np.ascontiguousarray(X.T), Y.ravel(), X.astype(np.float32)
    turns = in_turns(
        {
            "ours": lambda: linear_regression.fit(X, Y),
            "the product": lambda: np.dot(X, X.T),
            "its half": lambda: np.dot(halved, halved.T),
            "scikit-learn": lambda: LinearRegression().fit(rows, targets),
        },
        7,
    )
    refined = in_turns({"exact": lambda: linear_regression.fit(X, Y, exact=True)}, 1)["exact"]
    exact = linear_regression.fit(X, Y, exact=True).w
    our_error = float(np.abs(linear_regression.fit(X, Y).w / exact - 1.0).max())
    their_error = float(np.abs(LinearRegression().fit(rows, targets).coef_.reshape(-1, 1) / exact - 1.0).max())
    theirs, floor = turns["scikit-learn"].least, turns["the product"].least
    ratio = theirs / turns["ours"].least
    return [
        "| 200 x 1e5 | ms | worst relative error of a weight |",
        "|---|---|---|",
        f"| `models.linear_regression.fit(X, Y)` | {turns['ours'].milliseconds()} | {our_error:.1e} |",
        f"| scikit-learn `LinearRegression()` | {turns['scikit-learn'].milliseconds()} | {their_error:.1e} |",
        f"| `fit(X, Y, exact=True)` | {refined.milliseconds()} | the yardstick |",
        f"| `np.dot(X, X.T)` alone | {turns['the product'].milliseconds()} | the floor of sums in float64 |",
        f"| the same of a float32 copy | {turns['its half'].milliseconds()} | the floor of any sums |",
        "",
        f"- {ratio:.1f} times faster than `LinearRegression`; target 15 at equal or better accuracy: "
        f"{verdict(ratio >= 15 and our_error <= their_error)}. "
        f"`fit` adds up in float32 and corrects in float64, with {floor / turns['ours'].least:.0%} of the speed of "
        f"`np.dot(X, X.T)` alone, which is {theirs / floor:.1f} times faster than `LinearRegression`. Even the product "
        f"in float32 alone is only {theirs / turns['its half'].least:.1f} times faster.",
    ]


def step_table() -> list[str]:
    """Time one step of gradient descent against reading X twice, in both orders and precisions."""
    rng = np.random.default_rng(0)
    nx, m = 200, 100_000
    shown = "two reads of X, ms"
    lines = [f"| step, {nx} x {m:,} | ms | {shown} | share of that bound |", "|---|---|---|---|"]
    least, shares = {}, {}
    for kind, order in product((np.float64, np.float32), "CF"):
        X = np.asarray(rng.normal(size=(nx, m)), kind, order=order)  # type: ignore[call-overload]
        Y = (rng.uniform(size=(1, m)) < 0.5).astype(kind)
        flat = X.ravel(order="K")

        def step(X: np.ndarray = X, Y: np.ndarray = Y) -> None:
            logistic_regression.gradient_descent(X, Y, 0.1, 1)

        def read(flat: np.ndarray = flat) -> None:
            np.vdot(flat, flat)

        turns = in_turns({"step": step, "first": read, "second": read}, 40)
        bound = 2.0 * min(turns["first"].least, turns["second"].least)
        key = np.dtype(kind).name, order
        least[key], shares[key] = turns["step"].least, bound / turns["step"].least
        lines.append(
            f"| {key[0]}, {order} order | {turns['step'].milliseconds()} | {1e3 * bound:.2f} | {shares[key]:.0%} |"
        )
    better, worse = sorted((shares["float64", order] for order in "CF"), reverse=True)
    gain = [least["float64", order] / least["float32", order] for order in "CF"]
    return [
        *lines,
        "",
        f"- float64 in the better order: {better:.0%} of the bound; target 95 %: {verdict(better >= 0.95)}. "
        f"In the other order: {worse:.0%}.",
        f"- float32 takes {min(gain):.2f} to {max(gain):.2f} times less; target 1.8: {verdict(min(gain) >= 1.8)}.",
    ]


def guard_lines() -> list[str]:
    """Time the guards of all four functions of a step."""
    ratios = sorted(step_ratio(25) for _ in range(5))
    return [
        f"- Forward, cost, backward and update with `@guard`, 20 x 1000: {ratios[2] - 1:.0%} more than without (the "
        f"median of five runs, {ratios[0] - 1:.0%} to {ratios[-1] - 1:.0%}); target 20 %: {verdict(ratios[2] <= 1.2)}."
    ]


PARTS: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "logistic": ("## Logistic regression, to F - F* <= 1e-8", logistic_table),
    "linear": ("## Linear regression", linear_table),
    "step": ("## One step of gradient descent", step_table),
    "guards": ("## Guards", guard_lines),
}


def preface() -> str:
    """Say what was measured, and where."""
    import sklearn

    return (
        "# How fast the models are\n\n"
        f"Written by `python -m benchmarks.models` (NumPy {np.__version__}, scikit-learn {sklearn.__version__}, one "
        f"BLAS thread; load average {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores at the end). Milliseconds are "
        "of the processor, all threads of the process together: least / median, then the least by the clock on the "
        "wall. Ratios are of the least processor times of calls that take turns, so that what the machine does "
        "meanwhile for others does not count; memory bandwidth and caches are still shared.\n"
    )


def main() -> None:
    """Measure, write the page or some of its parts, and print it."""
    with_one_thread("benchmarks.models")
    warnings.simplefilter("ignore")
    wanted = sys.argv[1:] or list(PARTS)
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    kept = {section.splitlines()[0]: section.rstrip() for section in re.split(r"^(?=## )", written, flags=re.M)[1:]}
    for name in wanted:
        title, measure = PARTS[name]
        kept[title] = "\n".join([title, "", *measure()])
        print(kept[title], flush=True)
    sections = [kept[title] + "\n" for title, _ in PARTS.values() if title in kept]
    PAGE.write_text("\n".join([preface(), *sections]), encoding="utf-8")


if __name__ == "__main__":
    main()
