"""``shapeguard reveal FILE``: the source with every inferred shape beside it."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from shapeguard.cli.complaints import complain
from shapeguard.cli.output import show_crashes
from shapeguard.linting.inspection import Crash, describe
from shapeguard.linting.source import Undecodable, decode, is_irregular


def run(words: list[str]) -> int:
    """Print the files."""
    parser = ArgumentParser("shapeguard reveal", description="Show a file with every inferred shape beside it.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--all", action="store_true", help="of every expression, not of assignments and returns only")
    options = parser.parse_args(words)
    code = 0
    for path in options.files:
        try:
            print(_revealed(path, options.all), end="")
        except (OSError, Undecodable, SyntaxError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else getattr(error, "msg", error)
            complain(f"{path}: cannot be revealed: {reason}")
            code = 2
        except Exception as error:
            show_crashes([Crash(str(path), "inference", describe(error))])
            code = 2
    return code


def _revealed(path: Path, every_expression: bool) -> str:
    from shapeguard.inference import reveal

    if is_irregular(path):
        raise ValueError("it is no regular file")
    content = path.read_bytes()
    if path.suffix != ".ipynb":
        return reveal(decode(content).text, str(path), every_expression=every_expression)
    from shapeguard.linting.notebooks import is_python, program_of, read_notebook

    notebook = read_notebook(content)
    if not is_python(notebook):
        raise ValueError("its cells are not Python")
    program = program_of(notebook)
    cells = program.cells(reveal(program.text, str(path), every_expression=every_expression))
    if cells is None:
        raise ValueError("one of its cells holds a line that shapeguard itself marks cells with")
    return "".join(f"# %% cell {number}\n{cell}\n" for number, cell in zip(program.numbers, cells, strict=True))
