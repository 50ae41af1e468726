"""Classes of the project and their instances: attributes, methods, properties, dataclass fields."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from shapeguard.inference import tables
from shapeguard.inference.class_members import Members, members_of
from shapeguard.inference.declared import Naming
from shapeguard.inference.interpreter import functions, project_calls
from shapeguard.inference.interpreter.arguments import Call, Written, no_arguments
from shapeguard.inference.interpreter.breaches import check_fields
from shapeguard.inference.interpreter.decorators import alters, leaves_alone
from shapeguard.inference.interpreter.fields import Nameless, declared_values, fields_of
from shapeguard.inference.interpreter.named_tuples import is_named_tuple
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.set_attributes import set_by_computed_names, set_by_methods
from shapeguard.inference.joins import join, says_nothing
from shapeguard.inference.scope import Scope
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Class,
    Constant,
    Dictionary,
    Function,
    Instance,
    Known,
    Module,
    Sequence,
    Unknown,
    Value,
)
from shapeguard.inference.walking import walk

_DEEPEST_FIELDS = 3
_MOST_BASES = 100
_EMPTY: tuple[Value, ...] = (Sequence((), is_list=True), Dictionary({}))
_PLAIN_BASES = frozenset({"object", "ABC", "Generic", "Protocol", "Enum", "NamedTuple", "BaseEstimator"})

_TRANSPARENT = frozenset({"dataclass", "final", "total_ordering", "guard", "jaxtyped", "runtime_checkable"})


def bases(run: Run, cls: Class) -> tuple[Class | None, ...]:
    """The classes that attributes are looked up in, in that order; None for one of which nothing is known.

    No function waits for another here, however many classes inherit one from the other.
    """
    pending: list[tuple[Class, tuple[Class | None, ...] | None]] = [(cls, None)]
    while pending:
        each, parents = pending.pop()
        lineages = each.scope.module.lineages
        if parents is not None:
            lineages[id(each.node)] = _lineage(each, parents)
        elif id(each.node) not in lineages:
            lineages[id(each.node)] = (each, None)  # where classes inherit in a ring
            parents = tuple(_parents(run, each))
            pending.append((each, parents))
            pending += [(parent, None) for parent in reversed(parents) if parent is not None]
    return _known_lineage(cls)


def _parents(run: Run, cls: Class) -> Iterator[Class | None]:
    """The classes that it names as its bases; None first where a decorator may make another class of it."""
    if any(alters(run, cls.scope.parent or cls.scope, decorator) for decorator in cls.node.decorator_list):
        yield None
    yield cls
    for expression in cls.node.bases:
        with run.inside(cls.scope), run.emitter.silence():
            value = run.project.resolved(run, run.evaluate(expression))
        if isinstance(value, Class) and value.node is not cls.node:
            yield value
        elif _last_name(expression) not in _PLAIN_BASES:
            yield None


def _known_lineage(cls: Class) -> tuple[Class | None, ...]:
    """What is known by now; modules that are read meanwhile may have made it forgotten."""
    return cls.scope.module.lineages.get(id(cls.node), (cls, None))


def _lineage(cls: Class, parents: tuple[Class | None, ...]) -> tuple[Class | None, ...]:
    """The classes above one another; one that several inherit from comes behind all of them, as in Python."""
    found: list[Class | None] = []
    for parent in parents:
        found += (parent,) if parent is None or parent is cls else _known_lineage(parent)
    last = {id(each.node): place for place, each in enumerate(found) if each is not None}
    kept = [each for place, each in enumerate(found) if each is None or last[id(each.node)] == place]
    return tuple(kept) if len(kept) <= _MOST_BASES else (*kept[:_MOST_BASES], None)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _last_name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def is_array_like(run: Run, cls: Class) -> bool:
    """Whether a class derives from a library's array, so that nothing here holds for it."""
    for expression in cls.node.bases:
        with run.inside(cls.scope), run.emitter.silence():
            value = run.evaluate(expression)
        if isinstance(value, (Known, Module)) and value.name.startswith(("numpy.", "pandas.", "scipy.")):
            return True
    return False


def find_method(run: Run, cls: Class, name: str) -> tuple[Class, ast.FunctionDef] | None:
    """The method of this name, with the class that defines it; None where an unknown base may have one first."""
    for base in bases(run, cls):
        if base is None:
            return None
        members = _members(base)
        method = members.methods.get(name)
        if method is not None:
            return base, method
        if name in members.rebound:
            return None
    return None


def _members(cls: Class) -> Members:
    known = cls.scope.module.members
    found = known.get(id(cls.node))
    if found is None:
        found = known[id(cls.node)] = members_of(cls.node, cls.scope.module.overview.attributes_set)
    return found


