"""Variables with an annotation of their own: what they hold is of the declared type, however it is computed."""

from __future__ import annotations

from shapeguard.inference.contract_kinds import ArrayContract, Contract
from shapeguard.inference.declared import Naming, symbolic
from shapeguard.inference.interpreter import classes
from shapeguard.inference.interpreter.fields import Nameless
from shapeguard.inference.interpreter.run import Run
from shapeguard.inference.joins import says_nothing
from shapeguard.inference.values import UNKNOWN, Value


def promised_by_annotation(run: Run, contract: Contract, naming: Naming) -> Value:
    """What an annotation alone tells."""
    return symbolic(contract, naming, lambda node: classes.instance_of(run, run.scope, node, ""))


def remember(run: Run, name: str, contract: Contract) -> None:
    """Remember what a variable is declared to be. An array may change its shape with every assignment."""
    if not isinstance(contract, ArrayContract):
        run.scope.declared[name] = contract


def as_declared(run: Run, name: str, value: Value = UNKNOWN) -> Value:
    """The value, or what the variable is declared to be where the value tells nothing."""
    contract = run.scope.declared.get(name)
    return promised_by_annotation(run, contract, Nameless()) if contract is not None and says_nothing(value) else value
