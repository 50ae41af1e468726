"""The head of a loop: what its variables are for all samples at once."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lengths import length_of
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, rank_of
from shapeguard.inference.values import Value
from shapeguard.shapes import Dim, Verdict, relation


@dataclass(frozen=True, slots=True)
class Walk:
    """A loop's head, read.

    Attributes
    ----------
    index
        The variable that counts, if there is one.
    start, stop
        Where it starts, and the expression that it stops before.
    count
        The number of steps.
    elements
        The variables that stand for an element each: ``x`` of ``for x in X.T``.
    is_certain
        Whether arrays walked side by side are known to be equally long.
    step
        By how much it grows.
    """

    index: str | None
    start: int
    stop: ast.expr | None
    count: Dim
    elements: Mapping[str, Lifted] = field(default_factory=dict)
    is_certain: bool = True
    step: int = 1

    @property
    def names(self) -> frozenset[str]:
        """Every variable of the head."""
        return frozenset({*self.elements, *([self.index] if self.index else [])})


def read_walk(target: ast.expr, iterable: ast.expr, count: Dim, environment: Mapping[str, Value]) -> Walk:
    """Read ``for target in iterable``.

    Raises
    ------
    NotVectorisable
        If the loop walks anything but a range or arrays.
    """
    match iterable, target:
        case ast.Call(func=ast.Name(id="range"), args=[stop], keywords=[]), ast.Name(id=index):
            return Walk(index, 0, stop, count)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int(start)), stop]), ast.Name(id=index):
            if start >= 0:
                return Walk(index, start, stop, count)
        case (
            ast.Call(
                func=ast.Name(id="range"),
                args=[ast.Constant(value=int(start)), stop, ast.Constant(value=int(step))],
                keywords=[],
            ),
            ast.Name(id=index),
        ):
            if start >= 0 and step > 0:
                return Walk(index, start, stop, count, step=step)
        case (
            ast.Call(func=ast.Name(id="enumerate"), args=[inner, *_]) as numbered,
            ast.Tuple(elts=[ast.Name(id=index), element]),
        ):
            first = _first_number(numbered)
            elements = _elements(element, inner, environment)
            stop = _length(inner)
            stop = ast.BinOp(stop, ast.Add(), ast.Constant(first)) if first else stop
            return Walk(index, first, stop, count, elements, _ends_together(inner, environment))
        case _:
            elements = _elements(target, iterable, environment)
            return Walk(None, 0, None, count, elements, _ends_together(iterable, environment))
    raise NotVectorisable


def numbers(walk: Walk, environment: Mapping[str, Value]) -> ast.expr:
    """``np.arange(m)``: the variable that counts, itself.

    Raises
    ------
    NotVectorisable
        If the loop counts nothing.
    """
    if walk.stop is None:
        raise NotVectorisable
    before: list[ast.expr] = [ast.Constant(walk.start)] if walk.start or walk.step != 1 else []
    behind: list[ast.expr] = [ast.Constant(walk.step)] if walk.step != 1 else []
    return ast.Call(of_numpy("arange", environment), [*before, walk.stop, *behind], [])


def _first_number(numbered: ast.Call) -> int:
    """Where ``enumerate`` starts to count."""
    match [*numbered.args[1:], *(keyword.value for keyword in numbered.keywords)]:
        case []:
            return 0
        case [ast.Constant(value=int(first))] if first >= 0:
            return first
    raise NotVectorisable


def _elements(target: ast.expr, iterable: ast.expr, environment: Mapping[str, Value]) -> dict[str, Lifted]:
    match iterable, target:
        case ast.Call(func=ast.Name(id="zip"), args=arrays), ast.Tuple(elts=names) if len(arrays) == len(names):
            pairs = [_elements(name, array, environment) for name, array in zip(names, arrays, strict=True)]
            return {name: lifted for pair in pairs for name, lifted in pair.items()}
        case _, ast.Name(id=name):
            rank = _array_rank(iterable, environment)
            if rank:
                return {name: Lifted(iterable, rank, 0)}
    raise NotVectorisable


def _ends_together(iterable: ast.expr, environment: Mapping[str, Value]) -> bool:
    """Whether the arrays of a ``zip`` are known to be equally long: it stops with the shortest.

    Raises
    ------
    NotVectorisable
        If they are of lengths that their author named apart.
    """
    if not isinstance(iterable, ast.Call):
        return True
    first, *others = (length_of(array, environment) for array in iterable.args)
    verdicts = {relation(first, other) for other in others}
    if verdicts & {Verdict.COINCIDE, Verdict.DIFFER}:
        raise NotVectorisable
    return verdicts <= {Verdict.EQUAL} and not (others and first.is_unknown)


def _array_rank(node: ast.expr, environment: Mapping[str, Value]) -> int | None:
    match node:
        case ast.Name(id=name):
            return rank_of(environment.get(name))
        case ast.Attribute(value=value, attr="T"):
            return _array_rank(value, environment)
    return None


def _length(array: ast.expr) -> ast.expr:
    first = array.args[0] if isinstance(array, ast.Call) and array.args else array
    return ast.Call(ast.Name("len", ast.Load()), [first], [])
