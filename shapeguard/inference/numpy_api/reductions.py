"""Reductions along axes, and scans that keep them. To add one, add its name to the line with its parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, mul

from shapeguard.inference.numpy_api.elementwise import into, masked_by, plain
from shapeguard.inference.numpy_api.history import reshaped
from shapeguard.inference.numpy_api.kinds import (
    KindRule,
    boolean,
    counted,
    inexact,
    integer,
    promoted,
    real_inexact,
)
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import Axes, normalized, read_array
from shapeguard.inference.numpy_api.refusing import Unclear
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule
from shapeguard.inference.values import Array, Int, Kind, Sequence, Value
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace

_REDUCTIONS: Mapping[str, Mapping[str, KindRule]] = {
    "a axis dtype out keepdims initial where": {"sum": counted, "prod": counted, "nansum": counted, "nanprod": counted},
    "a axis out keepdims initial where": {
        **dict.fromkeys(("max", "min", "amax", "amin", "nanmax", "nanmin"), promoted),
    },
    "a axis dtype out keepdims where": {"mean": inexact, "nanmean": inexact},
    "a axis dtype out ddof keepdims where mean correction": {
        **dict.fromkeys(("std", "var", "nanstd", "nanvar"), real_inexact),
    },
    "a axis out keepdims where": {"all": boolean, "any": boolean},
    "a axis out overwrite_input keepdims": {"median": inexact, "nanmedian": inexact},
    "a axis out keepdims": {"ptp": promoted},
    "a axis keepdims": {"count_nonzero": integer},
}
_INDEX_REDUCTIONS = "argmax argmin nanargmax nanargmin"
_SCANS = {"cumsum": counted, "cumprod": counted, "nancumsum": counted, "nancumprod": counted}
_METHODS = "sum prod max min mean std var all any argmax argmin cumsum cumprod"


def reduced(a: Array, axes: Axes | None, keepdims: bool, kind: Kind) -> Outcome:
    """The outcome of reducing an array over some axes, or over all of them."""
    if a.shape.open:
        return _reduced_of_unknown_rank(a, axes, keepdims, kind)
    rank = len(a.shape.dims)
    if rank == 0 and axes in ((0,), (-1,)):
        raise Unclear  # some functions take a number for a row of one
    gone = tuple(range(rank)) if axes is None else normalized(axes, rank)
    if keepdims:
        dims = tuple(Dim.of(1) if axis in gone else dim for axis, dim in enumerate(a.shape.dims))
        return Outcome(reshaped(plain(Shape(dims), kind, a)) if gone else plain(Shape(dims), kind, a))
    dims = tuple(dim for axis, dim in enumerate(a.shape.dims) if axis not in gone)
    return Outcome(plain(Shape(dims), kind, a), role="dropped" if gone and dims else None)


def _reduced_of_unknown_rank(a: Array, axes: Axes | None, keepdims: bool, kind: Kind) -> Outcome:
    if axes is None and not keepdims:
        return Outcome(plain(Shape(()), kind, a))
    if axes == (-1,) and a.shape.dims:
        kept = (Dim.of(1),) if keepdims else ()
        return Outcome(plain(Shape((*a.shape.dims[:-1], *kept), open=True), kind, a))
    return Outcome(plain(Shape.unknown(), kind, a))


def _reduction(name: str, order: str, kind_rule: KindRule) -> Rule:
    def reduction(
        a: Value,
        axis: Axes | None = None,
        dtype: Kind | None = None,
        out: Value | None = None,
        keepdims: bool | None = None,
        initial: Value | None = None,
        where: Value | None = None,
        ddof: Value | None = None,
        mean: Value | None = None,
        correction: Value | None = None,
        overwrite_input: Value | None = None,
    ) -> Answer:
        if isinstance(a, Sequence) and (length := _of_lengths(name, a)) is not None:
            return length
        array = masked_by(where, read_array(a))
        if kind_rule is promoted or name.endswith("median"):
            _needs_elements(array, axis)
        return into(out, reduced(array, axis, bool(keepdims), dtype or kind_rule(array.kind)), exactly=True)

    return Rule(reduction, order=order)


_ON_LENGTHS: Mapping[str, Callable[[Dim, Dim], Dim]] = {"sum": add, "prod": mul}


def _of_lengths(name: str, lengths: Sequence) -> Int | None:
    """``np.prod(X.shape)`` is a length."""
    combine = _ON_LENGTHS.get(name)
    if combine is None:
        return None
    dims = [item.dim for item in lengths.items if isinstance(item, Int)]
    return Int(reduce(combine, dims)) if dims and len(dims) == len(lengths.items) else None


def _needs_elements(a: Array, axes: Axes | None) -> None:
    """A reduction without an identity, such as ``max``, may refuse an axis of length 0."""
    reduced_over = a.shape.dims if axes is None or a.shape.open else [a.shape.dims[i] for i in _inside(axes, a)]
    if any(dim.value == 0 for dim in reduced_over) or (axes == () and Dim.of(0) in a.shape.dims):
        raise Unclear


def _inside(axes: Axes, a: Array) -> Axes:
    return tuple(axis for axis in axes if -len(a.shape.dims) <= axis < len(a.shape.dims))


def _index_reduction(a: Array, axis: int | None = None, out: Value | None = None, *, keepdims: bool = False) -> Answer:
    _needs_elements(a, None if axis is None else (axis,))
    return into(out, reduced(a, None if axis is None else (axis,), keepdims, Kind.INT), exactly=True)


def _scan(kind_rule: KindRule) -> Rule:
    def scan(a: Array, axis: int | None = None, dtype: Kind | None = None, out: Value | None = None) -> Answer:
        return into(out, Outcome(scanned(a, axis, dtype or kind_rule(a.kind))), exactly=True)

    return Rule(scan)


def scanned(a: Array, axis: int | None, kind: Kind) -> Array:
    """A running result along an axis, or over the flattened array."""
    if axis is None:
        count = a.shape.element_count
        return plain(Shape.of_rank(1) if count is None else Shape((count,)), kind, a)
    if a.shape.rank == 0:
        raise Unclear
    if not a.shape.open:
        normalized((axis,), len(a.shape.dims))
    return replace(a, kind=kind)


for _order, _table in _REDUCTIONS.items():
    RULES |= {f"numpy.{name}": _reduction(name, _order, kind) for name, kind in _table.items()}
RULES |= {f"numpy.{name}": Rule(_index_reduction) for name in _INDEX_REDUCTIONS.split()}
RULES |= {f"numpy.{name}": _scan(kind) for name, kind in _SCANS.items()}
RULES |= {f"ndarray.{name}": RULES[f"numpy.{name}"] for name in _METHODS.split()}
