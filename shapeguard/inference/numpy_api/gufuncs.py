"""Rules that a gufunc signature says in full. To add one, add a line."""

from __future__ import annotations

from collections.abc import Sequence as Several

from shapeguard.inference.facts import Mismatch
from shapeguard.inference.numpy_api.elementwise import plain
from shapeguard.inference.numpy_api.outcome import Argument, Outcome, Refusal
from shapeguard.inference.numpy_api.refusing import Refused
from shapeguard.inference.values import Array, Kind, Sequence
from shapeguard.shapes import Applied, Clash, Signature, Verdict, apply


def applied(signature: str, operands: Several[Array], places: tuple[Argument, ...], kinds: Several[Kind]) -> Outcome:
    """The outcome of applying a signature: one array, or a tuple of them."""
    found = apply(Signature.parse(signature), [operand.shape for operand in operands])
    if found.short is not None:
        shape, place = operands[found.short].shape, places[found.short]
        raise Refused(Mismatch.AXIS, f"{shape} has too low a rank for {signature}", (place,))
    events = _events(found, operands, places)
    arrays = tuple(plain(shape, kind, *operands) for shape, kind in zip(found.results, kinds, strict=True))
    return Outcome(arrays[0] if len(arrays) == 1 else Sequence(arrays), events)


def _events(found: Applied, operands: Several[Array], places: tuple[Argument, ...]) -> tuple[Refusal, ...]:
    clash = found.clash
    if clash is None or clash.verdict in (Verdict.EQUAL, Verdict.UNKNOWN):
        return ()
    kind, reason = _described(clash, operands)
    if kind is Mismatch.NOT_SQUARE and clash.verdict is Verdict.COINCIDE and not _written_in_annotations(clash):
        return ()
    concerned = tuple(dict.fromkeys(places[index] for index in clash.operands))
    if clash.verdict is Verdict.DIFFER:
        raise Refused(kind, reason, concerned, clash.dims)
    return (Refusal(kind, clash.verdict, reason, concerned, clash.dims),)


def _described(clash: Clash, operands: Several[Array]) -> tuple[Mismatch, str]:
    left, right = (operands[index].shape for index in clash.operands)
    if clash.operands[0] == clash.operands[1]:
        return Mismatch.NOT_SQUARE, f"{left} is not square"
    return Mismatch.CONTRACTION, f"{left} and {right} do not fit: {clash.dims[0]} is not {clash.dims[1]}"


def _written_in_annotations(clash: Clash) -> bool:
    """``n, m = A.shape`` is how one asks whether a matrix is square; an annotation says that it is not."""
    sizes = {size for dim in clash.dims for size in dim.sizes()}
    return all(size.origin.kind == "annotation" for size in sizes)
