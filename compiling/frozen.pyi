"""`shapeguard.shapes.frozen` as mypyc is to see it: what is written out is no dataclass any more, and has no fields."""

from dataclasses import field
from typing import TypeVar, dataclass_transform

T = TypeVar("T")

@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]: ...
def replace(value: T, /, **changes: object) -> T: ...
