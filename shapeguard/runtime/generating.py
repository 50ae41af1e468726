"""One specialised function for one contract: the fast path around the call, in the mode that is asked for.

What a plain function becomes (``NN`` stands for numbered locals and constants)::

    def predict(w, b, X):                          # same parameters, same defaults
        try:
            ...                                    # straight-line checks, every doubt raises
            stack = storage.memo_stack
        except Exception: pass
        else:
            scope = LazyScope((layout, nx, m, w, b, X))
            stack.append(scope)
            try:
                result = function(w, b, X)
                try:
                    ...                            # checks of the result, and that no argument changed its shape
                    return result
                except Exception: pass
                error = release(result, (w, b, X))  # the authority
                if error is None: return result
                raise error
            finally: del stack[-1]
        error = admit((w, b, X))                   # the authority, once the fast path is in doubt
        ...
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shapeguard.runtime import memo
from shapeguard.runtime.function_contract import Contract
from shapeguard.runtime.modes import Mode
from shapeguard.runtime.placing import at_definition
from shapeguard.runtime.source import NoFastPath
from shapeguard.runtime.wrapper_source import Enforcer, Writer


@dataclass(frozen=True, slots=True)
class Generated:
    """A function that is not built yet: its code and the constants that it names."""

    code: types.CodeType
    constants: dict[str, Any]
    source: str
    is_fast: bool


def generate(contract: Contract, mode: Mode, enforcer: Enforcer) -> Generated:
    """Write and compile the wrapper of a function.

    Parameters
    ----------
    contract
        What the function promises.
    mode
        What of it is checked. The code differs by mode; nothing is looked up at run time.
    enforcer
        The authority.
    """
    try:
        writer = Writer(contract, mode, enforcer, fast=memo.AVAILABLE)
        writer.write()
    except NoFastPath:
        writer = Writer(contract, mode, enforcer, fast=False)
        writer.write()
    return _generated(writer)


def generate_pending(
    contract: Contract, settle: Callable[[], Exception | None], settled: Callable[[], Any]
) -> Generated:
    """Write the wrapper that resolves the annotations at its first call and then calls what it has become."""
    writer = Writer(contract, Mode("off"), None, fast=False)
    writer.write_pending(settle, settled)
    return _generated(writer)


def _generated(writer: Writer) -> Generated:
    source = "\n".join(writer.lines) + "\n"
    return Generated(
        at_definition(_compiled(source), writer.contract.function), writer.emitter.constants, source, writer.fast
    )


@lru_cache(maxsize=1024)
def _compiled(source: str) -> types.CodeType:
    module = compile(source, "<guard>", "exec")
    return next(constant for constant in module.co_consts if isinstance(constant, types.CodeType))
