"""The algebra agrees with NumPy: the same result shape, or both refuse; also after names are given values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapeguard.shapes import Dim, Origin, Shape, Size, Verdict, broadcast, dot, matmul, relation

ORIGIN = Origin("unpack", "test")
NAMES = [Size(name, ORIGIN) for name in ("n", "m", "k")]

lengths = st.integers(0, 4)
concrete = st.lists(lengths, max_size=4).map(tuple)


@st.composite
def named_dims(draw):
    dim = Dim.of(draw(st.integers(0, 3)))
    for size in draw(st.lists(st.sampled_from(NAMES), max_size=2)):
        dim = dim * Dim.size(size) + draw(st.integers(0, 2)) if draw(st.booleans()) else dim + Dim.size(size)
    return dim


named_shapes = st.lists(named_dims(), max_size=3).map(lambda dims: Shape(tuple(dims)))
assignments = st.fixed_dictionaries({size: st.integers(1, 5) for size in NAMES})


def numbers(shape, values):
    known = shape.substitute({size: Dim.of(value) for size, value in values.items()})
    return tuple(dim.value for dim in known)


def numpy_or_none(function, *shapes):
    try:
        return function(*(np.empty(shape) for shape in shapes)).shape
    except ValueError:
        return None


@given(st.lists(concrete, min_size=1, max_size=3))
def test_broadcast_of_numbers_is_numpys(shapes):
    outcome = broadcast(*(Shape.of(*shape) for shape in shapes))
    try:
        expected = np.broadcast_shapes(*shapes)
    except ValueError:
        assert outcome.verdict is Verdict.DIFFER
        return
    assert outcome.verdict is Verdict.EQUAL
    assert outcome.result == Shape.of(*expected)


@given(concrete, concrete)
def test_who_was_stretched(left, right):
    outcome = broadcast(Shape.of(*left), Shape.of(*right))
    if outcome.verdict is not Verdict.EQUAL:
        return
    result = np.broadcast_shapes(left, right)
    for index, shape in enumerate((left, right)):
        stretched = {stretch.axis for stretch in outcome.stretches if stretch.operand == index}
        padded = (None,) * (len(result) - len(shape)) + shape
        assert stretched == {axis for axis in range(-len(result), 0) if padded[axis] != result[axis]}


@pytest.mark.parametrize(("ours", "theirs"), [(matmul, np.matmul), (dot, np.dot)])
@given(left=concrete, right=concrete)
def test_products_of_numbers_are_numpys(ours, theirs, left, right):
    outcome = ours(Shape.of(*left), Shape.of(*right))
    expected = numpy_or_none(theirs, left, right)
    if expected is None:
        assert outcome.verdict is Verdict.DIFFER
    else:
        assert outcome.verdict is Verdict.EQUAL
        assert outcome.result == Shape.of(*expected)


@given(named_shapes, named_shapes, assignments)
def test_names_never_promise_what_numbers_break(left, right, values):
    outcome = broadcast(left, right)
    if outcome.verdict is Verdict.EQUAL:
        expected = np.broadcast_shapes(numbers(left, values), numbers(right, values))
        if 1 not in numbers(left, values) + numbers(right, values):
            assert numbers(outcome.result, values) == expected


@given(named_dims(), named_dims(), assignments)
def test_relation_holds_for_every_assignment(left, right, values):
    (a,), (b,) = numbers(Shape((left,)), values), numbers(Shape((right,)), values)
    verdict = relation(left, right)
    if verdict is Verdict.EQUAL:
        assert a == b
    if verdict is Verdict.DIFFER:
        assert a != b


@given(named_dims(), named_dims(), named_dims(), assignments)
def test_arithmetic_is_arithmetic(a, b, c, values):
    x, y, z = (numbers(Shape((dim,)), values)[0] for dim in (a, b, c))
    assert numbers(Shape((a * b + c - b,)), values) == (x * y + z - y,)
    assert (a + b) * c == c * b + a * c
    if y:
        assert numbers(Shape((a // b, a % b)), values) == (x // y, x % y)


def test_terms_of_the_same_names_have_one_order():
    m, n = (Dim.size(Size(name, Origin("unpack", "test"))) for name in "mn")
    assert m * n * n + m * m * n == m * m * n + m * n * n
    assert str(m * n * n + m * m * n) == "m**2*n+m*n**2"


@given(named_dims(), named_dims())
def test_a_product_is_divided_exactly(a, b):
    if b.terms:
        assert (a * b) // b == a
        assert (a * b) % b == Dim.of(0)


def test_long_division_of_sizes():
    h, w, k = (Dim.size(Size(name, Origin("unpack", "test"))) for name in "hwk")
    assert str(w - k + 1) == "w-k+1"
    assert (3 * k * k * (h - k + 1) * (w - k + 1)) // ((h - k + 1) * (w - k + 1)) == 3 * k * k
    assert (h * h - 1) // (h + 1) == h - 1
    assert str((h * h) // (h + 1)) == "h**2//(h+1)"


def test_names_of_one_origin_are_distinct_on_purpose():
    n, m = (Dim.size(size) for size in NAMES[:2])
    stranger = Dim.size(Size("p", Origin("unpack", "elsewhere")))
    assert relation(n, m) is Verdict.COINCIDE
    assert relation(n, stranger) is Verdict.UNKNOWN
    assert relation(n, Dim.of(3)) is Verdict.UNKNOWN
    assert relation(Dim.size(Size("n", Origin("annotation", "f"))), Dim.of(3)) is Verdict.COINCIDE
    assert relation(n, n * 2) is Verdict.DIFFER
    assert relation(n + 1, Dim.of(0)) is Verdict.DIFFER


def test_two_way():
    assert broadcast(Shape.of(4, 1), Shape.of(1, 4)).is_two_way
    assert broadcast(Shape.of(4, 1), Shape.of(4)).is_two_way
    assert not broadcast(Shape.of(4, 1), Shape.of(4, 5)).is_two_way
    assert not broadcast(Shape.of(4), Shape.of(3, 4)).is_two_way
