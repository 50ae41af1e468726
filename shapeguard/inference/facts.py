"""What inference tells the rules: typed facts, each about one node of the file.

A fact states what happens, never whether it is good style: that is for a rule to judge. Facts hold ``ast`` nodes (whose
columns count UTF-8 bytes); ``shapeguard.linting.concrete`` leads from there to the libcst node.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from shapeguard.inference.values import Array, Value
from shapeguard.shapes import Broadcast, Contraction, Dim, Shape, Verdict
from shapeguard.shapes.frozen import frozen


@frozen
class Step:
    """One line of a trace: where a size came from, or the call that led here."""

    line: int
    text: str


@frozen
class Operand:
    """An operand as written and as inferred.

    ``is_array`` is False for a list or a tuple, of which NumPy makes an array that has no name here.
    """

    node: ast.expr
    array: Array
    is_array: bool = True


MOST_DIFFERENT = 16
"""Calls and turns that know something different of one expression; of more than these, nobody says all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has.

    Attributes
    ----------
    node
        The node that the finding will point to.
    function
        Qualified name of the enclosing function, ``""`` at module level.
    trace
        Where each size in it came from, and the calls that led here, in reading order.
    assumed
        It rests on a docstring or comment, so it is never more than a warning.
    elsewhere
        It happens in another file, and is told at the call in this one: its operands have no place here.
    others
        The same fact as other calls of the function, or other turns of a loop, have it, where they know something else
        of it: what is mended has to be right for all of them.
    """

    node: ast.AST
    function: str = ""
    trace: tuple[Step, ...] = ()
    assumed: bool = False
    elsewhere: bool = False
    others: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Elementwise(Fact):
    """An elementwise operator or ufunc stretched an operand, or its operands clash (SG201, SG202, SG401).

    ``on_purpose`` is the verdict of intent: an axis was made on purpose, or the target is annotated with this shape.
    ``reduced`` is the reduction over the last axis that made the lower-rank operand, where there is one.
    """

    operator: str
    operands: tuple[Operand, ...]
    outcome: Broadcast
    on_purpose: bool
    reduced: ast.expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlace(Fact):
    """``target op= value`` or ``target[...] = value`` where the value is stretched or does not fit (SG203).

    ``fits`` says whether the broadcast result has the target's shape: EQUAL, or how surely it has not.
    ``reduced`` is the reduction over the last axis that made the value, where there is one.
    """

    target: Operand
    value: Operand
    outcome: Broadcast
    fits: Verdict
    reduced: ast.expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Fact):
    """``@``, dot, matmul, inner, vdot of two arrays, whatever the verdict (SG103, SG402)."""

    function: str
    operands: tuple[Operand, Operand]
    outcome: Contraction


class Mismatch(Enum):
    """The kinds of failure that a NumPy rule or the interpreter reports; each has a lint rule that tells of it."""

    BROADCAST = "broadcast"
    CONTRACTION = "contraction"
    JOIN = "join"
    RESHAPE = "reshape"
    AXIS = "axis"
    EINSUM = "einsum"
    NOT_SQUARE = "not square"
    CREATION = "creation"
    INDEX = "index"
    UNPACK = "unpack"
    ASSERT = "assert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Fact):
    """A call, index or statement that NumPy refuses, or refuses unless sizes coincide.

    Attributes
    ----------
    kind
        Which rule it belongs to.
    verdict
        DIFFER (error) or COINCIDE (warning).
    reason
        One sentence with the shapes and names: ``"(3, 4) has 12 elements, (5, 2) has 10"``.
    operands
        The arrays concerned, as written.
    dims
        The two lengths that clash, where there are two.
    """

    kind: Mismatch
    verdict: Verdict
    reason: str
    operands: tuple[Operand, ...] = ()
    dims: tuple[Dim, Dim] | None = None


RankOneRole: TypeAlias = Literal["product", "operator", "transpose", "contract", "parameter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankOneUse(Fact):
    """A rank-1 array is used as a row or column (SG101 where created so, SG104 where an axis was dropped).

    ``node`` is the creation or the expression that dropped the axis; ``use`` is where it matters.
    ``wanted`` is the shape that the use asks for, where it tells.
    """

    array: Array
    cause: Literal["created", "dropped"]
    role: RankOneRole
    use: ast.expr
    wanted: Shape | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transposed(Fact):
    """``.T``, ``transpose`` of a rank-1 array, which does nothing (SG102).

    ``matters`` is set where a row or column would have changed the result.
    """

    operand: Operand
    matters: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation(Fact):
    """A call that creates an array, with the shape it gets (SG101 through RankOneUse, SG408)."""

    function: str
    array: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop(Fact):
    """A Python loop, comprehension or map along an axis of a known array (SG301, SG303).

    Attributes
    ----------
    iterable
        What is walked: ``range(m)``, ``zip(X.T, Y.T)``, the array itself.
    arrays
        Each array that is walked or indexed by the loop variable, with the axis.
    counts
        The length walked.
    environment
        Value of every name visible in the body, before the loop: for proving a rewrite.
    consumers
        The calls that a comprehension or map is the first argument of, innermost first: ``list(...)``, ``sum(...)``.
    around
        The function or module that it stands in.
    outer
        The loop of this kind that it stands in, if any.
    """

    iterable: ast.expr
    arrays: tuple[tuple[Operand, int], ...]
    counts: Dim
    environment: dict[str, Value]
    around: ast.AST
    consumers: tuple[ast.Call, ...] = ()
    outer: Loop | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth(Fact):
    """``a = np.append(a, ...)`` (vstack, concatenate ...) in a loop (SG302).

    ``target`` is what grows, ``a`` or ``self.a``; ``rank`` how many axes it has before the loop. Where the loop
    ``walks`` an array or a list, the next step does not write over what this one takes, as some iterators do.
    ``arrays`` are the names of arrays before the loop.
    """

    function: str
    target: str
    loop: ast.For | ast.While | ast.AsyncFor
    counts: Dim
    rank: int | None = None
    walks: bool = False
    arrays: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltinReduction(Fact):
    """``sum(a)``, ``max(a)``, ``min(a)``, ``any``, ``all``, ``abs`` loops in Python over an array (SG303).

    ``numpy`` is what the file calls NumPy; empty where it does not import it.
    """

    function: str
    operand: Operand
    numpy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded(Fact):
    """An expression statement whose result is thrown away (SG412).

    ``what`` is the function or attribute: ``reshape``, ``T``, ``astype``; ``operand`` what it is about and leaves as it
    is, with an unknown shape where nothing is known of it.
    """

    what: str
    operand: Operand


@dataclass(frozen=True, slots=True, kw_only=True)
class Misnamed(Fact):
    """A length bound to the name of another axis of the same array (SG413).

    ``bound`` holds each name with the axis whose length it is given: ``(("m", 0),)`` for ``m = X.shape[0]``; ``names``
    what each axis of the array is called, ``("nx", "m")``.
    """

    operand: Operand
    bound: tuple[tuple[str, int], ...]
    names: tuple[str, ...]


ContractRole: TypeAlias = Literal["return", "argument", "local", "docstring"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractBreach(Fact):
    """A value disagrees with a shape that an annotation (or docstring) declares (SG501, SG502, SG503, SG505).

    ``declared`` is the contract with the names bound so far put in; ``notation`` is the text of the annotation;
    ``bindings`` says who bound each name: ``("nx", Dim 4, "w.shape[0]")``.
    """

    role: ContractRole
    name: str
    notation: str
    declared: Shape
    actual: Operand
    verdict: Verdict
    axis: int | None
    bindings: tuple[tuple[str, Dim, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadNotation(Fact):
    """A shape string that can never match (SG504). ``problem`` is notation's own sentence."""

    text: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unguarded(Fact):
    """A function with array annotations that nothing enforces at run time (SG506)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed(Fact):
    """``reveal_shape(x)`` (SG902). ``text`` is what is known of x."""

    text: str


AnyFact: TypeAlias = (
    Elementwise
    | InPlace
    | Product
    | Failure
    | RankOneUse
    | Transposed
    | Creation
    | Loop
    | Growth
    | BuiltinReduction
    | Discarded
    | Misnamed
    | ContractBreach
    | BadNotation
    | Unguarded
    | Revealed
)
