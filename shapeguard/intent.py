"""Was this axis made on purpose? One predicate over stdlib ``ast``, for the linter and the broadcast sanitizer.

An operator whose result has the shape of neither operand is nearly always an accident, unless its author made the
length-1 axis to get just that table. What shows it, in the operands' own source:

===========================  =======================================================================
`Intent.DELIBERATE`          ``x[:, None]``, ``newaxis``, ``expand_dims``, ``ogrid``, ``ix_``, ``meshgrid``, ``outer``,
                             ``reshape(n, 1, 1)``
`Intent.RESHAPED`            ``reshape(-1, 1)``, ``keepdims=True``, ``atleast_2d``, ``X[:, [0]]``, ``X[:, i:i+1]``,
                             ``c_[x]``
`Intent.NONE`                anything else
own transpose                ``x - x.T``
both on the spot             ``x.reshape(-1, 1) * y.reshape(1, -1)``
written out on the spot      ``x * [[1], [2]]``, ``x * np.ones((5, 4, 1))``
a column of itself           ``n.reshape(-1, 1) * n``
a range on the spot          ``x.reshape(-1, 1) ** np.arange(n)``
===========================  =======================================================================

A reshaped axis excuses only a table of two *different* sizes: ``y.reshape(-1, 1) - yhat`` of ``m`` and ``m`` samples is
the classic bug.

A tool that knows values (the linter) marks each value with `axis_intent` of the node that made it, and lets the mark
travel along `carriers`. A tool that has only source (the sanitizer) asks `on_purpose`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum

Definitions = Callable[[str], Sequence[ast.expr]]
"""From a dotted name (``y``, ``self.y``) to every expression that was assigned to it, as far as the reader knows."""


class Intent(IntEnum):
    """How plainly the source says that a length-1 axis is meant. Of two, the larger holds."""

    NONE = 0
    RESHAPED = 1
    DELIBERATE = 2

    def excuses(self, *, same_size: bool) -> bool:
        """Whether a two-way broadcast is meant, whose two stretched axes have one and the same size (or not)."""
        return self is Intent.DELIBERATE or (self is Intent.RESHAPED and not same_size)


_DELIBERATE_CALLS = frozenset({"expand_dims", "ix_", "meshgrid", "outer", "broadcast_arrays", "unsqueeze"})
_RESHAPING_CALLS = frozenset({"reshape", "atleast_2d", "atleast_3d", "view"})
_REDUCTION = re.compile(
    r"all|any|average|count_nonzero|logsumexp|norm|ptp|trace"
    r"|(nan)?(a?max|a?min|argmax|argmin|sum|prod|mean|median|std|var|percentile|quantile)"
)
_NUMPY = frozenset({"np", "numpy", "jnp", "xp"})
_FLATTENERS = frozenset({"flatten", "ravel", "squeeze", "item", "tolist", "len"})
_SAME_AXES_ATTRIBUTES = frozenset({"T", "mT", "real", "imag"})


def on_purpose(left: ast.expr, right: ast.expr, *, same_size: bool, definitions: Definitions = lambda name: ()) -> bool:
    """Whether a two-way broadcast of these operands is meant.

    Parameters
    ----------
    left, right
        The operands, as written.
    same_size
        Whether the two stretched axes have one and the same size: ``m`` and ``m``, not ``m`` and ``k``.
    definitions
        What the names in the operands stand for.
    """
    if _is_made_for_a_table(left) and _is_made_for_a_table(right):
        return True
    if _is_written_out(left) != _is_written_out(right):
        return True
    intent = max(intent_of(left, definitions), intent_of(right, definitions))
    if intent is Intent.RESHAPED and (_is_range(left) or _is_range(right)):
        return True
    if _is_column_of(left, right, definitions) or _is_column_of(right, left, definitions):
        return True
    return intent.excuses(same_size=same_size) or is_own_transpose(left, right, definitions)


def intent_of(expression: ast.expr, definitions: Definitions = lambda name: ()) -> Intent:
    """The intent that the value of an expression carries: of the expression itself and of all it was made from."""
    strongest = Intent.NONE
    for node in _made_from(expression, definitions):
        strongest = max(strongest, axis_intent(node))
        if strongest is Intent.DELIBERATE:
            break
    return strongest


def _made_from(expression: ast.expr, definitions: Definitions) -> Iterator[ast.expr]:
    """The expression and all those whose length-1 axes can survive in its value, behind names too."""
    pending, followed = [expression], set[str]()
    while pending:
        node = pending.pop()
        yield node
        pending += carriers(node)
        name = dotted_name(node)
        if name is not None and name not in followed:
            followed.add(name)
            pending += definitions(name)


def _is_column_of(column: ast.expr, array: ast.expr, definitions: Definitions) -> bool:
    """Whether a side is made of a column of what the other one is made of: ``n.reshape(-1, 1) * n``, every pair."""
    written = {dotted_name(node) for node in _made_from(array, lambda name: ())} - {None, *_NUMPY}
    columns = (node for node in _made_from(column, definitions) if isinstance(node, ast.Call))
    return any(dotted_name(_reshaped(node)) in written for node in columns if _last_name(node.func) in _RESHAPING_CALLS)


def _reshaped(call: ast.Call) -> ast.expr:
    """``n`` of ``n.reshape(-1, 1)`` and of ``np.atleast_2d(n)``."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if owner is not None and dotted_name(owner) not in _NUMPY:
        return owner
    return call.args[0] if call.args else call


