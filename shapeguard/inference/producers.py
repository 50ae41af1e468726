"""Functions outside NumPy that are known to make arrays: data sets, splits, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shapeguard.inference import tables
from shapeguard.inference.values import UNKNOWN, Array, Constant, Dictionary, Int, Kind, Value
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
    "sklearn.datasets.make_swiss_roll": (100, 3),
    "sklearn.datasets.make_s_curve": (100, 3),
    "sklearn.datasets.make_friedman1": (100, 10),
    "sklearn.datasets.make_friedman2": (100, 4),
    "sklearn.datasets.make_friedman3": (100, 4),
}
_FIXED_WIDTH = frozenset(
    f"sklearn.datasets.make_{name}" for name in ("moons", "circles", "swiss_roll", "s_curve", "friedman2", "friedman3")
)
_IMAGES = {"sklearn.datasets.load_digits": (8, 8), "sklearn.datasets.fetch_olivetti_faces": (64, 64)}
_SPLIT = "sklearn.model_selection.train_test_split"


def produced(name: str, positional: Sequence[Value], keywords: Mapping[str, Value]) -> Value | None:
    """What a known producer returns; None for any other function."""
    if name in _LOADERS:
        return _loaded(name, keywords)
    if name in _MAKERS:
        return _made(name, positional, keywords)
    if name == _SPLIT:
        return _split(positional, keywords)
    return tables.made(name, positional, keywords)


def _loaded(name: str, keywords: Mapping[str, Value]) -> Value:
    samples, features = _LOADERS[name]
    if "as_frame" in keywords or "n_class" in keywords:
        return UNKNOWN
    data = Array(Shape.of(samples, features), Kind.FLOAT)
    target = Array(Shape.of(samples), Kind.UNKNOWN)
    both = keywords.get("return_X_y")
    if both is None or both == Constant(False):
        parts: dict[str | int, Value] = {"data": data, "target": target}
        if name in _IMAGES:
            parts["images"] = Array(Shape.of(samples, *_IMAGES[name]), Kind.FLOAT)
        return Dictionary(parts, UNKNOWN)
    return Items((data, target)) if both == Constant(True) else UNKNOWN


def _made(name: str, positional: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    samples, features = (Dim.of(size) for size in _MAKERS[name])
    given = dict(zip(("n_samples", "n_features"), positional, strict=False)) | dict(keywords)
    has_count = isinstance(given.get("centers", Constant(None)), (Int, Constant))
    if given.keys() & {"return_centers", "coef"} or not has_count:
        return UNKNOWN
    if "n_samples" in given:
        samples = given["n_samples"].dim if isinstance(given["n_samples"], Int) else Dim.unknown()
    if "n_features" in given and name not in _FIXED_WIDTH:
        features = given["n_features"].dim if isinstance(given["n_features"], Int) else Dim.unknown()
    is_row = given.get("n_targets", Constant(1)) in (Constant(1), Int(Dim.of(1)))
    target = Shape((samples,)) if is_row else Shape.unknown()
    return Items((Array(Shape((samples, features)), Kind.FLOAT), Array(target, Kind.UNKNOWN)))


def _split(arrays: Sequence[Value], keywords: Mapping[str, Value]) -> Value:
    """Every array in two parts, of lengths that all arrays share."""
    train, test = Dim.unknown(), Dim.unknown()
    parts: list[Value] = []
    for array in arrays:
        for length in (train, test):
            if isinstance(array, Array) and array.shape.rank:
                parts.append(Array(Shape((length, *array.shape.dims[1:])), array.kind))
            else:
                parts.append(array if tables.is_table(array) else UNKNOWN)
    return Items(tuple(parts), True)
