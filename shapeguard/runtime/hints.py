"""jaxtyping's dtypes, with course notation accepted."""

from __future__ import annotations

from typing import Any

import jaxtyping

from shapeguard.notation import to_jaxtyping


class _Dtype:
    def __init__(self, name: str) -> None:
        self._dtype: Any = getattr(jaxtyping, name)

    def __getitem__(self, item: tuple[Any, str]) -> Any:
        array, text = item
        return self._dtype[array, to_jaxtyping(text)]


def __getattr__(name: str) -> _Dtype:
    return _Dtype(name)