def axis_intent(node: ast.expr) -> Intent:
    """The intent of this one node, apart from what it was made from.

    >>> axis_intent(ast.parse("x[:, None]", mode="eval").body).name
    'DELIBERATE'
    >>> axis_intent(ast.parse("x.sum(axis=1, keepdims=True)", mode="eval").body).name
    'RESHAPED'
    """
    if isinstance(node, ast.Subscript):
        return _index_intent(node)
    if isinstance(node, ast.Call):
        return _call_intent(node)
    return Intent.NONE


def carriers(node: ast.expr) -> Iterator[ast.expr]:
    """The parts of an expression whose length-1 axes can survive in its value.

    The axes of ``x[:, None]`` survive in ``np.exp(x[:, None]) / 2``, not in ``x[:, None].sum(axis=0)``.
    """
    match node:
        case ast.BinOp(left=left, right=right):
            yield from (left, right)
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(left=left, comparators=comparators):
            yield from (left, *comparators)
        case ast.IfExp(body=body, orelse=orelse):
            yield from (body, orelse)
        case ast.BoolOp(values=values):
            yield from values
        case ast.NamedExpr(value=value) | ast.Starred(value=value) | ast.Await(value=value):
            yield value
        case ast.Subscript(value=value):
            yield value
        case ast.Attribute(value=value, attr=attribute) if attribute in _SAME_AXES_ATTRIBUTES:
            yield value
        case ast.Call() if not _drops_axes(node):
            yield from _arguments(node)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            yield from elements


def is_own_transpose(left: ast.expr, right: ast.expr, definitions: Definitions = lambda name: ()) -> bool:
    """Whether one side is the other's transpose: ``x - x.T``, ``d * np.transpose(d)``, ``2 * s + s.T``."""
    (one, one_turned), (other, other_turned) = _unturned(left, definitions), _unturned(right, definitions)
    return one_turned != other_turned and ast.unparse(one) == ast.unparse(other)


