"""jaxtyping's dtypes with course notation accepted: ``Float[np.ndarray, "(nx, m)"]``.

Each is a subclass of jaxtyping's dtype of the same name; what a subscription returns is an ordinary jaxtyping
annotation, and everything that jaxtyping accepts passes through.
"""

from __future__ import annotations

import types
import typing
from typing import Any

import jaxtyping
from jaxtyping import AbstractDtype

from shapeguard.notation import NotationError, to_jaxtyping
from shapeguard.runtime.type_aliases import is_alias


class _CourseNotation(type(AbstractDtype)):  # type: ignore[misc]  # jaxtyping's metaclass has no public name
    def __getitem__(cls, item: Any) -> Any:
        if isinstance(item, tuple) and len(item) == 2:
            if not isinstance(item[1], str):
                raise NotationError(
                    f'The shape {item[1]!r} is no string: write {cls.__name__}[np.ndarray, "(nx, m)"], in quotes.'
                )
            item = (_without_parameters(item[0]), to_jaxtyping(item[1]))
        return super().__getitem__(item)


def _without_parameters(array_type: Any) -> Any:
    """``npt.NDArray[Any]`` as ``npt.NDArray``: since NumPy 2.5 it is an alias that jaxtyping takes only bare."""
    origin = typing.get_origin(array_type)
    return origin if is_alias(origin) else array_type


def dtype(name: str) -> Any:
    """The dtype of that name, as a class to be subscripted.

    Raises
    ------
    AttributeError
        If the installed jaxtyping has no dtype of that name.
    """
    base = getattr(jaxtyping, name)
    return types.new_class(
        name,
        (base,),
        {"metaclass": _CourseNotation},
        lambda namespace: namespace.update(__module__="shapeguard", dtypes=base.dtypes),
    )
