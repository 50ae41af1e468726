"""Methods of ufuncs: ``np.add.reduce``, ``accumulate``, ``outer``, ``at``, ``reduceat``."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import into, plain
from shapeguard.inference.numpy_api.history import purposeful
from shapeguard.inference.numpy_api.kinds import KindRule, counted
from shapeguard.inference.numpy_api.outcome import Outcome
from shapeguard.inference.numpy_api.reading import Axes, known_rank, one_axis
from shapeguard.inference.numpy_api.reductions import reduced, scanned
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule
from shapeguard.inference.numpy_api.ufuncs import BINARY_UFUNCS, UFUNCS
from shapeguard.inference.values import Array, Constant, Kind, Value
from shapeguard.shapes import Dim, Shape

_SUMS = ("add", "multiply")
_ANY_ORDER = frozenset({*_SUMS, "maximum", "minimum", "fmax", "fmin", "logaddexp", "logaddexp2", "hypot"})
_ANY_ORDER |= {f"{kind}_{operation}" for kind in ("logical", "bitwise") for operation in ("and", "or", "xor")}
"""The ufuncs that reduce over several axes at once: ``a - b`` depends on the order."""


def _enter(name: str, kind_rule: KindRule) -> None:
    def kind_of(kind: Kind) -> Kind:
        return counted(kind) if name in _SUMS else kind_rule(kind)

    def reduce(
        array: Array,
        axis: Axes | None = (0,),
        dtype: Kind | None = None,
        out: Value | None = None,
        keepdims: bool = False,
        initial: Value | None = None,
        where: Value | None = None,
    ) -> Answer:
        if where is not None or array.shape.rank == 0 or (Dim.of(0) in array.shape.dims and name not in _SUMS):
            raise Unclear
        several = array.shape.rank != 1 if axis is None else len(axis) > 1
        if several and name not in _ANY_ORDER:
            raise Unclear
        return into(out, reduced(array, axis, keepdims, dtype or kind_of(array.kind)), exactly=True)

    def accumulate(array: Array, axis: int = 0, dtype: Kind | None = None, out: Value | None = None) -> Answer:
        if array.shape.rank == 0:
            raise Refused(Mismatch.AXIS, "cannot accumulate over a number", ("array",))
        return into(out, Outcome(scanned(array, axis, dtype or kind_of(array.kind))), exactly=True)

    def outer(A: Array, B: Array, dtype: Kind | None = None) -> Answer:
        if A.shape.open or B.shape.open:
            raise Unclear
        return purposeful(plain(Shape(A.shape.dims + B.shape.dims), dtype or kind_rule(A.kind, B.kind), A, B))

    def at(a: Array, indices: Value, b: Value | None = None) -> Answer:
        return Constant(None)

    def reduceat(array: Array, indices: Array, axis: int = 0, dtype: Kind | None = None) -> Answer:
        position = one_axis(axis, known_rank(array))
        if indices.shape.rank != 1 or array.shape.dims[position].value == 0:
            raise Unclear
        dims = list(array.shape.dims)
        dims[position] = indices.shape.dims[0]
        return plain(Shape(tuple(dims)), dtype or kind_of(array.kind), array)

    for method in (reduce, accumulate, outer, at, reduceat):
        RULES[f"numpy.{name}.{method.__name__}"] = Rule(method)


for _name in BINARY_UFUNCS - {"ldexp"}:
    _enter(_name, UFUNCS[_name])
