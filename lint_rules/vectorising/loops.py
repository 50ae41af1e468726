"""A whole loop: its body statement by statement, inner loops first."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from lint_rules.vectorising import counts, extrema, flags, maps, masks, reductions, running, temporaries
from lint_rules.vectorising.brackets import with_joined_brackets
from lint_rules.vectorising.dependence import check_independence
from lint_rules.vectorising.exactness import are_exact, risk
from lint_rules.vectorising.integers import limits
from lint_rules.vectorising.lengths import length_of
from lint_rules.vectorising.lifted import Lifted, NotVectorisable
from lint_rules.vectorising.lifting import Lifter
from lint_rules.vectorising.outside import check_functions
from lint_rules.vectorising.spelling import respelt
from lint_rules.vectorising.unguarded import GUARDED, may_fail
from lint_rules.vectorising.vectorised import Vectorised
from lint_rules.vectorising.walking import Walk, read_walk
from shapeguard.inference.values import Array, Int, Scalar, Value
from shapeguard.shapes import Dim, Shape

_RECOGNISERS = (
    temporaries.statement,
    counts.statement,
    maps.statement,
    extrema.statement,
    reductions.statement,
    masks.statement,
    flags.statement,
)


def vectorise_loop(node: ast.For, count: Dim, environment: Mapping[str, Value]) -> Vectorised | None:
    """The lines that do the same as the loop, or None where no recogniser knows what it does."""
    try:
        lifter, statements = _vectorise(with_joined_brackets(node, environment), count, environment)
    except NotVectorisable:
        return None
    if all(_binds_sample(lifter, statement) for statement in statements):
        return None
    statements = [masks.tidied(ast.fix_missing_locations(statement)) for statement in statements]
    lines = tuple(ast.unparse(ast.fix_missing_locations(statement)) for statement in statements)
    fits, divides = limits(statements, environment)
    if may_fail(statements, environment):
        lifter.assume(GUARDED)
    is_exact = lifter.exact and divides and are_exact(statements, environment)
    held = frozenset(lifter.bound) | lifter.walk.names
    return Vectorised(
        lines, lifter.proven and fits, is_exact, held, node, lifter.caveat or ("" if is_exact else risk(statements))
    )


def _vectorise(node: ast.For, count: Dim, environment: Mapping[str, Value]) -> tuple[Lifter, list[ast.stmt]]:
    spelt = list(respelt(node.body))
    if node.orelse or any(_leaves(statement) for statement in spelt if not isinstance(statement, ast.For)):
        raise NotVectorisable
    walk = read_walk(node.target, node.iter, count, environment)
    lifter = Lifter(walk, environment)
    body = list(_without_inner_loops(spelt, walk, lifter))
    check_functions(body, walk.names, environment)
    whole = running.body(lifter, body)
    if whole is not None:
        return lifter, whole
    check_independence(body, walk.names)
    return lifter, [new for statement in body for new in _statement(lifter, statement)]


def _binds_sample(lifter: Lifter, statement: ast.stmt) -> bool:
    """Whether nothing but a variable is bound: behind the loop it holds the last sample, not all of them."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name in lifter.bound
    return False


def _leaves(statement: ast.stmt) -> bool:
    """Whether a statement may leave the loop, or its turn."""
    leaving = (ast.Break, ast.Continue, ast.Return, ast.Yield, ast.YieldFrom, ast.Await)
    return any(isinstance(inner, leaving) for inner in ast.walk(statement))


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
                lifter.caveat = lifter.caveat or inner.caveat
                lifter.exact &= inner.exact
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
        reading.bound[name] = lifted.written(ast.Name(name, ast.Load()))


def _one_sample(lifted: Lifted) -> Value:
    return Array(Shape.of_rank(lifted.free)) if lifted.free else Scalar()


def _statement(lifter: Lifter, statement: ast.stmt) -> list[ast.stmt]:
    if isinstance(statement, ast.Pass):
        return []
    for recognise in _RECOGNISERS:
        new = recognise(lifter, statement)
        if new is not None:
            return new
    raise NotVectorisable
