"""Fills the slots of a template: ``np.sum({A}, axis={axes}{keep})`` becomes ``np.sum(a3, axis=1, keepdims=True)``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.numpy_conformance.drawing import Draw

_SLOT = re.compile(r"\{(\w+)\}")


def fill(draw: Draw, template: str) -> str:
    """Put something into every slot, from left to right."""
    return _SLOT.sub(lambda slot: SLOTS[slot[1]](draw), template)


def _any_array(low: int = 0, high: int = 4, kinds: str = "ffffiib") -> Callable[[Draw], str]:
    return lambda draw: draw.array(draw.lengths(low, high), kinds)


def _fitting(draw: Draw) -> str:
    """An array that broadcasts with the last one, mostly."""
    base = draw.shape
    dropped = draw.rng.choice([0, 0, 0, 1, len(base)])
    fit = ["1" if draw.rng.random() < 0.3 else length for length in base[dropped:]]
    if draw.rng.random() < 0.2:
        fit = [draw.length(), *fit]
    return draw.often(lambda: draw.array(fit), lambda: draw.array(draw.lengths(0, 3)))


def _same(draw: Draw) -> str:
    shape = list(draw.shape)
    return draw.often(lambda: draw.array(shape), lambda: draw.array(draw.lengths(0, 3)), 0.9)


def _differing_in(axis: int) -> Callable[[Draw], str]:
    def slot(draw: Draw) -> str:
        shape = list(draw.shape)
        if len(shape) > (axis if axis >= 0 else -axis - 1):
            shape[axis] = draw.length()
        return draw.often(lambda: draw.array(shape), lambda: draw.array(draw.lengths(0, 3)), 0.9)

    return slot


def _factor(draw: Draw) -> str:
    """A right factor of a product with the last array."""
    base = draw.shape or ["2"]
    shapes = [[base[-1]], [base[-1], draw.length()], [*base[:-2], base[-1], draw.length()]]
    return draw.often(lambda: draw.array(draw.rng.choice(shapes)), lambda: draw.array(draw.lengths(0, 3)))


def _identity(shape: list[int]) -> Any:
    made = np.zeros(shape)
    if len(shape) >= 2:
        for i in range(min(shape[-2:])):
            made[..., i, i] = 1 + i
    return made


def _square(low: int, high: int) -> Callable[[Draw], str]:
    """A stack of identity-like matrices, nearly always square."""

    def slot(draw: Draw) -> str:
        side = draw.length()
        stack = draw.lengths(max(0, low - 2), high - 2)
        fit = [*stack, side, side]
        return draw.often(
            lambda: draw.array(fit, "f", _identity),
            lambda: draw.array(draw.lengths(low, high), "f", _identity),
            0.9,
        )

    return slot


def _matrix(draw: Draw) -> str:
    return draw.array(draw.lengths(0, 3), "f", _identity)


def _right_side(draw: Draw) -> str:
    """A right side for the last (square) array."""
    side = draw.shape[-1] if draw.shape else "2"
    shapes = [[side], [side, draw.length()], [*draw.shape[:-2], side, draw.length()]]
    return draw.often(lambda: draw.array(draw.rng.choice(shapes), "f"), lambda: draw.array(draw.lengths(0, 3), "f"))


def _axis(draw: Draw) -> str:
    rank = len(draw.shape)
    return draw.often(
        lambda: str(draw.rng.randint(-rank, max(rank - 1, 0))), lambda: str(draw.rng.randint(-3, 3)), 0.93
    )


def _axes(draw: Draw) -> str:
    rank = len(draw.shape)
    style = draw.rng.random()
    if style < 0.25:
        return "None"
    if style < 0.75 or rank < 2:
        return _axis(draw)
    chosen = draw.rng.sample(range(rank), draw.rng.randint(0, rank))
    return str(tuple(axis - rank if draw.rng.random() < 0.3 else axis for axis in chosen))


def _permutation(draw: Draw) -> str:
    rank = len(draw.shape)
    order = draw.rng.sample(range(rank), rank)
    if draw.rng.random() < 0.1:
        order = order[:-1]
    return str(tuple(order))


def _shape(draw: Draw) -> str:
    lengths = draw.lengths(0, 3)
    draw.shape = lengths
    if len(lengths) == 1 and draw.rng.random() < 0.5:
        return lengths[0]
    opening, closing = ("[", "]") if draw.rng.random() < 0.15 else ("(", ")")
    return opening + ", ".join(lengths) + ("," if lengths and opening == "(" else "") + closing


def _size(draw: Draw) -> str:
    """A ``size=`` argument, or none."""
    return draw.rng.choice(["", f", size={_shape(draw)}", f", size={_shape(draw)}"])


def _lengths_for_reshape(draw: Draw) -> str:
    """Lengths that hold the elements of the last array, mostly."""
    base = list(draw.shape)
    style = draw.rng.random()
    if style < 0.15:
        return "-1"
    if style < 0.3:
        return "(-1, 1)" if draw.rng.random() < 0.5 else "(1, -1)"
    if style < 0.5 and len(base) > 1:
        return "(" + "*".join(f"({length})" for length in base[:2]) + "".join(f", {x}" for x in base[2:]) + ",)"
    if style < 0.7 and base:
        base[draw.rng.randrange(len(base))] = "-1"
        return "(" + ", ".join(draw.rng.sample(base, len(base))) + ",)"
    if style < 0.85:
        return "(" + "".join(f"{x}, " for x in draw.rng.sample(base, len(base))) + ")"
    return "(" + "".join(f"{x}, " for x in draw.lengths(1, 3)) + ")"


def _bound(draw: Draw, length: str) -> str:
    style = draw.rng.random()
    if style < 0.35:
        return ""
    if draw.symbolic and style < 0.5:
        return draw.rng.choice([length, f"{length}-1", "n", "m"])
    return str(draw.rng.randint(-4, 4))


def _cut(draw: Draw, length: str) -> str:
    step = draw.rng.choice(["", "", "", ":2", ":3", ":-1", ":-2"])
    if draw.symbolic and draw.rng.random() < 0.1:
        return f"{draw.rng.randint(0, 3)}:{draw.rng.randint(0, 5)}"
    return f"{_bound(draw, length)}:{_bound(draw, length)}{step}"


def index_text(draw: Draw, *, advanced: bool) -> str:
    """An index for the last array: any mixture of what NumPy allows."""
    base, parts, used_ellipsis = list(draw.shape), list[str](), False
    for length in base[: draw.rng.randint(0, len(base))]:
        style = draw.rng.random()
        if style < 0.08:
            parts.append("None")
        if style < 0.12 and not used_ellipsis:
            parts.append("...")
            used_ellipsis = True
            continue
        if not advanced or style < 0.6:
            parts.append(_cut(draw, length) if style < 0.45 else _position(draw, length))
        else:
            parts.append(_selection(draw, length))
    if draw.rng.random() < 0.1:
        parts.insert(draw.rng.randint(0, len(parts)), "None")
    if draw.rng.random() < 0.04:
        parts.append("0")
    draw.shape = base
    return ", ".join(parts) or "..."


def _position(draw: Draw, length: str) -> str:
    if draw.symbolic and length not in "01234":
        return draw.rng.choice(["0", "-1", "1", "-2", f"{length}-1"])
    number = int(length)
    if number and draw.rng.random() < 0.9:
        return str(draw.rng.randint(-number, number - 1))
    return str(draw.rng.randint(-3, 3))


def _selection(draw: Draw, length: str) -> str:
    """An integer array, a list or a mask for one axis."""
    zeros = lambda shape: np.zeros(shape)  # noqa: E731
    style = draw.rng.random()
    if style < 0.3:
        return draw.often(lambda: draw.array([length], "b"), lambda: draw.array([draw.length()], "b"))
    if style < 0.5:
        return draw.rng.choice(["[0]", "[0, 0]", "[]", "[0, -1]"])
    return draw.array(draw.rng.choice([[], ["2"], ["2"], ["1"], ["3", "1"], ["2", "2"], [draw.length()]]), "i", zeros)


def _slot_index(advanced: bool) -> Callable[[Draw], str]:
    return lambda draw: index_text(draw, advanced=advanced)


def _mask(draw: Draw) -> str:
    shape = list(draw.shape)
    return draw.often(lambda: draw.array(shape, "b"), lambda: draw.array(draw.lengths(1, 2), "b"), 0.9)


def _indices(draw: Draw) -> str:
    return draw.array(draw.lengths(0, 2), "i", lambda shape: np.zeros(shape))


def _literal(draw: Draw) -> str:
    """A nested list, now and then a ragged one."""
    rows, columns = draw.rng.randint(0, 3), draw.rng.randint(0, 3)
    number = lambda: draw.rng.choice(["1", "2.5", "0", "True", "-3"])  # noqa: E731
    if draw.rng.random() < 0.4:
        return "[" + ", ".join(number() for _ in range(columns)) + "]"
    lines = [[number() for _ in range(columns)] for _ in range(rows)]
    if draw.rng.random() < 0.1 and lines:
        lines[-1].append("1")
    return "[" + ", ".join("[" + ", ".join(line) + "]" for line in lines) + "]"


SLOTS: dict[str, Callable[[Draw], str]] = {
    "A": _any_array(),
    "C": _any_array(kinds="ffiibc"),
    "AN": _any_array(1),
    "A0": _any_array(0, 0),
    "A1": _any_array(1, 1),
    "A2": _any_array(2, 2),
    "A12": _any_array(1, 2),
    "A3": _any_array(2, 3),
    "F": _any_array(kinds="f"),
    "FN": _any_array(1, kinds="f"),
    "F1": _any_array(1, 1, "f"),
    "F2": _any_array(2, 2, "f"),
    "F12": _any_array(1, 2, "f"),
    "F3": _any_array(2, 3, "f"),
    "N": _any_array(kinds="i"),
    "N1": _any_array(1, 1, "i"),
    "L": _any_array(kinds="b"),
    "B": _fitting,
    "S": _same,
    "J0": _differing_in(0),
    "J1": _differing_in(1),
    "J2": _differing_in(2),
    "J_": _differing_in(-1),
    "M": _factor,
    "sq": _square(2, 4),
    "sq2": _square(2, 2),
    "matrix": _matrix,
    "rhs": _right_side,
    "mask": _mask,
    "indices": _indices,
    "axis": _axis,
    "axes": _axes,
    "permutation": _permutation,
    "shape": _shape,
    "size": _size,
    "length": Draw.length,
    "reshape": _lengths_for_reshape,
    "index": _slot_index(True),
    "cut": _slot_index(False),
    "list": _literal,
    "keep": lambda draw: draw.rng.choice(["", "", ", keepdims=True", ", keepdims=False"]),
    "int": lambda draw: str(draw.rng.randint(-2, 3)),
    "small": lambda draw: str(draw.rng.randint(0, 3)),
    "positive": lambda draw: str(draw.rng.randint(1, 4)),
    "dtype": lambda draw: draw.rng.choice(["int", "float", "bool", "np.float32", "np.int64", "'float64'", "complex"]),
    "op": lambda draw: draw.rng.choice(["+", "-", "*", "/", "//", "%", "**", "<", "<=", "==", "!=", ">", ">="]),
}
"""What each slot of a template is filled with."""
