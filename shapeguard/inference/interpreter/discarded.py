"""A result on a line of its own: ``a.reshape(5, 1)`` changes nothing."""

from __future__ import annotations

import ast

from shapeguard.inference import numpy_api
from shapeguard.inference.facts import Discarded, Operand
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.values import Array, Unknown, Value

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


def note_discarded(run: Run, node: ast.Expr, value: Value) -> None:
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
            held = run.evaluate(owner)
            if not isinstance(held, Array):
                if not arguments or isinstance(held, Unknown):
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
