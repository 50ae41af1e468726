"""The annotations of a function, resolved: strings evaluated, course notation translated, nothing silently ``Any``.

jaxtyping turns an annotation that it cannot resolve into ``Any``, and reads ``"(nx, m)"`` as two expressions that never
match. Here the first is an error that names the annotation, and the second is translated.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jaxtyping import AbstractArray, AnnotationError

from shapeguard.notation import NotationError, to_jaxtyping
from shapeguard.runtime.type_aliases import alias_of, stated


class ForwardReference(Exception):
    """A name in an annotation that nothing defines yet; it is resolved at the first call."""


def resolve(function: Callable[..., Any], raw: Mapping[str, Any], local: Mapping[str, Any]) -> dict[str, Any]:
    """Evaluate the annotations of a function where they are strings, and translate course notation.

    Parameters
    ----------
    function
        Whose globals, closure and type parameters the strings may name.
    raw
        The annotations as they stand, by parameter, ``"return"`` included.
    local
        Names of the scope that holds the function.

    Raises
    ------
    ForwardReference
        If a plain name is not defined (yet).
    AnnotationError
        If an annotation cannot be resolved for any other reason; the message names it.
    NotationError
        If a shape in it can never match.
    """
    names = _Names(function, local)
    return {name: _resolve_one(function, name, annotation, names) for name, annotation in raw.items()}


def raw_annotations(owner: Any) -> Mapping[str, Any]:
    """The annotations of a function or class as they stand, evaluated or not."""
    try:
        return inspect.get_annotations(owner)
    except NameError:  # Python 3.14 evaluates when it is asked; as text they are resolved one by one
        library = importlib.import_module("annotationlib")
        texts: Mapping[str, Any] = library.get_annotations(owner, format=library.Format.STRING)
        return texts


def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """The signature of a function, whose annotations need not be defined yet."""
    if sys.version_info < (3, 14):
        return inspect.signature(function)
    return inspect.signature(function, annotation_format=importlib.import_module("annotationlib").Format.STRING)


class _Names(dict[str, Any]):
    """The names that an annotation may use: the enclosing scope's, the closure's, then the module's."""

    def __init__(self, function: Callable[..., Any], local: Mapping[str, Any]) -> None:
        inner = inspect.unwrap(function)
        super().__init__(local)
        code = getattr(inner, "__code__", None)
        for name, cell in zip(
            code.co_freevars if code else (), getattr(inner, "__closure__", None) or (), strict=False
        ):
            try:
                self[name] = cell.cell_contents
            except ValueError:  # an empty cell: assigned later in the enclosing function
                continue
        self.update({parameter.__name__: parameter for parameter in getattr(inner, "__type_params__", ())})
        self.module: dict[str, Any] = getattr(inner, "__globals__", {})


def _resolve_one(function: Callable[..., Any], name: str, annotation: Any, names: _Names) -> Any:
    try:
        if _mentions_a_string(annotation):
            holder = types.SimpleNamespace(__annotations__={name: annotation})
            annotation = typing.get_type_hints(holder, names.module, names, include_extras=True)[name]
        return translate(annotation)
    except NotationError as error:
        raise NotationError(f"{_title(function, name)}: {error}") from None
    except NameError as error:
        if not _is_array_hint(annotation):
            raise ForwardReference(_unresolved(function, name, annotation, error)) from None
        raise AnnotationError(_unresolved(function, name, annotation, error)) from None
    except Exception as error:
        raise AnnotationError(_unresolved(function, name, annotation, error)) from None


def _mentions_a_string(annotation: Any) -> bool:
    """Whether evaluation is needed; ``Literal["a"]`` and jaxtyping's hints hold strings that are none."""
    if isinstance(annotation, str | typing.ForwardRef):
        return True
    if typing.get_origin(annotation) in (typing.Literal, typing.Annotated):
        return typing.get_origin(annotation) is typing.Annotated and _mentions_a_string(typing.get_args(annotation)[0])
    return any(_mentions_a_string(argument) for argument in typing.get_args(annotation))


