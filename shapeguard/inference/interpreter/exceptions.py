"""``try`` and ``with``: code that may stop midway, or is expected to."""

from __future__ import annotations

import ast
import builtins
from types import NoneType

from shapeguard.inference.interpreter import classes, project_calls
from shapeguard.inference.interpreter.arguments import Call, no_arguments
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import bind_target
from shapeguard.inference.joins import join, join_names
from shapeguard.inference.values import UNKNOWN, Class, Function, Instance, Known, ListOf, Module, Value
from shapeguard.inference.walking import walk

_FAILURES = (ValueError, IndexError, TypeError)
"""What NumPy raises over a shape, or something derived from it."""
_EXPECTING = frozenset(
    ["raises", "assertRaises", "assertRaisesRegex", "assert_raises", "assert_raises_regex", "suppress", "warns"]
)
_NO_RETURN = frozenset({"sys.exit", "os._exit", "os.abort", "pytest.skip", "pytest.fail", "pytest.xfail"})
_LAST_WORDS = frozenset(name.rpartition(".")[2] for name in _NO_RETURN)


def never_returns(run: Run, function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr not in _LAST_WORDS:
        return False
    with run.emitter.silence():
        callee = run.evaluate(function)
    return isinstance(callee, Known) and callee.name in _NO_RETURN


def follow_with(run: Run, node: ast.With | ast.AsyncWith) -> bool:
    expects_failure = False
    for item in node.items:
        expects_failure = expects_failure or _expects_failure(item.context_expr)
        entered = _entered(run, item.context_expr)
        if item.optional_vars is not None:
            bind_target(run, item.optional_vars, entered)
    with run.emitter.excuse(when=expects_failure):
        reached = run.execute(node.body)
    return reached or expects_failure


def _entered(run: Run, node: ast.expr) -> Value:
    """What ``with ... as`` binds: what ``__enter__`` of a class of the project returns."""
    context = run.evaluate(node)
    if isinstance(context, ListOf):
        return context.item  # what a generator hands out that `contextmanager` made a context of
    found = classes.find_method(run, context.cls, "__enter__") if isinstance(context, Instance) else None
    if found is None:
        return UNKNOWN
    owner, method = found
    return project_calls.call_function(run, Call(node, Function(method, owner.scope, context), no_arguments()))


def _expects_failure(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name in _EXPECTING
    return False


def follow_try(run: Run, node: ast.Try) -> bool:
    before = dict(run.scope.names)
    catches = any(_catches(handler) for handler in node.handlers)
    run.branching += 1
    try:
        with run.emitter.excuse(when=catches):
            reached = run.execute(node.body)
        after = run.scope.names
        ends: list[dict[str, Value]] = []
        if reached and run.execute(node.orelse):
            ends.append(run.scope.names)
        for handler in node.handlers:
            run.scope.names = _interrupted(before, after)
            if handler.name is not None:
                run.scope.bind(handler.name, UNKNOWN)
            with run.emitter.excuse(when=_catches(handler) and _mends(run, node, handler)):
                reached = run.execute(handler.body)
            if reached:
                ends.append(run.scope.names)
    finally:
        run.branching -= 1
    run.scope.names = join_names(list(ends)) if ends else _interrupted(before, after)
    finished = run.execute(node.finalbody)
    return bool(ends) and finished


def _mends(run: Run, node: ast.Try, handler: ast.ExceptHandler) -> bool:
    """Whether a handler works with what the block worked with, and which is not there what is known of it."""
    tried = {inner.id for statement in node.body for inner in walk(statement) if isinstance(inner, ast.Name)}
    return any(
        inner.id in tried and not isinstance(run.scope.lookup(inner.id), (Module, Known, Function, Class, NoneType))
        for statement in handler.body
        for inner in walk(statement)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)
    )


def _interrupted(before: dict[str, Value], after: dict[str, Value]) -> dict[str, Value]:
    """The names where a block may have stopped anywhere."""
    return {
        name: value if before.get(name) is value else join(before.get(name, UNKNOWN), value)
        for name, value in after.items()
    }


def _catches(handler: ast.ExceptHandler) -> bool:
    """Whether a handler may take what NumPy raises over a shape; one for ``StopIteration`` lets it pass."""
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = [kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "Exception") for kind in kinds]
    return any(_may_catch(getattr(builtins, name, None)) for name in names)


def _may_catch(exception: object) -> bool:
    """An exception that is not built in may be derived from anything."""
    if not isinstance(exception, type) or not issubclass(exception, BaseException):
        return True
    return any(issubclass(failure, exception) for failure in _FAILURES)
