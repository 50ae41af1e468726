"""Whether every use of an array stays right where the array is made a row or column instead of rank 1.

The uses are followed by name through one function, and on through what is computed from them. Only uses that are known
to bear one more axis are: a transpose, arithmetic with numbers, a full reduction, ``print``, and the very use that asks
for a row or column. Whatever else there is (an index, a loop, ``len``, a call, a return) counts as one that does not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_FULL_REDUCTIONS = frozenset({"sum", "mean", "max", "min", "prod", "std", "var", "any", "all"})
_ELEMENTWISE = frozenset({"exp", "log", "sqrt", "abs", "tanh", "sin", "cos", "square", "sign", "negative"})
_PRODUCTS = frozenset({"dot", "matmul"})


def bears_another_axis(source: str, creation: ast.AST, use: ast.AST) -> bool:
    """Whether all that is done with a new array is as right for a row or column.

    Parameters
    ----------
    source
        The function (or module) around the creation.
    creation
        The expression that makes the rank-1 array; where the source has several that read alike, the answer is no.
    use
        The use that asks for a row or column.
    """
    return _Uses(ast.parse(source), use).follow(creation)


class _Uses:
    def __init__(self, tree: ast.Module, use: ast.AST) -> None:
        self._use = ast.dump(use)
        self._nodes: list[ast.AST] = [tree]
        self._parents: dict[ast.AST, ast.AST] = {}
        for node in self._nodes:
            for child in ast.iter_child_nodes(node):
                self._nodes.append(child)
                self._parents[child] = node
        self._followed: set[str] = set()

    def follow(self, creation: ast.AST) -> bool:
        wanted = ast.dump(creation)
        of_its_kind = [node for node in self._nodes if type(node) is type(creation)]
        alike = [node for node in of_its_kind if isinstance(node, ast.expr) and ast.dump(node) == wanted]
        return len(alike) == 1 and self._bears(alike[0])

    def _bears(self, node: ast.expr) -> bool:
        if ast.dump(node) == self._use and not isinstance(node, (ast.BinOp, ast.Call, ast.Attribute)):
            return True
        match self._parents[node]:
            case ast.Expr():
                return True
            case ast.Assign(targets=[ast.Name(id=name)]):
                return self._name_bears(name)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd()) as signed:
                return self._bears(signed)
            case ast.BinOp(left=left, right=right) as pair:
                return self._meets(pair, node, right if node is left else left) and self._bears(pair)
            case ast.Attribute() as attribute:
                return self._attribute_bears(attribute)
            case ast.Call(keywords=[]) as call if node in call.args:
                return self._call_bears(call, node)
        return False

    def _name_bears(self, name: str) -> bool:
        if name in self._followed:
            return True
        self._followed.add(name)
        return len(list(self._bindings(name))) == 1 and all(self._bears(load) for load in self._loads(name))

    def _bindings(self, name: str) -> Iterator[ast.AST]:
        for node in self._nodes:
            match node:
                case ast.Name(id=bound, ctx=ast.Store() | ast.Del()) | ast.arg(arg=bound) | ast.alias(name=bound):
                    if bound == name:
                        yield node
                case ast.Global(names=names) | ast.Nonlocal(names=names) if name in names:
                    yield from (node, node)

    def _loads(self, name: str) -> Iterator[ast.Name]:
        for node in self._nodes:
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                yield node

    def _meets(self, pair: ast.expr, node: ast.expr, other: ast.expr) -> bool:
        """Whether an operand may be met: a number, its own transpose, or what the use is about."""
        if isinstance(pair, ast.BinOp) and not isinstance(pair.op, ast.MatMult) and isinstance(other, ast.Constant):
            return True
        return ast.dump(pair) == self._use or is_own_transpose(node, other) or is_own_transpose(other, node)

    def _attribute_bears(self, node: ast.Attribute) -> bool:
        parent = self._parents[node]
        called = isinstance(parent, ast.Call) and parent.func is node and not parent.args and not parent.keywords
        if node.attr == "T":
            return self._bears(node)
        if node.attr == "transpose" and called and isinstance(parent, ast.Call):
            return self._bears(parent)
        if node.attr in _FULL_REDUCTIONS and called:
            return True
        return node.attr in ("size", "dtype") or (node.attr in ("shape", "ndim") and self._is_printed(node))

    def _is_printed(self, node: ast.expr) -> bool:
        match self._parents[node]:
            case ast.Expr() | ast.Call(func=ast.Name(id="print")):
                return True
        return False

    def _call_bears(self, call: ast.Call, node: ast.expr) -> bool:
        match call.func, call.args:
            case ast.Name(id="print"), _:
                return True
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name), [_]:
                return name in _FULL_REDUCTIONS or (name in _ELEMENTWISE | {"transpose"} and self._bears(call))
            case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name), [left, right] if name in _PRODUCTS:
                return self._meets(call, node, right if node is left else left) and self._bears(call)
        return ast.dump(call) == self._use and self._bears(call)


def is_own_transpose(node: ast.expr, other: ast.expr) -> bool:
    """Whether ``node`` is ``other.T`` or ``other.transpose()``."""
    match node:
        case ast.Attribute(value=base, attr="T") | ast.Call(func=ast.Attribute(value=base, attr="transpose"), args=[]):
            return ast.dump(base) == ast.dump(other)
    return False
