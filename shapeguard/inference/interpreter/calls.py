"""Calls: of the library by its rules, of the project by contract or by a look inside."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api, tables
from shapeguard.inference.facts import BuiltinReduction, Operand, Revealed
from shapeguard.inference.interpreter import (
    builtin_calls,
    callbacks,
    classes,
    project_calls,
    standard_library,
)
from shapeguard.inference.interpreter.arguments import Call, Written, read_arguments
from shapeguard.inference.interpreter.attributes import of_any
from shapeguard.inference.interpreter.changes import (
    container_method,
    escape,
    lose_alternatives,
    lose_receivers,
    replace_everywhere,
)
from shapeguard.inference.interpreter.half_known import is_product, through_layer
from shapeguard.inference.interpreter.named_tuples import named_tuple_class
from shapeguard.inference.interpreter.operations import ask
from shapeguard.inference.interpreter.operators import binary
from shapeguard.inference.interpreter.partials import partial
from shapeguard.inference.interpreter.rank_one import note_rank_one
from shapeguard.inference.interpreter.reflection import NAMESPACE, of_namespace
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.interpreter.validation import validated
from shapeguard.inference.interpreter.vectorized import rows_applied, vectorize, vectorized
from shapeguard.inference.joins import join
from shapeguard.inference.numpy_api.outcome import Argument, Arguments, Outcome
from shapeguard.inference.producers import produced
from shapeguard.inference.reveal import text_of
from shapeguard.inference.scope import owner_of, reference
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Callback,
    Class,
    Constant,
    Function,
    Instance,
    Int,
    Kind,
    Known,
    ListOf,
    Module,
    OneOf,
    Scalar,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim
from shapeguard.shapes.frozen import replace

_HARMLESS = ("numpy.", "ndarray.", "builtins.", "str.", "jax.", "scipy.", "math.", "container.", "object.")
_UNBOUND = ("builtins.list.", "builtins.dict.", "builtins.set.", "collections.deque.")
_REDUCTIONS = frozenset({"sum", "max", "min", "any", "all"})
_ASKING_SPARSE = frozenset({"scipy.sparse.issparse", "scipy.sparse.isspmatrix"})
_REVEALING = frozenset({"reveal_shape", "shapeguard.reveal_shape"})


def call(run: Run, node: ast.Call) -> Value:
    """The value of a call."""
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return UNKNOWN
    callee = _super_method(run, node.func) or run.evaluate(node.func)
    if isinstance(callee, Known) and not isinstance(node.func, ast.Name):  # names are resolved as they are evaluated
        callee = run.project.resolved(run, callee)
    run.calls.append(node)
    try:
        arguments = read_arguments(run, node)
    finally:
        run.calls.pop()
    lose_receivers(run, (*arguments.positional, *arguments.keywords.values()))
    if isinstance(node.func, (ast.Name, ast.Attribute)) and _is_reveal(node.func, callee):
        return _reveal(run, node, arguments)
    known = validated(run, node, callee, arguments)
    if known is not None:
        return known
    if isinstance(callee, Known):
        callee = _public(callee)
        value = _call_known(run, node, callee, arguments)
        if not callee.name.startswith(_HARMLESS):
            _forget_checked(run, node)
        return value
    _forget_checked(run, node)
    value = _call_project(run, node, callee, arguments)
    if not _is_followed(run, callee, value):
        escape(run, arguments)
    return value


def _is_followed(run: Run, callee: Value, value: Value) -> bool:
    """Whether it is known what a call did with the objects that it was given."""
    if isinstance(callee, Class):
        return not isinstance(value, Unknown) and None not in classes.bases(run, callee)
    if isinstance(callee, Instance):
        return classes.find_method(run, callee.cls, "__call__") is not None
    return isinstance(callee, Function)


def _public(callee: Known) -> Known:
    """A function of SciPy by its public name: ``scipy.linalg._basic.solve`` is ``scipy.linalg.solve``."""
    if not callee.name.startswith("scipy.") or "._" not in callee.name:
        return callee
    *rooms, name = callee.name.split(".")
    return replace(callee, name=".".join([*(room for room in rooms if not room.startswith("_")), name]))


def _forget_checked(run: Run, node: ast.Call) -> None:
    """What was checked of an object's attributes need not hold after a call that may change them."""
    if not run.scope.parted:
        return
    operands = [*node.args, *(keyword.value for keyword in node.keywords)]
    if isinstance(node.func, ast.Attribute):
        operands.append(node.func.value)
    for operand in operands:
        key = reference(operand)
        if key is not None:
            run.scope.forget_attributes(owner_of(key))