def attribute_of_instance(run: Run, instance: Instance, node: ast.Attribute) -> Value:
    """``instance.name``: what was stored or is declared, else a property or method of the class, or its attribute."""
    held = instance.attributes.get(node.attr, UNKNOWN)
    if not says_nothing(held):
        return held
    if node.attr in fields_of(run, instance.cls, bases(run, instance.cls)):
        return _declared(run, instance.cls, "", 1).get(node.attr, held)
    if node.attr in instance.attributes:
        return held
    if node.attr in ("_replace", "_asdict") and is_named_tuple(instance.cls.node):
        return Known(f"namedtuple.{node.attr}", instance)
    found = find_method(run, instance.cls, node.attr)
    if found is None:
        return _default(run, instance.cls, node.attr)
    owner, method = found
    function = Function(method, owner.scope, instance)
    if _is_decorated(method, "property", "cached_property"):
        return project_calls.call_function(run, Call(node, function, no_arguments()))
    if _is_decorated(method, "classmethod"):
        return Function(method, owner.scope, instance.cls)
    return Function(method, owner.scope) if _is_decorated(method, "staticmethod") else function


def _is_decorated(method: ast.FunctionDef, *names: str) -> bool:
    return any(_last_name(decorator) in names for decorator in method.decorator_list)


def _default(run: Run, cls: Class, name: str) -> Value:
    """A class attribute, as an instance reads it; not where a method sets it, nor where it is None until then."""
    for base in bases(run, cls):
        if base is None or _members(base).sets_any or name in _members(base).stored:
            return UNKNOWN
    value = attribute_of_class(run, cls, name) if name != "__class__" else UNKNOWN
    return UNKNOWN if value == Constant(None) else value


def attribute_of_class(run: Run, cls: Class, name: str) -> Value:
    """``Class.name``: a method or a class attribute."""
    for base in bases(run, cls):
        if base is None:
            return UNKNOWN
        member = _members(base).all.get(name)
        if member is not None and _is_replaced(run, base, name, member):
            return UNKNOWN
        if isinstance(member, ast.FunctionDef):
            return Function(member, base.scope, cls if _is_decorated(member, "classmethod") else None)
        if member is not None:
            return _value_of(run, base, member)
        inner = base.scope.names.get(name)
        if isinstance(inner, Class) and inner.scope.parent is base.scope:
            return inner
    return UNKNOWN


def _is_replaced(run: Run, cls: Class, name: str, member: ast.AST) -> bool:
    """Whether a name of a class may stand for something else by now than what its body says."""
    members = _members(cls)
    rebound = members.rebound
    if isinstance(member, ast.FunctionDef):
        return name not in members.methods
    if rebound and (name in rebound or any(isinstance(part, ast.Name) and part.id in rebound for part in walk(member))):
        return True
    return cls.scope.module.may_set(name) or (cls.scope.module is not run.subject and run.subject.may_set(name))


def _value_of(run: Run, cls: Class, member: ast.expr) -> Value:
    """What stands in a class body; one and the same object for all who ask, once the module is read."""
    known = cls.scope.module.class_attributes
    value = known.get(id(member))
    if value is None:
        with run.inside(cls.scope), run.emitter.silence():
            value = run.evaluate(member)
        value = UNKNOWN if value in _EMPTY else value
        if cls.scope.module.is_done:
            known[id(member)] = value
    return value if cls.scope.module is run.subject else run.own(value)


def instantiate(run: Run, call: Call, cls: Class) -> Value:
    """``Class(...)``."""
    if any(_last_name(base) == "TypedDict" for base in cls.node.bases):
        return Dictionary(dict(call.arguments.keywords.items())) if call.arguments.exact else UNKNOWN
    if cls.node.keywords or is_array_like(run, cls):
        return UNKNOWN
    kinds = {_decorator_name(decorator) for decorator in cls.node.decorator_list}
    around = cls.scope.parent or cls.scope
    if not all(
        _decorator_name(each) in _TRANSPARENT or leaves_alone(run, around, each) for each in cls.node.decorator_list
    ):
        return UNKNOWN
    instance = Instance(cls)
    if "dataclass" in kinds or is_named_tuple(cls.node):
        return _dataclass_instance(run, call, instance)
    found = find_method(run, cls, "__init__")
    if found is not None:
        owner, method = found
        project_calls.call_function(run, Call(call.node, Function(method, owner.scope, instance), call.arguments))
    return instance


def _decorator_name(node: ast.expr) -> str:
    return _last_name(node.func if isinstance(node, ast.Call) else node)


