"""Least squares to the last digit: against rational arithmetic, scikit-learn, and every kind of difficult input."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.nist import Problem, correct_digits, ours, problems, scikit_learn
from models.approximate_inverse import nearly_orthogonal
from models.blocks import RUN, spans
from models.double_double import DoubleDouble, exact_product, slice_rows, slices
from models.linear_regression import fit
from models.stats import stats, total


@pytest.mark.parametrize("problem", problems(), ids=lambda problem: problem.name)
def test_all_digits_on_the_nist_sets(problem: Problem) -> None:
    truth = problem.exact()
    assert correct_digits([float(value) for value in truth], problem.certified) > 7
    assert correct_digits(ours(problem), truth) == 15.0


def test_the_yardstick_measures_something() -> None:
    wampler = next(problem for problem in problems() if problem.name == "Wampler1")
    assert correct_digits(scikit_learn(wampler), wampler.exact()) < 15.0


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), nx=st.integers(1, 4), extra=st.integers(2, 6), spread=st.integers(0, 12))
def test_all_digits_on_random_tables(seed: int, nx: int, extra: int, spread: int) -> None:
    rng = np.random.default_rng(seed)
    scales = 10.0 ** rng.integers(-spread, spread + 1, size=(nx, 1))
    X = rng.normal(size=(nx, nx + extra)) * scales + rng.normal(size=(nx, 1)) * scales
    problem = Problem("random", X, rng.normal(size=(1, nx + extra)), True, [])
    assert correct_digits(ours(problem), problem.exact()) == 15.0


def test_ridge_to_the_last_digit() -> None:
    rng = np.random.default_rng(3)
    X, Y, ridge = rng.normal(size=(3, 8)), rng.normal(size=(1, 8)), 0.37
    best = fit(X, Y, ridge=ridge)
    w = [Fraction(value) for value in best.w.ravel().tolist()]
    rows = [[Fraction(value) for value in row] for row in X.tolist()]
    r = [Fraction(float(Y[0, i])) - Fraction(best.b) - sum(w[j] * rows[j][i] for j in range(3)) for i in range(8)]
    assert abs(sum(r)) < 1e-15
    for j in range(3):
        assert abs(sum(rows[j][i] * r[i] for i in range(8)) - Fraction(ridge) * w[j]) < 3e-15


def test_large_tables_agree_with_scikit_learn_and_with_the_exact_path() -> None:
    from sklearn.linear_model import LinearRegression, Ridge

    rng = np.random.default_rng(0)
    X = rng.normal(size=(30, 40_000)) * np.exp(rng.uniform(-3, 3, size=(30, 1))) + 5.0
    Y = rng.normal(size=(1, 30)) @ X + rng.normal(size=(1, 40_000))
    fast, exact = fit(X, Y), fit(X, Y, exact=True)
    assert (fast.rounds, exact.rounds) == (0, exact.rounds) and exact.rounds > 0
    np.testing.assert_allclose(fast.w, exact.w, rtol=fast.error_bound * 10)
    np.testing.assert_allclose(LinearRegression().fit(X.T, Y.ravel()).coef_.reshape(-1, 1), exact.w, rtol=1e-9)
    ridge = Ridge(alpha=70.0, solver="cholesky").fit(X.T, Y.ravel())
    np.testing.assert_allclose(fit(X, Y, ridge=70.0).w, ridge.coef_.reshape(-1, 1), rtol=1e-9)


@pytest.mark.parametrize("scale", [1.0, 1e-21, 1e21, 1e200])
@pytest.mark.parametrize("dependence", [1.0, 0.1, 0.02])
def test_sums_in_float32_cost_no_digit(scale: float, dependence: float) -> None:
    rng = np.random.default_rng(2)
    nx, m = 70, 16_000
    X = rng.normal(size=(nx, m)) + 3.0
    X[1:2, :] = X[:1, :] + dependence * X[1:2, :]
    assert nearly_orthogonal(X)
    X *= scale
    Y = rng.normal(size=(1, nx)) @ X + scale * rng.normal(size=(1, m))
    fast, exact = fit(X, Y, exact=False), fit(X, Y, exact=True)
    assert np.abs(fast.w - exact.w).max() <= fast.error_bound * np.abs(exact.w).max()
    assert fast.error_bound < 2e-11
    assert fast.condition == pytest.approx(exact.condition, rel=1e-2)


def test_dependence_that_few_samples_hide_is_found_by_the_corrections() -> None:
    rng = np.random.default_rng(3)
    nx, m = 70, 40_000
    X = rng.normal(size=(nx, m))
    sizes = np.full((1, m), 1e-7)
    for start in np.linspace(0, m - RUN, 2 * nx // RUN).astype(int):
        sizes[:, start : start + RUN] = 0.02
    X[1:2, :] = X[:1, :] + sizes * X[1:2, :]
    assert nearly_orthogonal(X)
    Y = X.sum(axis=0, keepdims=True) + rng.normal(size=(1, m))
    best, rough, exact = fit(X, Y), fit(X, Y, exact=False), fit(X, Y, exact=True)
    assert exact.condition > 1000
    assert best.rounds > 0
    np.testing.assert_allclose(best.w, exact.w, rtol=1e-13)
    assert np.abs(rough.w - exact.w).max() <= rough.error_bound * np.abs(exact.w).max()


def test_a_constant_target_or_feature_has_a_bound() -> None:
    X = np.random.default_rng(4).normal(size=(70, 16_000))
    flat = fit(X, np.zeros((1, 16_000)))
    assert not flat.w.any() and flat.error_bound < 1e-12
    X[3, :] = 5.0
    constant = fit(X, X.sum(axis=0, keepdims=True))
    assert constant.w[3, 0] == 0.0 and constant.error_bound < 1e-12


def test_ill_conditioned_large_tables_are_refined_of_their_own() -> None:
    rng = np.random.default_rng(1)
    X = rng.normal(size=(12, 100_000))
    X[1:2, :] = X[:1, :] + 1e-7 * X[1:2, :]
    Y = X.sum(axis=0, keepdims=True) + rng.normal(size=(1, 100_000))
    best = fit(X, Y)
    assert best.rounds > 0 and best.condition > 1e6 and not best.minimum_norm


class TestMinimumNorm:
    """Where many weights fit equally well, the shortest are given, and the fit says so."""

    def test_wide(self) -> None:
        rng = np.random.default_rng(4)
        X, Y = rng.normal(size=(40, 7)), rng.normal(size=(1, 7))
        best = fit(X, Y)
        assert (best.rank, best.minimum_norm) == (6, True)
        centred = X - X.mean(axis=1, keepdims=True)
        np.testing.assert_allclose(best.w, np.linalg.pinv(centred.T) @ (Y - Y.mean()).T, rtol=1e-10)
        assert best.residual < 1e-13

    @pytest.mark.parametrize("factor", [1.0, 3.0, -1e4])
    def test_a_feature_twice(self, factor: float) -> None:
        rng = np.random.default_rng(5)
        X = rng.normal(size=(3, 50))
        X[2:3, :] = factor * X[:1, :]
        Y = rng.normal(size=(1, 50))
        best = fit(X, Y)
        assert (best.rank, best.minimum_norm) == (2, True)
        one = fit(X[:2, :], Y)
        assert best.w[0, 0] == pytest.approx(one.w[0, 0] / (1.0 + factor**2), rel=1e-7)
        assert best.w[2, 0] == pytest.approx(factor * one.w[0, 0] / (1.0 + factor**2), rel=1e-7)
        assert best.residual == pytest.approx(one.residual, rel=1e-12)

    def test_ridge_on_a_wide_table_is_unique(self) -> None:
        from sklearn.linear_model import Ridge

        rng = np.random.default_rng(6)
        X, Y = rng.normal(size=(60, 9)) * 10.0, rng.normal(size=(1, 9))
        best = fit(X, Y, ridge=2.0)
        peer = Ridge(alpha=2.0, tol=1e-14).fit(X.T, Y.ravel())
        np.testing.assert_allclose(best.w, peer.coef_.reshape(-1, 1), rtol=1e-9)
        assert not best.minimum_norm


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 40), k=st.integers(1, 30))
def test_products_of_slices_have_thirty_digits(seed: int, n: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    A, B = rng.uniform(-1, 1, size=(1, n)), rng.uniform(-1, 1, size=(n, k))
    product = exact_product(slice_rows(DoubleDouble(A, np.zeros_like(A)), 4), slices(B, 3))
    for column in range(k):
        truth = sum(Fraction(A[0, i]) * Fraction(B[i, column]) for i in range(n))
        found = Fraction(product.high[0, column]) + Fraction(product.low[0, column])
        assert abs(found - truth) < Fraction(n, 2**85)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), cuts=st.lists(st.integers(1, 99), max_size=6))
def test_sums_do_not_depend_on_the_partition(seed: int, cuts: list[int]) -> None:
    rng = np.random.default_rng(seed)
    X, Y = rng.normal(size=(4, 100)) + 100.0, rng.normal(size=(1, 100))
    edges = [0, *sorted(set(cuts)), 100]
    parts = total(stats(X[:, i:j], Y[:, i:j]) for i, j in itertools.pairwise(edges))
    whole = stats(X, Y)
    np.testing.assert_allclose(parts.mean, whole.mean, rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(parts.products, whole.products, rtol=1e-12, atol=1e-10)


def test_blocks_cover_every_sample_once() -> None:
    for nx, m in ((1, 1), (3, 70), (1000, 5000), (12288, 209)):
        covered = [sample for span in spans(nx, m) for sample in range(span.start, span.stop)]
        assert covered == list(range(m))
