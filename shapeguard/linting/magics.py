"""Lines of a notebook's cell that are no Python: ``%magic``, ``!command``, ``name?``.

Each gives way to a call of a name that nothing else has, over as many rows, and comes back unchanged. The call takes
the names that the line may read and binds those that a timed statement binds, so that nothing is held to be unused or
unchanged because a magic does it. A line that Python cannot see must keep its place: no fix touches a block with one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from keyword import iskeyword

from shapeguard.linting.finding import Finding

_LINE_MAGIC = re.compile(r"^(?P<target>[ \t]*)(?:[%!?].*|[\w.*]+(?:\[-?\d+\][\w.*]*)*\?{1,2}[ \t]*)$", re.DOTALL)
_ASSIGNED_MAGIC = re.compile(
    r"""^(?P<target>(?:[^#'"\n]|'[^'\n]*'|"[^"\n]*")+?(?<![=!<>])=[ \t]*)[%!](?!=).*$""", re.DOTALL
)
_COMMAND = re.compile(r"\s*(?:%{1,2}|!{1,2})\s*[\w.-]+")
_TIMED = re.compile(r"\s*%(?:time|timeit|prun|memit|mprun|lprun)\b(?P<statement>.*)", re.DOTALL)
_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")
_INTERPOLATED = re.compile(r"[${]\{?([^\W\d]\w*)")
_BOUND = re.compile(
    r"^([\w, \t*()]+)[-+/@%&|^]*=(?!=)|\bfor\b(.{1,200}?)\bin\b|\b(?:def|class|import|as)[ \t]+(\w+)",
    re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"[^\n]*__shapeguard_magic_(\d+)__\([^)]*\)")
_IN_A_BLOCK = re.compile(r"^[ \t]+[^\n]*__shapeguard_magic_\d+__\(", re.MULTILINE)


def without_magics(source: str, magics: list[str]) -> str:
    """The source of a cell with every magic replaced; the lines replaced are added to ``magics``."""
    lines: list[str] = []
    rows = iter(source.split("\n"))
    for line in rows:
        whole = [line]
        while whole[-1].rstrip("\r").endswith("\\") and (following := next(rows, None)) is not None:
            whole.append(following)
        match = _LINE_MAGIC.match(line) or _ASSIGNED_MAGIC.match(line)
        if match is None or _is_open("\n".join(lines)):
            lines += whole
        else:
            lines.append(_placeholder(match["target"], "\n".join(whole), magics))
    return "\n".join(lines)


def without_cell(source: str, magics: list[str]) -> str:
    """A call in place of a cell that is no Python, or does not parse: it may read and bind what it names."""
    command, _, body = source.lstrip().partition("\n")
    if command.startswith("%%"):
        read = bound = set(_NAME.findall(_COMMAND.sub("", command, count=1)))
        read = read | set(_INTERPOLATED.findall(body))
    else:
        read = set(_NAME.findall(source))
        bound = {name for target in _BOUND.findall(source) for name in _NAME.findall("".join(target))}
    return _call(_words(read), _words(bound), source, magics)


def with_magics(source: str, magics: Sequence[str]) -> str:
    """The source of a cell with its magics back in place."""
    return _PLACEHOLDER.sub(lambda match: magics[int(match[1])], source)


def order_of_magics(text: str) -> list[str]:
    """The numbers of the magics that a text stands for, in its order."""
    return [match[1] for match in _PLACEHOLDER.finditer(text)]


def blocks_with_magics(text: str) -> list[range]:
    """The rows of the outermost statements that have a magic somewhere in their block."""
    if not _IN_A_BLOCK.search(text):
        return []
    rows = {text.count("\n", 0, match.start()) + 1 for match in _IN_A_BLOCK.finditer(text)}
    spans = (range(s.lineno, (s.end_lineno or s.lineno) + 1) for s in ast.parse(text).body if hasattr(s, "body"))
    return [span for span in spans if any(row in span for row in rows)]


def is_touched(finding: Finding, blocks: Sequence[range]) -> bool:
    """Whether the fix of a finding reaches into one of these blocks."""
    edits = finding.fix.edits if finding.fix is not None else ()
    return any(edit.start.row < block.stop and block.start <= edit.end.row for edit in edits for block in blocks)


def _is_open(code: str) -> bool:
    """Whether what comes next goes on within brackets or a string, where ``%`` divides."""
    try:
        ast.parse(code)
    except SyntaxError as error:
        return "was never closed" in error.msg or "unterminated triple-quoted" in error.msg
    except (ValueError, RecursionError):
        return False
    return False


def _placeholder(target: str, magic: str, magics: list[str]) -> str:
    return target + _call(*_names_in(magic.removeprefix(target)), magic, magics)


def _call(read: Sequence[str], bound: Sequence[str], magic: str, magics: list[str]) -> str:
    magics.append(magic)
    call = f"__shapeguard_magic_{len(magics) - 1}__({', '.join(read)}" + "\n" * magic.count("\n") + ")"
    return f"{', '.join(bound)}{' = ' * bool(bound)}{call}"


def _names_in(magic: str) -> tuple[list[str], list[str]]:
    """The names that a magic may read, and those that the statement in it binds."""
    timed = _TIMED.match(magic)
    try:
        nodes = list(ast.walk(ast.parse(timed["statement"].strip()))) if timed is not None else []
    except (SyntaxError, ValueError, RecursionError):
        nodes = []
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    read = set(_NAME.findall(_COMMAND.sub("", magic, count=1))) - bound
    return _words(read), _words(bound)


def _words(names: set[str]) -> list[str]:
    return sorted(name for name in names if not iskeyword(name))
