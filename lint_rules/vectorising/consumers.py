"""What stands around a comprehension: an array or a number made of its elements needs no list of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lint_rules.vectorising import functions
from lint_rules.vectorising.exactness import is_elementwise
from lint_rules.vectorising.integers import limits
from lint_rules.vectorising.kept import keeps_elements
from lint_rules.vectorising.lifted import Lifted
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.vectorised import Vectorised
from shapeguard.inference.values import Value

_SEQUENCES = frozenset({"list", "tuple"})
_ARRAYS = frozenset({"numpy.array", "numpy.asarray"})
_EXTREMA = frozenset({"max", "min"})
_TRUTH = frozenset({"any", "all"})


def is_sum(calls: Sequence[ast.Call], environment: Mapping[str, Value]) -> bool:
    """Whether the innermost call adds up the elements, and nothing else."""
    return bool(calls) and _name(calls[0], environment) in ("sum", "numpy.sum") and _has_one_argument(calls[0])


def consumed(lifter: Lifter, lifted: Lifted, node: ast.expr, calls: Sequence[ast.Call]) -> Vectorised | None:
    """The expression to write for the elements, in the place of what is made of them; None where nothing is gained."""
    environment = lifter.environment
    if lifted.axis != 0 or lifted.is_column:
        return None
    if len(calls) > 1 and _name(calls[0], environment) in _SEQUENCES and _takes_arrays(calls[1], environment):
        calls = calls[1:]
    fits, divides = limits([lifted.node], environment)
    proven, is_exact = lifter.proven and lifted.rank == 1, lifter.exact and is_elementwise(lifted.node)
    proven, is_exact = proven and fits, is_exact and divides
    call, of_truth = calls[0] if calls else None, functions.is_condition(getattr(node, "elt", node))
    made = None if call is None else _made(call, lifted, environment, of_truth)
    if call is not None and made is not None:
        return Vectorised((written(made[0]),), proven, is_exact and made[1], replaced=call)
    if _is_plain(lifted.node):
        return None
    if isinstance(node, ast.ListComp):
        new = ast.Call(ast.Name("list", ast.Load()), [lifted.node], [])
        return Vectorised((written(new),), proven, is_exact and keeps_elements(lifted.node), replaced=node)
    return Vectorised((written(lifted.node),), proven, is_exact)


def written(node: ast.AST) -> str:
    """The source of a tree that was put together."""
    return ast.unparse(ast.fix_missing_locations(node))


def _made(
    call: ast.Call, lifted: Lifted, environment: Mapping[str, Value], of_truth: bool
) -> tuple[ast.expr, bool] | None:
    """What the call makes of the elements, truth values or others, and whether not even rounding differs."""
    name = _name(call, environment)
    maker = functions.of_numpy("array" if _is_plain(lifted.node) else "asarray", environment)
    if name in _ARRAYS and not _has_one_argument(call):
        made = maker if name == "numpy.asarray" else call.func
        return ast.Call(made, [lifted.node, *call.args[1:]], call.keywords), True
    if name == "numpy.fromiter" and len(call.args) + len(call.keywords) == 2:
        dtype = call.args[1] if len(call.args) == 2 else call.keywords[0].value
        return ast.Call(maker, [lifted.node], [ast.keyword("dtype", dtype)]), True
    if not _has_one_argument(call):
        return None
    if name in _ARRAYS:
        return ast.Call(maker, [lifted.node], []) if _is_plain(lifted.node) else lifted.node, True
    if name in _SEQUENCES or name == "len":
        return ast.Call(call.func, [lifted.node], []), name == "len" or keeps_elements(lifted.node)
    if name in ("sum", "numpy.sum") and functions.is_condition(lifted.node):
        count = ast.Call(functions.of_numpy("count_nonzero", environment), [lifted.node], [])
        return (_as_python(count, "int") if name == "sum" and not of_truth else count), True
    if name in _TRUTH and lifted.rank == 1:
        truth = ast.Call(functions.of_numpy(name, environment), [lifted.node], [])
        return _as_python(truth, "bool"), True
    if name in _EXTREMA | {"sum"} and lifted.rank == 1:
        return ast.Call(functions.of_numpy(name, environment), [lifted.node], []), False
    if name is not None and name.startswith("numpy.") and name.removeprefix("numpy.") in functions.REDUCTIONS:
        return ast.Call(call.func, [lifted.node], []), False
    return None


def _as_python(made: ast.expr, kind: str) -> ast.expr:
    """``int(...)``: Python's own number, as the loop had it, which ``json`` and ``is True`` know."""
    return ast.Call(ast.Name(kind, ast.Load()), [made], [])


def _is_plain(node: ast.expr) -> bool:
    """Whether the elements are those of an array that has a name: what is made of them is a copy."""
    return isinstance(node, (ast.Name, ast.Attribute))


def _takes_arrays(call: ast.Call, environment: Mapping[str, Value]) -> bool:
    name = _name(call, environment) or ""
    return name.startswith("numpy.") or name in _EXTREMA | _TRUTH | {"sum"}


def _name(call: ast.Call, environment: Mapping[str, Value]) -> str | None:
    """``numpy.array``, ``sum``; None for what is neither NumPy's nor Python's own."""
    name = functions.numpy_function(call.func, environment)
    if name is not None:
        return f"numpy.{name}"
    is_builtin = isinstance(call.func, ast.Name) and call.func.id not in environment
    return call.func.id if is_builtin and isinstance(call.func, ast.Name) else None


def _has_one_argument(call: ast.Call) -> bool:
    return len(call.args) == 1 and not call.keywords
