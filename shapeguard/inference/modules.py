"""A source file as inference reads it, before anything is interpreted."""

from __future__ import annotations

import ast
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeguard.inference.glance import Callable, Glance, glance, look_over
from shapeguard.inference.overview import Overview, overview_of
from shapeguard.inference.tried_calls import tried_calls
from shapeguard.inference.walking import stores_in

if TYPE_CHECKING:
    from shapeguard.inference.class_members import Members
    from shapeguard.inference.contract_kinds import Contract
    from shapeguard.inference.interpreter.signatures import Signature
    from shapeguard.inference.scope import Scope
    from shapeguard.inference.values import Class, Value


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
    seen, overview
        What one look over the whole tells; ``seen`` where somebody has looked already.
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
    seen: Overview | None = None
    overview: Overview = field(init=False)

    def __post_init__(self) -> None:
        if not self.glances:
            look_over(self.tree.body, Glance(), self.glances)
        self.overview = self.seen if self.seen is not None else overview_of(self.tree, self.text, self.glances)

    @property
    def package(self) -> str:
        """The dotted name that relative imports start from."""
        return self.name if self.is_package else self.name.rpartition(".")[0]

    def is_settled(self, name: str) -> bool:
        """Whether what a module-level name stands for now is what a function finds that is called now."""
        return name not in self.overview.rebound or (not self.is_done and name not in self.overview.set_by_functions)

    def may_set(self, name: str) -> bool:
        """Whether some line sets an attribute of this name on anything but ``self``, as ``Class.name = ...`` does."""
        known = self.settable.get(name)
        if known is None:
            pattern = rf"\.{name}\b(?<!\bself\.{name})[^\n(]*?(?<![=!<>])=(?!=)"
            known = self.settable[name] = self.overview.sets_by_name or re.search(pattern, self.text) is not None
        return known

    def is_tried(self, statement: ast.Expr) -> bool:
        """Whether an expression stands there to be tried: its result is thrown away on purpose."""
        if self.tried is None:
            self.tried = tried_calls(self.tree, self.filename, self.text)
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
            seen=self.overview,
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
        self.made.clear()
