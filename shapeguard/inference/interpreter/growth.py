"""An array that grows in a loop: ``a = np.append(a, x)`` copies all of ``a`` at every turn."""

from __future__ import annotations

import ast

from shapeguard.inference.facts import Growth, Operand
from shapeguard.inference.interpreter import containers
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.tracing import trace_of
from shapeguard.inference.numpy_api.attributes import canonical
from shapeguard.inference.scope import reference
from shapeguard.inference.values import UNKNOWN, Array, Known, ListOf, Sequence
from shapeguard.shapes import Dim

_GROWERS = frozenset(
    f"numpy.{name}"
    for name in (
        *("append", "insert", "concatenate", "concat", "vstack", "hstack", "column_stack", "row_stack", "dstack"),
        *("stack", "block", "r_", "c_"),
    )
)


def note_growth(run: Run, node: ast.Assign) -> None:
    """Tell of an assignment in a loop that joins an array with something and calls the result by its name."""
    loop = run.scope.loop
    if loop is None or len(node.targets) != 1 or run.emitter.is_silent:
        return
    match node.value:
        case ast.Call(func=function, args=[first, *_]):
            joined = first.elts if isinstance(first, (ast.Tuple, ast.List)) else node.value.args
        case ast.Subscript(value=ast.Attribute(attr="r_" | "c_") as function, slice=ast.Tuple(elts=joined)):
            pass
        case _:
            return
    target = reference(node.targets[0])
    if target is None or not any(reference(part) == target for part in joined):
        return
    with run.emitter.silence():
        callee, value = run.evaluate(function), run.evaluate(node.value)
        walked = UNKNOWN if isinstance(loop, ast.While) else run.evaluate(loop.iter)
    if not isinstance(callee, Known) or callee.receiver is not None or canonical(callee.name) not in _GROWERS:
        return
    before = run.scope.before_loop.get(target)
    run.emitter.record(
        Growth(
            node=node,
            function=canonical(callee.name).rpartition(".")[2],
            target=target,
            loop=loop,
            counts=Dim.unknown() if isinstance(loop, ast.While) else containers.walk(walked).length,
            walks=not isinstance(loop, ast.While) and _walks(run, loop.iter),
            rank=before.shape.rank if isinstance(before, Array) else None,
            arrays=frozenset(name for name, value in run.scope.before_loop.items() if isinstance(value, Array)),
            trace=trace_of(run, [Operand(part, value) for part in joined] if isinstance(value, Array) else []),
        )
    )


def _walks(run: Run, iterable: ast.expr) -> bool:
    """Whether a loop takes what lies in arrays and lists, and nothing that is made as it is taken."""
    match iterable:
        case ast.GeneratorExp():
            return False
        case ast.Call(func=ast.Name(id="zip" | "enumerate" | "reversed"), args=walked):
            return all(_walks(run, each) for each in walked)
        case ast.Call(func=ast.Name(id="range")):
            return True
        case ast.Call(func=ast.Name()):
            return False
    with run.emitter.silence():
        return isinstance(run.evaluate(iterable), (Array, ListOf, Sequence))
