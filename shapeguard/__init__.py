"""shapeguard: write a shape once, in the annotation; it is proved, checked and repaired from there.

Names are resolved on first use (PEP 562): the command line never pays for NumPy or jaxtyping.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    # To a type checker, Float[np.ndarray, "(nx, m)"] is an np.ndarray.
    from typing import Annotated as BFloat16
    from typing import Annotated as Bool
    from typing import Annotated as Complex
    from typing import Annotated as Complex64
    from typing import Annotated as Complex128
    from typing import Annotated as Float
    from typing import Annotated as Float8e4m3b11fnuz
    from typing import Annotated as Float8e4m3fn
    from typing import Annotated as Float8e4m3fnuz
    from typing import Annotated as Float8e5m2
    from typing import Annotated as Float8e5m2fnuz
    from typing import Annotated as Float16
    from typing import Annotated as Float32
    from typing import Annotated as Float64
    from typing import Annotated as Inexact
    from typing import Annotated as Int
    from typing import Annotated as Int2
    from typing import Annotated as Int4
    from typing import Annotated as Int8
    from typing import Annotated as Int16
    from typing import Annotated as Int32
    from typing import Annotated as Int64
    from typing import Annotated as Integer
    from typing import Annotated as Key
    from typing import Annotated as Num
    from typing import Annotated as Real
    from typing import Annotated as Shaped
    from typing import Annotated as UInt
    from typing import Annotated as UInt2
    from typing import Annotated as UInt4
    from typing import Annotated as UInt8
    from typing import Annotated as UInt16
    from typing import Annotated as UInt32
    from typing import Annotated as UInt64

    from shapeguard.notation import NotationError
    from shapeguard.runtime.errors import ShapeError
    from shapeguard.runtime.guarding import guard
    from shapeguard.runtime.import_hook import ImportHook, install_import_hook
    from shapeguard.runtime.sanitizer import BroadcastError, BroadcastWarning
    from shapeguard.runtime.switching import mode

__version__ = "0.1.0"

_HOMES = {
    "BroadcastError": "shapeguard.runtime.sanitizer",
    "BroadcastWarning": "shapeguard.runtime.sanitizer",
    "ImportHook": "shapeguard.runtime.import_hook",
    "NotationError": "shapeguard.notation",
    "ShapeError": "shapeguard.runtime.errors",
    "guard": "shapeguard.runtime.guarding",
    "install_import_hook": "shapeguard.runtime.import_hook",
    "mode": "shapeguard.runtime.switching",
}

__all__ = [
    "BFloat16",
    "Bool",
    "BroadcastError",
    "BroadcastWarning",
    "Complex",
    "Complex64",
    "Complex128",
    "Float",
    "Float8e4m3b11fnuz",
    "Float8e4m3fn",
    "Float8e4m3fnuz",
    "Float8e5m2",
    "Float8e5m2fnuz",
    "Float16",
    "Float32",
    "Float64",
    "ImportHook",
    "Inexact",
    "Int",
    "Int2",
    "Int4",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "Integer",
    "Key",
    "NotationError",
    "Num",
    "Real",
    "ShapeError",
    "Shaped",
    "UInt",
    "UInt2",
    "UInt4",
    "UInt8",
    "UInt16",
    "UInt32",
    "UInt64",
    "guard",
    "install_import_hook",
    "mode",
    "reveal_shape",
]
_DTYPES = frozenset(__all__) - _HOMES.keys() - {"reveal_shape"}

Value = TypeVar("Value")


def reveal_shape(value: Value) -> Value:
    """Return the value; ``shapeguard check`` reports the shape that it infers here (SG902)."""
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, *(name for name in globals() if name.startswith("__"))])


def __getattr__(name: str) -> object:
    if name in _DTYPES:
        value: object = import_module("shapeguard.runtime.hints").dtype(name)
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'shapeguard' has no attribute {name!r}")
    globals()[name] = value
    return value
