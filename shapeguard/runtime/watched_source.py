"""A module's source, rewritten to be watched: functions guarded, local contracts checked, operators sanitized.

::

    def loss(yhat: Float[np.ndarray, "1 m"], y):         @__shapeguard_def_0__
        error: Float[np.ndarray, "1 m"] = yhat - y  ->       error: ... = __shapeguard_local_0__(
        return np.mean(error**2)                                 __shapeguard_sub__(yhat, y, 0))

Nothing else changes: every new node has the position of the one it wraps, no statement is added (so docstrings and
``from __future__`` stay first), and no code moves to another scope (so closures and ``__class__`` cells hold). What the
new names mean is put into the module's namespace by the loader.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from shapeguard.runtime.sites import BINARY, FunctionNode, Site, sites_in
from shapeguard.shapes.symbols import COMPARISON

GUARD_CLASS = "__shapeguard_guard_class__"
FUNCTION = "__shapeguard_elementwise__"
_ENFORCING = frozenset({"guard", "jaxtyped", "no_type_check", "overload"})
_SCALARS = frozenset({"int", "float", "bool", "str", "bytes", "complex", "object", "None", "Any"})


@dataclass(frozen=True, slots=True)
class LocalContract:
    """One annotated assignment.

    Attributes
    ----------
    target
        What is assigned, as written.
    annotation
        The annotation, to be evaluated in the module's namespace; None where it uses names of the function and comes
        with each value.
    line
        Where.
    owner
        The qualified name of the function.
    """

    target: str
    annotation: ast.expr | None
    line: int
    owner: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One annotated function, or one with annotated assignments.

    Attributes
    ----------
    is_nested
        Whether it is defined anew at every call of another function.
    has_contracts
        Whether annotated assignments in it need a scope in which their names hold.
    """

    is_nested: bool
    has_contracts: bool


@dataclass
class Rewritten:
    """A module ready to be compiled, and what was found in it. Lists are indexed by the numbers in its code."""

    tree: ast.Module
    sites: list[Site] = field(default_factory=list)
    contracts: list[LocalContract] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    unimported: set[str] = field(default_factory=set)
    """Names that only a type checker imports: ``if TYPE_CHECKING:``."""


def rewrite(source: str | bytes, filename: str, *, sanitize: bool = True) -> Rewritten:
    """Rewrite the source of a module.

    Parameters
    ----------
    source
        The module.
    filename
        Where it came from, for messages.
    sanitize
        Whether operators are watched as well.

    Raises
    ------
    SyntaxError
        As for an ordinary import.
    """
    tree = ast.parse(source, filename)
    rewriter = _Rewriter(sites_in(tree) if sanitize else {}, Rewritten(tree))
    rewriter.visit(tree)
    return rewriter.result


def operator_name(symbol: str) -> str:
    """The name, in a rewritten module, of the function that stands for an operator."""
    return f"__shapeguard_{_NAMES[symbol]}__"


def definition_name(index: int) -> str:
    """The name, in a rewritten module, of the decorator of a function."""
    return f"__shapeguard_def_{index}__"


def local_name(index: int) -> str:
    """The name, in a rewritten module, of the check of an annotated assignment."""
    return f"__shapeguard_local_{index}__"


_NAMES = {symbol: kind.__name__.lower() for symbol, kind in [(s, k) for k, s in (BINARY | COMPARISON).items()]}


