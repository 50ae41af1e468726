"""The shape of an array: its dims, a known suffix behind ``...``, or nothing known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shapeguard.shapes.dim import Dim, Size
from shapeguard.shapes.frozen import frozen


@frozen
class Shape:
    """A tuple of lengths; with ``open`` set, any number of unknown axes stands before them.

    >>> str(Shape.of(3, 1)), str(Shape((Dim.of(4),), open=True)), str(Shape.unknown())
    ('(3, 1)', '(..., 4)', '(...)')
    """

    dims: tuple[Dim, ...]
    open: bool = False

    @staticmethod
    def of(*dims: Dim | int) -> Shape:
        """A shape of known rank."""
        return Shape(tuple(d if isinstance(d, Dim) else Dim.of(d) for d in dims))

    @staticmethod
    def unknown() -> Shape:
        """A shape of which not even the rank is known."""
        return Shape((), open=True)

    @staticmethod
    def of_rank(rank: int) -> Shape:
        """A shape of known rank and unknown lengths."""
        return Shape(tuple(Dim.unknown() for _ in range(rank)))

    @property
    def rank(self) -> int | None:
        """The number of axes, or None where it is not known."""
        return None if self.open else len(self.dims)

    @property
    def element_count(self) -> Dim | None:
        """The product of the lengths, or None for an unknown rank."""
        if self.open:
            return None
        total = Dim.of(1)
        for dim in self.dims:
            total = total * dim
        return total

    @property
    def is_exact(self) -> bool:
        """Whether rank and every length are known (as numbers or names)."""
        return not self.open and not any(dim.is_unknown for dim in self.dims)

    def axis(self, index: int) -> Dim:
        """The length of an axis; an unknown one where the shape does not tell.

        Raises
        ------
        IndexError
            If the rank is known and the axis is out of range.
        """
        if not self.open:
            return self.dims[index]
        return self.dims[index] if -len(self.dims) <= index < 0 else Dim.unknown()

    def transposed(self) -> Shape:
        """The shape of ``.T``."""
        return Shape.unknown() if self.open else Shape(self.dims[::-1])

    def substitute(self, values: Mapping[Size, Dim]) -> Shape:
        """Replace names by lengths."""
        return Shape(tuple(dim.substitute(values) for dim in self.dims), self.open)

    def sizes(self) -> frozenset[Size]:
        """Every named size in it."""
        return frozenset(size for dim in self.dims for size in dim.sizes())

    def __iter__(self) -> Iterator[Dim]:
        return iter(self.dims)

    def __str__(self) -> str:
        names = [str(dim) for dim in self.dims]
        if self.open:
            names.insert(0, "...")
        return f"({names[0]},)" if len(names) == 1 and not self.open else f"({', '.join(names)})"

    def __repr__(self) -> str:
        return f"<Shape {self}>"
