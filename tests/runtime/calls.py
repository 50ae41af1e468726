"""What the tests of the guard share: an array of a shape, and whether a function's calls take the fast path."""

from __future__ import annotations

from typing import Any

import numpy as np


def zeros(*shape: int, dtype: Any = float) -> np.ndarray:
    return np.zeros(shape, dtype)


def is_fast(function: Any) -> bool:
    return bool(function.__shapeguard__.is_fast)
