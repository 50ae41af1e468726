"""Python source that is being written: lines, blocks, numbered locals and constants.

Nothing that an author wrote gets into it, except the names of parameters, which Python itself has verified: every other
name is a prefix and a number, every other value a constant of the namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class NoFastPath(Exception):
    """A check that only the authority can make."""


class Doubt(Exception):
    """Raised by generated code where it cannot say yes."""


class Source:
    """A function body in the making.

    Attributes
    ----------
    lines
        What is written so far.
    depth
        How deep the next line is indented.
    constants
        The namespace that the lines need.
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.lines: list[str] = []
        self.depth = 0
        self.constants: dict[str, Any] = {}
        self._names: dict[int, str] = {}
        self._count = 0
        self.doubt = f"raise {self.constant(Doubt)}"
        self.type, self.isinstance, self.len = map(self.constant, (type, isinstance, len))
        self.error = self.constant(Exception)

    def line(self, text: str) -> None:
        """Append one statement."""
        self.lines.append("    " * self.depth + text)

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """Indent what is written inside."""
        self.line(header)
        self.depth += 1
        yield
        self.depth -= 1

    def fresh(self) -> str:
        """A local variable of its own."""
        self._count += 1
        return f"{self.prefix}{self._count}"

    def constant(self, value: Any) -> str:
        """The name of a constant in the namespace of the generated function."""
        known = self._names.get(id(value))
        if known is None:
            known = self._names[id(value)] = f"{self.prefix}c{len(self.constants)}"
            self.constants[known] = value
        return known

    def doubt_if(self, condition: str) -> None:
        """Give up where the condition holds."""
        with self.block(f"if {condition}:"):
            self.line(self.doubt)
