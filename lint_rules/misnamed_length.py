"""A length is bound to the name of another axis.

## What it does
Finds `m = X.shape[0]`, `m = len(X)` and `m, nx = X.shape` where an annotation or a docstring says that `X` is
`(nx, m)`.

## Why is this bad?
Nothing fails: a sum is divided by the number of features instead of the number of samples, a loop over the samples runs
over the features, and the model trains on garbage.

## Example
```python
def cost(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], A: Float[np.ndarray, "1 m"]) -> float:
    m = X.shape[0]
    return float(np.sum((A - Y) ** 2) / m)
```

## Use instead
```python
def cost(X: Float[np.ndarray, "nx m"], Y: Float[np.ndarray, "1 m"], A: Float[np.ndarray, "1 m"]) -> float:
    m = X.shape[1]
    return float(np.sum((A - Y) ** 2) / m)
```

## Fix safety
Unsafe: the result changes, which is the point; or it is the annotation that is wrong.

## References
- [numpy.ndarray.shape](https://numpy.org/doc/stable/reference/generated/numpy.ndarray.shape.html)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from shapeguard.inference.facts import Fact, Misnamed
from shapeguard.linting.finding import Severity
from shapeguard.linting.rule import Invalid, Judgement, Replacement, Rule
from shapeguard.linting.wording import quote

if TYPE_CHECKING:
    import libcst


class MisnamedLength(Rule[Misnamed]):
    """``m = X.shape[0]`` of an ``(nx, m)`` array."""

    code = "SG413"
    name = "misnamed-length"
    facts: ClassVar[tuple[type[Fact], ...]] = (Misnamed,)

    def suspects(self, fact: Misnamed) -> bool:
        return True

    def judge(self, fact: Misnamed, node: libcst.CSTNode) -> Judgement | None:
        array, shape, names = quote(fact.operand.node), fact.operand.array.shape, fact.names
        if len(fact.bound) > 1:
            written = ", ".join(name or "_" for name, _ in fact.bound)
            return Judgement(
                Severity.WARNING, f"{array} has shape {shape}, and is unpacked as ({written})", "swap the names"
            )
        ((name, axis),) = fact.bound
        return Judgement(
            Severity.WARNING,
            f"{quote(node)} is {names[axis]}, but is called {name}: {array} has shape {shape}",
            f"{name} is {array}.shape[{names.index(name)}]".replace("`", ""),
        )

    def repair(self, fact: Misnamed, node: libcst.CSTNode) -> Replacement | None:
        import libcst as cst

        if isinstance(node, cst.Tuple):
            return _in_order(node, fact.names)
        ((name, _),) = fact.bound
        index = cst.SubscriptElement(cst.Index(cst.Integer(str(fact.names.index(name)))))
        if isinstance(node, cst.Subscript):
            return Replacement("unsafe", "take the length of the axis it names", node, node.with_changes(slice=[index]))
        if not isinstance(node, cst.Call) or not isinstance(node.args[0].value, (cst.Name, cst.Attribute)):
            return None
        length = cst.Subscript(cst.Attribute(node.args[0].value, cst.Name("shape")), [index])
        return Replacement("unsafe", "take the length of the axis it names", node, length)

    valid = (
        'def f(X: Float[np.ndarray, "nx m"]):\n    nx, m = X.shape\n    return nx * m',
        'def f(X: Float[np.ndarray, "nx m"]):\n    m = X.shape[1]\n    return X / m',
        'def f(X: Float[np.ndarray, "nx m"]):\n    n = X.shape[0]\n    return X / n',
        'def f(X: Float[np.ndarray, "nx m"]):\n    rows, columns = X.shape\n    return rows',
        'def f(X: Float[np.ndarray, "nx m"]):\n    m, nx = X.T.shape\n    return m',
        'def f(X: Float[np.ndarray, "n n"]):\n    n = X.shape[1]\n    return n',
        'def f(X: Float[np.ndarray, "nx m"]):\n    m = len(X.T)\n    return m',
        "def f(X):\n    n, m = X.shape\n    m = X.shape[0]\n    return m",
        'def f(X: Float[np.ndarray, "3 m"]):\n    m = X.shape[0]\n    return m',
        'def f(X: Float[np.ndarray, "n d"], Y: Float[np.ndarray, "m d"]):\n    m, n = len(X), len(Y)\n    return m, n',
        'def f(X: Float[np.ndarray, "nx m"]):\n    nx, *rest = X.shape\n    return rest',
        'def f(X: Float[np.ndarray, "nx m"]):\n    if len(X) > X.shape[1]:\n        return 1\n    return 0',
    )
    invalid = (
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"]):\n    m = X.shape[0]  # !\n    return X.sum() / m',
            'def f(X: Float[np.ndarray, "nx m"]):\n    m = X.shape[1]\n    return X.sum() / m',
            Severity.WARNING,
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"]):\n    nx: int = X.shape[-1]  # !\n    return nx',
            'def f(X: Float[np.ndarray, "nx m"]):\n    nx: int = X.shape[0]\n    return nx',
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"]):\n    m = len(X)  # !\n    return m',
            'def f(X: Float[np.ndarray, "nx m"]):\n    m = X.shape[1]\n    return m',
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"]):\n    m, nx = X.shape  # !\n    return m',
            'def f(X: Float[np.ndarray, "nx m"]):\n    nx, m = X.shape\n    return m',
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"]):\n    m, nx = X.shape[0], X.shape[1]  # !\n    return m',
            'def f(X: Float[np.ndarray, "nx m"]):\n    m, nx = X.shape[1], X.shape[0]\n    return m',
        ),
        Invalid(
            'def f(A: Float[np.ndarray, "b h w c"]):\n    h = A.shape[2]  # !\n    return h',
            'def f(A: Float[np.ndarray, "b h w c"]):\n    h = A.shape[1]\n    return h',
        ),
        Invalid(
            'def f(A: Float[np.ndarray, "b h w"]):\n    b, w, h = A.shape  # !\n    return h',
            'def f(A: Float[np.ndarray, "b h w"]):\n    b, h, w = A.shape\n    return h',
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"]):\n    nx = X.T.shape[0]  # !\n    return nx',
            'def f(X: Float[np.ndarray, "nx m"]):\n    nx = X.T.shape[1]\n    return nx',
        ),
        Invalid(
            'def f(X: Float[np.ndarray, "nx m"] | None):\n    m = X.shape[0]  # !\n    return m',
            'def f(X: Float[np.ndarray, "nx m"] | None):\n    m = X.shape[1]\n    return m',
        ),
        Invalid('def f(X: Float[np.ndarray, "nx m"]):\n    _, nx = X.shape  # !\n    return nx'),
        Invalid(
            'def f(X):\n    """F.\n\n    Parameters\n    ----------\n    X : ndarray of shape (n_samples, n_features)\n'
            '    """\n    n_features = X.shape[0]  # !\n    return X.sum() / n_features',
            'def f(X):\n    """F.\n\n    Parameters\n    ----------\n    X : ndarray of shape (n_samples, n_features)\n'
            '    """\n    n_features = X.shape[1]\n    return X.sum() / n_features',
        ),
    )


def _in_order(node: libcst.Tuple, names: tuple[str, ...]) -> Replacement | None:
    """The names of a tuple in the order of the axes."""
    import libcst as cst

    targets = {element.value.value: element.value for element in node.elements if isinstance(element.value, cst.Name)}
    if sorted(targets) != sorted(names):
        return None
    elements = [element.with_changes(value=targets[name]) for element, name in zip(node.elements, names, strict=True)]
    return Replacement("unsafe", "swap the names", node, node.with_changes(elements=elements))
