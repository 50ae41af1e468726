"""What a parameter, a return value or a variable can be declared to be."""

from __future__ import annotations

import ast
from dataclasses import field
from typing import TypeAlias

from shapeguard.inference.values import (
    Kind,
)
from shapeguard.notation import ShapeSpec
from shapeguard.shapes.frozen import frozen


@frozen
class ArrayContract:
    """An array of a written shape; ``spec`` is None where only a type is declared."""

    spec: ShapeSpec | None
    notation: str
    kind: Kind = Kind.UNKNOWN
    rank: int | None = None


@frozen
class TupleContract:
    """A tuple of known length."""

    items: tuple[Contract, ...]


@frozen
class ListContract:
    """Any number of items of one kind."""

    item: Contract


@frozen
class DictContract:
    """A dict whose keys and values are each of one kind."""

    item: Contract
    key: Contract = field(default_factory=lambda: PlainContract())


@frozen
class EitherContract:
    """One of several, ``Optional`` among them."""

    options: tuple[Contract, ...]


@frozen
class CallableContract:
    """A function: what it takes, None where that is left open, and what it returns."""

    parameters: tuple[Contract, ...] | None
    returns: Contract


@frozen
class PlainContract:
    """A number, a string, None, or anything else (``name`` empty, and ``written`` as it stands in the annotation)."""

    name: str = ""
    written: str = ""


@frozen
class NamedContract:
    """An instance of a class of the project."""

    node: ast.expr


Contract: TypeAlias = (
    ArrayContract
    | TupleContract
    | ListContract
    | DictContract
    | EitherContract
    | CallableContract
    | PlainContract
    | NamedContract
)
ANYTHING = PlainContract()


def has_arrays(contract: Contract) -> bool:
    """Whether a written shape stands anywhere in a contract."""
    match contract:
        case ArrayContract(spec=spec):
            return spec is not None
        case TupleContract(items=items) | EitherContract(options=items):
            return any(has_arrays(item) for item in items)
        case ListContract(item=item) | DictContract(item=item):
            return has_arrays(item)
    return False


def promises_arrays(contract: Contract) -> bool:
    """Whether a written shape stands in a contract, or in what a function returns that it describes."""
    return has_arrays(contract.returns if isinstance(contract, CallableContract) else contract)
