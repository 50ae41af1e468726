"""``match``: which case fits, what it tells of the subject, and the names that it binds."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from shapeguard.inference.interpreter import classes, containers
from shapeguard.inference.interpreter.named_tuples import as_tuple
from shapeguard.inference.interpreter.narrowing import narrowed_branches
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.interpreter.stores import named_lengths
from shapeguard.inference.joins import join_names
from shapeguard.inference.values import (
    UNKNOWN,
    Array,
    Class,
    Constant,
    Dictionary,
    Instance,
    Int,
    Known,
    ListOf,
    Scalar,
    Sequence,
    Value,
)

_KINDS: dict[str, tuple[type, ...]] = {
    "numpy.ndarray": (Array,),
    "builtins.int": (Int,),
    "builtins.float": (Scalar,),
    "builtins.list": (Sequence, ListOf),
    "builtins.tuple": (Sequence, ListOf),
    "builtins.dict": (Dictionary,),
}
_OTHERS = (Array, Int, Dictionary, Instance)
"""Values that are of no other builtin class than the one that stands for them."""


def follow_match(run: Run, node: ast.Match) -> bool:
    """The cases in order, each with what the ones before it leave of the subject."""
    subject = run.evaluate(node.subject)
    ends: list[dict[str, Value]] = []
    undecided, is_open = run.emitter.undecided, True
    run.branching += 1
    try:
        for case in node.cases:
            is_taken = _enters(run, case, node.subject, subject, ends)
            if is_taken is None:
                run.emitter.undecided += 1
            elif is_taken:
                is_open = False
                break
    finally:
        run.branching -= 1
    run.emitter.undecided = undecided + (run.emitter.undecided > undecided and len(ends) < len(node.cases))
    if is_open:
        ends.append(run.scope.names)
    if not ends:
        return False
    run.scope.names = join_names(list(ends))
    return True


def _enters(
    run: Run, case: ast.match_case, subject: ast.expr, value: Value, ends: list[dict[str, Value]]
) -> bool | None:
    """Follow one case, where it can be met; whether it certainly is."""
    fits = _fits(run, case.pattern, value)
    test = _test(case.pattern, subject)
    before = run.scope.names
    branches = narrowed_branches(run, test) if test is not None else None
    entered = branches.true if branches is not None else dict(before)
    left = branches.false if branches is not None and not _is_narrower(case.pattern) else before
    if entered is None or fits is False:
        return False
    is_sure = fits is True or left is None
    run.scope.names = dict(entered)
    _bind(run, case.pattern, value, subject)
    if case.guard is not None:
        run.evaluate(case.guard)
        guarded = narrowed_branches(run, case.guard)
        if guarded.true is None:
            run.scope.names = before
            return False
        run.scope.names = guarded.true
        is_sure = is_sure and guarded.false is None
    run.emitter.undecided += not is_sure
    if run.execute(case.body):
        ends.append(run.scope.names)
    run.emitter.undecided -= not is_sure
    run.scope.names = dict(before) if case.guard is not None or left is None else dict(left)  # the next case
    return True if is_sure else None


def _is_narrower(pattern: ast.pattern) -> bool:
    """Whether a pattern asks more than its condition says: ``(1, n)`` more than two lengths."""
    match pattern:
        case ast.MatchAs(pattern=inner) if inner is not None:
            return _is_narrower(inner)
        case ast.MatchSequence(patterns=patterns):
            is_plain = all(isinstance(inner, ast.MatchAs) and inner.pattern is None for inner in patterns)
            return not (is_plain or all(isinstance(inner, ast.MatchValue) for inner in patterns))
        case ast.MatchClass(patterns=patterns, kwd_patterns=named):
            return bool(patterns or named)
    return False


def _test(pattern: ast.pattern, subject: ast.expr) -> ast.expr | None:
    """The condition that a case stands for; None where no expression says it."""
    test: ast.expr | None = None
    match pattern:
        case ast.MatchValue(value=value):
            test = ast.Compare(subject, [ast.Eq()], [value])
        case ast.MatchSingleton(value=value):
            test = ast.Compare(subject, [ast.Is()], [ast.Constant(value)])
        case ast.MatchAs(pattern=inner) if inner is not None:
            test = _test(inner, subject)
        case ast.MatchOr(patterns=patterns):
            tests = [_test(inner, subject) for inner in patterns]
            known = [each for each in tests if each is not None]
            is_whole = len(known) == len(tests) and not any(_is_narrower(inner) for inner in patterns)
            test = ast.BoolOp(ast.Or(), known) if is_whole else None
        case ast.MatchClass(cls=cls):
            test = ast.Call(ast.Name("isinstance", ast.Load()), [subject, cls], [])
        case ast.MatchSequence(patterns=patterns) if isinstance(subject, ast.Attribute) and subject.attr == "shape":
            if all(isinstance(inner, ast.MatchValue) for inner in patterns):
                lengths = [inner.value for inner in patterns if isinstance(inner, ast.MatchValue)]
                test = ast.Compare(subject, [ast.Eq()], [ast.Tuple(lengths, ast.Load())])
            elif not any(isinstance(inner, ast.MatchStar) for inner in patterns):
                length = ast.Call(ast.Name("len", ast.Load()), [subject], [])
                test = ast.Compare(length, [ast.Eq()], [ast.Constant(len(patterns))])
    return None if test is None else ast.fix_missing_locations(ast.copy_location(test, subject))


def _all(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return False if False in found else None if None in found else True


def _fits(run: Run, pattern: ast.pattern, value: Value) -> bool | None:
    """Whether a value is of a pattern; None where that is open."""
    match pattern:
        case ast.MatchAs(pattern=inner):
            return True if inner is None else _fits(run, inner, value)
        case ast.MatchStar():
            return True
        case ast.MatchOr(patterns=patterns):
            answers = [_fits(run, inner, value) for inner in patterns]
            return True if True in answers else None if None in answers else False
        case ast.MatchValue(value=node):
            return _is_equal(value, run.evaluate(node))
        case ast.MatchSingleton(value=constant):
            return _is_equal(value, Constant(constant))
        case ast.MatchSequence(patterns=patterns):
            parts = _parts(patterns, value)
            if parts is None:
                return False if isinstance(value, (Sequence, Array, Int, Scalar, Constant, Dictionary)) else None
            return _all(_fits(run, inner, part) for inner, part in zip(patterns, parts, strict=True))
        case ast.MatchMapping(keys=keys, patterns=patterns):
            if not isinstance(value, Dictionary) or value.rest is not None:
                return False if isinstance(value, (Array, Int, Sequence)) else None
            found = [containers.key_of(run.evaluate(key)) for key in keys]
            held = [value.items.get(key) if key is not None else None for key in found]
            if None in found:
                return None
            return _all(
                False if part is None else _fits(run, inner, part) for inner, part in zip(patterns, held, strict=True)
            )
        case ast.MatchClass(cls=cls):
            return _is_of_class(run, pattern, run.project.resolved(run, run.evaluate(cls)), value)
    return None


def _is_equal(value: Value, wanted: Value) -> bool | None:
    if isinstance(value, Constant) and isinstance(wanted, Constant):
        return value == wanted
    if isinstance(value, Int) and isinstance(wanted, Int) and None not in (value.dim.value, wanted.dim.value):
        return value.dim == wanted.dim
    return None


def _is_of_class(run: Run, pattern: ast.MatchClass, cls: Value, value: Value) -> bool | None:
    if isinstance(cls, Known) and cls.name in _KINDS:
        is_one = isinstance(value, _KINDS[cls.name])
        sure: bool | None = True if is_one and len(_KINDS[cls.name]) == 1 else None
        return False if not is_one and isinstance(value, _OTHERS) else sure
    if not isinstance(cls, Class) or not isinstance(value, Instance):
        return False if isinstance(cls, Class) and isinstance(value, (Array, Int, Sequence)) else None
    lineage = classes.bases(run, value.cls)
    if not any(base is not None and base.node is cls.node for base in lineage):
        return None if None in lineage else False
    return _all(_fits(run, inner, part) for inner, part in _attributes(pattern, cls, value))


def _attributes(pattern: ast.MatchClass, cls: Class, value: Value) -> list[tuple[ast.pattern, Value]]:
    """The patterns of the attributes, each with what the object holds; positions are the fields of a dataclass."""
    held = value.attributes if isinstance(value, Instance) else {}
    fields = [
        statement.target.id
        for statement in cls.node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    ]
    names = [*fields, *[""] * len(pattern.patterns)][: len(pattern.patterns)]
    pairs = [*zip(names, pattern.patterns, strict=True), *zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True)]
    return [(inner, held.get(name, UNKNOWN)) for name, inner in pairs]


def _parts(patterns: list[ast.pattern], value: Value) -> list[Value] | None:
    """What each pattern of a sequence stands for; None where the value has not so many parts, or nobody knows."""
    value = as_tuple(value)
    star = next((index for index, inner in enumerate(patterns) if isinstance(inner, ast.MatchStar)), None)
    if isinstance(value, ListOf):
        return [value if index == star else value.item for index in range(len(patterns))]
    if not isinstance(value, Sequence):
        return None
    if star is None:
        return list(value.items) if len(value.items) == len(patterns) else None
    after = len(patterns) - star - 1
    end = len(value.items) - after
    if end < star:
        return None
    return [*value.items[:star], Sequence(value.items[star:end], True), *value.items[end:]]


def _bind(run: Run, pattern: ast.pattern, value: Value, subject: ast.expr | None = None) -> None:
    match pattern:
        case ast.MatchAs(pattern=inner, name=name):
            if name is not None:
                run.scope.bind(name, value, pattern.lineno, subject)
            if inner is not None:
                _bind(run, inner, value, subject)
        case ast.MatchStar(name=str(name)):
            run.scope.bind(name, value, pattern.lineno)
        case ast.MatchSequence(patterns=patterns):
            parts = _parts(patterns, value)
            if parts is None and subject is not None:
                parts = _lengths(run, patterns, subject)
            for inner, part in zip(patterns, parts or [UNKNOWN] * len(patterns), strict=True):
                _bind(run, inner, part)
        case ast.MatchMapping(keys=keys, patterns=patterns, rest=rest):
            for key, inner in zip(keys, patterns, strict=True):
                _bind(run, inner, containers.item(value, run.evaluate(key)) or UNKNOWN)
            if rest is not None:
                run.scope.bind(rest, UNKNOWN, pattern.lineno)
        case ast.MatchClass(cls=node):
            cls = run.project.resolved(run, run.evaluate(node))
            inside = [*pattern.patterns, *pattern.kwd_patterns]
            pairs = _attributes(pattern, cls, value) if isinstance(cls, Class) else [(each, UNKNOWN) for each in inside]
            for inner, part in pairs:
                _bind(run, inner, part)
        case ast.MatchOr(patterns=patterns):
            names = {each.name for each in ast.walk(pattern) if isinstance(each, (ast.MatchAs, ast.MatchStar))}
            for name in names - {None}:
                run.scope.bind(str(name), UNKNOWN, pattern.lineno)


def _lengths(run: Run, patterns: list[ast.pattern], subject: ast.expr) -> list[Value] | None:
    """``case (n, d)`` of ``X.shape``, which names lengths as an unpacking does."""
    names = [inner.name or "_" for inner in patterns if isinstance(inner, ast.MatchAs) and inner.pattern is None]
    if len(names) < len(patterns):
        return None
    targets: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Store()), subject) for name in names]
    return named_lengths(run, targets, subject)
