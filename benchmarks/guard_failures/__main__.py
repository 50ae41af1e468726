"""``python -m benchmarks.guard_failures``: write ``docs/guard-failures.md`` anew."""

from __future__ import annotations

import inspect
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from beartype import beartype
from jaxtyping import TypeCheckError, jaxtyped

from benchmarks.guard_failures import cases
from shapeguard import guard

PAGE = Path(__file__).parents[2] / "docs" / "guard-failures.md"
INTRODUCTION = """\
# What a failing call prints

Each call below breaks the annotations of the function above it. First what `@guard` raises, then what
`jaxtyped(typechecker=beartype)` prints for the same call; it is kept as the `__cause__` of the `ShapeError`.

This page is written by `python -m benchmarks.guard_failures`, and a test holds it fresh. `w` is `(4, 1)`, `X` is
`(4, 10)`, `Y` is `(1, 10)` and `y` is `(10,)`, all of ones.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *sections()])


def sections() -> Iterator[str]:
    """One section a call: the function, the call, both errors."""
    functions = {function.__name__: function for function in cases.FUNCTIONS}
    ours = {name: guard(function) for name, function in functions.items()}
    theirs = {name: jaxtyped(function, typechecker=beartype) for name, function in functions.items()}
    for title, call in cases.CALLS:
        signature = inspect.getsource(functions[call.partition("(")[0]]).partition(":\n")[0].removesuffix(": ...\n")
        yield f"## {title}\n"
        yield f"```python\n{signature}: ...\n\n{call}\n```\n"
        yield f"```text\nShapeError: {error_of(ours, call)}\n```\n"
        quote = indented(f"```text\n{error_of(theirs, call)}\n```")
        yield f'!!! quote "jaxtyping + beartype"\n\n{quote}\n'


def error_of(functions: dict[str, Callable[..., Any]], call: str) -> str:
    """The message of a call that fails; a sentence where it passes."""
    random.seed(1)  # beartype draws the element of a list that it looks at
    try:
        eval(call, {**cases.VALUES, **functions})
    except TypeCheckError as error:
        return str(error).replace("benchmarks.guard_failures.cases.", "")
    return "(no error: the call passes, because beartype looks at one element)"


def indented(text: str) -> str:
    """The text as the body of an admonition."""
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(cases.CALLS)} failures\n")
