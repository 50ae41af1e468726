"""Einstein summation: subscripts, implicit and explicit, with an ellipsis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, count

from shapeguard.shapes.broadcasting import Clash, broadcast
from shapeguard.shapes.dim import Dim
from shapeguard.shapes.frozen import frozen
from shapeguard.shapes.shape import Shape
from shapeguard.shapes.verdict import Verdict, relation

_DOTS = "..."


@frozen
class Summation:
    """The result of an einsum.

    ``label`` is the subscript whose lengths clash; ``problem`` is the sentence that says why the subscripts can never
    be right for these operands.
    """

    result: Shape
    verdict: Verdict
    clash: Clash | None = None
    label: str = ""
    problem: str = ""


def einsum(subscripts: str, operands: Sequence[Shape]) -> Summation:
    """Sum over the subscripts that the output leaves out.

    >>> str(einsum("ij,jk", [Shape.of(2, 3), Shape.of(3, 4)]).result)
    '(2, 4)'
    """
    text = "".join(subscripts.split())
    left, arrow, right = text.partition("->")
    terms = left.split(",")
    problem = _problem(terms, right if arrow else None, operands)
    if problem:
        return Summation(Shape.unknown(), Verdict.DIFFER, problem=problem)
    if any(shape.open for shape in operands):
        return _of_unknown_rank(terms, right if arrow else None)
    lengths, verdict, clash, worst = _lengths(terms, operands)
    dots = [_ellipsis_of(term, shape) for term, shape in zip(terms, operands, strict=True) if _DOTS in term]
    loop = broadcast(*dots)
    if loop.verdict > verdict:
        verdict, clash, worst = loop.verdict, loop.clash, _DOTS
    output = right if arrow else _implicit(terms)
    return Summation(_shape_of(output, lengths, loop.result), verdict, clash, worst)


def _problem(terms: list[str], output: str | None, operands: Sequence[Shape]) -> str:
    if len(terms) != len(operands):
        return f"{len(terms)} subscripts for {len(operands)} operands"
    for term, shape in zip(terms, operands, strict=True):
        letters = term.replace(_DOTS, "", 1)
        if not all(letter.isascii() and letter.isalpha() for letter in letters):
            return f"the subscripts {term!r} have something other than letters"
        rank = len(shape.dims)
        if not shape.open and (len(letters) > rank or (_DOTS not in term and len(letters) < rank)):
            return f"the subscripts {term!r} do not have the rank of {shape}"
    if output is None:
        return ""
    letters = output.replace(_DOTS, "", 1)
    if len(set(letters)) != len(letters):
        return f"the output {output!r} has a subscript twice"
    missing = set(letters) - set("".join(terms))
    return f"the output has {min(missing)!r}, which no operand has" if missing else ""


def _implicit(terms: list[str]) -> str:
    """The output where none is given: an ellipsis, then every subscript that occurs once, in alphabetical order."""
    counts = Counter("".join(terms).replace(".", ""))
    once = "".join(sorted(letter for letter, times in counts.items() if times == 1))
    return (_DOTS if any(_DOTS in term for term in terms) else "") + once


def _of_unknown_rank(terms: list[str], output: str | None) -> Summation:
    output = _implicit(terms) if output is None else output
    shape = Shape.unknown() if _DOTS in output else Shape.of_rank(len(output))
    return Summation(shape, Verdict.UNKNOWN)


def _lengths(terms: list[str], operands: Sequence[Shape]) -> tuple[dict[str, Dim], Verdict, Clash | None, str]:
    """The length of every subscript, and the worst pair that meets under one."""
    found: dict[str, list[Dim]] = {}
    for term, shape in zip(terms, operands, strict=True):
        for letter, position in _axes(term):
            found.setdefault(letter, []).append(shape.dims[position])
    lengths = dict[str, Dim]()
    verdict, clash, worst = _diagonals(terms, operands)
    for letter, dims in found.items():
        met = broadcast(*(Shape((dim,)) for dim in dims))
        lengths[letter] = met.result.dims[0]
        if met.verdict > verdict:
            verdict, clash, worst = met.verdict, met.clash, letter
    return lengths, verdict, clash, worst


def _axes(term: str) -> list[tuple[str, int]]:
    """Each subscript with its axis, counted from the end behind an ellipsis."""
    before, _, after = term.partition(_DOTS)
    return [*zip(before, count(), strict=False), *zip(after, count(-len(after)), strict=False)]


def _diagonals(terms: list[str], operands: Sequence[Shape]) -> tuple[Verdict, Clash | None, str]:
    """The worst pair of lengths under a subscript that one operand has twice, where even 1 is not stretched."""
    verdict, worst, label = Verdict.EQUAL, None, ""
    for index, (term, shape) in enumerate(zip(terms, operands, strict=True)):
        for (one, i), (other, j) in combinations(_axes(term), 2):
            pair = relation(shape.dims[i], shape.dims[j]) if one == other else Verdict.EQUAL
            if pair > verdict:
                verdict, label = pair, one
                worst = Clash((index, index), (i, j), (shape.dims[i], shape.dims[j]), pair)
    return verdict, worst, label


def _ellipsis_of(term: str, shape: Shape) -> Shape:
    before, _, after = term.partition(_DOTS)
    return Shape(shape.dims[len(before) : len(shape.dims) - len(after)])


def _shape_of(output: str, lengths: dict[str, Dim], loop: Shape) -> Shape:
    before, dots, after = output.partition(_DOTS)
    middle = loop.dims if dots else ()
    return Shape((*(lengths[x] for x in before), *middle, *(lengths[x] for x in after)))
