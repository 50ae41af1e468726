"""A shape string that can never match.

## What it does
Reads every shape in an annotation, in course notation `"(nx, m)"` and in jaxtyping's `"nx m"`.

## Why is this bad?
jaxtyping takes what it cannot read for something else, or fails far away; `"(nx, m)"` without `@guard` are two axes
that are called `(nx,` and `m)`.

## Example
```python
def f(X: Float[np.ndarray, "nx, m"]): ...
```

## Use instead
```python
def f(X: Float[np.ndarray, "nx m"]): ...        # or "(nx, m)"
```

## Fix safety
Unsafe: a shape that could not be read begins to be checked.

## References
- [jaxtyping: array annotations](https://docs.kidger.site/jaxtyping/api/array/)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import BadNotation, Fact
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule

if TYPE_CHECKING:
    import libcst


class BadNotationRule(Rule[BadNotation]):
    """``Float[np.ndarray, "nx, m"]``."""

    code = "SG504"
    name = "bad-notation"
    facts: ClassVar[tuple[type[Fact], ...]] = (BadNotation,)

    def suspects(self, fact: BadNotation) -> bool:
        return True

    def judge(self, fact: BadNotation, node: libcst.CSTNode) -> Judgement | None:
        advice = 'shapes are written "(nx, m)" or "nx m"; "_" is any length, "..." any number of axes'
        return Judgement(Severity.ERROR, fact.problem, advice)

    def repair(self, fact: BadNotation, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        from shapeguard.notation import NotationError, parse

        if not isinstance(node, cst.SimpleString) or "," not in fact.text or set("()") & set(fact.text):
            return None
        try:
            shape = parse(f"({fact.text})")
        except NotationError:
            return None
        text = f"{node.prefix}{node.quote}{shape.jaxtyping}{node.quote}"
        return Replacement("unsafe", "write it as jaxtyping does", node, node.with_changes(value=text))

    valid = (
        'def f(x: Float[np.ndarray, "n m"]): ...',
        'def f(x: Float[np.ndarray, "..."]): ...',
        'def f(x: Float[np.ndarray, ""]): ...',
        'def f(x: Float[np.ndarray, "*batch n"]): ...',
        'def f(x: Float[np.ndarray, "#n 3"]): ...',
        'def f(x: Float[np.ndarray, "n m+1"]): ...',
        'def f(x: Float[np.ndarray, "_ rows=3"]): ...',
        "from shapeguard import Float, guard\nimport numpy as np\n@guard\ndef f(x: Float[np.ndarray, '(n, m)']): ...",
        "from shapeguard import Float\nimport numpy as np\nx: Float[np.ndarray, '(5,)'] = np.ones(5)",
        "from typing import Literal\ndef f(x: Literal['a, b']): ...",
        'def f(x: "np.ndarray"): ...',
    )
    invalid = (
        Invalid(
            'def f(x: Float[np.ndarray, "n, m"]): ...  # !', 'def f(x: Float[np.ndarray, "n m"]): ...', Severity.ERROR
        ),
        Invalid('def f(x: Float[np.ndarray, "(n,"]): ...  # !', severity=Severity.ERROR),
        Invalid('def f(x: Float[np.ndarray, "-2 3"]): ...  # !'),
        Invalid('def f(x: Float[np.ndarray, "n) m"]): ...  # !'),
        Invalid('def f(x: Float[np.ndarray, "*a *b"]): ...  # !'),
        Invalid('def f(x: Float[np.ndarray, "n m#"]): ...  # !'),
        Invalid('x: Float[np.ndarray, "3, 1"] = np.ones((3, 1))  # !', 'x: Float[np.ndarray, "3 1"] = np.ones((3, 1))'),
        Invalid('def f(x) -> Float[np.ndarray, "m, 1"]: ...  # !', 'def f(x) -> Float[np.ndarray, "m 1"]: ...'),
        Invalid('def f(x: Float[np.ndarray, "n ...m"]): ...  # !'),
        Invalid('def f(x: Float[np.ndarray, "n-"]): ...  # !'),
        Invalid('def f(x: Float[np.ndarray, "n +"]): ...  # !'),
    )