def _dataclass_instance(run: Run, call: Call, instance: Instance) -> Value:
    fields: dict[str, ast.expr | None] = {}
    values: dict[str, Value] = {}
    for base in reversed([base for base in bases(run, instance.cls) if base is not None]):
        for statement in base.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                fields[statement.target.id] = statement.annotation
                values[statement.target.id] = _of_field(run, base, statement.value)
    given = dict(zip(fields, call.arguments.positional, strict=False)) | {
        name: value for name, value in call.arguments.keywords.items() if name in fields
    }
    check_fields(run, call, instance.cls, fields, given)
    declared = _declared(run, instance.cls, "", 1)
    values = values | given if call.arguments.exact else {}
    for name in fields:
        value = values.get(name, UNKNOWN)
        is_open = isinstance(value, (Unknown, Function)) or (isinstance(value, Array) and value.shape.open)
        instance.attributes[name] = declared.get(name, value) if is_open else value
    found = find_method(run, instance.cls, "__post_init__")
    if found is not None:
        owner, method = found
        project_calls.call_function(run, Call(call.node, Function(method, owner.scope, instance), no_arguments()))
    return instance


def _of_field(run: Run, cls: Class, default: ast.expr | None) -> Value:
    """What a field holds that the call leaves out: its default, or what its ``default_factory`` makes."""
    if default is None:
        return UNKNOWN
    with run.inside(cls.scope), run.emitter.silence():
        match default:
            case ast.Call(func=ast.Name(id="field") | ast.Attribute(attr="field"), keywords=keywords):
                said = {keyword.arg: run.evaluate(keyword.value) for keyword in keywords}
                factory = said.get("default_factory")
                if isinstance(factory, Function):
                    return project_calls.call_function(run, Call(default, factory, no_arguments()))
                value = said.get("default", UNKNOWN)
            case _:
                value = run.evaluate(default)
    return UNKNOWN if value == Constant(None) else value


def store_attribute(run: Run, instance: Instance, target: ast.Attribute, value: Value) -> None:
    """``instance.name = value``: for certain where no branch or loop stands around, else as one more alternative.

    A property keeps what its setter makes of the value, not the value.
    """
    name = target.attr
    found = find_method(run, instance.cls, name)
    if found is not None and _is_decorated(found[1], "property", "cached_property"):
        _call_setter(run, instance, target, value)
        return
    before = instance.attributes.get(name)
    if before is None or run.branching == 0:
        instance.attributes[name] = value
    else:
        instance.attributes[name] = join(before, value)


def _call_setter(run: Run, instance: Instance, target: ast.Attribute, value: Value) -> None:
    for base in bases(run, instance.cls):
        setter = _members(base).setters.get(target.attr) if base is not None else None
        if base is None or setter is not None:
            break
    if base is None or setter is None:
        return
    written = Written((value,), nodes={0: target})
    project_calls.call_function(run, Call(target, Function(setter, base.scope, instance), written))


def symbolic_instance(run: Run, cls: Class, born: str = "", depth: int = 0) -> Instance:
    """An instance of which only the class is known: what ``__init__`` sets and nothing else changes, and its fields.

    ``born`` says which object it is; without it, lengths that the annotations name stay unknown.
    """
    known = run.symbolic_instances.get(id(cls.node))
    if known is None:
        known = run.symbolic_instances[id(cls.node)] = Instance(cls)
        found = find_method(run, cls, "__init__")
        if found is not None and not is_array_like(run, cls):
            owner, method = found
            with run.emitter.silence():
                functions.read_function(run, Function(method, owner.scope, known), owner)
        for base in bases(run, cls):
            if base is not None:
                known.attributes.update(dict.fromkeys(set_by_methods(base), UNKNOWN))
                known.attributes.update(dict.fromkeys(set_by_computed_names(_members(base), known), UNKNOWN))
    attributes = dict(known.attributes)
    if depth < _DEEPEST_FIELDS:
        declared = _declared(run, cls, born, depth)
        attributes |= {name: value for name, value in declared.items() if attributes.get(name, UNKNOWN) == UNKNOWN}
    return Instance(cls, attributes)


def _declared(run: Run, cls: Class, born: str, depth: int) -> dict[str, Value]:
    """What the annotations of the class body promise; where a method sets a field again, its lengths are open."""
    fields = fields_of(run, cls, bases(run, cls))
    changing = set_by_methods(cls)

    def inner(node: ast.expr) -> Value:
        return instance_of(run, cls.scope, node, f"{born}.{ast.unparse(node)}" if born else "", depth + 1)

    kept = {name: contract for name, contract in fields.items() if name not in changing}
    changed = {name: contract for name, contract in fields.items() if name in changing}
    naming = Naming(f"{born} fields", "other") if born else Nameless()
    return declared_values(cls, kept, naming, inner) | declared_values(cls, changed, Nameless(), inner)


def instance_of(run: Run, scope: Scope, annotation: ast.expr, born: str, depth: int = 0) -> Value:
    """An instance of the class that an annotation names."""
    with run.inside(scope), run.emitter.silence():
        value = run.project.resolved(run, run.evaluate(annotation))
    if isinstance(value, Class):
        return symbolic_instance(run, value, born, depth)
    table = tables.instance_of(value)
    return table if table is not None else Unknown(_last_name(annotation))
