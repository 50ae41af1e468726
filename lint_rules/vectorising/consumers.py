"""What stands around a comprehension: an array or a number made of its elements needs no list of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lint_rules.vectorising import functions
from lint_rules.vectorising.elements import kind
from lint_rules.vectorising.exactness import are_of_numpy, risk
from lint_rules.vectorising.integers import limits
from lint_rules.vectorising.lifted import Lifted
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.unguarded import GUARDED, is_total, may_fail
from lint_rules.vectorising.vectorised import Vectorised
from shapeguard.inference.values import Value

_SEQUENCES = frozenset({"list", "tuple"})
_ARRAYS = frozenset({"numpy.array", "numpy.asarray"})
_EXTREMA = frozenset({"max", "min"})
_TRUTH = frozenset({"any", "all"})


def is_sum(calls: Sequence[ast.Call], environment: Mapping[str, Value]) -> bool:
    """Whether the innermost call adds up the elements, and nothing else."""
    return bool(calls) and _is_sum(calls[0], environment)


def _is_sum(call: ast.Call, environment: Mapping[str, Value]) -> bool:
    return _name(call, environment) in ("sum", "numpy.sum") and _has_one_argument(call)


def consumed(lifter: Lifter, lifted: Lifted, node: ast.expr, calls: Sequence[ast.Call]) -> Vectorised | None:
    """The expression to write for the elements, in the place of what is made of them; None where nothing is gained."""
    environment = lifter.environment
    if lifted.axis != 0 or lifted.is_column:
        return None
    if len(calls) > 1 and _name(calls[0], environment) in _SEQUENCES and _takes_arrays(calls[1], environment):
        calls = calls[1:]
    fits, divides = limits([lifted.node], environment)
    proven, is_exact = lifter.proven and lifted.rank == 1, lifter.exact and kind(lifted.node, environment) is not None
    proven, is_exact = proven and fits, is_exact and divides
    call = calls[0] if calls else None
    has_elements = lifter.takes_a_step and not any(part.ifs for part in getattr(node, "generators", ()))
    of_truth = functions.is_condition(getattr(node, "elt", node))
    made = None if call is None else _made(call, lifted, environment, has_elements)
    written_out = made[0] if made is not None else lifted.node
    if may_fail([written_out], environment):
        lifter.assume(GUARDED)
    proven &= lifter.proven
    if call is not None and made is not None:
        is_count = _name(call, environment) == "sum" and not of_truth  # truth values add up to one of NumPy's integers
        return _found(
            made[0], proven, is_exact and made[1] and (is_count or not _is_sum(call, environment)), call, lifter.caveat
        )
    if _is_plain(lifted.node):
        return None
    if isinstance(node, ast.ListComp):
        new = ast.Call(ast.Name("list", ast.Load()), [lifted.node], [])
        return _found(new, proven, is_exact and are_of_numpy(lifted.node, environment), node, lifter.caveat)
    return _found(lifted.node, proven, is_exact and are_of_numpy(lifted.node, environment), None, lifter.caveat)


def _found(new: ast.expr, proven: bool, is_exact: bool, replaced: ast.expr | None, caveat: str) -> Vectorised:
    caveat = caveat or ("" if is_exact else risk([new]))
    return Vectorised((written(new),), proven, is_exact, replaced=replaced, caveat=caveat)


def written(node: ast.AST) -> str:
    """The source of a tree that was put together."""
    return ast.unparse(ast.fix_missing_locations(node))


def _made(
    call: ast.Call, lifted: Lifted, environment: Mapping[str, Value], has_elements: bool
) -> tuple[ast.expr, bool] | None:
    """What the call makes of the elements, and whether that is exact; an empty list is an array of floats."""
    name, node = _name(call, environment), lifted.node
    maker = functions.of_numpy("array" if _is_plain(node) else "asarray", environment)
    if name in _ARRAYS and not _has_one_argument(call):
        made = maker if name == "numpy.asarray" else call.func
        new = ast.Call(made, [node, *call.args[1:]], call.keywords)
        return new, bool(call.keywords) and not call.args[1:] and _is_of_floats(call.keywords)
    if name == "numpy.fromiter" and len(call.args) + len(call.keywords) == 2:
        dtype = call.keywords or [ast.keyword("dtype", call.args[1])]
        return ast.Call(maker, [node], [ast.keyword("dtype", dtype[0].value)]), _is_of_floats(dtype)
    if not _has_one_argument(call):
        return None
    if name in _ARRAYS:
        return ast.Call(maker, [node], []) if _is_plain(node) else node, has_elements
    if name in _SEQUENCES or name == "len":
        return ast.Call(call.func, [node], []), name == "len" or are_of_numpy(node, environment)
    if name in ("sum", "numpy.sum") and functions.is_condition(node):
        count = ast.Call(functions.of_numpy("count_nonzero", environment), [node], [])
        return (_as_python(count, "int") if name == "sum" else count), is_total(node, environment)
    if name in _TRUTH and lifted.rank == 1:
        truth = ast.Call(functions.of_numpy(name, environment), [node], [])
        return _as_python(truth, "bool"), is_total(node, environment)
    if name in _EXTREMA | {"sum"} and lifted.rank == 1:
        return ast.Call(functions.of_numpy(name, environment), [node], []), False
    if name is not None and name.startswith("numpy.") and name.removeprefix("numpy.") in functions.REDUCTIONS:
        return ast.Call(call.func, [node], []), False
    return None


def _is_of_floats(keywords: Sequence[ast.keyword]) -> bool:
    """Whether the only keyword asks for double precision: for integers NaN raises in a list, and not in an array."""
    match keywords:
        case [ast.keyword(arg="dtype", value=ast.Name(id="float") | ast.Attribute(attr="float64"))]:
            return True
    return False


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
