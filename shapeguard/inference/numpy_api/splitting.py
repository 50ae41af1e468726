"""Functions that take an array apart."""

from __future__ import annotations

import itertools

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.reading import known_rank, one_axis
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.numpy_api.slicing import slice_length
from shapeguard.inference.values import Array, Int, Sequence, Slice, Value
from shapeguard.shapes import Dim, Shape

_MOST_PARTS = 1000


@rule("numpy.split")
def split(ary: Array, indices_or_sections: Value, axis: int = 0) -> Answer:
    return _split(ary, indices_or_sections, axis, evenly=True)


@rule("numpy.array_split")
def array_split(ary: Array, indices_or_sections: Value, axis: int = 0) -> Answer:
    return _split(ary, indices_or_sections, axis, evenly=False)


@rule("numpy.vsplit")
def vsplit(ary: Array, indices_or_sections: Value) -> Answer:
    return _split(_of_rank(ary, 2), indices_or_sections, 0, evenly=True)


@rule("numpy.hsplit")
def hsplit(ary: Array, indices_or_sections: Value) -> Answer:
    rank = known_rank(_of_rank(ary, 1))
    return _split(ary, indices_or_sections, 0 if rank == 1 else 1, evenly=True)


@rule("numpy.dsplit")
def dsplit(ary: Array, indices_or_sections: Value) -> Answer:
    return _split(_of_rank(ary, 3), indices_or_sections, 2, evenly=True)


def _of_rank(ary: Array, rank: int) -> Array:
    if known_rank(ary) < rank:
        raise Refused(Mismatch.AXIS, f"rank {rank} or more is needed, not {ary.shape}", ("ary",))
    return ary


def _split(ary: Array, sections: Value, axis: int, *, evenly: bool) -> Answer:
    position = one_axis(axis, known_rank(ary), operand="ary")
    length = ary.shape.dims[position]
    lengths = _at(length, sections) if isinstance(sections, Sequence) else _in_parts(length, sections, evenly=evenly)
    before, after = ary.shape.dims[:position], ary.shape.dims[position + 1 :]
    return Sequence(tuple(plain(Shape((*before, part, *after)), ary.kind, ary) for part in lengths), is_list=True)


def _at(length: Dim, indices: Sequence) -> list[Dim]:
    bounds: list[Value | None] = [None, *indices.items, None]
    return [slice_length(Slice(a or Int(Dim.of(0)), b), length) for a, b in itertools.pairwise(bounds)]


def _in_parts(length: Dim, sections: Value, *, evenly: bool) -> list[Dim]:
    parts = sections.dim.value if isinstance(sections, Int) else None
    if parts is None or not 0 < parts <= _MOST_PARTS:
        raise Unclear
    if length.value is None:
        exact = length.divided_by(Dim.of(parts))
        if exact is None and not evenly:
            return [Dim.unknown() for _ in range(parts)]
        return [length // parts] * parts
    if evenly and length.value % parts:
        raise Refused(Mismatch.RESHAPE, f"length {length} does not split into {parts} equal parts", ("ary",))
    each, longer = divmod(length.value, parts)
    return [Dim.of(each + (index < longer)) for index in range(parts)]
