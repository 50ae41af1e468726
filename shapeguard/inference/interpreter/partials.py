"""``functools.partial`` of a function of the project."""

from __future__ import annotations

import ast

from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import signature_of
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import (
    UNKNOWN,
    Function,
    Value,
)


def partial(run: Run, call: ast.Call, arguments: Written) -> Value:
    """``functools.partial(f, ...)`` of a function of the project."""
    target = arguments.positional[0] if arguments.positional else UNKNOWN
    target = run.project.resolved(run, target)
    if not isinstance(target, Function) or target.bound is not None or isinstance(target.node, ast.Lambda):
        return UNKNOWN
    signature = signature_of(run, target)
    if signature.variadic or signature.keywords or not arguments.exact:
        return UNKNOWN
    key = id(call), id(target.node)
    if key not in run.partials:
        run.partials[key] = _partial_lambda(target, call, arguments)
        run.scope.module.made.append(run.partials[key])
    return Function(run.partials[key], _partial_scope(run, target, arguments))


def _partial_lambda(target: Function, made_at: ast.Call, arguments: Written) -> ast.Lambda:
    """``lambda rest: f(given, rest)`` as a tree, so that a call of it is an ordinary call."""
    node = target.node
    assert not isinstance(node, ast.Lambda)
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    given = len(arguments.positional) - 1
    free = [name for name in names[given:] if name not in arguments.keywords]
    place = {"lineno": made_at.lineno, "col_offset": made_at.col_offset}
    call = ast.Call(
        func=ast.Name("partial target", ast.Load(), **place),
        args=[ast.Name(f"partial {index}", ast.Load(), **place) for index in range(given)],
        keywords=[
            *(ast.keyword(name, ast.Name(f"partial {name}", ast.Load())) for name in arguments.keywords),
            *(ast.keyword(name, ast.Name(name, ast.Load())) for name in free),
        ],
        **place,
    )
    args = ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in free], kwonlyargs=[], kw_defaults=[],
        defaults=node.args.defaults[-len(free) :] if free and len(node.args.defaults) >= len(free) else [],
    )  # fmt: skip
    return ast.fix_missing_locations(ast.copy_location(ast.Lambda(args, call), made_at))


def _partial_scope(run: Run, target: Function, arguments: Written) -> Scope:
    scope = Scope(run.scope.module, run.scope.qualname, run.scope)
    scope.names["partial target"] = target
    for index, value in enumerate(arguments.positional[1:]):
        scope.names[f"partial {index}"] = value
    scope.names.update({f"partial {name}": value for name, value in arguments.keywords.items()})
    return scope
