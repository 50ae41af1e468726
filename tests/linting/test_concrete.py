"""The bridge, against every expression of many real files, and the edits that come back over it."""

from __future__ import annotations

import ast
import re
import sysconfig
from pathlib import Path

import libcst as cst
import numpy as np
import pytest

from shapeguard.linting.concrete import Concrete, ConcreteFile
from shapeguard.linting.finding import Edit
from shapeguard.linting.lines import Lines
from shapeguard.linting.rule import Replacement

STDLIB = Path(sysconfig.get_path("stdlib"))
REAL = [
    *(STDLIB / name for name in ("dis.py", "textwrap.py", "statistics.py", "heapq.py", "colorsys.py")),
    STDLIB / "test" / "test_fstring.py",
    Path(np.__file__).parent / "lib" / "_shape_base_impl.py",
    Path(np.__file__).parent / "linalg" / "_linalg.py",
]

ODD = """\
# an odd file: é
if x: y = (1 + 2); z = [a,
    b]; w = "é" + (c)
elif q(w): pass
else: pass
class A: t = 1; u = t * 2
def f(): return (lambda: (yield))
for i in (j for j in k): print(sum(é*2 for é in ((a, b), (c))), *m, **n)
with (open(p)) as f, g: del (f), g
@d(1)
@ e
def h(a=(1, 2)):
    s = f"{a!r:>{w}}" "é" 'ö'; return X[:, None][(1, 2)][1:2, ...]
é = "ß" @ v
"""


def located(source: str, kind: type[ast.AST], number: int = 0) -> tuple[ConcreteFile, Concrete]:
    tree = ast.parse(source)
    file = ConcreteFile(Lines(source), tree)
    node = [node for node in ast.walk(tree) if isinstance(node, kind)][number]
    concrete = file.locate(node)
    assert concrete is not None
    return file, concrete


def applied(source: str, edits: tuple[Edit, ...]) -> str:
    lines = Lines(source)
    for edit in sorted(edits, key=lambda e: e.start, reverse=True):
        source = source[: lines.offset_of(edit.start)] + edit.content + source[lines.offset_of(edit.end) :]
    return source


def bare(node: cst.CSTNode) -> cst.CSTNode:
    """A node as ast sees it: without its parentheses, but for those of a tuple and of a generator."""
    if not getattr(node, "lpar", ()):
        return node
    if isinstance(node, (cst.Tuple, cst.GeneratorExp)):
        return node.with_changes(lpar=node.lpar[-1:], rpar=node.rpar[:1])
    return node.with_changes(lpar=[], rpar=[])


def source_segment(rows: list[bytes], node: ast.expr) -> str:
    """``ast.get_source_segment`` splits the whole file for every node, and not as the tokenizer does."""
    assert node.end_lineno is not None
    text = rows[node.lineno - 1 : node.end_lineno]
    text[-1] = text[-1][: node.end_col_offset]
    text[0] = text[0][node.col_offset :]
    return b"".join(text).decode()


def flat(code: str) -> str:
    """Code without the indentation of its continuation lines, which a node alone does not know."""
    return re.sub(r"(\r\n|\r|\n)[ \t]*", "\n", code)


def check_every_expression(source: str) -> int:
    tree = ast.parse(source)
    file = ConcreteFile(Lines(source), tree)
    rows = re.findall(rb"[^\r\n]*(?:\r\n|\r|\n|$)", source.encode())
    shortened = cst.parse_module(source).code != source  # libcst forgets the blanks after ``!s`` in an f-string
    checked = 0
    for node in expressions(tree):
        segment = source_segment(rows, node)
        concrete = file.locate(node)
        if isinstance(node, (ast.Tuple, ast.Starred)) and concrete is None:
            continue  # an index without parentheses and a starred argument are not expressions to libcst
        if concrete is None and shortened:
            continue
        assert concrete is not None, segment
        code = concrete.code(bare(concrete.node))
        accepted = {flat(code)}
        if isinstance(node, ast.GeneratorExp):  # where it is the only argument, its brackets are the call's
            segment = "(" + segment.removeprefix("(").removesuffix(")").strip() + ")"
            accepted = {flat(f"({code})"), flat(code)}
        if isinstance(node, ast.Starred):
            accepted = {code.rstrip(", \n")}  # the comma of an element is its own
        assert flat(segment) in accepted
        checked += 1
    return checked


