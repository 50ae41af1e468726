"""Facts collected: each once, silent where failures are expected, and a callee's only as sure as its callers are.

A function is interpreted once with symbolic parameters, and again for calls that know more. A failure that is certain
in one of these calls is a fact, with the call that led there. Anything softer needs every known call to agree.
"""

from __future__ import annotations

import ast
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from shapeguard.inference.facts import (
    AnyFact,
    ContractBreach,
    Elementwise,
    Fact,
    Failure,
    InPlace,
    Loop,
    Product,
    RankOneUse,
    Step,
    Transposed,
)
from shapeguard.inference.told_again import others_of, with_others
from shapeguard.inference.values import Value
from shapeguard.shapes import Verdict
from shapeguard.shapes.frozen import frozen, replace


@dataclass(slots=True)
class CallContext:
    """The interpretation of a callee for one call.

    ``is_foreign`` is set where the callee stands in another file: its failures are then told at the call. The calls of
    a private function are all known: what all of them agree on holds for it.
    """

    callee: Hashable
    call: ast.expr
    steps: tuple[Step, ...]
    is_foreign: bool
    is_private: bool
    soft: dict[Hashable, AnyFact] = field(default_factory=dict)
    is_complete: bool = True


@frozen
class Turn:
    """A turn of a loop: the conditions that stood undecided when it began, and whether that was in a call."""

    undecided: int
    in_call: bool


class _Silence:
    """A class, because a generator as context costs more than what is silenced."""

    __slots__ = ("_emitter", "_excuses", "_when")

    def __init__(self, emitter: Emitter, when: bool, excuses: bool) -> None:
        self._emitter = emitter
        self._when = when
        self._excuses = excuses

    def __enter__(self) -> None:
        self._emitter.silenced += self._when
        self._emitter.excused += self._excuses

    def __exit__(self, *error: object) -> None:
        self._emitter.silenced -= self._when
        self._emitter.excused -= self._excuses


class _Calling:
    """A class for the same reason."""

    __slots__ = ("_before", "_context", "_emitter")

    def __init__(self, emitter: Emitter, context: CallContext) -> None:
        self._emitter = emitter
        self._context = context

    def __enter__(self) -> None:
        self._before = self._emitter.enter_call(self._context)

    def __exit__(self, *error: object) -> None:
        self._emitter.leave_call(self._context, self._before)


_NOTHING = CallContext(None, ast.Name(""), (), is_foreign=False, is_private=False)


class Emitter:
    """Collects the facts of one file.

    ``undecided`` counts the conditions, since the outermost call, that the caller's values do not decide. What fails
    behind one of them fails perhaps never for this caller, so nothing is said of it; ``called_behind`` are those before
    the outermost call. ``kept`` counts what is told for certain, and ``heard`` what there was to tell while somebody
    listened. ``serial`` is another one for each emitter that may take back what it was told.
    """

    def __init__(self) -> None:
        self._facts: dict[Hashable, AnyFact] = {}
        self._contexts: dict[Hashable, list[CallContext]] = {}
        self._stack: list[CallContext] = []
        self.silenced = 0
        self.excused = 0
        self.keeps_values = False
        self.first_turn: Turn | None = None
        self.undecided = 0
        self.called_behind = 0
        self.kept = 0
        self.heard = 0
        self.serial = 0
        self.values: dict[tuple[int, int, int, int], Value] = {}

    @property
    def is_silent(self) -> bool:
        """Whether facts are dropped at the moment."""
        return self.silenced > 0

    @property
    def is_direct(self) -> bool:
        """Whether the code at hand is interpreted for itself, not for a call."""
        return not self._stack

    @property
    def is_abroad(self) -> bool:
        """Whether the code at hand was reached through another file."""
        return any(context.is_foreign for context in self._stack)

    def silence(self, *, when: bool = True) -> _Silence:
        """Drop facts for a while."""
        return _Silence(self, when, excuses=False)

    def excuse(self, *, when: bool = True) -> _Silence:
        """Drop facts because the code provides for failure; what its values are is told all the same."""
        return _Silence(self, when, excuses=when)

    def calling(self, context: CallContext) -> _Calling:
        """Collect for a call."""
        return _Calling(self, context)

    def enter_call(self, context: CallContext) -> int:
        """Begin to collect for a call; what ``leave_call`` wants to be given back."""
        undecided = self.undecided
        if not self._stack:
            self.called_behind, self.undecided = undecided, 0
        self._stack.append(context)
        return undecided

    def leave_call(self, context: CallContext, undecided: int) -> None:
        """End to collect for a call."""
        self._stack.pop()
        self.undecided = undecided
        if context.is_complete and not self.silenced and not self.is_abroad and not context.is_foreign:
            self._register(context.callee, context)

    def agree_to_nothing(self, callees: Iterable[Hashable]) -> None:
        """Calls of these functions have nothing to tell: what others tell softly, not all of them agree on."""
        if not self.silenced and not self.is_abroad:
            for callee in callees:
                self._register(callee, _NOTHING)

    def _register(self, callee: Hashable, context: CallContext) -> None:
        if self.first_turn is None:
            self._contexts.setdefault(callee, []).append(context)

    def record(self, fact: AnyFact) -> None:
        """Take a fact, unless this is no time for facts.

        What docstrings say of calls that code of another file makes is its own affair.
        """
        if self.silenced:
            return
        self.heard += is_error(fact) or not self.is_abroad
        if self.first_turn is None or self._fails_at_once(fact):
            self._take(fact)

    def _take(self, fact: AnyFact) -> None:
        if not self._stack:
            self._keep(fact)
        elif is_error(fact):
            is_hearsay = isinstance(fact, ContractBreach) and fact.role == "docstring" and self.is_abroad
            if not self.undecided and not is_hearsay:
                self._keep(self._led_here(fact))
        elif not self.is_abroad and (self._stack[-1].is_private or not self.undecided):
            soft, key = self._stack[-1].soft, _key(fact)
            soft[key] = with_others(fact, soft[key]) if key in soft else fact

    def withdraw(self, kind: type[AnyFact], node: ast.expr) -> None:
        """Take back what was told of an expression, which turns out to be half of something that is meant."""
        key = kind, _place(node), None
        for told in (self._facts, *(context.soft for context in self._stack[-1:])):
            told.pop(key, None)

    def _fails_at_once(self, fact: AnyFact) -> bool:
        """In the first turn of a loop only failures count that no condition stands before."""
        is_table = isinstance(fact, Elementwise) and fact.outcome.is_two_way and not fact.on_purpose
        is_grave = is_table or verdict_of(fact) >= Verdict.COINCIDE
        return is_grave and self.first_turn is not None and self._is_reached(self.first_turn)

    def turn(self) -> Turn:
        """A turn of a loop that begins here."""
        return Turn(self.undecided, bool(self._stack))

    def _is_reached(self, turn: Turn) -> bool:
        """Whether nothing undecided stands between the beginning of a turn and the code at hand."""
        if self._stack and not turn.in_call:
            return self.called_behind == turn.undecided and not self.undecided
        return self.undecided == turn.undecided

    def _led_here(self, fact: AnyFact) -> AnyFact:
        steps = tuple(step for context in self._stack for step in context.steps)
        for context in self._stack:
            if context.is_foreign:
                return _told_at(fact, context, steps)
        return replace(fact, trace=(*steps, *fact.trace))

    def _keep(self, fact: AnyFact) -> None:
        self.kept += 1
        key = _key(fact)
        known = self._facts.get(key)
        if known is None:
            self._facts[key] = fact
        elif (is_error(fact) and not is_error(known)) or _matters_more(fact, known):
            self._facts[key] = replace(fact, others=known.others)
        else:
            self._facts[key] = with_others(known, fact)

    def reveal(self, node: ast.expr, value: Value) -> None:
        """Remember what an expression was found to be, where the code is read for itself and somebody asks."""
        if self.keeps_values and self.silenced == self.excused and not self._stack:
            place = (node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0)
            self.values[place] = value

    def facts(self) -> list[AnyFact]:
        """All facts in the order of the source."""
        for contexts in self._contexts.values():
            for key in contexts[0].soft:
                if all(key in context.soft for context in contexts[1:]):
                    mildest = min(contexts, key=lambda context: _weight(context.soft[key]))
                    fact = mildest.soft[key]
                    met = (context.soft[key] for context in contexts)
                    others = others_of(fact, (each for other in met for each in (other, *other.others)))
                    self._facts.setdefault(key, replace(fact, trace=(*mildest.steps, *fact.trace), others=others))
        return list(_nested(sorted(self._facts.values(), key=lambda fact: _place(fact.node))))


