"""Small edits of expressions that several fixes make: a transpose, a reshape, a keyword, one more axis.

The module imports libcst; a rule imports it inside ``judge``, ``repair`` or ``mend``.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

import libcst as cst

from shapeguard.linting.concrete import Concrete
from shapeguard.linting.rule import Replacement
from shapeguard.linting.uses import only_use_lacks_axis

_TIGHT = (cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.List, cst.Dict, cst.Set, cst.ListComp)


def grouped(node: cst.BaseExpression) -> cst.BaseExpression:
    """An expression that an attribute or an index can follow: in parentheses where it needs them."""
    if isinstance(node, _TIGHT) or node.lpar:
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def transposed(node: cst.BaseExpression) -> cst.BaseExpression:
    """``x.T`` for ``x``, and ``x`` for ``x.T``."""
    if is_transpose(node):
        assert isinstance(node, cst.Attribute)
        return node.value
    return cst.Attribute(grouped(node), cst.Name("T"))


def is_transpose(node: cst.CSTNode) -> bool:
    """Whether the expression is written ``x.T``."""
    return isinstance(node, cst.Attribute) and node.attr.value == "T"


def reshaped(node: cst.BaseExpression, lengths: str) -> cst.BaseExpression:
    """``x.reshape(-1, 1)``."""
    call = cst.parse_expression(f"_.reshape({lengths})")
    assert isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute)
    return call.with_changes(func=call.func.with_changes(value=grouped(node)))


def with_keyword(call: cst.Call, name: str, value: str) -> cst.Call:
    """The call with a keyword set: ``keepdims=True``. Formatting of the other arguments stays."""
    keyword = _keyword(name, value)
    args = list(call.args)
    for index, argument in enumerate(args):
        if argument.keyword is not None and argument.keyword.value == name:
            args[index] = argument.with_changes(value=cst.parse_expression(value))
            return call.with_changes(args=args)
    if not args:
        return call.with_changes(args=[keyword])
    last = args[-1]
    if isinstance(last.comma, cst.Comma):
        return call.with_changes(args=[*args, keyword])
    comma = cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    keyword = keyword.with_changes(whitespace_after_arg=last.whitespace_after_arg)
    return call.with_changes(
        args=[*args[:-1], last.with_changes(comma=comma, whitespace_after_arg=cst.SimpleWhitespace("")), keyword]
    )


def function_name(call: cst.CSTNode) -> str:
    """The last name of what is called: ``zeros`` of ``np.zeros(3)``, or the empty string."""
    if not isinstance(call, cst.Call):
        return ""
    if isinstance(call.func, cst.Attribute):
        return call.func.attr.value
    return call.func.value if isinstance(call.func, cst.Name) else ""


def positional(call: cst.Call) -> list[cst.Arg] | None:
    """The positional arguments, or None where ``*args`` or ``**kwargs`` hide some."""
    if any(argument.star for argument in call.args):
        return None
    return [argument for argument in call.args if argument.keyword is None]


def _keyword(name: str, value: str) -> cst.Arg:
    no_space = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(cst.parse_expression(value), cst.Name(name), no_space)


def with_kept_axis(reduction: ast.AST | None, use: ast.AST, concrete: Concrete) -> Sequence[Replacement]:
    """The unsafe fix that gives a reduction ``keepdims=True`` for the operation that lacks the axis.

    None where it is no call that can be seen, and where another use may not bear the axis.
    """
    call = concrete.counterpart(reduction) if reduction is not None else None
    if reduction is None or not isinstance(call, cst.Call):
        return ()
    if not only_use_lacks_axis(concrete.around(), reduction, use):
        return ()
    return (Replacement("unsafe", "keep the axis", call, with_keyword(call, "keepdims", "True")),)
