"""``if``: branches are followed apart and joined."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import join_names, join_ways
from shapeguard.inference.values import Value


def follow_if(run: Run, node: ast.If) -> bool:
    """A chain of ``if`` and ``elif`` is walked, not recursed into."""
    ends: list[tuple[dict[str, Value], dict[str, Value]]] = []
    undecided, ways, before = run.emitter.undecided, 0, run.scope.names
    branching = run.branching
    try:
        while True:
            run.budget.spend(1 + len(run.scope.names) // 8)
            run.evaluate(node.test)
            branches = narrowed_branches(run, node.test)
            if branches.true is not None and branches.false is not None:
                run.emitter.undecided += 1
                run.branching += 1
            if branches.true is not None:
                ways += 1
                run.scope.names = dict(branches.true)
                if run.execute(node.body):
                    ends.append((branches.true, run.scope.names))
            if branches.false is None:
                break
            run.scope.names = dict(branches.false)
            if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
                node = node.orelse[0]
                continue
            ways += 1
            if run.execute(node.orelse):
                ends.append((branches.false, run.scope.names))
            break
    finally:
        run.branching = branching
    run.emitter.undecided = undecided + (len(ends) < ways and ways > 1)
    if not ends:
        return False
    run.scope.names = join_ways(before, ends) if len(ends) == ways > 1 else join_names([end for _, end in ends])
    return True
