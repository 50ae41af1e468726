"""Loops: few known turns are taken one by one; otherwise the names are widened, and only the last pass reports."""

from __future__ import annotations

import ast
from collections.abc import Callable

from shapeguard.inference.budget import FEWEST_STEPS_TO_UNROLL, LONGEST_UNROLLING
from shapeguard.inference.counting import counted
from shapeguard.inference.interpreter import containers, overloads
from shapeguard.inference.interpreter.declared_types import as_declared
from shapeguard.inference.interpreter.loop_bounds import note_bounds
from shapeguard.inference.interpreter.loop_facts import note_loop
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.settling import Names, Surroundings, gives_other_shapes, widened_head
from shapeguard.inference.interpreter.stores import bind_target
from shapeguard.inference.joins import join_names
from shapeguard.inference.rehearsal import Rehearsal
from shapeguard.inference.values import Unknown, Value
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim

_MOST_PASSES = 3
Loop = ast.For | ast.AsyncFor | ast.While


def follow_for(run: Run, node: ast.For | ast.AsyncFor) -> bool:
    """``for target in iterable``."""
    run.circumstances.has_loops = True
    walk = containers.walk(overloads.walked(run, node.iter, run.evaluate(node.iter)))
    note_loop(run, node, node, walk, node.body)
    if walk.items is not None and _may_unroll(run, walk.items):
        return _unrolled(run, node, walk.items)
    note_bounds(run, node, walk.length.value)

    def enter() -> None:
        bind_target(run, node.target, walk.item, None)

    takes_none = walk.items == () or walk.length == Dim.of(0)
    with run.emitter.silence(when=takes_none):
        return _widened(run, node, enter, takes_more_than_one=walk.length != Dim.of(1))


def follow_while(run: Run, node: ast.While) -> bool:
    """``while condition``."""
    run.circumstances.has_loops = True
    counting = counted(node, run.scope.lookup)
    if counting is not None and not run.emitter.is_silent:
        note_loop(run, node, counting, containers.walk(run.evaluate(counting.iter)), counting.body)
    run.evaluate(node.test)
    reached = _widened(run, node, lambda: _assume(run, node.test))
    is_endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
    return reached and not (is_endless and not _breaks(node))


def _breaks(node: ast.While) -> bool:
    return any(isinstance(inner, ast.Break) for inner in walk(node))


def _assume(run: Run, test: ast.expr) -> None:
    run.evaluate(test)
    run.scope.names = narrowed_branches(run, test).true or run.scope.names


def _may_unroll(run: Run, items: tuple[Value, ...]) -> bool:
    telling = any(not isinstance(item, Unknown) for item in items)
    if not telling or len(items) > LONGEST_UNROLLING or run.unrolling >= 2:
        return False
    has_steps = run.budget.left >= FEWEST_STEPS_TO_UNROLL
    run.circumstances.is_cut |= not has_steps
    return has_steps


def _unrolled(run: Run, node: ast.For | ast.AsyncFor, items: tuple[Value, ...]) -> bool:
    """Take every turn by itself."""
    scope = run.scope
    breaks, scope.breaks = scope.breaks, []
    outer, scope.loop = scope.loop, node if not isinstance(node, ast.AsyncFor) else scope.loop
    around, scope.before_loop = scope.before_loop, dict(scope.names)
    run.unrolling += 1
    reached = True
    try:
        for item in items:
            continues, scope.continues = scope.continues, []
            bind_target(run, node.target, item, None)
            fell = run.execute(node.body)
            ends = [*scope.continues, *([scope.names] if fell else [])]
            scope.continues = continues
            if not ends:
                reached = False
                break
            scope.names = join_names(list(ends))
        left = scope.breaks
    finally:
        scope.breaks, scope.loop, scope.before_loop = breaks, outer, around
        run.unrolling -= 1
    return _leave(run, node, reached, left)


def _widened(run: Run, node: Loop, enter: Callable[[], None], *, takes_more_than_one: bool = True) -> bool:
    """Pass over the body until nothing changes."""
    scope = run.scope
    outer, scope.loop = scope.loop, node
    around, scope.before_loop = scope.before_loop, dict(scope.names)
    breaks, scope.breaks = scope.breaks, []
    run.branching += 1
    try:
        if run.emitter.is_silent or run.emitter.first_turn is not None:
            head, end = _in_passing(run, node, enter)
        else:
            head, end = _aloud(run, node, enter, takes_more_than_one=takes_more_than_one)
        left = scope.breaks
    finally:
        scope.breaks, scope.loop, scope.before_loop = breaks, outer, around
        run.branching -= 1
    scope.names = join_names([head, end]) if end is not None else dict(head)
    return _leave(run, node, True, left)


