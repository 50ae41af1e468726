"""The operators of a module that the broadcast sanitizer has to watch: all but those whose source excuses them.

Read once, before the module runs, from its syntax tree. An operand that is a number, a string or a new axis made on
purpose (see `shapeguard.intent`) needs no watching and costs nothing at run time.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from shapeguard.intent import Intent, carriers, dotted_name, intent_of, on_purpose
from shapeguard.shapes.symbols import ARITHMETIC, BITWISE, COMPARISON

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

BINARY = {**ARITHMETIC, **BITWISE}


_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_TOTALS = frozenset({"sum", "mean", "max", "min", "prod", "std", "var", "median", "ptp"})


@dataclass(frozen=True, slots=True)
class Site:
    """One watched operator or call.

    Attributes
    ----------
    symbol
        ``-``, or the called function as written: ``np.subtract``.
    node
        The expression, for its position; the rewriting may have changed what is inside.
    reshaped
        How many operands carry the weak intent of a reshape or ``keepdims``.
    operands
        How many operands there are.
    targets
        The annotations of what the value is assigned to or returned as.
    """

    symbol: str
    node: ast.expr
    reshaped: int
    operands: int
    targets: tuple[ast.expr, ...]


def sites_in(tree: ast.Module) -> dict[ast.expr, Site]:
    """Every expression of a module that has to be watched."""
    finder = _Finder()
    finder.visit(tree)
    return finder.sites


@lru_cache(maxsize=1)
def elementwise_functions() -> frozenset[str]:
    """The names of NumPy's functions of several arrays that broadcast them: its binary ufuncs, and ``where``."""
    import numpy as np

    ufuncs = {name for name in dir(np) if isinstance(value := getattr(np, name), np.ufunc) and _is_binary(value)}
    return frozenset(ufuncs | {"where"})


def _is_binary(ufunc: object) -> bool:
    return getattr(ufunc, "nin", 0) == 2 and getattr(ufunc, "signature", None) is None


