"""Statements: each changes the names; branches are followed apart and joined."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from shapeguard.inference import numpy_api
from shapeguard.inference.annotations import Contract, Naming, has_arrays, symbolic
from shapeguard.inference.contracts import Bindings, check
from shapeguard.inference.facts import Discarded, Operand
from shapeguard.inference.interpreter import classes, definitions, functions, loops
from shapeguard.inference.interpreter.asserts import follow_assert
from shapeguard.inference.interpreter.documented import note_return
from shapeguard.inference.interpreter.expressions import SYMBOLS, binary
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.operations import outcome_of, settle
from shapeguard.inference.interpreter.own_reduction import note_own_reduction
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import reader
from shapeguard.inference.interpreter.stores import bind_target, fit_of, record_in_place
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.joins import join, join_names
from shapeguard.inference.numpy_api.outcome import Outcome, Spread
from shapeguard.inference.scope import reference
from shapeguard.inference.values import UNKNOWN, Array, Int, Known, Sequence, Unknown, Value

DEEPEST_BLOCK = 40
_CATCHING = frozenset(
    [
        "ValueError",
        "IndexError",
        "Exception",
        "BaseException",
        "TypeError",
        "LinAlgError",
        "AxisError",
        "ArithmeticError",
        "LookupError",
    ]
)
_EXPECTING = frozenset(
    ["raises", "assertRaises", "assertRaisesRegex", "assert_raises", "assert_raises_regex", "suppress", "warns"]
)
_PURE = frozenset(
    [
        "reshape",
        "astype",
        "transpose",
        "flatten",
        "ravel",
        "squeeze",
        "swapaxes",
        "round",
        "clip",
        "conj",
        "repeat",
        "T",
        "mT",
        "append",
        "insert",
        "delete",
        "concatenate",
        "vstack",
        "hstack",
        "stack",
        "tile",
        "expand_dims",
    ]
)
_OUT = {"clip": 3, "round": 2}
"""How many positional arguments of a method include ``out``."""
_NO_RETURN = frozenset({"sys.exit", "os._exit", "os.abort", "pytest.skip", "pytest.fail", "pytest.xfail"})
_LAST_WORDS = frozenset(name.rpartition(".")[2] for name in _NO_RETURN)


def execute(run: Run, body: list[ast.stmt]) -> bool:
    """Follow statements in order; False where the end is not reached."""
    run.nesting += 1
    try:
        for statement in body:
            run.budget.spend()
            if not _execute_one(run, statement):
                return False
    finally:
        run.nesting -= 1
    return True


def _execute_one(run: Run, statement: ast.stmt) -> bool:
    handler = _HANDLERS.get(type(statement))
    if handler is None:
        return True
    if run.nesting > DEEPEST_BLOCK and not isinstance(statement, ast.Expr | ast.Assign | ast.Return):
        forget_assigned(run, [statement])
        return True
    return handler(run, statement)


def forget_assigned(run: Run, body: list[ast.stmt]) -> None:
    """What these statements bind is no longer known."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
                run.scope.bind(node.id, UNKNOWN)


def _expression(run: Run, node: ast.Expr) -> bool:
    value = run.evaluate(node.value)
    _note_discarded(run, node, value)
    return not (isinstance(node.value, ast.Call) and _never_returns(run, node.value.func))


