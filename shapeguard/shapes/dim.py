"""The length of one axis: an integer polynomial over named sizes, in canonical form.

>>> n = Dim.size(Size("n", Origin("unpack", "example")))
>>> str((n + 1) * 2 - n)
'n+2'
>>> n + 1 == 1 + n
True
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from typing import Literal, TypeAlias

from shapeguard.shapes.frozen import frozen

OriginKind: TypeAlias = Literal[
    "annotation", "assert", "unpack", "parameter", "docstring", "comment", "data", "call", "other"
]

MOST_TERMS = 64
"""A polynomial that has grown beyond is no length that anybody wrote down on purpose."""
LARGEST = 2**63 - 1
"""NumPy has no longer axis."""

_serial = itertools.count()


@frozen
class Origin:
    """Where a size got its name.

    Attributes
    ----------
    kind
        The sort of source: an annotation is a contract, a docstring only an assumption.
    group
        Names of one group were told apart by their author (``n, d = X.shape``, or the annotations of one
        signature) and are distinct on purpose. Names of different groups are merely unrelated.
    line
        Line of the source, 0 where there is none. Not part of the identity.
    where
        What a reader is told: ``"the annotation of `X`"``. Not part of the identity.
    """

    kind: OriginKind
    group: str
    line: int = field(default=0, compare=False)
    where: str = field(default="", compare=False)


@frozen
class Size:
    """A named length, such as ``m``."""

    name: str
    origin: Origin = field(hash=False)

    def __str__(self) -> str:
        return self.name


@frozen
class Opaque:
    """A length that no polynomial expresses: ``n//2``, ``min(n, m)``. Equal operands make it equal."""

    operation: str
    operands: tuple[Dim, ...]

    def __str__(self) -> str:
        if any("?" in str(operand) for operand in self.operands):
            return "?"
        if self.operation in {"//", "%"}:
            left, right = (f"({d})" if len(d.terms) > 1 else str(d) for d in self.operands)
            return f"{left}{self.operation}{right}"
        if self.operation == "slice":
            length, start, stop, step = self.operands
            bounds = f"{start if start.terms else ''}:{stop if stop != length else ''}"
            return f"len({bounds})" if step.value == 1 else f"len({bounds}:{step})"
        return f"{self.operation}({', '.join(map(str, self.operands))})"


@frozen
class Anonymous:
    """A length that depends on data, such as the count of a mask. Equal only to itself.

    Attributes
    ----------
    origin
        It equals sizes of this origin by chance alone: the samples of one class, and the features.
    whole
        The size among them that it is a part of, which it may well be equal to.
    """

    serial: int
    origin: Origin | None = field(default=None, compare=False)
    whole: Size | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return "?"


Atom: TypeAlias = Size | Opaque | Anonymous
Monomial: TypeAlias = tuple[tuple[Atom, int], ...]
Term: TypeAlias = tuple[Monomial, int]


def _order(atom: Atom) -> tuple[str, str]:
    return str(atom), repr(atom)


