"""What the docstrings of a class tell of the parameters of its private methods, which have none of their own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from shapeguard.inference.docstring_entries import docstring_of
from shapeguard.inference.docstring_shapes import Wording
from shapeguard.inference.docstrings import DocumentedShape, documented_in
from shapeguard.inference.walking import walk

Method = ast.FunctionDef | ast.AsyncFunctionDef


def documented_in_class(cls: ast.ClassDef, method: Method) -> dict[str, DocumentedShape]:
    """What a private method's parameters have in common with those of the same name elsewhere in its class.

    ``X`` of ``_fit(self, X)`` is the X of ``fit`` and ``predict``, where all that tell of an X tell the same, and where
    every call hands it on as it came; ``alpha`` is that of the class's own docstring.
    """
    if not method.name.startswith("_") or method.name.startswith("__"):
        return {}
    told = _told_alike(cls)
    names = [argument.arg for argument in method.args.args if argument.arg in told]
    made_anew = {name for caller in _methods(cls) for name in _made_anew(caller, method)} if names else set()
    here = Wording(method.name, method.lineno)
    return {name: told[name].in_words(here) for name in names if name not in made_anew}


@lru_cache(maxsize=64)
def _told_alike(cls: ast.ClassDef) -> dict[str, DocumentedShape]:
    """The parameters of which every docstring in a class, its own among them, tells the same.

    A ``y`` of rank 1 is not among them: between methods, it is often made a column, or a table of classes.
    """
    methods = _methods(cls)
    found: dict[str, DocumentedShape] = {}
    different: set[str] = set()
    for docstring in map(docstring_of, (cls, *methods)):
        for name, each in documented_in(docstring, "parameters", methods[0]).items():
            if found.setdefault(name, each).shapes != each.shapes:
                different.add(name)
    return {
        name: each
        for name, each in found.items()
        if name not in different and (each.may_be_number or each.shape.rank != 1)
    }


def _methods(cls: ast.ClassDef) -> list[Method]:
    return [node for node in cls.body if isinstance(node, Method)]


def _made_anew(caller: Method, method: Method) -> Iterator[str]:
    """The parameters to which a caller gives something else than its own parameter of that name."""
    names = [argument.arg for argument in method.args.args if argument.arg not in ("self", "cls")]
    calls = [node for node in walk(caller) if isinstance(node, ast.Call) and _is_of_own(node.func, method.name)]
    own = {argument.arg for argument in caller.args.args} - _bound_to_others(caller) if calls else set()
    for call in calls:
        given = dict(zip(names, call.args, strict=False))
        given.update({keyword.arg: keyword.value for keyword in call.keywords if keyword.arg is not None})
        for name, value in given.items():
            if not (isinstance(value, ast.Name) and value.id == name and name in own):
                yield name


def _is_of_own(function: ast.expr, name: str) -> bool:
    """Whether it is ``self.name`` or ``cls.name``."""
    match function:
        case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=attr):
            return attr == name
    return False


def _bound_to_others(caller: Method) -> set[str]:
    """The names that a method binds to something else than what a call makes of them: ``X = check_array(X)``."""
    found: set[str] = set()
    for node in walk(caller):
        match node:
            case ast.Assign(targets=[target], value=ast.Call(args=arguments)):
                checked = {argument.id for argument in arguments if isinstance(argument, ast.Name)}
            case ast.Assign(targets=[target]) | ast.AugAssign(target=target) | ast.For(target=target):
                checked = set()
            case _:
                continue
        found |= {name.id for name in walk(target) if isinstance(name, ast.Name)} - checked
    return found
