"""Scopes: which name stands for which value, here and now."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeguard.inference.type_parameters import TypeParameters
from shapeguard.inference.values import UNKNOWN, Value
from shapeguard.shapes import Dim
from shapeguard.shapes.frozen import frozen

if TYPE_CHECKING:
    from shapeguard.inference.contract_kinds import Contract
    from shapeguard.inference.docstrings import DocumentedShape
    from shapeguard.inference.modules import ModuleSource


@frozen
class Binding:
    """Where a name was bound last: the line, and the expression where there is one."""

    line: int
    expression: ast.expr | None = None


@dataclass(eq=False, slots=True)
class Scope:
    """The names of a module, function or class while it is interpreted.

    Attributes
    ----------
    names
        The environment on the path that is followed now; a branch works on a copy. References that are not plain
        names, such as ``X.shape[0]`` or ``p['W1']``, stand here too once something is known of them.
    bindings
        Where each name was bound last, for traces.
    returns, breaks, continues
        What left the block early.
    exits
        The names wherever the function was left.
    contract
        What the return annotation demands.
    promised
        What the docstring says is returned, while the function is read for itself.
    lengths
        The lengths that annotations name in this scope.
    declared
        What the annotations of single variables demand.
    parted
        The names of which a part may be known, ``X`` where ``X.shape[0]`` stands among the names: hardly any, so that
        nobody need look for the parts of all others.
    loop, before_loop
        The loop that is followed just now, and the names where it began.
    type_parameters
        Those that annotations in this scope may name.
    """

    module: ModuleSource
    qualname: str = ""
    parent: Scope | None = None
    names: dict[str, Value] = field(default_factory=dict)
    bindings: dict[str, Binding] = field(default_factory=dict)
    returns: list[Value] = field(default_factory=list)
    exits: list[dict[str, Value]] = field(default_factory=list)
    breaks: list[dict[str, Value]] = field(default_factory=list)
    continues: list[dict[str, Value]] = field(default_factory=list)
    contract: Contract | None = None
    promised: tuple[DocumentedShape | None, ...] = ()
    function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None = None
    lengths: dict[str, Dim] = field(default_factory=dict)
    declared: dict[str, Contract] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    loop: ast.For | ast.While | ast.AsyncFor | None = None
    before_loop: dict[str, Value] = field(default_factory=dict)
    is_class: bool = False
    parted: set[str] = field(default_factory=set)
    type_parameters: TypeParameters = field(default_factory=dict)

    def lookup(self, name: str) -> Value | None:
        """The value of a name, in this scope or around it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not scope.is_class):
                value = scope.names[name]
                is_here = scope is self or scope.parent is not None
                return value if is_here or scope.module.is_settled(name) else UNKNOWN
            scope = scope.parent
        return None

    def binding(self, name: str) -> Binding | None:
        """Where a name was bound last, in this scope or around it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings:
                return scope.bindings[name]
            scope = scope.parent
        return None

    def bind(self, name: str, value: Value, line: int = 0, expression: ast.expr | None = None) -> None:
        """Bind a name; all that was known of its parts is forgotten."""
        self.forget_parts(name)
        self.names[name] = value
        self.bindings[name] = Binding(line, expression)

    def note(self, place: str, value: Value) -> None:
        """Enter what is known of a place, a name or a part of what a name stands for."""
        self.names[place] = value
        if not place.isidentifier():
            self.parted.add(owner_of(place))

    def forget_parts(self, place: str) -> None:
        """Forget what is known of ``place.x`` and ``place[i]``."""
        if not self.parted or owner_of(place) not in self.parted:
            return
        parts = f"{place}.", f"{place}["
        stale = [key for key in self.names if key.startswith(parts)]
        for key in stale:
            del self.names[key]

    def forget_attributes(self, name: str) -> None:
        """Forget what is known of ``name.x``; lengths of arrays stay, which nothing changes in passing."""
        if name not in self.parted:
            return
        part = f"{name}."
        stale = [key for key in self.names if key.startswith(part) and ".shape[" not in key]
        for key in stale:
            del self.names[key]

    def visible(self) -> dict[str, Value]:
        """Every plain name that can be read here."""
        found = dict(self.parent.visible()) if self.parent is not None else {}
        found.update((name, value) for name, value in self.names.items() if name.isidentifier())
        return found


def owner_of(place: str) -> str:
    """The name that a reference begins with."""
    return place.partition(".")[0].partition("[")[0]


def reference(node: ast.expr) -> str | None:
    """``X``, ``self.W``, ``p['W1']``, ``X.shape[0]`` as a key; None for what is not a stable place."""
    parts: list[str] = []
    while True:
        if isinstance(node, ast.Name):
            return node.id + "".join(reversed(parts)) if parts else node.id
        if isinstance(node, ast.Attribute):
            parts.append(f".{node.attr}")
            node = node.value
            continue
        match node:
            case ast.Subscript(value=inner, slice=ast.Constant(value=(int() | str()) as key)):
                parts.append(f"[{key!r}]")
                node = inner
            case ast.Subscript(value=inner, slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(key)))):
                parts.append(f"[-{key}]")
                node = inner
            case _:
                return None
