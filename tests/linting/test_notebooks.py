"""Notebooks: cells in order, magics tolerated, everything but the source untouched."""

from __future__ import annotations

import json
from typing import Any

import pytest

from shapeguard.linting.checking import Scope, check_bytes, fix_bytes
from shapeguard.linting.finding import Edit, Finding, Fix, Position, Severity, TraceLine
from shapeguard.linting.notebooks import MARKER, in_cells, program_of
from shapeguard.linting.packs import RuleTable, load_table

SCOPE = Scope(frozenset({"XX101", "XX201", "XX301", "SG999"}))


def notebook(*cells: str | list[str], **metadata: Any) -> dict[str, Any]:
    return {
        "cells": [
            {
                "cell_type": "code" if not isinstance(cell, str) or not cell.startswith("#md") else "markdown",
                "execution_count": number,
                "metadata": {"tags": ["é"]},
                "outputs": [{"output_type": "stream", "text": ["zeros(1, 2)\n"]}],
                "source": cell if isinstance(cell, list) else cell.splitlines(keepends=True),
            }
            for number, cell in enumerate(cells)
        ],
        "metadata": metadata or {"language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def written(book: dict[str, Any], indent: int | None = 1) -> bytes:
    return (json.dumps(book, indent=indent, ensure_ascii=False) + "\n").encode()


def places(content: bytes, table: RuleTable) -> list[tuple[int | None, int, str]]:
    return [(f.cell, f.start.row, f.code) for f in check_bytes(content, "n.ipynb", SCOPE, table).findings]


def test_places_count_from_the_cell(toy: RuleTable) -> None:
    book = notebook("import np", "#md zeros(1, 2)", "y = 1\nx = zeros(1, 2)\nx.T\ny", "z = zeros(3, 4)")
    assert places(written(book), toy) == [(3, 2, "XX201"), (3, 3, "XX101"), (4, 1, "XX201")]


@pytest.mark.parametrize(
    "magic",
    [
        "%matplotlib inline",
        "!pip install numpy",
        "x = !ls",
        "x = %time f()",
        "zeros?",
        "np.zeros??",
        "?zeros",
        "%%time",
        "!echo a \\\n   | cat",
        "b[0] = !pwd",
        "d['a=b'] = !ls",
        "!ls\nprint(\n    'n=%d'\n    % (3,)\n)\ns = \"n=%d\" % 3\nt = '''\n%no\n'''",
        "b['k'] = %pwd \\\n",
        "%time a, b = f(x, \\\n  y)",
    ],
)
def test_magics_are_tolerated(toy: RuleTable, magic: str) -> None:
    content = written(notebook(f"{magic}\nx = zeros(1, 2)\ny = 1", "if x:\n    %time f()\nz = 100 \\\n  %x"))
    assert places(content, toy) == [(1, magic.count("\n") + 2, "XX201")]
    mended = json.loads(fix_bytes(content, "n.ipynb", SCOPE, toy, ("safe",)).content)
    assert "".join(mended["cells"][0]["source"]) == f"{magic}\nx = zeros((1, 2))\ny = 1"
    assert "".join(mended["cells"][1]["source"]) == "if x:\n    %time f()\nz = 100 \\\n  %x"


def test_cells_of_other_languages_are_left_out(toy: RuleTable) -> None:
    assert not places(written(notebook("%%bash\necho zeros(1, 2", "%%html\n<b>")), toy)
    assert not places(written(notebook("x <- zeros(1, 2)", language_info={"name": "R"})), toy)


@pytest.mark.parametrize("indent", [1, 2, 4, None])
def test_only_the_source_of_the_mended_cell_changes(toy: RuleTable, indent: int | None) -> None:
    book = notebook("import np\n", "x = zeros(1, 2)\nx.T\n%magic\ny = 'é'\n", "#md text", "w = np.zeros(3)")
    before = written(book, indent)
    mended = fix_bytes(before, "n.ipynb", SCOPE, toy, ("safe", "unsafe"))
    book["cells"][0]["source"] = ["import np\n", "from numpy import zeros\n"]
    book["cells"][1]["source"] = ["x = zeros((1, 2))\n", "%magic\n", "y = 'é'\n"]
    book["cells"][3]["source"] = ["w = zeros(3)"]
    assert mended.content == written(book, indent)
    again = fix_bytes(mended.content, "n.ipynb", SCOPE, toy, ("safe", "unsafe"))
    assert again.content == mended.content and not again.inspection.findings


def test_a_source_that_is_one_string_stays_one(toy: RuleTable) -> None:
    book = notebook("x = zeros(1, 2)\ny = 1")
    book["cells"][0]["source"] = "x = zeros(1, 2)\ny = 1"
    mended = json.loads(fix_bytes(written(book), "n.ipynb", SCOPE, toy, ("safe",)).content)
    assert mended["cells"][0]["source"] == "x = zeros((1, 2))\ny = 1"


def test_a_cell_that_does_not_parse_is_found_in_its_cell_and_the_others_are_checked(toy: RuleTable) -> None:
    content = written(notebook("y = 1", "x = )", "!ls\nprint 'old'", "zeros(1, 2)"))
    assert places(content, toy) == [(2, 1, "SG999"), (3, 2, "SG999"), (4, 1, "XX201")]
    (first, *_) = check_bytes(content, "n.ipynb", SCOPE, toy).findings
    assert first.message.startswith("the cell cannot be parsed") and "in this cell" in first.help
    mended = json.loads(fix_bytes(content, "n.ipynb", SCOPE, toy, ("safe",)).content)
    sources = ["".join(cell["source"]) for cell in mended["cells"] if cell["cell_type"] == "code"]
    assert sources == ["y = 1", "x = )", "!ls\nprint 'old'", "zeros((1, 2))"]


def test_what_a_cell_displays_is_not_mended() -> None:
    """The last expression of a cell is no discarded result."""
    content = written(notebook("import numpy as np\nx = np.ones((2, 3))\nx.T", "x.T\ny = 1", "x.T"))
    scope = Scope(frozenset({"SG412"}))
    assert [finding.cell for finding in check_bytes(content, "n.ipynb", scope, load_table()).findings] == [2]
    mended = fix_bytes(content, "n.ipynb", scope, load_table(), ("safe", "unsafe"))
    sources = ["".join(cell["source"]) for cell in json.loads(mended.content)["cells"] if cell["cell_type"] == "code"]
    assert sources[0].endswith("\nx.T") and sources[2] == "x.T" and "x = x.T" in sources[1]


def test_what_rests_on_another_cell_says_so(toy: RuleTable) -> None:
    findings = [
        Finding("", "XX", "x", Severity.NOTE, "", Position(5, 2), Position(5, 3), trace=(TraceLine(2, "made"),)),
        Finding("", "XX", "x", Severity.NOTE, "", Position(2, 1), Position(2, 2), fix=_edit_at(6)),
    ]
    program = program_of(notebook("a\nb", "c\nd"))
    assert program.text.split("\n")[:3] == [f"{MARKER} 1", "a", "b"]
    second, first = in_cells(findings, program)
    assert (second.cell, second.start.row, second.trace) == (2, 1, (TraceLine(1, "made", 1),))
    assert first.fix is not None and first.cell == 1
    assert first.fix.edits == (Edit(Position(2, 1), Position(2, 2), "", 2),)


def _edit_at(row: int) -> Fix:
    return Fix("safe", "mend", (Edit(Position(row, 1), Position(row, 2), ""),))


LOOP = "import numpy as np\na = np.ones(5)\nb = np.zeros(5)\nfor i in range(5):\n    b[i] = a[i] + 1\n"


def mended_loop(code: str) -> str:
    mended = fix_bytes(written(notebook(code)), "n.ipynb", Scope(frozenset({"SG301"})), load_table(), ("safe",))
    return "".join(json.loads(mended.content)["cells"][0]["source"])


def test_a_loop_beside_magics_is_mended() -> None:
    for magic in ("%matplotlib inline", "!echo {a}", "b?", "c = !pwd"):
        assert mended_loop(f"{LOOP}{magic}") == f"{LOOP[: LOOP.index('for')]}b[:] = a + 1\n{magic}"


@pytest.mark.parametrize("magic", ["!echo {i}", "%time print(i)", "!echo $i \\\n  done", "c = !echo {i}", "i?"])
def test_a_magic_uses_the_names_in_it(magic: str) -> None:
    assert mended_loop(f"{LOOP}{magic}") == f"{LOOP}{magic}"


@pytest.mark.parametrize("block", ["    !ls\n", "    %time 1\n", "    if i:\n        c = !pwd\n"])
def test_a_block_with_a_magic_keeps_its_place(toy: RuleTable, block: str) -> None:
    assert mended_loop(LOOP + block) == LOOP + block
    content = written(notebook(f"for i in x:\n{block}    zeros(1, 2)\nzeros(1, 2)"))
    first, second = check_bytes(content, "n.ipynb", SCOPE, toy).findings
    assert first.fix is None and second.fix is not None


def test_a_timed_statement_binds_its_names() -> None:
    content = written(notebook("import numpy as np\ny = np.ones(3)\n%time y = np.ones(4)\ny + np.ones(4)\n"))
    assert not check_bytes(content, "n.ipynb", Scope(frozenset({"SG401"})), load_table()).findings


@pytest.mark.parametrize("cell", ["X = X.T)", "%%R -o X\nX <- 3", "for X in y print(X)", "def X(:", "y = f(\nX, Z = 1"])
def test_a_cell_that_is_not_read_may_bind_what_it_names(cell: str) -> None:
    sources = "import numpy as np\nX = np.ones((2, 3))", cell, "X @ np.ones((2, 3))"
    content = written(notebook(*sources))
    scope = Scope(frozenset({"SG402"}))
    assert not check_bytes(content, "n.ipynb", scope, load_table()).findings
    again = written(notebook(sources[0], cell.replace("X", "W"), sources[2]))
    (finding,) = check_bytes(again, "n.ipynb", scope, load_table()).findings
    assert (finding.cell, finding.start.row) == (3, 1)


@pytest.mark.parametrize("cell", ["%%bash -s $i\nls", "%%bash\necho {i}", "print i"])
def test_a_cell_that_is_not_read_uses_what_it_names(cell: str) -> None:
    content = written(notebook(LOOP, cell))
    assert fix_bytes(content, "n.ipynb", Scope(frozenset({"SG301"})), load_table(), ("safe",)).content == content
    content = written(notebook(LOOP, cell.replace("i", "j")))
    mended = fix_bytes(content, "n.ipynb", Scope(frozenset({"SG301"})), load_table(), ("safe",))
    assert [m["source"] for m in json.loads(mended.content)["cells"]][1] == cell.replace("i", "j").splitlines(True)
    assert mended.content != content


@pytest.mark.parametrize(
    ("notebook", "found"),
    [
        ({"cells": [{"cell_type": "code", "source": [1]}]}, ["SG999"]),
        ({"cells": [{"cell_type": "code", "source": None}]}, ["SG999"]),
        ({"cells": ["x.T"]}, ["SG999"]),
        ({"cells": [{"cell_type": "code", "source": "x.T\nx.T"}], "metadata": [1]}, ["XX101", "XX101"]),
        ({"cells": [{"cell_type": "code", "source": "x.T\nx.T"}], "metadata": {"kernelspec": [1]}}, ["XX101", "XX101"]),
        ({"cells": [{"cell_type": 5, "source": "x.T"}]}, []),
    ],
)
def test_an_odd_notebook_is_no_crash(toy: RuleTable, notebook: object, found: list[str]) -> None:
    inspection = check_bytes(json.dumps(notebook).encode(), "n.ipynb", SCOPE, toy)
    assert [finding.code for finding in inspection.findings] == found