def _never_returns(run: Run, function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr not in _LAST_WORDS:
        return False
    with run.emitter.silence():
        callee = run.evaluate(function)
    return isinstance(callee, Known) and callee.name in _NO_RETURN


def _note_discarded(run: Run, node: ast.Expr, value: Value) -> None:
    """``a.reshape(5, 1)`` on a line of its own changes nothing."""
    if not isinstance(value, Array) or run.emitter.is_silent:
        return
    match node.value:
        case ast.Attribute(value=owner, attr="T" | "mT" as what):
            operand = owner
        case ast.Call(func=ast.Attribute(value=owner, attr=what), args=arguments, keywords=keywords) if what in _PURE:
            if any(keyword.arg == "out" for keyword in keywords) or len(arguments) >= _OUT.get(what, 9):
                return
            operand = owner
            if not isinstance(run.evaluate(owner), Array):
                if not arguments:
                    return
                operand = arguments[0]
        case _:
            return
    array = run.evaluate(operand)
    shown = array if isinstance(array, Array) else numpy_api.as_array(array)
    if shown is not None:
        run.emitter.record(
            Discarded(
                node=node,
                function=run.scope.qualname,
                what=what,
                operand=Operand(operand, shown),
                trace=trace_of(run, [Operand(operand, shown)]),
            )
        )


def _assign(run: Run, node: ast.Assign) -> bool:
    target = node.targets[0]
    named = _named_length(run, target, node.value) if len(node.targets) == 1 else None
    value = named if named is not None else run.evaluate(node.value)
    loops.note_growth(run, node)
    for each in node.targets:
        bind_target(run, each, value, node.value)
    return True


def _named_length(run: Run, target: ast.expr, expression: ast.expr) -> Value | None:
    """``n = X.shape[0]`` and ``n = len(X)`` give an unknown length its name."""
    from shapeguard.inference.interpreter.attributes import named_length

    if not isinstance(target, ast.Name):
        return None
    match expression:
        case ast.Subscript(value=ast.Attribute(value=array, attr="shape"), slice=ast.Constant(value=int(axis))):
            key = reference(expression)
        case ast.Call(func=ast.Name(id="len"), args=[array], keywords=[]):
            key, axis = (f"{reference(array)}.shape[0]", 0) if reference(array) else (None, 0)
        case _:
            return None
    owner = reference(array)
    if key is None or owner is None or key in run.scope.names or axis < 0:
        return None
    if owner.split(".")[0].split("[")[0] not in run.scope.names:
        return None
    if not isinstance(run.evaluate(array), Unknown):
        return None
    return named_length(run, key, owner, target.id, expression.lineno)


def _annotated(run: Run, node: ast.AnnAssign) -> bool:
    contract = reader(run, run.scope).read(node.annotation)
    if node.value is None:
        if run.emitter.keeps_values:
            run.emitter.reveal(node.target, _promised(run, contract))
        return True
    before, run.target_is_declared = run.target_is_declared, has_arrays(contract)
    value = run.evaluate(node.value)
    run.target_is_declared = before
    if has_arrays(contract) and not run.scope.is_class:
        bindings = _local_bindings(run)
        name = ast.unparse(node.target)
        breach = check(contract, value, bindings, node.value, name)
        if breach is not None:
            functions.record_breach(run, breach, "local", name, bindings)
        value = _declared_value(run, contract, value, bindings)
    elif isinstance(value, Unknown):
        value = _promised(run, contract)
    bind_target(run, node.target, value, node.value)
    return True


def _local_bindings(run: Run) -> Bindings:
    """The names of the enclosing signature, which a local annotation shares."""
    lengths = {
        name: held.dim for name in run.scope.lengths if isinstance(held := run.scope.names.get(f"<{name}>"), Int)
    }
    lengths = {**run.scope.lengths, **lengths}
    return Bindings(lengths, dict.fromkeys(lengths, "the signature"), run.scope.qualname)


def _declared_value(run: Run, contract: Contract, value: Value, bindings: Bindings) -> Value:
    """The annotation speaks where the code does not."""
    run.scope.lengths = {**run.scope.lengths, **bindings.lengths}
    naming = Naming(f"{run.scope.qualname}:local")
    naming.adopt(bindings.lengths)
    declared = _promised(run, contract, naming)
    run.scope.lengths = {**run.scope.lengths, **naming.names()}
    if isinstance(value, Unknown) or (isinstance(value, Array) and not value.shape.is_exact):
        return declared
    if isinstance(value, Array):
        return replace(value, history=replace(value.history, declared=True))
    return value


def _promised(run: Run, contract: Contract, naming: Naming | None = None) -> Value:
    """What an annotation alone tells."""
    naming = naming if naming is not None else Naming(f"{run.scope.qualname} fields")
    return symbolic(contract, naming, lambda node: classes.instance_of(run, run.scope, node, ""))


def _augmented(run: Run, node: ast.AugAssign) -> bool:
    operator = SYMBOLS[type(node.op)]
    reading = _as_load(node.target)
    place = run.evaluate(reading)
    value = run.evaluate(node.value)
    if isinstance(place, Array) and place.shape.rank != 0 and operator != "@":
        note_own_reduction(run, node, operator, (reading, place), (node.value, value))
        _in_place(run, node, operator, place, value)
        return True
    result = binary(run, node, operator, (reading, place), (node.value, value))  # type: ignore[arg-type]
    if isinstance(node.target, ast.Name):
        run.scope.bind(node.target.id, result, node.lineno, node.value)
    else:
        bind_target(run, node.target, result)
    return True


def _as_load(target: ast.expr) -> ast.expr:
    match target:
        case ast.Name(id=name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case ast.Attribute(value=value, attr=attribute):
            return ast.copy_location(ast.Attribute(value, attribute, ast.Load()), target)
        case ast.Subscript(value=value, slice=index):
            return ast.copy_location(ast.Subscript(value, index, ast.Load()), target)
    return target


def _in_place(run: Run, node: ast.AugAssign, operator: str, place: Array, value: Value) -> None:
    """``a += b`` writes into a, whose shape stays."""
    outcome = outcome_of((place, value), lambda one, other: numpy_api.binary(operator, one, other))
    spread = next((event for event in outcome.events if isinstance(event, Spread)), None)
    if spread is None:
        settle(run, node, Outcome(UNKNOWN, outcome.events), {})  # type: ignore[arg-type]
        return
    array = numpy_api.as_array(value if not hasattr(value, "options") else value.options[0])
    if array is not None:
        operands = (Operand(node.target, place), Operand(node.value, array))
        record_in_place(run, node, operands, spread.outcome, fit_of(place.shape, spread.outcome))


def _if(run: Run, node: ast.If) -> bool:
    """A chain of ``if`` and ``elif`` is walked, not recursed into."""
    ends: list[dict[str, Value]] = []
    undecided, ways = run.emitter.undecided, 0
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
                run.scope.names = branches.true
                if run.execute(node.body):
                    ends.append(run.scope.names)
            if branches.false is None:
                break
            run.scope.names = branches.false
            if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
                node = node.orelse[0]
                continue
            ways += 1
            if run.execute(node.orelse):
                ends.append(run.scope.names)
            break
    finally:
        run.branching -= 1
    run.emitter.undecided = undecided + (len(ends) < ways and ways > 1)
    if not ends:
        return False
    run.scope.names = join_names(list(ends))
    return True


def _return(run: Run, node: ast.Return) -> bool:
    value = run.evaluate(node.value) if node.value is not None else UNKNOWN
    scope = run.scope
    if node.value is not None and scope.contract is not None and has_arrays(scope.contract) and scope.function:
        bindings = _local_bindings(run)
        breach = check(scope.contract, value, bindings, node.value, "the return value")
        if breach is not None:
            functions.record_breach(run, breach, "return", getattr(scope.function, "name", "<lambda>"), bindings)
    elif node.value is not None:
        note_return(run, node.value, value)
    scope.returns.append(value)
    return False


def _raise(run: Run, node: ast.Raise) -> bool:
    return False


def _break(run: Run, node: ast.Break) -> bool:
    run.scope.breaks.append(run.scope.names)
    return False


def _continue(run: Run, node: ast.Continue) -> bool:
    run.scope.continues.append(run.scope.names)
    return False


def _delete(run: Run, node: ast.Delete) -> bool:
    for target in node.targets:
        if isinstance(target, ast.Name):
            run.scope.bind(target.id, UNKNOWN)
        elif isinstance(target, ast.Subscript):
            key = reference(target.value)
            if key is not None:
                run.scope.forget_parts(key)
                run.scope.names[key] = UNKNOWN
    return True


def _with(run: Run, node: ast.With | ast.AsyncWith) -> bool:
    expects_failure = False
    for item in node.items:
        expects_failure = expects_failure or _expects_failure(item.context_expr)
        run.evaluate(item.context_expr)
        if item.optional_vars is not None:
            bind_target(run, item.optional_vars, UNKNOWN)
    with run.emitter.excuse(when=expects_failure):
        reached = run.execute(node.body)
    return reached or expects_failure


def _expects_failure(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name in _EXPECTING
    return False


def _try(run: Run, node: ast.Try) -> bool:
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
            if run.execute(handler.body):
                ends.append(run.scope.names)
    finally:
        run.branching -= 1
    run.scope.names = join_names(list(ends)) if ends else _interrupted(before, after)
    finished = run.execute(node.finalbody)
    return bool(ends) and finished


def _interrupted(before: dict[str, Value], after: dict[str, Value]) -> dict[str, Value]:
    """The names where a block may have stopped anywhere."""
    return {
        name: value if before.get(name) is value else join(before.get(name, UNKNOWN), value)
        for name, value in after.items()
    }


def _catches(handler: ast.ExceptHandler) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "Exception") for kind in kinds}
    return bool(names & _CATCHING) or not names <= {"ImportError", "ModuleNotFoundError", "KeyError", "AttributeError"}


def _match(run: Run, node: ast.Match) -> bool:
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
        case ast.MatchAs(pattern=None, name=str(name)):
            run.scope.bind(name, subject, pattern.lineno)
        case ast.MatchSequence(patterns=patterns) if not any(isinstance(p, ast.MatchStar) for p in patterns):
            fits = isinstance(subject, Sequence) and len(subject.items) == len(patterns)
            for index, inner in enumerate(patterns):
                _bind_pattern(run, inner, subject.items[index] if fits and isinstance(subject, Sequence) else UNKNOWN)
        case _:
            for node in ast.walk(pattern):
                bound = getattr(node, "name", None) or getattr(node, "rest", None)
                if isinstance(bound, str):
                    run.scope.bind(bound, UNKNOWN, pattern.lineno)


def _global(run: Run, node: ast.Global | ast.Nonlocal) -> bool:
    run.scope.shared = run.scope.shared | frozenset(node.names)
    return True


_HANDLERS: dict[type[ast.stmt], Callable[..., bool]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: loops.follow_for,
    ast.AsyncFor: loops.follow_for,
    ast.While: loops.follow_while,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Break: _break,
    ast.Continue: _continue,
    ast.Delete: _delete,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Match: _match,
    ast.Assert: follow_assert,
    ast.Global: _global,
    ast.Nonlocal: _global,
    ast.FunctionDef: definitions.define_function,
    ast.AsyncFunctionDef: definitions.define_function,
    ast.ClassDef: definitions.define_class,
    ast.Import: definitions.follow_import,
    ast.ImportFrom: definitions.follow_import_from,
}
