"""Functions of the project: read for themselves, held to their contract at calls, looked into where they have none."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from shapeguard.inference.annotations import (
    CallableContract,
    Contract,
    ListContract,
    NamedContract,
    Naming,
    has_arrays,
    symbolic,
)
from shapeguard.inference.budget import (
    DEEPEST_CALL,
    STEPS_A_CALL,
    STEPS_A_FOREIGN_CALL,
    STEPS_A_FUNCTION,
    Budget,
    BudgetExceededError,
)
from shapeguard.inference.contracts import Bindings, Breach, check
from shapeguard.inference.docstrings import documented_return
from shapeguard.inference.emission import CallContext
from shapeguard.inference.facts import ContractBreach, ContractRole, Operand, Step
from shapeguard.inference.interpreter import classes
from shapeguard.inference.interpreter.arguments import Call, Written
from shapeguard.inference.interpreter.documented import (
    documented_instance,
    note_crossed_arguments,
    note_documented,
    promised,
)
from shapeguard.inference.interpreter.fields import Nameless
from shapeguard.inference.interpreter.rank_one import note_rank_one
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import Signature, note_unguarded, reader, signature_of
from shapeguard.inference.interpreter.tracing import describe, is_assumed, trace_of
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.scope import Binding, Scope
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Callback,
    Class,
    Constant,
    Dictionary,
    Function,
    Instance,
    Int,
    ListOf,
    OneOf,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Origin, Shape, Size, Verdict


def read_function(run: Run, function: Function, owner: Class | None) -> None:
    """Interpret a function for itself, its parameters being symbols."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return
    signature = signature_of(run, function)
    note_unguarded(run, function, signature)
    scope = _scope_of(run, function)
    naming = Naming(f"{scope.qualname}:{node.lineno}")
    for parameter in signature.parameters:
        naming.at(f"the annotation of `{parameter.name}`", parameter.line)
        value = symbolic(parameter.contract, naming, _instances(run, function, f"{scope.qualname}:{parameter.name}"))
        scope.names[parameter.name] = _assumed(value, signature, parameter.name)
        scope.bindings[parameter.name] = Binding(parameter.line)
    _name_lengths(scope, node, signature)
    if owner is not None and signature.parameters and not signature.is_static:
        first = signature.parameters[0].name
        if signature.is_class_method:
            scope.names[first] = owner
        else:
            scope.names[first] = function.bound or documented_instance(run, owner, node, f"{scope.qualname}:self")
    scope.contract = signature.returns if not signature.is_generator else None
    scope.promised = documented_return(node) if signature.documented and not signature.is_generator else None
    scope.lengths.update(naming.names())
    scope.names.update({f"<{name}>": Int(length) for name, length in naming.names().items()})
    budget, run.budget = run.budget, Budget(STEPS_A_FUNCTION)
    try:
        with run.inside(scope):
            run.execute(node.body)
    except BudgetExceededError:
        run.gave_up.append(scope.qualname)
    finally:
        run.budget = budget


def _scope_of(run: Run, function: Function) -> Scope:
    node, around = function.node, function.scope
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    qualname = f"{around.qualname}.{name}" if around.qualname else name
    shared = frozenset(around.module.glance(node).inner_changes)
    return Scope(around.module, qualname, around, function=node, shared=shared)


def _instances(run: Run, function: Function, born: str) -> Callable[[ast.expr], Value]:
    """From an annotation that names a class to an instance of it, each with lengths of its own."""
    count = itertools.count()

    def instance(node: ast.expr) -> Value:
        if run.is_foreign:
            return UNKNOWN
        if isinstance(function.bound, Instance) and isinstance(node, ast.Name) and node.id == "Self":
            return classes.symbolic_instance(run, function.bound.cls, born)
        return classes.instance_of(run, function.scope, node, f"{born}:{next(count)}" if born else "")

    return instance


def _assumed(value: Value, signature: Signature, name: str) -> Value:
    """What the docstring says of a parameter that has no annotation."""
    documented = signature.documented.get(name)
    if documented is None or not documented.is_array or not isinstance(value, Unknown):
        return value
    return promised(documented)


def _name_lengths(scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef, signature: Signature) -> None:
    """Parameters that are used as lengths are integers with a name."""
    used = scope.module.glance(node).lengths
    group = f"parameters of {scope.qualname}:{node.lineno}"
    for parameter in signature.parameters:
        value, default = scope.names[parameter.name], parameter.default
        is_int = isinstance(value, Int) or (isinstance(value, Unknown) and parameter.name in used)
        if is_int and (default is None or (isinstance(default, ast.Constant) and type(default.value) is int)):
            origin = Origin("parameter", group, parameter.line, f"parameter `{parameter.name}`")
            scope.names[parameter.name] = Int(Dim.size(Size(parameter.name, origin)))


