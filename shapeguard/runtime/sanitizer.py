"""The broadcast sanitizer: operators that refuse to make an array that has the shape of neither operand.

``(m, 1) - (1, m)`` is a table of ``m * m`` differences, silently, where ``m`` errors were meant. NumPy cannot be told
to refuse it, so the import hook calls the functions of this module in place of the operators;
`shapeguard.runtime.sites` says which operators it leaves alone. A result with more elements than every operand is the
suspect: a call that is in order costs one comparison of sizes.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from numpy import ndarray, ufunc, where

from shapeguard.notation import parse
from shapeguard.runtime import memo, switching
from shapeguard.runtime.annotations import is_array_hint
from shapeguard.runtime.sites import BINARY, Site
from shapeguard.runtime.switching import Action
from shapeguard.runtime.watched_source import FUNCTION, operator_name
from shapeguard.shapes import diagnosis
from shapeguard.shapes.symbols import COMPARISON

Shape: TypeAlias = tuple[int, ...]

SITES = "__shapeguard_sites__"
"""The name, in a rewritten module, of its sites and its source."""


class BroadcastError(ValueError):
    """An operator or a ufunc made a result that has the shape of neither operand, and nothing says that it is meant.

    The same finding, at run time, as the linter's SG201.

    Attributes
    ----------
    code
        ``"SG201"``.
    shapes
        The shapes of the operands.
    result
        The shape of the result.
    expression
        The source text.
    """

    code = "SG201"

    def __init__(self, message: str, expression: str = "", shapes: Sequence[Shape] = (), result: Shape = ()) -> None:
        super().__init__(message)
        self.expression = expression
        self.shapes = tuple(shapes)
        self.result = result


class BroadcastWarning(UserWarning):
    """As `BroadcastError`, where the sanitizer only warns."""


BroadcastError.__module__ = BroadcastWarning.__module__ = "shapeguard"


def names_for(sites: Sequence[Site], source: str, action: Action) -> dict[str, object]:
    """What a rewritten module needs in its namespace."""
    functions = _FUNCTIONS[action]
    return {**functions, SITES: (sites, source)} if sites else {}


def _operator(symbol: str, report: Callable[..., BroadcastError | None]) -> Callable[[Any, Any, int], Any]:
    """The function that stands for an operator: straight-line code, because it runs at every operator of the module."""
    name = operator_name(symbol)
    source = (
        f"def {name}(left, right, site):\n"
        f"    result = left {symbol} right\n"
        "    if type(left) is ndarray and type(right) is ndarray and left.size < result.size > right.size:\n"
        "        found = report(site, result, left, right)\n"
        "        if found is not None:\n"
        "            raise found\n"
        "    return result\n"
    )
    namespace: dict[str, Any] = {"ndarray": ndarray, "report": report}
    exec(compile(source, "<broadcast sanitizer>", "exec"), namespace)
    function: Callable[[Any, Any, int], Any] = namespace[name]
    return function


def _elementwise(report: Callable[..., BroadcastError | None]) -> Callable[..., Any]:
    def call(site: int, function: Any, /, *operands: Any, **keywords: Any) -> Any:
        """Call what may be a ufunc or ``np.where``, and look at the result if it is."""
        result = function(*operands, **keywords)
        if type(result) is ndarray and (type(function) is ufunc or function is where):
            arrays = [operand for operand in operands if type(operand) is ndarray]
            if len(arrays) > 1 and all(array.size < result.size for array in arrays):
                found = report(site, result, *arrays)
                if found is not None:
                    raise found
        return result

    return call


def _raise(site: int, result: Any, *operands: Any) -> BroadcastError | None:
    return _accident(site, result, operands)


def _warn(site: int, result: Any, *operands: Any) -> None:
    found = _accident(site, result, operands)
    if found is not None:
        warnings.warn(str(found), BroadcastWarning, stacklevel=3)


_REPORTS: dict[Action, Callable[..., BroadcastError | None]] = {"raise": _raise, "warn": _warn}
_FUNCTIONS: dict[Action, dict[str, object]] = {
    action: {
        FUNCTION: _elementwise(report),
        **{operator_name(symbol): _operator(symbol, report) for symbol in (*BINARY.values(), *COMPARISON.values())},
    }
    for action, report in _REPORTS.items()
}
_FUNCTIONS["off"] = {}


def _accident(number: int, result: Any, operands: Sequence[Any]) -> BroadcastError | None:
    """The finding, unless the source or the annotated target says that the table is meant."""
    if switching.is_off():
        return None
    module = sys._getframe(3).f_globals
    sites, source = module[SITES]
    site: Site = sites[number]
    shapes = [operand.shape for operand in operands]
    sizes = _sizes_by_length()
    if not _is_stretched(shapes, result.shape) or _is_declared(site, result.shape, module):
        return None
    if site.reshaped and not _has_one_size(site, shapes, result.shape, sizes):
        return None
    expression = ast.get_source_segment(source, site.node) or ast.unparse(site.node)
    place = f"{module.get('__file__') or module.get('__name__')}:{site.node.lineno}:{site.node.col_offset + 1}"
    return BroadcastError(_message(place, expression, site, shapes, result.shape), expression, shapes, result.shape)


def _message(place: str, expression: str, site: Site, shapes: Sequence[Shape], result: Shape) -> str:
    """The words of the linter's SG201."""
    names = _sizes_by_length()
    joint = f" {site.symbol} " if site.symbol in (*BINARY.values(), *COMPARISON.values()) else ", "
    axes = _named(result, names)
    operands = [diagnosis.shape_text(_named(shape, names)) for shape in shapes]
    lines = [
        f"{place}: SG201 [two-way-broadcast]",
        expression,
        diagnosis.two_way_broadcast(operands, joint, diagnosis.shape_text(axes)),
        *(f"{names[length]} = {length}" for length in dict.fromkeys(result) if length in names),
        f"help: {diagnosis.mean_the_table(axes)}",
    ]
    return "\n    ".join(lines)


