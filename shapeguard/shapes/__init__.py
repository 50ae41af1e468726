"""The shape algebra: pure, standard library only, shared by the linter and the run-time guard."""

from shapeguard.shapes.broadcasting import Broadcast, Clash, Stretch, broadcast
from shapeguard.shapes.contraction import Contraction, dot, matmul
from shapeguard.shapes.dim import Anonymous, Dim, Opaque, Origin, OriginKind, Size
from shapeguard.shapes.einsum import Summation, einsum
from shapeguard.shapes.gufunc import Applied, Signature, apply
from shapeguard.shapes.shape import Shape
from shapeguard.shapes.verdict import Verdict, relation

__all__ = [
    "Anonymous",
    "Applied",
    "Broadcast",
    "Clash",
    "Contraction",
    "Dim",
    "Opaque",
    "Origin",
    "OriginKind",
    "Shape",
    "Signature",
    "Size",
    "Stretch",
    "Summation",
    "Verdict",
    "apply",
    "broadcast",
    "dot",
    "einsum",
    "matmul",
    "relation",
]