def may_change_arguments(function: Function) -> bool:
    """Whether the body stores into a container or calls a method that changes one."""
    return function.scope.module.glance(function.node).stores_items


def call_function(run: Run, call: Call) -> Value:
    """What a call of a function of the project returns."""
    function = call.function
    if function is None:
        return UNKNOWN
    signature = signature_of(run, function)
    bound = _bind(run, function, signature, call.arguments)
    offset = 1 if function.bound is not None and not signature.is_static else 0
    if bound is not None:
        note_crossed_arguments(run, call, signature, bound, offset)
    if bound is None or not signature.is_transparent:
        arguments = call.arguments
        bound_to = () if function.bound is None else (function.bound,)
        forget_instances((*arguments.positional, *arguments.keywords.values(), *bound_to))
        return UNKNOWN
    bindings = Bindings(group=f"{run.scope.qualname}:call {call.node.lineno}:{call.node.col_offset}")
    breached = _check_arguments(run, call, signature, bound, bindings, offset)
    if signature.is_generator:
        return UNKNOWN if breached else _walked_by_contract(run, function, signature.returns, bindings)
    if has_arrays(signature.returns):
        forget_instances(bound.values(), only_set_by_methods=True)
        return _by_contract(run, function, signature.returns, bindings) if not breached else UNKNOWN
    if breached:
        return UNKNOWN
    found = _look_inside(run, call, function, signature, bound)
    if not isinstance(found, Unknown):
        return found
    return _same_type(run, call, signature, bound) or _by_contract(run, function, signature.returns, bindings)


def _same_type(run: Run, call: Call, signature: Signature, bound: dict[str, Value]) -> Value | None:
    """What ``f(..., function: Callable[..., T]) -> T`` returns: the type of what the function given returns."""
    for parameter in signature.parameters:
        contract, given = parameter.contract, bound[parameter.name]
        if isinstance(contract, CallableContract) and _is_same_name(contract.returns, signature.returns):
            if isinstance(given, Callback):
                return given.answer({})
            if isinstance(given, Function):
                count = len(given.node.args.posonlyargs + given.node.args.args) - (given.bound is not None)
                with run.emitter.silence():
                    return call_function(run, Call(call.node, given, Written((UNKNOWN,) * count)))
    return None


def _is_same_name(one: Contract, other: Contract) -> bool:
    return (
        isinstance(one, NamedContract)
        and isinstance(other, NamedContract)
        and isinstance(one.node, ast.Name)
        and isinstance(other.node, ast.Name)
        and one.node.id == other.node.id
    )


def forget_instances(values: Iterable[Value], *, only_set_by_methods: bool = False) -> None:
    """What is known of objects that went through code nobody looked into."""
    for value in values:
        if isinstance(value, Instance):
            changed: Iterable[str] = classes.set_by_methods(value.cls) if only_set_by_methods else set(value.attributes)
            value.attributes.update(dict.fromkeys(changed, UNKNOWN))


def _bind(run: Run, function: Function, signature: Signature, arguments: Written) -> dict[str, Value] | None:
    """Parameters with their values; None where the call cannot be read."""
    if not arguments.exact:
        return None
    names = [parameter.name for parameter in signature.parameters[: signature.positional]]
    given = arguments.positional
    if function.bound is not None and not signature.is_static:
        given = (function.bound, *given)
    bound = dict(zip(names, given, strict=False))
    if len(given) > len(names):
        if signature.variadic is None:
            return None
        bound[signature.variadic] = Sequence(given[len(names) :])
    elif signature.variadic is not None:
        bound[signature.variadic] = Sequence(())
    extra: dict[str | int, Value] = {}
    for name, value in arguments.keywords.items():
        if signature.by_name(name) is not None and name not in bound:
            bound[name] = value
        elif signature.keywords is not None:
            extra[name] = value
        else:
            return None
    if signature.keywords is not None:
        bound[signature.keywords] = Dictionary(extra)
    for parameter in signature.parameters:
        if parameter.name not in bound:
            bound[parameter.name] = _default(run, function, parameter.default)
    return bound


def _default(run: Run, function: Function, node: ast.expr | None) -> Value:
    if node is None:
        return UNKNOWN
    with run.inside(function.scope), run.emitter.silence():
        return run.evaluate(node)


