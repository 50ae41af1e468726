"""A source file as inference reads it, before anything is interpreted."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeguard.inference.glance import Callable, Glance, glance, look_over
from shapeguard.inference.shape_comments import ShapeComment, comments_of
from shapeguard.inference.tried_calls import tried_calls
from shapeguard.inference.walking import children_of, stores_in

if TYPE_CHECKING:
    from shapeguard.inference.class_members import Members
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


@dataclass(eq=False)
class ModuleSource:
    """One module: its tree, its dotted name, and what a glance over the tree tells.

    Attributes
    ----------
    scope
        Its names, once its body was interpreted.
    class_attributes
        What was found, from then on, of the values that stand in class bodies.
    made
        Trees that stand in no file: while they live, nothing else has their place among what is remembered of nodes.
    comments
        The comments that tell of shapes, by line.
    changed_by_functions
        Module-level names whose list or dict some function changes.
    set_by_functions
        Module-level names that some function binds anew, or whose list or dict it changes.
    rebound
        Module-level names that a function cannot rely on: bound more than once, or changed from functions.
    assigned
        Plain module-level assignments, for aliases of annotations.
    attributes_set
        The attributes that lines of the file set on each name other than ``self``.
    sets_by_name
        Whether some line sets an attribute of a computed name on anything but ``self``.
    mentions_other_arrays
        Whether the file deals in sparse matrices, tables or np.matrix, which have axes but are no plain arrays.
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
    tried: frozenset[int] | None = None
    comments: dict[int, ShapeComment] = field(init=False)
    changed_by_functions: frozenset[str] = field(init=False)
    set_by_functions: frozenset[str] = field(init=False)
    rebound: frozenset[str] = field(init=False)
    assigned: dict[str, ast.expr] = field(init=False)
    attributes_set: dict[str, set[str]] = field(init=False)
    sets_by_name: bool = field(init=False)
    mentions_other_arrays: bool = field(init=False)

    def __post_init__(self) -> None:
        if not self.glances:
            look_over(self.tree.body, Glance(), self.glances)
        self.comments = comments_of(self.text)
        self.changed_by_functions = _changed_by_functions(self.tree.body, self.glances)
        declared = [inner.global_names for inner in self.glances.values()]
        self.set_by_functions = self.changed_by_functions.union(*declared)
        self.rebound = _rebound(self.tree.body) | self.set_by_functions
        self.assigned = _assigned(self.tree.body)
        self.attributes_set = _attributes_set(self.text)
        self.sets_by_name = _SET_BY_NAME.search(self.text) is not None
        self.mentions_other_arrays = any(word in self.text for word in _OTHER_ARRAYS)

    @property
    def package(self) -> str:
        """The dotted name that relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    def is_settled(self, name: str) -> bool:
        """Whether what a module-level name stands for now is what a function finds that is called now."""
        return name not in self.rebound or (not self.is_done and name not in self.set_by_functions)

    def may_set(self, name: str) -> bool:
        """Whether some line sets an attribute of this name on anything but ``self``, as ``Class.name = ...`` does."""
        known = self.settable.get(name)
        if known is None:
            pattern = rf"\.{name}\b(?<!\bself\.{name})[^\n(]*?(?<![=!<>])=(?!=)"
            known = self.settable[name] = self.sets_by_name or re.search(pattern, self.text) is not None
        return known

    def is_tried(self, statement: ast.Expr) -> bool:
        """Whether an expression stands there to be tried: its result is thrown away on purpose."""
        if self.tried is None:
            self.tried = tried_calls(self.tree, self.filename)
        return id(statement) in self.tried

    def glance(self, function: Callable) -> Glance:
        """What one look over a function tells."""
        return glance(function, self.glances)

    def times_bound(self, name: str, within: ast.AST) -> int:
        """How often a function, or the module, binds a name."""
        known = self.stores.get(id(within))
        if known is None:
            known = self.stores[id(within)] = stores_in(within)
        return known[name]

    def as_subject(self, filename: str, name: str) -> ModuleSource:
        """The same file, to be told of; what was seen in its tree need not be looked for again."""
        return ModuleSource(
            self.tree,
            filename,
            name,
            self.text,
            self.is_package,
            glances=dict(self.glances),
            members=dict(self.members),
            set_by_methods=dict(self.set_by_methods),
            made_of_themselves=dict(self.made_of_themselves),
            stores=dict(self.stores),
            settable=dict(self.settable),
        )

    def forget_resolved(self) -> None:
        """Forget what rests on the names of other modules, of which more is known by now."""
        self.class_attributes.clear()
        self.signatures.clear()
        self.lineages.clear()
        self.fields.clear()
        self.own_fields.clear()

    def let_go(self) -> None:
        """Forget everything: a module and its scopes hold each other, and would wait for the garbage collector."""
        self.forget_resolved()
        if self.scope is not None:
            self.scope.names.clear()
            self.scope = None
        self.tree = ast.Module([], [])
        self.text = ""
        self.glances.clear()
        self.members.clear()
        self.stores.clear()
        self.assigned.clear()
        self.made.clear()


def _changed_by_functions(body: list[ast.stmt], glances: dict[int, Glance]) -> frozenset[str]:
    changed: set[str] = set()
    for inner in glances.values():
        changed |= inner.changed - inner.bound
    modules = {a.asname or a.name for node in body if isinstance(node, ast.Import) for a in node.names}
    return frozenset(changed - modules)


def _rebound(body: list[ast.stmt]) -> frozenset[str]:
    """Module-level names that are bound more than once."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name in _bound_names(body):
        (twice if name in seen else seen).add(name)
    return frozenset(twice)


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
            pending.extend(children_of(node))
    return names


def _assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
    return found


def _attributes_set(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _SET.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        found.setdefault(re.split(r"\W", before)[-1], set()).add(match[1])
    return found
