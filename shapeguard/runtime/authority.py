"""The verdict: jaxtyping on every array, beartype on everything else, in the order of the signature.

The fast path may only say yes; whatever it doubts is decided here. Containers are checked whole, element by element
(beartype looks at one element of a list, drawn at random).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jaxtyping import AnnotationError

from shapeguard.runtime import memo
from shapeguard.runtime.checks import (
    Anything,
    Array,
    Check,
    Either,
    Elements,
    Entries,
    Fields,
    Instance,
    Judged,
    Record,
    beartype_verdict,
)


@dataclass(frozen=True, slots=True)
class Objection:
    """Why a value does not fit.

    Attributes
    ----------
    path
        The value as the reader would write it: ``X``, ``Xs[3]``, ``p['W1']``.
    value
        The value itself.
    check
        The innermost demand that it fails.
    reason
        jaxtyping's sentence for an array, or why a container does not fit.
    """

    path: str
    value: Any
    check: Check
    reason: str = ""


def object_to(check: Check, value: Any, path: str) -> Objection | None:
    """Hold a value against a check in the innermost scope; names of arrays that fit are bound there.

    Raises
    ------
    AnnotationError
        If jaxtyping cannot evaluate an axis, because it reads a name that nothing has bound.
    """
    match check:
        case Anything():
            return None
        case Array():
            return _object_to_array(check, value, path)
        case Instance(hint=hint):
            return None if isinstance(value, hint) else Objection(path, value, check)
        case Judged(hint=hint):
            return None if beartype_verdict()(value, hint) else Objection(path, value, check)
        case Either():
            return _object_to_union(check, value, path)
        case _:
            return _object_to_container(check, value, path)


def _object_to_array(check: Array, value: Any, path: str) -> Objection | None:
    try:
        reason = check.hint.__instancecheck_str__(value)
    except AnnotationError:
        raise
    except Exception as error:  # an axis such as n//k with k = 0, or an attribute of an odd array
        reason = f"the check of {check.spec} failed: {type(error).__name__}: {error}"
    return Objection(path, value, check, reason) if reason else None


def _object_to_union(check: Either, value: Any, path: str) -> Objection | None:
    """The first member that fits decides; what the others bound on the way is forgotten."""
    objections = []
    for member in check.members:
        before = memo.snapshot()
        objection = object_to(member, value, path)
        if objection is None:
            return None
        memo.restore(before)
        objections.append(objection)
    telling = [o for o in objections if o.reason and (o.path != path or not o.reason.startswith("this value is not"))]
    return telling[0] if len(telling) == 1 else Objection(path, value, check)


def _object_to_container(check: Elements | Fields | Entries | Record, value: Any, path: str) -> Objection | None:
    misfit = _object_to_kind(check, value, path)
    if misfit is not None:
        return misfit
    objections = (object_to(part, item, where) for part, item, where in parts_of(check, value, path))
    return next((objection for objection in objections if objection is not None), None)


def _object_to_kind(check: Elements | Fields | Entries | Record, value: Any, path: str) -> Objection | None:
    """The container itself: its class and its length; which keys a TypedDict has is no matter of shapes."""
    match check:
        case Record():
            return None if isinstance(value, Mapping) else Objection(path, value, check)
        case Fields(fields=fields) if isinstance(value, tuple) and len(value) != len(fields):
            return Objection(path, value, check, f"it has {len(value)} elements, not {len(fields)}")
        case _:
            return None if isinstance(value, check.origin) else Objection(path, value, check)


def parts_of(check: Check, value: Any, path: str) -> Iterator[tuple[Check, Any, str]]:
    """Every part of a container with the check that it has to pass and the way to write it."""
    match check:
        case Elements(element=element):
            for index, item in enumerate(value):
                yield element, item, f"{path}[{index}]"
        case Fields(fields=fields, names=names):
            for index, (part, item) in enumerate(zip(fields, value, strict=True)):
                yield part, item, f"{path}.{names[index]}" if names else f"{path}[{index}]"
        case Entries(keys=keys, values=values):
            for key, item in value.items():
                yield keys, key, f"the key {key!r} of {path}"
                yield values, item, f"{path}[{key!r}]"
        case Record(fields=fields):
            for name, part in fields:
                if name in value:
                    yield part, value[name], f"{path}[{name!r}]"
