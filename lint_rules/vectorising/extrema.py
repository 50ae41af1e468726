"""The largest and the smallest: ``s = max(s, x)``, ``if x > s: s = x``, and where it stands: ``best, k = x, i``."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from lint_rules.vectorising import dtypes
from lint_rules.vectorising.functions import of_numpy
from lint_rules.vectorising.lifted import NotVectorisable, rank_of
from lint_rules.vectorising.lifting import Lifter
from shapeguard.inference.values import Kind

_NEVER_NAN = (Kind.INT, Kind.BOOL)
_LARGEST, _SMALLEST = "max", "min"


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """The extremum of all samples, or None where the statement is none."""
    match node:
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(func=ast.Name(id="max" | "min" as which), args=[ast.Name(id=first), value], keywords=[]),
        ) if first == name:
            return [_extremum(lifter, name, which, value)]
        case ast.If(test=ast.Compare() as test, body=body, orelse=[]):
            return _chosen(lifter, test, _assigned(body))
    return None


def _chosen(lifter: Lifter, test: ast.Compare, assigned: Mapping[str, ast.expr]) -> list[ast.stmt] | None:
    """``if x > best: best, k = x, i`` and ``if a[i] > a[k]: k = i``."""
    value, best, which = _compared(lifter, test)
    if value is None or best is None:
        return None
    match best:
        case ast.Name(id=name) if name in assigned and ast.dump(assigned[name]) == ast.dump(value):
            places = {k: place for k, place in assigned.items() if k != name}
            if any(not _counts(lifter, place) for place in places.values()):
                return None
            found = [_place(lifter, place, which, value, best) for place in places]
            return [*found, _extremum(lifter, name, which, value)]
        case ast.Subscript(value=ast.Name(), slice=ast.Name(id=place)) if list(assigned) == [place]:
            if _counts(lifter, assigned[place]) and not lifter.depends(best.value) and _is_first(value, best):
                return [_place(lifter, place, which, value, best)]
    return None


def _compared(lifter: Lifter, test: ast.Compare) -> tuple[ast.expr | None, ast.expr | None, str]:
    """What is compared with the best so far, that, and what is looked for."""
    match test:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.Lt() as op], comparators=[right]):
            which = _LARGEST if isinstance(op, ast.Gt) else _SMALLEST
            if lifter.depends(left):
                return left, right, which
            return right, left, _SMALLEST if which is _LARGEST else _LARGEST
    return None, None, ""


def _assigned(body: Sequence[ast.stmt]) -> dict[str, ast.expr]:
    """What names a branch binds, all at once or one by one; none where it does anything else."""
    found: dict[str, ast.expr] = {}
    for node in body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name not in found:
                found[name] = value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)) if len(names) == len(values):
                for target, value in zip(names, values, strict=True):
                    if not isinstance(target, ast.Name) or target.id in found:
                        return {}
                    found[target.id] = value
            case _:
                return {}
    return found


def _counts(lifter: Lifter, node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == lifter.walk.index


def _is_first(value: ast.expr, best: ast.Subscript) -> bool:
    """Whether ``a[i]`` is compared with ``a[k]``, an element of the same array."""
    return isinstance(value, ast.Subscript) and ast.dump(value.value) == ast.dump(best.value)


def _extremum(lifter: Lifter, name: str, which: str, value: ast.expr) -> ast.stmt:
    """``best = max(best, np.max(a))``; of what may be empty, ``np.max(a, initial=-np.inf)``."""
    lifted = lifter.lift(value)
    if (lifted.rank, lifted.axis) != (1, 0):
        raise NotVectorisable
    if rank_of(lifter.environment.get(name)) is None:
        lifter.assume()
    nothing: list[ast.keyword] = []
    if not lifter.takes_a_step:
        if dtypes.is_float(lifter, lifted.node):
            infinity = of_numpy("inf", lifter.environment)
            nothing = [ast.keyword("initial", infinity if which == _SMALLEST else ast.UnaryOp(ast.USub(), infinity))]
        else:
            lifter.assume(f"np.{which} of an empty array raises, the loop does not")
    best = ast.Call(of_numpy(which, lifter.environment), [lifted.node], nothing)
    function = ast.Name(which, ast.Load())
    return ast.Assign([ast.Name(name, ast.Store())], ast.Call(function, [ast.Name(name, ast.Load()), best], []))


def _place(lifter: Lifter, name: str, which: str, value: ast.expr, best: ast.expr) -> ast.stmt:
    """``k = int(np.argmax(a)) if np.max(a) > best else k``."""
    lifted = lifter.lift(value)
    if (lifted.rank, lifted.axis) != (1, 0) or lifter.walk.step != 1:
        raise NotVectorisable
    if name not in lifter.environment:
        lifter.assume(f"`{name}` may be unbound before the loop")
    if not lifter.takes_a_step:
        lifter.assume(f"np.{which} of an empty array raises, the loop does not")
    if dtypes.kind_of(lifter, lifted.node) not in _NEVER_NAN:
        lifter.assume(f"the loop passes over NaN, np.arg{which} takes it")
    where = ast.Call(of_numpy(f"arg{which}", lifter.environment), [lifted.node], [])
    place: ast.expr = ast.Call(ast.Name("int", ast.Load()), [where], [])
    if lifter.walk.start:
        place = ast.BinOp(ast.Constant(lifter.walk.start), ast.Add(), place)
    extremum = ast.Call(of_numpy(which, lifter.environment), [lifted.node], [])
    is_better = ast.Compare(extremum, [ast.Gt() if which == _LARGEST else ast.Lt()], [best])
    chosen = ast.IfExp(is_better, place, ast.Name(name, ast.Load()))
    return ast.Assign([ast.Name(name, ast.Store())], chosen)
