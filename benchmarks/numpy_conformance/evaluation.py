"""One expression, evaluated twice: by the rules of inference and by NumPy."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from shapeguard.inference import numpy_api
from shapeguard.inference.interpreter.operators import SYMBOLS
from shapeguard.inference.numpy_api.outcome import Arguments, Contracted, Event, Outcome, Spread
from shapeguard.inference.values import UNKNOWN, Constant, Int, Known, Module, Scalar, Sequence, Slice, Value
from shapeguard.shapes import Dim, Verdict

_BUILTINS = ("int", "float", "bool", "complex")


@dataclass
class Inference:
    """Evaluates an expression through the five doors, and keeps the events."""

    names: dict[str, Value]
    events: list[Event] = field(default_factory=list)

    @property
    def refuses(self) -> bool:
        """Whether the rules are certain that NumPy raises."""
        return any(_verdict(event) is Verdict.DIFFER for event in self.events)

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression, unknown where it is of a kind that no draw contains."""
        match node:
            case ast.Name(id="np"):
                return Module("numpy")
            case ast.Name(id=name) if name in _BUILTINS:
                return Known(f"builtins.{name}")
            case ast.Name(id=name):
                return self.names[name]
            case ast.Constant(value=bool() | None | str() | bytes() | float() | complex() as value):
                return Constant(value)
            case ast.Constant(value=int() as value):
                return Int(Dim.of(value))
            case ast.Constant(value=value) if value is Ellipsis:
                return Constant(value)
            case ast.Tuple(elts=items):
                return Sequence(tuple(map(self.evaluate, items)))
            case ast.List(elts=items):
                return Sequence(tuple(map(self.evaluate, items)), is_list=True)
            case ast.Slice(lower=lower, upper=upper, step=step):
                return Slice(*(None if part is None else self.evaluate(part) for part in (lower, upper, step)))
            case ast.Attribute(value=owner, attr=name):
                return self._taken(numpy_api.attribute(self.evaluate(owner), name))
            case ast.Subscript(value=owner, slice=index):
                return self._item(self.evaluate(owner), self.evaluate(index))
            case ast.Call():
                return self._call(node)
            case ast.BinOp(left=left, op=operator, right=right):
                return self._operation(SYMBOLS[type(operator)], self.evaluate(left), self.evaluate(right))
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._operation(SYMBOLS[type(operator)], self.evaluate(left), self.evaluate(right))
            case ast.UnaryOp(op=operator, operand=operand):
                return self._unary(SYMBOLS[type(operator)], self.evaluate(operand))
            case ast.Lambda():
                return UNKNOWN
        raise NotImplementedError(ast.dump(node))

    def _taken(self, outcome: Outcome) -> Value:
        self.events += outcome.events
        return outcome.value

    def _item(self, owner: Value, index: Value) -> Value:
        if isinstance(owner, Sequence) and isinstance(index, Int) and index.dim.value is not None:
            return owner.items[index.dim.value]
        return self._taken(numpy_api.subscript(owner, index))

    def _call(self, node: ast.Call) -> Value:
        function = self.evaluate(node.func)
        if not isinstance(function, Known):
            return UNKNOWN
        arguments = Arguments(
            tuple(map(self.evaluate, node.args)),
            {keyword.arg or "": self.evaluate(keyword.value) for keyword in node.keywords},
            function.receiver,
        )
        return self._taken(numpy_api.call(function.name, arguments))

    def _operation(self, operator: str, left: Value, right: Value) -> Value:
        if isinstance(left, Int) and isinstance(right, Int):
            return Int({"+": left.dim + right.dim, "-": left.dim - right.dim, "*": left.dim * right.dim}[operator])
        return self._taken(numpy_api.binary(operator, left, right))

    def _unary(self, operator: str, operand: Value) -> Value:
        if isinstance(operand, Int) and operator == "-":
            return Int(-operand.dim)
        if isinstance(operand, Constant) and isinstance(operand.value, float):
            return Constant(-operand.value)
        if isinstance(operand, Scalar):
            return operand
        return self._taken(numpy_api.unary(operator, operand))


def _verdict(event: Event) -> Verdict:
    return event.outcome.verdict if isinstance(event, Spread | Contracted) else event.verdict