def _call_project(run: Run, node: ast.Call, callee: Value, arguments: Written) -> Value:
    if isinstance(callee, Function):
        return project_calls.call_function(run, Call(node, callee, arguments))
    if isinstance(callee, Callback):
        return callbacks.call_back(run, node, callee, arguments)
    if isinstance(callee, Class):
        return classes.instantiate(run, Call(node, None, arguments), callee)
    if isinstance(callee, Instance):
        found = classes.find_method(run, callee.cls, "__call__")
        if found is not None:
            owner, method = found
            return project_calls.call_function(run, Call(node, Function(method, owner.scope, callee), arguments))
    if isinstance(callee, OneOf) and all(isinstance(option, (Function, Callback)) for option in callee.options):
        with run.emitter.silence():
            return join(*(_call_project(run, node, option, arguments) for option in callee.options))
    return of_any(callee)


def _super_method(run: Run, function: ast.expr) -> Function | None:
    """``super().method`` inside a method of a project class."""
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call)):
        return None
    match function:
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name):
            instance = run.scope.lookup("self")
            if isinstance(instance, Instance):
                first, *parents = classes.bases(run, instance.cls)
                if first is None:
                    return None
                for base in parents:
                    found = classes.find_method(run, base, name) if base is not None else None
                    if base is None or found is not None:
                        return Function(found[1], found[0].scope, instance) if found is not None else None
    return None


def _is_reveal(function: ast.Name | ast.Attribute, callee: Value) -> bool:
    name = function.id if isinstance(function, ast.Name) else function.attr
    return name == "reveal_shape" and (not isinstance(callee, Known) or callee.name in _REVEALING)


def _reveal(run: Run, node: ast.Call, arguments: Written) -> Value:
    if len(arguments.positional) != 1:
        return UNKNOWN
    value = arguments.positional[0]
    run.emitter.record(Revealed(node=node, function=run.scope.qualname, text=text_of(value)))
    return value


def _call_known(run: Run, node: ast.Call, callee: Known, arguments: Written) -> Value:
    name = callee.name if callee.name != "collections.OrderedDict" else "builtins.dict"
    if name == "functools.partial":
        return partial(run, node, arguments)
    if name == "collections.namedtuple" and arguments.exact:
        return named_tuple_class(run, node, arguments)
    if name.startswith(f"{NAMESPACE}."):
        return of_namespace(run, callee, name.removeprefix(f"{NAMESPACE}."), arguments)
    if name == "numpy.vectorize":
        return vectorize(arguments)
    if name == "numpy.vectorize.applied":
        return vectorized(run, node, callee, arguments)
    if name == "numpy.apply_along_axis":
        arguments = rows_applied(run, node, arguments)
    if name == "functools.partial.applied":
        return UNKNOWN
    if name.startswith("container."):
        lose_alternatives(run, node.func)
        return container_method(run, callee, arguments)
    if name.startswith(_UNBOUND):
        escape(run, arguments)
        return UNKNOWN
    if name.startswith("builtins."):
        if any(tables.is_table(value) for value in arguments.positional):
            plain = tuple(UNKNOWN if tables.is_table(value) else value for value in arguments.positional)
            arguments = replace(arguments, positional=plain)
        _note_reduction(run, node, name.removeprefix("builtins."), arguments)
        return builtin_calls.call(run, node, name.removeprefix("builtins."), arguments)
    if standard_library.has_rule(name):
        if name.startswith("namedtuple.") and callee.receiver is not None:
            arguments = replace(arguments, positional=(callee.receiver, *arguments.positional))
        return standard_library.call(run, node, name, arguments, binary)
    if name in _ASKING_SPARSE and arguments.positional and isinstance(arguments.positional[0], Array):
        return Constant(False)
    if name.startswith("str."):
        return _of_string(name.removeprefix("str."))
    part = tables.called(callee, arguments.keywords) if name.startswith("pandas.") else None
    if part is not None:
        return part
    made = produced(name, arguments.positional, arguments.keywords)
    if made is not None:
        return made
    if is_product(name) and len(arguments.positional) == 2 and isinstance(arguments.positional[0], Unknown):
        return through_layer(run, (node.args[0], arguments.positional[0]), arguments.positional[1])
    value = _ask_rules(run, node, callee, arguments)
    if isinstance(value, Unknown) and not value.type:
        value = _object_of(name)
    if not name.startswith(("numpy.", "ndarray.", "jax.")):
        escape(run, arguments)
    return value


