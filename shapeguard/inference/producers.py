"""Functions outside NumPy that are known to make arrays: data sets, splits, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shapeguard.inference.values import UNKNOWN, Array, Constant, Dictionary, Kind, Value
from shapeguard.inference.values import Sequence as Items
from shapeguard.shapes import Dim, Shape

_LOADERS: Mapping[str, tuple[int, int]] = {
    "sklearn.datasets.load_diabetes": (442, 10),
    "sklearn.datasets.load_iris": (150, 4),
    "sklearn.datasets.load_digits": (1797, 64),
    "sklearn.datasets.load_wine": (178, 13),
    "sklearn.datasets.load_breast_cancer": (569, 30),
    "sklearn.datasets.fetch_california_housing": (20640, 8),
    "sklearn.datasets.fetch_olivetti_faces": (400, 4096),
}
_MAKERS: Mapping[str, tuple[int, int]] = {
    "sklearn.datasets.make_classification": (100, 20),
    "sklearn.datasets.make_regression": (100, 100),
    "sklearn.datasets.make_blobs": (100, 2),
    "sklearn.datasets.make_moons": (100, 2),
    "sklearn.datasets.make_circles": (100, 2),
}
_FIXED_WIDTH = frozenset({"sklearn.datasets.make_moons", "sklearn.datasets.make_circles"})
_SPLIT = "sklearn.model_selection.train_test_split"


def produced(name: str, positional: Sequence[Value], keywords: Mapping[str, Value]) -> Value | None:
    """What a known producer returns; None for any other function."""
    if name in _LOADERS:
        return _loaded(name, keywords)
    if name in _MAKERS:
        return _made(name, positional, keywords)
    if name == _SPLIT:
        return _split(positional, keywords)
    return None


def _loaded(name: str, keywords: Mapping[str, Value]) -> Value:
    samples, features = _LOADERS[name]
    if "as_frame" in keywords or "n_class" in keywords:
        return UNKNOWN
    data = Array(Shape.of(samples, features), Kind.FLOAT)
    target = Array(Shape.of(samples), Kind.UNKNOWN)
    both = keywords.get("return_X_y")
    if both is None or both == Constant(False):
        return Dictionary({"data": data, "target": target}, UNKNOWN)
    return Items((data, target)) if both == Constant(True) else UNKNOWN


def _made(name: str, positional: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    from shapeguard.inference.values import Int

    samples, features = (Dim.of(size) for size in _MAKERS[name])
    given = dict(zip(("n_samples", "n_features"), positional, strict=False)) | dict(keywords)
    if given.keys() & {"return_centers", "coef", "centers"} and name.endswith(("make_regression", "make_blobs")):
        return UNKNOWN
    if "n_samples" in given:
        samples = given["n_samples"].dim if isinstance(given["n_samples"], Int) else Dim.unknown()
    if "n_features" in given and name not in _FIXED_WIDTH:
        features = given["n_features"].dim if isinstance(given["n_features"], Int) else Dim.unknown()
    target = Shape((samples,)) if "n_targets" not in given else Shape.unknown()
    return Items((Array(Shape((samples, features)), Kind.FLOAT), Array(target, Kind.UNKNOWN)))


def _split(arrays: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    """Every array in two parts, of lengths that all arrays share."""
    train, test = Dim.unknown(), Dim.unknown()
    parts: list[Value] = []
    for array in arrays:
        for length in (train, test):
            known = isinstance(array, Array) and array.shape.rank
            parts.append(
                Array(Shape((length, *array.shape.dims[1:])), array.kind)
                if known and isinstance(array, Array)
                else UNKNOWN
            )
    return Items(tuple(parts), True)
