"""Values held against contracts: names bind to lengths on first sight, and must keep them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from shapeguard.inference.contract_kinds import ArrayContract, Contract, EitherContract, ListContract, TupleContract
from shapeguard.inference.declared import axis_length, declared_shape
from shapeguard.inference.joins import alternatives
from shapeguard.inference.values import Array, Constant, ListOf, OneOf, Sequence, Value
from shapeguard.notation import ShapeSpec, names_in
from shapeguard.shapes import Dim, Origin, Shape, Size, Verdict, relation
from shapeguard.shapes.frozen import frozen


@frozen
class Breach:
    """A value that does not fit: how surely, and which axis (None for the rank or the type)."""

    contract: ArrayContract
    declared: Shape
    actual: Array
    verdict: Verdict
    axis: int | None
    node: ast.expr


@dataclass(slots=True)
class Bindings:
    """What the names of one signature stand for in one call, and who bound them."""

    lengths: dict[str, Dim] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    group: str = ""

    def length(self, name: str) -> Dim:
        """The length of a name; a symbol of its own while nothing bound it."""
        known = self.lengths.get(name)
        return known if known is not None else Dim.size(Size(name, Origin("annotation", f"{self.group} declared")))

    def described(self, names: set[str]) -> tuple[tuple[str, Dim, str], ...]:
        """Who bound each of these names."""
        return tuple((name, self.lengths[name], self.sources[name]) for name in self.lengths if name in names)


def check(contract: Contract, value: Value, bindings: Bindings, node: ast.expr, source: str) -> Breach | None:
    """Hold a value against a contract, binding names that are free; the first breach, where there is one."""
    match contract:
        case ArrayContract(spec=ShapeSpec()):
            return _check_alternatives(contract, value, bindings, node, source)
        case TupleContract(items=items) if isinstance(value, Sequence) and len(items) == len(value.items):
            nodes = _element_nodes(node, len(items))
            for index, item in enumerate(items):
                breach = check(item, value.items[index], bindings, nodes[index], f"{source}[{index}]")
                if breach is not None:
                    return breach
        case ListContract(item=item):
            members = value.items if isinstance(value, Sequence) else (value.item,) if isinstance(value, ListOf) else ()
            for member in members:
                breach = check(item, member, bindings, node, f"{source}[...]")
                if breach is not None:
                    return breach
        case EitherContract(options=options):
            return _check_either(options, value, bindings, node, source)
    return None


def _element_nodes(node: ast.expr, count: int) -> list[ast.expr]:
    if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) == count:
        return node.elts
    return [node] * count


def _check_either(
    options: tuple[Contract, ...], value: Value, bindings: Bindings, node: ast.expr, source: str
) -> Breach | None:
    """Only a union of arrays and None can be refuted; the first member that fits binds."""
    from shapeguard.inference.contract_kinds import PlainContract

    arrays = [option for option in options if isinstance(option, ArrayContract) and option.spec is not None]
    others = [option for option in options if option not in arrays]
    if any(not isinstance(option, PlainContract) or not option.name for option in others) or not arrays:
        return None
    if isinstance(value, OneOf):
        present = tuple(option for option in value.options if not _is_none(option))
        value = present[0] if len(present) == 1 else OneOf(present) if present else value
    if not all(isinstance(option, Array) for option in alternatives(value)):
        return None
    breaches = []
    for option in arrays:
        trial = Bindings(dict(bindings.lengths), dict(bindings.sources), bindings.group)
        breach = check(option, value, trial, node, source)
        if breach is None:
            bindings.lengths, bindings.sources = trial.lengths, trial.sources
            return None
        breaches.append(breach)
    return min(breaches, key=lambda breach: breach.verdict) if breaches else None


def _is_none(value: Value) -> bool:
    return isinstance(value, Constant) and value.value is None


def _check_alternatives(
    contract: ArrayContract, value: Value, bindings: Bindings, node: ast.expr, source: str
) -> Breach | None:
    """A finding needs every alternative to fail; only a value without alternatives binds."""
    breaches: list[Breach] = []
    options = alternatives(value)
    for option in options:
        if not isinstance(option, Array):
            return None
        trial = bindings if len(options) == 1 else Bindings(dict(bindings.lengths), dict(bindings.sources))
        breach = _check_array(contract, option, trial, node, source)
        if breach is None:
            return None
        breaches.append(breach)
    return min(breaches, key=lambda breach: breach.verdict) if breaches else None


def _check_array(
    contract: ArrayContract, array: Array, bindings: Bindings, node: ast.expr, source: str
) -> Breach | None:
    spec = contract.spec
    if spec is None or array.shape.open:
        return None
    position, rank = spec.variadic, len(array.shape.dims)
    needed = len(spec.axes) - (position is not None)
    if rank < needed or (position is None and rank != needed):
        declared = declared_shape(spec, bindings.length)
        return Breach(contract, declared, array, Verdict.DIFFER, None, node)
    for index in _pairing(spec, rank):
        axis, dim = spec.axes[index[0]], array.shape.dims[index[1]]
        if axis.broadcastable or axis.treepath:
            continue
        if axis.kind == "name" and axis.name is not None and axis.name not in bindings.lengths:
            if not dim.is_unknown:
                bindings.lengths[axis.name] = dim
                bindings.sources[axis.name] = f"{source}.shape[{index[1]}]"
            continue
        if axis.arithmetic is not None and any(name not in bindings.lengths for name in names_in(axis.arithmetic)):
            continue
        verdict = relation(dim, axis_length(axis, bindings.length))
        if verdict >= Verdict.COINCIDE:
            return Breach(contract, declared_shape(spec, bindings.length), array, verdict, index[1], node)
    return None


def _pairing(spec: ShapeSpec, rank: int) -> list[tuple[int, int]]:
    """Which axis of the contract meets which axis of the array."""
    position = spec.variadic
    if position is None:
        return [(index, index) for index in range(rank)]
    after = len(spec.axes) - position - 1
    return [(index, index) for index in range(position)] + [
        (position + 1 + index, rank - after + index) for index in range(after)
    ]
