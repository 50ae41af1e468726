"""The models are the linter's own proof: it knows the shape, or the kind, of everything that they assign."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import models
from shapeguard.inference import Project, analyze
from shapeguard.inference.reveal import text_of

ROOM = Path(models.__file__).parent
MODULES = sorted(path.name for path in ROOM.glob("*.py") if path.name != "__init__.py")
PROJECT = Project()

VISITED = "a block that `blocks` yields: guard would hold every block against a shape, at a cost that small fits notice"
EXCEPTIONS = {
    f"{module}: {name}": VISITED
    for module in ("distributed.py", "exact_linear.py", "exact_refinement.py", "refinement.py", "scaled_parameters.py")
    for name in ("Xk", "Yk", "dk", "_")
}
EXCEPTIONS |= dict.fromkeys(
    ("exact_linear.py: centred", "exact_linear.py: scaled", "scaled_parameters.py: pieces"),
    "an iterator over such blocks",
)
"""``file: name`` to the reason why its rank is not known."""


def assigned(tree: ast.Module) -> Iterator[ast.expr]:
    """Every target of an assignment, a loop or a comprehension, one by one."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets):
                yield from (each for target in targets for each in parts(target))
            case ast.AnnAssign(target=target) | ast.AugAssign(target=target) | ast.NamedExpr(target=target):
                yield from parts(target)
            case ast.For(target=target) | ast.comprehension(target=target):
                yield from parts(target)


def parts(target: ast.expr) -> Iterator[ast.expr]:
    """The names, attributes and items of a target."""
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from parts(element)
    else:
        yield target


def unknown(text: str) -> bool:
    """Whether a text leaves the kind, or the rank, of something open: single lengths may be."""
    outside, inner = text, None
    while outside != inner:
        inner, outside = outside, re.sub(r"\([^()]*\)", "", outside)
    return "?" in outside or "..., )" in text or "(...)" in text


@pytest.mark.parametrize("name", MODULES)
def test_every_assignment_has_a_shape_or_a_named_kind(name: str) -> None:
    path = ROOM / name
    analysis = analyze(path.read_text(encoding="utf-8"), str(path), project=PROJECT, thorough=True)
    open_ = {}
    for target in assigned(analysis.tree):
        value = analysis.value_of(target)
        text = "nothing" if value is None else text_of(value)
        key = f"{name}: {ast.unparse(target)}"
        if (value is None or unknown(text)) and key not in EXCEPTIONS:
            open_[f"{key} (line {target.lineno})"] = text
    assert open_ == {}
