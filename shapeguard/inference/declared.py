"""Contracts as values: the shapes that are declared, their names as symbols."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from shapeguard.inference.contract_kinds import (
    ArrayContract,
    CallableContract,
    Contract,
    DictContract,
    EitherContract,
    ListContract,
    NamedContract,
    PlainContract,
    TupleContract,
)
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Callback,
    Constant,
    Dictionary,
    History,
    Int,
    Kind,
    ListOf,
    Scalar,
    Sequence,
    Slice,
    Unknown,
    Value,
)
from shapeguard.notation import Axis, ShapeSpec, fold
from shapeguard.shapes import Dim, Origin, OriginKind, Shape, Size


def declared_shape(spec: ShapeSpec, length: Callable[[str], Dim]) -> Shape:
    """The shape that a contract declares, with ``length`` of each name put in."""
    position = spec.variadic
    axes = spec.axes if position is None else spec.axes[position + 1 :]
    return Shape(tuple(axis_length(axis, length) for axis in axes), open=position is not None)


def axis_length(axis: Axis, length: Callable[[str], Dim]) -> Dim:
    """The length that one axis demands; an unknown one where it demands none."""
    if axis.broadcastable or axis.treepath:
        return Dim.unknown()
    if axis.kind == "fixed" and axis.size is not None:
        return Dim.of(axis.size)
    if axis.kind == "name" and axis.name is not None:
        return length(axis.name)
    if axis.kind == "symbolic" and axis.arithmetic is not None:
        return fold(axis.arithmetic, Dim.of, length, _computed)
    return Dim.unknown()


def _computed(operator: str, operands: tuple[Dim, ...]) -> Dim:
    left, right = operands[0], operands[-1]
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "//":
            return left // right
        case "%":
            return left % right
        case "**" if right.value is not None and 0 <= right.value <= 4:
            power = Dim.of(1)
            for _ in range(right.value):
                power = power * left
            return power
        case "min" | "max":
            return Dim.opaque(operator, *operands)
    return Dim.unknown()


class Naming:
    """The lengths that the annotations of one signature name, as symbols."""

    def __init__(self, group: str, kind: OriginKind = "annotation") -> None:
        self._group = group
        self._kind: OriginKind = kind
        self._sizes: dict[str, Dim] = {}
        self._where = ("", 0)

    def at(self, where: str, line: int) -> Naming:
        """From here on, new names come from this place."""
        self._where = (where, line)
        return self

    def length(self, name: str) -> Dim:
        """The length of a name."""
        if name not in self._sizes:
            where, line = self._where
            self._sizes[name] = Dim.size(Size(name, Origin(self._kind, self._group, line, where)))
        return self._sizes[name]

    def adopt(self, lengths: Mapping[str, Dim]) -> None:
        """Take over names that are bound already."""
        self._sizes.update(lengths)

    def names(self) -> dict[str, Dim]:
        """Every name so far."""
        return dict(self._sizes)


class Agreed(Naming):
    """The lengths of one call of a function that is known by its annotation: those of its arguments come first."""

    def __init__(self, around: Naming, lengths: Mapping[str, Dim]) -> None:
        super().__init__("")
        self._known = {**around.names(), **lengths}

    def length(self, name: str) -> Dim:
        """What the arguments or the signature around it say, or an unknown length."""
        return self._known.get(name) or Dim.unknown()


def symbolic(contract: Contract, naming: Naming, instance: Callable[[ast.expr], Value]) -> Value:
    """A value of which nothing is known but its contract."""
    from shapeguard.inference.joins import join

    match contract:
        case ArrayContract(spec=None, rank=None):
            return Array(Shape.unknown(), contract.kind)
        case ArrayContract(spec=None, rank=int(rank)):
            return Array(Shape.of_rank(rank), contract.kind)
        case ArrayContract(spec=ShapeSpec() as spec):
            return Array(declared_shape(spec, naming.length), contract.kind, History(declared=True))
        case TupleContract(items=items):
            return Sequence(tuple(symbolic(item, naming, instance) for item in items))
        case ListContract(item=item):
            return ListOf(symbolic(item, naming, instance))
        case DictContract(item=item, key=key):
            return Dictionary({}, symbolic(item, naming, instance), symbolic(key, naming, instance))
        case EitherContract(options=options):
            return join(*(symbolic(option, naming, instance) for option in options))
        case CallableContract(returns=returns):
            return Callback(contract, lambda lengths: symbolic(returns, Agreed(naming, lengths), instance))
        case NamedContract(node=node):
            return instance(node)
        case PlainContract(name=name, written=written):
            return _plain(name, written)
    return UNKNOWN


def _plain(name: str, written: str) -> Value:
    if name == "float":
        return Scalar(Kind.FLOAT)
    if name == "int":
        return Int(Dim.unknown())
    if name == "bool":
        return Scalar(Kind.BOOL)
    if name == "slice":
        return Slice(UNKNOWN, UNKNOWN, UNKNOWN)
    return Constant(None) if name == "None" else Unknown(name or written)
