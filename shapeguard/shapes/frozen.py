"""Small values that nobody changes, made by the hundred thousand."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

__all__ = ["frozen", "replace"]

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a dataclass with slots, comparable and hashable, that the type checker lets nobody change.

    ``dataclass(frozen=True)`` would say so at run time too, which makes each of them take four times as long to make.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)


if TYPE_CHECKING:
    from dataclasses import replace
else:

    def replace(value, /, **changes):
        """A copy of a value with some of its parts changed, as ``dataclasses.replace`` makes it, in half the time.

        It asks for no more than ``__match_args__``, which is what compiled classes keep of a dataclass.
        """
        cls = value.__class__
        names = cls.__match_args__
        if not names:
            return dataclasses.replace(value, **changes)
        parts = [changes.pop(name) if name in changes else getattr(value, name) for name in names]
        return cls(*parts, **changes)
