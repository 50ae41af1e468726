"""Einstein summation agrees with NumPy, and so do the signatures of generalised ufuncs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shapeguard.shapes import Dim, Origin, Shape, Signature, Size, Verdict, apply, einsum

lengths = st.integers(1, 3)
SUBSCRIPTS = (
    "ij,jk",
    "ij,jk->ik",
    "ii",
    "ii->i",
    "ij->",
    "...j->...",
    "...ij,...jk->...ik",
    "i,j->ij",
    "ij,ij->i",
    "ba",
)


@pytest.mark.parametrize("subscripts", SUBSCRIPTS)
@settings(max_examples=60)
@given(shapes=st.lists(st.lists(lengths, max_size=4).map(tuple), min_size=2, max_size=2))
def test_einsum_of_numbers_is_numpys(subscripts, shapes):
    shapes = shapes[: subscripts.split("->")[0].count(",") + 1]
    outcome = einsum(subscripts, [Shape.of(*shape) for shape in shapes])
    try:
        expected = np.einsum(subscripts, *map(np.ones, shapes)).shape
    except ValueError:
        assert outcome.verdict is Verdict.DIFFER
    else:
        assert outcome.verdict is Verdict.EQUAL
        assert outcome.result == Shape.of(*expected)


@pytest.mark.parametrize(
    ("subscripts", "ranks", "problem"),
    [
        ("ij,jk", (2,), "2 subscripts for 1 operands"),
        ("ij", (3,), "do not have the rank"),
        ("ij->ii", (2,), "has a subscript twice"),
        ("ij->ik", (2,), "which no operand has"),
        ("i1", (2,), "something other than letters"),
    ],
)
def test_subscripts_that_can_never_be_right(subscripts, ranks, problem):
    outcome = einsum(subscripts, [Shape.of_rank(rank) for rank in ranks])
    assert outcome.verdict is Verdict.DIFFER
    assert problem in outcome.problem


def test_the_clash_names_its_label():
    n, m = (Dim.size(Size(name, Origin("unpack", "X"))) for name in "nm")
    outcome = einsum("ij,jk->ik", [Shape.of(n, m), Shape.of(n, m)])
    assert outcome.verdict is Verdict.COINCIDE
    assert outcome.label == "j"


def test_an_unknown_rank_leaves_what_the_output_says():
    assert einsum("ij,jk->ik", [Shape.unknown(), Shape.of(2, 3)]).result.rank == 2
    assert einsum("...i->...", [Shape.unknown()]).result.rank is None


@settings(max_examples=60)
@given(st.lists(st.lists(lengths, min_size=2, max_size=4).map(tuple), min_size=2, max_size=2))
def test_a_signature_says_what_matmul_does(shapes):
    outcome = apply(Signature.parse("(m,n),(n,p)->(m,p)"), [Shape.of(*shape) for shape in shapes])
    try:
        expected = np.matmul(*map(np.ones, shapes)).shape
    except ValueError:
        assert outcome.verdict is Verdict.DIFFER
    else:
        assert outcome.results == (Shape.of(*expected),)


def test_signature_of_several_results():
    outcome = apply(Signature.parse("(n,n)->(n),(n,n)"), [Shape.of(5, 3, 3)])
    assert [str(shape) for shape in outcome.results] == ["(5, 3)", "(5, 3, 3)"]


def test_signature_tells_one_operand_that_is_not_square():
    outcome = apply(Signature.parse("(n,n)->()"), [Shape.of(2, 3)])
    assert outcome.verdict is Verdict.DIFFER
    assert outcome.clash.operands == (0, 0)


def test_signature_tells_a_rank_too_low():
    assert apply(Signature.parse("(n,n)->()"), [Shape.of(2)]).short == 0
