"""Variables that hold something of one sample: behind the loop they hold it of all samples."""

from __future__ import annotations

import ast

from lint_rules.vectorising.accumulation import own_total
from lint_rules.vectorising.lifted import NotVectorisable
from lint_rules.vectorising.lifting import Lifter


def statement(lifter: Lifter, node: ast.stmt) -> list[ast.stmt] | None:
    """The variable bound or changed for all samples, or None where the statement does something else."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if own_total(node) is None:
            return _bound(lifter, name, value)
        case ast.AugAssign(target=ast.Name(id=name), op=op, value=value) if name in lifter.bound:
            return _accumulated(lifter, name, op, value)
        case ast.If(test=test, body=[changed], orelse=[]) if _changed(changed) in lifter.bound:
            return _changed_where(lifter, test, changed)
    return None


def _bound(lifter: Lifter, name: str, value: ast.expr) -> list[ast.stmt]:
    """``z = w * x[i] + b``: all samples' ``z`` under the same name."""
    lifted = lifter.lift(value)
    if isinstance(value, ast.Constant):
        lifter.bound[name] = lifted
        return []
    lifter.bound[name] = lifted.written(ast.Name(name, ast.Load()))
    return [ast.Assign([ast.Name(name, ast.Store())], lifted.node)]


def _accumulated(lifter: Lifter, name: str, op: ast.operator, value: ast.expr) -> list[ast.stmt]:
    """``s = 0; s += np.dot(...)``: what an inner loop has left of a sum."""
    before = lifter.bound[name].node
    if isinstance(op, ast.Add) and isinstance(before, ast.Constant) and before.value == 0:
        lifter.bound[name] = lifter.lift(value)
        return []
    if lifter.bound[name].free:
        raise NotVectorisable  # it may be a view, and what it views would change too
    sample = ast.Name(name, ast.Load())
    return _bound(lifter, name, ast.BinOp(sample, op, value))


def _changed(statement: ast.stmt) -> str | None:
    """The name that an assignment changes."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AugAssign(target=ast.Name(id=name)):
            return name
    return None


def _changed_where(lifter: Lifter, test: ast.expr, statement: ast.stmt) -> list[ast.stmt]:
    """``if z > 0: z += 1`` of one sample's ``z``: ``z = np.where(z > 0, z + 1, z)``."""
    name = _changed(statement)
    assert name is not None
    before = ast.Name(name, ast.Load())
    match statement:
        case ast.Assign(value=value):
            after = value
        case ast.AugAssign(op=op, value=value):
            after = ast.BinOp(before, op, value)
        case _:
            raise NotVectorisable
    if lifter.bound[name].free:
        raise NotVectorisable
    return _bound(lifter, name, ast.IfExp(test, after, before))
