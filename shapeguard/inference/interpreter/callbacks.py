"""Calls of functions that are known by an annotation alone: ``solve: Callable[[Float[np.ndarray, "n 1"]], float]``."""

from __future__ import annotations

import ast

from shapeguard.inference.contracts import Bindings, check
from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.values import UNKNOWN, Callback, Value
from shapeguard.shapes import Verdict


def call_back(run: Run, node: ast.Call, callee: Callback, arguments: Written) -> Value:
    """What the annotation promises, its names bound by the arguments.

    An argument that does not fit is not told of: no checker holds a function to an annotation of this kind.
    """
    bindings = Bindings(group=f"{run.scope.qualname}:call {node.lineno}:{node.col_offset}")
    if arguments.exact:
        for index, (contract, value) in enumerate(
            zip(callee.contract.parameters or (), arguments.positional, strict=False)
        ):
            breach = check(contract, value, bindings, arguments.nodes.get(index, node), "")
            if breach is not None and breach.verdict is Verdict.DIFFER:
                return UNKNOWN
    return callee.answer(bindings.lengths)
