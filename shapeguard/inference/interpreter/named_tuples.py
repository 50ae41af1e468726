"""Named tuples: objects whose fields are also the items of a tuple."""

from __future__ import annotations

import ast
from keyword import iskeyword

from shapeguard.inference.interpreter.arguments import Written
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.values import UNKNOWN, Class, Constant, Instance, Sequence, Value


def is_named_tuple(cls: ast.ClassDef) -> bool:
    """Whether the class says that it is one."""
    return any(isinstance(base, (ast.Name, ast.Attribute)) and _last(base) == "NamedTuple" for base in cls.bases)


def as_tuple(value: Value) -> Value:
    """The tuple that an object is, if it is one."""
    if isinstance(value, Instance) and is_named_tuple(value.cls.node):
        return Sequence(tuple(value.attributes.values()))
    return value


def named_tuple_class(run: Run, call: ast.Call, arguments: Written) -> Value:
    """The class that ``namedtuple("Layer", "W b")`` makes, with fields of any type."""
    names = _names(arguments.positional[1]) if len(arguments.positional) == 2 and not arguments.keywords else None
    title = _names(arguments.positional[0]) if arguments.positional else None
    if names is None or title is None or len(title) != 1:
        return UNKNOWN
    if not all(word.isidentifier() and not iskeyword(word) for word in (*names, *title)):
        return UNKNOWN
    if id(call) not in run.made_classes:
        fields = "".join(f"    {name}: object\n" for name in names) or "    pass\n"
        made = ast.parse(f"class {title[0]}(NamedTuple):\n{fields}").body[0]
        assert isinstance(made, ast.ClassDef)
        for node in ast.walk(made):
            ast.copy_location(node, call)
        run.made_classes[id(call)] = made
    return Class(run.made_classes[id(call)], run.scope)


def _names(told: Value) -> list[str] | None:
    if isinstance(told, Constant) and isinstance(told.value, str):
        return told.value.replace(",", " ").split()
    if isinstance(told, Sequence):
        words = [item.value for item in told.items if isinstance(item, Constant) and isinstance(item.value, str)]
        return words if len(words) == len(told.items) else None
    return None


def _last(node: ast.Name | ast.Attribute) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id
