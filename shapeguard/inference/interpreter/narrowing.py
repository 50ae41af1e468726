"""What a condition tells: the names on the path where it holds, and on the path where it does not."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference.interpreter.classes import bases
from shapeguard.inference.interpreter.narrowed_shapes import narrow_shape
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.unification import substitute, unify
from shapeguard.inference.joins import alternatives, is_text
from shapeguard.inference.scope import reference
from shapeguard.inference.values import (
    Array,
    Class,
    Constant,
    Instance,
    Int,
    Known,
    ListOf,
    OneOf,
    Scalar,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Shape, Verdict, relation
from shapeguard.shapes.frozen import frozen, replace

Names = dict[str, Value]
_GENERATORS = frozenset({"numpy.random.Generator", "numpy.random.RandomState", "numpy.random.mtrand.RandomState"})
_WHOLE = frozenset({"builtins.int", "numbers.Number", "numbers.Integral", "numbers.Real"})
_NUMBERS = frozenset({"builtins.int", "builtins.float", "numpy.integer", "numpy.floating", "numpy.number"})
_NUMBERS |= {"numbers.Number", "numbers.Integral", "numbers.Real", "numpy.int64", "numpy.int32", "builtins.complex"}


@frozen
class Branches:
    """The names where the condition holds, and where not; None for a path that is never taken."""

    true: Names | None
    false: Names | None


def narrowed_branches(run: Run, test: ast.expr) -> Branches:
    """The names on either side of a condition that was evaluated already."""
    with run.emitter.silence():
        return Branches(_narrowed(run, test, True), _narrowed(run, test, False))


def _narrowed(run: Run, test: ast.expr, truth: bool) -> Names | None:
    before = run.scope.names
    run.scope.names = dict(before)
    try:
        return run.scope.names if _narrow(run, test, truth) else None
    finally:
        run.scope.names = before


def _narrow(run: Run, test: ast.expr, truth: bool) -> bool:
    """Enter what the condition tells into the names; whether the path can be taken."""
    run.budget.spend()
    match test:
        case ast.Constant(value=value):
            return bool(value) is truth
        case ast.Name(id="TYPE_CHECKING"):
            return not truth
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _narrow(run, operand, not truth)
        case ast.BoolOp(op=ast.And() | ast.Or() as operator, values=values):
            if isinstance(operator, ast.And) is truth:
                return all(_narrow(run, value, truth) for value in values)
            return any(_narrowed(run, value, truth) is not None for value in values)
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _narrow_comparison(run, left, operator, right, truth)
        case ast.Call(func=ast.Name(id="isinstance"), args=[subject, kinds]):
            return _narrow_instance(run, subject, kinds, truth)
        case ast.Call(func=ast.Name(id="issparse") | ast.Attribute(attr="issparse")):
            answer = run.evaluate(test)
            return not isinstance(answer, Constant) or bool(answer.value) is truth
        case ast.Name() | ast.Attribute() | ast.NamedExpr():
            return _filter(run, test, lambda value: _may_be(value, truth))
    return True


def _may_be(value: Value, truth: bool) -> bool:
    """Whether a value can be true (or false)."""
    if isinstance(value, Constant):
        return bool(value.value) is truth
    return truth or not isinstance(value, Instance)


def _may_be_none(value: Value, truth: bool) -> bool:
    """Whether a value can be None (or something else); what a docstring calls a number may be None all the same."""
    if isinstance(value, Scalar) and value.assumed:
        return True
    return (isinstance(value, Constant) and value.value is None) is truth


def _filter(run: Run, node: ast.expr, keep: Callable[[Value], bool]) -> bool:
    """Keep the alternatives of a name that a condition allows."""
    if isinstance(node, ast.NamedExpr):
        node = node.target
    key = reference(node)
    value = run.evaluate(node)
    if isinstance(value, Unknown):
        return True
    kept = tuple(option for option in alternatives(value) if keep(option))
    if not kept:
        return False
    if key is not None and len(kept) < len(alternatives(value)):
        run.scope.note(key, kept[0] if len(kept) == 1 else OneOf(kept))
    return True


def _narrow_comparison(run: Run, left: ast.expr, operator: ast.cmpop, right: ast.expr, truth: bool) -> bool:
    if isinstance(operator, (ast.NotEq, ast.IsNot)):
        return _narrow_comparison(
            run, left, ast.Eq() if isinstance(operator, ast.NotEq) else ast.Is(), right, not truth
        )
    if isinstance(operator, ast.Is) and isinstance(right, ast.Constant) and right.value is None:
        return _filter(run, left, lambda value: _may_be_none(value, truth))
    if isinstance(operator, (ast.Is, ast.Eq)):
        cls = run.evaluate(right)
        if isinstance(cls, Class):
            return _filter(run, left, lambda value: not isinstance(value, Class) or (value.node is cls.node) is truth)
    if isinstance(operator, ast.Eq):
        return _narrow_equal(run, left, right, truth)
    if isinstance(operator, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
        return _order_is_possible(run, left, operator, right, truth)
    if isinstance(operator, (ast.In, ast.NotIn)) and _asks_rank(left):
        return _rank_in(run, left, right, isinstance(operator, ast.In) is truth)
    return True


def _asks_rank(node: ast.expr) -> bool:
    return _ranked(node) is not None


def _ranked(node: ast.expr) -> ast.expr | None:
    """The array in ``X.ndim``, ``len(X.shape)`` and ``np.ndim(X)``."""
    match node:
        case ast.Attribute(value=array, attr="ndim"):
            return array
        case ast.Call(func=ast.Name(id="len"), args=[ast.Attribute(value=array, attr="shape")]):
            return array
        case ast.Call(func=ast.Attribute(attr="ndim"), args=[array]):
            return array
    return None


def _rank_in(run: Run, left: ast.expr, right: ast.expr, truth: bool) -> bool:
    array = _ranked(left)
    values = run.evaluate(right)
    if array is None or not isinstance(values, Sequence):
        return True
    ranks = [item.dim.value for item in values.items if isinstance(item, Int)]
    if len(ranks) != len(values.items):
        return True
    return _filter(run, array, lambda value: _rank_of(value) is None or (_rank_of(value) in ranks) is truth)


def _rank_of(value: Value) -> int | None:
    return value.shape.rank if isinstance(value, Array) else 0 if isinstance(value, (Int, Scalar)) else None


def _narrow_equal(run: Run, left: ast.expr, right: ast.expr, truth: bool) -> bool:
    for one, other in ((left, right), (right, left)):
        array = _ranked(one)
        if array is not None:
            return _narrow_rank(run, array, other, truth)
        match one:
            case ast.Attribute(value=array, attr="shape"):
                return narrow_shape(run, array, other, truth)
    one_value, other_value = run.evaluate(left), run.evaluate(right)
    if isinstance(one_value, Int) and isinstance(other_value, Int):
        return _narrow_lengths(run, one_value.dim, other_value.dim, truth)
    if other_value == Constant("precomputed") and truth:
        _take_as_square(run)
    if isinstance(one_value, Constant) and isinstance(other_value, Constant):
        return (one_value == other_value) is truth
    if isinstance(other_value, Constant) and isinstance(one_value, OneOf):
        return _filter(run, left, lambda value: not isinstance(value, Constant) or (value == other_value) is truth)
    return True


def _take_as_square(run: Run) -> None:
    """``metric == "precomputed"``: what is documented as samples by features has distances to samples instead."""
    arrays = [value for value in run.scope.names.values() if isinstance(value, Array) and value.shape.rank == 2]
    sizes = {size for array in arrays if array.history.assumed for size in array.shape.dims[1].sizes()}
    substitute(run, {size: Dim.unknown() for size in sizes if size.origin.kind == "docstring"})


def _narrow_lengths(run: Run, left: Dim, right: Dim, truth: bool) -> bool:
    if left.is_unknown or right.is_unknown:
        return True
    if truth:
        return unify(run, left, right)
    return relation(left, right) is not Verdict.EQUAL


def _narrow_rank(run: Run, array: ast.expr, other: ast.expr, truth: bool) -> bool:
    wanted = run.evaluate(other)
    rank = wanted.dim.value if isinstance(wanted, Int) else None
    if rank is None:
        return True
    value = run.evaluate(array)
    key = reference(array)
    is_open = isinstance(value, Array) and value.shape.open
    if truth and key is not None and is_open and isinstance(value, Array):
        run.scope.note(key, replace(value, shape=Shape.of_rank(rank)))
        return True
    return _filter(run, array, lambda option: _rank_of(option) is None or (_rank_of(option) == rank) is truth)


def _order_is_possible(run: Run, left: ast.expr, operator: ast.cmpop, right: ast.expr, truth: bool) -> bool:
    """A comparison of ranks or constant lengths is decided here; all else is possible."""
    ranked = _ranked(left)
    value, bound = run.evaluate(left), run.evaluate(right)
    limit = bound.dim.value if isinstance(bound, Int) else None
    if limit is None:
        return True
    if ranked is not None:
        return _filter(
            run, ranked, lambda option: _rank_of(option) is None or _holds(_rank_of(option), operator, limit) is truth
        )
    number = value.dim.value if isinstance(value, Int) else None
    return number is None or _holds(number, operator, limit) is truth


def _holds(number: int | None, operator: ast.cmpop, limit: int) -> bool:
    if number is None:
        return True
    if isinstance(operator, ast.Lt):
        return number < limit
    if isinstance(operator, ast.LtE):
        return number <= limit
    return number > limit if isinstance(operator, ast.Gt) else number >= limit


def _narrow_instance(run: Run, subject: ast.expr, kinds: ast.expr, truth: bool) -> bool:
    value, kind = run.evaluate(subject), run.evaluate(kinds)
    if isinstance(kind, Known) and kind.name == "numpy.ndarray":
        key = reference(subject)
        if isinstance(value, Unknown):
            if truth and key is not None:
                run.scope.note(key, Array(Shape.unknown()))
            return True
        return _filter(run, subject, lambda option: isinstance(option, Unknown) or isinstance(option, Array) is truth)
    if isinstance(kind, Class):
        return _filter(run, subject, lambda option: _may_be_of(run, option, kind, truth))
    names = [kind] if isinstance(kind, Known) else list(kind.items) if isinstance(kind, Sequence) else []
    builtin = {item.name for item in names if isinstance(item, Known)}
    if names and len(builtin) == len(names) and builtin <= _GENERATORS:
        return _filter(run, subject, lambda option: _may_be_generator(option, builtin) is truth or _is_open(option))
    if names and len(builtin) == len(names) and builtin <= _NUMBERS:
        is_whole = bool(builtin & _WHOLE)
        return _filter(run, subject, lambda option: _may_be_number(option) if truth else not _is_int(option, is_whole))
    if names and len(builtin) == len(names) and builtin <= {"builtins.str", "builtins.dict"}:
        return _filter(run, subject, lambda option: not truth or not isinstance(option, (Array, Int, Scalar)))
    if names and len(builtin) == len(names) and builtin <= {"builtins.list", "builtins.tuple"} and truth:
        return _filter(run, subject, lambda option: not isinstance(option, (Array, Int, Scalar)))
    return True


def _may_be_generator(value: Value, names: set[str]) -> bool:
    return isinstance(value, Known) and value.name in names


def _is_open(value: Value) -> bool:
    """Whether a value may be anything, as far as is known."""
    return isinstance(value, Unknown) or (isinstance(value, Known) and value.name not in _GENERATORS)


def _may_be_number(value: Value) -> bool:
    return not isinstance(value, (Sequence, ListOf, Instance)) and value != Constant(None) and not is_text(value)


def _is_int(value: Value, is_whole: bool) -> bool:
    return is_whole and isinstance(value, Int)


def _may_be_of(run: Run, value: Value, cls: Class, truth: bool) -> bool:
    """Whether a value can be (or not be) an object of a class of the project."""
    if not isinstance(value, Instance):
        return not truth or not isinstance(value, (Array, Int, Scalar, Constant))
    lineage = bases(run, value.cls)
    return None in lineage or any(base is not None and base.node is cls.node for base in lineage) is truth
