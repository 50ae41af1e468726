"""Validators of scikit-learn, SciPy and statsmodels: they raise, or hand back the array that they were given."""

from __future__ import annotations

import ast
import re

from shapeguard.inference.docstrings import DocumentedShape
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.crossed import note_crossed, vocabulary
from shapeguard.inference.interpreter.documented import promised_by_docstring
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import signature_of
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Constant,
    Function,
    Int,
    Known,
    Module,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import replace

_TABLES = frozenset({"check_array", "check_X_y", "validate_data", "_validate_data"})
_ANY_RANK = frozenset({"as_float_array", "_asarray_with_order", "_convert_to_numpy", "_asarray", "_asarray_validated"})
_EACH = frozenset({"move_to", "indexable", "attach_unique"})
_HOUSES = ("sklearn.", "scipy.", "statsmodels.")
_CHECKS = frozenset({"check_is_fitted", "check_consistent_length", "check_non_negative"})
_ROWS = {
    "check_array": (0,),
    "check_X_y": (0, 1),
    "validate_data": (1, 2),
    "_num_samples": (0,),
    "_check_sample_weight": (1,),
    "_check_n_features": (1,),
    "check_consistent_length": range(9),
    "column_or_1d": (0,),
}
"""Where a validator takes arrays of which it counts the rows as samples."""
_NAMES = ("array", "X", "y")
_NAMESPACES = {"get_namespace": 2, "get_namespace_and_device": 3, "array_namespace": 1}


def validated(run: Run, call: ast.Call, callee: Value, arguments: Written) -> Value | None:
    """What a validator returns; None for any other function."""
    name = _name(callee)
    if name is None:
        return None
    _note_crossed_rows(run, name, call, arguments)
    if name in _NAMESPACES:
        numpy = Module("numpy")
        return numpy if _NAMESPACES[name] == 1 else Sequence((numpy, *[UNKNOWN] * (_NAMESPACES[name] - 1)))
    if name == "check_random_state":
        return Known("numpy.random.RandomState")
    if name in _CHECKS:
        return UNKNOWN
    if name in _TABLES:
        return _tables(run, name, arguments)
    if name in _ANY_RANK and arguments.exact:
        return _given(run, arguments, 0, "X")
    if name in _EACH and arguments.exact:
        given = tuple(_given(run, arguments, place, "") for place in range(len(arguments.positional)))
        return given[0] if len(given) == 1 and name != "indexable" else Sequence(given, name == "indexable")
    if name == "array_like" and arguments.exact:
        return _of_wanted_rank(_given(run, arguments, 0, "obj"), arguments.keywords.get("ndim"))
    if name == "_check_sample_weight" and arguments.exact:
        table = _given(run, arguments, 1, "X")
        if isinstance(table, Array) and table.shape.rank:
            return Array(Shape(table.shape.dims[:1]), history=table.history)
        return UNKNOWN
    return None


def _name(callee: Value) -> str | None:
    """The name of a function of these libraries, seen from outside or from within."""
    if isinstance(callee, Known):
        return callee.name.rpartition(".")[2] if callee.name.startswith(_HOUSES) else None
    if isinstance(callee, Function) and isinstance(callee.node, ast.FunctionDef):
        return callee.node.name if callee.scope.module.name.startswith(_HOUSES) else None
    return None


def _note_crossed_rows(run: Run, name: str, call: ast.Call, arguments: Written) -> None:
    """Tell of a table whose samples are its columns, where samples are counted along the rows."""
    if run.emitter.is_silent or name not in _ROWS:
        return
    for place, value in enumerate(arguments.positional):
        if place in _ROWS[name]:
            _note_crossed(run, call, arguments.nodes.get(place), value)
    for keyword in _NAMES:
        if keyword in arguments.keywords:
            _note_crossed(run, call, arguments.nodes.get(keyword), arguments.keywords[keyword])


def _note_crossed(run: Run, call: ast.Call, node: ast.expr | None, value: Value) -> None:
    for option in alternatives(value):
        if node is not None and isinstance(option, Array) and option.shape.rank == 2:
            rows, columns = option.shape.dims
            if vocabulary(option.shape)[1] == "n_samples":
                told = [Shape((columns, rows))]
                note_crossed(run, node, ast.unparse(node), value, told, "samples along the rows", call)
            return


def _tables(run: Run, name: str, arguments: Written) -> Value | None:
    """Features of rank 2, alone or with the target beside them: a vector, or a table where many outputs are allowed."""
    keywords = arguments.keywords
    if not arguments.exact or keywords.keys() & {"validate_separately", "allow_nd"}:
        return UNKNOWN
    first = 1 if name == "validate_data" else 0
    table = _given(run, arguments, first, "array" if name == "check_array" else "X")
    table = _of_rank(table, (1, 2) if "ensure_2d" in keywords else (2,))
    if name == "check_array" or (name != "check_X_y" and len(arguments.positional) < first + 2 and "y" not in keywords):
        return table
    target = _given(run, arguments, first + 1, "y")
    return Sequence((table, _of_rank(target, (1, 2) if "multi_output" in keywords else (1,))))


def _of_rank(value: Value, ranks: tuple[int, ...]) -> Value:
    """The value where it is an array of such a rank; of several alternatives those that are."""
    fitting = [option for option in alternatives(value) if isinstance(option, Array) and option.shape.rank in ranks]
    return join(*fitting) if fitting else UNKNOWN


def _of_wanted_rank(value: Value, ndim: Value | None) -> Value:
    """What statsmodels makes of an array: a vector becomes a column where a table is wanted."""
    rank = ndim.dim.value if isinstance(ndim, Int) else None
    if ndim is None or ndim == Constant(None):
        return value
    if rank == 2 and isinstance(value, Array) and value.shape.rank == 1:
        return replace(value, shape=Shape((*value.shape.dims, Dim.of(1))))
    return value if isinstance(value, Array) and value.shape.rank == rank else UNKNOWN


def _given(run: Run, arguments: Written, place: int, name: str) -> Value:
    """An argument, or what the docstring around the call promises of it where a list or the like may be handed over."""
    value = arguments.positional[place] if place < len(arguments.positional) else arguments.keywords.get(name, UNKNOWN)
    node = arguments.nodes.get(place) or arguments.nodes.get(name)
    function = run.scope.function
    if isinstance(value, Unknown) and isinstance(node, ast.Name) and isinstance(function, ast.FunctionDef):
        parent = run.scope.parent
        documented = signature_of(run, Function(function, parent)).documented.get(node.id) if parent else None
        if documented is not None and _tells_all(documented) and run.scope.names.get(node.id) is value:
            return promised_by_docstring(documented)
    return replace(value) if isinstance(value, Array) else value


def _tells_all(documented: DocumentedShape) -> bool:
    """Whether every "or" in the phrase stands before a shape that was read."""
    return documented.is_array or len(re.findall(r"\bor\b", documented.text)) < len(documented.shapes)
