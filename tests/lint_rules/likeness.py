"""Whether two results cannot be told apart: by type, dtype, shape, value, or by writing into them."""

from __future__ import annotations

from typing import Any

import numpy as np


def is_alike(old: Any, new: Any) -> bool:
    """Compare two results, and what is in them; NaN is like NaN, 0.0 is not like -0.0."""
    if type(old) is not type(new):
        return False
    if isinstance(old, (list, tuple)):
        return len(old) == len(new) and all(is_alike(*pair) for pair in zip(old, new, strict=True))
    if isinstance(old, np.ndarray):
        same = (old.dtype, old.shape, old.flags.writeable) == (new.dtype, new.shape, new.flags.writeable)
        return same and repr(old.tolist()) == repr(new.tolist())
    return repr(old) == repr(new)