class _Rewriter(ast.NodeTransformer):
    def __init__(self, sites: dict[ast.expr, Site], result: Rewritten) -> None:
        self.sites = sites
        self.result = result
        self.scopes: list[ast.AST] = []
        self.bound: dict[ast.AST, frozenset[str]] = {}

    # Functions and classes.

    def _visit_function(self, node: FunctionNode) -> FunctionNode:
        nested = any(isinstance(scope, FunctionNode) for scope in self.scopes)
        node.args.defaults = [self.visit(default) for default in node.args.defaults]
        node.args.kw_defaults = [default and self.visit(default) for default in node.args.kw_defaults]
        self.scopes.append(node)
        before = len(self.result.contracts)
        node.body = self._visit_all(node.body)
        self.scopes.pop()
        enforced = _decorators(node) & _ENFORCING
        has_contracts = len(self.result.contracts) > before and not enforced
        # A nested function that its author guards is guarded here first, and so only once; guard then finds it done.
        if (has_contracts or _is_annotated(node)) and (not enforced or (nested and enforced == {"guard"})):
            # Innermost, so that staticmethod, property, lru_cache and the like wrap the guarded function.
            decorator = ast.Name(definition_name(len(self.result.definitions)), ast.Load())
            node.decorator_list.append(_placed(decorator, node))
            self.result.definitions.append(Definition(nested, has_contracts))
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = _visit_function

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.ClassDef:
        self.scopes.append(node)
        node.body = self._visit_all(node.body)
        self.scopes.pop()
        decorators = _decorators(node)
        if any(isinstance(member, ast.AnnAssign) for member in node.body) and "dataclass" in decorators - _ENFORCING:
            node.decorator_list.insert(0, _placed(ast.Name(GUARD_CLASS, ast.Load()), node))
        return node

    def _visit_all(self, body: Sequence[ast.stmt]) -> list[ast.stmt]:
        return [self.visit(statement) for statement in body]

    def visit_If(self, node: ast.If) -> ast.If:
        test = node.test.attr if isinstance(node.test, ast.Attribute) else getattr(node.test, "id", "")
        if test == "TYPE_CHECKING":
            imports = (part for statement in node.body for part in ast.walk(statement) if isinstance(part, ast.alias))
            self.result.unimported.update(part.asname or part.name.partition(".")[0] for part in imports)
        else:
            node.test = self.visit(node.test)
            node.body = self._visit_all(node.body)
        node.orelse = self._visit_all(node.orelse)
        return node

    # Annotated assignments.

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        if node.value is None:
            return node
        node.value = self.visit(node.value)
        annotation = _written(node.annotation)
        if annotation is None or isinstance(self.scopes[-1] if self.scopes else None, ast.ClassDef):
            return node
        functions = (scope for scope in self.scopes if isinstance(scope, FunctionNode))
        is_local = any(_names_in(annotation) & self._names_bound_in(function) for function in functions)
        check: ast.expr = ast.Name(local_name(len(self.result.contracts)), ast.Load())
        arguments = [node.value, annotation] if is_local else [node.value]
        self.result.contracts.append(
            LocalContract(ast.unparse(node.target), None if is_local else annotation, node.lineno, self._owner())
        )
        node.value = _placed(ast.Call(check, arguments, []), node.value)
        return node

    def _names_bound_in(self, function: FunctionNode) -> frozenset[str]:
        if function not in self.bound:
            self.bound[function] = _names_bound_in(function)
        return self.bound[function]

    def _owner(self) -> str:
        return ".".join(scope.name for scope in self.scopes if isinstance(scope, FunctionNode | ast.ClassDef))

    # Operators.

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        return self._watched(node, [node.left, node.right])

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        self.generic_visit(node)
        return self._watched(node, [node.left, *node.comparators])

    def _watched(self, node: ast.expr, operands: list[ast.expr]) -> ast.expr:
        site = self.sites.get(node)
        if site is None:
            return node
        name = ast.Name(operator_name(site.symbol), ast.Load())
        call: ast.expr = _placed(ast.Call(name, [*operands, self._number(site)], []), node)
        return call

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        site = self.sites.get(node)
        if site is None:
            return node
        arguments = [self._number(site), node.func, *node.args]
        call: ast.expr = _placed(ast.Call(ast.Name(FUNCTION, ast.Load()), arguments, node.keywords), node)
        return call

    def _number(self, site: Site) -> ast.Constant:
        self.result.sites.append(site)
        return ast.Constant(len(self.result.sites) - 1)

    # What is no expression to be evaluated stays as it is.

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        node.guard = node.guard and self.visit(node.guard)
        node.body = self._visit_all(node.body)
        return node

    def visit_TypeAlias(self, node: Any) -> Any:
        return node


def _placed(node: Any, where: ast.AST) -> Any:
    for part in ast.walk(node):
        if not hasattr(part, "lineno"):
            ast.copy_location(part, where)
    return node


def _is_annotated(node: FunctionNode) -> bool:
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    annotations = [node.returns, *(argument.annotation for argument in every if argument is not None)]
    return any(_written(annotation) is not None for annotation in annotations if annotation is not None)


def _written(annotation: ast.expr) -> ast.expr | None:
    """An annotation that may speak of arrays, out of its quotes."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            parsed = ast.parse(annotation.value.strip(), mode="eval").body
            for part in ast.walk(parsed):
                if "lineno" in part._attributes:
                    ast.copy_location(part, annotation)
            annotation = parsed
        except SyntaxError:
            return None
    if isinstance(annotation, ast.Constant) or (isinstance(annotation, ast.Name) and annotation.id in _SCALARS):
        return None
    return annotation


def _decorators(node: FunctionNode | ast.ClassDef) -> frozenset[str]:
    """The last names of the decorators: ``guard`` of ``@shapeguard.guard(bind_self=True)``."""
    names = set()
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        names.add(called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ""))
    return frozenset(names)


def _names_in(expression: ast.expr) -> frozenset[str]:
    return frozenset(node.id for node in ast.walk(expression) if isinstance(node, ast.Name))


def _names_bound_in(function: FunctionNode) -> frozenset[str]:
    """Every name that the function, or anything inside it, binds; what it declares global is the module's."""
    names, shared = set(), set()
    for node in ast.walk(function):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if node is not function:
                    names.add(name)
            case ast.alias(name=name, asname=alias):
                names.add(alias or name.partition(".")[0])
            case ast.Global(names=declared):
                shared.update(declared)
    return frozenset(names - shared)
