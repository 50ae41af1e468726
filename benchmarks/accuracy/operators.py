"""The ways in which people get shapes wrong, as edits of correct source."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Place = tuple[int, int, int, int]
"""Where an expression stands: first line and column, last line and column, as ``ast`` counts them."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One seeded mistake: the characters ``start:end`` of the source become ``text``.

    It is one of shape only where the expressions at ``arrays`` are arrays of at least ``rank`` axes at run time.
    """

    operator: str
    function: str
    line: int
    start: int
    end: int
    text: str
    arrays: tuple[Place, ...]
    rank: int

    def applied_to(self, source: str) -> str:
        """The source with the mistake in it."""
        return source[: self.start] + self.text + source[self.end :]


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    line_starts: tuple[int, ...]

    def offset(self, line: int, byte_column: int) -> int:
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        return start + len(self.text[start:end].encode()[:byte_column].decode())

    def span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)

    def of(self, node: ast.expr) -> str:
        start, end = self.span(node)
        return self.text[start:end]


@dataclass(frozen=True, slots=True)
class Edit:
    """The expression that is replaced, by what, and which expressions have to be arrays of what rank for it."""

    expression: ast.expr
    text: str
    arrays: tuple[ast.expr, ...]
    rank: int = 0


Operator = Callable[[ast.AST, _Source], Iterator[Edit]]

OPERATORS: dict[str, Operator] = {}


def _operator(name: str) -> Callable[[Operator], Operator]:
    def register(function: Operator) -> Operator:
        OPERATORS[name] = function
        return function

    return register


@_operator("drop .T")
def _drop_transpose(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if isinstance(node, ast.Attribute) and node.attr == "T" and isinstance(node.ctx, ast.Load):
        yield Edit(node, source.of(node.value), (node.value,), 2)


@_operator("drop or flip keepdims")
def _keepdims(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg == "keepdims" and isinstance(keyword.value, ast.Constant):
            yield Edit(keyword.value, str(not keyword.value.value), (node,))


@_operator("change axis")
def _axis(node: ast.AST, source: _Source) -> Iterator[Edit]:
    swapped = {"0": "1", "1": "0", "-1": "0", "-2": "-1"}
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        if keyword.arg == "axis" and source.of(keyword.value) in swapped:
            yield Edit(keyword.value, swapped[source.of(keyword.value)], (node,))


@_operator("swap matmul operands")
def _swap_product(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
        yield Edit(node, f"({source.of(node.right)}) @ ({source.of(node.left)})", (node.left, node.right), 1)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"dot", "matmul"}:
        if len(node.args) == 2:
            left, right = node.args
            yield Edit(node, f"{source.of(node.func)}({source.of(right)}, {source.of(left)})", (left, right), 1)
        elif len(node.args) == 1:
            left, right = node.func.value, node.args[0]
            yield Edit(node, f"({source.of(right)}).dot({source.of(left)})", (left, right), 1)


@_operator("swap unpacked names")
def _swap_unpack(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Attribute) or node.value.attr != "shape":
        return
    target = node.targets[0]
    if isinstance(target, ast.Tuple) and len(target.elts) == 2:
        first, second = target.elts
        yield Edit(target, f"({source.of(second)}, {source.of(first)})", (node.value.value,), 2)


@_operator("swap reshape or creation sizes")
def _swap_sizes(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    sizes = node.args
    if node.func.attr in {"zeros", "ones", "empty", "full", "reshape"} and sizes and isinstance(sizes[0], ast.Tuple):
        sizes = sizes[0].elts
    elif node.func.attr == "reshape" and len(sizes) == 2 and isinstance(sizes[1], ast.Tuple):
        sizes = sizes[1].elts
    elif node.func.attr not in {"reshape", "randn", "rand"} or source.of(node.func) in {"np.reshape", "xp.reshape"}:
        return
    if len(sizes) == 2 and ast.dump(sizes[0]) != ast.dump(sizes[1]):
        first, second = sizes
        inside = f"{source.of(second)}, {source.of(first)}"
        whole = source.of(node)
        base, _ = source.span(node)
        start, end = source.span(first)[0] - base, source.span(second)[1] - base
        yield Edit(node, whole[:start] + inside + whole[end:], (node,), 2)


@_operator("transpose an argument")
def _transpose_argument(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.islower():
        for argument in node.args:
            if isinstance(argument, ast.Name):
                yield Edit(argument, f"{argument.id}.T", (argument,), 2)


@_operator("drop a reshape to row or column")
def _drop_column(node: ast.AST, source: _Source) -> Iterator[Edit]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "reshape":
        text = [source.of(argument) for argument in node.args]
        if any("-1, 1" in part or "1, -1" in part for part in [", ".join(text), *text]):
            yield Edit(node, source.of(node.func.value), (node,), 2)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple) and isinstance(node.ctx, ast.Load):
        parts = [source.of(part) for part in node.slice.elts]
        if sorted(part.replace("np.newaxis", "None") for part in parts) == [":", "None"]:
            yield Edit(node, source.of(node.value), (node,), 2)


def mutations(source: str) -> Iterator[Mutation]:
    """Every single mistake that can be seeded inside a function or method of the source.

    A mutation that does not parse, or parses to the same tree, is left out.
    """
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    text = _Source(source, tuple(starts))
    original = ast.dump(tree)
    for qualname, function in functions(tree):
        for statement in function.body:
            for node in ast.walk(statement):
                for name, operator in OPERATORS.items():
                    for edit in operator(node, text):
                        start, end = text.span(edit.expression)
                        line, arrays = edit.expression.lineno, tuple(map(place_of, edit.arrays))
                        mutation = Mutation(name, qualname, line, start, end, edit.text, arrays, edit.rank)
                        if _changes(mutation.applied_to(source), original):
                            yield mutation


def place_of(node: ast.expr) -> Place:
    """Where an expression stands in its source."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def _changes(source: str, original: str) -> bool:
    try:
        return ast.dump(ast.parse(source)) != original
    except SyntaxError:
        return False


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Top-level functions and methods of top-level classes, with their qualified names."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name, statement
        elif isinstance(statement, ast.ClassDef):
            for member in statement.body:
                if isinstance(member, ast.FunctionDef):
                    yield f"{statement.name}.{member.name}", member
