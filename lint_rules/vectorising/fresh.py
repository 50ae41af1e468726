"""Calls that return memory of their own, and calls that return a view of what they are given."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from lint_rules.vectorising.functions import is_numpy, numpy_function
from shapeguard.inference.numpy_api.changing_nothing import changes_nothing
from shapeguard.inference.values import Value

_VIEWED_BY = """
    array_split asanyarray asarray asarray_chkfinite ascontiguousarray asfortranarray atleast_1d atleast_2d atleast_3d
    broadcast_arrays broadcast_to diag diagonal dsplit expand_dims flip fliplr flipud frombuffer from_dlpack hsplit imag
    ix_ matrix_transpose moveaxis nan_to_num ndarray permute_dims ravel real real_if_close require reshape
    rollaxis rot90 split squeeze swapaxes transpose trim_zeros unstack view vsplit as_strided sliding_window_view
"""
_MADE_BY = """
    array fromfunction fromiter genfromtxt loadtxt fromstring
    rand randn randint random random_sample standard_normal normal uniform integers permutation
"""
_METHODS = "copy astype dot sum mean max min std var prod cumsum cumprod round clip repeat flatten"
VIEWERS, _MAKERS, _MAKING_METHODS = (frozenset(names.split()) for names in (_VIEWED_BY, _MADE_BY, _METHODS))
_MOST_ARGUMENTS = {"astype": 3, "random": 2, "standard_normal": 2}
"""``random(size, dtype, out)``: with more of them the memory may be that of an argument."""


def path_of_numpy(function: ast.expr, environment: Mapping[str, Value]) -> str | None:
    """``linalg.norm`` for ``np.linalg.norm``; None for what is not NumPy's."""
    names: list[str] = []
    node = function
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if names and isinstance(node, ast.Name) and is_numpy(node.id, environment):
        return ".".join(reversed(names))
    return numpy_function(function, environment)


def is_fresh(call: ast.Call, path: str) -> bool:
    """Whether a function of NumPy returns memory of its own."""
    keywords = [keyword.arg for keyword in call.keywords]
    match path:
        case "diff":
            return len(call.args) == 1 and not keywords  # of no differences it is the array itself
        case "einsum":
            return len(call.args) > 2  # of one array it may be a view
        case "linalg.matrix_power":
            return False  # the first power is the matrix itself
    is_pure = changes_nothing(f"numpy.{path}", len(call.args), keywords)
    return _is_plain(call, path) and (is_pure or path.removeprefix("random.") in _MAKERS)


def is_fresh_of_method(call: ast.Call, name: str) -> bool:
    """Whether a method of an array returns memory of its own."""
    keywords = [keyword.arg for keyword in call.keywords]
    is_pure = name in _MAKING_METHODS and changes_nothing(f"ndarray.{name}", len(call.args), keywords)
    return _is_plain(call, name) and (is_pure or name in _MAKERS)


def _is_plain(call: ast.Call, path: str) -> bool:
    """Whether no argument asks for the memory of another one: no ``out``, and no ``copy=False``."""
    most = _MOST_ARGUMENTS.get(path.removeprefix("random."), len(call.args))
    return len(call.args) <= most and {"out", "copy", None}.isdisjoint(keyword.arg for keyword in call.keywords)
