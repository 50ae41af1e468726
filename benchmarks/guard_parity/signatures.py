"""Random functions: a signature over jaxtyping's grammar, with a body that looks at its scope."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jaxtyping
import numpy as np

DTYPES = ("Float", "Float", "Float", "Int", "Shaped", "Num", "Bool", "Float32", "Complex", "UInt8", "Real")
AXES = ("n", "m", "k", "n", "m", "n", "1", "2", "3", "_", "rows=2", "#n", "#m", "#2")
SYMBOLIC = ("n+1", "2*n", "n-m", "n*m", "min(n,m)", "n//m", "n/2", "m%2", "(n+m)//2", "n**2")
VARIADIC = ("...", "*b", "*b", "*#b")


@dataclass
class Parameter:
    """One parameter: its name, its hint, and the prefix or default that the source gives it."""

    name: str
    hint: Any
    star: str = ""
    keyword_only: bool = False
    default: Any = None
    has_default: bool = False


@dataclass
class Log:
    """What the body of a random function did."""

    runs: int = 0
    answers: list[bool] = field(default_factory=list)
    result: Any = None


@dataclass
class Case:
    """A function that is not guarded yet, its parameters and the log of its body."""

    function: Callable[..., Any]
    parameters: list[Parameter]
    returns: Any
    log: Log
    looks: bool

    @property
    def text(self) -> str:
        """The signature, for a report."""
        shown = [
            f"{p.star}{p.name}: {p.hint}" + (f" = {p.default!r}" if p.has_default else "") for p in self.parameters
        ]
        return f"({', '.join(shown)}) -> {self.returns}"


def random_shape(rng: random.Random, symbolic: float = 0.12) -> str:
    """A shape string."""
    axes = [
        rng.choice(SYMBOLIC) if rng.random() < symbolic else rng.choice(AXES)
        for _ in range(rng.choice((0, 1, 1, 2, 2, 2, 3)))
    ]
    if rng.random() < 0.15:
        axes.insert(rng.randint(0, len(axes)), rng.choice(VARIADIC))
    return " ".join(axes)


def random_array_hint(rng: random.Random) -> Any:
    """A jaxtyping annotation."""
    dtype = getattr(jaxtyping, rng.choice(DTYPES))
    return dtype[rng.choice((np.ndarray,) * 9 + (Any,)), random_shape(rng)]


def random_hint(rng: random.Random) -> Any:
    """An annotation: mostly of one array, sometimes of a scalar, a union or a container."""
    kind = rng.random()
    if kind < 0.6:
        return random_array_hint(rng)
    if kind < 0.75:
        return rng.choice((float, int, bool, str, None, Any, float | None, list[int], np.ndarray))
    array = random_array_hint(rng)
    return rng.choice(
        (
            lambda: array | None,
            lambda: array | None,
            lambda: array | float,
            lambda: list[array],
            lambda: tuple[array, ...],
            lambda: tuple[array, int],
            lambda: tuple[array, random_array_hint(rng)],
            lambda: dict[str, array],
            lambda: list[array | None],
        )
    )()


def random_case(rng: random.Random) -> Case:
    """A random function whose body runs ``isinstance`` against the names of its scope and hands out a set result."""
    parameters = [Parameter(f"p{index}", random_hint(rng)) for index in range(rng.randint(1, 4))]
    if rng.random() < 0.15:
        parameters[-1].has_default, parameters[-1].default = True, rng.choice((-7, 2.25, "default"))
    if rng.random() < 0.1:
        parameters.append(Parameter("rest", random_array_hint(rng), star="*"))
    if rng.random() < 0.15:
        parameters.append(Parameter("key", random_hint(rng), keyword_only=True))
    if rng.random() < 0.05:
        parameters.append(Parameter("options", random_array_hint(rng), star="**"))
    returns = rng.choice((random_hint(rng), random_array_hint(rng), ...))
    return case_of(parameters, returns, Log(), looks=rng.random() < 0.5)


def case_of(parameters: list[Parameter], returns: Any, log: Log, looks: bool) -> Case:
    """A function of given parameters; ``looks`` makes its body ask jaxtyping about the scope."""
    return Case(_function(parameters, returns, log, looks), parameters, returns, log, looks)


def _function(parameters: list[Parameter], returns: Any, log: Log, looks: bool) -> Callable[..., Any]:
    declared, keyword_only = [], False
    for parameter in parameters:
        if parameter.keyword_only and not keyword_only and not any(p.star == "*" for p in parameters):
            declared.append("*")
        keyword_only = keyword_only or parameter.keyword_only
        default = f" = {parameter.default!r}" if parameter.has_default else ""
        declared.append(f"{parameter.star}{parameter.name}{default}")
    namespace: dict[str, Any] = {"body": _body(log, looks)}
    exec(f"def f({', '.join(declared)}):\n    return body()", namespace)
    function: Callable[..., Any] = namespace["f"]
    function.__annotations__ = {p.name: p.hint for p in parameters} | ({} if returns is ... else {"return": returns})
    function.__module__ = __name__
    return function


def _body(log: Log, looks: bool) -> Callable[[], Any]:
    """What the function does: ask jaxtyping about arrays of its own, and hand out the result that is set."""
    questions = [
        (np.empty(shape), jaxtyping.Float[np.ndarray, text])
        for shape, text in (((2, 3), "n m"), ((3,), "n"), ((2,), "fresh"), ((1, 4), "*b"), ((3,), "fresh"))
    ]

    def body() -> Any:
        log.runs += 1
        if looks:
            log.answers += [isinstance(array, hint) for array, hint in questions]
        return log.result

    return body
