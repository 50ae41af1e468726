"""An expression about one sample, for all samples at once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lint_rules.vectorising import columns, functions
from lint_rules.vectorising.calling import lift_call
from lint_rules.vectorising.indexing import lift_index
from lint_rules.vectorising.lifted import Lifted, NotVectorisable, aligned, rank_of
from lint_rules.vectorising.products import multiplied
from lint_rules.vectorising.repeatable import check_repeatable
from lint_rules.vectorising.truth import check_truth, unary
from lint_rules.vectorising.walking import Walk, numbers
from shapeguard.inference.values import Value

Build: TypeAlias = Callable[..., ast.expr]
_IDENTITIES = (ast.In, ast.NotIn, ast.Is, ast.IsNot)


@dataclass(slots=True)
class Lifter:
    """Lifts the expressions of one loop body.

    Attributes
    ----------
    walk
        The head of the loop.
    environment
        What is known of the names before the loop.
    bound
        The names that the body has bound so far, lifted.
    proven
        Becomes False with the first assumption.
    exact
        Becomes False where digits or NaN may differ, or the loop may raise.
    caveat
        What else than a shape keeps them from it.
    inside
        The functions whose calls are being lifted.
    """

    walk: Walk
    environment: Mapping[str, Value]
    bound: dict[str, Lifted] = field(default_factory=dict)
    proven: bool = field(default=True, init=False)
    exact: bool = field(default=True, init=False)
    caveat: str = field(default="", init=False)
    inside: list[ast.AST] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.proven = self.walk.is_certain

    def lift(self, node: ast.expr, *, axis: int | None = None) -> Lifted:
        """Lift an expression; where the samples' axis is free to choose, put it at ``axis``.

        Raises
        ------
        NotVectorisable
            If the expression is not a map of its sample.
        """
        match node:
            case ast.Constant(value=bool() | int() | float() | complex()):
                return Lifted(node)
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.Subscript():
                return lift_index(self, node)
            case ast.UnaryOp(op=sign, operand=operand):
                return unary(sign, self.lift(operand, axis=axis))
            case ast.BinOp(left=left, op=ast.MatMult(), right=right):
                return multiplied(self, node, left, right)
            case ast.BinOp(left=left, op=operator, right=right):
                return self.elementwise(lambda a, b: ast.BinOp(a, operator, b), [left, right], axis)
            case ast.Compare(left=left, ops=[test], comparators=[right]) if not isinstance(test, _IDENTITIES):
                return self.elementwise(lambda a, b: ast.Compare(a, [test], [b]), [left, right], axis)
            case ast.Compare(ops=[_, _]):
                return self.lift(functions.unchained(node), axis=axis)
            case ast.BoolOp(op=op, values=conditions) if functions.is_condition(node):
                check_truth(self, *conditions)
                return self.elementwise(functions.joining(op), conditions, axis)
            case ast.IfExp(test=condition, body=body, orelse=orelse):
                where = functions.of_numpy("where", self.environment)
                check_truth(self, condition)
                choices = [condition, body, orelse]
                return self.elementwise(lambda *parts: ast.Call(where, list(parts), []), choices, axis)
            case ast.Call():
                return lift_call(self, node, axis)
            case ast.Attribute():
                return self._attribute(node)
        raise NotVectorisable

    def elementwise(self, build: Build, parts: Sequence[ast.expr], axis: int | None) -> Lifted:
        """Lift the operands, lay them out alike, and put them together."""
        return self.joined(build, [self.lift(part, axis=axis) for part in parts], axis)

    def joined(self, build: Build, operands: Sequence[Lifted], axis: int | None = None) -> Lifted:
        """Put lifted operands together, laid out alike."""
        if any(operand.is_column for operand in operands):
            return columns.joined(build, operands)
        free = max(operand.free for operand in operands)
        leaders = [operand for operand in operands if operand.axis is not None]
        if not leaders:
            return Lifted(build(*(operand.node for operand in operands)), free)
        full = [operand.axis for operand in leaders if operand.free == free]
        at = full[0] if full else axis if axis is not None and axis <= free else free
        assert at is not None
        return Lifted(build(*(aligned(operand, free, at) for operand in operands)), free + 1, at)

    def about(self, bound: Mapping[str, Lifted], environment: Mapping[str, Value]) -> Lifter:
        """A lifter for an expression of another scope, about other names."""
        known = {name: value for name, value in environment.items() if name not in bound}
        return Lifter(self.walk, known, dict(bound), inside=list(self.inside))

    def assume(self, caveat: str = "") -> None:
        """Note that what follows is likely, not proven."""
        self.proven = False
        self.caveat = self.caveat or caveat

    def _name(self, node: ast.Name, name: str) -> Lifted:
        if name in self.bound:
            return self.bound[name]
        if name in self.walk.elements:
            return self.walk.elements[name]
        if name == self.walk.index:
            return Lifted(numbers(self.walk, self.environment), 1, 0)
        rank = rank_of(self.environment.get(name))
        if rank is None:
            self.assume()
        return Lifted(node, rank or 0)

    def _attribute(self, node: ast.Attribute) -> Lifted:
        if self.depends(node):
            sample = self.lift(node.value)
            if node.attr == "T" and sample.free < 2:
                return sample
            raise NotVectorisable
        check_repeatable(node, self.environment)
        if node.attr == "T":
            return Lifted(node, self.lift(node.value).rank)
        self.assume()
        return Lifted(node)

    @property
    def takes_a_step(self) -> bool:
        """Whether the loop is known to take a step: an empty array has no first element and no largest."""
        return (self.walk.count.value or 0) > 0

    def depends(self, node: ast.AST) -> bool:
        """Whether an expression is another one for every sample."""
        lifted = {name for name, value in self.bound.items() if value.axis is not None}
        changing = self.walk.names | lifted
        return any(isinstance(n, ast.Name) and n.id in changing for n in ast.walk(node))
