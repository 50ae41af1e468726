"""The arrays that the catalogue's loops are about: as data, as inference knows them, and as odd data."""

from __future__ import annotations

import ast
import math
import random
from typing import Any

import numpy as np

from shapeguard.inference.modules import ModuleSource
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import Array, Function, Int, Kind, Module, Scalar, Sequence, Value
from shapeguard.shapes import Dim, Origin, Shape, Size

FUNCTIONS = '''
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def relu(z):
    """Rectified."""
    if z > 0:
        return z
    return 0.0

def logistic(z):
    e = math.exp(-z)
    return 1 / (1 + e)

def halving(z):
    while z > 1:
        z = z / 2
    return z
'''

KINDS = {"f": Kind.FLOAT, "i": Kind.INT, "b": Kind.BOOL}


def data(seed: int, sizes: tuple[int, int] | None = None) -> dict[str, Any]:
    """The names of the catalogue: a, b, out over m samples; X, Z are (nx, m), R, R2 (m, nx), W (nx, nx), M (m, m)."""
    rng = np.random.default_rng(seed)
    m, nx = sizes or (int(rng.integers(4, 9)), int(rng.integers(2, 4)))
    names: dict[str, Any] = {"np": np, "math": math, "random": random, "m": m, "nx": nx, "s": 0.3, "J": 0.0}
    names |= {"dw1": 0, "dw2": 0.0, "db": 0, "previous": 0.0, "results": [], "k": 0}
    names |= {name: rng.standard_normal(m) for name in ("a", "b", "out")}
    names |= {name: rng.standard_normal((nx, m)) for name in ("X", "Z")}
    names |= {name: rng.standard_normal((m, nx)) for name in ("R", "R2")}
    names |= {"W": rng.standard_normal((nx, nx)), "M": rng.standard_normal((m, m)), "out2": np.zeros((1, m))}
    names |= {"Z2": np.zeros((nx, 1)), "Y": rng.integers(0, 2, (1, m))}
    names |= {"w": rng.standard_normal(nx), "dw": np.zeros(nx), "y01": rng.integers(0, 2, m), "counts": np.zeros(5)}
    names |= {"M5": np.zeros((5, 5)), "M5b": rng.standard_normal((m, 5))}
    names |= {"images": rng.standard_normal((m, 2, 3)), "images2": rng.standard_normal((m, 3, 2))}
    names |= {"T": np.zeros((m, 2, 2)), "M32": rng.standard_normal((3, 2)), "w3": rng.standard_normal(3)}
    names |= {"R23": rng.standard_normal((m, 2)), "R33": rng.standard_normal((m, 3))}
    names |= {"labels": rng.integers(0, 5, m), "table": rng.standard_normal(5)}
    exec(FUNCTIONS, names)
    return names


def known(names: dict[str, Any]) -> dict[str, Value]:
    """The names as inference would know them."""
    functions = {node.name: node for node in ast.parse(FUNCTIONS).body if isinstance(node, ast.FunctionDef)}
    module = Scope(ModuleSource(ast.parse(FUNCTIONS), "functions.py", "functions"))
    environment: dict[str, Value] = {"np": Module("numpy"), "math": Module("math")}
    for name, value in names.items():
        if isinstance(value, np.ndarray):
            environment[name] = Array(Shape.of(*value.shape), KINDS[value.dtype.kind])
        elif isinstance(value, int):
            environment[name] = Int(Dim.of(value))
        elif isinstance(value, float):
            environment[name] = Scalar()
        elif isinstance(value, list):
            environment[name] = Sequence((), True)
        elif name in functions:
            environment[name] = Function(functions[name], module)
    module.names.update(environment)
    return environment


def odd(seed: int) -> dict[str, Any]:
    """The same names with what breaks equality: NaN, infinities, -0.0, large numbers, single precision, small ints."""
    names, rng = data(seed), np.random.default_rng(seed + 100)
    for name, array in names.items():
        if isinstance(array, np.ndarray) and array.dtype.kind == "f":
            names[name] = array = (array * 10.0 ** rng.integers(0, 3)).astype(rng.choice([np.float64, np.float32]))
            array.flat[rng.integers(array.size)] = rng.choice([np.nan, np.inf, -np.inf, -0.0])
        elif isinstance(array, np.ndarray):
            names[name] = array.astype(rng.choice([np.int64, np.int8]))
    return names


def symbolic() -> dict[str, Value]:
    """The names as inference would know them of parameters whose lengths have names only."""
    m, nx = 97, 89
    origin = Origin("annotation", "f")
    named = {m: Dim.size(Size("m", origin)), nx: Dim.size(Size("nx", origin))}
    environment = known(data(0, (m, nx)))
    for name, value in environment.items():
        if isinstance(value, Array):
            dims = [named.get(dim.value or 0, dim) for dim in value.shape.dims or ()]
            environment[name] = Array(Shape.of(*dims), value.kind)
    return environment | {"m": Int(named[m]), "nx": Int(named[nx])}
