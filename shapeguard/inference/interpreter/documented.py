"""What docstrings tell of arguments and attributes: assumed in the body, held against the arguments at calls."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import NoneType

from shapeguard.inference.contract_kinds import has_arrays
from shapeguard.inference.docstrings import DocumentedShape, documented_attributes
from shapeguard.inference.facts import ContractBreach, Operand
from shapeguard.inference.interpreter import classes
from shapeguard.inference.interpreter.arguments import Call
from shapeguard.inference.interpreter.crossed import note_crossed, plain_size
from shapeguard.inference.interpreter.kept_state import found_by
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.set_attributes import made_of_themselves
from shapeguard.inference.interpreter.signatures import Signature
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.joins import alternatives, join
from shapeguard.inference.values import (
    Array,
    Class,
    Constant,
    History,
    Instance,
    Int,
    Kind,
    Scalar,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.inference.walking import walk
from shapeguard.shapes import Dim, Shape, Size, Verdict, relation
from shapeguard.shapes.frozen import replace

_CONDITIONS = (ast.If, ast.IfExp, ast.While, ast.Assert)
_OF_THE_FIT = ("n_samples", "n_train")


def promised_by_docstring(documented: DocumentedShape) -> Value:
    """The value that a docstring promises."""
    history = History(assumed=True, declared=True)
    told: list[Value] = [Array(shape, history=history) for shape in documented.shapes]
    if documented.may_be_number:
        told.append(Scalar(Kind.UNKNOWN, assumed=True))
    return join(*told, Constant(None)) if documented.may_be_none else join(*told)


def documented_instance(run: Run, cls: Class, method: ast.FunctionDef | ast.AsyncFunctionDef, born: str) -> Instance:
    """An instance of which the class is known, and of its attributes what docstring and other methods tell.

    The samples of the fit may be others than those of the method, so that their number is left open. An attribute
    that is made anew out of itself, ``self.scores = self.scores.ravel()``, has another shape on the way.
    """
    instance = classes.symbolic_instance(run, cls, born)
    if method.name == "__init__":
        return instance
    for name, documented in documented_attributes(cls.node, method).items():
        if name in made_of_themselves(cls):
            continue
        if documented.is_array and isinstance(instance.attributes.get(name), Unknown):
            fitted = {size: Dim.unknown() for size in documented.shape.sizes() if size.name.startswith(_OF_THE_FIT)}
            instance.attributes[name] = promised_by_docstring(documented.substitute(fitted))
    for name, value in found_by(run, cls, method):
        if isinstance(instance.attributes.get(name), (Unknown, NoneType)):
            instance.attributes[name] = value
    return instance


def note_documented(run: Run, call: Call, signature: Signature, bound: Mapping[str, Value], offset: int) -> None:
    """Tell of arguments whose shape the docstring contradicts.

    A parameter that is bound anew in the body, and a phrase that leaves room ("or", "array-like"), promise nothing.
    """
    function = call.function.node if call.function is not None else None
    if not signature.documented or not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    lengths: dict[str, Dim] = {}
    for index, parameter in enumerate(signature.parameters):
        documented = signature.documented.get(parameter.name)
        if documented is None or not documented.is_plain or has_arrays(parameter.contract):
            continue
        value = bound.get(parameter.name)
        node = call.arguments.nodes.get(parameter.name) or call.arguments.nodes.get(index - offset)
        if not isinstance(value, Array) or node is None or value.shape.open or value.history.assumed:
            continue
        if _is_rebound(function, parameter.name):
            continue
        axis = _contradiction(documented, value.shape, lengths)
        if axis is not None:
            run.emitter.record(_breach(run, node, parameter.name, documented, value, axis, lengths))


def note_crossed_arguments(run: Run, call: Call, signature: Signature, bound: Mapping[str, Value], offset: int) -> None:
    """Tell of arguments whose axes are named the other way round in the docstring of what is called."""
    if not signature.documented or run.emitter.is_silent:
        return
    for index, parameter in enumerate(signature.parameters):
        documented = signature.documented.get(parameter.name)
        if documented is None or parameter.annotation is not None:
            continue
        value = bound.get(parameter.name)
        node = call.arguments.nodes.get(parameter.name) or call.arguments.nodes.get(index - offset)
        if value is None or node is None:
            continue
        note_crossed(run, node, parameter.name, value, documented.shapes, documented.text, call.node)


def as_documented(run: Run, instance: Instance, target: ast.Attribute, value: Value) -> Value:
    """What a method stores, of which nothing is known, as the docstring of the class tells; where it stores it once."""
    method = run.scope.function
    if (
        not isinstance(value, Unknown)
        or value.type
        or not run.emitter.is_direct
        or isinstance(method, (ast.Lambda, NoneType))
    ):
        return value
    documented = documented_attributes(instance.cls.node, method).get(target.attr)
    if documented is None or not documented.is_array or target.attr in made_of_themselves(instance.cls):
        return value
    stores = [node for node in walk(method) if isinstance(node, ast.Attribute) and node.attr == target.attr]
    is_only = sum(not isinstance(node.ctx, ast.Load) for node in stores) == 1
    return promised_by_docstring(documented) if is_only else value


def note_crossed_attribute(run: Run, instance: Instance, target: ast.Attribute, value: Value) -> None:
    """Tell of an attribute whose axes are named the other way round in the docstring of its class."""
    method = run.scope.function
    if run.emitter.is_silent or run.is_foreign or isinstance(method, (ast.Lambda, NoneType)):
        return
    if any(isinstance(option, Array) and option.shape.rank == 2 for option in alternatives(value)):
        documented = documented_attributes(instance.cls.node, method).get(target.attr)
        if documented is not None:
            note_crossed(run, target, ast.unparse(target), value, documented.shapes, documented.text)


def _is_rebound(function: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in walk(function))


def _contradiction(documented: DocumentedShape, actual: Shape, lengths: dict[str, Dim]) -> int | None:
    """The first axis that contradicts the docstring; -1 for the rank, None where all agrees."""
    if len(documented.shape.dims) != len(actual.dims):
        return -1
    for axis, (promised, dim) in enumerate(zip(documented.shape.dims, actual.dims, strict=True)):
        size = plain_size(promised)
        name = size.name if size is not None else None
        if name is not None:
            promised = lengths.setdefault(name, dim)
        if promised.value is None and name is None:
            continue
        if relation(promised, dim) is Verdict.DIFFER:
            return axis
    return None


def _breach(
    run: Run,
    node: ast.expr,
    name: str,
    documented: DocumentedShape,
    value: Array,
    axis: int,
    lengths: Mapping[str, Dim],
) -> ContractBreach:
    operand = Operand(node, value)
    return ContractBreach(
        node=node,
        function=run.scope.qualname,
        role="docstring",
        name=name,
        notation=documented.text,
        declared=documented.written,
        actual=operand,
        verdict=Verdict.DIFFER,
        axis=axis if axis >= 0 else None,
        bindings=tuple((bound, dim, "this call") for bound, dim in lengths.items()),
        trace=trace_of(run, (operand,)),
        assumed=True,
    )


def note_return(run: Run, node: ast.expr, value: Value) -> None:
    """Tell of what is returned with another rank, length or name along an axis than the docstring says."""
    promised = run.scope.promised
    if len(promised) == 1:
        _note_returned(run, node, value, promised[0])
    elif isinstance(node, ast.Tuple) and isinstance(value, Sequence) and len(node.elts) == len(promised):
        for part, item, documented in zip(node.elts, value.items, promised, strict=False):
            _note_returned(run, part, item, documented)


def _note_returned(run: Run, node: ast.expr, value: Value, documented: DocumentedShape | None) -> None:
    if documented is None or not isinstance(value, Array) or value.shape.open:
        return
    different = _contradiction(documented, value.shape, {})
    if different is not None:
        if any(dim.value == 0 for dim in value.shape.dims):
            return  # the way to say that there is nothing
        run.emitter.record(_breach(run, node, "the return value", documented, value, different, {}))
        return
    for axis, (dim, wanted) in enumerate(zip(value.shape.dims, documented.shape.dims, strict=True)):
        actual, expected = plain_size(dim), plain_size(wanted)
        if expected is None or relation(dim, wanted) is not Verdict.COINCIDE:
            continue
        if actual is not None or (dim.value is not None and _is_as_given(run, expected)):
            breach = _breach(run, node, "the return value", documented, value, axis, {})
            run.emitter.record(replace(breach, verdict=Verdict.COINCIDE))
            return


def _is_as_given(run: Run, size: Size) -> bool:
    """Whether a length is a parameter that any caller may give any value: no condition in the function asks for it."""
    if run.scope.names.get(size.name) != Int(Dim.size(size)) or run.scope.function is None:
        return False
    asked = [node.test for node in walk(run.scope.function) if isinstance(node, _CONDITIONS)]
    return not any(isinstance(part, ast.Name) and part.id == size.name for test in asked for part in walk(test))
