"""``np.einsum`` and its kin."""

from __future__ import annotations

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import into, plain
from shapeguard.inference.numpy_api.kinds import promoted
from shapeguard.inference.numpy_api.outcome import Outcome, Refusal
from shapeguard.inference.numpy_api.refusing import Refused, Unclear
from shapeguard.inference.numpy_api.rule import Answer, rule
from shapeguard.inference.values import Array, Kind, Value
from shapeguard.shapes import Summation, Verdict, einsum


@rule("numpy.einsum")
def einsum_(
    subscripts: str,
    *operands: Array,
    out: Value | None = None,
    dtype: Kind | None = None,
    order: Value | None = None,
    casting: Value | None = None,
    optimize: Value | None = None,
) -> Answer:
    found = einsum(subscripts, [operand.shape for operand in operands])
    if found.problem:
        raise Refused(Mismatch.EINSUM, found.problem)
    if found.verdict is Verdict.DIFFER and any(dim.value == 0 for operand in operands for dim in operand.shape.dims):
        raise Unclear  # NumPy lets a diagonal of lengths 0 and 3 pass
    kind = dtype or promoted(*(operand.kind for operand in operands))
    return into(out, Outcome(plain(found.result, kind, *operands), _events(found, subscripts)), exactly=True)


def _events(found: Summation, subscripts: str) -> tuple[Refusal, ...]:
    if found.clash is None or found.verdict is Verdict.UNKNOWN:
        return ()
    left, right = found.clash.dims
    reason = f"{found.label!r} of {subscripts!r} is both {left} and {right}"
    if found.verdict is Verdict.DIFFER:
        raise Refused(Mismatch.EINSUM, reason, dims=(left, right))
    return (Refusal(Mismatch.EINSUM, found.verdict, reason, dims=(left, right)),)