def _is_array_hint(annotation: Any) -> bool:
    """Whether an unresolved annotation is written like ``Float[np.ndarray, "nx m"]``."""
    text = annotation.__forward_arg__ if isinstance(annotation, typing.ForwardRef) else annotation
    if not isinstance(text, str):
        return any(map(_is_array_hint, typing.get_args(annotation)))
    try:
        tree = ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return any(
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Tuple)
        and any(isinstance(element, ast.Constant | ast.JoinedStr) for element in node.slice.elts)
        for node in ast.walk(tree)
    )


def _title(function: Callable[..., Any], name: str) -> str:
    owner = getattr(function, "__qualname__", repr(function))
    return f"{owner}(): the annotation of {'the return value' if name == 'return' else name}"


def _unresolved(function: Callable[..., Any], name: str, annotation: Any, error: Exception) -> str:
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__forward_arg__", repr(annotation))
    return (
        f"{_title(function, name)}, {text!r}, cannot be resolved: {error}. Correct its spelling, or import or define "
        "what it names where the function is defined."
    )


def is_array_hint(hint: Any) -> bool:
    """Whether a hint is one of jaxtyping's array annotations."""
    return isinstance(hint, type) and issubclass(hint, AbstractArray) and hint is not AbstractArray


def translate(hint: Any, inside: frozenset[Any] = frozenset()) -> Any:
    """Rewrite course notation in raw jaxtyping hints, at any depth; an alias stays where it is in `inside` itself.

    Raises
    ------
    NotationError
        If a shape can never match.
    """
    if is_array_hint(hint):
        text = to_jaxtyping(hint.dim_str)
        return hint if text == hint.dim_str else hint.dtype[hint.array_type, text]
    alias = alias_of(hint)
    if alias is not None:
        if alias in inside:
            return hint
        meant = stated(hint)
        translated = translate(meant, inside | {alias})
        return hint if translated is meant else translated
    arguments = typing.get_args(hint)
    if not arguments or typing.get_origin(hint) is typing.Literal:
        return hint
    translated = tuple(_translate_argument(argument, inside) for argument in arguments)
    if all(new is old for new, old in zip(translated, arguments, strict=True)):
        return hint
    return _with_arguments(hint, translated)


def _translate_argument(argument: Any, inside: frozenset[Any]) -> Any:
    if not isinstance(argument, list):
        return translate(argument, inside)
    translated = [translate(item, inside) for item in argument]
    return argument if all(new is old for new, old in zip(translated, argument, strict=True)) else translated


def _with_arguments(hint: Any, arguments: tuple[Any, ...]) -> Any:
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return typing.Union[arguments]  # noqa: UP007 - of a tuple
    if origin is typing.Annotated:
        return typing.Annotated[arguments]
    if hasattr(hint, "copy_with") and origin is not Callable:  # the parameters of a Callable are a list in a list
        return hint.copy_with(arguments)
    return origin[arguments]


class Enclosing(Mapping[str, Any]):
    """The local names of the scopes that hold a function, read when they are asked for.

    A class that its own methods name in their annotations is defined only after them.
    """

    def __init__(self, frames: Sequence[types.FrameType]) -> None:
        self._frames = frames

    def _names(self) -> dict[str, Any]:
        return {name: value for frame in reversed(self._frames) for name, value in frame.f_locals.items()}

    def __getitem__(self, name: str) -> Any:
        return self._names()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())


def enclosing_names(function: Any, depth: int) -> Mapping[str, Any]:
    """The local names around a nested function or class that is being decorated; nothing around one of a module."""
    levels = getattr(function, "__qualname__", "").replace(".<locals>", "").count(".")
    frame: types.FrameType | None = sys._getframe(depth)
    frames: list[types.FrameType] = []
    while frame is not None and len(frames) < levels and frame.f_locals is not frame.f_globals:
        frames.append(frame)
        frame = frame.f_back
    return Enclosing(frames)
