"""``numpy.fft``: the transformed axis keeps its length, takes ``n``, or is halved."""

from __future__ import annotations

from collections.abc import Callable

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.creation import created
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.reading import Axes, known_rank, normalized, one_axis
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.rule import RULES, Answer, Rule, rule
from shapeguard.inference.values import Array, Kind, Value
from shapeguard.shapes import Dim, Shape


def _kept(length: Dim) -> Dim:
    return length


def _halved(length: Dim) -> Dim:
    return length // 2 + 1


_ONE_AXIS: dict[str, tuple[Callable[[Dim], Dim], Kind]] = {
    "fft": (_kept, Kind.COMPLEX),
    "ifft": (_kept, Kind.COMPLEX),
    "rfft": (_halved, Kind.COMPLEX),
    "ihfft": (_halved, Kind.COMPLEX),
    "irfft": (_kept, Kind.FLOAT),
    "hfft": (_kept, Kind.FLOAT),
}
_SEVERAL_AXES = {"fft2": (-2, -1), "ifft2": (-2, -1), "fftn": None, "ifftn": None}


def _one_axis(name: str, length: Callable[[Dim], Dim], kind: Kind) -> Rule:
    doubles = name in ("irfft", "hfft")

    def transform(
        a: Array, n: Dim | None = None, axis: int = -1, norm: Value | None = None, out: Value | None = None
    ) -> Answer:
        if out is not None:
            raise Unclear
        if a.shape.rank == 0:
            raise Refused(Mismatch.AXIS, f"{name} needs rank 1 or more, not {a.shape}", ("a",))
        position = one_axis(axis, known_rank(a))
        dims = list(a.shape.dims)
        points = n or ((dims[position] - 1) * 2 if doubles else dims[position])
        if points.value is not None and points.value < 1:
            raise Refused(Mismatch.CREATION, f"{points} is no number of points for a transform", ("a",))
        dims[position] = length(points)
        return plain(Shape(tuple(dims)), kind, a)

    return Rule(transform)


def _several_axes(default: Axes | None) -> Rule:
    def transform(
        a: Array, s: Value | None = None, axes: Axes | None = None, norm: Value | None = None, out: Value | None = None
    ) -> Answer:
        if s is not None or out is not None:
            raise Unclear
        for axis in axes or default or ():
            one_axis(axis, known_rank(a))
        if a.shape.rank == 0 or any(dim.value == 0 for dim in a.shape.dims):
            raise Unclear
        return plain(a.shape, Kind.COMPLEX, a)

    return Rule(transform)


for _name, (_length, _kind) in _ONE_AXIS.items():
    RULES[f"numpy.fft.{_name}"] = _one_axis(_name, _length, _kind)
for _name, _axes in _SEVERAL_AXES.items():
    RULES[f"numpy.fft.{_name}"] = _several_axes(_axes)


@rule("numpy.fft.fftfreq")
def fftfreq(n: Dim, d: Value | None = None) -> Answer:
    return created(Shape((_positive(n),)), Kind.FLOAT)


@rule("numpy.fft.rfftfreq")
def rfftfreq(n: Dim, d: Value | None = None) -> Answer:
    return created(Shape((_positive(n) // 2 + 1,)), Kind.FLOAT)


def _positive(n: Dim) -> Dim:
    if n.value is not None and n.value < 1:
        raise Unclear
    return n


@rule("numpy.fft.fftshift", "numpy.fft.ifftshift")
def fftshift(x: Array, axes: Axes | None = None) -> Answer:
    if axes is not None:
        normalized(axes, known_rank(x), operand="x")
    return x
