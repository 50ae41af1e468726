"""What tells the shapes in a mutated statement: read off the text alone, whatever inference makes of it.

A source of shapes is a creation (``np.zeros((n, 1))``), an assert or a raising ``if`` on a shape, an unpacking
``n, d = X.shape``, or a shape in a docstring. It is in reach of a statement if it concerns a name in it, or a name from
which one of these was computed by operators, by NumPy, by methods of arrays and by functions of the module. A parameter
is also what the calls in its module pass for it, one call deep.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

_CREATIONS = re.compile(
    r"zeros|ones|empty|full|eye|identity|diag|arange|linspace|meshgrid|rand|randn|randint|standard_normal|normal|uniform|"
    r"integers|permutation|tri|vander"
)
_ANNOTATED = re.compile(r"(Float|Int|Bool|Num|Shaped|Real|Complex)\d*\[")
_LIBRARY = frozenset({"np", "xp", "numpy", "linalg", "scipy", "sp", "rng", "random_state", "random"})
_ARRAY_METHODS = frozenset(
    {"reshape", "ravel", "flatten", "transpose", "swapaxes", "squeeze", "astype", "copy", "dot", "repeat", "take"}
    | {"sum", "mean", "std", "var", "min", "max", "prod", "any", "all", "cumsum", "argmin", "argmax", "argsort", "clip"}
)
_FOLLOWED = 12


def kind_of_source(tree: ast.Module, function: str, line: int) -> str:
    """``annotated``, ``a source of shapes in reach`` or ``none``, for the statement at a line of a function.

    Parameters
    ----------
    tree
        The unmutated module.
    function
        Qualified name of a function, annotated as a whole or not.
    line
        Where the mutated expression begins.
    """
    definition = _definition(tree, function)
    if _ANNOTATED.search(ast.unparse(definition.args)):
        return "annotated"
    return "a source of shapes in reach" if _Reach(tree).tells(definition, _statement(definition, line)) else "none"


class _Reach:
    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.classes = {
            member: node for node in tree.body if isinstance(node, ast.ClassDef) for member in _functions(node.body)
        }
        self.functions = [*_functions(tree.body), *self.classes]
        self.names = {function.name for function in self.functions}

    def tells(self, function: ast.FunctionDef, expression: ast.AST, calls: int = 1) -> bool:
        """Whether a source concerns the expression, or what it was computed from; ``calls`` deep into callers."""
        seen: set[str] = set()
        pending = [expression]
        while pending and len(seen) < _FOLLOWED:
            node = pending.pop()
            if any(_is_creation(inner) for inner in ast.walk(node)):
                return True
            for name in [name for name in dict.fromkeys(self._references(node)) if name not in seen]:
                seen.add(name)
                if _is_told(function, name) or self._is_told_outside(function, name, calls):
                    return True
                pending += _assigned(function, name)
        return False

    def _references(self, node: ast.AST) -> Iterator[str]:
        """The names and attributes of self from which the shape of an expression follows."""
        match node:
            case ast.Name(id=name):
                yield name
            case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
                yield f"self.{attribute}"
            case ast.Attribute(value=value):
                yield from self._references(value)
            case ast.Call(func=ast.Name(id=name), args=arguments):
                yield from self._of_all(arguments if name in self.names else [])
            case ast.Call(func=ast.Attribute(value=owner, attr=method), args=arguments):
                if ast.unparse(owner).split(".")[0] in _LIBRARY:
                    yield from self._of_all(arguments)
                elif method in _ARRAY_METHODS or (ast.unparse(owner) == "self" and method in self.names):
                    yield from self._of_all([owner, *arguments])
            case _:
                yield from self._of_all(ast.iter_child_nodes(node))

    def _of_all(self, nodes: Iterable[ast.AST]) -> Iterator[str]:
        for node in nodes:
            yield from self._references(node)

    def _is_told_outside(self, function: ast.FunctionDef, name: str, calls: int) -> bool:
        """Whether the class tells of its attribute, or a caller in the module of what it passes."""
        owner = self.classes.get(function)
        if name.startswith("self.") and owner is not None:
            attribute = name.removeprefix("self.")
            return _is_documented(ast.get_docstring(owner), attribute) or any(
                self.tells(method, value, 0)
                for method in _functions(owner.body)
                if calls
                for value in _assigned(method, name)
            )
        parameters = [argument.arg for argument in function.args.args if argument.arg != "self"]
        if not calls or name not in parameters:
            return False
        return any(
            self.tells(caller, argument, calls - 1)
            for caller in self.functions
            for argument in _passed(caller, function.name, name, parameters.index(name))
        )


def _functions(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    return [node for node in body if isinstance(node, ast.FunctionDef)]


def _definition(tree: ast.Module, qualname: str) -> ast.FunctionDef:
    *owner, name = qualname.split(".")
    body = (
        next(node for node in tree.body if isinstance(node, ast.ClassDef) and [node.name] == owner).body
        if owner
        else tree.body
    )
    return [node for node in _functions(body) if node.name == name][-1]


def _statement(function: ast.FunctionDef, line: int) -> ast.AST:
    """The innermost statement around a line, without the blocks that hang on it."""
    around = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0) and node is not function
    ]
    innermost = max(around, key=lambda node: node.lineno)
    heads = [child for child in ast.iter_child_nodes(innermost) if not isinstance(child, ast.stmt | ast.excepthandler)]
    return ast.Module(body=heads, type_ignores=[])  # type: ignore[arg-type]


def _assigned(function: ast.FunctionDef, name: str) -> list[ast.AST]:
    found: list[ast.AST] = []
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=targets, value=value):
                found += [value] if any(name in _targets(target) for target in targets) else []
            case ast.AugAssign(target=target, value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                found += [value] if name in _targets(target) else []
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                found += [value] if name in _targets(target) else []
    return found


def _targets(target: ast.expr) -> set[str]:
    return {ast.unparse(node) for node in ast.walk(target) if isinstance(node, ast.Name | ast.Attribute)}


def _passed(caller: ast.FunctionDef, function: str, parameter: str, place: int) -> Iterator[ast.expr]:
    """What the calls of a function in another pass for a parameter."""
    for node in ast.walk(caller):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == function:
            yield from node.args[place : place + 1]
            yield from (keyword.value for keyword in node.keywords if keyword.arg == parameter)


def _is_creation(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=name)):
            return _CREATIONS.fullmatch(name) is not None and ast.unparse(owner).split(".")[0] in _LIBRARY
        case ast.List(elts=[*_, ast.List() | ast.Tuple() | ast.Constant()]):
            return True
    return False


def _is_told(function: ast.FunctionDef, name: str) -> bool:
    """Whether the function unpacks, asserts or documents the shape of a name."""
    if _is_documented(ast.get_docstring(function), name):
        return True
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[ast.Tuple()], value=ast.Attribute(value=array, attr="shape")):
                if ast.unparse(array) == name:
                    return True
            case ast.Assert(test=test) | ast.If(test=test, body=[ast.Raise(), *_]):
                if any(
                    isinstance(inner, ast.Attribute)
                    and inner.attr in {"shape", "ndim"}
                    and ast.unparse(inner.value) == name
                    for inner in ast.walk(test)
                ):
                    return True
    return False


def _is_documented(docstring: str | None, name: str) -> bool:
    """``name : ndarray of shape (n, d)`` or ``name : (n, d) array_like``."""
    entry = re.search(rf"(?m)^\s*(?:\w+, *)*{re.escape(name)}(?:, *\w+)* *(?::|--)(.*)$", docstring or "")
    return (
        entry is not None
        and re.search(r"(?:shape|size|array|matrix).*[(\[][\w ]+,|[(\[][\w ]+,.*array", entry[1]) is not None
    )
