"""A loop is replaced only where nothing behind it reads what its variables held last."""

from __future__ import annotations

import ast

import pytest

from lint_rules.vectorising import is_read_behind

LOOP = "for i in range(m):\n    z = a[i]\n    s += z\n"


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    ("source", "is_read"),
    [
        (LOOP, False),
        (LOOP + "print(s)\n", False),
        (LOOP + "print(z)\n", True),
        ("z = 3\nprint(z)\n" + LOOP, False),
        (LOOP + "z = 1\nprint(z)\n", False),
        (LOOP + "z = z + 1\n", True),
        (LOOP + "for z in b:\n    print(z)\n", False),
        (LOOP + "for z in b:\n    print(z)\nprint(z)\n", True),
        (LOOP + "del z\n", True),
        (LOOP + "print(locals()['z'])\n", True),
        (LOOP + "if s:\n    print(z)\n", True),
        (LOOP + "def g():\n    return z\n", True),
        ("def f():\n" + indented(LOOP) + "    return z\n", True),
        ("for epoch in range(9):\n" + indented(LOOP), False),
        ("for epoch in range(9):\n    print(z)\n" + indented(LOOP), True),
        ("for epoch in range(9):\n" + indented(LOOP) + "print(z)\n", True),
        (LOOP + LOOP, True),
        ("if s:\n" + indented(LOOP) + "print(z)\n", True),
    ],
)
def test_is_read_behind(source: str, is_read: bool) -> None:
    assert is_read_behind(source, ast.parse(LOOP).body[0], "z") is is_read