def _nested(facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
    """The facts, each loop told which one it stands in."""
    around: list[Loop] = []
    for fact in facts:
        if isinstance(fact, Loop):
            while around and _place(around[-1].node)[2:] < _place(fact.node)[2:]:
                around.pop()
            fact = replace(fact, outer=around[-1] if around else None)
            around.append(fact)
        yield fact


def is_error(fact: AnyFact) -> bool:
    """Whether a fact is about something that certainly fails."""
    return verdict_of(fact) is Verdict.DIFFER


def verdict_of(fact: Fact) -> Verdict:
    """How surely an expression fails: DIFFER where it does for certain, EQUAL where nothing speaks for it."""
    if isinstance(fact, (Failure, ContractBreach)):
        return fact.verdict
    if isinstance(fact, (Elementwise, Product)):
        return fact.outcome.verdict
    return fact.fits if isinstance(fact, InPlace) else Verdict.EQUAL


def _weight(fact: AnyFact) -> tuple[int, bool, bool]:
    """How much a fact speaks against the code: callers agree on what the mildest of them says."""
    if isinstance(fact, Elementwise):
        return verdict_of(fact), not fact.on_purpose, fact.outcome.is_two_way
    return verdict_of(fact), False, False


def _told_at(fact: AnyFact, context: CallContext, steps: tuple[Step, ...]) -> AnyFact:
    """A failure in another file, told where the call stands in this one."""
    if isinstance(fact, Failure):
        fact = replace(fact, operands=())
    return replace(fact, node=context.call, trace=steps, elsewhere=True)


def _matters_more(fact: AnyFact, known: AnyFact) -> bool:
    if isinstance(fact, RankOneUse) and isinstance(known, RankOneUse):
        return fact.wanted is not None and known.wanted is None
    return isinstance(fact, Transposed) and isinstance(known, Transposed) and fact.matters and not known.matters


def _place(node: ast.AST) -> tuple[int, int, int, int]:
    return (
        getattr(node, "lineno", 1),
        getattr(node, "col_offset", 0),
        getattr(node, "end_lineno", None) or 1,
        getattr(node, "end_col_offset", None) or 0,
    )


def _key(fact: AnyFact) -> Hashable:
    detail: Hashable = None
    if isinstance(fact, Failure):
        detail = fact.kind
    elif isinstance(fact, ContractBreach):
        detail = (fact.role, fact.name)
    elif isinstance(fact, Loop):
        detail = _place(fact.iterable)
    return type(fact), _place(fact.node), detail
