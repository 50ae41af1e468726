"""One mistake, one finding: what follows from a rank-1 array that is told of already is not told again.

A finding that something fails where a lost axis is missing, or in the expression that creates the array, says more than
the convention, which is left out then. Other conventions about the same array are left out, and become lines in the
trace of the first. No fix is lost.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace

from shapeguard.inference.emission import verdict_of
from shapeguard.inference.facts import ContractBreach, Elementwise, Fact, RankOneUse, Transposed
from shapeguard.linting.finding import Finding, Severity, TraceLine
from shapeguard.shapes import Verdict


def without_echoes(found: Mapping[Finding, Fact]) -> Iterator[Finding]:
    """The findings, each with its fact, without those that repeat another one."""
    failing = {id(fact.node) for finding, fact in found.items() if finding.severity is not Severity.CONVENTION}
    expressions = [fact for fact in found.values() if not isinstance(fact, ContractBreach)]
    broken = {id(fact.node): verdict for fact in expressions if (verdict := verdict_of(fact)) >= Verdict.COINCIDE}
    found = {finding: fact for finding, fact in found.items() if not _is_guess(fact, broken)}
    causes = {id(fact.node) for fact in found.values() if _is_cause(fact) and not _fails(fact, failing)}
    echoes: dict[int, list[TraceLine]] = {}
    for finding, fact in found.items():
        origin = next((cause for cause in _origins(fact) if cause in causes), None)
        if origin is not None and finding.severity is Severity.CONVENTION:
            line = TraceLine(finding.start.row, f"the same array: {finding.message}")
            echoes.setdefault(origin, []).append(line)
    left_out = [(finding, fact) for finding, fact in found.items() if _fails(fact, failing)]
    fixes = {id(fact.use): finding.fix for finding, fact in left_out if isinstance(fact, RankOneUse)}
    for finding, fact in found.items():
        is_convention = finding.severity is Severity.CONVENTION
        if is_convention and (_fails(fact, failing) or any(origin in causes for origin in _origins(fact))):
            continue
        also = echoes.get(id(fact.node), []) if _is_cause(fact) else []
        fix = finding.fix or (None if is_convention else fixes.get(id(fact.node)))
        yield replace(finding, trace=(*finding.trace, *also), fix=fix)


def _is_guess(fact: Fact, broken: Mapping[int, Verdict]) -> bool:
    """Whether a contract is held against an expression that fails as surely: what that would give is a guess."""
    if not isinstance(fact, ContractBreach):
        return False
    return fact.verdict <= broken.get(id(fact.actual.node), Verdict.EQUAL)


def _is_cause(fact: Fact) -> bool:
    return isinstance(fact, RankOneUse)


def _fails(fact: Fact, failing: set[int]) -> bool:
    """Whether something fails, or is silently wrong, where an array that lost an axis, or is made there, is used."""
    if not isinstance(fact, RankOneUse) or id(fact.use) not in failing:
        return False
    return fact.cause == "dropped" or any(part is fact.node for part in ast.walk(fact.use))


def _origins(fact: Fact) -> Iterator[int]:
    """The expressions by which the operands became arrays of rank 1."""
    operands = fact.operands if isinstance(fact, Elementwise) else ()
    for operand in (fact.operand,) if isinstance(fact, Transposed) else operands:
        for origin in (operand.array.history.created, operand.array.history.dropped):
            if origin is not None and operand.array.shape.rank == 1:
                yield id(origin)