def _check_arguments(
    run: Run, call: Call, signature: Signature, bound: dict[str, Value], bindings: Bindings, offset: int
) -> bool:
    """Hold the arguments against the contracts; whether one of them does not fit."""
    note_documented(run, call, signature, bound, offset)
    for index, parameter in enumerate(signature.parameters):
        if not has_arrays(parameter.contract):
            continue
        nodes = call.arguments.nodes
        node = nodes.get(parameter.name) or nodes.get(index - offset) or call.node
        value = bound[parameter.name]
        breach = check(parameter.contract, value, bindings, node, parameter.name)
        if breach is not None:
            record_breach(run, breach, "argument", parameter.name, bindings)
            if breach.verdict is Verdict.DIFFER:
                return True
        elif isinstance(value, Array):
            bound[parameter.name] = replace(value, history=replace(value.history, declared=True))
    return False


def record_breach(run: Run, breach: Breach, role: ContractRole, name: str, bindings: Bindings) -> None:
    """Tell of a value that disagrees with its contract."""
    operand = Operand(breach.node, breach.actual)
    wanted = {size.name for size in breach.declared.sizes()} | {
        axis.name for axis in (breach.contract.spec.axes if breach.contract.spec else ()) if axis.name is not None
    }
    run.emitter.record(
        ContractBreach(
            node=breach.node,
            function=run.scope.qualname,
            role=role,
            name=name,
            notation=breach.contract.notation,
            declared=breach.declared,
            actual=operand,
            verdict=breach.verdict,
            axis=breach.axis,
            bindings=bindings.described(wanted),
            trace=trace_of(run, (operand,), (breach.declared,)),
            assumed=is_assumed((operand,), (breach.declared,)),
        )
    )
    cause = breach.actual.history.created or breach.actual.history.dropped
    if len(breach.declared.dims) == 2 and cause is not None and cause is not breach.node:
        note_rank_one(run, breach.actual, "contract", breach.node, breach.declared)


def _walked_by_contract(run: Run, function: Function, contract: Contract, bindings: Bindings) -> Value:
    """What a generator hands out: each item has lengths of its own."""
    if not isinstance(contract, ListContract) or not isinstance(function.node, ast.FunctionDef):
        return UNKNOWN
    item = symbolic(contract.item, Nameless(bindings.lengths), _instances(run, function, ""))
    return ListOf(item) if not isinstance(item, Unknown) else UNKNOWN


def _by_contract(run: Run, function: Function, contract: Contract, bindings: Bindings) -> Value:
    """What a contract promises; lengths that the call makes get a name where no loop repeats it."""
    once = run.scope.loop is None and not run.in_comprehension

    class _Call(Naming):
        def length(self, name: str) -> Dim:
            if name not in bindings.lengths:
                origin = Origin("call", f"{bindings.group} {name}", 0, "the annotation of what is returned")
                bindings.lengths[name] = Dim.size(Size(name, origin)) if once else Dim.unknown()
            return bindings.lengths[name]

    return symbolic(contract, _Call(""), _instances(run, function, bindings.group if once else ""))


def check_fields(
    run: Run, call: Call, cls: Class, fields: dict[str, ast.expr | None], values: dict[str, Value]
) -> None:
    """Hold the arguments of a dataclass against the annotations of its fields."""
    read = reader(run, cls.scope)
    bindings = Bindings(group=f"call {call.node.lineno}:{call.node.col_offset}")
    for index, (name, annotation) in enumerate(fields.items()):
        contract = read.read(annotation)
        if name in values and has_arrays(contract):
            node = call.arguments.nodes.get(name) or call.arguments.nodes.get(index) or call.node
            breach = check(contract, values[name], bindings, node, name)
            if breach is not None:
                record_breach(run, breach, "argument", name, bindings)


def _look_inside(run: Run, call: Call, function: Function, signature: Signature, bound: dict[str, Value]) -> Value:
    """Interpret the body with the caller's values."""
    node = function.node
    if isinstance(node, ast.FunctionDef) and _is_stub(node):
        return UNKNOWN
    is_small, foreign = isinstance(node, ast.Lambda), function.scope.module is not run.subject
    too_deep = len(run.running) >= DEEPEST_CALL or id(node) in run.running
    if too_deep or run.budget.left < 50 or not (is_small or _tells(bound, foreign)):
        forget_instances(bound.values())
        return UNKNOWN
    key = _memo_key(run, function, bound)
    if key is not None and key in run.memo:
        return run.memo[key]
    scope = _scope_of(run, function)
    for name, value in bound.items():
        parameter = signature.by_name(name)
        scope.names[name] = value
        is_here = parameter is not None and function.scope.module is run.subject
        scope.bindings[name] = Binding(parameter.line if parameter is not None and is_here else 0)
    foreign = scope.module is not run.subject
    context = CallContext(id(node), call.node, (_step(call, function, bound),), foreign and not run.is_foreign)
    value = _interpreted(run, scope, context)
    value = _anonymous(value, scope.qualname, foreign)
    if key is not None:
        run.memo[key] = value
    return value


