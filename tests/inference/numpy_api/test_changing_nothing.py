"""What is said to change nothing, against the real NumPy: that all of it is there, and where a call may write."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from shapeguard.inference.numpy_api.changing_nothing import CREATING, PURE, changes_nothing

_OTHERS = """
    linalg.cholesky linalg.inv linalg.solve
    apply_along_axis apply_over_axes array array2string array_repr array_str asanyarray asarray asarray_chkfinite
    ascontiguousarray asfortranarray asmatrix base_repr binary_repr bmat broadcast_arrays broadcast_shapes broadcast_to
    busday_count busday_offset can_cast common_type copyto datetime_as_string datetime_data einsum_path fill_diagonal
    format_float_positional format_float_scientific from_dlpack frombuffer fromfile fromfunction fromiter frompyfunc
    fromregex fromstring genfromtxt get_include get_printoptions getbufsize geterr geterrcall info is_busday isdtype
    isfortran isscalar issubdtype iterable load loadtxt mask_indices min_scalar_type mintypecode ndim nested_iters
    piecewise place printoptions promote_types put put_along_axis putmask require result_type save savetxt savez
    savez_compressed set_printoptions setbufsize seterr seterrcall shape show_config show_runtime size test typename
"""
"""What changes something, runs or reads something, tries whether something can be done, or tells of a dtype."""
GONE = {"numpy.trapz", "numpy.in1d", "numpy.row_stack"}
_METHODS_THAT_CHANGE = """
    byteswap dump dumps fill getfield item itemset newbyteorder partition put resize setfield setflags sort to_device
    tobytes tofile tostring ptp
"""


def _functions(module: types.ModuleType, names: list[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        found = getattr(module, name, None)
        if not name.startswith("_") and callable(found) and not isinstance(found, type):
            yield f"{module.__name__}.{name}", found


FUNCTIONS = {
    **dict(_functions(np, np.__all__)),
    **dict(_functions(np.linalg, np.linalg.__all__)),
    **dict(_functions(np.fft, np.fft.__all__)),
}


def test_every_function_is_in_one_of_the_lists() -> None:
    told = {name for name in PURE if name.startswith("numpy.")}
    assert FUNCTIONS.keys() - told == {f"numpy.{name}" for name in _OTHERS.split()} & FUNCTIONS.keys()
    assert told - FUNCTIONS.keys() <= GONE


def test_every_method_is_in_one_of_the_lists() -> None:
    methods = {name for name in dir(np.ndarray) if not name.startswith("_") and callable(getattr(np.ndarray, name))}
    told = {name.rpartition(".")[2] for name in PURE if name.startswith("ndarray.")}
    assert told <= methods and methods - told <= set(_METHODS_THAT_CHANGE.split())


@pytest.mark.parametrize("name", sorted(PURE.keys() & FUNCTIONS.keys()))
def test_it_is_known_after_how_many_arguments_it_writes(name: str) -> None:
    function = FUNCTIONS[name]
    if isinstance(function, np.ufunc):
        assert PURE[name] == function.nin
        return
    parameters = inspect.signature(function).parameters.values()
    positional = [each.name for each in parameters if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
    assert PURE[name] in ({positional.index("out")} if "out" in positional else {99, len(positional)})


def test_calls_that_write() -> None:
    for name, count, keywords in (
        ("numpy.abs", 2, ()),
        ("numpy.add", 3, ()),
        ("numpy.sort", 1, (None,)),
        ("numpy.sum", 1, ("out",)),
        ("numpy.nan_to_num", 1, ("copy",)),
        ("numpy.nan_to_num", 2, ()),
        ("numpy.median", 1, ("overwrite_input",)),
        ("ndarray.clip", 3, ()),
        ("ndarray.round", 2, ()),
        ("ndarray.sort", 0, ()),
        ("numpy.random.permutation", 1, ()),
    ):
        assert not changes_nothing(name, count, keywords)
    for name, count, keywords in (("jax.numpy.abs", 1, ()), ("numpy.sum", 1, ("axis",)), ("ndarray.clip", 2, ())):
        assert changes_nothing(name, count, keywords)
    assert not CREATING - PURE.keys()


@pytest.mark.parametrize(
    "name", ["all", "argmax", "choose", "clip", "compress", "cumsum", "dot", "mean", "round", "take", "trace"]
)
def test_methods_write_after_as_many_arguments_as_the_functions_but_for_the_array(name: str) -> None:
    assert PURE[f"ndarray.{name}"] == PURE[f"numpy.{name}"] - 1
