"""Whether every use of an array stays right where the array is made a row or column instead of rank 1.

The uses are followed by name through one function, and on through what is computed from them. Only uses that are known
to bear one more axis are: a transpose, arithmetic with numbers, a full reduction, ``print``, and the very use that asks
for a row or column. Whatever else there is (an index, a loop, ``len``, a call, a return) counts as one that does not.
"""

from __future__ import annotations

import ast
from collections import Counter
from functools import lru_cache

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
    return _Uses(_read(source), use).follow(creation)


def only_use_lacks_axis(source: str, creation: ast.AST, use: ast.AST) -> bool:
    """The same where the use is wrong without the axis: what comes of it is to change, so it is not followed.

    Parameters
    ----------
    source
        The function (or module) around the creation.
    creation
        The reduction that dropped the axis.
    use
        The operation that lacks it: ``X / X.sum(axis=1)``.
    """
    return _Uses(_read(source), use, is_last=True).follow(creation)


class _Source:
    """A tree as it is asked for: what stands around a node, what reads alike, where a name stands."""

    def __init__(self, tree: ast.Module) -> None:
        self.parents: dict[ast.AST, ast.AST] = {}
        self.bindings: Counter[str] = Counter()
        self.loads: dict[str, list[ast.Name]] = {}
        self._nodes: list[ast.AST] = [tree]
        self._by_text: dict[type, dict[str, list[ast.expr]]] = {}
        for node in self._nodes:
            self._note(node)
            for child in ast.iter_child_nodes(node):
                self._nodes.append(child)
                self.parents[child] = node

    def _note(self, node: ast.AST) -> None:
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                self.loads.setdefault(name, []).append(node)
            case ast.Name(id=name) | ast.arg(arg=name) | ast.alias(name=name):
                self.bindings[name] += 1
            case ast.Global(names=names) | ast.Nonlocal(names=names):
                self.bindings.update([*names, *names])

    def alike(self, wanted: ast.AST) -> list[ast.expr]:
        """The expressions that read as this one does."""
        kind = type(wanted)
        if kind not in self._by_text:
            found = self._by_text[kind] = {}
            for node in self._nodes:
                if type(node) is kind and isinstance(node, ast.expr):
                    found.setdefault(ast.dump(node), []).append(node)
        return self._by_text[kind].get(ast.dump(wanted), [])


@lru_cache(maxsize=4)
def _read(source: str) -> _Source:
    """One function is asked about many times, a finding after the other."""
    return _Source(ast.parse(source))


class _Uses:
    def __init__(self, source: _Source, use: ast.AST, *, is_last: bool = False) -> None:
        self._source = source
        self._use = ast.dump(use)
        self._is_last = is_last
        self._followed: set[str] = set()

    def follow(self, creation: ast.AST) -> bool:
        alike = self._source.alike(creation)
        return len(alike) == 1 and self._bears(alike[0])

    def _bears(self, node: ast.expr) -> bool:
        if ast.dump(node) == self._use and not isinstance(node, (ast.BinOp, ast.Call, ast.Attribute)):
            return True
        parent = self._source.parents[node]
        if self._is_last and ast.dump(parent) == self._use:
            return True
        match parent:
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
        loads = self._source.loads.get(name, ())
        return self._source.bindings[name] == 1 and all(self._bears(load) for load in loads)

    def _meets(self, pair: ast.expr, node: ast.expr, other: ast.expr) -> bool:
        """Whether an operand may be met: a number, its own transpose, or what the use is about."""
        if isinstance(pair, ast.BinOp) and not isinstance(pair.op, ast.MatMult) and isinstance(other, ast.Constant):
            return True
        return ast.dump(pair) == self._use or is_own_transpose(node, other) or is_own_transpose(other, node)

    def _attribute_bears(self, node: ast.Attribute) -> bool:
        parent = self._source.parents[node]
        called = isinstance(parent, ast.Call) and parent.func is node and not parent.args and not parent.keywords
        if node.attr == "T":
            return self._bears(node)
        if node.attr == "transpose" and called and isinstance(parent, ast.Call):
            return self._bears(parent)
        if node.attr in _FULL_REDUCTIONS and called:
            return True
        return node.attr in ("size", "dtype") or (node.attr in ("shape", "ndim") and self._is_printed(node))

    def _is_printed(self, node: ast.expr) -> bool:
        match self._source.parents[node]:
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


def bound_in(function: str) -> set[str]:
    """The names that a function binds, its parameters among them."""
    nodes = list(ast.walk(ast.parse(function)))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {node.arg for node in nodes if isinstance(node, ast.arg)}
