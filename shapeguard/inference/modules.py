"""A source file as inference reads it, before anything is interpreted."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from shapeguard.inference.glance import MUTATORS, Callable, Glance, glance, look_over
from shapeguard.inference.shape_comments import ShapeComment, comments_of
from shapeguard.inference.walking import stores_in, walk
from shapeguard.shapes.frozen import frozen

if TYPE_CHECKING:
    from shapeguard.inference.contract_kinds import Contract
    from shapeguard.inference.interpreter.signatures import Signature
    from shapeguard.inference.scope import Scope
    from shapeguard.inference.values import Class, Value

_OTHER_ARRAYS = (
    *("sparse", "csr_", "csc_", "pandas", "DataFrame", "xarray", "np.matrix", "np.asmatrix", "torch", "tensorflow"),
    "MaskedArray",
)
_SET = re.compile(r"\.(?<!\bself\.)(\w+)\s*=(?!=)")
_SET_BY_NAME = re.compile(r"setattr\((?<=\bsetattr\()(?!self\b)")
"""A pattern that begins with plain letters is looked for many times as fast as one that begins with a condition."""


@frozen
class Members:
    """What stands in a class body: the methods, and the last thing of each name, a method or a class attribute.

    ``rebound`` are the names that the body binds more than once, besides the parts of a property, and those that some
    line of the file sets on the class. ``setters`` are the functions that an assignment to a property calls. ``stored``
    are the attributes that code in the body sets on some object; ``sets_any`` says that it does so by a name that is
    computed, ``sets_any_later`` that a method other than ``__init__`` may.
    """

    methods: dict[str, ast.FunctionDef]
    all: dict[str, ast.FunctionDef | ast.expr]
    setters: dict[str, ast.FunctionDef]
    rebound: frozenset[str]
    stored: frozenset[str]
    sets_any: bool
    sets_any_later: bool


def members_of(node: ast.ClassDef, attributes_set: Iterable[tuple[str, str]]) -> Members:
    """Look through a class body once; ``attributes_set`` are those that its file sets on some name."""
    methods: dict[str, ast.FunctionDef] = {}
    every: dict[str, ast.FunctionDef | ast.expr] = {}
    setters: dict[str, ast.FunctionDef] = {}
    bound: Counter[str] = Counter()
    for statement in node.body:
        match statement:
            case ast.FunctionDef(decorator_list=[ast.Attribute(value=ast.Name(id=name), attr="setter")]):
                setters[name] = statement
            case ast.FunctionDef(decorator_list=[ast.Attribute(attr="getter" | "deleter")]):
                pass
            case ast.FunctionDef(name=name):
                methods[name] = every[name] = statement
                bound[name] += 1
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                every[name] = value
                bound[name] += 1
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                every[name] = value
                bound[name] += 1
            case ast.AugAssign(target=ast.Name(id=name)):
                bound[name] += 2
    replaced = {name for owner, name in attributes_set if owner in (node.name, "cls")}
    rebound = frozenset(name for name, times in bound.items() if times > 1) | replaced
    methods = {name: method for name, method in methods.items() if name not in replaced}
    stored, sets_any = _stored(node)
    later = (method for name, method in methods.items() if name != "__init__")
    sets_later = sets_any and any(map(_may_compute_names, later))
    return Members(methods, every, setters, rebound, stored, sets_any, sets_later)


def _may_compute_names(method: ast.FunctionDef) -> bool:
    return any(
        (isinstance(inner, ast.Name) and inner.id in ("setattr", "vars"))
        or (isinstance(inner, ast.Attribute) and inner.attr in ("__dict__", "__setattr__"))
        for inner in walk(method)
    )


def _stored(node: ast.ClassDef) -> tuple[frozenset[str], bool]:
    names, sets_any = set(), False
    for inner in walk(node):
        match inner:
            case ast.Attribute(attr=name, ctx=ast.Store() | ast.Del()):
                names.add(name)
            case ast.Call(func=ast.Attribute(value=owner, attr=method)) if method in MUTATORS:
                while isinstance(owner, ast.Subscript):
                    owner = owner.value
                if isinstance(owner, ast.Attribute):
                    names.add(owner.attr)
            case ast.Call(func=ast.Name(id="setattr" | "vars")) | ast.Attribute(attr="__dict__" | "__setattr__"):
                sets_any = True
    return frozenset(names), sets_any


@dataclass(eq=False)
class ModuleSource:
    """One module: its tree, its dotted name, and what a glance over the tree tells.

    ``scope`` holds its names once its body was interpreted, and ``class_attributes`` what was found, from then on, of
    the values that stand in class bodies. ``made`` are trees that stand in no file: while they live, nothing else has
    their place among what is remembered of nodes.
    """

    tree: ast.Module
    filename: str
    name: str
    text: str = ""
    is_package: bool = False
    scope: Scope | None = None
    is_done: bool = False
    class_attributes: dict[int, Value] = field(default_factory=dict)
    star_imports: list[str] = field(default_factory=list)
    is_subject: bool = False
    glances: dict[int, Glance] = field(default_factory=dict)
    signatures: dict[int, Signature] = field(default_factory=dict)
    lineages: dict[int, tuple[Class | None, ...]] = field(default_factory=dict)
    members: dict[int, Members] = field(default_factory=dict)
    own_fields: dict[int, dict[str, Contract]] = field(default_factory=dict)
    fields: dict[int, dict[str, Contract]] = field(default_factory=dict)
    set_by_methods: dict[int, frozenset[str]] = field(default_factory=dict)
    made_of_themselves: dict[int, frozenset[str]] = field(default_factory=dict)
    stores: dict[int, Counter[str]] = field(default_factory=dict)
    made: list[ast.AST] = field(default_factory=list)
    settable: dict[str, bool] = field(default_factory=dict)

    @property
    def package(self) -> str:
        """The dotted name that relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    @cached_property
    def comments(self) -> dict[int, ShapeComment]:
        """The comments that tell of shapes, by line."""
        return comments_of(self.text)

    @cached_property
    def rebound(self) -> frozenset[str]:
        """Module-level names that a function cannot rely on: bound more than once, or changed from functions."""
        seen: set[str] = set()
        twice: set[str] = set(self.set_by_functions)
        for name in _bound_names(self.tree.body):
            (twice if name in seen else seen).add(name)
        return frozenset(twice)

    @cached_property
    def set_by_functions(self) -> frozenset[str]:
        """Module-level names that some function binds anew, or whose list or dict it changes."""
        return self.changed_by_functions.union(*(inner.global_names for inner in self.glances.values()))

    def is_settled(self, name: str) -> bool:
        """Whether what a module-level name stands for now is what a function finds that is called now."""
        return name not in self.rebound or (not self.is_done and name not in self.set_by_functions)

    @cached_property
    def changed_by_functions(self) -> frozenset[str]:
        """Module-level names whose list or dict some function changes."""
        look_over(self.tree.body, Glance(), self.glances)
        changed: set[str] = set()
        for inner in self.glances.values():
            changed |= inner.changed - inner.bound
        modules = {a.asname or a.name for node in self.tree.body if isinstance(node, ast.Import) for a in node.names}
        return frozenset(changed - modules)

    def may_set(self, name: str) -> bool:
        """Whether some line sets an attribute of this name on anything but ``self``, as ``Class.name = ...`` does."""
        known = self.settable.get(name)
        if known is None:
            pattern = rf"\.{name}\b(?<!\bself\.{name})[^\n(]*?(?<![=!<>])=(?!=)"
            known = self.settable[name] = self.sets_by_name or re.search(pattern, self.text) is not None
        return known

    @cached_property
    def sets_by_name(self) -> bool:
        """Whether some line sets an attribute of a computed name on anything but ``self``."""
        return _SET_BY_NAME.search(self.text) is not None

    @cached_property
    def attributes_set(self) -> frozenset[tuple[str, str]]:
        """The attributes that lines of the file set on other names than ``self``, each with the name."""
        found = set()
        for match in _SET.finditer(self.text):
            before = self.text[self.text.rfind("\n", 0, match.start()) + 1 : match.start()]
            found.add((re.split(r"\W", before)[-1], match[1]))
        return frozenset(found)

    def forget_resolved(self) -> None:
        """Forget what rests on the names of other modules, of which more is known by now."""
        for known in (self.class_attributes, self.signatures, self.lineages, self.fields, self.own_fields):
            known.clear()

    def let_go(self) -> None:
        """Forget everything: a module and its scopes hold each other, and would wait for the garbage collector."""
        if self.scope is not None:
            self.scope.names.clear()
        vars(self).clear()

    def glance(self, function: Callable) -> Glance:
        """What one look over a function tells."""
        return glance(function, self.glances)

    def times_bound(self, name: str, within: ast.AST) -> int:
        """How often a function, or the module, binds a name."""
        known = self.stores.get(id(within))
        if known is None:
            known = self.stores[id(within)] = stores_in(within)
        return known[name]

    @cached_property
    def mentions_other_arrays(self) -> bool:
        """Whether the file deals in sparse matrices, tables or np.matrix, which have axes but are no plain arrays."""
        return any(word in self.text for word in _OTHER_ARRAYS)

    @cached_property
    def assigned(self) -> dict[str, ast.expr]:
        """Plain module-level assignments, for aliases of annotations."""
        found: dict[str, ast.expr] = {}
        for statement in self.tree.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    found[name] = value
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    found[name] = value
        return found


def _bound_names(body: list[ast.stmt]) -> list[str]:
    """Each binding of a module-level name, blocks included; imports and definitions in branches count once."""
    names: list[str] = []
    pending: list[ast.AST] = list(reversed(body))
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            names.append(node.id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            names += [node.target.id, node.target.id]
        if isinstance(node, ast.expr) and not isinstance(node, (ast.Tuple, ast.List, ast.Starred, ast.Name)):
            continue
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            pending.extend(ast.iter_child_nodes(node))
    return names
