"""Generalised universal functions: a signature such as ``(m,n),(n,p)->(m,p)`` is the whole rule.

The last axes of each operand are its core, named by the signature; the axes before them are broadcast.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from shapeguard.shapes.broadcasting import Clash, broadcast
from shapeguard.shapes.dim import Dim
from shapeguard.shapes.frozen import frozen
from shapeguard.shapes.shape import Shape
from shapeguard.shapes.verdict import Verdict, relation

Core = tuple[str, ...]


@frozen
class Signature:
    """The core axes of the operands and of the results."""

    inputs: tuple[Core, ...]
    outputs: tuple[Core, ...]

    @staticmethod
    def parse(text: str) -> Signature:
        """Read ``(m,n),(n)->(m)``."""
        return _parsed(text)


@lru_cache
def _parsed(text: str) -> Signature:
    sides = ["".join(side.split()) for side in text.split("->")]
    inputs, outputs = (tuple(_core(part) for part in side[1:-1].split("),(")) for side in sides)
    return Signature(inputs, outputs)


def _core(text: str) -> Core:
    return tuple(text.split(",")) if text else ()


@frozen
class Applied:
    """What a generalised ufunc does with operands.

    ``clash`` is the worst pair of lengths; its operands are the same one where one array is not square. ``short`` is
    the operand whose rank is below that of its core.
    """

    results: tuple[Shape, ...]
    verdict: Verdict
    clash: Clash | None
    short: int | None = None


def apply(signature: Signature, operands: Sequence[Shape]) -> Applied:
    """Apply a signature to shapes.

    >>> [str(s) for s in apply(Signature.parse("(m,n),(n,p)->(m,p)"), [Shape.of(5, 2, 3), Shape.of(3, 4)]).results]
    ['(5, 2, 4)']
    """
    lengths: dict[str, tuple[int, int, Dim]] = {}
    verdict, worst = Verdict.EQUAL, None
    for index, (core, shape) in enumerate(zip(signature.inputs, operands, strict=True)):
        if len(shape.dims) < len(core):
            if shape.open:
                verdict = max(verdict, Verdict.UNKNOWN)
                continue
            return Applied((), Verdict.DIFFER, None, short=index)
        for axis, name in enumerate(core, -len(core)):
            first = lengths.setdefault(name, (index, axis, shape.dims[axis]))
            pair = relation(first[2], shape.dims[axis])
            if pair > verdict:
                clash = Clash((first[0], index), (first[1], axis), (first[2], shape.dims[axis]), pair)
                verdict, worst = pair, clash
            if first[2].is_unknown or (first[2].value is None and shape.dims[axis].value is not None):
                lengths[name] = (index, axis, shape.dims[axis])
    loops = [_loop(shape, len(core)) for core, shape in zip(signature.inputs, operands, strict=True)]
    loop = broadcast(*loops)
    if loop.verdict > verdict:
        verdict, worst = loop.verdict, loop.clash
    results = tuple(_result(loop.result, core, lengths) for core in signature.outputs)
    return Applied(results, verdict, worst)


def _loop(shape: Shape, core: int) -> Shape:
    if len(shape.dims) < core:
        return Shape.unknown()
    return Shape(shape.dims[: len(shape.dims) - core], shape.open)


def _result(loop: Shape, core: Core, lengths: dict[str, tuple[int, int, Dim]]) -> Shape:
    dims = tuple(lengths[name][2] if name in lengths else _named(name) for name in core)
    return Shape(loop.dims + dims, loop.open)


def _named(name: str) -> Dim:
    return Dim.of(int(name)) if name.isdigit() else Dim.unknown()
