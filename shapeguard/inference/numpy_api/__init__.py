"""Shape rules for NumPy, by what a call does with shapes; values in, :class:`Outcome` out.

The interpreter asks through five doors, each answering with an ``Outcome`` (an unknown value where there is no rule):

``call(name, arguments)``
    ``numpy.zeros``, ``numpy.linalg.inv``, ``ndarray.sum`` (receiver in the arguments),
    ``numpy.random.Generator.normal``, ``numpy.add.outer``. ``jax.numpy``, ``autograd.numpy`` and array-API namespaces
    are answered under the same rules.
``attribute(value, name)``
    ``X.shape``, ``X.T``, ``X.size``; a method comes back as ``Known("ndarray.sum", X)``. Also the members of a
    library's ``Module`` (``np.pi``, ``np.newaxis``, ``np.linalg``), of a ``Known`` ufunc (``np.add.reduce``) and of a
    generator (``rng.normal``).
``subscript(value, index)``
    ``X[1:, None]``; the index is a value (a ``Sequence`` for ``X[a, b]``, with ``is_list`` for ``X[[0, 1]]``). Also
    ``np.r_[...]``, ``np.mgrid[...]`` on ``Known("numpy.r_")``. A row of ``for row in X`` is
    ``subscript(X, Int(Dim.unknown()))``.
``binary(operator, left, right)``
    ``"+"``, ``"@"``, ``"<"`` ... between any two values of which one is an array.
``unary(operator, operand)``
    ``"-"``, ``"~"``, ``"+"``.

What the interpreter has to know
--------------------------------
Alternatives (``OneOf``) are its business: a rule that is asked about one does not know.

A call that certainly fails has a ``Refusal``, ``Spread`` or ``Contracted`` with the verdict DIFFER, and an unknown
value. The operands of an event are positions, keywords or ``"self"``; where one is a list or a number, `as_array` reads
it.

History: rules know no nodes. ``Outcome.role`` says that the call's node belongs into the value's history, as
``created`` or as ``dropped``; everything else is filled in here. ``transpose_of`` is the ``id`` of the ``Array`` that
was transposed.

A dtype is ``Known("numpy.float64")``, ``Known("builtins.float")`` or a string constant; ``X.dtype`` is
``Known("ndarray.dtype", X)``. Methods that work in place (``X.sort()``) return ``Constant(None)``.

Sizes that are names count as large enough: larger than the constants that they meet.
"""

from __future__ import annotations

from shapeguard.inference.numpy_api import (  # noqa: F401
    converting,
    creation,
    einsum,
    factorised,
    fft,
    joining,
    linalg,
    loading,
    methods,
    polynomials,
    products,
    random,
    reductions,
    repeating,
    reshaping,
    scipy_linalg,
    selection,
    sets,
    shapeless,
    sorting,
    splitting,
    statistics,
    ufunc_methods,
    ufuncs,
)
from shapeguard.inference.numpy_api.attributes import attribute_of, canonical
from shapeguard.inference.numpy_api.grids import GRIDS, grid_item
from shapeguard.inference.numpy_api.indexing import index_array
from shapeguard.inference.numpy_api.operators import binary_operation, unary_operation
from shapeguard.inference.numpy_api.outcome import Arguments, Outcome
from shapeguard.inference.numpy_api.reading import read_array
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.rule import RULES
from shapeguard.inference.values import Array, Known, Value
from shapeguard.shapes.frozen import replace

__all__ = ["as_array", "attribute", "binary", "call", "subscript", "unary"]


def call(name: str, arguments: Arguments) -> Outcome:
    """What a function or method of the library returns."""
    known = canonical(name)
    rule = RULES.get(known)
    if rule is None or not arguments.exact:
        return Outcome()
    outcome = rule.answer(arguments, method=known.startswith("ndarray."))
    if name.startswith("jax.") and isinstance(outcome.value, Array):
        return replace(outcome, value=replace(outcome.value, history=replace(outcome.value.history, clamps=True)))
    return outcome


def attribute(value: Value, name: str) -> Outcome:
    """``value.name``."""
    return attribute_of(value, name)


def subscript(value: Value, index: Value) -> Outcome:
    """``value[index]``."""
    if isinstance(value, Array):
        return index_array(value, index)
    if isinstance(value, Known) and canonical(value.name) in GRIDS:
        return grid_item(canonical(value.name), index)
    return Outcome()


def binary(operator: str, left: Value, right: Value) -> Outcome:
    """``left operator right``."""
    return binary_operation(operator, left, right)


def unary(operator: str, operand: Value) -> Outcome:
    """``operator operand``."""
    return unary_operation(operator, operand)


def as_array(value: Value) -> Array | None:
    """An array-like as NumPy reads it: a number, a nested list; None where the value does not tell."""
    try:
        return read_array(value)
    except (Unclear, Refused):
        return None