def expressions(tree: ast.AST) -> list[ast.expr]:
    """Every expression but those inside f-strings, whose place older Pythons tell wrongly."""
    found: list[ast.expr] = []
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.expr) and not isinstance(node, ast.Slice):
            found.append(node)
        if not isinstance(node, (ast.JoinedStr, ast.pattern)):
            stack.extend(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_every_expression_of_a_real_file_is_its_own_source(path: Path) -> None:
    assert check_every_expression(path.read_text("utf-8")) > 100


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_expression_of_an_odd_file_is_its_own_source(newline: str) -> None:
    assert check_every_expression(ODD.replace("\n", newline)) > 40


def test_only_the_statement_is_parsed() -> None:
    source = "a = 1\ndef f():\n    if p:\n        x = q + 1  # why\n    return x\n"
    _, concrete = located(source, ast.BinOp)
    assert concrete.root.code == "if 1:\n        x = q + 1  # why\n"


def test_a_statement_answers_with_its_statement() -> None:
    source = "def f():\n    a.T;  b.T\n    for i in x: pass\n"
    assert isinstance(located(source, ast.Expr, 1)[1].node, cst.Expr)
    assert isinstance(located(source, ast.For)[1].node, cst.For)
    assert isinstance(located(source, ast.FunctionDef)[1].node, cst.FunctionDef)


@pytest.mark.parametrize(
    ("source", "new", "expected"),
    [
        ("y = [x, f(a)]  # keep\n", "g(a, b)", "y = [x, g(a, b)]  # keep\n"),
        ("y = f(a) * 2\n", "a + b", "y = (a + b) * 2\n"),
        ("y = (f(a)) * 2\n", "(a + b)", "y = (a + b) * 2\n"),
        ("y = f(a)\n", "a + b", "y = a + b\n"),
        ("y = f(a)\n", "a, b", "y = a, b\n"),
        ("y = [f(a)]\n", "a, b", "y = [(a, b)]\n"),
        ("y = f(a).T\n", "-b", "y = (-b).T\n"),
        ("if x:\r\n\ty = 'é' + f(a) ; z = 2 \\\r\n + 1\r\n", "b", "if x:\r\n\ty = 'é' + b ; z = 2 \\\r\n + 1\r\n"),
    ],
)
def test_an_expression_is_replaced_and_nothing_else(source: str, new: str, expected: str) -> None:
    file, concrete = located(source, ast.Call)
    replacement = Replacement("safe", "", concrete.node, cst.parse_expression(new))
    assert applied(source, file.edits(concrete, [replacement])) == expected


@pytest.mark.parametrize("source", ["x = f(  # why\n    1\n)\n", "if a:\n    f(\n        1,  # one\n    )\n"])
def test_no_comment_is_rewritten_away(source: str) -> None:
    file, concrete = located(source, ast.Call)
    replacement = Replacement("safe", "", concrete.node, cst.parse_expression("f(1)"))
    assert file.edits(concrete, [replacement]) == ()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a = 1\nx.T\nb = 2\n", "a = 1\nb = 2\n"),
        ("a = 1; x.T; b = 2\n", "a = 1; b = 2\n"),
        ("if a:\n    x.T  # dead\n    y = 1\n", "if a:\n    y = 1\n"),
        ("x.T", ""),
        ("if a:\n    x.T\n", "if a:\n    pass\n"),
    ],
)
def test_a_statement_is_removed(source: str, expected: str) -> None:
    file, concrete = located(source, ast.Expr)
    replacement = Replacement("safe", "", concrete.node, cst.RemoveFromParent())
    assert applied(source, file.edits(concrete, [replacement])) == expected


