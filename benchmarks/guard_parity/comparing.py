"""One call under both, and what may differ."""

from __future__ import annotations

import inspect
import typing
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from beartype import beartype
from jaxtyping import AnnotationError, TypeCheckError, jaxtyped

from benchmarks.guard_parity.signatures import Case, Parameter, case_of
from shapeguard import guard


@dataclass(frozen=True)
class Outcome:
    """What a call led to: ``passed``, ``refused arguments``, ``refused result``, ``annotation error`` or an error."""

    verdict: str
    runs: int
    answers: tuple[bool, ...]

    @property
    def passed(self) -> bool:
        """Whether the call was let through."""
        return self.verdict == "passed"


@dataclass(frozen=True)
class Pair:
    """The two guarded versions of one function."""

    case: Case
    ours: Callable[..., Any]
    theirs: Callable[..., Any]


def pair_of(case: Case) -> Pair:
    """Guard a function twice."""
    return Pair(case, guard(case.function), jaxtyped(case.function, typechecker=beartype))


def outcome_of(function: Callable[..., Any], case: Case, positional: tuple[Any, ...], named: dict[str, Any]) -> Outcome:
    """Call one version."""
    log = case.log
    log.runs, log.answers = 0, []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = function(*positional, **named)
        verdict = "passed" if result is log.result else "another result"
    except TypeCheckError as error:
        verdict = "refused result" if log.runs else "refused arguments"
        if any("failed" in note for note in getattr(error, "__notes__", ())):
            verdict = "refused without an explanation"
    except AnnotationError:
        verdict = "annotation error"
    except Exception as error:
        verdict = f"{type(error).__name__}: {error}"
    return Outcome(verdict, log.runs, tuple(log.answers))


def compare(pair: Pair, positional: tuple[Any, ...], named: dict[str, Any]) -> tuple[Outcome, str | None]:
    """Our outcome, and how theirs differs; None where they agree, or differ as docs/guard-differences.md says."""
    ours = outcome_of(pair.ours, pair.case, positional, named)
    theirs = outcome_of(pair.theirs, pair.case, positional, named)
    if ours == theirs or _same_refusal(ours, theirs):
        return ours, None
    if _is_sampled(pair.case):
        whole, arguments = unpacked(pair.case, positional, named)
        theirs = outcome_of(jaxtyped(whole.function, typechecker=beartype), whole, arguments, {})
        if ours == theirs or _same_refusal(ours, theirs) or _refused_container(ours, theirs, pair.case):
            return ours, None
    return ours, f"{ours} against {theirs}"


def _is_sampled(case: Case) -> bool:
    """Whether beartype looks at a part of something only, or at the values of ``**options`` in the order of a set."""
    hints = [*(parameter.hint for parameter in case.parameters), case.returns]
    return any(parameter.star == "**" for parameter in case.parameters) or any(map(_has_container, hints))


def _same_refusal(ours: Outcome, theirs: Outcome) -> bool:
    """Two values that fail: which one is met first decides between a refusal and an axis that has no value."""
    verdicts = {ours.verdict, theirs.verdict}
    one_has_no_value = "annotation error" in verdicts and "passed" not in verdicts
    return one_has_no_value and ours.runs == theirs.runs


def _refused_container(ours: Outcome, theirs: Outcome, case: Case) -> bool:
    """A container that is returned has no unpacked form; refusing what a sample of it let pass is the difference."""
    looked_further = ours.verdict in ("refused result", "annotation error") and theirs.verdict == "passed"
    return looked_further and ours.runs == 1 and _has_container(case.returns)


def unpacked(case: Case, positional: tuple[Any, ...], named: dict[str, Any]) -> tuple[Case, tuple[Any, ...]]:
    """The same call with every element of a container as a parameter of its own: beartype then looks at all of them."""
    bound = inspect.signature(case.function).bind(*positional, **named).arguments
    items = [
        item
        for parameter in case.parameters
        if parameter.name in bound
        for item in _items(_starred(parameter.star, parameter.hint), bound[parameter.name])
    ]
    parameters = [Parameter(f"q{index}", hint) for index, (hint, _) in enumerate(items)]
    return case_of(parameters, case.returns, case.log, case.looks), tuple(value for _, value in items)


def _starred(star: str, hint: Any) -> Any:
    return {"*": tuple[hint, ...], "**": dict[str, hint]}.get(star, hint)


def _items(hint: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if (origin is list and isinstance(value, list)) or (
        origin is tuple and isinstance(value, tuple) and arguments[-1] is ...
    ):
        yield from (pair for item in value for pair in _items(arguments[0], item))
    elif origin is tuple and isinstance(value, tuple) and len(value) == len(arguments):
        yield from (pair for each, item in zip(arguments, value, strict=True) for pair in _items(each, item))
    elif origin is dict and isinstance(value, dict):
        yield from (pair for item in value.values() for pair in _items(arguments[1], item))
    else:
        yield hint, value


def _has_container(hint: Any) -> bool:
    return typing.get_origin(hint) in (list, dict, tuple) or any(map(_has_container, typing.get_args(hint)))
