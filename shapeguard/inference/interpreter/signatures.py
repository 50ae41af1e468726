"""Signatures read once: the contract of each parameter and of the return value, decorators, documented shapes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial

from shapeguard.inference.annotations import AnnotationReader, BadShape
from shapeguard.inference.contract_kinds import ANYTHING, Contract, has_arrays
from shapeguard.inference.docstrings import DocumentedShape, documented_parameters
from shapeguard.inference.facts import BadNotation, Unguarded
from shapeguard.inference.interpreter.decorators import hands_through
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.scope import Scope
from shapeguard.inference.type_parameters import TypeParameters, with_those_of
from shapeguard.inference.values import Function, Hint, Value
from shapeguard.shapes.frozen import frozen

_TRANSPARENT = frozenset(
    [
        "guard",
        "jaxtyped",
        "beartype",
        "typechecked",
        "staticmethod",
        "classmethod",
        "property",
        "cached_property",
        "cache",
        "lru_cache",
        "wraps",
        "njit",
        "jit",
        "vectorize_off",
        "abstractmethod",
        "override",
        "contextmanager",
        "asynccontextmanager",
        "final",
        "profile",
        "typechecker",
        "overload",
        "deprecated",
        "validate_params",
        "check_shapes",
        "inherit_check_shapes",
        "no_type_check",
        "setter",
        "getter",
    ]
)
_GUARDS = frozenset(
    ["guard", "jaxtyped", "beartype", "typechecked", "check_shapes", "no_type_check", "overload", "abstractmethod"]
)


@frozen
class Parameter:
    """One parameter: its name, what it must be, and its default."""

    name: str
    contract: Contract
    annotation: ast.expr | None
    default: ast.expr | None
    line: int


@frozen
class Signature:
    """What calls of a function rely on.

    ``is_transparent`` is False where a decorator may change what the function returns. ``shaped`` are the places of the
    parameters in whose annotations shapes are written.
    """

    parameters: tuple[Parameter, ...]
    positional: int
    variadic: str | None
    keywords: str | None
    returns: Contract
    is_transparent: bool
    is_generator: bool
    is_static: bool
    is_class_method: bool
    documented: dict[str, DocumentedShape]
    bad: tuple[BadShape, ...]
    shaped: tuple[int, ...]

    @property
    def declares_arrays(self) -> bool:
        """Whether any written shape stands in it."""
        return has_arrays(self.returns) or bool(self.shaped)

    def by_name(self, name: str) -> Parameter | None:
        """The parameter of this name."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        return None


def signature_of(run: Run, function: Function) -> Signature:
    """The signature of a function, read on first use."""
    signatures = function.scope.module.signatures
    known = signatures.get(id(function.node))
    if known is None:
        known = signatures[id(function.node)] = _read(run, function)
    return known


def reader(
    run: Run,
    scope: Scope,
    complain: Callable[[BadShape], None] | None = None,
    type_parameters: TypeParameters | None = None,
) -> AnnotationReader:
    """A reader of annotations that stand in this scope; shapes that can never match are told at once by default."""
    told = complain or partial(note_bad, run, scope)
    types = scope.type_parameters if type_parameters is None else type_parameters
    resolve, follow = partial(_resolved, run, scope), partial(_followed, run, scope, told)
    return AnnotationReader(resolve, scope.module.overview.assigned.get, told, follow, types)


def _resolved(run: Run, scope: Scope, node: ast.expr) -> Value:
    with run.inside(scope), run.emitter.silence():
        return run.evaluate(node)


def _followed(run: Run, scope: Scope, told: Callable[[BadShape], None], hint: Hint, depth: int) -> Contract:
    around = hint.scope
    if around is scope:
        return ANYTHING
    return reader(run, around, told if around.module is scope.module else _untold).read(hint.node, depth)


def _untold(bad: BadShape) -> None:
    """What is wrong in another file is told there."""


def _read(run: Run, function: Function) -> Signature:
    node, args = function.node, function.node.args
    bad: list[BadShape] = []
    read = reader(run, function.scope, bad.append, with_those_of(node, function.scope.type_parameters))
    ordered = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(ordered) - len(args.defaults))
    defaults += args.defaults
    pairs = [*zip(ordered, defaults, strict=True), *zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    parameters = tuple(
        Parameter(arg.arg, read.read(arg.annotation), arg.annotation, default, arg.lineno) for arg, default in pairs
    )
    decorators = [] if isinstance(node, ast.Lambda) else [_name(decorator) for decorator in node.decorator_list]
    documented = {} if isinstance(node, ast.Lambda) else documented_parameters(node)
    return Signature(
        parameters=parameters,
        positional=len(ordered),
        variadic=args.vararg.arg if args.vararg is not None else None,
        keywords=args.kwarg.arg if args.kwarg is not None else None,
        returns=ANYTHING if isinstance(node, ast.Lambda) else read.read(node.returns),
        is_transparent=isinstance(node, ast.Lambda)
        or all(is_transparent(run, function.scope, each) for each in node.decorator_list),
        is_generator=function.scope.module.glance(node).is_generator,
        is_static="staticmethod" in decorators,
        is_class_method="classmethod" in decorators,
        documented=documented,
        bad=tuple(bad),
        shaped=tuple(place for place, parameter in enumerate(parameters) if has_arrays(parameter.contract)),
    )


def is_transparent(run: Run, scope: Scope, decorator: ast.expr) -> bool:
    """Whether a decorator leaves alone what a function takes and returns."""
    return _name(decorator) in _TRANSPARENT or hands_through(run, scope, decorator)


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def note_bad(run: Run, scope: Scope, bad: BadShape) -> None:
    """Tell of a shape that can never match."""
    if scope.module is run.subject:
        run.emitter.record(BadNotation(node=bad.node, function=scope.qualname, text=bad.text, problem=bad.problem))


def note_unguarded(run: Run, function: Function, signature: Signature) -> None:
    """Tell of array annotations that nothing enforces at run time."""
    node = function.node
    for bad in signature.bad:
        note_bad(run, function.scope, bad)
    if isinstance(node, ast.Lambda) or not signature.declares_arrays:
        return
    around = [c for c in ast.walk(function.scope.module.tree) if isinstance(c, ast.ClassDef) and node in c.body]
    decorators = [decorator for owner in (node, *around) for decorator in owner.decorator_list]
    if not _GUARDS & {_name(decorator) for decorator in decorators}:
        run.emitter.record(Unguarded(node=node, function=function.scope.qualname, name=node.name))