def _is_stub(node: ast.FunctionDef) -> bool:
    """Whether the body is ``...``, the rest being elsewhere: a protocol's method, an overload."""
    match node.body[-1]:
        case ast.Expr(value=ast.Constant(value=value)):
            return value is Ellipsis
    return False


def _interpreted(run: Run, scope: Scope, context: CallContext) -> Value:
    node = scope.function
    purse = run.budget.purse(STEPS_A_FOREIGN_CALL if scope.module is not run.subject else STEPS_A_CALL)
    outer, run.budget = run.budget, purse
    before = purse.left
    branching, run.branching = run.branching, run.branching
    if node is None:
        return UNKNOWN
    run.running.append(id(node))
    try:
        with run.inside(scope), run.emitter.calling(context):
            try:
                return _result(run, scope, node)
            except BudgetExceededError:
                context.is_complete = False
                forget_instances(scope.names.values())
                return UNKNOWN
    finally:
        run.running.pop()
        run.branching = branching
        run.budget = outer
        outer.spend(max(0, min(before - purse.left, outer.left)))


def _result(run: Run, scope: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Value:
    if isinstance(node, ast.Lambda):
        return run.evaluate(node.body)
    falls_through = run.execute(node.body)
    if falls_through:
        scope.returns.append(Constant(None))
    return join(*scope.returns) if scope.returns else UNKNOWN


def _tells(bound: dict[str, Value], foreign: bool) -> bool:
    """Whether a look inside can find more than the reading of the function for itself."""
    return not bound or any(_is_telling(value, foreign, 0) for value in bound.values())


def _is_telling(value: Value, foreign: bool, depth: int) -> bool:
    match value:
        case Array():
            return True
        case Int():
            return not foreign
        case Sequence(items=items) | OneOf(options=items):
            return depth < 2 and any(_is_telling(item, foreign, depth + 1) for item in items[:8])
        case Dictionary(items=entries):
            return depth < 2 and any(_is_telling(item, foreign, depth + 1) for item in entries.values())
        case ListOf(item=item):
            return depth < 2 and _is_telling(item, foreign, depth + 1)
        case Instance(attributes=attributes):
            return depth < 2 and any(_is_telling(item, True, depth + 1) for item in attributes.values())
        case Function():
            return not foreign
    return False


def _memo_key(run: Run, function: Function, bound: dict[str, Value]) -> Hashable | None:
    if function.bound is not None or any(isinstance(value, Instance) for value in bound.values()):
        return None
    key = (id(function.node), run.emitter.is_silent, tuple(bound.items()))
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _step(call: Call, function: Function, bound: dict[str, Value]) -> Step:
    name = "<lambda>" if isinstance(function.node, ast.Lambda) else function.node.name
    known = [(parameter, describe(alternatives(value)[0])) for parameter, value in bound.items()]
    told = ", ".join(f"{parameter} {text}" for parameter, text in known if text)
    return Step(call.node.lineno, f"the call of `{name}`" + (f" with {told}" if told else ""))


def _anonymous(value: Value, qualname: str, foreign: bool, depth: int = 0) -> Value:
    """A result without the names that only the callee knows, nor nodes of another file."""
    if depth > 4:
        return UNKNOWN
    match value:
        case Array(shape=shape, history=history):
            if foreign:
                history = replace(history, created=None, dropped=None)
            return replace(value, shape=_without_local(shape, qualname), history=history)
        case Int(dim=dim):
            return Int(_without_local(Shape((dim,)), qualname).dims[0])
        case Sequence(items=items):
            return replace(value, items=tuple(_anonymous(item, qualname, foreign, depth + 1) for item in items))
        case ListOf(item=item):
            return ListOf(_anonymous(item, qualname, foreign, depth + 1), value.length)
        case Dictionary(items=entries, rest=rest):
            cleaned = {key: _anonymous(item, qualname, foreign, depth + 1) for key, item in entries.items()}
            return Dictionary(cleaned, None if rest is None else _anonymous(rest, qualname, foreign, depth + 1))
        case OneOf(options=options):
            return join(*(_anonymous(option, qualname, foreign, depth + 1) for option in options))
    return value


def _without_local(shape: Shape, qualname: str) -> Shape:
    local = {size: Dim.unknown() for size in shape.sizes() if size.origin.group.startswith(f"{qualname}:")}
    return shape.substitute(local) if local else shape


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
