"""Comments are found where ``tokenize`` finds them."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

import numpy as np
import pytest

from shapeguard.inference.comments import comments_in

ODD = (
    "x = '#'  # one\n",
    "x = \"it's\"  # it's\n",
    '"""\n# no\n"""  # yes\n',
    "'''a \\''' # no\n'''\n# yes\n",
    "x = '\\\n# no'  # yes\n",
    "x = r'\\'  # no'  # yes\n",
    "# one\r\n# two\r\nx = 1  # three\r\n",
    "x = b'#' rb'''#'''  # yes",
    'x = ""  # yes\ny = """"#"""  # yes\n',
    "\tif x:  # é\n\t\ty = 'é'  # ü\n",
    "#\n#!\n",
)


def told_by_tokenize(source: str) -> list[tuple[int, int, str]]:
    tokens = tokenize.generate_tokens(io.StringIO(source, newline="").readline)
    return [(*token.start, token.string) for token in tokens if token.type == tokenize.COMMENT]


def told(source: str) -> list[tuple[int, int, str]]:
    return [(comment.row, comment.column, comment.text) for comment in comments_in(source)]


@pytest.mark.parametrize("source", ODD)
def test_odd_strings(source: str) -> None:
    valid = source.lstrip("\t") if source.startswith("\t") else source
    valid = valid.replace("\n\t\t", "\n\t")
    assert told(valid) == told_by_tokenize(valid)


def test_the_files_of_numpy() -> None:
    for path in sorted(Path(np.__file__).parent.glob("lib/*.py")):
        source = path.read_text(encoding="utf-8")
        assert told(source) == told_by_tokenize(source), path


def test_what_is_never_closed_ends_with_the_text() -> None:
    assert told("x = '''# no\n# no") == []
    assert told("x = 'no\n# yes") == [(2, 0, "# yes")]
