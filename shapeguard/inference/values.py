"""The values that inference computes with.

Arrays carry a shape, a kind of dtype and a history (how the array came about, which the conventions ask for). Integers
are lengths, because shapes flow through ints and tuples: ``X.shape[1]``, ``len(X)``, ``(n,) + X.shape[1:]``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import EllipsisType
from typing import TYPE_CHECKING, TypeAlias

from shapeguard.shapes import Dim, Shape
from shapeguard.shapes.frozen import frozen

if TYPE_CHECKING:
    from shapeguard.inference.contract_kinds import CallableContract
    from shapeguard.inference.scope import Scope


class Kind(Enum):
    """The kind of an array's elements: enough to tell a mask from integer indices."""

    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    COMPLEX = "complex"
    OBJECT = "object"
    UNKNOWN = "?"

    __hash__ = object.__hash__  # Enum's is written in Python, and every array has a kind


@frozen
class History:
    """How an array came about. Nodes are those of the file under analysis.

    Attributes
    ----------
    created
        The call that created a rank-1 array, ``np.zeros(n)``.
    dropped
        The expression that lost an axis: ``X[:, i]``, ``X.sum(axis=1)``.
    purposeful
        An axis was made on purpose: ``None``, ``newaxis``, ``expand_dims``, ``ogrid``, ``outer`` and their like.
    reshaped
        An axis of length 1 was made by ``reshape`` or ``keepdims``: an excuse only between different names.
    transpose_of
        Identity of the value that this one is the transpose of.
    declared
        The rank is deliberate: a contract in code declares it, or no other is possible (eigenvalues).
    assumed
        The shape rests on a docstring or a comment: nothing that follows from it is more than a warning.
    clamps
        Made by a library that clamps an index out of bounds instead of raising (JAX).
    """

    created: ast.expr | None = None
    dropped: ast.expr | None = None
    purposeful: bool = False
    reshaped: bool = False
    transpose_of: int | None = None
    declared: bool = False
    assumed: bool = False
    clamps: bool = False

    @property
    def elsewhere(self) -> tuple[bool, ...]:
        """What counts of it where the array's own place does not."""
        return self.purposeful, self.reshaped, self.declared, self.assumed, self.clamps


@frozen
class Unknown:
    """Nothing is known of shapes. The answer of every missing rule.

    ``type`` names its type where something tells it, ``Path`` or ``str``: for readers, no conclusion rests on it.
    """

    type: str = field(default="", compare=False)


@frozen
class Array:
    """A plain ``numpy.ndarray`` (or NumPy scalar, rank 0). Subclasses with other rules are Unknown."""

    shape: Shape
    kind: Kind = Kind.UNKNOWN
    history: History = field(default=History(), compare=False)


@frozen
class Int:
    """A Python int, as a length or an index; negative values included."""

    dim: Dim


@frozen
class Scalar:
    """A Python number whose value does not matter: a float, or an int that is not a length.

    ``assumed`` is set where a name or a docstring says that it is one.
    """

    kind: Kind = Kind.FLOAT
    assumed: bool = False


@frozen
class Constant:
    """A string, bool, None, float or Ellipsis whose value is known."""

    value: str | bytes | bool | float | complex | EllipsisType | None


@frozen
class Sequence:
    """A tuple or list of known length."""

    items: tuple[Value, ...]
    is_list: bool = False


@frozen
class ListOf:
    """A list, tuple or iterator of unknown length whose items look alike."""

    item: Value
    length: Dim = field(default_factory=Dim.unknown)


@frozen
class Dictionary:
    """A dict with constant keys; ``rest`` stands for the value of every other key, ``key`` for that key itself."""

    items: Mapping[str | int, Value]
    rest: Value | None = None
    key: Value = field(default_factory=Unknown, compare=False)


@frozen
class Slice:
    """A slice, its parts as values; None where left out."""

    start: Value | None = None
    stop: Value | None = None
    step: Value | None = None


@frozen
class Module:
    """A module: a canonical dotted name such as ``numpy.linalg``, or a project module."""

    name: str


@frozen
class Known:
    """A function, class or object of a library with rules: ``numpy.zeros``, ``numpy.random.Generator``.

    ``receiver`` is the array (or other value) a method was read from: ``X.sum`` is ``Known("ndarray.sum", X)``.
    """

    name: str
    receiver: Value | None = None


@frozen
class Function:
    """A function of the project, with the scope that it closes over."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    bound: Value | None = None


@frozen
class Callback:
    """A function that is known by its annotation alone; ``answer`` makes a result from the lengths of a call."""

    contract: CallableContract
    answer: Callable[[Mapping[str, Dim]], Value] = field(compare=False)


@frozen
class Hint:
    """A type that annotations name, ``list[int]`` or ``Float[np.ndarray, "n"]``, with the scope that it stands in."""

    node: ast.expr
    scope: Scope


@frozen
class Class:
    """A class of the project."""

    node: ast.ClassDef
    scope: Scope


@dataclass(eq=False, slots=True)
class Instance:
    """An object of a project class, with what is known of its attributes."""

    cls: Class
    attributes: dict[str, Value] = field(default_factory=dict)


@frozen
class OneOf:
    """Up to three alternatives left by branches: a finding needs every one of them to fail."""

    options: tuple[Value, ...]


Value: TypeAlias = (
    Unknown
    | Array
    | Int
    | Scalar
    | Constant
    | Sequence
    | ListOf
    | Dictionary
    | Slice
    | Module
    | Known
    | Function
    | Callback
    | Hint
    | Class
    | Instance
    | OneOf
)

UNKNOWN = Unknown()
