"""shapeguard: write a shape once, in the annotation; it is proved, checked and repaired from there.

Names are resolved on first use (PEP 562): the command line never pays for NumPy or jaxtyping.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Annotated as Bool
    from typing import Annotated as Complex
    from typing import Annotated as Float
    from typing import Annotated as Float32
    from typing import Annotated as Float64
    from typing import Annotated as Int
    from typing import Annotated as Num
    from typing import Annotated as Real
    from typing import Annotated as Shaped
    from typing import Annotated as UInt

    from shapeguard.runtime.guarding import guard

__version__ = "0.1.0"

_HOME = {"guard": "shapeguard.runtime.guarding"}
_HINTS = ("Bool", "Complex", "Float", "Float32", "Float64", "Int", "Num", "Real", "Shaped", "UInt")

__all__ = [
    "Bool",
    "Complex",
    "Float",
    "Float32",
    "Float64",
    "Int",
    "Num",
    "Real",
    "Shaped",
    "UInt",
    "guard",
]


def __getattr__(name: str) -> object:
    home = "shapeguard.runtime.hints" if name in _HINTS else _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'shapeguard' has no attribute {name!r}")
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value
