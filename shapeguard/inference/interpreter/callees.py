"""A look inside a function that states no contract, with the caller's values."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from shapeguard.inference.budget import (
    DEEPEST_CALL,
    FEWEST_STEPS_TO_UNROLL,
    LEAST_STEPS,
    STEPS_A_CALL,
    STEPS_A_FOREIGN_CALL,
    BudgetExceededError,
)
from shapeguard.inference.emission import CallContext
from shapeguard.inference.facts import Step
from shapeguard.inference.interpreter.anonymous import anonymous
from shapeguard.inference.interpreter.arguments import Call
from shapeguard.inference.interpreter.changes import (
    changes_in_call,
    forget_instances,
    lose_arguments,
    replace_everywhere,
)
from shapeguard.inference.interpreter.circumstances import Circumstances
from shapeguard.inference.interpreter.parameters import scope_of
from shapeguard.inference.interpreter.recursion import returned_again
from shapeguard.inference.interpreter.repeated_calls import Given, Likeness, likeness_of
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import Signature, signature_of
from shapeguard.inference.interpreter.tracing import describe
from shapeguard.inference.joins import alternatives, join, says_nothing
from shapeguard.inference.scope import Binding, Scope
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Class,
    Constant,
    Dictionary,
    Function,
    Instance,
    Int,
    Known,
    ListOf,
    OneOf,
    Sequence,
    Value,
)
from shapeguard.shapes.frozen import replace

_MOST_NESTED = 3
_CHEAPER = 4
_DEEPEST_TELLING = 4
"""Objects in a list of an object: the layers of a net."""


def look_inside(run: Run, call: Call, function: Function, signature: Signature, bound: dict[str, Value]) -> Value:
    """Interpret the body with the caller's values."""
    node = function.node
    if isinstance(node, ast.FunctionDef) and _is_stub(node):
        return UNKNOWN
    foreign = function.scope.module is not run.subject
    is_worth_it = isinstance(node, ast.Lambda) or _sets_up(node) or _tells(bound, foreign)
    if not is_worth_it or not _may_look(run, node, foreign):
        forget_instances(bound.values())
        lose_arguments(run, function, call.arguments)
        return UNKNOWN
    if id(node) in run.running and not _is_of_another_object(run, node, bound):
        value = returned_again(run, id(node), bound, lambda given: _round(run, call, function, given))
        forget_instances(bound.values(), only_set_by_methods=True)
        lose_arguments(run, function, call.arguments)
        return value
    likeness = likeness_of(run, function, bound)
    given = likeness.recall() if likeness is not None else None
    if likeness is not None and given is not None and _would_be_given(run, given):
        run.budget.spend(given.steps)
        run.abroad -= _price(given.steps, fruitful=not says_nothing(given.value)) * (foreign and not run.is_foreign)
        run.consulted.update(given.consulted)
        run.circumstances.take_over(given.circumstances, silent=run.emitter.is_silent)
        if given.circumstances.are_all_alike:
            run.emitter.agree_to_nothing(given.circumstances.own)
        return likeness.replay(given)
    return _looked_into(run, call, function, signature, bound, likeness)


def _price(steps: int, *, fruitful: bool) -> int:
    """What a look takes of the steps abroad; one that comes to something is worth more of them."""
    return steps // _CHEAPER if fruitful else steps


def _would_be_given(run: Run, given: Given) -> bool:
    """Whether a look would stay within the limits and so give what another one gave."""
    circumstances = given.circumstances
    return (
        run.budget.left >= given.steps + (FEWEST_STEPS_TO_UNROLL if circumstances.has_loops else LEAST_STEPS)
        and len(run.running) + circumstances.height <= DEEPEST_CALL
        and circumstances.entered.isdisjoint(run.running)
        and circumstances.entered.isdisjoint(run.too_long)
    )


def _may_look(run: Run, node: ast.AST, foreign: bool) -> bool:
    """Whether a look is within the limits: of depth, of steps, of those that files may take in others."""
    is_too_deep = len(run.running) >= DEEPEST_CALL and id(node) not in run.recursions
    if is_too_deep or id(node) in run.too_long or run.budget.left < LEAST_STEPS or (foreign and run.abroad <= 0):
        run.circumstances.is_cut = True
        return False
    return True


def _is_of_another_object(run: Run, node: ast.AST, bound: Mapping[str, Value]) -> bool:
    """Whether a method calls its like of another object, as a net of layers does that are nets."""
    outer = next(iter(run.arguments.get(id(node), {}).values()), None)
    inner = next(iter(bound.values()), None)
    is_other = isinstance(outer, Instance) and isinstance(inner, Instance) and outer is not inner
    return is_other and id(node) not in run.recursions and run.running.count(id(node)) < _MOST_NESTED


def _looked_into(
    run: Run, call: Call, function: Function, signature: Signature, bound: dict[str, Value], likeness: Likeness | None
) -> Value:
    """What the body gives; kept for calls that are alike where nothing was told that is about this one alone."""
    scope, context = _entered(run, call, function, signature, bound)
    foreign = scope.module is not run.subject
    left, kept, heard, unfinished = run.budget.left, run.emitter.kept, run.emitter.heard, run.project.unfinished
    key = id(function.node)
    around, inside = run.circumstances, Circumstances(entered={key}, own=set() if foreign else {key})
    run.circumstances = inside
    consulted, run.consulted = run.consulted, {}
    outer = run.arguments.get(key)
    run.arguments[key] = bound
    try:
        value = anonymous(_interpreted(run, scope, context), scope.qualname, foreign)
        is_fruitful = not says_nothing(value) or run.emitter.kept > kept
        run.abroad -= _price(left - run.budget.left, fruitful=is_fruitful) * context.is_foreign
        changes = list(changes_in_call(scope, bound))
        for before, after in changes:
            replace_everywhere(run, before, anonymous(after, scope.qualname, foreign))
        is_for_this_call = changes or run.recursions or (foreign and run.emitter.kept > kept)
        inside.tells |= run.emitter.heard > heard or run.emitter.is_silent
        is_whole = context.is_complete and not inside.is_cut and run.project.unfinished == unfinished
        if likeness is not None and is_whole and not is_for_this_call:
            likeness.remember(value, left - run.budget.left, inside, run.consulted)
    finally:
        run.circumstances = around
        around.take_over(inside, silent=run.emitter.is_silent)
        run.arguments[key] = outer if outer is not None else bound
        consulted.update(run.consulted)
        run.consulted = consulted
    return value


