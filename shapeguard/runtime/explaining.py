"""From an objection to the error that is raised: what failed, against which binding, bound by whom, and the repair."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shapeguard.notation import names_in
from shapeguard.runtime.authority import Objection
from shapeguard.runtime.checks import Array, Check, Either, Instance
from shapeguard.runtime.errors import ShapeError
from shapeguard.runtime.function_contract import RESULT
from shapeguard.runtime.observations import Binding, Observed, are_consistent, bindings_of, blamed, first_conflict
from shapeguard.runtime.repairs import Repair, conversion_of, repair_of
from shapeguard.shapes import diagnosis


@dataclass(frozen=True, slots=True)
class Situation:
    """A call in which something does not fit.

    Attributes
    ----------
    title
        The function, ``predict()``.
    observed
        Every array of the call in the order in which they are checked, the failing one included.
    arguments
        The arguments by name, for axes such as ``{X.shape[1]}``.
    body_sizes
        What is bound once the body has run, by ``isinstance`` in it too; nothing before.
    """

    title: str
    observed: Sequence[Observed]
    arguments: dict[str, Any]
    body_sizes: dict[str, int]


def explain(objection: Objection, situation: Situation) -> ShapeError:
    """Write the error for a value that does not fit."""
    failing = next((item for item in situation.observed if item.path == objection.path), None)
    if failing is None or not failing.is_right_class or not isinstance(objection.check, Array):
        return _plain_error(objection, situation)
    return _array_error(failing, situation)


def _array_error(failing: Observed, situation: Situation) -> ShapeError:
    culprit = blamed(failing, situation.observed, situation.arguments)
    if culprit is failing:
        visible = situation.observed[: situation.observed.index(failing)]
    else:
        visible = [item for item in situation.observed if item is not culprit]
    bound = bindings_of(visible)
    for name, size in situation.body_sizes.items() if culprit is failing else ():
        bound.setdefault(name, Binding(name, size, "isinstance in the body"))
    repair = repair_of(culprit, situation.observed, situation.arguments)
    lines = [f"{situation.title}: {_headline(culprit)}"]
    conflict = first_conflict(culprit, bound)
    if conflict is not None:
        lines += _bindings(culprit, bound)
    says_its_rank = repair is not None and len(repair.outcome.shape) != len(culprit.shape)
    lines += [conflict] if conflict is not None and not says_its_rank else []
    if culprit.path.startswith(RESULT):
        lines += _called_with(situation)
    advice = repair.advice if repair is not None else conversion_of(culprit)
    lines += [advice] if advice else []
    return _error(lines, situation, culprit.path, bound, repair)


def _headline(culprit: Observed) -> str:
    if not culprit.is_right_dtype:
        return diagnosis.wrong_dtype(culprit.path, str(culprit.value.dtype), _dtypes(culprit.check))
    return diagnosis.has_shape(culprit.path, culprit.shape, culprit.check.spec.course)


def _dtypes(check: Array) -> str:
    """The dtypes that a hint takes, listed where they are few."""
    numbers = check.numbers or frozenset()
    names = sorted({np.dtype(code).name for code in np.typecodes["All"] if np.dtype(code).num in numbers}, key=_by_size)
    return str(check.hint.dtype.__name__) + (f" ({', '.join(names)})" if 1 < len(names) <= 4 else "")


def _by_size(name: str) -> tuple[str, int]:
    kind = name.rstrip("0123456789")
    return kind, int(name[len(kind) :] or 0)


def _bindings(culprit: Observed, bound: dict[str, Binding]) -> list[str]:
    """The bindings that the culprit's shape mentions, as one column."""
    mentioned = [b for name, b in bound.items() if _mentions(culprit.check, name)]
    width = max((len(f"{b.name} = {b.size}") for b in mentioned), default=0) + 4
    return [diagnosis.bound_by(b.name, b.size, b.source, width) for b in mentioned]


def _mentions(check: Array, name: str) -> bool:
    for axis in check.spec.axes:
        if axis.name is not None and name == (f"*{axis.name}" if axis.variadic else axis.name):
            return True
        if axis.arithmetic is not None and name in names_in(axis.arithmetic):
            return True
    return False


def _called_with(situation: Situation) -> list[str]:
    shapes = [f"{o.path} {diagnosis.shape_text(o.shape)}" for o in situation.observed if not o.is_handed_out]
    return [f"called with {', '.join(shapes)}"] if shapes else []


def _plain_error(objection: Objection, situation: Situation) -> ShapeError:
    lines = [
        f"{situation.title}: {objection.path} is {_described(objection.value)}, expected {_expected(objection.check)}"
    ]
    lines += [objection.reason] if objection.reason and not isinstance(objection.check, Array) else []
    advice = _conversion(objection, situation)
    lines += [f"Did you mean {advice}?"] if advice else []
    error = _error(lines, situation, objection.path, {}, None)
    error.suggestion = advice
    return error


def _described(value: Any) -> str:
    kind = type(value).__name__
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"an array of shape {diagnosis.shape_text(tuple(value.shape))} and dtype {value.dtype} ({kind})"
    return "None" if value is None else f"{reprlib.repr(value)} ({kind})"


def _expected(check: Check) -> str:
    if isinstance(check, Array):
        kind = getattr(check.hint.array_type, "__name__", repr(check.hint.array_type))
        return f"{check.hint.dtype.__name__}[{kind}] of shape {check.spec.course}"
    if isinstance(check, Either):
        return " or ".join(map(_expected, check.members))
    hint = check.hint
    return "None" if hint is type(None) else hint.__qualname__ if isinstance(check, Instance) else repr(hint)


def _conversion(objection: Objection, situation: Situation) -> str | None:
    """The call that makes the value right, where there is exactly one."""
    value, check = objection.value, objection.check
    if isinstance(check, Array):
        return _as_array(objection.path, value, check, situation)
    if isinstance(check, Instance) and check.hint in (float, int) and _is_number(value):
        return f"{check.hint.__name__}({objection.path})" if check.hint(value) == value else None
    return None


def _as_array(path: str, value: Any, check: Array, situation: Situation) -> str | None:
    """Making an array of numbers or lists, if the array then fits with all the others."""
    if not check.takes_ndarray or not isinstance(value, int | float | complex | list | tuple | np.generic):
        return None
    try:
        made = Observed(path, check, np.asarray(value))
    except ValueError:  # a ragged list
        return None
    others = [item for item in situation.observed if item.path != path]
    return f"np.asarray({path})" if are_consistent([*others, made], situation.arguments) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | np.number) or (isinstance(value, np.ndarray) and value.ndim == 0)


def _error(
    lines: list[str], situation: Situation, where: str, bound: dict[str, Binding], repair: Repair | None
) -> ShapeError:
    sizes = {name: binding.size for name, binding in bound.items() if isinstance(binding.size, int)}
    return ShapeError(
        "\n    ".join(lines),
        function=situation.title.removesuffix("()"),
        where=where,
        bindings=sizes,
        suggestion=repair.expression if repair is not None else None,
    )
