"""The graph of the notes, and larger ones against finite differences."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.computation_graph import Node, log, sigmoid


def test_the_notes_graph() -> None:
    a, b, c = Node(5.0), Node(3.0), Node(2.0)
    u = b * c
    v = a + u
    J = 3.0 * v
    assert (u.value, v.value, J.value) == (6.0, 11.0, 33.0)
    J.backward()
    assert [node.derivative for node in (v, a, u, b, c)] == [3.0, 3.0, 3.0, 6.0, 9.0]


def test_the_chain_rule_multiplies_along_a_path() -> None:
    a = Node(5.0)
    v = a + Node(6.0)
    (_, dv_da), _ = v.inputs
    J = 3.0 * v
    J.backward()
    assert J.derivative == 1.0
    assert a.derivative == v.derivative * dv_da == 3.0


def test_a_node_used_twice_collects_both_paths() -> None:
    x = Node(3.0)
    y = x * x + x
    y.backward()
    assert x.derivative == 7.0


def test_going_backward_twice_gives_the_same_derivatives() -> None:
    x = Node(3.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.derivative == 6.0


@given(st.floats(-5, 5), st.floats(-5, 5), st.floats(-5, 5), st.sampled_from([0.0, 1.0]))
def test_the_loss_of_one_sample_sends_back_a_minus_y(w: float, x: float, b: float, y: float) -> None:
    """The chain dL/da * da/dz is (a - y), which is what the vectorised backward pass starts with."""
    W, B = Node(w), Node(b)
    z = W * Node(x) + B
    a = sigmoid(z)
    loss = -1.0 * (y * log(a) + (1.0 - y) * log(Node(1.0) - a))
    loss.backward()
    assert z.derivative == pytest.approx(a.value - y, rel=1e-9, abs=1e-12)
    assert W.derivative == pytest.approx((a.value - y) * x, rel=1e-9, abs=1e-12)


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    x = Node(1.0)
    y = x
    for _ in range(20_000):
        y = y + x
    y.backward()
    assert x.derivative == 20_001.0
    assert math.isfinite(y.value)