def _entered(
    run: Run, call: Call, function: Function, signature: Signature, bound: Mapping[str, Value]
) -> tuple[Scope, CallContext]:
    """The scope of a function with its arguments in it, and what is to be told of the call."""
    scope = scope_of(run, function)
    foreign = scope.module is not run.subject
    for name, value in bound.items():
        parameter = signature.by_name(name)
        scope.names[name] = _abroad(value) if foreign else value
        scope.bindings[name] = Binding(parameter.line if parameter is not None and not foreign else 0)
    is_private = isinstance(function.node, ast.FunctionDef) and function.node.name.startswith("_")
    steps = (_step(call, function, bound),)
    return scope, CallContext(id(function.node), call.node, steps, foreign and not run.is_foreign, is_private)


def _round(run: Run, call: Call, function: Function, given: Mapping[str, Value]) -> tuple[Value, Scope]:
    """One round through the body of a function that calls itself."""
    scope, context = _entered(run, call, function, signature_of(run, function), given)
    value = anonymous(_interpreted(run, scope, context), scope.qualname, scope.module is not run.subject)
    return (value if context.is_complete else UNKNOWN), scope


def _abroad(value: Value) -> Value:
    """An array as code of another file takes it: where it comes from is nothing to it."""
    if not isinstance(value, Array):
        return value
    return replace(value, history=replace(value.history, created=None, dropped=None, transpose_of=None))


def _is_stub(node: ast.FunctionDef) -> bool:
    """Whether the body is ``...``, the rest being elsewhere: a protocol's method, an overload."""
    match node.body[-1]:
        case ast.Expr(value=ast.Constant(value=value)):
            return value is Ellipsis
    return False


def _interpreted(run: Run, scope: Scope, context: CallContext) -> Value:
    node = scope.function
    if node is None:
        return UNKNOWN
    purse = run.budget.purse(STEPS_A_FOREIGN_CALL if scope.module is not run.subject else STEPS_A_CALL)
    outer, run.budget = run.budget, purse
    before, branching, nesting = purse.left, run.branching, run.nesting
    run.nesting = 0
    run.running.append(id(node))
    try:
        with run.inside(scope), run.emitter.calling(context):
            try:
                return _result(run, scope, node)
            except BudgetExceededError:
                run.circumstances.is_cut = True
                if before in (STEPS_A_CALL, STEPS_A_FOREIGN_CALL):
                    run.too_long.add(id(node))
                context.is_complete = False
                forget_instances(scope.names.values())
                scope.exits.append({})
                return UNKNOWN
    finally:
        run.running.pop()
        run.branching, run.nesting = branching, nesting
        run.budget = outer
        outer.spend(max(0, min(before - purse.left, outer.left)))


def _result(run: Run, scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Value:
    if isinstance(node, ast.Lambda):
        return run.evaluate(node.body)
    is_generator = scope.module.glance(node).is_generator
    if run.execute(node.body):
        scope.exits.append(scope.names)
        if not is_generator:
            scope.returns.append(Constant(None))
    if is_generator:
        return ListOf(join(*scope.returns)) if scope.returns else UNKNOWN
    return join(*scope.returns) if scope.returns else UNKNOWN


def _sets_up(node: ast.AST) -> bool:
    """Whether it says what a new object holds, whatever it is given."""
    return isinstance(node, ast.FunctionDef) and node.name in ("__init__", "__post_init__")


def _tells(bound: dict[str, Value], foreign: bool) -> bool:
    """Whether a look inside can find more than the reading of the function for itself."""
    if all(isinstance(value, (Instance, Class)) for value in bound.values()):
        return True
    return any(_is_telling(value, foreign, 0) for value in bound.values())


def _is_telling(value: Value, foreign: bool, depth: int) -> bool:
    match value:
        case Array() | Int():
            return True
        case Sequence(items=items) | OneOf(options=items):
            return depth < _DEEPEST_TELLING and any(_is_telling(item, foreign, depth + 1) for item in items[:8])
        case Dictionary(items=entries):
            return depth < _DEEPEST_TELLING and any(_is_telling(item, foreign, depth + 1) for item in entries.values())
        case ListOf(item=item):
            return depth < _DEEPEST_TELLING and _is_telling(item, foreign, depth + 1)
        case Instance(attributes=attributes):
            return depth < _DEEPEST_TELLING and any(_is_telling(item, True, depth + 1) for item in attributes.values())
        case Function():
            return not foreign
        case Known(name=name):
            return name.startswith("numpy.random.")
    return False


def _step(call: Call, function: Function, bound: Mapping[str, Value]) -> Step:
    name = "<lambda>" if isinstance(function.node, ast.Lambda) else function.node.name
    known = [(parameter, describe(alternatives(value)[0])) for parameter, value in bound.items()]
    told = ", ".join(f"{parameter} {text}" for parameter, text in known if text)
    return Step(call.node.lineno, f"the call of `{name}`" + (f" with {told}" if told else ""))
