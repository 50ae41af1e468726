"""What a guard raises."""

from __future__ import annotations

from typing import Any

from jaxtyping import TypeCheckError


class ShapeError(TypeCheckError):
    """An argument, a return value or a yielded value that does not fit its annotation.

    A ``jaxtyping.TypeCheckError`` (and so a ``TypeError``); ``__cause__`` is jaxtyping's own error where it has one.
    It is kept beside the slot in which the interpreter looks for causes, so that a traceback does not begin with the
    same failure in jaxtyping's words; pytest, ``logging`` and ``traceback`` read the attribute, and Python from 3.13.

    Attributes
    ----------
    function
        Qualified name of the guarded function.
    where
        The value that is blamed: ``"X"``, ``"Xs[3]"``, ``"return value"``.
    bindings
        The sizes that were bound when the check failed, by name.
    suggestion
        The likely repair as an expression, ``"X.T"``; None where there is not exactly one.
    """

    def __init__(
        self,
        message: str,
        *,
        function: str = "",
        where: str = "",
        bindings: dict[str, int] | None = None,
        suggestion: str | None = None,
    ) -> None:
        super().__init__(message)
        self.function = function
        self.where = where
        self.bindings = bindings or {}
        self.suggestion = suggestion
        self._of_jaxtyping: BaseException | None = None

    @property
    def __cause__(self) -> BaseException | None:
        return self._of_jaxtyping or super().__cause__

    @__cause__.setter
    def __cause__(self, error: BaseException | None) -> None:
        self._of_jaxtyping = error
        self.__suppress_context__ = True

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (str(self), self.function, self.where, self.bindings, self.suggestion)


def _rebuild(message: str, function: str, where: str, bindings: dict[str, int], suggestion: str | None) -> ShapeError:
    return ShapeError(message, function=function, where=where, bindings=bindings, suggestion=suggestion)


ShapeError.__module__ = "shapeguard"
