"""Functions of the project, read for themselves: their parameters are symbols."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping

from shapeguard.inference.budget import (
    STEPS_A_FUNCTION,
    Budget,
    BudgetExceededError,
)
from shapeguard.inference.class_docstrings import documented_in_class
from shapeguard.inference.declared import Naming, symbolic
from shapeguard.inference.docstrings import (
    DocumentedShape,
    documented_numbers,
    documented_returns,
)
from shapeguard.inference.interpreter.documented import documented_instance, promised_by_docstring
from shapeguard.inference.interpreter.hinted import hinted_parameter
from shapeguard.inference.interpreter.parameters import instances, scope_of
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.signatures import Parameter, Signature, note_unguarded, signature_of
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.scope import Binding, Scope
from shapeguard.inference.values import (
    Array,
    Class,
    Function,
    Int,
    Kind,
    Known,
    Scalar,
    Unknown,
    Value,
)
from shapeguard.shapes import Dim, Origin, Shape, Size
from shapeguard.shapes.frozen import replace


def read_function(run: Run, function: Function, owner: Class | None) -> None:
    """Interpret a function for itself, its parameters being symbols."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return
    signature = signature_of(run, function)
    note_unguarded(run, function, signature)
    scope = scope_of(run, function)
    naming = Naming(f"{scope.qualname}:{node.lineno}")
    told = (documented_in_class(owner.node, node) if owner is not None else {}) | signature.documented
    numbers = documented_numbers(node)
    for parameter in signature.parameters:
        naming.at(f"the annotation of `{parameter.name}`", parameter.line)
        value = symbolic(parameter.contract, naming, instances(run, function, f"{scope.qualname}:{parameter.name}"))
        scope.names[parameter.name] = _by_nature(_assumed(value, told.get(parameter.name)), parameter, numbers)
        scope.bindings[parameter.name] = Binding(parameter.line)
    _follow_comments(run, scope, signature)
    returns = documented_returns(node)
    _name_lengths(scope, node, signature, returns, numbers)
    if owner is not None and signature.parameters and not signature.is_static:
        first = signature.parameters[0].name
        if signature.is_class_method:
            scope.names[first] = owner
        else:
            scope.names[first] = function.bound or documented_instance(run, owner, node, f"{scope.qualname}:self")
    scope.contract = signature.returns if not signature.is_generator else None
    scope.promised = returns if not signature.is_generator else ()
    scope.lengths.update(naming.names())
    scope.names.update({f"<{name}>": Int(length) for name, length in naming.names().items()})
    budget, run.budget = run.budget, Budget(STEPS_A_FUNCTION)
    try:
        with run.inside(scope):
            run.execute(node.body)
    except BudgetExceededError:
        if scope.qualname not in run.gave_up:
            run.gave_up.append(scope.qualname)
    finally:
        run.budget = budget


def _assumed(value: Value, documented: DocumentedShape | None) -> Value:
    """What the docstring says of a parameter whose annotation, if it has one, tells no shape."""
    if documented is None or not documented.is_array:
        return value
    if isinstance(value, Array) and value.shape == Shape.unknown():
        told = alternatives(promised_by_docstring(documented))
        return join(*(replace(each, kind=value.kind) for each in told if isinstance(each, Array)))
    return promised_by_docstring(documented) if isinstance(value, Unknown) else value


_NUMBERS = frozenset({"eps", "epsilon", "learning_rate", "lr", "step_size", "tol", "momentum", "lambd", "dropout_rate"})


def _by_nature(value: Value, parameter: Parameter, numbers: Mapping[str, bool]) -> Value:
    """What goes by its name alone: ``rng`` generates random numbers, and a ``learning_rate`` is one number."""
    if not isinstance(value, Unknown) or value.type not in ("", "Generator", "RandomState"):
        return value
    if parameter.name == "rng":
        return Known("numpy.random.Generator")
    is_number = parameter.name in _NUMBERS or numbers.get(parameter.name) is False
    return Scalar(Kind.FLOAT, assumed=True) if is_number and not value.type else value


def _follow_comments(run: Run, scope: Scope, signature: Signature) -> None:
    """Parameters that stand on lines of their own, with shapes beside them."""
    lines = Counter(parameter.line for parameter in signature.parameters)
    for parameter in signature.parameters:
        if lines[parameter.line] == 1:
            told = hinted_parameter(run, scope.names[parameter.name], parameter.line, scope.qualname)
            scope.names[parameter.name] = told


def _name_lengths(
    scope: Scope,
    node: ast.FunctionDef | ast.AsyncFunctionDef,
    signature: Signature,
    returns: Iterable[DocumentedShape | None],
    numbers: Mapping[str, bool],
) -> None:
    """Parameters that are used as lengths are integers with a name."""
    used = scope.module.glance(node).lengths | {name for name, is_integer in numbers.items() if is_integer}
    group = f"parameters of {scope.qualname}:{node.lineno}"
    told = _sizes_told(signature, returns)
    for parameter in signature.parameters:
        value, default = scope.names[parameter.name], parameter.default
        is_int = isinstance(value, Int) or (isinstance(value, Unknown) and parameter.name in used)
        if is_int and (default is None or (isinstance(default, ast.Constant) and type(default.value) is int)):
            origin = Origin("parameter", group, parameter.line, f"parameter `{parameter.name}`")
            size = told.get(parameter.name) or Size(parameter.name, origin)
            scope.names[parameter.name] = Int(Dim.size(size))


def _sizes_told(signature: Signature, returns: Iterable[DocumentedShape | None]) -> dict[str, Size]:
    """The lengths that the shapes of a docstring name: ``n_samples``, an int, is that of ``(n_samples, 2)``."""
    shapes = [each.shape for each in (*signature.documented.values(), *returns) if each is not None]
    return {size.name: size for shape in shapes for size in shape.sizes()}
