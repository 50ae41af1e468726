"""Whether the steps of a loop depend on each other: then it is no map and no reduction."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from lint_rules.vectorising.accumulation import accumulated, accumulation, chosen, compared
from lint_rules.vectorising.flags import flag_set
from lint_rules.vectorising.lifted import NotVectorisable
from shapeguard.inference.walking import walk


def check_independence(body: Sequence[ast.stmt], head: frozenset[str]) -> None:
    """Refuse a body in which a step reads what another one wrote; ``head`` are the variables of the loop's head.

    Allowed are temporaries (bound before they are read), accumulators that nothing else reads, and arrays that are read
    only at the very index at which they are written.

    Raises
    ------
    NotVectorisable
        If a step depends on another one.
    """
    bound: set[str] = set()
    totals = {name for statement in body for name in accumulated(statement)}
    plain = {name for statement in body for name in _bound(statement)}
    _check_arrays(body, head | plain)
    _check_kept(body)
    _check_flags(body)
    for statement in body:
        reads = set(_reads(statement))
        if reads & (plain - bound) or reads & (totals - bound):
            raise NotVectorisable
        bound |= set(_bound(statement))


def _check_arrays(body: Sequence[ast.stmt], changing: frozenset[str]) -> None:
    written: dict[str, list[ast.expr]] = {}
    for node in _nodes(body):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            if not isinstance(node.value, ast.Name):
                raise NotVectorisable
            written.setdefault(node.value.id, []).append(node.slice)
    for name, places in written.items():
        if any(_names(place) & changing for place in places):
            _check_own_place(body, name, places)
        else:
            _check_accumulators(body, name, places)


def _check_kept(body: Sequence[ast.stmt]) -> None:
    """``t = a[i]; a[i] = b[i]; b[i] = t``: for all samples at once, ``t`` would be ``a`` itself, not what it was."""
    kept: dict[str, set[str]] = {}
    stale: set[str] = set()
    for statement in body:
        if stale & {node.id for node in walk(statement) if isinstance(node, ast.Name) and _is_read(node)}:
            raise NotVectorisable
        for name in _bound(statement):
            kept[name] = _names(statement)
            stale.discard(name)
        for node in walk(statement):
            match node:
                case ast.Subscript(value=ast.Name(id=array), ctx=ast.Store()):
                    stale |= {name for name, read in kept.items() if array in read}


def _check_flags(body: Sequence[ast.stmt]) -> None:
    """``if x > 3: found = True``: a flag that another statement sets or reads has its value of that very step."""
    for setting in filter(None, map(flag_set, body)):
        if sum(isinstance(node, ast.Name) and node.id == setting[0] for node in _nodes(body)) > 1:
            raise NotVectorisable


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _check_own_place(body: Sequence[ast.stmt], name: str, places: Sequence[ast.expr]) -> None:
    """Every step writes one place of the array and reads no other."""
    (place, *others) = {ast.dump(place) for place in places}
    bases = set()
    for node in _nodes(body):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == name:
            bases.add(id(node.value))
            if ast.dump(node.slice) != place:
                raise NotVectorisable
    if others or any(isinstance(n, ast.Name) and n.id == name and id(n) not in bases for n in _nodes(body)):
        raise NotVectorisable


def _check_accumulators(body: Sequence[ast.stmt], name: str, places: Sequence[ast.expr]) -> None:
    """``dw[0] += ...`` and ``dw[1] += ...``: places that are added to and read by nobody."""
    distinct = {ast.dump(place) for place in places}
    if len(distinct) < len(places) or (len(places) > 1 and not all(_is_number(place) for place in places)):
        raise NotVectorisable
    if sum(isinstance(node, ast.Name) and node.id == name for node in _nodes(body)) > len(places):
        raise NotVectorisable


def _is_number(place: ast.expr) -> bool:
    parts = place.elts if isinstance(place, ast.Tuple) else [place]
    return all(isinstance(part, ast.Constant) and isinstance(part.value, int) for part in parts)


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in walk(node) if isinstance(part, ast.Name)}


def _nodes(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from walk(statement)


def _bound(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) if name not in accumulated(statement):
            yield name


def _steps(statement: ast.stmt) -> Iterator[ast.stmt]:
    """A statement, or those of its branches."""
    yield statement
    if isinstance(statement, ast.If):
        yield from (*statement.body, *statement.orelse)


def _reads(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement reads, apart from the accumulator that it is about."""
    own = set(accumulated(statement))
    skipped = {id(found.before) for found in map(accumulation, _steps(statement)) if found is not None}
    match statement:
        case ast.Assign(value=ast.Call(args=[first, _])) if own:
            skipped.add(id(first))
        case ast.If() if own == set(chosen(statement)):
            skipped |= {id(best) for best in compared(statement) if best.id in own}
    for node in walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in skipped:
            yield node.id
