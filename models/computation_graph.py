"""The computation graph: forward from left to right, backward from right to left.

The notes' example is ``J = 3 * (a + b * c)``::

    b --(*)-- u --(+)-- v --(*3)-- J          forward:   u = b c,  v = a + u,  J = 3 v
    c --/         a --/                       backward:  dJ/dv, then dJ/da and dJ/du, then dJ/db and dJ/dc

Each operation knows its own slopes and nothing else. The chain rule joins them, one arrow at a time: the derivative of
J with respect to a node is the sum, over the nodes that use it, of ``dJ/dnode = dJ/duser * duser/dnode``. Going
backward, each arrow is walked once, however many inputs there are; that is why training goes backward.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field


@dataclass(eq=False)
class Node:
    """A number, the nodes that it was computed from, and its slope with respect to each of them."""

    value: float
    inputs: tuple[tuple[Node, float], ...] = field(default=(), repr=False)
    derivative: float = 0.0

    def __add__(self, other: Node) -> Node:
        """Return a + b; both slopes are 1."""
        return Node(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __sub__(self, other: Node) -> Node:
        """Return a - b; the slopes are 1 and -1."""
        return Node(self.value - other.value, ((self, 1.0), (other, -1.0)))

    def __mul__(self, other: Node) -> Node:
        """Return a * b; the slope of each is the other."""
        return Node(self.value * other.value, ((self, other.value), (other, self.value)))

    def __rmul__(self, constant: float) -> Node:
        """Return c * a of a number c; the slope is c."""
        return Node(constant * self.value, ((self, constant),))

    def backward(self) -> None:
        """Set ``derivative`` of every node that this one depends on to d(this one) / d(that node)."""
        order = _forward_order(self)
        for node in order:
            node.derivative = 0.0
        self.derivative = 1.0
        for node in reversed(order):
            for source, slope in node.inputs:
                source.derivative += node.derivative * slope


def sigmoid(z: Node) -> Node:
    """Return the node ``a = 1 / (1 + exp(-z))``; its slope is ``a (1 - a)``."""
    a = 1.0 / (1.0 + math.exp(-z.value))
    return Node(a, ((z, a * (1.0 - a)),))


def log(x: Node) -> Node:
    """Return the node ``log x``; its slope is ``1 / x``."""
    return Node(math.log(x.value), ((x, 1.0 / x.value),))


def _forward_order(last: Node) -> list[Node]:
    """List every node after the nodes that it was computed from. A stack, not recursion: graphs grow deep."""
    order: list[Node] = []
    seen: set[Node] = set()
    waiting: list[tuple[Node, bool]] = [(last, False)]
    while waiting:
        node, inputs_listed = waiting.pop()
        if inputs_listed:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, True))
            waiting.extend((source, False) for source, _ in node.inputs)
    return order
