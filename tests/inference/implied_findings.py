"""What the facts of a program imply: the codes that a linter would show, with their lines."""

from __future__ import annotations

import textwrap

from shapeguard.inference import analyze
from shapeguard.inference.emission import is_error
from shapeguard.inference.facts import (
    AnyFact,
    ContractBreach,
    Elementwise,
    Failure,
    InPlace,
    Mismatch,
    Misnamed,
    Product,
)
from shapeguard.shapes import Verdict

_FAILURES = {
    Mismatch.BROADCAST: "SG401",
    Mismatch.CONTRACTION: "SG402",
    Mismatch.JOIN: "SG403",
    Mismatch.RESHAPE: "SG404",
    Mismatch.AXIS: "SG405",
    Mismatch.EINSUM: "SG406",
    Mismatch.NOT_SQUARE: "SG407",
    Mismatch.CREATION: "SG408",
    Mismatch.INDEX: "SG409",
    Mismatch.UNPACK: "SG410",
    Mismatch.ASSERT: "SG411",
}
_CONTRACTS = {"return": "SG501", "argument": "SG502", "local": "SG503", "docstring": "SG505"}


def problems(source: str) -> set[tuple[str, int, str]]:
    """Every error and every warning: severity, line, code."""
    analysis = analyze(textwrap.dedent(source), "example.py")
    assert not analysis.gave_up
    found = set()
    for fact in analysis.facts:
        code = _code(fact)
        if code is not None:
            severity = "error" if is_error(fact) and not fact.assumed else "warning"
            found.add((severity, getattr(fact.node, "lineno", 0), code))
    return found


def _code(fact: AnyFact) -> str | None:
    match fact:
        case Failure(kind=kind):
            return _FAILURES[kind]
        case Product(outcome=outcome) if outcome.verdict >= Verdict.COINCIDE:
            return "SG402"
        case Elementwise(outcome=outcome) if outcome.verdict >= Verdict.COINCIDE:
            return "SG401"
        case Elementwise(outcome=outcome, on_purpose=False) if outcome.is_two_way:
            ranks = {len(shape.dims) for shape in outcome.operands}
            return "SG201" if len(ranks) == 1 else "SG202"
        case InPlace(fits=fits) if fits >= Verdict.COINCIDE:
            return "SG203"
        case ContractBreach(role=role):
            return _CONTRACTS[role]
        case Misnamed():
            return "SG413"
    return None
