"""A whole loop: its body statement by statement, inner loops first."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lint_rules.vectorising import counts, maps, masks, reductions, running
from lint_rules.vectorising.dependence import check_independence
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.walking import Walk, length_of, read_walk
from shapeguard.inference.values import Array, Int, Scalar, Value
from shapeguard.shapes import Dim, Shape

_RECOGNISERS = (counts.statement, maps.statement, reductions.statement, masks.statement)


@dataclass(frozen=True, slots=True)
class Vectorised:
    """The lines that replace a loop.

    Attributes
    ----------
    lines
        The statements, or the one expression of a comprehension.
    proven
        Whether shapes and purity prove that they do the same.
    is_map
        Whether every element is computed by itself, so that not even rounding differs.
    temporaries
        Names that held one sample in the loop and hold all samples behind it.
    """

    lines: tuple[str, ...]
    proven: bool
    is_map: bool
    temporaries: frozenset[str]


def vectorise(node: ast.AST, count: Dim, environment: Mapping[str, Value]) -> Vectorised | None:
    """What does the same as a loop or comprehension, or None where no recogniser knows what it does."""
    match node:
        case ast.For():
            return vectorise_loop(node, count, environment)
        case ast.ListComp() | ast.GeneratorExp():
            return vectorise_comprehension(node, count, environment)
    return None


def vectorise_loop(node: ast.For, count: Dim, environment: Mapping[str, Value]) -> Vectorised | None:
    """The lines that do the same as the loop, or None where no recogniser knows what it does."""
    try:
        lifter, statements = _vectorise(node, count, environment)
    except NotVectorisable:
        return None
    if not statements:
        return None
    lines = tuple(ast.unparse(ast.fix_missing_locations(statement)) for statement in statements)
    is_map = all(maps.is_map(statement) for statement in statements)
    return Vectorised(lines, lifter.proven, is_map, frozenset(lifter.bound) | lifter.walk.names)


def vectorise_comprehension(
    node: ast.ListComp | ast.GeneratorExp, count: Dim, environment: Mapping[str, Value]
) -> Vectorised | None:
    """The expression that computes all elements of a comprehension at once, or None."""
    match node.generators:
        case [ast.comprehension(target=target, iter=iterable, ifs=[], is_async=0)]:
            pass
        case _:
            return None
    try:
        lifter = Lifter(read_walk(target, iterable, count, environment), environment)
        lifted = lifter.lift(node.elt, axis=0)
    except NotVectorisable:
        return None
    if lifted.axis != 0 or isinstance(lifted.node, (ast.Name, ast.Attribute)) or isinstance(node.elt, ast.Subscript):
        return None
    line = ast.unparse(ast.fix_missing_locations(lifted.node))
    return Vectorised((line,), lifter.proven and lifted.rank == 1, True, frozenset())


def _vectorise(node: ast.For, count: Dim, environment: Mapping[str, Value]) -> tuple[Lifter, list[ast.stmt]]:
    leaving = (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await)
    if node.orelse or any(isinstance(inner, leaving) for inner in ast.walk(node)):
        raise NotVectorisable
    walk = read_walk(node.target, node.iter, count, environment)
    lifter = Lifter(walk, environment)
    body = list(_without_inner_loops(node.body, walk, lifter))
    whole = running.body(lifter, body)
    if whole is not None:
        return lifter, whole
    check_independence(body)
    return lifter, [new for statement in body for new in _statement(lifter, statement)]


def _without_inner_loops(body: Sequence[ast.stmt], walk: Walk, lifter: Lifter) -> Iterator[ast.stmt]:
    inside: dict[str, Value] = dict(lifter.environment)
    if walk.index:
        inside[walk.index] = Int(Dim.unknown())
    for name, element in walk.elements.items():
        inside[name] = _one_sample(element)
    reading = Lifter(walk, lifter.environment)
    for statement in body:
        match statement:
            case ast.For():
                inner, statements = _vectorise(statement, length_of(statement.iter, inside), inside)
                lifter.proven &= inner.proven
                yield from statements
                continue
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                _note_sample(reading, inside, name, value)
        yield statement


def _note_sample(reading: Lifter, inside: dict[str, Value], name: str, value: ast.expr) -> None:
    """What an inner loop is told of a variable that the outer one has bound for its sample."""
    inside.pop(name, None)
    try:
        lifted = reading.lift(value)
    except NotVectorisable:
        return
    if reading.proven:
        inside[name] = _one_sample(lifted)
        reading.bound[name] = Lifted(ast.Name(name, ast.Load()), lifted.rank, lifted.axis)


def _one_sample(lifted: Lifted) -> Value:
    return Array(Shape.of_rank(lifted.free)) if lifted.free else Scalar()


def _statement(lifter: Lifter, statement: ast.stmt) -> list[ast.stmt]:
    match statement:
        case ast.Pass():
            return []
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if not reductions.is_accumulation(statement):
            return _temporary(lifter, name, value)
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value) if name in lifter.bound:
            return _accumulated(lifter, name, op, value)
        case ast.If(test=test, body=[changed], orelse=[]) if _changed(changed) in lifter.bound:
            return _changed_where(lifter, test, changed)
    for recognise in _RECOGNISERS:
        new = recognise(lifter, statement)
        if new is not None:
            return new
    raise NotVectorisable


def _temporary(lifter: Lifter, name: str, value: ast.expr) -> list[ast.stmt]:
    """``z = w * x[i] + b``: all samples' ``z`` under the same name."""
    lifted = lifter.lift(value)
    if isinstance(value, ast.Constant):
        lifter.bound[name] = lifted
        return []
    lifter.bound[name] = Lifted(ast.Name(name, ast.Load()), lifted.rank, lifted.axis)
    return [ast.Assign([ast.Name(name, ast.Store())], lifted.node)]


def _accumulated(lifter: Lifter, name: str, op: ast.operator, value: ast.expr) -> list[ast.stmt]:
    """``s = 0; s += np.dot(...)``: what an inner loop has left of a sum."""
    before = lifter.bound[name].node
    if isinstance(op, ast.Add) and isinstance(before, ast.Constant) and before.value == 0:
        lifter.bound[name] = lifter.lift(value)
        return []
    if lifter.bound[name].free:
        raise NotVectorisable  # it may be a view, and what it views would change too
    sample = ast.Name(name, ast.Load())
    return _temporary(lifter, name, ast.BinOp(sample, op, value))


def _changed(statement: ast.stmt) -> str | None:
    """The name that an assignment changes."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return name
    return None


def _changed_where(lifter: Lifter, test: ast.expr, statement: ast.stmt) -> list[ast.stmt]:
    """``if z > 0: z += 1`` of one sample's ``z``: ``z = np.where(z > 0, z + 1, z)``."""
    name = _changed(statement)
    assert name is not None
    before = ast.Name(name, ast.Load())
    match statement:
        case ast.Assign(value=value):
            after = value
        case ast.AugAssign(op=op, value=value):
            after = ast.BinOp(before, op, value)
        case _:
            raise NotVectorisable
    if lifter.bound[name].free:
        raise NotVectorisable
    return _temporary(lifter, name, ast.IfExp(test, after, before))
