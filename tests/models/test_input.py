"""Every kind of input that users really have: a right answer or a full sentence, never a silent wrong one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from models import linear_regression, logistic_regression

RNG = np.random.default_rng(7)
X = RNG.normal(size=(2, 12))
Y = (X[:1, :] + RNG.normal(size=(1, 12)) > 0).astype(float)

FITS = pytest.mark.parametrize("fit", [linear_regression.fit, logistic_regression.fit], ids=["linear", "logistic"])


def changed(array: np.ndarray, row: int, column: int, value: float) -> np.ndarray:
    copy = array.copy()
    copy[row, column] = value
    return copy


@FITS
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
class TestNotFinite:
    def test_in_x(self, fit: Callable[..., object], bad: float) -> None:
        with pytest.raises(ValueError, match=r"X\[1, 5\] is -?(nan|inf)"):
            fit(changed(X, 1, 5, bad), Y)

    def test_in_y(self, fit: Callable[..., object], bad: float) -> None:
        with pytest.raises(ValueError, match=r"Y\[0, 3\] is -?(nan|inf)"):
            fit(X, changed(Y, 0, 3, bad))

    def test_in_a_large_table(self, fit: Callable[..., object], bad: float) -> None:
        wide = np.tile(X, (10, 6000))
        with pytest.raises(ValueError, match=r"X\[19, 71999\]"):
            fit(changed(wide, 19, 71_999, bad), np.tile(Y, (1, 6000)))

    def test_with_more_features_than_samples(self, fit: Callable[..., object], bad: float) -> None:
        with pytest.raises(ValueError, match=r"X\[0, 1\]"):
            fit(changed(np.tile(X, (20, 1)), 0, 1, bad), Y)


@FITS
def test_no_samples(fit: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match="no samples"):
        fit(np.zeros((3, 0)), np.zeros((1, 0)))


@FITS
def test_no_features(fit: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match="no features"):
        fit(np.zeros((0, 12)), Y)


def test_one_sample() -> None:
    best = linear_regression.fit(np.array([[3.0], [4.0]]), np.array([[5.0]]))
    assert (best.w == 0.0).all()
    assert (best.b, best.rank, best.minimum_norm) == (5.0, 0, True)
    with pytest.raises(ValueError, match="Every label in Y is 1"):
        logistic_regression.fit(np.array([[3.0], [4.0]]), np.array([[1.0]]))


@FITS
@pytest.mark.parametrize(
    ("features", "targets"),
    [
        (X[0], Y),
        (X.reshape(1, 2, 12), Y),
        (X, Y.ravel()),
        (X, Y.T),
        (X.T, Y),
        (X, Y[:, :7]),
        (X.astype(complex), Y),
        (X.astype(object), Y),
        (np.ones((2, 12), int), Y),
        (np.ones((2, 12), bool), Y),
        (X.astype(str), Y),
        (X.tolist(), Y),
    ],
    ids=[
        "X rank 1",
        "X rank 3",
        "Y rank 1",
        "Y column",
        "X transposed",
        "m",
        "complex",
        "object",
        "int",
        "bool",
        "str",
        "list",
    ],
)
def test_wrong_shapes_and_kinds_never_reach_the_arithmetic(
    fit: Callable[..., object], features: object, targets: object
) -> None:
    with pytest.raises(TypeError):
        fit(features, targets)


@FITS
def test_half_precision_is_refused(fit: Callable[..., object]) -> None:
    with pytest.raises(ValueError, match=r"X has dtype float16.*astype\(np.float64\)"):
        fit(X.astype(np.float16), Y)


@FITS
@pytest.mark.parametrize("ridge", [-1.0, np.nan, np.inf])
def test_a_ridge_that_is_none(fit: Callable[..., object], ridge: float) -> None:
    with pytest.raises(ValueError, match="ridge is"):
        fit(X, Y, ridge=ridge)


@pytest.mark.parametrize(("labels", "shown"), [(2.0 * Y - 1.0, "-1, 1"), (Y + 1.0, "1, 2"), (Y + 0.5, "0.5, 1.5")])
def test_labels_of_the_wrong_kind_are_listed(labels: np.ndarray, shown: str) -> None:
    with pytest.raises(ValueError, match=f"Y holds the values {shown}; .* labels 0 and 1"):
        logistic_regression.fit(X, labels)


@pytest.mark.parametrize("label", [0.0, 1.0])
def test_one_class(label: float) -> None:
    with pytest.raises(ValueError, match=f"Every label in Y is {label:g}"):
        logistic_regression.fit(X, np.full((1, 12), label))


@pytest.mark.parametrize("value", [0.0, 0.1, 1e9, 1e-300])
@FITS
def test_a_constant_feature_weighs_exactly_nothing(fit: Callable[..., object], value: float) -> None:
    with_constant = np.concatenate([X[:1, :], np.full((1, 12), value), X[1:, :]])
    best, without = fit(with_constant, Y), fit(X, Y)
    assert best.w[1, 0] == 0.0  # type: ignore[attr-defined]
    np.testing.assert_allclose(best.w[[0, 2], :], without.w, rtol=1e-6)  # type: ignore[attr-defined]


@pytest.mark.parametrize("scale", [1e308, 1e200, 1e150, 1e-150, 1e-200])
def test_linear_at_the_ends_of_the_range(scale: float) -> None:
    unit = X / np.abs(X).max()
    best, expected = linear_regression.fit(unit * scale, Y), linear_regression.fit(unit, Y)
    np.testing.assert_allclose(best.w * scale, expected.w, rtol=1e-12)
    assert best.b == pytest.approx(expected.b, rel=1e-12)
    assert best.residual == pytest.approx(expected.residual, rel=1e-12)


@pytest.mark.parametrize("scale", [1e308, 1e200, 1e150, 1e-150, 1e-200])
def test_logistic_without_ridge_at_the_ends_of_the_range(scale: float) -> None:
    unit = X / np.abs(X).max()
    best, expected = (logistic_regression.fit(each, Y, ridge=0.0) for each in (unit * scale, unit))
    np.testing.assert_allclose(best.w * scale, expected.w, rtol=1e-6)
    assert best.b == pytest.approx(expected.b, rel=1e-6)


def test_logistic_ridge_rules_over_tiny_features() -> None:
    best = logistic_regression.fit(X * 1e-200, Y)
    slope = (X * 1e-200) @ (Y.mean() - Y).T
    np.testing.assert_allclose(best.w, -slope, rtol=1e-6)
    assert best.b == pytest.approx(np.log(Y.mean() / (1.0 - Y.mean())), rel=1e-9)


WIDE = RNG.uniform(-1.0, 1.0, size=(20, 12))


TALL_OR_WIDE = pytest.mark.parametrize("features", [X, WIDE], ids=["tall", "wide"])


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("scale", [1e-154, 1e-200, 1e-300])
@TALL_OR_WIDE
@FITS
def test_tiny_features_mean_nothing_beside_a_ridge(
    fit: Callable[..., object], features: np.ndarray, scale: float
) -> None:
    best = fit(features * scale, Y, ridge=1.0)
    share = float(Y.mean())
    assert np.abs(best.w.T @ (features * scale)).max() < 1e-100  # type: ignore[attr-defined]
    b = share if fit is linear_regression.fit else np.log(share / (1.0 - share))
    assert best.b == pytest.approx(b, rel=1e-9)  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("scale", [1e154, 1e200, 1e308])
@TALL_OR_WIDE
def test_a_ridge_means_nothing_beside_huge_features(features: np.ndarray, scale: float) -> None:
    unit = features / np.abs(features).max()
    huge = unit * scale
    line, expected = linear_regression.fit(huge, Y, ridge=1.0), linear_regression.fit(unit, Y)
    np.testing.assert_allclose(line.w.T @ huge + line.b, expected.w.T @ unit + expected.b, rtol=1e-9, atol=1e-12)
    best = logistic_regression.fit(huge, Y, ridge=1.0)
    lowest = 0.0 if features is WIDE else logistic_regression.fit(unit, Y, ridge=0.0).cost
    assert best.cost == pytest.approx(lowest, abs=1e-12)
    assert best.cost == logistic_regression.cost(best.w, best.b, huge, Y, 1.0)


@pytest.mark.filterwarnings("error")
@FITS
def test_weights_that_no_float_can_hold(fit: Callable[..., object]) -> None:
    with pytest.raises(OverflowError, match=r"larger than a float64 can be.*Change their units"):
        fit(X * 1e-310, Y, ridge=0.0)


@FITS
@pytest.mark.parametrize("special", [np.matrix, lambda a: np.ma.masked_greater(a, 1.0)], ids=["matrix", "masked"])
@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_arrays_that_multiply_or_count_differently(
    fit: Callable[..., object], special: Callable[[np.ndarray], np.ndarray]
) -> None:
    with pytest.raises(ValueError, match=r"X is a (matrix|MaskedArray).*np\.asarray\(X\)"):
        fit(special(X), Y)


@pytest.mark.parametrize("tolerance", [0.0, -1.0, np.nan, np.inf])
def test_a_tolerance_that_is_none(tolerance: float) -> None:
    with pytest.raises(ValueError, match="tolerance is"):
        logistic_regression.fit(X, Y, tolerance=tolerance)


def test_a_constant_target_takes_no_rounds() -> None:
    best = linear_regression.fit(X, np.ones((1, 12)))
    assert best.b == 1.0
    assert np.abs(best.w).max() < 1e-30
    assert best.rounds < 8


@FITS
def test_float32(fit: Callable[..., object]) -> None:
    best, expected = fit(X.astype(np.float32), Y.astype(np.float32)), fit(X, Y)
    np.testing.assert_allclose(best.w, expected.w, rtol=1e-5)  # type: ignore[attr-defined]


@FITS
@pytest.mark.parametrize(
    "layout", [np.asfortranarray, lambda a: np.repeat(a, 2, axis=1)[:, ::2], lambda a: a[::-1][::-1]]
)
def test_any_layout_in_memory(fit: Callable[..., object], layout: Callable[[np.ndarray], np.ndarray]) -> None:
    np.testing.assert_allclose(fit(layout(X), Y).w, fit(X, Y).w, rtol=1e-9)  # type: ignore[attr-defined]


@FITS
def test_the_input_is_left_alone(fit: Callable[..., object]) -> None:
    kept, labels = X.copy(), Y.copy()
    kept.setflags(write=False)
    labels.setflags(write=False)
    fit(kept, labels)
    np.testing.assert_array_equal(kept, X)
