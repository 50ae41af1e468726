"""The arguments of a call: evaluated, and where each is written."""

from __future__ import annotations

import ast
from dataclasses import field

from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.numpy_api.outcome import Argument, Arguments
from shapeguard.inference.values import Dictionary, Function, Sequence, Value
from shapeguard.shapes.frozen import frozen


@frozen
class Written:
    """Evaluated arguments with their places in the source."""

    positional: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    nodes: dict[Argument, ast.expr] = field(default_factory=dict)
    exact: bool = True

    def for_rules(self, receiver: Value | None) -> Arguments:
        """As the NumPy rules take them."""
        return Arguments(self.positional, self.keywords, receiver, self.exact)


@frozen
class Call:
    """A call of a function of the project."""

    node: ast.expr
    function: Function | None
    arguments: Written


def no_arguments() -> Written:
    """No arguments at all."""
    return Written()


def read_arguments(run: Run, node: ast.Call) -> Written:
    """Evaluate the arguments from left to right, spreading ``*args`` and ``**kwargs`` where they are known."""
    positional: list[Value] = []
    keywords: dict[str, Value] = {}
    nodes: dict[Argument, ast.expr] = {}
    exact = True
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            spread = run.evaluate(argument.value)
            if isinstance(spread, Sequence):
                for value in spread.items:
                    nodes[len(positional)] = argument.value
                    positional.append(value)
            else:
                exact = False
            continue
        nodes[len(positional)] = argument
        positional.append(run.evaluate(argument))
    for keyword in node.keywords:
        value = run.evaluate(keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
            nodes[keyword.arg] = keyword.value
        elif isinstance(value, Dictionary) and value.rest is None:
            keywords.update({key: item for key, item in value.items.items() if isinstance(key, str)})
            nodes.update({key: keyword.value for key in value.items if isinstance(key, str)})
        else:
            exact = False
    return Written(tuple(positional), keywords, nodes, exact)
