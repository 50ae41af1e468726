"""A small rule pack with an inference of its own, so that the machinery is tested apart from the real rules.

``toy_analyze`` emits a ``Discarded`` for every statement ``x.T`` and a ``Creation`` for every ``zeros(a, b)``; it reads
``import`` lines as the files that a module imports, and an imported file with ``MATRIX = True`` makes ``T`` silent.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shapeguard.inference.facts import Creation, Discarded, Fact, Operand, Step
from shapeguard.inference.values import Array
from shapeguard.shapes import Shape

MANIFEST = {
    "XX101": ("tests.linting.toy.dead_transpose", ("Discarded",)),
    "XX102": ("tests.linting.toy.crashing", ("Discarded",)),
    "XX201": ("tests.linting.toy.two_sizes", ("Creation",)),
    "XX301": ("tests.linting.toy.named_zeros", ("Creation",)),
}


@dataclass
class Analysis:
    """What the engine asks of an analysis."""

    tree: ast.Module
    facts: list[Fact]
    imports: tuple[str, ...] = ()
    gave_up: tuple[str, ...] = ()

    def let_go(self) -> None:
        """There is nothing to free."""


def toy_analyze(source: str, filename: str, *, project: object = None, tree: ast.Module) -> Analysis:
    """The toy inference."""
    imports = tuple(
        str(Path(filename).resolve().parent / f"{name.name}.py")
        for statement in tree.body
        if isinstance(statement, ast.Import)
        for name in statement.names
    )
    silent = any(Path(name).exists() and "MATRIX = True" in Path(name).read_text() for name in imports)
    return Analysis(tree, [] if silent else list(_facts(tree)), imports)


def _facts(tree: ast.Module) -> Iterator[Fact]:
    array = Array(Shape.of(3, 4))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute) and node.value.attr == "T":
            yield Discarded(
                node=node,
                what="T",
                operand=Operand(node.value.value, array),
                trace=(Step(1, "3 is from `zeros(3, 4)`"),),
            )
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("zeros"):
            yield Creation(node=node, function="zeros", array=array)