def _named(shape: Shape, names: Mapping[int, str]) -> list[str]:
    return [names.get(length, str(length)) for length in shape]


def _sizes_by_length() -> dict[int, str]:
    """The names that the guard has bound, by length; a length that two names share has none, for no one can tell."""
    names: dict[int, str] = {}
    shared = set()
    for name, length in memo.sizes_in_scope().items():
        if length in names:
            shared.add(length)
        names[length] = name
    return {length: name for length, name in names.items() if length not in shared and length != 1}


def _is_stretched(shapes: Sequence[Shape], result: Shape) -> bool:
    """Whether every operand is repeated along an axis; an operand with one element is a scalar, whatever its rank."""
    return all(any(length > 1 for length in shape) for shape in shapes) and result not in shapes


def _stretched_lengths(shape: Shape, result: Shape) -> set[int]:
    padded = (1,) * (len(result) - len(shape)) + shape
    return {length for own, length in zip(padded, result, strict=True) if own == 1 != length}


def _has_one_size(site: Site, shapes: Sequence[Shape], result: Shape, names: Mapping[int, str]) -> bool:
    """Whether operands are stretched to one and the same size: by its name, or by its length if one side is as it came.

    Two sides that were both reshaped on purpose may well be equally long by chance.
    """
    common = set.intersection(*(_stretched_lengths(shape, result) for shape in shapes))
    bound = set(memo.sizes_in_scope().values())
    if site.reshaped < site.operands:
        return any(length in names or length not in bound for length in common)
    return any(length in names for length in common)


def _is_declared(site: Site, shape: Shape, module: Mapping[str, Any]) -> bool:
    """Whether the annotation of the target, or of the function's result, has room for the table."""
    for annotation in site.targets:
        expression = ast.fix_missing_locations(ast.Expression(annotation))
        try:
            hint = eval(compile(expression, "<annotation>", "eval"), dict(module))
            hint = eval(hint, dict(module)) if isinstance(hint, str) else hint
        except Exception:  # it uses names of the function: what it says cannot be known from here
            return True
        if any(_has_room(hint, shape) for hint in _arrays_in(hint)):
            return True
    return False


def _arrays_in(hint: Any) -> list[Any]:
    if is_array_hint(hint):
        return [hint]
    return [array for argument in getattr(hint, "__args__", ()) for array in _arrays_in(argument)]


def _has_room(hint: Any, shape: Shape) -> bool:
    spec = parse(hint.dim_str)
    if spec.rank is None:
        return len(shape) >= len(spec.axes) - 1
    return spec.rank == len(shape) and all(
        axis.size is None or axis.size == length for axis, length in zip(spec.axes, shape, strict=True)
    )
