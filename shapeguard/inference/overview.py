"""What a module tells at a glance, before anything of it is interpreted."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from shapeguard.inference.glance import Glance
from shapeguard.inference.shape_comments import ShapeComment, comments_of
from shapeguard.inference.walking import children_of
from shapeguard.shapes.frozen import frozen

_OTHER_ARRAYS = (
    *("sparse", "csr_", "csc_", "pandas", "DataFrame", "xarray", "np.matrix", "np.asmatrix", "torch", "tensorflow"),
    "MaskedArray",
)
_SET = re.compile(r"\.(?<!\bself\.)(\w+)\s*=(?!=)")
_SET_BY_NAME = re.compile(r"setattr\((?<=\bsetattr\()(?!self\b)")
"""A pattern that begins with plain letters is looked for many times as fast as one that begins with a condition."""


@frozen
class Overview:
    """What one look over the tree and the text of a module tells.

    Attributes
    ----------
    comments
        The comments that tell of shapes, by line.
    changed_by_functions
        Module-level names whose list or dict some function changes.
    set_by_functions
        Module-level names that some function binds anew, or whose list or dict it changes.
    rebound
        Module-level names that a function cannot rely on: bound more than once, or changed from functions.
    assigned
        Plain module-level assignments, for aliases of annotations.
    attributes_set
        The attributes that lines of the file set on each name other than ``self``.
    sets_by_name
        Whether some line sets an attribute of a computed name on anything but ``self``.
    mentions_other_arrays
        Whether the file deals in sparse matrices, tables or np.matrix, which have axes but are no plain arrays.
    """

    comments: Mapping[int, ShapeComment]
    changed_by_functions: frozenset[str]
    set_by_functions: frozenset[str]
    rebound: frozenset[str]
    assigned: Mapping[str, ast.expr]
    attributes_set: Mapping[str, set[str]]
    sets_by_name: bool
    mentions_other_arrays: bool


def overview_of(tree: ast.Module, text: str, glances: Mapping[int, Glance]) -> Overview:
    """Look over a module, with the glances at its functions."""
    changed = _changed_by_functions(tree.body, glances)
    set_by_functions = changed.union(*[inner.global_names for inner in glances.values()])
    return Overview(
        comments=comments_of(text),
        changed_by_functions=changed,
        set_by_functions=set_by_functions,
        rebound=_rebound(tree.body) | set_by_functions,
        assigned=_assigned(tree.body),
        attributes_set=_attributes_set(text),
        sets_by_name=_SET_BY_NAME.search(text) is not None,
        mentions_other_arrays=any(word in text for word in _OTHER_ARRAYS),
    )


def _changed_by_functions(body: list[ast.stmt], glances: Mapping[int, Glance]) -> frozenset[str]:
    changed: set[str] = set()
    for inner in glances.values():
        changed |= inner.changed - inner.bound
    modules = {a.asname or a.name for node in body if isinstance(node, ast.Import) for a in node.names}
    return frozenset(changed - modules)


def _rebound(body: list[ast.stmt]) -> frozenset[str]:
    """Module-level names that are bound more than once."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name in _bound_names(body):
        (twice if name in seen else seen).add(name)
    return frozenset(twice)


def _bound_names(body: list[ast.stmt]) -> list[str]:
    """Each binding of a module-level name, blocks included; imports and definitions in branches count once."""
    names: list[str] = []
    pending: list[ast.AST] = list(reversed(body))
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            names.append(node.id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            names += [node.target.id, node.target.id]
        if isinstance(node, ast.expr) and not isinstance(node, (ast.Tuple, ast.List, ast.Starred, ast.Name)):
            continue
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            pending.extend(children_of(node))
    return names


def _assigned(body: list[ast.stmt]) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
    return found


def _attributes_set(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in _SET.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        found.setdefault(re.split(r"\W", before)[-1], set()).add(match[1])
    return found
