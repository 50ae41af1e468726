"""Shapes are declared that nothing enforces at run time.

## What it does
Finds functions with jaxtyping annotations and without `@guard` or `@jaxtyped`.

## Why is this bad?
An annotation alone checks nothing: what the linter cannot prove is left to luck. `@guard` checks it for the cost of a
hand-written assert.

## Example
```python
def predict(w: Float[np.ndarray, "nx 1"], X: Float[np.ndarray, "nx m"]): ...
```

## Use instead
```python
@guard
def predict(w: Float[np.ndarray, "nx 1"], X: Float[np.ndarray, "nx m"]): ...
```

## Fix safety
Unsafe: calls that break the contract begin to raise `ShapeError`.

## References
- [jaxtyping: run-time type checking](https://docs.kidger.site/jaxtyping/api/runtime-type-checking/)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Unguarded
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule

if TYPE_CHECKING:
    import libcst

_IMPORTS = "import numpy as np\nfrom jaxtyping import Float\n"
_GUARD = "from shapeguard import guard\n"
_P = 'x: Float[np.ndarray, "n 1"]'


class UnguardedAnnotation(Rule[Unguarded]):
    """Array annotations without ``@guard``."""

    code = "SG506"
    name = "unguarded-annotation"
    facts: ClassVar[tuple[type[Fact], ...]] = (Unguarded,)

    def suspects(self, fact: Unguarded) -> bool:
        return True

    def is_convention(self, fact: Unguarded) -> bool:
        return True

    def judge(self, fact: Unguarded, node: libcst.CSTNode) -> Judgement | None:
        message = f"`{fact.name}` declares shapes that nothing checks at run time"
        return Judgement(Severity.CONVENTION, message, "decorate it with @guard")

    def repair(self, fact: Unguarded, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        if not isinstance(node, cst.FunctionDef):
            return None
        decorators = [*node.decorators, cst.Decorator(cst.Name("guard"))]
        new = node.with_changes(decorators=decorators)
        return Replacement("unsafe", "add @guard", node, new, ("from shapeguard import guard",))

    valid = (
        f"{_IMPORTS}{_GUARD}@guard\ndef f({_P}): ...",
        f"{_IMPORTS}import shapeguard\n@shapeguard.guard\ndef f({_P}): ...",
        f"{_IMPORTS}from jaxtyping import jaxtyped\nfrom beartype import beartype\n"
        f"@jaxtyped(typechecker=beartype)\ndef f({_P}): ...",
        "def f(x): ...",
        "def f(x: np.ndarray): ...",
        "def f(n: int) -> float: ...",
        f"{_IMPORTS}{_GUARD}class Model:\n    @guard\n    def f(self, {_P}): ...",
        f"{_IMPORTS}{_GUARD}@guard\nclass Model:\n    def f(self, {_P}): ...",
        'x: Float[np.ndarray, "3"] = np.ones(3)',
        f"{_IMPORTS}from typing import overload\n@overload\ndef f({_P}): ...",
        f"{_IMPORTS}{_GUARD}@guard\nasync def f({_P}): ...",
    )
    invalid = (
        Invalid(
            f"{_IMPORTS}\n\ndef f({_P}):  # !\n    return x  # kept",
            f"{_IMPORTS}{_GUARD}\n\n@guard\ndef f({_P}):\n    return x  # kept",
            Severity.CONVENTION,
        ),
        Invalid(f"{_IMPORTS}def f(a, {_P}): ...  # !", f"{_IMPORTS}{_GUARD}@guard\ndef f(a, {_P}): ..."),
        Invalid(
            f'{_IMPORTS}def f(a) -> Float[np.ndarray, "3"]:  # !\n    return np.ones(3)',
            f'{_IMPORTS}{_GUARD}@guard\ndef f(a) -> Float[np.ndarray, "3"]:\n    return np.ones(3)',
        ),
        Invalid(
            f"{_IMPORTS}class Model:\n    def f(self, {_P}): ...  # !",
            f"{_IMPORTS}{_GUARD}class Model:\n    @guard\n    def f(self, {_P}): ...",
        ),
        Invalid(
            f"{_IMPORTS}{_GUARD}def f({_P}): ...  # !",
            f"{_IMPORTS}{_GUARD}@guard\ndef f({_P}): ...",
        ),
        Invalid(f"{_IMPORTS}async def f({_P}): ...  # !", f"{_IMPORTS}{_GUARD}@guard\nasync def f({_P}): ..."),
        Invalid(f"{_IMPORTS}def f(*, {_P}): ...  # !", f"{_IMPORTS}{_GUARD}@guard\ndef f(*, {_P}): ..."),
        Invalid(
            f"{_IMPORTS}def f({_P} | None = None): ...  # !",
            f"{_IMPORTS}{_GUARD}@guard\ndef f({_P} | None = None): ...",
        ),
        Invalid(
            f"{_IMPORTS}class Model:\n    @staticmethod\n    def f({_P}): ...  # !",
            f"{_IMPORTS}{_GUARD}class Model:\n    @staticmethod\n    @guard\n    def f({_P}): ...",
        ),
        Invalid(
            f"{_IMPORTS}def f(xs: list[Float[np.ndarray, '3']]): ...  # !",
            f"{_IMPORTS}{_GUARD}@guard\ndef f(xs: list[Float[np.ndarray, '3']]): ...",
        ),
    )