class Dim:
    """An axis length in canonical form: ``terms`` maps each monomial to its coefficient, zero terms left out.

    Build one with :meth:`of`, :meth:`size` or :meth:`unknown` and with arithmetic; two are equal when their canonical
    forms are.
    """

    __slots__ = ("_hash", "_text", "terms")

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._hash: int | None = None
        self._text: str | None = None

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Dim) and self.terms == other.terms)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(self.terms)
        return self._hash

    @staticmethod
    def of(value: int) -> Dim:
        """The constant ``value``."""
        return _constant(value)

    @staticmethod
    def size(size: Size) -> Dim:
        """A named length."""
        return Dim(((((size, 1),), 1),))

    @staticmethod
    def unknown() -> Dim:
        """A length of which nothing is known. Every call makes another one."""
        return Dim(((((Anonymous(next(_serial)), 1),), 1),))

    @staticmethod
    def apart_from(origin: Origin, whole: Size | None = None) -> Dim:
        """A length of which only that is known that sizes of an origin are another matter."""
        return Dim(((((Anonymous(next(_serial), origin, whole), 1),), 1),))

    @property
    def atom(self) -> Atom | None:
        """The one name that the length is; None for a constant and for all that is computed."""
        if len(self.terms) != 1 or self.terms[0][1] != 1 or len(self.terms[0][0]) != 1:
            return None
        ((atom, power),) = self.terms[0][0]
        return atom if power == 1 else None

    @staticmethod
    def opaque(operation: str, *operands: Dim) -> Dim:
        """A function of lengths that has no polynomial."""
        return Dim(((((Opaque(operation, operands), 1),), 1),))

    @property
    def value(self) -> int | None:
        """The constant, or None for a symbolic length."""
        if not self.terms:
            return 0
        if len(self.terms) == 1 and not self.terms[0][0]:
            return self.terms[0][1]
        return None

    @property
    def is_unknown(self) -> bool:
        """Whether the length is, or depends on, one that nothing is known of."""
        return any(isinstance(atom, Anonymous) for atom in self.atoms())

    @property
    def never_negative(self) -> bool:
        """Whether the length is provably 0 or more, whatever the sizes: ``n+1`` is, ``n-1`` is not."""
        return all(coefficient >= 0 for _, coefficient in self.terms)

    @property
    def nonnegative_when_large(self) -> bool:
        """Whether the length is 0 or more once every size is large enough: ``n-1`` is, ``n-m`` is not."""
        if self.value is not None:
            return self.value >= 0
        return not any(isinstance(atom, Opaque) and atom.operation == "%" for atom in self.atoms()) and all(
            coefficient > 0 for monomial, coefficient in self.terms if monomial
        )

    def atoms(self) -> Iterator[Atom]:
        """Every name and opaque part, those inside opaque parts included."""
        for monomial, _ in self.terms:
            for atom, _ in monomial:
                yield atom
                if isinstance(atom, Opaque):
                    for operand in atom.operands:
                        yield from operand.atoms()

    def sizes(self) -> frozenset[Size]:
        """The named sizes that the length depends on."""
        return frozenset(atom for atom in self.atoms() if isinstance(atom, Size))

    def __add__(self, other: Dim | int) -> Dim:
        total = dict(self.terms)
        for monomial, coefficient in _as_dim(other).terms:
            total[monomial] = total.get(monomial, 0) + coefficient
        return _canonical(total)

    def __neg__(self) -> Dim:
        return Dim(tuple((monomial, -coefficient) for monomial, coefficient in self.terms))

    def __sub__(self, other: Dim | int) -> Dim:
        return self + -_as_dim(other)

    def __mul__(self, other: Dim | int) -> Dim:
        total: dict[Monomial, int] = {}
        factor = _as_dim(other)
        if len(self.terms) * len(factor.terms) > MOST_TERMS**2:
            return Dim.unknown()
        for left, a in self.terms:
            for right, b in factor.terms:
                monomial = _multiply(left, right)
                total[monomial] = total.get(monomial, 0) + a * b
        return _canonical(total)

    def __radd__(self, other: int) -> Dim:
        return self + other

    def __rmul__(self, other: int) -> Dim:
        return self * other

    def __rsub__(self, other: int) -> Dim:
        return -self + other

    def __floordiv__(self, other: Dim | int) -> Dim:
        divisor = _as_dim(other)
        exact = self.divided_by(divisor)
        if exact is not None:
            return exact
        if self.value is not None and divisor.value:
            return Dim.of(self.value // divisor.value)
        return Dim.opaque("//", self, divisor)

    def __mod__(self, other: Dim | int) -> Dim:
        divisor = _as_dim(other)
        if self.value is not None and divisor.value:
            return Dim.of(self.value % divisor.value)
        if self.divided_by(divisor) is not None:
            return Dim.of(0)
        return Dim.opaque("%", self, divisor)

    def divided_by(self, divisor: Dim) -> Dim | None:
        """The exact quotient as a polynomial, by long division, or None where something is left over."""
        if not divisor.terms:
            return None
        quotient, remainder = Dim.of(0), self
        while remainder.terms:
            part = _term_quotient(remainder.terms[0], divisor.terms[0])
            if part is None:
                return None
            quotient, remainder = quotient + part, remainder - part * divisor
        return quotient

    def substitute(self, values: Mapping[Size, Dim]) -> Dim:
        """Replace names by lengths, inside opaque parts too."""
        if not values or not any(size in values for size in self.sizes()):
            return self
        total = Dim.of(0)
        for monomial, coefficient in self.terms:
            term = Dim.of(coefficient)
            for atom, power in monomial:
                for _ in range(power):
                    term = term * _substitute_atom(atom, values)
            total = total + term
        return total

    def __str__(self) -> str:
        if self._text is None:
            self._text = self._written()
        return self._text

    def __repr__(self) -> str:
        return f"<Dim {self}>"

    def _written(self) -> str:
        if not self.terms:
            return "0"
        text = ""
        first = next((place for place, (_, coefficient) in enumerate(self.terms) if coefficient > 0), 0)
        for monomial, coefficient in (self.terms[first], *self.terms[:first], *self.terms[first + 1 :]):
            names = "*".join(str(atom) if power == 1 else f"{atom}**{power}" for atom, power in monomial)
            size = str(abs(coefficient)) if not names or abs(coefficient) != 1 else ""
            sign = "-" if coefficient < 0 else "+" if text else ""
            text += sign + "*".join(part for part in (size, names) if part)
        return text


def _as_dim(value: Dim | int) -> Dim:
    return value if isinstance(value, Dim) else Dim.of(value)


def _monomial(powers: Mapping[Atom, int]) -> Monomial:
    present = [(atom, power) for atom, power in powers.items() if power]
    return tuple(present if len(present) < 2 else sorted(present, key=lambda item: _order(item[0])))


def _multiply(left: Monomial, right: Monomial) -> Monomial:
    if not left or not right:
        return left or right
    powers = dict(left)
    for atom, power in right:
        powers[atom] = powers.get(atom, 0) + power
    return _monomial(powers)


def _term_quotient(dividend: Term, divisor: Term) -> Dim | None:
    powers = dict(dividend[0])
    for atom, power in divisor[0]:
        powers[atom] = powers.get(atom, 0) - power
    if dividend[1] % divisor[1] or any(power < 0 for power in powers.values()):
        return None
    return Dim(((_monomial(powers), dividend[1] // divisor[1]),))


def _degree_first(term: Term) -> tuple[int, list[tuple[tuple[str, str], int]]]:
    """The graded lexicographic order: total, so that equal sizes are equal tables, and the one that division needs."""
    monomial, _ = term
    return -sum(power for _, power in monomial), [(_order(atom), -power) for atom, power in monomial]


@lru_cache(1_024)
def _constant(value: int) -> Dim:
    return Dim((((), value),)) if value else Dim(())


def _canonical(total: Mapping[Monomial, int]) -> Dim:
    terms = [(monomial, coefficient) for monomial, coefficient in total.items() if coefficient]
    if len(terms) > MOST_TERMS or any(abs(coefficient) > LARGEST for _, coefficient in terms):
        return Dim.unknown()
    return Dim(tuple(terms if len(terms) < 2 else sorted(terms, key=_degree_first)))


def _substitute_atom(atom: Atom, values: Mapping[Size, Dim]) -> Dim:
    if isinstance(atom, Size):
        return values.get(atom, Dim.size(atom))
    if isinstance(atom, Anonymous):
        return Dim(((((atom, 1),), 1),))
    operands = [operand.substitute(values) for operand in atom.operands]
    if atom.operation == "//":
        return operands[0] // operands[1]
    if atom.operation == "%":
        return operands[0] % operands[1]
    known = [operand.value for operand in operands if operand.value is not None]
    if len(known) == len(operands) and atom.operation in _EVALUATED:
        return Dim.of(_EVALUATED[atom.operation](*known))
    return Dim.opaque(atom.operation, *operands)


def _length_of_slice(length: int, start: int, stop: int, step: int) -> int:
    return len(range(*slice(start, stop, step).indices(length)))


_EVALUATED: Mapping[str, Callable[..., int]] = {"min": min, "max": max, "slice": _length_of_slice}
