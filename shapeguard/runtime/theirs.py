"""jaxtyping's own error for a call that was refused: the ``__cause__`` of a ShapeError."""

from __future__ import annotations

import inspect
import sys
import traceback
import warnings
from collections.abc import Mapping
from typing import Any

from beartype import beartype
from jaxtyping import TypeCheckError, jaxtyped

from shapeguard.runtime.function_contract import Contract, Handed


def own_error(
    contract: Contract, hints: Mapping[str, Any], arguments: Mapping[str, Any], result: Handed | None
) -> TypeCheckError | None:
    """Ask ``jaxtyped(typechecker=beartype)`` about the same call; None where it would have let it pass.

    The function itself is not run: a stand-in with its signature hands out ``result``.
    """
    bound = inspect.BoundArguments(contract.signature, dict(arguments))
    with warnings.catch_warnings():  # beartype's advice on the spelling of hints is not about this call
        warnings.simplefilter("ignore")
        return _error_of(contract, hints, result, bound)


def _error_of(
    contract: Contract, hints: Mapping[str, Any], result: Handed | None, bound: inspect.BoundArguments
) -> TypeCheckError | None:
    handled = sys.exc_info()[1]
    try:
        jaxtyped(_stand_in(contract, hints, result), typechecker=beartype)(*bound.args, **bound.kwargs)
    except TypeCheckError as error:
        _forget_frames(error, handled)
        error.__cause__ = error.__context__ = None
        return error.with_traceback(None)
    except Exception:  # hints that jaxtyping or beartype cannot enforce
        return None
    return None


def _forget_frames(error: BaseException | None, handled: BaseException | None) -> None:
    """Empty the frames below an error: beartype's hold their own violation, and with it every argument of the call.

    What the caller is handling already is not ours to touch.
    """
    while error is not None and error is not handled:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _stand_in(contract: Contract, hints: Mapping[str, Any], result: Handed | None) -> Any:
    def stand_in(*_: Any, **__: Any) -> Any:
        return result.value if result is not None else None

    function, signature = contract.function, contract.signature
    parameters = [p.replace(annotation=hints.get(p.name, p.empty)) for p in signature.parameters.values()]
    returns = hints.get("return", signature.empty) if result is not None else signature.empty
    stand_in.__signature__ = signature.replace(parameters=parameters, return_annotation=returns)  # type: ignore[attr-defined]
    for name in ("__name__", "__qualname__", "__module__"):
        setattr(stand_in, name, getattr(function, name, "guarded"))
    return stand_in
