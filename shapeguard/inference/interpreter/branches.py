"""``if`` and ``match``: branches are followed apart and joined."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import join_names, join_ways
from shapeguard.inference.values import UNKNOWN, Instance, Sequence, Value


def follow_if(run: Run, node: ast.If) -> bool:
    """A chain of ``if`` and ``elif`` is walked, not recursed into."""
    ends: list[tuple[dict[str, Value], dict[str, Value]]] = []
    undecided, ways, before = run.emitter.undecided, 0, run.scope.names
    run.branching += 1
    try:
        while True:
            run.budget.spend(1 + len(run.scope.names) // 8)
            run.evaluate(node.test)
            branches = narrowed_branches(run, node.test)
            if branches.true is not None and branches.false is not None:
                run.emitter.undecided += 1
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
        run.branching -= 1
    run.emitter.undecided = undecided + (len(ends) < ways and ways > 1)
    if not ends:
        return False
    run.scope.names = join_ways(before, ends) if len(ends) == ways > 1 else join_names([end for _, end in ends])
    return True


def follow_match(run: Run, node: ast.Match) -> bool:
    subject = run.evaluate(node.subject)
    before = run.scope.names
    ends: list[dict[str, Value]] = []
    is_exhaustive = False
    run.branching += 1
    run.emitter.undecided += 1
    for case in node.cases:
        run.scope.names = dict(before)
        _bind_pattern(run, case.pattern, subject)
        if case.guard is not None:
            run.evaluate(case.guard)
        if run.execute(case.body):
            ends.append(run.scope.names)
        is_exhaustive = is_exhaustive or (isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None)
    run.branching -= 1
    if not is_exhaustive:
        ends.append(before)
    if not ends:
        return False
    run.scope.names = join_names(list(ends))
    return True


def _bind_pattern(run: Run, pattern: ast.pattern, subject: Value) -> None:
    match pattern:
        case ast.MatchAs(pattern=inner, name=str(name)):
            run.scope.bind(name, subject, pattern.lineno)
            if inner is not None:
                _bind_pattern(run, inner, subject)
        case ast.MatchSequence(patterns=patterns) if not any(isinstance(p, ast.MatchStar) for p in patterns):
            fits = isinstance(subject, Sequence) and len(subject.items) == len(patterns)
            for index, inner in enumerate(patterns):
                _bind_pattern(run, inner, subject.items[index] if fits and isinstance(subject, Sequence) else UNKNOWN)
        case ast.MatchMapping(keys=keys, patterns=patterns, rest=rest):
            for key, inner in zip(keys, patterns, strict=True):
                _bind_pattern(run, inner, containers.item(subject, run.evaluate(key)) or UNKNOWN)
            if rest is not None:
                run.scope.bind(rest, UNKNOWN, pattern.lineno)
        case ast.MatchClass(patterns=[], kwd_attrs=names, kwd_patterns=patterns):
            held = subject.attributes if isinstance(subject, Instance) else {}
            for name, inner in zip(names, patterns, strict=True):
                _bind_pattern(run, inner, held.get(name, UNKNOWN))
        case _:
            for node in ast.walk(pattern):
                bound = getattr(node, "name", None) or getattr(node, "rest", None)
                if isinstance(bound, str):
                    run.scope.bind(bound, UNKNOWN, pattern.lineno)
