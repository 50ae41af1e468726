"""The arguments of one call, and the strategy that draws them from a signature."""

from __future__ import annotations

import collections
import inspect
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from shapeguard.runtime.annotations import enclosing_names, raw_annotations, resolve, signature_of
from shapeguard.runtime.function_contract import ABSENT, Contract, Input, contract_of
from shapeguard.testing.sizes import Sizes
from shapeguard.testing.values import Drawing

_MUST_BE_GIVEN = "the strategy of {name} must be passed: arguments({title}, {name}=...)"


class Arguments(dict[str, Any]):
    """The arguments of one call by name: ``f(**args)``."""

    def apply(self, function: Callable[..., Any]) -> Any:
        """Call a function, its positional-only parameters and ``*args`` included."""
        bound = inspect.BoundArguments(signature_of(function), collections.OrderedDict(self))
        return function(*bound.args, **bound.kwargs)


def arguments(
    function: Callable[..., Any],
    /,
    *,
    elements: SearchStrategy[Any] | None = None,
    min_size: int = 2,
    **given: Any,
) -> SearchStrategy[Arguments]:
    """A strategy for the arguments of a function, drawn from its annotations.

    Named sizes are pairwise distinct, and distinct from every length that the signature fixes; one name has one size in
    all arguments. Parameters with a default are sometimes left out. An ``int`` parameter with the name of a size gets
    that size.

    Parameters
    ----------
    function
        A guarded function or bound method; ``SHAPEGUARD=off`` changes nothing.
    elements
        A strategy for the elements of the arrays. By default finite numbers of magnitude at most 1e6: no NaN, no
        infinity.
    min_size
        The smallest size that a name gets.
    **given
        For a parameter by name, a strategy or a value to use instead; what has no annotation and no default needs one.

    Returns
    -------
    A strategy of `Arguments`, a dict: ``function(**args)``.

    Raises
    ------
    TypeError
        If a parameter cannot be drawn from its annotation, or ``given`` names none of the parameters.

    Examples
    --------
    >>> import numpy as np
    >>> from shapeguard import Float, guard
    >>> @guard
    ... def predict(w: Float[np.ndarray, "nx 1"], X: Float[np.ndarray, "nx m"]) -> Float[np.ndarray, "1 m"]:
    ...     return w.T @ X
    >>> sorted(arguments(predict).example())                       # doctest: +SKIP
    ['X', 'w']
    """
    contract = _contract_of(function)
    inputs = [item for item in contract.parameters if item.path not in _bound_first(function, contract)]
    unknown = given.keys() - {item.path for item in inputs}
    if unknown:
        raise TypeError(f"{contract.title} has no parameter {', '.join(sorted(unknown))}.")
    for item in inputs:
        parameter = contract.signature.parameters[item.path]
        if item.check is ABSENT and item.path not in given and _is_required(parameter):
            how = _MUST_BE_GIVEN.format(name=item.path, title=contract.title.removesuffix("()"))
            raise TypeError(f"{item.path} has no annotation: {how}.")
    sizes = Sizes([item.check for item in inputs if item.path not in given], min_size)
    return _drawn(contract, inputs, sizes, elements, given)


@st.composite
def _drawn(
    draw: DrawFn,
    contract: Contract,
    inputs: Sequence[Input],
    sizes: Sizes,
    elements: SearchStrategy[Any] | None,
    given: Mapping[str, Any],
) -> Arguments:
    drawing = Drawing(draw, sizes.draw(draw), elements)
    values = Arguments()
    for item in inputs:
        parameter = contract.signature.parameters[item.path]
        if item.path in given:
            chosen = given[item.path]
            values[item.path] = draw(chosen) if isinstance(chosen, SearchStrategy) else chosen
        elif item.check is not ABSENT and (_is_required(parameter) or draw(st.booleans())):
            values[item.path] = drawing.argument(item)
    return values


def _contract_of(function: Any) -> Contract:
    inner = inspect.unwrap(getattr(function, "__func__", function))
    if not inspect.isfunction(inner):
        raise TypeError(f"arguments() draws for functions and methods; {function!r} is neither.")
    guarded = getattr(getattr(function, "__func__", function), "__shapeguard__", None)
    if guarded is not None and guarded.authority is not None:
        contract: Contract = guarded.authority.contract
        return contract
    local = getattr(guarded, "local", None) or enclosing_names(inner, 3)
    return contract_of(inner, resolve(inner, raw_annotations(inner), local))


def _bound_first(function: Any, contract: Contract) -> set[str]:
    """The parameter that a bound method has already."""
    return {next(iter(contract.signature.parameters))} if inspect.ismethod(function) else set()


def _is_required(parameter: Parameter) -> bool:
    is_one = parameter.kind not in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    return is_one and parameter.default is Parameter.empty
