"""The error for a call that was refused, with jaxtyping's own as its cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shapeguard.runtime import memo
from shapeguard.runtime.authority import Objection
from shapeguard.runtime.checks import Array
from shapeguard.runtime.errors import ShapeError
from shapeguard.runtime.explaining import Situation, explain
from shapeguard.runtime.function_contract import RESULT, Contract, Handed, Values, leaves
from shapeguard.runtime.observations import Observed, arrays_in
from shapeguard.runtime.theirs import own_error


def refusal(
    contract: Contract, hints: Mapping[str, Any], objection: Objection, values: Values, handed: Handed | None
) -> ShapeError:
    """Explain an objection, inside the scope in which it was made.

    Parameters
    ----------
    contract
        The contract that is broken.
    hints
        The resolved annotations, for jaxtyping.
    objection
        What does not fit, and why.
    values
        The inputs of the contract.
    handed
        What the body handed out; None while it has not run.
    """
    arguments = contract.arguments(values)
    observed = _observed(contract, objection, values, handed)
    body_sizes = dict(memo.current()[0]) if handed is not None else {}
    situation = Situation(contract.title, observed, arguments, body_sizes)
    error = explain(objection, situation)
    if handed is not None and objection.path in arguments:
        error.add_note(f"{objection.path} was right when {contract.title} was called: its body changed it in place.")
    is_result = handed is not None and handed.path == RESULT
    error.__cause__ = own_error(contract, hints, arguments, handed if is_result else None)
    return error


def unexplained(contract: Contract, objection: Objection, error: Exception) -> ShapeError:
    """The bare refusal, for values that cannot even be described."""
    refused = ShapeError(
        f"{contract.title}: {objection.path} does not fit its annotation. {objection.reason}",
        function=contract.title.removesuffix("()"),
        where=objection.path,
    )
    refused.add_note(f"Explaining it failed: {type(error).__name__}: {error}")
    return refused


def _observed(contract: Contract, objection: Objection, values: Values, handed: Handed | None) -> list[Observed]:
    """Every array of the call, in the order in which it is checked, the one that fails among them."""
    inputs = leaves(contract.inputs, values)
    observed = [array for item, value in inputs for array in arrays_in(item.check, value, item.path)]
    if handed is not None and handed.check is not None:
        observed += arrays_in(handed.check, handed.value, handed.path)
    if isinstance(objection.check, Array) and all(item.path != objection.path for item in observed):
        observed += arrays_in(objection.check, objection.value, objection.path)
    return observed