def dotted_name(node: ast.expr) -> str | None:
    """``x`` or ``self.x`` as text; None for any other expression."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = dotted_name(node.value)
        return None if owner is None else f"{owner}.{node.attr}"
    return None


def _index_intent(node: ast.Subscript) -> Intent:
    if _last_name(node.value) == "ogrid":
        return Intent.DELIBERATE
    indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if any(_is_new_axis(index) for index in indices):
        return Intent.DELIBERATE
    if _last_name(node.value) == "c_" or any(_keeps_one(index) for index in indices):
        return Intent.RESHAPED
    return Intent.NONE


def _is_new_axis(index: ast.expr) -> bool:
    return (isinstance(index, ast.Constant) and index.value is None) or _last_name(index) == "newaxis"


def _keeps_one(index: ast.expr) -> bool:
    """``[0]``, ``i:i+1`` and ``-1:`` select one element and keep its axis."""
    match index:
        case ast.List(elts=[_]):
            return True
        case ast.Slice(lower=None, upper=ast.Constant(value=1)):
            return True
        case ast.Slice(lower=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)), upper=None):
            return True
        case ast.Slice(lower=ast.Constant(value=int(start)), upper=ast.Constant(value=int(stop))):
            return stop - start == 1
        case ast.Slice(
            lower=ast.expr() as lower, upper=ast.BinOp(left=left, op=ast.Add(), right=ast.Constant(value=1))
        ):
            return ast.dump(lower) == ast.dump(left)
    return False


def _call_intent(node: ast.Call) -> Intent:
    name = _last_name(node.func)
    if name in _DELIBERATE_CALLS or (name == "reshape" and _literal_ones(node) > 1):
        return Intent.DELIBERATE
    if _keeps_dims(node) or (name in _RESHAPING_CALLS and _may_make_an_axis(node)):
        return Intent.RESHAPED
    return Intent.NONE


def _keeps_dims(node: ast.Call) -> bool:
    return any(
        keyword.arg == "keepdims" and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
        for keyword in node.keywords
    )


def _is_made_for_a_table(operand: ast.expr) -> bool:
    """``x.reshape(-1, 1)`` on the spot: against ``y.reshape(1, -1)`` the two can only be meant as rows and columns."""
    if not isinstance(operand, ast.Call) or _last_name(operand.func) != "reshape":
        return False
    return _literal_ones(operand) > 0 or len(operand.args) == 1  # ``shape`` and ``shape[::-1]``, by name


def _is_written_out(operand: ast.expr) -> bool:
    """A list of lists on the spot, ``x * [[1], [2]]``, or ``np.ones((5, 4, 1))``, which does nothing but stretch."""
    match operand:
        case ast.List(elts=[ast.List(), *_]):
            return True
        case ast.Call(func=ast.Attribute(attr="ones"), args=[ast.Tuple(elts=lengths), *_]):
            return len(lengths) > 2 and any(isinstance(each, ast.Constant) and each.value == 1 for each in lengths)
    return False


def _is_range(operand: ast.expr) -> bool:
    """``np.arange(n)`` on the spot, as in ``roots.reshape(-1, 1) ** np.arange(n)``: every one to every power."""
    return isinstance(operand, ast.Call) and _last_name(operand.func) == "arange"


def _literal_ones(node: ast.Call) -> int:
    """How many lengths of a reshape are written as 1: of two or more, no column of samples is made."""
    sizes = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg in {"shape", "newshape"})]
    written = [size for each in sizes for size in (each.elts if isinstance(each, ast.Tuple | ast.List) else [each])]
    return sum(isinstance(size, ast.Constant) and size.value == 1 for size in written)


def _may_make_an_axis(node: ast.Call) -> bool:
    """A reshape to literal lengths without a 1 makes no such axis."""
    constants = [n.value for argument in node.args for n in ast.walk(argument) if isinstance(n, ast.Constant)]
    return 1 in constants or len(constants) < len(node.args)


def _drops_axes(node: ast.Call) -> bool:
    name = _last_name(node.func) or ""
    return name in _FLATTENERS or (_REDUCTION.fullmatch(name) is not None and not _keeps_dims(node))


def _arguments(node: ast.Call) -> Iterator[ast.expr]:
    """Every argument, and the receiver of a method."""
    if isinstance(node.func, ast.Attribute):
        yield node.func.value
    yield from node.args
    yield from (keyword.value for keyword in node.keywords)


def _unturned(node: ast.expr, definitions: Definitions) -> tuple[ast.expr, bool]:
    """An operand without its transposes and scalar factors, and whether the transposes leave it turned."""
    turned, followed = False, set[str]()
    while True:
        name = dotted_name(node)
        match node:
            case ast.Attribute(value=inner, attr="T" | "mT"):
                node, turned = inner, not turned
            case ast.Call(func=ast.Attribute(value=inner, attr="transpose"), args=[]):
                node, turned = inner, not turned
            case ast.Call(func=ast.Attribute(attr="transpose"), args=[inner]):
                node, turned = inner, not turned
            case ast.UnaryOp(operand=inner) | ast.BinOp(left=ast.Constant(), op=ast.Mult(), right=inner):
                node = inner
            case ast.BinOp(left=inner, op=ast.Mult() | ast.Div(), right=ast.Constant()):
                node = inner
            case ast.Name() if name is not None and name not in followed and len(definitions(name)) == 1:
                definition = definitions(name)[0]
                followed.add(name)
                if not _is_transpose(definition):
                    return node, turned
                node = definition
            case _:
                return node, turned


def _is_transpose(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr in ("T", "mT")) or (
        isinstance(node, ast.Call) and _last_name(node.func) == "transpose"
    )


def _last_name(node: ast.expr) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None
