"""What every part of the interpreter shares while one file is analysed."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeguard.inference.budget import (
    DEEPEST_EXPRESSION,
    STEPS_A_FUNCTION,
    STEPS_ABROAD,
    Budget,
    BudgetExceededError,
)
from shapeguard.inference.emission import Emitter
from shapeguard.inference.interpreter.circumstances import Circumstances
from shapeguard.inference.interpreter.repeated_calls import Memory, copied
from shapeguard.inference.modules import ModuleSource
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import UNKNOWN, Class, Function, Instance, Value

if TYPE_CHECKING:
    from shapeguard.inference.interpreter.recursion import Recursion
    from shapeguard.inference.project import Project


@dataclass(slots=True)
class Hooks:
    """The two recursive doors of the interpreter, given from outside so that its parts need not import in a ring."""

    handlers: dict[type[ast.expr], Callable[..., Value]]
    execute: Callable[[Run, list[ast.stmt]], bool]


class _Inside:
    """A class, because a generator as context costs more than most of what is done in it."""

    __slots__ = ("_before", "_run", "_scope")

    def __init__(self, run: Run, scope: Scope) -> None:
        self._run = run
        self._scope = scope

    def __enter__(self) -> Scope:
        self._before, self._run.scope = self._run.scope, self._scope
        return self._scope

    def __exit__(self, *error: object) -> None:
        self._run.scope = self._before


@dataclass(eq=False, slots=True)
class Run:
    """The analysis of one file.

    Attributes
    ----------
    scope
        Where the interpreter stands.
    functions
        Every function and class met, to be read for itself once the module is done.
    memory
        What looks inside functions gave, for calls that are alike.
    circumstances
        What the look inside a function rests on that goes on now.
    arguments
        Those of the functions that are running.
    recursions
        What is assumed of functions that call themselves, while that is being held against their bodies.
    too_long
        Functions that no call looks into again, since one was not done with its steps.
    abroad
        Steps that calls may still take in other files.
    gave_up
        Functions whose budget was exhausted.
    calls
        The calls whose arguments are being evaluated, outermost first.
    copies
        This file's own of the objects of other modules, by what they are copies of.
    consulted
        Project files that were read for this one, and the folders asked; True for a file whose own are among them.
    """

    hooks: Hooks
    subject: ModuleSource
    project: Project
    scope: Scope
    emitter: Emitter = field(default_factory=Emitter)
    budget: Budget = field(default_factory=lambda: Budget(STEPS_A_FUNCTION))
    functions: dict[int, tuple[Function, Class | None]] = field(default_factory=dict)
    classes: dict[int, Class] = field(default_factory=dict)
    memory: Memory = field(default_factory=dict)
    partials: dict[tuple[int, int], ast.Lambda] = field(default_factory=dict)
    decorated: dict[int, Value] = field(default_factory=dict)
    made_classes: dict[int, ast.ClassDef] = field(default_factory=dict)
    running: list[int] = field(default_factory=list)
    circumstances: Circumstances = field(default_factory=Circumstances)
    arguments: dict[int, dict[str, Value]] = field(default_factory=dict)
    recursions: dict[int, Recursion] = field(default_factory=dict)
    too_long: set[int] = field(default_factory=set)
    abroad: int = STEPS_ABROAD
    gave_up: list[str] = field(default_factory=list)
    consulted: dict[str, bool] = field(default_factory=dict)
    calls: list[ast.Call] = field(default_factory=list)
    copies: dict[int, Value] = field(default_factory=dict)
    symbolic_instances: dict[int, Instance] = field(default_factory=dict)
    stored: dict[tuple[int, str], dict[tuple[int, int], Value]] = field(default_factory=dict)
    places_stored: dict[int, dict[str, set[tuple[int, int]]]] = field(default_factory=dict)
    nesting: int = 0
    branching: int = 0
    unrolling: int = 0
    in_comprehension: bool = False
    target_is_declared: bool = False

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression; unknown where nothing is known.

        Millions of expressions are evaluated, most of them names: all that each of them needs is done here, in one
        frame.

        Raises
        ------
        BudgetExceededError
            If no steps are left.
        """
        budget = self.budget
        budget.left -= 1
        if budget.left < 0:
            raise BudgetExceededError
        handler = self.hooks.handlers.get(node.__class__)
        if handler is None or self.nesting > DEEPEST_EXPRESSION:
            if handler is not None:
                self.leave_unfinished()
            self.circumstances.is_cut = True
            return UNKNOWN
        self.nesting += 1
        try:
            value = handler(self, node)
        finally:
            self.nesting -= 1
        if self.emitter.keeps_values:
            self.emitter.reveal(node, value)
        return value

    def leave_unfinished(self) -> None:
        """Note that the function at hand is not followed into all its depth."""
        name = self.scope.qualname or "<module>"
        if not self.is_foreign and name not in self.gave_up:
            self.gave_up.append(name)

    def execute(self, body: list[ast.stmt]) -> bool:
        """Follow statements; False where the end of the block is not reached."""
        return self.hooks.execute(self, body)

    def inside(self, scope: Scope) -> _Inside:
        """Stand in another scope for a while."""
        return _Inside(self, scope)

    def elsewhere(self, scope: Scope) -> Run:
        """What reads the body of another module for this one: it knows nothing of where this one stands."""
        return Run(self.hooks, self.subject, self.project, scope, copies=self.copies)

    def own(self, value: Value) -> Value:
        """An object of another module, as this file finds it: what it does to the object is nothing to other files."""
        return copied(value, self.copies)

    @property
    def is_foreign(self) -> bool:
        """Whether the code at hand stands in another file than the one under analysis."""
        return self.scope.module is not self.subject
