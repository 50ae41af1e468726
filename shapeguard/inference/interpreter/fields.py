"""Fields that a class body declares: those of dataclasses and named tuples, and what their annotations promise."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from shapeguard.inference.contract_kinds import Contract
from shapeguard.inference.declared import Naming, symbolic
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import reader
from shapeguard.inference.values import Class, Unknown, Value
from shapeguard.shapes import Dim

_NOT_FIELDS = frozenset({"ClassVar", "InitVar"})


def fields_of(run: Run, cls: Class, lineage: tuple[Class | None, ...]) -> Mapping[str, Contract]:
    """The declared fields of a class, those of its bases first."""
    known = cls.scope.module.fields.get(id(cls.node))
    if known is None:
        known = {}
        for base in reversed(lineage):
            if base is not None:
                known |= _own_fields(run, base)
        cls.scope.module.fields[id(cls.node)] = known
    return known


def _own_fields(run: Run, cls: Class) -> dict[str, Contract]:
    known = cls.scope.module.own_fields.get(id(cls.node))
    if known is None:
        read = reader(run, cls.scope)
        known = cls.scope.module.own_fields[id(cls.node)] = {
            statement.target.id: read.read(statement.annotation)
            for statement in cls.node.body
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
            if _head(statement.annotation) not in _NOT_FIELDS
        }
    return known


def _head(annotation: ast.expr) -> str:
    node = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def declared_values(
    cls: Class, fields: dict[str, Contract], naming: Naming, instance: Callable[[ast.expr], Value]
) -> dict[str, Value]:
    """What is known of each field by its annotation alone."""
    values: dict[str, Value] = {}
    for name, contract in fields.items():
        naming.at(f"the field `{cls.node.name}.{name}`", 0)
        value = symbolic(contract, naming, instance)
        if not isinstance(value, Unknown):
            values[name] = value
    return values


class Nameless(Naming):
    """Lengths of which only those that are numbers are known: one place, but another object at every turn."""

    def __init__(self, known: Mapping[str, Dim] | None = None) -> None:
        super().__init__("")
        self._known = known or {}

    def length(self, name: str) -> Dim:
        """What it is known to be, or an unknown length."""
        return self._known.get(name) or Dim.unknown()