def _in_passing(run: Run, node: Loop, enter: Callable[[], None]) -> tuple[Names, Names | None]:
    """The names at the head and at the end of a turn, where nothing is told of what may be otherwise next time."""
    head = dict(run.scope.names)
    after = _real_turn(run, node, dict(head), enter)
    head, is_settled = widened_head(head, after)
    if not is_settled:
        run.scope.breaks = []
        after = _one_pass(run, node, dict(head), enter, silent=True)
        head, is_settled = widened_head(head, after)
    return (head if is_settled else _forget_unstable(run, node, head)), after


def _aloud(run: Run, node: Loop, enter: Callable[[], None], *, takes_more_than_one: bool) -> tuple[Names, Names | None]:
    """The names at the head and at the end of a turn; what it tells holds for every turn.

    If the first turn changes nothing, it tells for all. Otherwise what certainly fails in it is told, then the body is
    passed over in silence until the names settle, and once more aloud.
    """
    scope, told = run.scope, run.emitter.kept
    first, returned, around = dict(scope.names), len(scope.returns), Surroundings.of(scope)
    after, rehearsal = _rehearsed(run, node, dict(first), enter)
    head, is_settled = widened_head(first, after)
    tells_for_all = is_settled and around.are_unchanged
    rehearsal.perform(whole=tells_for_all)
    if tells_for_all:
        return head, after
    del scope.returns[returned:]
    if takes_more_than_one and run.emitter.kept == told and after is not None and gives_other_shapes(first, after):
        _real_turn(run, node, dict(after), enter)
    for _ in range(_MOST_PASSES - 1):
        if is_settled:
            break
        head, is_settled = widened_head(head, _one_pass(run, node, dict(head), enter, silent=True))
    if not is_settled:
        head = _forget_unstable(run, node, head)
    scope.breaks = []
    return head, _one_pass(run, node, dict(head), enter, silent=False)


def _rehearsed(run: Run, node: Loop, names: Names, enter: Callable[[], None]) -> tuple[Names | None, Rehearsal]:
    """The names after a turn, and what it has to say."""
    audience = run.emitter
    run.emitter = rehearsal = Rehearsal(audience)
    try:
        return _one_pass(run, node, names, enter, silent=False), rehearsal
    except Exception:
        rehearsal.perform(whole=False)
        raise
    finally:
        run.emitter = audience


def _real_turn(run: Run, node: Loop, names: Names, enter: Callable[[], None]) -> Names | None:
    """A turn that is taken, with what certainly fails in it.

    The second one may fail with what the first one left: ``v = A @ v`` of ``(n, d)`` and ``(d, 1)`` goes well but once.
    """
    emitter = run.emitter
    outer, emitter.first_turn = emitter.first_turn, emitter.turn()
    try:
        returned = len(run.scope.returns)
        after = _one_pass(run, node, names, enter, silent=False)
        if outer is None and not emitter.is_silent:
            del run.scope.returns[returned:]
        return after
    finally:
        emitter.first_turn = outer


def _forget_unstable(run: Run, node: Loop, head: Names) -> Names:
    """Names that the body binds and that did not settle are unknown, but for what they are declared to be."""
    bound = {
        inner.id
        for statement in node.body
        for inner in walk(statement)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }
    return {name: as_declared(run, name) if name in bound else value for name, value in head.items()}


def _one_pass(run: Run, node: Loop, names: Names, enter: Callable[[], None], *, silent: bool) -> Names | None:
    """The names at the end of one turn; None where no turn ends."""
    scope = run.scope
    continues, scope.continues = scope.continues, []
    returned = len(scope.returns)
    scope.names = names
    try:
        with run.emitter.silence(when=silent):
            enter()
            fell = run.execute(node.body)
        ends = [*scope.continues, *([scope.names] if fell else [])]
    finally:
        scope.continues = continues
        if silent and run.emitter.first_turn is None and not run.emitter.is_silent:
            del scope.returns[returned:]
    return join_names(list(ends)) if ends else None


def _leave(run: Run, node: Loop, reached: bool, left: list[dict[str, Value]]) -> bool:
    """Go on behind the loop: after its ``else``, or from a ``break``."""
    ends = []
    if reached and (not node.orelse or run.execute(node.orelse)):
        ends.append(run.scope.names)
    ends += left
    if not ends:
        return False
    run.scope.names = join_names(list(ends))
    return True