def test_a_statement_becomes_several() -> None:
    source = "def f():\n  for i in x:\n    y += i\n  return y\n"
    file, concrete = located(source, ast.For)
    new = cst.FlattenSentinel([cst.parse_statement("y = sum(x)"), cst.parse_statement("z = 1")])
    edits = file.edits(concrete, [Replacement("safe", "", concrete.node, new)])
    assert applied(source, edits) == "def f():\n  y = sum(x)\n  z = 1\n  return y\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "from m import g\n"),
        ("#!/usr/bin/python\n", "#!/usr/bin/python\nfrom m import g\n"),
        ('"""Doc."""\n\nimport os\n\n', '"""Doc."""\n\nimport os\nfrom m import g\n\n'),
        ("from m import f, g\n", "from m import f, g\n"),
    ],
)
def test_a_needed_import_is_added_once(head: str, expected: str) -> None:
    source = head + "y = f(1)\n"
    file, concrete = located(source, ast.Call)
    replacement = Replacement("safe", "", concrete.node, cst.parse_expression("g(1)"), ("from m import g",))
    assert applied(source, file.edits(concrete, [replacement])) == expected + "y = g(1)\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("\x0cy = f(1)\n", "\x0cy = g(1)\n"),
        ("x = 1\n  \x0c\x0cy = f(1)  # é\n\x0cz = 2\n", "x = 1\n  \x0c\x0cy = g(1)  # é\n\x0cz = 2\n"),
        ("def h():\n\x0c    é = 1\n\x0c\n    return f(é)\n", "def h():\n\x0c    é = 1\n\x0c\n    return g(1)\n"),
        ("y = (2,\n\x0c f(1))\n", "y = (2,\n\x0c g(1))\n"),
        ("y = f(1,\n\x0c 2)\n", None),
    ],
)
@pytest.mark.parametrize("others", [(), (ast.Name, ast.Constant)])
def test_form_feeds_stay(source: str, expected: str | None, others: tuple[type[ast.expr], ...]) -> None:
    tree = ast.parse(source)
    reached = [node for node in ast.walk(tree) if isinstance(node, others)]
    call = next(node for node in ast.walk(tree) if isinstance(node, ast.Call))
    file = ConcreteFile(Lines(source), tree)
    concrete = file.locate(call, reached)
    assert concrete is not None and concrete.code(concrete.node).startswith("f(")
    edits = file.edits(concrete, [Replacement("safe", "", concrete.node, cst.parse_expression("g(1)"))])
    assert (applied(source, edits) if edits else None) == expected


REACHING = """\
a = f(1)
b = 2; c = a
if c:
    d = b
    # on
    e = d; g = f(
        2)
def h(x):
    i = x
    class J:
        k = i
    return i
"""


@pytest.mark.parametrize(
    ("one", "other", "first", "last"),
    [
        ("a", "a", 1, 1),
        ("b", "c", 2, 2),
        ("a", "c", 1, 2),
        ("a", "d", 1, 7),
        ("d", "e", 4, 7),
        ("g", "d", 4, 7),
        ("i", "k", 9, 11),
        ("k", "a", 11, 11),
        ("a", "i", 1, 1),
    ],
)
def test_a_region_reaches_to_other_nodes_of_the_same_function(one: str, other: str, first: int, last: int) -> None:
    tree = ast.parse(REACHING)
    stored = {
        node.id: node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    concrete = ConcreteFile(Lines(REACHING), tree).locate(stored[one], [stored[other]])
    assert concrete is not None
    seen = concrete.root.code.removeprefix("if 1:\n")
    assert seen == "".join(REACHING.splitlines(keepends=True)[first - 1 : last])
    found = concrete.counterpart(stored[other])
    assert isinstance(found, cst.Name) and found.value == other if first <= stored[other].lineno <= last else not found


def test_what_would_not_parse_is_not_written() -> None:
    source = "y = f(1)\n"
    file, concrete = located(source, ast.Call)
    broken = cst.Name("lambda")
    assert file.edits(concrete, [Replacement("safe", "", concrete.node, broken)]) == ()


def test_a_long_region_is_told_from_a_short_one() -> None:
    _, short = located("x = f(1)", ast.Call)
    _, long = located(f"x = f({'1, ' * 40_000})", ast.Call)
    assert short.is_short
    assert not long.is_short
