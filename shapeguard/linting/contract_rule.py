"""The base of the rules about broken contracts: a value has not the shape that an annotation declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import ContractBreach, ContractRole, Fact
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Judgement, Replacement, Rule
from shapeguard.linting.wording import quote, severity_of
from shapeguard.shapes import Dim, Verdict

if TYPE_CHECKING:
    import libcst

    from shapeguard.linting.concrete import Concrete


class ContractRule(Rule[ContractBreach]):
    """Reports every breach of one role; mends it where a transpose or a reshape is what is missing."""

    facts: ClassVar[tuple[type[Fact], ...]] = (ContractBreach,)
    role: ClassVar[ContractRole]

    def suspects(self, fact: ContractBreach) -> bool:
        return fact.role == self.role and fact.verdict >= Verdict.COINCIDE

    def severity(self, fact: ContractBreach) -> Severity:
        """How sure the breach is."""
        return severity_of(fact.verdict)

    def judge(self, fact: ContractBreach, node: libcst.CSTNode) -> Judgement | None:
        actual, declared = fact.actual.array.shape, fact.declared
        given, subject = quote(fact.actual.node), self.subject(fact)
        told = f"has shape {actual}"
        wanted = f"is declared {declared}"
        if "?" in str(actual) and actual.rank != declared.rank:
            told, wanted = f"is of rank {actual.rank}", f"{wanted}, of rank {declared.rank}"
        message = f"{given} {told}, but {'' if given == subject else subject + ' '}{wanted}"
        bound = "; ".join(_bindings(fact))
        return Judgement(self.severity(fact), f"{message} ({bound})" if bound else message, _advice(fact))

    def subject(self, fact: ContractBreach) -> str:
        """What the contract is about: ``the return value of `predict```."""
        return f"`{fact.name}`"

    def mend(self, fact: ContractBreach, concrete: Concrete) -> Sequence[Replacement]:
        import libcst as cst

        from shapeguard.linting.expression_edits import reshaped, transposed

        node = concrete.counterpart(fact.actual.node)
        if not isinstance(node, cst.BaseExpression):
            return ()
        if _looks_transposed(fact):
            return (Replacement("unsafe", "transpose it", node, transposed(node)),)
        lengths = _row_or_column(fact)
        if lengths:
            return (Replacement("unsafe", f"reshape it to {fact.declared}", node, reshaped(node, lengths)),)
        return ()


def _bindings(fact: ContractBreach) -> Iterator[str]:
    """Where the lengths that are declared come from, each that is known as a number or by another name."""
    concerned = {size.name for dim in fact.declared.dims for size in dim.sizes()}
    for name, dim, where in fact.bindings:
        if name in concerned and str(dim) not in (name, "?"):
            yield f"{name} = {dim} from {where}"


def _advice(fact: ContractBreach) -> str:
    actual, declared = fact.actual.array.shape, fact.declared
    if _looks_transposed(fact):
        return "it looks transposed: add `.T`"
    lengths = _row_or_column(fact)
    if lengths:
        return f"it is of rank 1: `.reshape({lengths})` gives it the declared shape"
    if actual.rank == 1 and declared.rank == 2:
        return "it is of rank 1: make it a row, `.reshape(1, -1)`, or a column, `.reshape(-1, 1)`"
    if actual.rank is not None and declared.rank is not None and actual.rank < declared.rank:
        return "an axis was lost: keepdims=True in a reduction and a slice in an index keep it"
    return f"change the code or the {'docstring' if fact.role == 'docstring' else 'annotation'}, whichever is wrong"


def _looks_transposed(fact: ContractBreach) -> bool:
    actual = fact.actual.array.shape
    return actual.rank == fact.declared.rank == 2 and _fits(actual.dims[::-1], fact)


def _row_or_column(fact: ContractBreach) -> str:
    """The lengths for ``reshape`` that make of a rank-1 array what is declared; empty where none or both do."""
    actual = fact.actual.array.shape
    if actual.rank != 1 or fact.declared.rank != 2:
        return ""
    one, (length,) = Dim.of(1), actual.dims
    is_row, is_column = _fits((one, length), fact), _fits((length, one), fact)
    if is_row == is_column:
        return ""
    return "1, -1" if is_row else "-1, 1"


def _fits(dims: tuple[Dim, ...], fact: ContractBreach) -> bool:
    """Whether these lengths are the declared ones; at a call, a name that nothing has bound yet fits any length."""
    bound = {dim for _, dim, _ in fact.bindings}
    is_free = fact.role == "argument"
    return all(
        declared == dim or (is_free and declared.value is None and declared not in bound)
        for declared, dim in zip(fact.declared.dims, dims, strict=True)
    )