@dataclass
class _Scope:
    """What the names of one function, class or module stand for, as far as its own assignments tell."""

    definitions: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))
    annotations: dict[str, ast.expr] = field(default_factory=dict)
    returns: ast.expr | None = None
    parameters: dict[str, ast.expr | None] = field(default_factory=dict)
    enlarged: set[str] = field(default_factory=set)
    """Names that may stand for an array although every plain assignment to them is a number."""


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self.sites: dict[ast.expr, Site] = {}
        self.scopes: list[_Scope] = []
        self.targets: dict[ast.expr, list[ast.expr]] = defaultdict(list)

    def visit_Module(self, node: ast.Module) -> None:
        self._enter(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        methods = (member for member in node.body if isinstance(member, FunctionNode))
        self._enter(node.body, also=[statement for method in methods for statement in method.body])

    def _visit_function(self, node: FunctionNode) -> None:
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self._enter(node.body, node.returns, {argument.arg: argument.annotation for argument in arguments})

    visit_FunctionDef = visit_AsyncFunctionDef = _visit_function

    def _enter(
        self,
        body: Sequence[ast.stmt],
        returns: ast.expr | None = None,
        parameters: dict[str, ast.expr | None] | None = None,
        also: Sequence[ast.stmt] = (),
    ) -> None:
        scope = _Scope(returns=returns, parameters=parameters or {})
        for statement in _statements(body):
            _define(statement, scope)
        for statement in _statements(also):
            _define(statement, scope, attributes_only=True)
        self.scopes.append(scope)
        for statement in body:
            self.visit(statement)
        self.scopes.pop()

    def _definitions(self, name: str) -> Sequence[ast.expr]:
        return next((found for scope in reversed(self.scopes) if (found := scope.definitions.get(name))), ())

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self._aim(node.value, node.annotation)
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            annotation = self.scopes[-1].annotations.get(dotted_name(target) or "")
            if annotation is not None:
                self._aim(node.value, annotation)
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        returns = self.scopes[-1].returns
        if node.value is not None:
            if returns is not None:
                self._aim(node.value, returns)
            self.visit(node.value)

    def _aim(self, value: ast.expr, annotation: ast.expr) -> None:
        """Note on every operator whose axes survive in the value what the value is annotated as."""
        pending = [value]
        while pending:
            node = pending.pop()
            self.targets[node].append(annotation)
            pending += carriers(node)

    def visit_match_case(self, node: ast.match_case) -> None:
        if node.guard is not None:
            self.visit(node.guard)
        for statement in node.body:
            self.visit(statement)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        symbol = BINARY.get(type(node.op))
        if symbol is not None and not (symbol == "*" and (_is_ones(node.left) or _is_ones(node.right))):
            self._watch(node, symbol, [node.left, node.right])
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        symbol = COMPARISON.get(type(node.ops[0]))
        if symbol is not None and len(node.ops) == 1:
            self._watch(node, symbol, [node.left, *node.comparators])
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = dotted_name(node.func)
        if name is not None and name.rpartition(".")[2] in elementwise_functions():
            plain = not any(isinstance(argument, ast.Starred) for argument in node.args)
            if plain and len(node.args) >= 2 and not any(k.arg in (None, "out") for k in node.keywords):
                self._watch(node, name, node.args[:3] if name.endswith("where") else node.args[:2])
        self.generic_visit(node)

    def _is_scalar(self, node: ast.expr, followed: frozenset[str] = frozenset()) -> bool:
        """Whether an operand is a number, as far as the function's own source shows."""
        match node:
            case ast.UnaryOp(operand=operand):
                return self._is_scalar(operand, followed)
            case ast.BinOp(left=left, right=right):
                return self._is_scalar(left, followed) and self._is_scalar(right, followed)
            case ast.Name(id=name) if name not in followed:
                scope, definitions = self.scopes[-1], self.scopes[-1].definitions.get(name, ())
                if name in scope.enlarged or (name in scope.parameters and not _is_number_hint(scope.parameters[name])):
                    return False
                known = bool(definitions) or name in scope.parameters
                return known and all(self._is_scalar(value, followed | {name}) for value in definitions)
        return _is_number(node)

    def _watch(self, node: ast.expr, symbol: str, operands: list[ast.expr]) -> None:
        arrays = [operand for operand in operands if not self._is_scalar(operand)]
        if len(arrays) < 2:
            return
        pairs = combinations(arrays, 2)
        if any(on_purpose(left, right, same_size=True, definitions=self._definitions) for left, right in pairs):
            return
        reshaped = sum(intent_of(operand, self._definitions) is Intent.RESHAPED for operand in arrays)
        self.sites[node] = Site(symbol, node, reshaped, len(operands), tuple(self.targets.get(node, ())))


def _is_number_hint(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id in ("int", "float", "bool", "str", "complex")


def _is_ones(node: ast.expr) -> bool:
    """``np.ones((n, 1)) * row`` is how a row was repeated before ``tile``."""
    return isinstance(node, ast.Call) and (dotted_name(node.func) or "").rpartition(".")[2] == "ones"


def _is_number(node: ast.expr) -> bool:
    """Whether an expression cannot be an array with axes: a literal, a length, the sum over all axes."""
    match node:
        case ast.Constant() | ast.JoinedStr():
            return True
        case ast.Call(func=ast.Name(id="len" | "int" | "float" | "str" | "ord" | "round")):
            return True
        case ast.Attribute(attr="size" | "ndim"):
            return True
        case ast.Subscript(value=ast.Attribute(attr="shape"), slice=ast.Constant() | ast.UnaryOp()):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np"), attr=name), args=[_], keywords=[]):
            return name in _TOTALS
        case ast.Call(func=ast.Attribute(attr=name), args=[], keywords=[]):
            return name in _TOTALS
    return False


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """Every node of a body that runs in its scope; functions and classes inside have their own."""
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if not isinstance(node, _OWN_SCOPE):
            yield node
            pending += ast.iter_child_nodes(node)


def _define(node: ast.AST, scope: _Scope, attributes_only: bool = False) -> None:
    for target, value in _assignments(node):
        name = dotted_name(target)
        if name is not None and ("." in name or not attributes_only):
            scope.definitions[name].append(value)
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        scope.enlarged.add(node.target.id)
    if isinstance(node, ast.comprehension):  # its names are its own, whatever they mean outside
        scope.enlarged.update(part.id for part in ast.walk(node.target) if isinstance(part, ast.Name))
    if isinstance(node, ast.AnnAssign) and (name := dotted_name(node.target)) and not attributes_only:
        scope.annotations[name] = node.annotation


def _assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Each target with the expression that its value comes from; the parts of an unpacking share it."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _unpacked(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            yield target, value
        case ast.For(target=target, iter=value):
            yield from _unpacked(target, value)


def _unpacked(target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    if not isinstance(target, ast.Tuple | ast.List):
        yield target, value
    elif isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
        for inner, part in zip(target.elts, value.elts, strict=True):
            yield from _unpacked(inner, part)
    else:
        for inner in target.elts:
            yield from _unpacked(inner, value)
