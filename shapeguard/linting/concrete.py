"""The bridge between the two trees: from an ``ast`` node to its libcst node, and from a mended node back to text.

Inference reads files as ``ast``; libcst parses only the lines around a suspect. For the author of a rule:

- ``node`` in ``judge`` and ``repair`` is the libcst node of ``fact.node``: an expression for an expression, the small
  statement (``Expr``, ``Assign``, ``Return``) for a simple statement, the compound statement (``For``,
  ``FunctionDef``) for a compound one. Parentheses around an expression are its ``lpar`` and ``rpar``, as in libcst.
- a ``Replacement`` names a node of that tree as ``old``; ``new`` may be a node, ``libcst.RemoveFromParent()`` (of a
  statement; an emptied block gets ``pass``) or a ``libcst.FlattenSentinel`` of statements.
- an expression that would bind differently in its new place is put in parentheses: need not be thought of.
- for more than one node, override ``Rule.mend``, which is given the :class:`Concrete` itself; nodes of other statements
  in the function are there where ``Rule.reach`` names them.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cached_property, partial
from typing import TypeGuard

import libcst as cst

from shapeguard.inference.comments import comments_in
from shapeguard.linting.finding import Edit
from shapeguard.linting.form_feeds import WithoutFormFeeds
from shapeguard.linting.imports import import_edits
from shapeguard.linting.lines import BARE_RETURN, Lines, difference
from shapeguard.linting.regions import Rows, function_around, regions
from shapeguard.linting.rule import Replacement
from shapeguard.linting.spans import written

_BINDS_LOOSELY = (
    cst.BinaryOperation,
    cst.UnaryOperation,
    cst.BooleanOperation,
    cst.Comparison,
    cst.IfExp,
    cst.Lambda,
    cst.Tuple,
    cst.Yield,
    cst.Await,
    cst.NamedExpr,
    cst.GeneratorExp,
)


LONGEST_MENDED = 100_000
"""Characters of a region in which fixes are offered: every fix visits and writes the region again, twice."""


class Untrue(Exception):
    """libcst does not give back the text that it read."""


class Region:
    """Whole lines of a file, parsed by libcst; indented lines are parsed behind an ``if 1:``, so columns stay."""

    def __init__(self, rows: Rows, lines: Lines) -> None:
        self._lines = lines
        self._rows = rows
        self._wrapper = _wrapper(rows, lines)
        self.offset = lines.starts[rows.first - 1]
        self._end = lines.row_end(rows.last)
        self._page = WithoutFormFeeds(_text(rows, lines))
        self.text = self._page.text
        self._has_bare_returns = BARE_RETURN.search(self.text) is not None
        read = BARE_RETURN.sub("\n", self._wrapper + self.text)  # libcst knows no "\r"; every offset stays
        self.module = cst.parse_module(read)
        code, self._spans = written(self.module)
        if code != read:
            raise Untrue

    @cached_property
    def _parents(self) -> dict[int, cst.CSTNode]:
        """What each node stands in; asked for where something is mended."""
        parents: dict[int, cst.CSTNode] = {}
        pending: list[cst.CSTNode] = [self.module]
        while pending:
            node = pending.pop()
            for child in node.children:
                parents[id(child)] = node
                pending.append(child)
        return parents

    def find(self, node: ast.AST) -> cst.CSTNode | None:
        """The libcst node of an ``ast`` node, or None where libcst has no node of its own for it."""
        first, last = self._lines.span(node)
        if first < self.offset or last > self._end:
            return None
        start, end = self._byte(first), self._byte(last)
        if isinstance(node, ast.stmt):
            return self._starting_at(start, cst.BaseCompoundStatement, cst.BaseSmallStatement)
        for candidate in self._spans.get((start, end), ()):
            if isinstance(candidate, cst.BaseExpression) or not isinstance(node, ast.expr):
                return candidate
        if isinstance(node, ast.GeneratorExp):
            return self._sole_argument(end)
        return next((n for n in self._spans.get((start, end), ()) if isinstance(n, (cst.Slice, cst.Arg))), None)

    def mended(self, replacements: Sequence[Replacement]) -> str | None:
        """The region's text with the replacements made, or None where it would not parse."""
        text = self._with({id(r.old): r.new for r in replacements})
        is_sound = _parses(text)
        if any(_binds_loosely(r.new) for r in replacements):
            meaning = _dump(text)
            grouped = self._with({id(r.old): _in_parentheses(r.new) for r in replacements})
            intended = _dump(grouped)
            if meaning is None or (meaning != intended and intended is not None):
                text, is_sound = grouped, intended is not None
        if text is None or not text.startswith(self._wrapper) or (text != self._wrapper and not is_sound):
            return None
        return self._with_its_returns(text[len(self._wrapper) :])

    def _with_its_returns(self, text: str) -> str | None:
        """The text with the line ends of the file; None where a file mixes them."""
        if not self._has_bare_returns:
            return text
        return text.replace("\n", "\r") if "\n" not in self._lines.text else None

    def _with(self, changes: Mapping[int, object]) -> str | None:
        around: set[int] = set()
        for key in changes:
            node = self._parents.get(key)
            while node is not None and id(node) not in around:
                around.add(id(node))
                node = self._parents.get(id(node))
        module = self.module.visit(_Replacer(changes, around))
        if not isinstance(module, cst.Module):
            return None
        if _is_emptied(module, indented=self._rows.indented) and not self._rows.whole_block:
            return self._wrapper
        return module.code if module.body else ""

    def _byte(self, offset: int) -> int:
        before = self.text[: self._page.shorter(offset - self.offset)]
        return len((self._wrapper + before).encode("utf-8", "surrogatepass"))

    def stretch(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the region's text is in the file; None where a form feed stands inside it."""
        first, last = self._page.longer(start), self._page.longer(end, is_end=end > start)
        return (self.offset + first, self.offset + last) if last - first == end - start else None

    def _starting_at(self, start: int, *kinds: type) -> cst.CSTNode | None:
        here = [node for (begin, _), nodes in self._spans.items() if begin == start for node in nodes]
        return next((node for kind in kinds for node in here if isinstance(node, kind)), None)

    def _sole_argument(self, end: int) -> cst.CSTNode | None:
        """``f(x for x in y)``: ast counts the parentheses of the call to the generator, libcst does not."""
        for (_, stop), nodes in self._spans.items():
            for node in nodes:
                if stop == end and isinstance(node, cst.Call) and len(node.args) == 1:
                    value = node.args[0].value
                    return value if isinstance(value, cst.GeneratorExp) else None
        return None


class Concrete:
    """One suspect seen by libcst.

    Attributes
    ----------
    node
        The libcst node of the fact's node.
    root
        The parsed region: a module of the enclosing statement, or of all from there to the nodes that a fix reaches.
    """

    def __init__(self, node: cst.CSTNode, region: Region, around: Callable[[], str]) -> None:
        self.node = node
        self._region = region
        self._around = around

    @property
    def is_short(self) -> bool:
        """Whether the region is short enough for a fix to be worked out while someone waits."""
        return len(self._region.text) <= LONGEST_MENDED

    @property
    def root(self) -> cst.Module:
        """The region as libcst parsed it (indented code stands in the body of an ``if 1:``)."""
        return self._region.module

    def around(self) -> str:
        """The source of the function around the suspect, or of the file, in a form that parses by itself."""
        return self._around()

    def counterpart(self, node: ast.AST) -> cst.CSTNode | None:
        """The libcst node of another ``ast`` node inside the region, such as an operand or the loop of a fact."""
        return self._region.find(node)

    def code(self, node: cst.CSTNode) -> str:
        """The source of a node, parentheses included."""
        return self._region.module.code_for_node(node)


class ConcreteFile:
    """A file whose statements are parsed by libcst one by one, where a rule asks for them."""

    def __init__(self, lines: Lines, tree: ast.Module) -> None:
        self._lines = lines
        self._tree = tree
        self._regions: dict[Rows, Region | None] = {}

    def locate(self, node: ast.AST, others: Iterable[ast.AST] = ()) -> Concrete | None:
        """Find the libcst node of an ``ast`` node, in a region that holds others too if they are in its function.

        Returns None where no libcst node has exactly its place: then nothing can be said.
        """
        for rows in regions(node, others, self._tree, self._lines):
            region = self._parse(rows)
            if region is not None:
                found = region.find(node)
                return None if found is None else Concrete(found, region, partial(self._around, node))
        return None

    def edits(self, concrete: Concrete, replacements: Sequence[Replacement]) -> tuple[Edit, ...]:
        """The least text edits that make the replacements and add the imports that they need.

        Returns
        -------
        tuple of Edit
            Empty where nothing changes, where a comment would be lost, or where the result would not parse.
        """
        region = concrete._region
        text = region.mended(replacements)
        if text is None or text == region.text:
            return ()
        start, end, content = difference(region.text, text)
        removes = all(isinstance(replacement.new, cst.RemovalSentinel) for replacement in replacements)
        if not removes and "#" in region.text[start:end] and _comments(region.text) - _comments(text):
            return ()
        stretch = region.stretch(start, end)
        if stretch is None:
            return ()
        place = self._lines.position
        changed = Edit(place(stretch[0]), place(stretch[1]), content)
        needed = [line for replacement in replacements for line in replacement.imports]
        return (*import_edits(needed, self._tree, self._lines), changed)

    def _around(self, node: ast.AST) -> str:
        rows = function_around(node, self._tree, self._lines)
        return _wrapper(rows, self._lines) + _text(rows, self._lines)

    def _parse(self, rows: Rows) -> Region | None:
        if rows not in self._regions:
            try:
                self._regions[rows] = Region(rows, self._lines)
            except (cst.ParserSyntaxError, RecursionError, Untrue):
                self._regions[rows] = None
        return self._regions[rows]


def _wrapper(rows: Rows, lines: Lines) -> str:
    newline = BARE_RETURN.sub("\n", lines.newline)
    return f"if 1:{newline}" if rows.indented else ""


def _text(rows: Rows, lines: Lines) -> str:
    return lines.text[lines.starts[rows.first - 1] : lines.row_end(rows.last)]


class _Replacer(cst.CSTTransformer):
    """Replaces nodes by identity, all at once.

    A visit rebuilds every node that it passes, so it passes those alone that stand ``around`` a change.
    """

    def __init__(self, changes: Mapping[int, object], around: Container[int]) -> None:
        super().__init__()
        self._changes = changes
        self._around = around

    def on_visit(self, node: cst.CSTNode) -> bool:
        return id(node) in self._around and id(node) not in self._changes

    def on_leave(self, original_node: cst.CSTNode, updated_node: cst.CSTNode) -> cst.CSTNode:  # type: ignore[override]
        return self._changes.get(id(original_node), updated_node)  # type: ignore[return-value]


def _is_emptied(module: cst.Module, *, indented: bool) -> bool:
    if not indented:
        return not module.body
    block = module.body[0] if module.body else None
    return isinstance(block, cst.If) and not block.body.body


def _binds_loosely(new: object) -> TypeGuard[cst.BaseExpression]:
    return isinstance(new, _BINDS_LOOSELY) and not new.lpar


def _in_parentheses(new: object) -> object:
    return new.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()]) if _binds_loosely(new) else new


def _comments(text: str) -> Counter[str]:
    return Counter(comment.text for comment in comments_in(text))


def _parses(text: str | None) -> bool:
    try:
        return text is not None and ast.parse(text) is not None
    except (SyntaxError, ValueError):
        return False


def _dump(text: str | None) -> str | None:
    try:
        return None if text is None else ast.dump(ast.parse(text))
    except (SyntaxError, ValueError):
        return None