def _object_of(name: str) -> Unknown:
    """What the call of a class of some library makes, its name being all that is known of it."""
    last = name.rpartition(".")[2]
    return Unknown(last) if last[:1].isupper() or last == "deque" else UNKNOWN


def _of_string(method: str) -> Value:
    """What a method of a string returns."""
    if method.startswith(("is", "startswith", "endswith")):
        return Scalar(Kind.BOOL)
    if method in ("split", "rsplit", "splitlines"):
        return ListOf(Unknown("str"))
    if method in ("find", "rfind", "index", "rindex", "count"):
        return Int(Dim.unknown())
    return Unknown("str") if method not in ("encode", "partition", "rpartition") else UNKNOWN


def _ask_rules(run: Run, node: ast.Call, callee: Known, arguments: Written) -> Value:
    places: dict[Argument, tuple[ast.expr, Value]] = {}
    for key, argument in arguments.nodes.items():
        value = arguments.positional[key] if isinstance(key, int) else arguments.keywords[key]
        places[key] = (argument, value)
    receiver = callee.receiver
    if receiver is not None and isinstance(node.func, ast.Attribute):
        places["self"] = (node.func.value, receiver)
    names = tuple(arguments.keywords)
    count = len(arguments.positional)

    def door(one: Value, *rest: Value) -> Outcome:
        keywords = dict(zip(names, rest[count:], strict=True))
        given = Arguments(rest[:count], keywords, one if receiver is not None else None, arguments.exact)
        return numpy_api.call(callee.name, given)

    values = (receiver if receiver is not None else UNKNOWN, *arguments.positional, *arguments.keywords.values())
    if callee.name == "ndarray.transpose" and isinstance(receiver, Array) and receiver.shape.rank == 1:
        note_rank_one(run, receiver, "transpose", node)
    if callee.name in ("ndarray.resize", "numpy.ndarray.resize"):
        _kill(run, node)
    return ask(run, node, values, door, places)


def _kill(run: Run, node: ast.Call) -> None:
    """``a.resize(...)`` changes the shape of every name of the array."""
    if isinstance(node.func, ast.Attribute):
        replace_everywhere(run, run.evaluate(node.func.value), UNKNOWN)


def _note_reduction(run: Run, node: ast.Call, name: str, arguments: Written) -> None:
    most = 2 if name == "sum" else 1
    if name in _REDUCTIONS and 0 < len(arguments.positional) <= most and 0 in arguments.nodes:
        value = arguments.positional[0]
        if isinstance(value, Array) and value.shape.rank not in (None, 0):
            operand = Operand(arguments.nodes[0], value)
            numpy = next((name for name, value in run.scope.visible().items() if value == Module("numpy")), "")
            trace = trace_of(run, [operand])
            run.emitter.record(BuiltinReduction(node=node, function=name, operand=operand, numpy=numpy, trace=trace))
